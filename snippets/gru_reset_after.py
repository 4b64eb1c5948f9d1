import keras

for reset_after in (True, False):
    layer = keras.layers.GRU(10, reset_after=reset_after)
    layer.build((None, 13, 5))
    shapes = [weight.shape for weight in layer.weights]
    print(reset_after, layer.count_params(), *shapes)
