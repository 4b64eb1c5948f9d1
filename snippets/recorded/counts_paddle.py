from paddle import nn

for layer in (
    nn.LSTM(5, 10),
    nn.LSTM(5, 10, bias_hh_attr=False),
    nn.GRU(5, 10),
    nn.SimpleRNN(5, 10),
):
    weights = layer.parameters()
    total = sum(w.size for w in weights)
    trained = sum(w.size for w in weights if w.trainable)
    state = sum(w.size for w in layer.state_dict().values())
    print(type(layer).__name__, total, trained, state)
