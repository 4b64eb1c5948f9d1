"""What a count is: a list of weight shapes, and everything read off it."""

from dataclasses import dataclass
from itertools import groupby
from math import prod
from operator import attrgetter


class CountError(ValueError):
    """The framework refuses this layer or this input.

    `str(error)` is a sentence that says what to change. `template` and `values`
    are the same sentence before the values were put in, for translators;
    `framework_error` names the exception class that the framework raises.
    """

    def __init__(self, template, framework_error="ValueError", /, **values):
        super().__init__(template.format(**values))
        self.template = template
        self.values = values
        self.framework_error = framework_error


@dataclass(frozen=True)
class Weight:
    """One stored tensor.

    `name` and `path` are the framework's own (`kernel`, `lstm_cell/kernel`).

    A weight of a recurrent cell also has `cell`, which cell it belongs to;
    `role`, what it does there ("kernel", "recurrent_kernel", "bias", or
    "projection" and "peephole", which stand beside the stack of gates); and
    `gates`, the blocks packed side by side along `axis`, in stored order.
    """

    name: str
    path: str
    shape: tuple[int, ...]
    trainable: bool = True
    cell: str = ""
    role: str = ""
    gates: tuple[str, ...] = ()
    axis: int = -1

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def columns(self) -> int:
        """Length of the packed axis: the units of all gates together."""
        return self.shape[self.axis]

    @property
    def rows(self) -> int:
        """What each unit of each gate holds of this weight."""
        return prod(self.shape) // self.columns


@dataclass(frozen=True)
class Count:
    """The weights of a layer and the shape of what it returns.

    `output_shape` has None for the batch axis; a layer that returns several
    tensors has a list of such shapes.
    """

    weights: tuple[Weight, ...]
    output_shape: tuple | list

    @property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)

    @property
    def trainable(self) -> int:
        return sum(weight.size for weight in self.weights if weight.trainable)

    @property
    def non_trainable(self) -> int:
        return self.total - self.trainable

    @property
    def cells(self) -> "tuple[Cell, ...]":
        """The recurrent cells that hold the weights, in order of storage."""
        packed = [
            weight
            for weight in self.weights
            if weight.gates and weight.role != "peephole"
        ]
        return tuple(
            Cell(name, tuple(weights))
            for name, weights in groupby(packed, attrgetter("cell"))
        )


@dataclass(frozen=True)
class Cell:
    """The weights of one recurrent cell, seen as one stack of rows.

    Laid on top of each other, kernel (n rows), recurrent kernel (m rows) and
    bias (1 or 2 rows) have the same columns: m for each gate. A tensor that
    holds both directions, or two biases in a row, is as many rows as it fills.
    """

    name: str
    weights: tuple[Weight, ...]

    @property
    def gates(self) -> tuple[str, ...]:
        return self.weights[0].gates

    @property
    def columns(self) -> int:
        return self.weights[0].columns

    @property
    def units(self) -> int:
        return self.columns // len(self.gates)

    def rows(self, role: str) -> int:
        """Rows that the weights of this role add to the stack, 0 without any."""
        sizes = [weight.size for weight in self.weights if weight.role == role]
        return sum(sizes) // self.columns

    @property
    def height(self) -> int:
        return self.total // self.columns

    @property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)
