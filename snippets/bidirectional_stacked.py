import keras
from keras.layers import LSTM, Bidirectional

model = keras.Sequential(
    [
        keras.Input(shape=(13, 5)),
        Bidirectional(LSTM(10, return_sequences=True)),
        Bidirectional(LSTM(10)),
    ]
)
for layer in model.layers:
    kernel = layer.forward_layer.weights[0]
    print(kernel.shape, layer.output.shape, layer.count_params())
print(model.count_params())
