"""Trees of `print(net)` and lists of parameters."""

import mindspore as ms
import numpy as np
from mindspore import nn


class Cell(nn.Cell):
    def __init__(self, **cells):
        super().__init__()
        for name, cell in cells.items():
            setattr(self, name, cell)


def models():
    yield nn.LSTM(5, 10)
    yield nn.SequentialCell([nn.Dense(5, 10), nn.ReLU(), nn.Dense(10, 1)])
    yield Cell(
        embed=nn.Embedding(100, 8),
        lstm=nn.LSTM(8, 10, num_layers=2, bidirectional=True, batch_first=True),
        drop=nn.Dropout(p=0.5),
        head=nn.Dense(20, 2),
    )
    yield Cell(
        own=ms.Parameter(ms.Tensor(np.ones(3, "float32"))),
        cell=nn.LSTMCell(5, 10),
        gru=nn.GRU(10, 7, has_bias=False),
        norm=nn.LayerNorm((7,)),
        batch=nn.BatchNorm1d(7),
        tail=nn.SequentialCell(nn.Dense(7, 30), nn.Dense(30, 4, has_bias=False)),
    )  # fmt: skip
    yield Cell(
        rnn=nn.RNN(5, 10), step=nn.GRUCell(10, 4), attend=nn.MultiheadAttention(8, 2)
    )
    yield Cell(
        one=nn.Conv2d(3, 8, 3, has_bias=True),
        two=nn.CellList([nn.Conv1d(8, 4, 5, group=4)]),
        batch=nn.BatchNorm2d(8),
        pool=nn.MaxPool2d(2),
        dense=nn.Dense(8, 8, activation="relu"),
        table=nn.Embedding(50, 6, padding_idx=0),
    )  # fmt: skip


def prints():
    for net in models():
        each = list(net.get_parameters())
        trained = sum(p.size for p in net.trainable_params())
        whole = sum(p.size for p in each), trained
        yield "print(net)", str(net), *whole
        yield "lines", "\n".join(map(str, each)), *whole
        yield "dict", str(net.parameters_dict()), *whole
        yield "trainable", str(net.trainable_params()), trained, trained
        yield "shapes", "\n".join(f"{p.name} {p.shape}" for p in each), *whole
