"""What an optimizer keeps of each parameter, once it has stepped."""
import torch
from torch import nn, optim

for kind, options in (
    (optim.SGD, {}),
    (optim.SGD, {"momentum": 0.9}),
    (optim.RMSprop, {"momentum": 0.9, "centered": True}),
    (optim.Adagrad, {}),
    (optim.Adadelta, {}),
    (optim.Adam, {}),
    (optim.AdamW, {"amsgrad": True}),
    (optim.NAdam, {}),
):
    layer = nn.GRU(3, 2)
    optimizer = kind(layer.parameters(), lr=0.01, **options)
    print(kind.__name__, options, len(optimizer.state))
    layer(torch.zeros(4, 1, 3))[0].sum().backward()
    optimizer.step()
    for parameter, state in optimizer.state.items():
        shapes = {name: tuple(each.shape) for name, each in state.items()}
        print(tuple(parameter.shape), shapes)
