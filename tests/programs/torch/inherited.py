import torch
from torch import nn


class Base(nn.Module):
    """A base class with a template, as libraries have it."""

    rnn_class = nn.RNN

    def __init__(self, n, m, **kwargs):
        super().__init__()
        self.rnn = self.rnn_class(n, m, **kwargs)
        self.head = self.make_head(m * (2 if self.rnn.bidirectional else 1))

    def make_head(self, width):
        return nn.Linear(width, 1)

    @property
    def n_params(self):
        return sum(p.numel() for p in self.parameters())

    @classmethod
    def small(cls, n=3):
        return cls(n, 4)

    def forward(self, x, *, reduce=True):
        out = self.rnn(x)[0]
        if reduce:
            out = out[-1]
        return self.head(out)


class LSTMNet(Base):
    rnn_class = nn.LSTM

    def make_head(self, width):
        head = super().make_head(width)
        return nn.Sequential(nn.Tanh(), head)


class GRUNet(Base):
    rnn_class = nn.GRU


class ScaledLinear(nn.Linear):
    def __init__(self, n, m):
        super().__init__(n, m, bias=False)
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return super().forward(x) * self.scale


for kind in (Base, LSTMNet, GRUNet):
    net = kind.small()
    print(kind.__name__, net.n_params, net(torch.zeros(5, 2, 3)).shape,
          net(torch.zeros(5, 2, 3), reduce=False).shape)
net = LSTMNet(3, 4, num_layers=2, bidirectional=True, dropout=0.1)
net.extra = ScaledLinear(8, 2)
print(net, net.n_params)
print(net.extra(torch.zeros(3, 8)).shape, net.extra.in_features, net.rnn.dropout)
model = LSTMNet(6, 5)
