import torch
from torch import nn

text = "hello, world"
tokens = len(set(text))


class CharRNN(nn.Module):
    def __init__(self, tokens, units=128):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 16)
        self.lstm = nn.LSTM(16, units, num_layers=2, batch_first=True)
        self.head = nn.Linear(units, tokens)

    def forward(self, ids):
        x, _ = self.lstm(self.embedding(ids))
        return self.head(x)


model = CharRNN(tokens)
print(model)
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape))
print(sum(p.numel() for p in model.parameters()))
ids = torch.zeros(1, 100, dtype=torch.long)
print(model(ids).shape)
