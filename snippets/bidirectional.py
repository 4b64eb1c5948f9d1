import keras

layer = keras.layers.Bidirectional(keras.layers.LSTM(10))
output = layer(keras.Input(shape=(13, 5)))

for side in (layer.forward_layer, layer.backward_layer):
    print(side.name, side.count_params())
print(output.shape, layer.count_params())
