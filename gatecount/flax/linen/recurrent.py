"""linen's recurrent layers and cells."""

from collections.abc import Iterable

from ... import jax
from ...counting import CountError, Weight
from ...jax import FANS, FILL, broadcast, check_vector, least
from ...layer import known_features, shown, under
from ...types import Shape
from .. import convolution, recurrent
from .base import Layer


class Cell(recurrent.Cell, Layer):
    arguments = """
        features, gate_fn=FUNCTION, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, dtype=None,
        param_dtype=None, carry_init=FILL
    """

    @property
    def units(self) -> int:
        return self.size("features", self.least())

    def weights(self, shape: Shape) -> Iterable[Weight]:
        n = known_features(shape[-1], least(self.kernel_init))
        for name in ("bias_init", "forget_bias_init", "activation_bias_init"):
            check_vector(name, getattr(self, name, FILL))
        return self.tensors(n, self.units)


class SimpleCell(recurrent.GateByGate, Cell):
    gates = ("h",)

    arguments = """
        features, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, dtype=None,
        param_dtype=None, carry_init=FILL, residual=False
    """

    def part(self, side: str, gate: str) -> str:
        return side

    def biased(self, side: str, gate: str) -> bool:
        return side == "i"


class LSTMCell(recurrent.GateByGate, Cell):
    gates = ("i", "f", "g", "o")
    states = 2

    def biased(self, side: str, gate: str) -> bool:
        return side == "h"


class OptimizedLSTMCell(LSTMCell):
    """The weights of LSTMCell; only the computation differs."""


class GRUCell(recurrent.GateByGate, Cell):
    """The candidate n has a second bias, `hn/bias`."""

    gates = ("r", "z", "n")

    def biased(self, side: str, gate: str) -> bool:
        return side == "i" or gate == "n"


class MGUCell(recurrent.GateByGate, Cell):
    """The minimal gated unit; with `reset_gate` n has a second bias."""

    gates = ("f", "n")

    arguments = """
        features, gate_fn=FUNCTION, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, forget_bias_init=FILL,
        activation_bias_init=FILL, dtype=None, param_dtype=None, carry_init=FILL,
        reset_gate=True
    """

    def biased(self, side: str, gate: str) -> bool:
        return side == "i" or (gate == "n" and self.reset_gate)


class ConvLSTMCell(convolution.Convolution, Cell):
    """Its input and its state are images: (batch, height, width, features).

    `ih/kernel` (*kernel_size, channels, 4 m) and `hh/kernel`
    (*kernel_size, m, 4 m), each with a bias (4 m,) of its own.
    """

    gates = ("i", "g", "f", "o")
    states = 2
    example = "(2, 32, 32, 5)"
    input_dilation = kernel_dilation = 1
    kernel_init = FANS

    arguments = """
        features, kernel_size, strides=None, padding='SAME', use_bias=True,
        dtype=None, param_dtype=None, carry_init=FILL
    """

    def prepare(self) -> None:
        if not isinstance(self.kernel_size, (tuple, list)):
            raise CountError(
                "{argument} must be a tuple, such as (3, 3), not {value}.",
                "TypeError",
                argument="kernel_size",
                value=shown(self.kernel_size),
            )

    def least(self) -> int:
        return 1

    def tensors(self, n: int, m: int) -> Iterable[Weight]:
        for role, name, channels in (
            ("kernel", "ih", n),
            ("recurrent_kernel", "hh", m),
        ):
            yield from jax.dense(
                name,
                (*self.spatial(), channels, 4 * m),
                self.use_bias,
                role,
                self.gates,
            )

    def step(self, shape: Shape) -> tuple[list[Shape], Shape]:
        gates = self.mapped(shape, self.units)
        state = broadcast((*shape[:-1], self.units), gates)
        return [state] * 2, state


class RNN(recurrent.RNN, Layer):
    example = "(2, 13, 5)"

    arguments = """
        cell, time_major=False, return_carry=False, reverse=False, keep_order=False,
        unroll=1, variable_axes=None, variable_broadcast='params',
        variable_carry=False, split_rngs=None
    """

    def prepare(self) -> None:
        self.check_cell("cell", self.cell, Cell, "nn.RNN(nn.LSTMCell(10))")

    def weights(self, shape: Shape) -> Iterable[Weight]:
        return under("cell", self.cell.weights(shape))


class Bidirectional(recurrent.Bidirectional, Layer):
    example = "(2, 13, 5)"

    arguments = """
        forward_rnn, backward_rnn, merge_fn=FUNCTION, time_major=False,
        return_carry=False
    """

    def prepare(self) -> None:
        for argument in ("forward_rnn", "backward_rnn"):
            self.check_cell(
                argument,
                getattr(self, argument),
                recurrent.Recurrent,
                "nn.Bidirectional(nn.RNN(nn.LSTMCell(10)), nn.RNN(nn.LSTMCell(10)))",
                "TypeError",
            )

    def weights(self, shape: Shape) -> Iterable[Weight]:
        for side in ("forward_rnn", "backward_rnn"):
            yield from under(side, getattr(self, side).weights(shape))


LAYERS = (
    SimpleCell,
    LSTMCell,
    OptimizedLSTMCell,
    GRUCell,
    MGUCell,
    ConvLSTMCell,
    RNN,
    Bidirectional,
)
