import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

for kind in (nn.RNN, nn.GRU, nn.LSTM):
    layer = kind(5, 10, device="meta")
    sizes = [p.numel() for p in layer.parameters()]
    macs = []
    for steps in (1, 13):
        with FlopCounterMode(display=False) as counter:
            layer(torch.zeros(steps, 1, 5, device="meta"))
        macs.append(counter.get_total_flops() // 2)
    print(kind.__name__, sum(sizes), *macs)
