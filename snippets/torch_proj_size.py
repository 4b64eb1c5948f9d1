import torch
from torch import nn

lstm = nn.LSTM(5, 10, num_layers=2, proj_size=4)

for name, weight in lstm.named_parameters():
    print(f"{name:<13} {tuple(weight.shape)!s:<8} {weight.numel()}")

first = [w for name, w in lstm.named_parameters() if "l0" in name]
print(sum(weight.numel() for weight in first))

output, (h, c) = lstm(torch.zeros(13, 1, 5))
print(tuple(output.shape), tuple(h.shape), tuple(c.shape))
