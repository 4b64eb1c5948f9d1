"""torch.nn's layers, each made of the engine's class of the same name.

The engine checks the arguments, knows the weights and gives the output's shape;
here they become modules with parameters, attributes and PyTorch's text.
"""

import inspect
from functools import cache

from ... import torch as engine
from ...counting import CountError
from ...types import NoReturn, Shape, Value
from ..sizing_arguments import known, setting, unsaid
from ..unknown import Unknown
from .describing import TEXTS, attributes_of
from .dtypes import Default, device, dtype
from .literals import literal
from .module import Module
from .parameter import Parameter
from .strides import UNSURE, kept
from .tensor import Tensor, derived, make

CONTIGUOUS = ("LayerNorm", "Softmax", "LogSoftmax", "Linear", "Embedding")
NOT_KEPT = {"device", "dtype", "bias", "_weight", "_freeze", "args", "kwargs"}


class Layer(Module):
    """A layer that the engine knows; `engine` is its class there."""

    engine: Value
    whole = False  # takes whole numbers, such as an embedding
    error = "TypeError"  # PyTorch's, for an input that is no tensor
    dtype_error = "RuntimeError"
    bias_is_switch = False  # `bias` is True or False, and no parameter's name

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__()
        self._build(values, named)

    def reset_parameters(self) -> None:
        """Other numbers, of the same shapes."""

    _reset_parameters = reset_parameters

    def _build(self, values: Value, named: Value) -> None:
        open_ = unsaid(bound(self.engine, values, named))
        values, named = settings(self.engine, values, named)
        given = vars(self)["_given"] = bound(self.engine, values, named) | open_
        values, named = plain(values), plain(named)
        built = self.engine.construct(*values, **named)
        self._adopt(built, given)

    def _adopt(self, built: Value, given: dict[str, Value]) -> None:
        """Take the parameters and attributes of the engine's layer."""
        vars(self)["_layer"] = built
        for name, value in given.items():
            if name not in NOT_KEPT:
                object.__setattr__(self, name, value)
        for name, value in attributes_of(self.engine, given).items():
            object.__setattr__(self, name, value)
        kind = kept_dtype(given)
        own = {weight.name: weight for weight in built.own}
        if "bias" in given and not self.bias_is_switch:
            own.setdefault("bias", None)
        for name, weight in own.items():
            made = weight and Parameter(make(weight.shape, kind), weight.trainable)
            self.register_parameter(name, made)

    def forward(self, *inputs: Value) -> Value:
        return self._computed(*inputs)

    def _computed(self, *inputs: Value) -> Value:
        """The engine's answer for these inputs, as tensors."""
        tensors = [self._checked(each) for each in inputs]
        shapes = [each._shape for each in tensors]
        if None in shapes:
            return derived(tensors[0], None, others=tuple(tensors[1:]))
        output = self._layer(*shapes)
        return self._output(tensors, output)

    def _output(self, tensors: Value, output: Value) -> Value:
        parameters = tuple(self._parameters.values())
        others = (*tensors[1:], *(each for each in parameters if each is not None))
        kind = others[-1]._dtype if self.whole and others else tensors[0]._dtype
        if isinstance(output, list):
            return tuple(
                derived(tensors[0], each, kind, others=others) for each in output
            )
        strides = self._strides(tensors[0], output)
        return derived(tensors[0], output, kind, others=others, strides=strides)

    def _strides(
        self, tensor: Tensor, output: Shape
    ) -> str | tuple[int, int, int] | None:
        """Layers of single numbers keep the order in memory, others write anew."""
        if tensor._strides is None or self.engine.__name__ in CONTIGUOUS:
            return None
        if not self._parameters and output == tensor._shape:
            return kept(tensor, output)
        return UNSURE

    def _checked(self, value: Value) -> Value:
        """The input as a tensor of the dtype that the weights have."""
        if not isinstance(value, Tensor):
            value = from_data(self, value)
        held = (each for each in self._parameters.values() if each is not None)
        weight = next(held, None)
        if weight is None or value._dtype is None:
            return value
        if self.whole:
            if value._dtype.name not in ("int64", "int32"):
                refuse_fractions(self, value)
        elif value._dtype is not weight._dtype:
            refuse_dtype(self, value, weight)
        return value

    def extra_repr(self) -> Value:
        return TEXTS.get(self.engine.__name__, lambda layer: "")(self)


