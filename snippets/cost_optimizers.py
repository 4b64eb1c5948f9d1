import torch
from torch import nn, optim

for kind, options in (
    (optim.SGD, {}),
    (optim.SGD, {"momentum": 0.9}),
    (optim.RMSprop, {}),
    (optim.Adam, {}),
    (optim.Adam, {"amsgrad": True}),
):
    layer = nn.LSTM(5, 10)
    optimizer = kind(layer.parameters(), lr=0.01, **options)
    layer(torch.zeros(13, 1, 5))[0].sum().backward()
    optimizer.step()
    sizes = {}
    for state in optimizer.state.values():
        for name, value in state.items():
            if value is not None:
                sizes[name] = sizes.get(name, 0) + value.numel()
    print(kind.__name__, options)
    for name, size in sizes.items():
        print(f"  {name:<16} {size:>3}")
