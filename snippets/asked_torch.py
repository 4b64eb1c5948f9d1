from torch import nn

both = {"bidirectional": True}

for n, m, layers, options in (
    (5, 10, 1, {}),
    (5, 10, 2, {}),
    (5, 10, 2, both),
    (5, 10, 1, {"proj_size": 4}),
    (32, 128, 2, {}),
    (32, 128, 2, both),
    (64, 256, 2, both),
    (64, 256, 2, both | {"dropout": 0.5}),
):
    layer = nn.LSTM(n, m, layers, **options)
    total = sum(weight.numel() for weight in layer.parameters())
    print(n, m, layers, *options, total)
