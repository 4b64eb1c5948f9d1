"""The recurrent layers of PaddlePaddle: `..._attr=False` keeps a weight, untrained.

See https://www.paddlepaddle.org.cn/documentation/docs/en/3.3/api/paddle/nn/LSTM_en.html.
"""

from collections.abc import Iterable
from itertools import zip_longest

from .. import layer, recurrent
from ..checks import check_choice
from ..counting import CountError, Weight
from ..layer import check_features, matrix
from ..recurrent import TENSORS, packed
from ..types import Output, Shape
from .module import NONE, ONE, Paddle

HELD = {(1, ""): "", (2, ""): "_fw", (2, "_reverse"): "_bw"}
ATTRIBUTES = ", ".join(f"{name}_attr=None" for name in TENSORS)


class Cell(Paddle, recurrent.Cell):
    returned = 1  # its output, which is h, and then its states
    arguments = f"input_size, hidden_size, {ATTRIBUTES}, name=None"

    def weights(self) -> Iterable[Weight]:
        m, n = self.size("hidden_size", *ONE), self.size("input_size", *NONE)
        for each in packed(TENSORS, n, m, self.gates, "", self.proj_size):
            yield each.but(trainable=self.trained(each.name))


class LSTMCell(Cell):
    gates = ("i", "f", "g", "o")
    states = 2
    arguments = f"input_size, hidden_size, {ATTRIBUTES}, proj_size=0, name=None"

    def weights(self) -> Iterable[Weight]:
        m, p = self.size("hidden_size", *ONE), self.size("proj_size", 0, "ValueError")
        check_choice("proj_size", p, range(m))
        yield from super().weights()
        if p and self.weight_hh_attr is not False:
            trained = self.trained("weight_hh")
            yield matrix("weight_ho", (m, p), role="projection", trainable=trained)

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)  # Paddle begins with states that fit no projection
        check_choice("proj_size", self.proj_size, (0,))


class GRUCell(Cell):
    axes = 2
    gates = ("r", "z", "c")


class SimpleRNNCell(Cell):
    gates = ("h",)
    arguments = f"input_size, hidden_size, activation='tanh', {ATTRIBUTES}, name=None"

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        check_choice("activation", self.activation, ("tanh", "relu"))


class Sequence(Paddle, recurrent.Sequence):
    example = "(2, 13, 5)"

    def batch_at(self, shape: Shape) -> int:
        return int(bool(self.time_major))


class Recurrent(Sequence, recurrent.Stacked):
    """Parameters have a first name, weight_ih_l0, and a second, 0.cell.weight_ih.

    Paddle gives the first names in order, as if each cell had what is not switched off:
    with a bias off, or a projection more, they move on to other tensors.
    """

    arguments = f"""input_size, hidden_size, num_layers=1, direction='forward',
        time_major=False, dropout=0.0, {ATTRIBUTES}, name=None"""

    def directions(self) -> int:
        return 1 if self.direction == "forward" else 2

    def held(self) -> list[Weight]:
        """The weights under their second names, which `state_dict` lists, too."""
        return [
            each
            for place, side, cell in self.cells()
            for each in layer.under(
                f"{place}.cell{HELD[self.directions(), side]}", cell.made, between="."
            )
        ]

    def weights(self) -> Iterable[Weight]:
        ways = ("forward", "bidirect", "bidirectional")
        check_choice("direction", self.direction, ways)
        if not isinstance(self.num_layers, int):
            layer.check_size("num_layers", self.num_layers)
        known = ("bias_ih", "bias_hh")
        off = [each for each in known if vars(self)[f"{each}_attr"] is False]
        on = [each for each in TENSORS if each not in off]
        names = [
            f"{each}_l{place}{side}"
            for place, side, _ in self.cells()
            if place < self.num_layers
            for each in on
        ]
        held = self.held()
        if not self.first.proj_size and names:  # all weights go into one tensor
            layer.check_size("input_size", self.input_size, 1, zero="ValueError")
            half, most = len(held) // 2, len(names)
            if (
                max(half * (i % 4 > 1) + i // 4 * 2 + i % 2 for i in range(most))
                >= most
            ):
                check_choice(f"{off[-1]}_attr", False, (None,), "IndexError")
        for name, each in zip_longest(names, held):
            yield each.but(path=name, name=name) if name else each

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        none = "IndexError" if self.first.states > 1 else "AttributeError"
        number = repr(True) if self.num_layers is True else self.num_layers
        layer.check_size("num_layers", number, 1, "ValueError", none)


class SimpleRNN(Recurrent):
    new_cell = SimpleRNNCell
    arguments = Recurrent.arguments.replace("0.0, ", "0.0, activation='tanh', ")


class LSTM(Recurrent):
    new_cell = LSTMCell
    arguments = Recurrent.arguments.replace("name=", "proj_size=0, name=")


class GRU(Recurrent):
    new_cell = GRUCell


class RNN(Sequence):
    arguments = "cell, is_reverse=False, time_major=False"
    places: tuple[str, ...] = ("cell",)

    def weights(self) -> Iterable[Weight]:
        self.both = [getattr(self, each) for each in self.places]
        self.first = self.both[0]
        for place, cell in zip(self.places, self.both):
            if not isinstance(cell, Cell):
                raise CountError(
                    "{argument} must be a cell, such as LSTMCell, not {value}.",
                    "AttributeError",
                    argument=place,
                    value=layer.shown(cell),
                )
            yield from layer.under(place, cell.made, between=".")

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        for cell in self.both:
            cell.accepts(shape[1:])

    def output(self, shape: Shape) -> Output:
        width = sum(cell.hidden_size for cell in self.both)
        return [(*shape[:-1], width), *self.states(shape) * len(self.both)]


class BiRNN(RNN):
    arguments = "cell_fw, cell_bw, time_major=False"
    places = ("cell_fw", "cell_bw")

    def weights(self) -> Iterable[Weight]:
        yield from super().weights()
        check_features(self, self.cell_fw.input_size, self.cell_bw.input_size)

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)  # both begin with the states of the forward cell
        check_features(self, *((each.hidden_size, each.states) for each in self.both))


LAYERS = (SimpleRNN, LSTM, GRU, SimpleRNNCell, LSTMCell, GRUCell, RNN, BiRNN)
