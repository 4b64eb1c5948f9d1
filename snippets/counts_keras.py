from keras import layers

for layer in (
    layers.LSTM(10),
    layers.LSTM(10, use_bias=False),
    layers.GRU(10),
    layers.SimpleRNN(10),
):
    layer.build((None, 13, 5))
    shapes = [weight.shape for weight in layer.weights]
    print(type(layer).__name__, layer.count_params(), *shapes)
