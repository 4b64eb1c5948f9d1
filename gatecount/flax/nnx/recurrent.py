"""nnx's recurrent layers and cells."""

from collections.abc import Iterable

from ...counting import Count, CountError, Weight
from ...jax import ORTHOGONAL, check_vector, dense, least
from ...layer import under
from ...types import Any, Shape
from .. import recurrent
from .base import Layer, Rngs, check_rngs, check_stream


class Cell(recurrent.Cell, Layer):
    negative = "TypeError"
    arguments = """
        in_features, hidden_features, *, gate_fn=FUNCTION, activation_fn=FUNCTION,
        kernel_init=FANS, recurrent_kernel_init=ORTHOGONAL, bias_init=FILL,
        dtype=None, param_dtype=None, carry_init=None, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """

    @property
    def units(self) -> int:
        return self.size("hidden_features", self.least(), self.negative)

    def weights(self) -> Iterable[Weight]:
        if self.keep_rngs:
            check_stream(self.rngs, "carry")
        check_stream(self.rngs, "params")
        check_vector("bias_init", self.bias_init)
        n = self.size("in_features", least(self.kernel_init))
        return self.tensors(n, self.units)

    def square(self) -> None:
        """An orthogonal matrix cannot be as large as True by True."""
        if self.hidden_features is True and self.recurrent_kernel_init == ORTHOGONAL:
            raise CountError(
                "{argument} must be a whole number of at least {least}, not {value}.",
                "TypeError",
                argument="hidden_features",
                least=1,
                value=True,
            )


class Packed(Cell):
    """A cell with all gates side by side in two tensors and one bias."""

    bias_at = "i"

    def tensors(self, n: int, m: int) -> Iterable[Weight]:
        for role, side, rows in (
            ("kernel", "i", n),
            ("recurrent_kernel", "h", m),
        ):
            yield from dense(
                f"dense_{side}",
                (rows, len(self.gates) * m),
                side == self.bias_at,
                role,
                self.gates,
            )


class LSTMCell(recurrent.GateByGate, Cell):
    gates = ("i", "f", "g", "o")
    states = 2

    def prepare(self) -> None:
        self.square()

    def part(self, side: str, gate: str) -> str:
        return "if_" if side + gate == "if" else side + gate

    def biased(self, side: str, gate: str) -> bool:
        return side == "h"


class OptimizedLSTMCell(Packed):
    gates = ("i", "f", "g", "o")
    states = 2
    bias_at = "h"


class SimpleCell(Packed):
    negative = "ValueError"
    gates = ("h",)

    arguments = """
        in_features, hidden_features, *, dtype=None, param_dtype=None,
        carry_init=None, residual=False, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """

    def prepare(self) -> None:
        self.square()


class GRUCell(Packed):
    """One bias for all three gates: 3 m less than PyTorch, m less than linen."""

    gates = ("r", "z", "n")


class Recurrent(recurrent.Recurrent, Layer):
    """RNN and Bidirectional: nothing of their own but the parts' weights."""

    example = "(2, 13, 5)"

    def accepts(self, shape: Shape) -> None:
        for part in self.parts:
            getattr(self, part).accepts(shape)

    def count(self, input_shape: Any = None) -> Count:
        """Whether the parts are recurrent shows only in a call."""
        for part in self.parts if input_shape is not None else ():
            self.check_cell(
                part,
                getattr(self, part),
                self.made_of,
                "nnx.RNN(nnx.LSTMCell(5, 10, rngs=nnx.Rngs(0)))",
            )
        return super().count(input_shape)

    def weights(self) -> Iterable[Weight]:
        for part in self.parts:
            if isinstance(getattr(self, part), Layer):
                yield from under(part, getattr(self, part).made)
        if isinstance(self.rngs, Rngs):
            check_stream(self.rngs, "carry")
        elif not isinstance(self.rngs, bool):
            check_rngs(self.rngs, "ValueError")

    @property
    def natural(self) -> Shape | None:
        parts = [getattr(self, part) for part in self.parts]
        if not all(isinstance(part, self.made_of) for part in parts):
            return None
        return (None, None, parts[0].natural[-1])


class RNN(Recurrent, recurrent.RNN):
    parts = ("cell",)
    made_of = Cell

    arguments = """
        cell, *, time_major=False, return_carry=False, reverse=False,
        keep_order=False, unroll=1, state_axes=None, broadcast_rngs=None, rngs=True
    """


class Bidirectional(Recurrent, recurrent.Bidirectional):
    parts = ("forward_rnn", "backward_rnn")
    made_of = Recurrent

    arguments = """
        forward_rnn, backward_rnn, *, merge_fn=FUNCTION, time_major=False,
        return_carry=False, rngs=True
    """


LAYERS = (SimpleCell, LSTMCell, OptimizedLSTMCell, GRUCell, RNN, Bidirectional)
