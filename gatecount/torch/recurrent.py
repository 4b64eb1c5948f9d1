"""PyTorch's recurrent layers and their cells.

Shapes follow `RNNBase` and `RNNCellBase` in torch/nn/modules/rnn.py; see
https://docs.pytorch.org/docs/2.13/nn.html#recurrent-layers.
"""

from ..checks import refuse_value
from ..counting import CountError, product, whole
from ..types import Any, Output, Shape
from .module import Module, check_layers, check_least_1, check_whole


class Recurrent(Module):
    """One cell for each layer and direction, with g gates packed on the first axis.

    Of layer k, with m units and D directions (n features for k = 0, D m above):
    weight_ih_lk (g m, n or D m), weight_hh_lk (g m, m), bias_ih_lk (g m,),
    bias_hh_lk (g m,), and for the other direction the same names + "_reverse".
    With `proj_size` p, the LSTM's state has p values instead of m: weight_hh_lk
    (g m, p), weight_hr_lk (p, m).
    """

    gates: tuple[str, ...]
    states = 1
    refused: tuple[str, ...] = ("proj_size",)

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        if "proj_size" in cls.refused and "proj_size" in named:
            raise CountError(
                "{layer} has no proj_size: only LSTM has one. Leave it out.",
                layer=cls.__name__,
            )
        return super().construct(*values, **named)

    def make(self) -> None:
        self._check_dropout(self.dropout)
        for argument in ("bias", "batch_first"):
            value = getattr(self, argument)
            if not isinstance(value, bool):
                raise CountError(
                    "{argument} must be True or False, not {value}.",
                    "TypeError",
                    argument=argument,
                    value=repr(value),
                )
        for argument in ("input_size", "hidden_size"):
            check_whole(**{argument: getattr(self, argument)})
            check_least_1(argument, getattr(self, argument))
        check_least_1("num_layers", self.num_layers)
        if not 0 <= self.proj_size < self.hidden_size:
            raise CountError(
                "proj_size must be at least 0 (no projection) and smaller than "
                "hidden_size={units}, not {value}.",
                units=whole(self.hidden_size),
                value=repr(self.proj_size),
            )
        check_whole(num_layers=self.num_layers)
        check_layers("num_layers", self.num_layers)
        self._make_parameters()

    @staticmethod
    def _check_dropout(dropout: Any) -> None:
        try:
            float(dropout)
            good = not isinstance(dropout, (bool, str)) and 0 <= dropout <= 1
        except ValueError:
            good = False
        if not good:
            raise CountError(
                "{argument} must be a number between 0 and 1, not {value}.",
                argument="dropout",
                value=repr(dropout),
            )

    @property
    def directions(self) -> int:
        return 2 if self.bidirectional else 1

    def _make_parameters(self) -> None:
        width = self.hidden_size
        if len(self.gates) > 1:
            width = len(self.gates) * width
        state = self.proj_size if self.proj_size > 0 else self.hidden_size
        features = self.input_size
        for layer in range(self.num_layers):
            for suffix in ("", "_reverse")[: self.directions]:
                shapes: dict[str, Shape] = {
                    "weight_ih": (width, features),
                    "weight_hh": (width, state),
                }
                if self.bias:
                    shapes |= {"bias_ih": (width,), "bias_hh": (width,)}
                if self.proj_size != 0:
                    shapes |= {"weight_hr": (self.proj_size, self.hidden_size)}
                self._pack(shapes, f"l{layer}{suffix}")
            features = state * self.directions

    def _pack(self, shapes: Any, cell: str) -> None:
        for name, shape in shapes.items():
            note = self.parameter if name.startswith("bias") else self.matrix
            note(f"{name}_{cell}", shape, **packing(name, cell, self.gates))

    def batch_axis(self, shape: Shape) -> int | None:
        if len(shape) != 3:
            return None
        return 0 if self.batch_first else 1

    def forward(self, shape: Shape) -> Output:
        """Output and last states, as a list of shapes."""
        self.check_axes(shape, 2, 3)
        self.check_size(shape, -1, self.input_size)
        self.check_kind("bidirectional", self.bidirectional, bool)
        good = not isinstance(self.num_layers, bool)
        self.check_range("num_layers", self.num_layers, good, "TypeError")
        good = self.states == 2 or not self.proj_size
        self.check_range("proj_size", self.proj_size, good)
        axis = self.batch_axis(shape)
        batch = () if axis is None else (shape[axis],)
        steps = shape[1] if batch and self.batch_first else shape[0]
        if steps == 0:
            raise CountError(
                "{layer} needs at least one time step; {shape} has none.",
                "RuntimeError",
                layer=type(self).__name__,
                shape=shape,
            )
        self.used(product((steps, *batch)))
        units = whole(self.hidden_size)
        state = whole(self.proj_size) or units
        cells = self.num_layers * self.directions
        output = (*shape[:-1], self.directions * state)
        last = [(cells, *batch, state), (cells, *batch, units)]
        return [output, *last[: self.states]]


