from keras.layers import GRU, LSTM, Bidirectional

OLD = {"reset_after": False}

for features, layer in (
    (4096, LSTM(256)),
    (1, LSTM(9)),
    (1, LSTM(1)),
    (1, LSTM(3)),
    (128, LSTM(128)),
    (126, Bidirectional(LSTM(64))),
    (16, Bidirectional(GRU(32))),
    (16, Bidirectional(GRU(32, **OLD))),
    (4, GRU(5)),
    (4, GRU(5, **OLD)),
    (13, GRU(20)),
    (13, GRU(20, **OLD)),
):
    layer.build((None, None, features))
    inner = getattr(layer, "forward_layer", layer)
    names = [type(each).__name__ for each in (layer, inner)]
    name = "-".join(dict.fromkeys(names))
    print(features, name, inner.units, layer.count_params())
