"""RNN over cells, and cells on top of each other: the engine's, or a program's own.

The cells stay layers of their own, since a program may also call them itself.
"""

from __future__ import annotations

from ...counting import CountError
from ...keras import LAYERS as ENGINE
from ...types import TYPE_CHECKING, Shape, Value
from . import tree
from .arguments import argument
from .builtin import BuiltIn
from .layer import Layer
from .tensors import Tensor

if TYPE_CHECKING:
    from .call_signatures import Cell


def check(name: str, cells: Value, **others: Value) -> None:
    """Let the engine refuse what Keras refuses, where it knows all the cells."""
    if all(map(is_known, tree.flatten(cells))):
        ENGINE[name].construct(argument("cells", cells), **others)


def is_known(cell: Layer) -> bool:
    return isinstance(cell, BuiltIn) or not hasattr(cell, "call")


class StackedRNNCells(Layer):
    """Each cell reads what the one below it returns."""

    __module__ = "keras.layers"

    def __init__(self, cells: Value, **kwargs: Value) -> None:
        check("StackedRNNCells", cells)
        Layer.__init__(self, **kwargs)
        self.cells = list(cells)

    state_size = property(lambda self: [each.state_size for each in self.cells])
    output_size = property(lambda self: size_of(self.cells[-1]))

    def build(self, input_shape: Value) -> None:
        for cell in self.cells:
            build(cell, input_shape)
            input_shape = (input_shape[0], size_of(cell))

    def call(self, inputs: Value, states: Value, training: Value = False) -> Value:
        for cell in self.cells:
            inputs, _ = cell(inputs, initial(cell, inputs.shape[0]))
        return inputs, states


class RNN(Layer):
    """A layer that carries one cell over the time steps."""

    __module__ = "keras.layers"

    def __init__(
        self,
        cell: Value,
        return_sequences: Value = False,
        return_state: Value = False,
        go_backwards: Value = False,
        stateful: Value = False,
        unroll: Value = False,
        zero_output_for_mask: Value = False,
        **kwargs: Value,
    ) -> None:
        check("RNN", cell)
        if isinstance(cell, (list, tuple)):
            cell = StackedRNNCells(cell)
        for name in ("call", "state_size"):
            if not hasattr(cell, name):
                raise CountError(
                    "RNN takes a cell or a list of cells, such as LSTMCell(10), "
                    "not {value}.",
                    value=getattr(cell, "__name__", None) or repr(cell),
                )
        Layer.__init__(self, **kwargs)
        self.cell = cell
        self.return_sequences = bool(return_sequences)
        self.return_state = bool(return_state)
        self.go_backwards, self.stateful = bool(go_backwards), bool(stateful)
        self.unroll = bool(unroll)
        self.supports_masking = True
        self.states = None

    @property
    def state_size(self) -> list[int | list[int]]:
        size = self.cell.state_size
        return [size] if isinstance(size, int) else list(size)

    def build(self, sequences_shape: Value, initial_state_shape: Value = None) -> None:
        build(self.cell, (sequences_shape[0], *sequences_shape[2:]))
        if self.stateful and sequences_shape[0] is None:
            raise CountError(
                "stateful=True needs a fixed batch size: write keras.Input("
                "batch_shape=(32, 13, 5)) with your own numbers.",
            )
        for each in self.weights:
            if each.weight and each.weight.steps:
                each.weight = each.weight.used(sequences_shape[1])

    def compute_output_shape(
        self, sequences_shape: Value, initial_state_shape: Value = None
    ) -> tuple[Value, ...]:
        batch, steps = sequences_shape[:2]
        size = size_of(self.cell)
        output = (batch, steps, size) if self.return_sequences else (batch, size)
        if not self.return_state:
            return output
        return output, *tree.map_structure(lambda n: (batch, n), self.state_size)

    def call(
        self,
        sequences: Value,
        initial_state: Value = None,
        mask: Value = None,
        training: Value = False,
    ) -> Value:
        shape = tuple(sequences.shape)
        step = Tensor((shape[0], *shape[2:]), self.compute_dtype)
        self.cell(step, initial(self.cell, shape[0]))
        return tree.map_shapes(
            lambda each: Tensor(each, self.compute_dtype),
            self.compute_output_shape(shape),
        )

    def compute_mask(self, _: Value, mask: Value) -> Value:
        mask = tree.flatten(mask)[0]
        mask = mask if self.return_sequences else None
        return [mask, *(None for _ in self.state_size)] if self.return_state else mask

    def as_engine(self) -> Value:
        """The engine's RNN, for a wrapper such as Bidirectional."""
        stacked = isinstance(self.cell, StackedRNNCells)
        cells = self.cell.cells if stacked else [self.cell]
        held = [argument("cell", each) for each in cells]
        return ENGINE["RNN"].construct(
            ENGINE["StackedRNNCells"].construct(held, name=self.cell.name)
            if stacked
            else held[0],
            return_sequences=self.return_sequences,
            return_state=self.return_state,
            go_backwards=self.go_backwards,
            trainable=self.trainable,
            name=self.name,
        )

    def reset_state(self) -> None:
        pass

    reset_states = reset_state


def build(cell: Layer, shape: Shape) -> None:
    if isinstance(cell, Layer) and not cell.built:
        cell.build(shape)
        cell.built = True


def initial(cell: Cell, batch: int) -> list[Tensor]:
    """The states before the first step."""
    return [Tensor((batch, size)) for size in tree.flatten(cell.state_size)]


def size_of(cell: Layer) -> Value:
    """The size of what a cell returns; its first state's, if it does not say."""
    return getattr(cell, "output_size", None) or tree.flatten(cell.state_size)[0]
