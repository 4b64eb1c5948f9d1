"""Equinox' recurrent cells; see https://docs.kidger.site/equinox/api/nn/rnn/.

For n features and m units a cell packs its gates below each other: `weight_ih`
(g m, n), `weight_hh` (g m, m), `bias` (g m,), and in a GRU also `bias_n` (m,).
"""

from collections.abc import Iterable

from ..counting import Weight, whole
from ..layer import matrix, weight
from ..types import Output, Shape
from .base import Layer


class Cell(Layer):
    """One step of a recurrent layer; an LSTM returns h and c, a GRU h."""

    gates: tuple[str, ...]
    expects = "input_size"

    def weights(self) -> Iterable[Weight]:
        n, m = self.size("input_size"), self.size("hidden_size", 1)
        width = len(self.gates) * m
        for name, role, shape in (
            ("weight_ih", "kernel", (width, n)),
            ("weight_hh", "recurrent_kernel", (width, m)),
            ("bias", "bias", (width,)),
        ):
            if role != "bias" or self.use_bias:
                kind = weight if role == "bias" else matrix
                yield kind(name, shape, role=role, gates=self.gates, axis=0)

    def state(self) -> Shape:
        """The shape of h, and of an LSTM's c."""
        return (whole(self.hidden_size),)

    def output(self, shape: Shape) -> Output:
        return self.state()


class LSTMCell(Cell):
    gates = ("i", "f", "g", "o")

    arguments = "input_size, hidden_size, use_bias=True, dtype=None, *, key"

    def output(self, shape: Shape) -> Output:
        return [self.state()] * 2


class GRUCell(Cell):
    """The candidate n has a second bias, `bias_n`."""

    gates = ("r", "z", "n")

    arguments = "input_size, hidden_size, use_bias=True, dtype=None, *, key"

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        if self.use_bias:
            yield weight(
                "bias_n", (whole(self.hidden_size),), role="bias", gates=("n",), axis=0
            )


LAYERS = (LSTMCell, GRUCell)
