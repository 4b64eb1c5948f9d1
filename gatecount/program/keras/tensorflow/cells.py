"""Recurrent cells of TensorFlow 1.

The weights follow rnn_cell_impl.py of TensorFlow 1.15: one kernel for input and
state together, and one bias; LSTMCell may have peepholes and a projection.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from copy import copy
from functools import partial

from ....types import Shape, Value
from ...libraries.foreign import lacking
from ...result import Ignored
from ...session import Session, current
from ...unknown import Unknown, sized
from ..scopes import uniquify
from ..tensors import Tensor
from .variable_scopes import numbered, shared
from .variables import add

State = namedtuple("State", "c h")  # what an LSTM carries on


class Cell:
    features: Value

    def __init__(self, num_units: Value = None, *values: Value, **named: Value) -> None:
        self.num_units, self.named = sized(num_units), named
        self.weights: Value = None
        self.place = current().place()
        current().state.setdefault("tf1 cells", []).append(self)
        self.output_size = named.get("num_proj") or self.num_units
        self.state_size = self.output_size

    def make(self, features: Value) -> None:
        """The weights for so many features, once. For others, where TensorFlow 1.2
        refused the cell, those before made weights of their own."""
        if self.weights is None or self.features != features:
            self.features = features
            scope = numbered(self.title)
            self.weights = [
                shared(f"{scope}/{name}", partial(add, f"{self.title}/{name}", shape))
                for name, shape in self.own(features)
            ]

    def build(self, inputs_shape: Value) -> None:
        """As the program calls it: without a scope around it, names are known."""
        before = self.weights
        self.make(sized(tuple(inputs_shape))[-1])
        if before is None:
            scope = uniquify(self.title)
            for each in self.weights:
                each.stands_as(f"{scope}/{each.title.partition('/')[2]}")

    variables = trainable_variables = property(lambda self: self.weights or [])
    trainable_weights = variables

    def count_params(self) -> Value:
        if not self.weights:
            return Unknown("cell.count_params()")
        return sum(each.counted().size for each in self.weights)

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"cell.{name}")

    def again(self) -> Value:
        """The same cell with weights of its own."""
        made = copy(self)
        made.weights = None
        return made

    def zero_state(
        self, batch_size: Value = None, dtype: Value = None
    ) -> tuple[Tensor, Tensor]:
        return self.state()

    def state(self) -> Tensor:
        return Tensor((None, self.output_size))

    def __call__(
        self, inputs: Value, state: Value = None, scope: Value = None
    ) -> Value:
        self.make(features_of(inputs))
        return Tensor((None, self.output_size)), self.state()


def make(cell: Value, features: Value) -> None:
    """The weights of a cell; of one that is not here, nobody knows them."""
    if isinstance(cell, Unknown):
        lacking(cell)
    else:
        cell.make(features)


def features_of(inputs: Tensor) -> Value:
    """The last size of the input; a letter for it, if it is not known."""
    shape = getattr(inputs, "shape", None)
    size = shape[-1] if isinstance(shape, tuple) and len(shape) else None
    return sized(Unknown("the features of the input")) if size is None else size


class LSTM(Cell):
    title = "lstm_cell"

    def own(self, features: Value) -> Iterator[tuple[str, Shape]]:
        units, out = self.num_units, self.output_size
        yield "kernel", (features + out, 4 * units)
        yield "bias", (4 * units,)
        if self.named.get("use_peepholes"):
            for gate in "fio":
                yield f"w_{gate}_diag", (units,)
        if self.named.get("num_proj"):
            yield "projection/kernel", (units, out)

    def state(self) -> Value:
        return State(Tensor((None, self.num_units)), Tensor((None, self.output_size)))


class BasicLSTM(LSTM):
    title = "basic_lstm_cell"


class GRU(Cell):
    title = "gru_cell"

    def own(self, features: Value) -> Iterator[tuple[str, Shape]]:
        units = self.num_units
        yield "gates/kernel", (features + units, 2 * units)
        yield "gates/bias", (2 * units,)
        yield "candidate/kernel", (features + units, units)
        yield "candidate/bias", (units,)


class RNN(Cell):
    title = "basic_rnn_cell"

    def own(self, features: Value) -> Iterator[tuple[str, Shape]]:
        yield "kernel", (features + self.num_units, self.num_units)
        yield "bias", (self.num_units,)


class Cudnn:
    """A whole stack, both ways if asked for, in one tensor: each block two biases."""

    title: str
    blocks: int

    def __init__(
        self, num_layers: Value, num_units: Value, *values: Value, **named: Value
    ) -> None:
        self.layers, self.units = sized((num_layers, num_units))
        both = (len(values) > 1 and values[1]) or named.get("direction")
        self.directions = 2 if both == "bidirectional" else 1
        self.built = False

    def __call__(
        self, inputs: Value, *values: Value, **named: Value
    ) -> tuple[Tensor, Unknown]:
        units, features, size = self.units, features_of(inputs), 0
        out = self.directions * units
        for _ in range(self.layers):
            rows = features + units + 2
            size, features = size + self.directions * self.blocks * rows * units, out
        if not self.built:
            name = f"{self.title}/opaque_kernel"
            shared(numbered(name), partial(add, name, (size,)))
            self.built = True
        shape = getattr(inputs, "shape", None) or (None, None, None)
        return Tensor((*tuple(shape)[:-1], out)), Unknown("the state of cuDNN")


class CudnnLSTM(Cudnn):
    title, blocks = "cudnn_lstm", 4


class CudnnGRU(Cudnn):
    title, blocks = "cudnn_gru", 3


class CudnnRNN(Cudnn):
    title, blocks = "cudnn_rnn", 1


class Stacked(Cell):
    def __init__(self, cells: Value, **named: Value) -> None:
        self.cells = list(cells)
        self.weights = []
        self.output_size = self.cells[-1].output_size

    def build(self, inputs_shape: Value) -> None:
        pass  # its cells are built when they are called

    def make(self, features: Value) -> None:
        if features != self.output_size:  # [cell] * 2, before TensorFlow 1.2
            for k, each in enumerate(self.cells):
                if each in self.cells[:k]:
                    self.cells[k] = each.again()
        for cell in self.cells:
            make(cell, features)
            features = cell.output_size

    def state(self) -> Value:
        return tuple(cell.state() for cell in self.cells)


def wrapped(cell: Value, *values: Value, **named: Value) -> Value:
    return cell


class Projected(Cell):
    """A dense layer after the cell."""

    title = "projection"

    def __init__(
        self, cell: Value, output_size: Value, *values: Value, **named: Value
    ) -> None:
        super().__init__(output_size)
        self.cell = cell

    def own(self, features: Value) -> Iterator[tuple[str, Shape]]:
        make(self.cell, features)
        yield "kernel", (self.cell.output_size, self.output_size)
        yield "bias", (self.output_size,)

    def state(self) -> Value:
        return self.cell.state()


def unbuilt(session: Session) -> Iterator[Ignored]:
    """Cells that only something unknown has been given: their weights are missing."""
    for each in session.state.get("tf1 cells", ()):
        if each.weights is None:
            yield Ignored(each.place.line, each.title)
