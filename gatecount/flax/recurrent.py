"""What the recurrent layers of linen and of nnx share."""

import inspect
from collections.abc import Iterable

from ..counting import CountError, Weight, product, summed
from ..jax import Layer, dense, least
from ..layer import shown
from ..types import Any, Output, Shape, Size, Steps


class Cell(Layer):
    """One step of a recurrent layer, on an input of shape (batch, features).

    It returns its states and its output: h and h, an LSTM c, h and h.
    """

    gates: tuple[str, ...]
    states = 1
    initializers = ("kernel_init", "recurrent_kernel_init")

    @property
    def units(self) -> int:
        raise NotImplementedError

    def tensors(self, n: int, m: int) -> Iterable[Weight]:
        """The weights of a cell of n features and m units."""
        raise NotImplementedError

    def least(self) -> int:
        return least(*(getattr(self, each) for each in self.initializers))

    def step(self, shape: Shape) -> tuple[list[Shape], Shape]:
        """The shapes of the states and of the output after one step."""
        state = (*shape[:-1], self.units)
        return [state] * self.states, state

    def output(self, shape: Shape) -> Output:
        states, output = self.step(shape)
        return [*states, output]


class GateByGate(Layer):
    """A cell with tensors of its own for each gate, as `ii/kernel`, `hi/bias`."""

    def part(self, side: str, gate: str) -> str:
        return side + gate

    def tensors(self, n: int, m: int) -> Iterable[Weight]:
        for gate in self.gates:
            for role, side, rows in (
                ("kernel", "i", n),
                ("recurrent_kernel", "h", m),
            ):
                yield from dense(
                    self.part(side, gate),
                    (rows, m),
                    self.biased(side, gate),
                    role,
                    (gate,),
                )


class Recurrent(Layer):
    """A layer that runs over time: batch axes, time, then an example's own."""

    time_major: bool
    return_carry: bool

    def check_cell(
        self,
        argument: str,
        value: Any,
        wanted: Any,
        example: str,
        error: str = "AttributeError",
    ) -> None:
        if not isinstance(value, wanted):
            raise CountError(
                "{argument} must be a recurrent one, as in {example}, not {value}.",
                "TypeError" if inspect.isclass(value) else error,
                argument=argument,
                example=example,
                value=shown(value),
            )

    @property
    def features_axes(self) -> int:
        """How many axes one time step has."""
        raise NotImplementedError

    def one_cell(self) -> Cell:
        """The cell that decides what a step is."""
        raise NotImplementedError

    def run(self, shape: Shape, time_major: bool) -> tuple[list[Shape], Shape]:
        """The last states, and the output of all steps."""
        raise NotImplementedError

    @property
    def axes(self) -> int:
        return self.features_axes + 1

    def batch_at(self, shape: Shape) -> int | None:
        if len(shape) <= self.axes:
            return None
        return 1 if self.time_major else 0

    @property
    def too_few(self) -> str:
        return self.one_cell().too_few

    def time_at(self, shape: Shape) -> int:
        return 0 if self.time_major else len(shape) - self.features_axes - 1

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        time = self.time_at(shape)
        step = shape[:time] + shape[time + 1 :]
        inside: tuple[Any, Size] = self.one_cell().steps(step)
        return shape[time], product(inside)

    def output(self, shape: Shape) -> Output:
        states, output = self.run(shape, self.time_major)
        return [*states, output] if self.return_carry else output


class RNN(Recurrent):
    """A cell over the time steps; with `return_carry` also its last states."""

    cell: Cell

    @property
    def features_axes(self) -> int:
        return self.cell.axes

    def one_cell(self) -> Cell:
        return self.cell

    def run(self, shape: Shape, time_major: bool) -> tuple[list[Shape], Shape]:
        check_unroll(self.unroll)
        time = 0 if time_major else len(shape) - self.features_axes - 1
        step = shape[:time] + shape[time + 1 :]
        states, output = self.cell.step(step)
        if states[0][:-1] != step[:-1]:
            raise CountError(
                "The state of the cell has shape {before} before a step and {after} "
                "after it. Padding 'SAME' keeps it the same.",
                "TypeError",
                before=step[:-1],
                after=states[0][:-1],
            )
        return states, (*output[:time], shape[time], *output[time:])


class Bidirectional(Recurrent):
    """Two recurrent layers, one for each direction; outputs are concatenated."""

    forward_rnn: Recurrent
    backward_rnn: Recurrent

    @property
    def features_axes(self) -> int:
        return max(self.forward_rnn.features_axes, self.backward_rnn.features_axes)

    def one_cell(self) -> Cell:
        cells = self.forward_rnn.one_cell(), self.backward_rnn.one_cell()
        return max(cells, key=lambda cell: cell.axes)

    def run(self, shape: Shape, time_major: bool) -> tuple[list[Shape], Shape]:
        forward, first = self.forward_rnn.run(shape, time_major)
        backward, second = self.backward_rnn.run(shape, time_major)
        return [*forward, *backward], (*first[:-1], summed((first[-1], second[-1])))


def check_unroll(unroll: Any) -> None:
    if not isinstance(unroll, int) or unroll < 0:
        raise CountError(
            "{argument} must be a whole number of at least {least}, not {value}.",
            "ValueError" if isinstance(unroll, int) else "TypeError",
            argument="unroll",
            least=0,
            value=shown(unroll),
        )
