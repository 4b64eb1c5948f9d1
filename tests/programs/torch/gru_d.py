import torch
import torch.nn as nn
from torch.nn import Parameter


class GRUD(nn.Module):
    """A GRU whose inputs decay where they are missing."""

    def __init__(self, input_dim, hidden_dim, output_dim):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.w_dg_x = Parameter(torch.Tensor(input_dim))
        self.w_dg_h = Parameter(torch.Tensor(hidden_dim))
        for gate in "rzh":
            setattr(self, f"w_x{gate}", Parameter(torch.empty(hidden_dim, input_dim)))
            setattr(self, f"w_h{gate}", Parameter(torch.empty(hidden_dim, hidden_dim)))
            setattr(self, f"b_{gate}", Parameter(torch.zeros(hidden_dim)))
        self.out = nn.Linear(hidden_dim, output_dim)
        self.reset()

    def reset(self):
        for name, p in self.named_parameters():
            if p.ndimension() >= 2:
                nn.init.xavier_normal_(p)
            else:
                p.data.fill_(0.0)

    def step(self, h, x, mask, delta):
        gamma_x = torch.exp(-torch.max(torch.zeros_like(delta), self.w_dg_x * delta))
        gamma_h = torch.exp(-torch.relu(self.w_dg_h * delta.mean(1, keepdim=True)))
        x = mask * x + (1 - mask) * gamma_x * x
        h = gamma_h * h
        z = torch.sigmoid(x @ self.w_xz.t() + h @ self.w_hz.t() + self.b_z)
        r = torch.sigmoid(torch.matmul(x, self.w_xr.T) + torch.matmul(h, self.w_hr.T) + self.b_r)
        n = torch.tanh(torch.addmm(self.b_h, x, self.w_xh.t()) + (r * h).mm(self.w_hh.t()))
        return torch.lerp(h, n, z)

    def forward(self, x, mask, delta):
        h = x.new_zeros(x.shape[0], self.hidden_dim)
        ys = []
        for t in range(x.shape[1]):
            h = self.step(h, x[:, t], mask[:, t].float(), delta[:, t])
            ys.append(self.out(h))
        return torch.stack(ys, 1)


m = GRUD(5, 10, 2)
x = torch.randn(3, 4, 5)
print(m(x, x > 0, torch.rand_like(x)).shape)
print(m)
print({n: list(p.shape) for n, p in m.named_parameters()})
