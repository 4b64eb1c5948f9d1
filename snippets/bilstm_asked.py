import keras
from torch import nn


def total(n, m, **given):
    layer = nn.LSTM(n, m, num_layers=2, **given)
    return sum(weight.numel() for weight in layer.parameters())


print(total(32, 128), total(32, 128, bidirectional=True))

for dropout in (0, 0.3):
    print(total(64, 256, bidirectional=True, dropout=dropout))

layer = keras.layers.Bidirectional(keras.layers.LSTM(64))
layer.build((None, None, 126))
print(layer.count_params())
