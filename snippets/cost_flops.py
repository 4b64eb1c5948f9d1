import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode


def flops(device, T, B=1):
    layer = nn.LSTM(5, 10, device=device)
    with FlopCounterMode(display=False) as counter:
        layer(torch.zeros(T, B, 5, device=device))
    return counter.get_total_flops()


for T in (1, 13, 1000):
    print(T, flops("cpu", T), flops("meta", T), flops("meta", T) // 2)
print(13, flops("meta", 13, B=32) // 2)
