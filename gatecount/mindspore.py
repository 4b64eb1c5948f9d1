"""The layers of MindSpore 2.10, knowing only shapes.

Names, arguments and refusals are those of `mindspore.nn` on the CPU; see
https://www.mindspore.cn/docs/en/r2.10.0/api_python/nn/mindspore.nn.LSTM.html.
Weights are those of `parameters_and_names()`, here cell by cell.
"""

from collections.abc import Iterable

from . import layer, plain, recurrent
from .checks import check_choice
from .counting import CountError, Weight
from .layer import argument_names as argument_names
from .layer import matrix, weight
from .recurrent import TENSORS, packed
from .types import Any, Shape

NEEDS_INPUT_SHAPE = False
PREFIXES = ("nn", "mindspore.nn", "ms.nn", "mint.nn")
NAMES = {
    f"{prefix}.{name}": layer.Named()
    for prefix in ("ms", "mindspore", "mstype")
    for name in ("float16", "float32", "float64", "bfloat16")
}
SIZE = (1, "ValueError", "ValueError")


class MindSpore(layer.Constructed):
    """Sizes are whole numbers of at least 1, switches are True or False."""

    too_few = unlike = "ValueError"
    truth = False
    switches: tuple[str, ...] = ("has_bias",)

    def accept(self) -> None:
        for name in self.switches:
            if not isinstance(getattr(self, name), bool):
                raise CountError(
                    "{argument} must be True or False, not {value}.",
                    "TypeError",
                    argument=name,
                    value=layer.shown(getattr(self, name)),
                )
        super().accept()

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if len(shape) > 1 else None


class Cell(MindSpore, recurrent.Cell):
    axes = 2
    arguments = "input_size, hidden_size, has_bias=True, dtype=None"

    def weights(self) -> Iterable[Weight]:
        m, n = (self.size(each, *SIZE) for each in ("hidden_size", "input_size"))
        kept = {
            name: role
            for name, role in TENSORS.items()
            if role != "bias" or self.has_bias
        }
        return packed(kept, n, m, self.gates)


class RNNCell(Cell):
    gates = ("h",)
    arguments = (
        "input_size, hidden_size, has_bias=True, nonlinearity='tanh', dtype=None"
    )

    def weights(self) -> Iterable[Weight]:
        text = isinstance(self.nonlinearity, str)
        error = "ValueError" if text else "TypeError"
        check_choice("nonlinearity", self.nonlinearity, ("tanh", "relu"), error)
        return super().weights()


class LSTMCell(Cell):
    gates = ("i", "f", "g", "o")
    states = 2

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        """Before 1.6 it was a whole layer: what says so is refused."""
        for old in ("batch_size", "dropout", "bidirectional"):
            if old in named or len(values) > 4:
                check_choice(old, named.get(old, values[-1:]), ("-",))
        return super().construct(*values, **named)


class GRUCell(Cell):
    gates = ("r", "z", "n")


class Stacked(MindSpore, recurrent.Stacked):
    """Time steps first, unless batch_first."""

    axes = 3
    example = "(13, 2, 5)"
    switches = ("has_bias", "batch_first", "bidirectional")
    arguments = """input_size, hidden_size, num_layers=1, has_bias=True,
        batch_first=False, dropout=0.0, bidirectional=False, dtype=None"""

    def weights(self) -> Iterable[Weight]:
        self.size("hidden_size", *SIZE)
        self.size("input_size", *SIZE)
        self.size("num_layers", *SIZE)
        number = isinstance(self.dropout, float)
        if not number or not 0 <= self.dropout < 1:
            raise CountError(
                "{argument} must be a number between 0 and 1, not {value}.",
                "ValueError" if number else "TypeError",
                argument="dropout",
                value=repr(self.dropout),
            )
        return super().weights()

    def directions(self) -> int:
        return 2 if self.bidirectional else 1

    def batch_at(self, shape: Shape) -> int:
        return 0 if self.batch_first else 1


class RNN(Stacked):
    """nonlinearity is given by its name only."""

    new_cell = RNNCell
    arguments = Stacked.arguments + ", *, nonlinearity='tanh'"

    def weights(self) -> Iterable[Weight]:
        check_choice("nonlinearity", self.nonlinearity, ("tanh", "relu"))
        return super().weights()


class LSTM(Stacked):
    new_cell = LSTMCell


class GRU(Stacked):
    new_cell = GRUCell


class Dense(MindSpore, plain.Dense):
    """weight (out_channels, in_channels), bias (out_channels,)"""

    named = ("in_channels", "out_channels")
    arguments = """in_channels, out_channels, weight_init=None, bias_init=None,
        has_bias=True, activation=None, dtype=None"""
    too_few = "IndexError"

    def weights(self) -> Iterable[Weight]:
        n, m = (self.size(each, *SIZE) for each in self.named)
        yield matrix("weight", (m, n))
        if self.has_bias:
            yield weight("bias", (m,))


class Embedding(MindSpore, plain.Lookup):
    named = ("vocab_size", "embedding_size")
    switches = ("use_one_hot",)
    arguments = """vocab_size, embedding_size, use_one_hot=False,
        embedding_table='normal', dtype=None, padding_idx=None"""

    def weights(self) -> Iterable[Weight]:
        rows, columns = (self.size(each, *SIZE) for each in self.named)
        if self.padding_idx is not None:
            check_choice("padding_idx", self.padding_idx, range(rows))
        yield weight("embedding_table", (rows, columns))

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if shape else None


LAYERS = {
    each.__name__: each
    for each in (RNN, LSTM, GRU, RNNCell, LSTMCell, GRUCell, Dense, Embedding)
}
