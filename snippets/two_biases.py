import torch
from torch import nn

torch.manual_seed(640)
x = torch.randn(1000, 1, 5)

for layer, gates in ((nn.LSTM(5, 10), "ifgo"), (nn.GRU(5, 10), "rzn")):
    before, _ = layer(x)
    before.sum().backward()
    first, second = layer.bias_ih_l0, layer.bias_hh_l0
    for block, gate in enumerate(gates):
        part = slice(10 * block, 10 * block + 10)
        same = torch.allclose(first.grad[part], second.grad[part], 1e-3)
        with torch.no_grad():
            first[part] += 0.5
            second[part] -= 0.5
        after, _ = layer(x)
        kept = torch.allclose(before, after, atol=1e-5)
        print(type(layer).__name__, gate, kept, same)
