"""Counting parameters in all the ways that people know."""
import math
from functools import reduce
from operator import mul

import numpy as np
import torch
import torch.nn as nn

lstm = nn.LSTM(input_size=5, hidden_size=10)
print(sum(p.numel() for p in lstm.parameters()))
print(sum(p.nelement() for p in lstm.parameters()))
print(sum([np.prod(p.size()) for p in lstm.parameters()]))
print(sum(math.prod(p.shape) for p in lstm.parameters()))
print(sum(reduce(mul, p.shape, 1) for p in lstm.parameters()))
print(sum(len(p.flatten()) for p in lstm.parameters()))
print(sum(p.view(-1).size(0) for p in lstm.parameters()))
print(nn.utils.parameters_to_vector(lstm.parameters()).numel())
print(sum(torch.numel(p) for p in lstm.parameters() if p.requires_grad))
print(torch.cat([p.detach().reshape(-1) for p in lstm.parameters()]).shape)
pp = 0
for p in list(lstm.parameters()):
    nn_ = 1
    for s in list(p.size()):
        nn_ = nn_ * s
    pp += nn_
print(pp)
for name, weight in lstm.state_dict().items():
    print(name, weight.shape, weight.dim(), weight.ndim)
n, m = 5, 10
print(4 * ((n + m) * m + m + m), 4 * m * (n + m + 2))
for k in (nn.RNN, nn.GRU, nn.LSTM):
    for bi in (False, True):
        for bias in (True, False):
            layer = k(5, 10, num_layers=2, bidirectional=bi, bias=bias)
            print(k.__name__, bi, bias, sum(p.numel() for p in layer.parameters()), layer)
print(lstm.weight_ih_l0.shape, lstm.bias_hh_l0.size(), lstm.hidden_size, lstm.num_layers, lstm.bidirectional)
w_ii, w_if, w_ig, w_io = lstm.weight_ih_l0.chunk(4, 0)
print(w_ii.shape)
cell = nn.LSTMCell(5, 10)
hx, cx = torch.randn(3, 10), torch.randn(3, 10)
outputs = []
for x in torch.randn(2, 3, 5):
    hx, cx = cell(x, (hx, cx))
    outputs.append(hx)
print(torch.stack(outputs, dim=0).size())
model = nn.LSTM(5, 10, num_layers=2, proj_size=3)
print(model, [tuple(p.shape) for p in model.parameters()])
