from torch import nn


def total(module):
    return sum(weight.numel() for weight in module.parameters())


def one_bias(n, m):
    return 4 * ((n + m) * m + m)


lstm = nn.LSTM(65, 128, num_layers=2)
decoder = nn.Linear(128, 65)

print(total(lstm), total(decoder), total(lstm) + total(decoder))
print(total(lstm) - one_bias(65, 128) - one_bias(128, 128))
