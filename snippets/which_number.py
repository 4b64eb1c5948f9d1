import keras


def show(batch, steps, features, units):
    layer = keras.layers.LSTM(units, return_sequences=True)
    x = keras.random.normal((batch, steps, features))
    y = layer(x)
    print(tuple(x.shape), units, tuple(y.shape), layer.count_params())


show(32, 13, 5, 10)
show(64, 13, 5, 10)
show(32, 26, 5, 10)
show(32, 13, 6, 10)
show(32, 13, 5, 11)
