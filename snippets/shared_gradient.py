from copy import deepcopy

import torch
from torch import nn

torch.manual_seed(640)
x = torch.randn(13, 5)
shared = nn.LSTMCell(5, 10)
copies = [deepcopy(shared) for _ in range(13)]


def run(cells):
    h, c = torch.zeros(10), torch.zeros(10)
    for x_t, cell in zip(x, cells):
        h, c = cell(x_t, (h, c))
    h.sum().backward()
    return sum(
        p.numel() for cell in set(cells) for p in cell.parameters()
    )


print(run(13 * [shared]))
print(run(copies))

gradients = torch.stack([cell.weight_ih.grad for cell in copies])
print(*gradients.shape)
print(torch.allclose(shared.weight_ih.grad, gradients.sum(0)))
