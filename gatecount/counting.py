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


@dataclass(frozen=True)
class Count:
    """The weights of a layer and the shape of what it returns.

    `output_shape` has None for the batch axis; a layer that returns several
    tensors has a list of such shapes. It is None where the layer takes an input
    of any shape and none was given.
    """

    weights: tuple[Weight, ...]
    output_shape: tuple | list | None

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
    bias (1 or 2 rows) have the same columns: m for each gate. It does not
    matter whether the gates are stored side by side or each on its own, nor
    whether one tensor holds two biases or two directions: it is as many rows as
    it fills. Where one gate has more rows than another, its column is higher.
    """

    name: str
    weights: tuple[Weight, ...]

    @property
    def gates(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(gate for each in self.weights for gate in each.gates)
        )

    @property
    def columns(self) -> int:
        return self.units * len(self.gates)

    @property
    def units(self) -> int:
        first = self.weights[0]
        return first.columns // len(first.gates)

    def rows(self, role: str, gate: str = "") -> int:
        """Rows that the weights of this role add to the stack, 0 without any.

        Of one gate, or of the gate that has most.
        """
        weights = [weight for weight in self.weights if weight.role == role]
        gates = [gate] if gate else self.gates
        return max(self._filled(weights, each) for each in gates)

    @property
    def height(self) -> int:
        return max(map(self.height_of, self.gates))

    def height_of(self, gate: str) -> int:
        """Rows of one gate: what each of its units holds."""
        return self._filled(self.weights, gate)

    def _filled(self, weights, gate):
        return sum(
            weight.size // (self.units * len(set(weight.gates)))
            for weight in weights
            if gate in weight.gates
        )

    @property
    def even(self) -> bool:
        """Whether every gate has the same rows, so that the stack is a rectangle."""
        return len(set(map(self.height_of, self.gates))) == 1

    @property
    def total(self) -> int:
        return sum(weight.size for weight in self.weights)
