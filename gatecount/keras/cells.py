"""The recurrent cells of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/recurrent_layers/. Shapes follow `build` of
`LSTMCell`, `GRUCell` and `SimpleRNNCell` in keras/src/layers/rnn.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight, whole
from ..types import Any, Output, Shape, Sizes
from .base import Layer
from .checks import check_fill, check_seed, check_units


class Cell(Layer):
    """What happens at one time step.

    The weights, for n features and m units, with g gates:
    kernel (n, g m), recurrent_kernel (m, g m), bias (g m,).
    """

    gates: tuple[str, ...]
    states = 1
    ndim = 2

    def _check(self) -> None:
        check_units(self.units)
        check_seed(self.seed)

    @property
    def output_size(self) -> int:
        return whole(self.units)

    @property
    def state_sizes(self) -> list[int]:
        return [whole(self.units)] * self.states

    @property
    def state_depth(self) -> int:
        """How deep the lists of Keras' state_size lie in each other."""
        return int(self.states > 1)

    def build(self, shape: Shape) -> Iterable[Weight]:
        """The weights for one step of shape (batch, features)."""
        if shape[-1] is None:
            raise CountError(
                "The number of features must be known, since the kernel has a row "
                "for each. Only the time steps may be None."
            )
        weights = self._weights(shape[-1])
        for weight in weights:
            initializer = getattr(self, fill(weight.name))
            check_fill(weight.name, initializer, len(weight.shape), self.dtype)
        return weights

    # --8<-- [start:weights]
    def _shapes(self, features: int) -> dict[str, Sizes]:
        units = whole(self.units)
        width = len(self.gates) * units
        shapes: dict[str, Sizes] = {
            "kernel": (features, width),
            "recurrent_kernel": (units, width),
        }
        if self.use_bias:
            shapes["bias"] = self._bias_shape(width)
        return shapes

    def _bias_shape(self, width: int) -> Sizes:
        return (width,)

    # --8<-- [end:weights]

    def _weights(self, features: int) -> tuple[Weight, ...]:
        return tuple(
            Weight(
                name,
                path=name,
                shape=shape,
                trainable=self.trainable,
                role=name,
                gates=self.gates,
                steps=() if name == "bias" else (1,),
            )
            for name, shape in self._shapes(features).items()
        )

    def output(self, shape: Shape) -> Output:
        """The output of one step, and then its states."""
        output = (*shape[:-1], self.output_size)
        return [output] + [(None, size) for size in self.state_sizes]


class SimpleRNNCell(Cell):
    gates = ("h",)

    arguments = """
        units, activation='tanh', use_bias=True,
        kernel_initializer='glorot_uniform',
        recurrent_initializer='orthogonal', bias_initializer='zeros',
        kernel_regularizer=None, recurrent_regularizer=None,
        bias_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, seed=None, **kwargs
    """


class LSTMCell(Cell):
    gates = ("i", "f", "c", "o")
    states = 2
    ignored = ("implementation",)

    arguments = """
        units, activation='tanh', recurrent_activation='sigmoid',
        use_bias=True, kernel_initializer='glorot_uniform',
        recurrent_initializer='orthogonal', bias_initializer='zeros',
        unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None,
        kernel_constraint=None, recurrent_constraint=None,
        bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
        **kwargs
    """

    def _check(self) -> None:
        super()._check()
        check_forget_bias(self)


class GRUCell(Cell):
    """`reset_after=True`, the default, keeps two bias vectors: (2, 3 m)."""

    gates = ("z", "r", "h")
    ignored = ("implementation",)

    arguments = """
        units, activation='tanh', recurrent_activation='sigmoid',
        use_bias=True, kernel_initializer='glorot_uniform',
        recurrent_initializer='orthogonal', bias_initializer='zeros',
        kernel_regularizer=None, recurrent_regularizer=None,
        bias_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, reset_after=True, seed=None, **kwargs
    """

    def _bias_shape(self, width: int) -> Sizes:
        return (2, width) if self.reset_after else (width,)


def check_forget_bias(layer: Any) -> None:
    if layer.use_bias and layer.unit_forget_bias and layer.bias_initializer is None:
        raise CountError(
            "unit_forget_bias=True needs a bias_initializer, such as 'zeros'.",
            "TypeError",
        )


def fill(weight: str) -> str:
    """The argument that says how a weight starts out."""
    return weight.partition("_")[0] + "_initializer"