class RNN(Recurrent):
    gates = ("h",)

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        """PyTorch looks at the nonlinearity before all else."""
        given = values[3] if len(values) > 3 else named.get("nonlinearity", "tanh")
        if "proj_size" not in named and given not in ("tanh", "relu"):
            refuse_value("nonlinearity", repr(given), ("tanh", "relu"))
        return super().construct(*values, **named)

    arguments = """
        input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True,
        batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, device=None,
        dtype=None
    """


class LSTM(Recurrent):
    """The block that PyTorch calls g, the new cell value, is named c here."""

    gates = ("i", "f", "g", "o")
    states = 2
    refused = ()

    arguments = """
        input_size, hidden_size, num_layers=1, bias=True, batch_first=False,
        dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None
    """


class GRU(Recurrent):
    """The block that PyTorch calls n, the new state, is named h here."""

    gates = ("r", "z", "n")

    arguments = """
        input_size, hidden_size, num_layers=1, bias=True, batch_first=False,
        dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None
    """


class RecurrentCell(Module):
    """One step: weight_ih (g m, n), weight_hh (g m, m), bias_ih, bias_hh (g m,)."""

    gates: tuple[str, ...]
    states = 1

    arguments = "input_size, hidden_size, bias=True, device=None, dtype=None"

    def make(self) -> None:
        check_whole(hidden_size=self.hidden_size)
        width = len(self.gates) * self.hidden_size
        shapes: dict[str, Shape] = {
            "weight_ih": (width, self.input_size),
            "weight_hh": (width, self.hidden_size),
        }
        if self.bias:
            shapes |= {"bias_ih": (width,), "bias_hh": (width,)}
        for name, shape in shapes.items():
            note = self.parameter if name.startswith("bias") else self.matrix
            note(name, shape, **packing(name, "cell", self.gates))

    def forward(self, shape: Shape) -> Output:
        self.check_axes(shape, 1, 2)
        self.check_size(shape, -1, self.input_size)
        self.used(product(shape[:-1]))
        state = (*shape[:-1], whole(self.hidden_size))
        return [state, state] if self.states == 2 else state


class RNNCell(RecurrentCell):
    gates = ("h",)

    arguments = """
        input_size, hidden_size, bias=True, nonlinearity='tanh', device=None,
        dtype=None
    """

    def forward(self, shape: Shape) -> Output:
        self.check_axes(shape, 1, 2)
        good = self.nonlinearity in ("tanh", "relu")
        self.check_range("nonlinearity", self.nonlinearity, good)
        return super().forward(shape)


class LSTMCell(RecurrentCell):
    gates = LSTM.gates
    states = 2


class GRUCell(RecurrentCell):
    gates = GRU.gates


def packing(name: str, cell: str, gates: tuple[str, ...]) -> dict[str, Any]:
    """What a parameter is to its cell; gates lie along the first axis."""
    role = {
        "weight_ih": "kernel",
        "weight_hh": "recurrent_kernel",
        "weight_hr": "projection",
    }.get(name, "bias")
    packed = () if role == "projection" else gates
    return {"cell": cell, "role": role, "gates": packed, "axis": 0}


LAYERS = (RNN, LSTM, GRU, RNNCell, LSTMCell, GRUCell)
