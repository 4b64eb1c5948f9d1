from torch import nn

for layer in (
    nn.LSTM(5, 10),
    nn.LSTM(5, 10, bias=False),
    nn.GRU(5, 10),
    nn.RNN(5, 10),
):
    weights = list(layer.parameters())
    shapes = [tuple(weight.shape) for weight in weights]
    total = sum(weight.numel() for weight in weights)
    print(type(layer).__name__, total, *shapes)