def kept_dtype(given: dict[str, Value]) -> dtype:
    kind = given.get("dtype")
    return kind if isinstance(kind, dtype) else Default.dtype


@cache
def signature(layer: Value) -> inspect.Signature:
    return inspect.signature(layer)


def bound(layer: Value, values: Value, named: dict[str, Value]) -> dict[str, Value]:
    """The constructor's arguments by name, with the defaults; {} if they do not fit."""
    try:
        arguments = signature(layer).bind(*values, **named)
    except TypeError:
        return {}  # the engine will say why
    arguments.apply_defaults()
    return dict(arguments.arguments)


def settings(
    layer: Value, values: Value, named: dict[str, Value]
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """The arguments, with symbols for sizes that are not known."""
    parameters = signature(layer).parameters
    usual = {name: each.default for name, each in parameters.items()}
    values = tuple(
        setting(name, each, usual[name]) for name, each in zip(usual, values)
    ) + tuple(values[len(usual) :])
    return values, {n: setting(n, each, usual.get(n)) for n, each in named.items()}


def plain(values: Value) -> Value:
    """Arguments as the engine reads them."""
    if isinstance(values, dict):
        return {name: plain_value(value, name) for name, value in values.items()}
    return tuple(plain_value(value) for value in values)


def plain_value(value: Value, name: str | None = None) -> Value:
    known(value)
    if isinstance(value, (dtype, device)):
        return str(value)
    if isinstance(value, Tensor) and value._shape == () and value._values:
        return value._values[0]
    return value


def from_data(layer: Value, value: Value) -> Value:
    """What a loader or another library gives may well be a tensor; no array is."""
    if isinstance(value, Unknown) and value.shape is None:
        return literal(value)
    if isinstance(value, Unknown) and value.dtype is None:
        return make(None, None)  # a part of it: nobody knows with how many axes
    refuse_input(layer, value)


def refuse_input(layer: Value, value: Value) -> NoReturn:
    error = getattr(layer, "error", "TypeError")
    if isinstance(value, (tuple, list)):
        raise CountError(
            "{layer} takes one tensor, but gets a {kind}. nn.LSTM, nn.GRU and "
            "nn.RNN return (output, state): write output, _ = self.lstm(x), and "
            "give on output alone; in nn.Sequential they cannot stand before "
            "other layers.",
            error,
            layer=type(layer).__name__,
            kind="tuple" if isinstance(value, tuple) else "list",
        )
    raise CountError(
        "{layer} takes a tensor, not {value}. Make one, as in torch.tensor(…) or "
        "torch.from_numpy(…).",
        error,
        layer=type(layer).__name__,
        value=type(value).__name__,
    )


def refuse_fractions(layer: Value, value: Tensor) -> NoReturn:
    raise CountError(
        "{layer} looks up rows by their number, so its input must be whole "
        "numbers, not {dtype}. Write x.long().",
        "RuntimeError",
        layer=type(layer).__name__,
        dtype=value._dtype,
    )


def refuse_dtype(layer: Layer, value: Tensor, weight: Parameter) -> NoReturn:
    raise CountError(
        "{layer} has weights of {weight}, but its input is {input}. Write "
        "x.float(), or bring both to one dtype.",
        layer.dtype_error,
        layer=type(layer).__name__,
        weight=weight._dtype,
        input=value._dtype,
    )


def layer_class(name: str, base: type[Value] = Layer, **more: Value) -> type[Value]:
    """torch.nn's class of this name."""
    made = type(name, (base,), {"engine": engine.LAYERS[name], **more})
    made.__module__ = "torch.nn"
    return made
