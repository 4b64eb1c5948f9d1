import torch
from torch import nn, sigmoid, tanh

n, m = 5, 10


def lstm_1997(W, p, x, h, c):
    v = torch.cat([h, x])
    c = c + sigmoid(W["i"](v)) * tanh(W["c"](v))
    return sigmoid(W["o"](v)) * tanh(c), c


def forget_gate(W, p, x, h, c):
    v = torch.cat([h, x])
    f, i = sigmoid(W["f"](v)), sigmoid(W["i"](v))
    c = f * c + i * tanh(W["c"](v))
    return sigmoid(W["o"](v)) * tanh(c), c


def peepholes(W, p, x, h, c):
    v = torch.cat([h, x])
    f = sigmoid(W["f"](v) + p["f"] * c)
    i = sigmoid(W["i"](v) + p["i"] * c)
    c = f * c + i * tanh(W["c"](v))
    return sigmoid(W["o"](v) + p["o"] * c) * tanh(c), c


def gru(W, p, x, h, c):
    v = torch.cat([h, x])
    z, r = sigmoid(W["z"](v)), sigmoid(W["r"](v))
    new = tanh(W["h"](torch.cat([r * h, x])))
    return z * h + (1 - z) * new, c


def cifg(W, p, x, h, c):
    v = torch.cat([h, x])
    i = sigmoid(W["i"](v))
    c = (1 - i) * c + i * tanh(W["c"](v))
    return sigmoid(W["o"](v)) * tanh(c), c


def mgu(W, p, x, h, c):
    f = sigmoid(W["f"](torch.cat([h, x])))
    new = tanh(W["h"](torch.cat([f * h, x])))
    return (1 - f) * h + f * new, c


def min_gru(W, p, x, h, c):
    z = sigmoid(W["z"](x))
    return (1 - z) * h + z * W["h"](x), c


for year, step, gates, eyes, reads in (
    (1997, lstm_1997, "ico", "", n + m),
    (2000, forget_gate, "fico", "", n + m),
    (2000, peepholes, "fico", "fio", n + m),
    (2014, gru, "zrh", "", n + m),
    (2015, cifg, "ico", "", n + m),
    (2016, mgu, "fh", "", n + m),
    (2024, min_gru, "zh", "", n),
):
    W = nn.ModuleDict({g: nn.Linear(reads, m) for g in gates})
    p = nn.ParameterDict({g: torch.randn(m) for g in eyes})
    h = c = torch.zeros(m)
    for x in torch.randn(13, n):
        h, c = step(W, p, x, h, c)
    total = sum(w.numel() for part in (W, p) for w in part.parameters())
    print(year, f"{step.__name__:<11} {gates:<4} {total}", *h.shape)
