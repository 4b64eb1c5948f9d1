"""Cells that pack their gates below each other, and stacks of them, as cuDNN does.

PyTorch's naming: of layer k, weight_ih_lk (g m, n), weight_hh_lk (g m, m), bias_ih_lk
and bias_hh_lk (g m,), and the other direction's with "_reverse" behind.
"""

from collections.abc import Iterable, Iterator

from .counting import Weight
from .layer import (
    Constructed,
    argument_names,
    check_features,
    check_most_axes,
    matrix,
    weight,
)
from .types import Any, Output, Shape, Size

TENSORS = {
    "weight_ih": "kernel",
    "weight_hh": "recurrent_kernel",
    "bias_ih": "bias",
    "bias_hh": "bias",
}


def packed(
    tensors: Any,
    n: int,
    m: int,
    gates: tuple[str, ...],
    cell: str = "",
    state: int | None = None,
) -> Iterator[Weight]:
    """The weights of a cell: kernel (g m, n), recurrent kernel (g m, m), biases (g m,).

    `tensors` gives each name its role; `state` is how many values the state has where
    it is projected.
    """
    rows = len(gates) * m
    shapes = {
        "kernel": (rows, n),
        "recurrent_kernel": (rows, state or m),
        "bias": (rows,),
    }
    for name, role in tensors.items():
        made = weight if role == "bias" else matrix
        yield made(name, shapes[role], role=role, gates=gates, axis=0, cell=cell)


class Cell(Constructed):
    """One step, of a batch."""

    gates: tuple[str, ...]
    states = 1  # h, and c of an LSTM
    returned = 0  # what it returns before them
    proj_size = 0

    def batch_at(self, shape: Shape) -> int | None:
        return 0

    def accepts(self, shape: Shape) -> None:
        check_features(self, self.input_size, shape[-1])
        check_most_axes(self, shape, 2)

    def output(self, shape: Shape) -> Output:
        state: Shape = (shape[0], self.hidden_size)
        several = [state] * (self.returned + self.states)
        return several if len(several) > 1 else state

    @property
    def natural(self) -> Shape | None:
        return (None, self.input_size)


class Sequence(Constructed):
    """What carries cells over time steps; `first` is one that reads the input."""

    axes = 3
    example = "(13, 2, 5)"
    first: Cell

    def batch_at(self, shape: Shape) -> int:
        raise NotImplementedError

    @property
    def natural(self) -> Shape | None:
        return (None, None, self.first.input_size)

    def accepts(self, shape: Shape) -> None:
        check_most_axes(self, shape, 3)
        check_features(self, self.first.input_size, shape[-1])

    def states(self, shape: Shape, *stack: Size) -> list[Shape]:
        """h, and c of an LSTM, which a projection leaves as wide as it was."""
        cell, batch = self.first, shape[self.batch_at(shape)]
        sizes = (cell.proj_size or cell.hidden_size, cell.hidden_size)
        return [(*stack, batch, size) for size in sizes[: cell.states]]


class Stacked(Sequence):
    """The cells of num_layers layers, each reading what those below return."""

    sides = ("", "_reverse")
    new_cell: type[Cell]

    def directions(self) -> int:
        """How many cells a layer has: 1 or 2."""
        raise NotImplementedError

    def new(self, input_size: int) -> Cell:
        """A cell with this layer's own arguments."""
        known = {name: vars(self)[name] for name in argument_names(self.new_cell)}
        return self.new_cell(known | {"input_size": input_size})

    def cells(self) -> Iterator[tuple[int, str, Cell]]:
        """(layer, side, cell), from below."""
        n, sides = self.input_size, self.sides[: self.directions()]
        for place in range(max(1, self.num_layers)):
            made = self.new(n)
            if not place:
                self.first = made
            yield from ((place, side, made) for side in sides)
            n = (made.proj_size or made.hidden_size) * len(sides)

    def weights(self) -> Iterable[Weight]:
        for place, side, cell in self.cells():
            end = f"l{place}{side}"
            for each in cell.made:
                name = f"{each.name}_{end}"
                yield each.but(name=name, path=name, cell=end)

    def output(self, shape: Shape) -> Output:
        cell, both = self.first, self.directions()
        width = (cell.proj_size or cell.hidden_size) * both
        return [(*shape[:-1], width), *self.states(shape, self.num_layers * both)]
