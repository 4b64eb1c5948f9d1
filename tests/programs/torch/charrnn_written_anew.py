import torch
import torch.nn as nn
import torch.nn.functional as F
class CharRNN(nn.Module):
    def __init__(self, tokens, n_hidden=64, n_layers=2, drop_prob=0.5):
        super().__init__()
        self.n_layers, self.n_hidden = n_layers, n_hidden
        self.chars = tokens
        self.int2char = dict(enumerate(self.chars))
        self.char2int = {ch: ii for ii, ch in self.int2char.items()}
        self.lstm = nn.LSTM(len(self.chars), n_hidden, n_layers, dropout=drop_prob, batch_first=True)
        self.dropout = nn.Dropout(drop_prob)
        self.fc = nn.Linear(n_hidden, len(self.chars))
    def forward(self, x, hidden):
        r, hidden = self.lstm(x, hidden)
        out = self.dropout(r).contiguous().view(-1, self.n_hidden)
        return self.fc(out), hidden
    def init_hidden(self, bs):
        weight = next(self.parameters()).data
        return (weight.new(self.n_layers, bs, self.n_hidden).zero_(), weight.new(self.n_layers, bs, self.n_hidden).zero_())
text = "hello world, the quick brown fox"
chars = tuple(sorted(set(text)))
model = CharRNN(chars)
h = model.init_hidden(3)
x = F.one_hot(torch.randint(0, len(chars), (3, 8)), len(chars)).float()
o, h = model(x, h)
h = tuple([e.data for e in h])
print(o.shape, h[0].shape, len(chars))
p = F.softmax(o, dim=1).data
p, top = p.topk(5)
print(p.shape, top.shape)

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
