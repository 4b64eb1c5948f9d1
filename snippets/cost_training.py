import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

layer = nn.LSTM(5, 10, device="meta")

for inner in (False, True):
    x = torch.zeros(13, 1, 5, device="meta", requires_grad=inner)
    with FlopCounterMode(display=False) as counter:
        output, _ = layer(x)
        forward = counter.get_total_flops()
        output.sum().backward()
    both = counter.get_total_flops()
    print(inner, forward // 2, both // 2, round(both / forward, 2))
