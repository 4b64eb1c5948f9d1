from torch import nn


def total(**options):
    layer = nn.LSTM(5, 10, **options)
    return sum(weight.numel() for weight in layer.parameters())


print("-", total())
for p in range(1, 10):
    print(p, total(proj_size=p))
