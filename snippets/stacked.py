import keras

model = keras.Sequential(
    [
        keras.Input(shape=(13, 5)),
        keras.layers.LSTM(10, return_sequences=True),
        keras.layers.LSTM(10),
    ]
)
for layer in model.layers:
    kernel = layer.weights[0]
    print(layer.name, kernel.shape, layer.count_params())
print(model.count_params())
