"""The recurrent layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/recurrent_layers/.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight, over
from ..signature import argument_names
from ..types import Any, NoReturn, Output, Shape, Size
from .base import Layer, shown, snake_case
from .cells import Cell, GRUCell, LSTMCell, SimpleRNNCell

MERGE_MODES = ("sum", "mul", "ave", "concat", None)


class StackedRNNCells(Cell):
    """Cells on top of each other: each reads what the one below it returns."""

    cells: Any
    arguments = "cells, **kwargs"

    def _check(self) -> None:
        if not isinstance(self.cells, (list, tuple, str, dict)):
            refuse_cell(self.cells, "TypeError")
        for cell in self.cells:
            if not isinstance(cell, (Cell, RNN)):
                refuse_cell(cell)
        self.parts = tuple(self.cells)

    @property
    def output_size(self) -> int:
        """Keras looks for the last cell only when it is called, not before."""
        if not self.cells:
            refuse_cell(self.cells, "IndexError")
        last: Cell = self.cells[-1]
        return last.output_size

    @property
    def state_sizes(self) -> list[int]:
        return [size for cell in self.cells for size in cell.state_sizes]

    @property
    def state_depth(self) -> int:
        return 1 + max((cell.state_depth for cell in self.cells), default=0)

    def build(self, shape: Shape) -> Iterable[Weight]:
        weights: tuple[Weight, ...] = ()
        for cell in self.cells:
            refuse_layer(cell, shape)
            weights += self.below(cell.name, cell.build(shape))
            shape = (None, cell.output_size)
        return weights

    def output(self, shape: Shape) -> Output:
        """No cell at all gives back what it is given."""
        return super().output(shape) if self.cells else [shape]


class RNN(Layer):
    """A layer that carries one cell over the time steps."""

    cell: Any
    arguments = """
        cell, return_sequences=False, return_state=False,
        go_backwards=False, stateful=False, unroll=False,
        zero_output_for_mask=False, **kwargs
    """

    def _check(self) -> None:
        if isinstance(self.cell, (list, tuple)):
            self.cell = StackedRNNCells(cells=self.cell)
        if not isinstance(self.cell, (Cell, RNN)):
            refuse_cell(self.cell)
        self.parts = (self.cell,)

    @property
    def state_sizes(self) -> list[int]:
        sizes: list[int] = self.cell.state_sizes
        return sizes

    @property
    def state_depth(self) -> int:
        depth: int = self.cell.state_depth
        return max(1, depth)

    @property
    def output_size(self) -> int:
        """In a cell's place: Keras takes the size of the first state."""
        if not self.state_sizes:
            refuse_cell(self.cell, "IndexError")
        return self.state_sizes[0]

    def check_input(self, shape: Shape) -> None:
        if isinstance(shape, tuple) and self.ndim == 3 != len(shape):
            raise CountError(
                "A recurrent layer takes two sizes, (time steps, features), without "
                "the batch axis; {value} has {axes}.",
                value=repr(shape[1:]),
                axes=len(shape) - 1,
            )
        super().check_input(shape)

    def build(self, shape: Shape) -> Iterable[Weight]:
        step = (None, *shape[2:])
        refuse_layer(self.cell, step)
        weights = self.cell.build(step)
        if self.return_state and self.cell.state_depth > 2:
            raise CountError(
                "Keras cannot return the states of a stack of cells within a stack. "
                "Leave out return_state, or put all cells into one list."
            )
        if len(shape) < 2:  # no cell has asked for its features
            refuse_cell(self.cell, "IndexError")
        self._refuse_stateful()
        return self.below(self.cell.name, over(weights, shape[1]))

    def _refuse_stateful(self) -> None:
        if self.stateful:
            raise CountError(
                "stateful=True needs a fixed batch size, which an input shape "
                "without the batch axis does not have. Leave stateful out: the "
                "number of parameters is the same."
            )

    def output(self, shape: Shape) -> Output:
        """The output, and with `return_state` the states of every cell."""
        return self._returned(
            shape[1],
            (self.cell.output_size,),
            [(size,) for size in self.cell.state_sizes],
        )

    def _returned(self, steps: Size, output: Shape, states: Iterable[Shape]) -> Output:
        output = (None, steps, *output) if self.return_sequences else (None, *output)
        if self.return_state:
            return [output] + [(None, *state) for state in states]
        return output


class Named(RNN):
    """A recurrent layer that makes its cell of its own arguments."""

    cell_class: type[Cell]
    ndim = 3

    def _accept(self, given: dict[str, Any]) -> None:
        """Make the cell of its own arguments, and the layer of the others."""
        others = {name: value for name, value in given.items() if name != "self"}
        shared = others.pop("kwargs")
        own = {
            name: others.pop(name)
            for name in argument_names(self.cell_class)
            if name in others
        }
        own |= {name: shared[name] for name in ("dtype", "trainable") if name in shared}
        for name in self.ignored:
            others.pop(name, None)
        cell = self.cell_class(**own, name=snake_case(self.cell_class.__name__))
        if others.pop("use_cudnn", "auto") not in ("auto", True, False):
            raise CountError(
                "{argument} must be one of {known}, not {value}.",
                argument="use_cudnn",
                known="'auto', True, False",
                value=repr(given["use_cudnn"]),
            )
        masked = shared.pop("zero_output_for_mask", False)
        held = {"cell": cell, "zero_output_for_mask": masked, "kwargs": shared}
        super()._accept(held | others)


