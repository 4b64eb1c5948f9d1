from mlx import nn
from mlx.utils import tree_flatten

for layer in (
    nn.LSTM(5, 10),
    nn.LSTM(5, 10, bias=False),
    nn.GRU(5, 10),
    nn.RNN(5, 10),
):
    weights = [weight for _, weight in tree_flatten(layer.parameters())]
    total = sum(weight.size for weight in weights)
    print(type(layer).__name__, total, *(w.shape for w in weights))
