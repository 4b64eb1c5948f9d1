import torch
import torch.nn as nn


class PeepholeLSTMCell(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.n, self.m = n, m
        self.weight_ih = nn.Parameter(torch.empty(4 * m, n))
        self.weight_hh = nn.Parameter(torch.empty(4 * m, m))
        self.weight_ch = nn.Parameter(torch.empty(3 * m))
        self.bias = nn.Parameter(torch.zeros(4 * m))
        self.register_parameter("unused", None)
        self.register_buffer("steps", torch.tensor(0))
        self.reset_parameters()

    def reset_parameters(self):
        nn.init.xavier_uniform_(self.weight_ih)
        nn.init.orthogonal_(self.weight_hh)
        nn.init.zeros_(self.weight_ch)

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(x.size(0), self.m, dtype=x.dtype, device=x.device)
            state = (zeros, zeros)
        h, c = state
        gates = nn.functional.linear(x, self.weight_ih, self.bias)
        gates = gates + nn.functional.linear(h, self.weight_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        pi, pf, po = self.weight_ch.chunk(3)
        i = torch.sigmoid(i + pi * c)
        f = torch.sigmoid(f + pf * c)
        c = f * c + i * torch.tanh(g)
        h = torch.sigmoid(o + po * c) * torch.tanh(c)
        self.steps += 1
        return h, c

    def extra_repr(self):
        return f"{self.n}, {self.m}"


cell = PeepholeLSTMCell(5, 10)
h, c = cell(torch.randn(3, 5))
h, c = cell(torch.randn(3, 5), (h, c))
print(h.shape, c.shape, cell)
print(list(cell.state_dict()))
print(dict(cell.named_buffers()).keys())
print([tuple(p.shape) for p in cell.parameters()])
