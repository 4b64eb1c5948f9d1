"""RNN: over Keras' own cells, which the engine knows, or over a program's."""

from ...counting import CountError
from ...keras import LAYERS as ENGINE
from ..refusing import refusal
from . import tree
from .builtin import BuiltIn
from .kinds import Recurrent
from .layer import Layer
from .tensors import Tensor


class RNN(Recurrent):
    engine_class = ENGINE["RNN"]
    __module__ = "keras.layers"

    def __new__(cls, cell=None, *values, **named):
        if cls is RNN and not all(map(is_engines, as_list(cell))):
            return Layer.__new__(OwnRNN)
        return Layer.__new__(cls)

    def _after_init(self):
        self.supports_masking = True


class OwnRNN(RNN):
    """RNN over a cell that the program itself defines."""

    def __init__(
        self,
        cell,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        stateful=False,
        unroll=False,
        zero_output_for_mask=False,
        **kwargs,
    ):
        if isinstance(cell, (list, tuple)):
            cell = Stack(cell)
        for name in ("call", "state_size"):
            if not hasattr(cell, name):
                raise refusal(
                    CountError(
                        "RNN takes a cell or a list of cells, such as LSTMCell(10), "
                        "not {value}.",
                        "ValueError",
                        value=getattr(cell, "__name__", None) or repr(cell),
                    )
                )
        Layer.__init__(self, **kwargs)
        self.cell = cell
        self._sequences, self._state = bool(return_sequences), bool(return_state)
        self._stateful = stateful
        self.supports_masking = True
        size = cell.state_size
        self.state_size = [size] if isinstance(size, int) else list(size)

    def __getattr__(self, name):
        raise AttributeError(name)

    @property
    def return_sequences(self):
        return self._sequences

    @property
    def return_state(self):
        return self._state

    @property
    def weights(self):
        return Layer.weights.fget(self)

    @property
    def variables(self):
        return Layer.variables.fget(self)

    @property
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        Layer.trainable.fset(self, value)

    def check_input(self, value):
        pass

    def build(self, sequences_shape, initial_state_shape=None):
        step = (sequences_shape[0], *sequences_shape[2:])
        if isinstance(self.cell, Layer) and not self.cell.built:
            self.cell.build(step)
            self.cell.built = True

    def compute_output_shape(self, sequences_shape, initial_state_shape=None):
        batch, steps = sequences_shape[:2]
        size = (
            getattr(self.cell, "output_size", None) or tree.flatten(self.state_size)[0]
        )
        output = (batch, steps, size) if self._sequences else (batch, size)
        if self._state:
            return output, *((batch, each) for each in tree.flatten(self.state_size))
        return output

    def call(self, sequences, initial_state=None, mask=None, training=False):
        shape = tuple(sequences.shape)
        step = Tensor((shape[0], *shape[2:]), self.compute_dtype)
        states = [Tensor((shape[0], each)) for each in tree.flatten(self.state_size)]
        self.cell(step, states)
        return self._outputs(self.compute_output_shape(shape))

    def compute_mask(self, _, mask):
        mask = tree.flatten(mask)[0]
        mask = mask if self._sequences else None
        if self._state:
            return [mask] + [None] * len(tree.flatten(self.state_size))
        return mask


OwnRNN.__name__ = OwnRNN.__qualname__ = "RNN"


class Stack(Layer):
    """Cells on top of each other, some of them the program's own."""

    def __init__(self, cells, **kwargs):
        Layer.__init__(self, **kwargs)
        self.cells = cells

    @property
    def state_size(self):
        return [each.state_size for each in self.cells]

    @property
    def output_size(self):
        last = self.cells[-1]
        size = getattr(last, "output_size", None)
        return size or tree.flatten(last.state_size)[0]

    def build(self, input_shape):
        for cell in self.cells:
            if isinstance(cell, Layer) and not cell.built:
                cell.build(input_shape)
                cell.built = True
            size = (
                getattr(cell, "output_size", None) or tree.flatten(cell.state_size)[0]
            )
            input_shape = (input_shape[0], size)

    def call(self, inputs, states, training=False):
        for cell in self.cells:
            sizes = tree.flatten(cell.state_size)
            own = [Tensor((inputs.shape[0], each)) for each in sizes]
            inputs, _ = cell(inputs, own)
        return inputs, states


Stack.__name__ = Stack.__qualname__ = "StackedRNNCells"


def as_list(cell):
    return cell if isinstance(cell, (list, tuple)) else [cell]


def is_engines(cell):
    return isinstance(cell, BuiltIn) or not hasattr(cell, "call")
