"""Tables of `paddle.summary`, trees of `print(model)`, and state_dicts.

A layer with a bias off ends the process where it is called: it has no summary.
"""

import contextlib
import io
import math

import paddle
from paddle import nn


class Chain(nn.Layer):
    """The layers in a row; of what a recurrent one returns, the output."""

    def __init__(self, *layers, own=0):
        super().__init__()
        self.layers = nn.LayerList(layers)
        if own:
            self.own = self.create_parameter([own])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
            x = x[0] if isinstance(x, tuple) else x
        return x


class Tagger(nn.Layer):
    def __init__(self, cell=nn.LSTM, width=10, **options):
        super().__init__()
        self.embed = nn.Embedding(100, 8)
        self.rnn = cell(8, 10, **options)
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(width, 2, bias_attr=False if width == 4 else None)

    def forward(self, x):
        return self.head(self.drop(self.rnn(self.embed(x))[0]))


def models():
    """Each model, the shape that it reads, and whether these are words."""
    steps = (1, 3, 5)
    yield nn.LSTM(5, 10), steps, False
    yield nn.Sequential(nn.Linear(5, 10), nn.ReLU(), nn.Linear(10, 1)), steps, False
    yield Tagger(), (2, 3), True
    yield Tagger(width=20, num_layers=2, direction="bidirect"), (2, 3), True
    yield Tagger(width=4, proj_size=4), (2, 3), True
    yield Tagger(nn.GRU, bias_hh_attr=False), None, True
    pair = nn.GRUCell(4, 3), nn.GRUCell(4, 3)
    block = nn.TransformerEncoderLayer(6, 2, 16)
    yield (
        Chain(nn.SimpleRNN(5, 10), nn.RNN(nn.LSTMCell(10, 4)), nn.BiRNN(*pair), block,
              own=7),
        steps, False,
    )  # fmt: skip
    picture = nn.Conv2D(1, 2, 3), nn.BatchNorm2D(2), nn.Flatten(), nn.Linear(72, 10)
    yield Chain(*picture), (1, 1, 8, 8), False


def prints():
    for model, shape, words in models():
        own = model.parameters()
        total = sum(math.prod(p.shape) for p in own)
        trained = sum(math.prod(p.shape) for p in own if p.trainable)
        whole = total, trained
        state = model.state_dict().items()
        if shape:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                kind = "int64" if words else "float32"
                print(paddle.summary(model, shape, dtypes=kind))
            outside = math.prod(model.own.shape) if hasattr(model, "own") else 0
            yield "summary", said.getvalue(), total - outside, trained - outside
        yield "print(model)", str(model), *whole
        yield "shapes", "\n".join(f"{k} {v.shape}" for k, v in state), *whole
        lists = "\n".join(f"{k}\t{list(v.shape)}" for k, v in state)
        yield "lists", lists, *whole
        if total < 1000:
            yield "state_dict", str(model.state_dict()), *whole
        yield "own names", "\n".join(f"{p.name} {p.shape}" for p in own), *whole
        named = model.named_parameters()
        yield "named", "\n".join(f"{k}: {v.shape}" for k, v in named), *whole