class SimpleRNN(Named):
    cell_class = SimpleRNNCell
    ignored = ("activity_regularizer",)

    arguments = """
        units, activation='tanh', use_bias=True,
        kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
        bias_initializer='zeros', kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, return_sequences=False, return_state=False,
        go_backwards=False, stateful=False, unroll=False, seed=None, **kwargs
    """


class LSTM(Named):
    cell_class = LSTMCell
    ignored = ("implementation",)

    arguments = """
        units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
        kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
        bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, seed=None, return_sequences=False,
        return_state=False, go_backwards=False, stateful=False, unroll=False,
        use_cudnn='auto', **kwargs
    """


class GRU(Named):
    cell_class = GRUCell
    ignored = ("implementation",)

    arguments = """
        units, activation='tanh', recurrent_activation='sigmoid', use_bias=True,
        kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal',
        bias_initializer='zeros', kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, seed=None, return_sequences=False,
        return_state=False, go_backwards=False, stateful=False, unroll=False,
        reset_after=True, use_cudnn='auto', **kwargs
    """


class Bidirectional(Layer):
    """Two layers with weights of their own, one for each direction of time."""

    arguments = """
        layer, merge_mode='concat', weights=None, backward_layer=None,
        **kwargs
    """

    def _check(self) -> None:
        for each in (self.layer, self.backward_layer or self.layer):
            if not isinstance(each, RNN):
                own = "TypeError" if each is self.layer else "AttributeError"
                raise CountError(
                    "Bidirectional wraps a recurrent layer, as in "
                    "Bidirectional(LSTM(10)), not {value}.",
                    "ValueError" if takes_any(each) else own,
                    value=shown(each),
                )
        if self.merge_mode not in MERGE_MODES:
            raise CountError(
                "{argument} must be one of {known}, not {value}.",
                argument="merge_mode",
                known=", ".join(map(repr, MERGE_MODES)),
                value=repr(self.merge_mode),
            )
        if self.weights and not isinstance(self.weights, (list, tuple, str)):
            raise CountError(
                "{argument} must be a list, not {value}.",
                "TypeError",
                argument="weights",
                value=repr(self.weights),
            )
        self.ndim = self.layer.ndim
        self.parts = tuple(filter(None, (self.layer, self.backward_layer)))
        self._check_directions()

    def _check_directions(self) -> None:
        forward, own = self.layer, self.backward_layer
        backwards = True if own is None else own.go_backwards
        if forward.go_backwards == backwards:
            raise CountError(
                "The two layers of Bidirectional must read in opposite directions: "
                "go_backwards=True belongs to backward_layer alone."
            )
        for argument in ("stateful", "return_sequences", "return_state"):
            if own and getattr(forward, argument) != getattr(own, argument):
                raise CountError(
                    "Both layers of Bidirectional must have the same {argument}.",
                    argument=argument,
                )

    def check_input(self, shape: Shape) -> None:
        self.layer.check_input(shape)

    def build(self, shape: Shape) -> Iterable[Weight]:
        forward, backward = self.layer.name, self.layer.name
        sides = (
            ("forward_" + forward.removeprefix("forward_"), self.layer),
            (self.backward_layer.name, self.backward_layer)
            if self.backward_layer
            else ("backward_" + backward.removeprefix("backward_"), self.layer),
        )
        return tuple(
            weight
            for name, layer in sides
            for weight in self.below(name, layer.build(shape))
        )

    def output(self, shape: Shape) -> Output:
        """Both outputs as merged, and with `return_state` the states of both.

        Keras doubles what the forward layer returns, even if the other differs.
        """
        output = self.layer.output(shape)
        output, *states = output if isinstance(output, list) else [output]
        if self.merge_mode is None:
            outputs = [output, output]
        elif self.merge_mode == "concat":
            outputs = [(*output[:-1], 2 * output[-1])]
        else:
            outputs = [output]
        every = outputs + states + states
        return every if len(every) > 1 else every[0]


def takes_any(value: Any) -> bool:
    """Is it no layer, or one around others, whose arguments are anyone's?"""
    return not isinstance(value, Layer) or bool(value.parts)


def refuse_layer(cell: str, step: Shape) -> None:
    """Refuse a layer in a cell's place if one step has no time steps left for it."""
    if isinstance(cell, RNN) and (cell.ndim not in (None, 3) or len(step) < 3):
        refuse_cell(cell)


def refuse_cell(value: Any, framework_error: str = "ValueError") -> NoReturn:
    raise CountError(
        "RNN takes a cell or a list of cells, such as LSTMCell(10), not {value}.",
        framework_error,
        value=shown(value),
    )
