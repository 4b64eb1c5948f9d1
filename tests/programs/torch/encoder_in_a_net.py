import torch
import torch.nn as nn
layer = nn.TransformerEncoderLayer(d_model=64, nhead=4, dim_feedforward=128, batch_first=True)
enc = nn.TransformerEncoder(layer, num_layers=3)
print(sum(p.numel() for p in enc.parameters()), enc(torch.rand(2, 7, 64)).shape)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pos = nn.Parameter(torch.zeros(1, 50, 64))
        self.enc = enc
        self.heads = nn.ModuleDict({'a': nn.Linear(64, 2), 'b': nn.Linear(64, 3)})
        self.blocks = nn.ModuleList([nn.LSTMCell(64 if i == 0 else 32, 32) for i in range(3)])
        self.register_buffer('mask', torch.ones(50, 50).tril())
    def forward(self, x):
        x = self.enc(x + self.pos[:, :x.size(1)])
        return {k: h(x.mean(1)) for k, h in self.heads.items()}
n = Net()
print(n)
print({k: v.shape for k, v in n(torch.rand(3, 20, 64)).items()})
print(len(list(n.parameters())), [k for k, _ in n.named_children()], [k for k, _ in n.named_buffers()])
