from mindspore import nn

for layer in (
    nn.LSTM(5, 10),
    nn.LSTM(5, 10, has_bias=False),
    nn.GRU(5, 10),
    nn.RNN(5, 10),
):
    weights = list(layer.get_parameters())
    total = sum(weight.size for weight in weights)
    print(type(layer).__name__, total, *(w.shape for w in weights))
