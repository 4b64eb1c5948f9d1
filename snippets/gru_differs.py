from keras import layers

n, m = 5, 10

for gates, layer in (
    (1, layers.SimpleRNN(m)),
    (3, layers.GRU(m)),
    (4, layers.LSTM(m)),
):
    layer.build((None, None, n))
    expected = gates * ((n + m) * m + m)
    counted = layer.count_params()
    print(type(layer).__name__, expected, counted, counted - expected)
