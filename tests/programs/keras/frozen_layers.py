import keras
from keras.layers import LSTM, Dense, Input
model = keras.Sequential([Input((20, 3)), LSTM(8, return_sequences=True), LSTM(8), Dense(1)])
for layer in model.layers[:-1]:
    layer.trainable = False
model.compile("adam", "mse")
model.summary()
for layer in model.layers:
    print(layer, layer.trainable, layer.input.shape, layer.output.shape)
print(model.trainable, [v.name for v in model.non_trainable_variables])
model.trainable = True
print(len(model.trainable_weights))
c = model.get_config()
print(model.optimizer.__class__.__name__, model.loss, model.built)
print(model)
print(model.inputs, model.outputs)
