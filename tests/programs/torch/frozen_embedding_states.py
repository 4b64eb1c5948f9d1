import torch, torch.nn as nn
emb = nn.Embedding.from_pretrained(torch.rand(400, 50), freeze=True)
lstm = nn.LSTM(50, 32, batch_first=True)
class N(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.lstm = emb, lstm
        self.h0 = nn.Parameter(torch.zeros(1, 1, 32))
        self.out = nn.Linear(32, 3)
    def forward(self, x):
        B = x.shape[0]
        y, _ = self.lstm(self.emb(x), (self.h0.expand(-1, B, -1).contiguous(), torch.zeros(1, B, 32)))
        return self.out(y[:, -1])
n = N()
print(n(torch.zeros(4, 6, dtype=torch.long)).shape)
print(sum(p.numel() for p in n.parameters() if p.requires_grad), sum(p.numel() for p in n.parameters()))
