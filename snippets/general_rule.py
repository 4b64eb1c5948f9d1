import keras


def rule(n, m):
    return 4 * ((n + m) * m + m)


for n, m in [(5, 10), (1, 1), (28, 128), (4096, 256)]:
    layer = keras.layers.LSTM(m)
    layer.build((None, None, n))
    print(n, m, rule(n, m), layer.count_params() == rule(n, m))
