import torch
import torch.nn as nn
from torch.nn.utils.parametrizations import weight_norm, spectral_norm, orthogonal

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = weight_norm(nn.Conv1d(5, 8, 3, padding=1))
        self.lstm = nn.LSTM(8, 10, batch_first=True)
        self.head = spectral_norm(nn.Linear(10, 3))
        self.square = orthogonal(nn.Linear(4, 4, bias=False))
    def forward(self, x):
        out, _ = self.lstm(torch.relu(self.conv(x.transpose(1, 2))).transpose(1, 2))
        return self.head(out[:, -1])

model = Block()
print(model)
print(model(torch.zeros(2, 13, 5)).shape)
for name, p in model.named_parameters():
    print(name, tuple(p.shape))
print(type(model.conv).__name__, isinstance(model.conv, nn.Conv1d))
print([k for k in model.state_dict() if "square" not in k])
print(sum(p.numel() for p in model.parameters()))
