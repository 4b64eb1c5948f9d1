import torch
from torch import nn


class LSTMCellScratch(nn.Module):
    """Four gates, each with a Linear for the input and one for the state."""

    def __init__(self, input_size: int, hidden_size: int):
        super().__init__()
        gate = lambda: (  # noqa: E731
            nn.Linear(input_size, hidden_size),
            nn.Linear(hidden_size, hidden_size, bias=False),
        )
        self.gates = nn.ModuleDict()
        for name in ("i", "f", "g", "o"):
            wx, wh = gate()
            self.gates[name] = nn.ModuleList([wx, wh])

    def forward(self, x, state):
        h, c = state
        pre = {k: wx(x) + wh(h) for k, (wx, wh) in self.gates.items()}
        i, f, o = (torch.sigmoid(pre[k]) for k in "ifo")
        c = f * c + i * torch.tanh(pre["g"])
        h = o * c.tanh()
        return h, c


class LSTMScratch(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1):
        super().__init__()
        self.hidden_size = hidden_size
        self.cells = nn.ModuleList(
            [
                LSTMCellScratch(input_size if k == 0 else hidden_size, hidden_size)
                for k in range(num_layers)
            ]
        )

    def forward(self, x):
        n, t, _ = x.shape
        states = [(x.new_zeros(n, self.hidden_size),) * 2 for _ in self.cells]
        outputs = []
        for step in x.unbind(dim=1):
            h = step
            for k, cell in enumerate(self.cells):
                h, c = cell(h, states[k])
                states[k] = (h, c)
            outputs.append(h)
        return torch.stack(outputs, dim=1), states


model = LSTMScratch(5, 10, num_layers=2)
y, s = model(torch.zeros(2, 7, 5))
print(y.shape, len(s), s[-1][0].shape)
print(model)
total = 0
for n, p in model.named_parameters():
    total += p.numel()
print(total)
