"""nn.RNN, LSTM and GRU and their cells: input and states in, output and states out."""

from ...counting import CountError
from ...shapes.sizes import unlike
from ...types import NoReturn, Shape, Value
from . import strides
from .layers import Layer, layer_class, refuse_input
from .sequences import PackedSequence
from .shapes import text
from .tensor import Tensor, derived, make


class Returned(tuple[Value, ...]):
    """What a recurrent layer returns. A tuple, though many take it for a tensor."""

    def __getitem__(self, place: Value) -> Value:
        if isinstance(place, tuple):
            raise CountError(
                "A recurrent layer returns a pair, (output, state), and the state "
                "of nn.LSTM is (h_n, c_n). Take it apart first: write output, "
                "state = lstm(x), then slice output, as in output[:, -1].",
                "TypeError",
            )
        return super().__getitem__(place)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        raise CountError(
            "'tuple' object has no attribute '{name}': a recurrent layer returns "
            "(output, state). Write output, _ = self.lstm(x), then output.{name}.",
            "AttributeError",
            name=name,
        )


class Recurrent(Layer):
    error = "AttributeError"
    dtype_error = "ValueError"
    bias_is_switch = True
    states = 1

    def _adopt(self, built: Value, given: dict[str, float | str]) -> None:
        super()._adopt(built, given)
        vars(self)["_all_weights"] = [weight.name for weight in built.own]

    @property
    def all_weights(self) -> Value:
        return [[getattr(self, name) for name in self._all_weights]]

    _flat_weights_names = property(lambda self: list(self._all_weights))

    def flatten_parameters(self) -> None:
        pass

    def forward(self, input: Value, hx: Value = None) -> Returned:
        if isinstance(input, PackedSequence):
            return self._packed(input, hx)
        tensor = self._checked(input)
        if tensor._shape is None:  # taken for a batch of sequences
            output, *last = self._layer((None, None, self.input_size))
            return self._returned(tensor, output, last, None)
        output, *last = self._layer(tensor._shape)
        return self._returned(tensor, output, last, hx)

    def _returned(
        self,
        tensor: Value,
        output: Shape,
        last: list[Shape],
        hx: Tensor | tuple[Tensor, Tensor] | None,
    ) -> Returned:
        others = tuple(self._parameters.values())
        if hx is not None:
            given = states_of(self, hx)
            for number, (each, wanted) in enumerate(zip(given, last)):
                check_state(self, number, each, wanted, len(tensor._shape))
            others += given
        made = [derived(tensor, shape, others=others) for shape in (output, *last)]
        if self.batch_first and len(output) == 3:  # it is computed step by step
            steps = make((output[1], output[0], output[2]))
            made[0]._strides = strides.reordered(steps, (1, 0, 2))
        return Returned((made[0], self._bundled(made[1:])))

    def _bundled(self, states: list[Tensor]) -> Value:
        return tuple(states) if self.states == 2 else states[0]

    def _packed(self, packed: PackedSequence, hx: Value) -> Returned:
        steps, batch = packed.steps, packed.batch
        front = (batch, steps) if self.batch_first else (steps, batch)
        shape = (*front, *(packed.data._shape or (None, self.input_size))[1:])
        padded = derived(packed.data, shape)
        output, last = self.forward(padded, hx)
        data = derived(packed.data, (packed.total, output._shape[-1]), others=(output,))
        return Returned((packed.like(data), last))


def states_of(
    layer: Layer, hx: Tensor | tuple[Tensor, ...] | list[Tensor]
) -> tuple[Tensor, ...]:
    """The states as a tuple of tensors: two of an LSTM, else one."""
    several = isinstance(hx, (tuple, list))
    states = tuple(hx) if isinstance(hx, (tuple, list)) else (hx,)
    if several != (layer.states == 2) or len(states) != layer.states:
        refuse_states(layer, hx)
    for state in states:
        if not isinstance(state, Tensor):
            refuse_input(layer, state)
    return states


def check_state(
    layer: Recurrent, number: int, state: Tensor, wanted: Shape, axes: int
) -> None:
    given = state._shape
    if given is None:
        return
    if len(given) != len(wanted):
        raise CountError(
            "For an input of {axes} axes, the state that {layer} is given has "
            "{wanted} axes: (layers x directions, batch, hidden_size); here it has "
            "shape {given}.",
            "RuntimeError",
            axes=axes,
            layer=type(layer).__name__,
            wanted=len(wanted),
            given=text(given),
        )
    if unlike(given, wanted):
        raise CountError(
            "Expected hidden[{number}] size {wanted}, got {given}: a state of "
            "{layer} has (layers x directions, batch, hidden_size).",
            "RuntimeError",
            number=number,
            wanted=f"({text(wanted)[1:-1]})",
            given=text(given),
            layer=type(layer).__name__,
        )


def refuse_states(layer: Layer, given: Value) -> NoReturn:
    error = "RuntimeError" if layer.states == 2 else "AttributeError"
    known = isinstance(given, Tensor) and given._shape
    if layer.states == 2 and known and known[:1] == (1,):
        error = "IndexError"
    if layer.states == 2 and isinstance(layer, Cell):
        error = "TypeError"
    both = "(h_0, c_0)" if layer.states == 2 else "h_0"
    raise CountError(
        "{layer} takes its state as {both}: write {name}(x, {both}).",
        error,
        layer=type(layer).__name__,
        name=type(layer).__name__.lower(),
        both=both,
    )


class Cell(Layer):
    bias_is_switch = True
    states = 1

    def forward(self, input: Value, hx: Value = None) -> Value:
        tensor = self._checked(input)
        shape = tensor._shape or (None, self.input_size)
        found = self._layer(shape)
        wanted = found if isinstance(found, list) else [found]
        states = () if hx is None else states_of(self, hx)
        for number, (state, each) in enumerate(zip(states, wanted)):
            check_cell_state(self, number, state, each)
        others = (*self._parameters.values(), *states)
        others = tuple(each for each in others if each is not None)
        made = tuple(derived(tensor, each, others=others) for each in wanted)
        return made if self.states == 2 else made[0]


def check_cell_state(
    layer: Cell, number: int, state: Tensor, wanted: tuple[int, int]
) -> None:
    given = state._shape
    if given is not None and unlike(given, wanted):
        raise CountError(
            "A state of {layer} has the shape {wanted}, batch and hidden_size; "
            "here it has {given}.",
            "RuntimeError",
            layer=type(layer).__name__,
            wanted=text(wanted),
            given=text(given),
        )


LAYERS: dict[str, Value] = {
    "RNN": layer_class("RNN", Recurrent),
    "GRU": layer_class("GRU", Recurrent),
    "LSTM": layer_class("LSTM", Recurrent, states=2),
    "RNNCell": layer_class("RNNCell", Cell),
    "GRUCell": layer_class("GRUCell", Cell),
    "LSTMCell": layer_class("LSTMCell", Cell, states=2),
}
