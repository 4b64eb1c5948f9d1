import torch
import torch.nn as nn
import torch.nn.functional as F
class Stacked(nn.Module):
    def __init__(self, n, m, k):
        super().__init__()
        self.cells = nn.ModuleList([nn.LSTMCell(n if i == 0 else m, m) for i in range(k)])
        self.norms = nn.ModuleDict({f"ln{i}": nn.LayerNorm(m) for i in range(k)})
        self.m = m
    def forward(self, x):
        B, T, _ = x.size()
        hs = [x.new_zeros(B, self.m) for _ in self.cells]; cs = [torch.zeros_like(h) for h in hs]
        outs = []
        for t in range(T):
            inp = x[:, t, :]
            for i, cell in enumerate(self.cells):
                hs[i], cs[i] = cell(inp, (hs[i], cs[i]))
                inp = self.norms[f"ln{i}"](hs[i])
            outs.append(inp)
        return torch.stack(outs, dim=1), (torch.stack(hs), torch.stack(cs))
model = Stacked(5, 10, 3)
y, (h, c) = model(torch.randn(2, 6, 5))
print(y.size(), h.size(), c.dim())

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
