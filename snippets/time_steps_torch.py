import torch
from torch import nn
from torch.nn.utils.rnn import pack_sequence

layer = nn.LSTM(5, 10)
print(sum(weight.numel() for weight in layer.parameters()))

for time_steps in (1, 13, 1000):
    output, (h, c) = layer(torch.randn(time_steps, 5))
    print(time_steps, *output.shape)

mixed = [torch.randn(time_steps, 5) for time_steps in (1000, 13, 1)]
output, (h, c) = layer(pack_sequence(mixed))
print(*output.data.shape, *h.shape)

print(sum(weight.numel() for weight in layer.parameters()))
