import keras

for use_bias in (True, False):
    layer = keras.layers.LSTM(10, use_bias=use_bias)
    layer.build((None, 13, 5))
    shapes = [weight.shape for weight in layer.weights]
    print(use_bias, layer.count_params(), *shapes)
