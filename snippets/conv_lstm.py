import keras

for k in (1, 3, 5):
    layer = keras.layers.ConvLSTM2D(10, k, padding="same")
    output = layer(keras.Input((13, 8, 8, 5)))
    shapes = [tuple(weight.shape) for weight in layer.weights]
    print(k, output.shape, layer.count_params(), *shapes)

for pixels in (8, 64):
    layer = keras.layers.ConvLSTM2D(10, 3)
    layer.build((None, 13, pixels, pixels, 5))
    print(pixels, layer.count_params())
