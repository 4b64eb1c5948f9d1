from keras import layers

for given in ({}, {"reset_after": False}, {"use_bias": False}):
    layer = layers.GRU(10, **given)
    layer.build((None, 13, 5))
    shapes = [weight.shape for weight in layer.weights]
    print(given, layer.count_params(), *shapes)
