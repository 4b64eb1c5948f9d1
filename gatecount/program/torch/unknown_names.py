"""Names that PyTorch has and nothing here knows: what they give is not known."""

import difflib

from ...counting import CountError
from ...types import Routine, Value
from ..harmless import Harmless
from ..names import NAMES
from ..stand_ins import refuse_name
from .module import Module
from .shapes import text
from .tensor import METHODS, Tensor, derived, make, method

# Layers without weights that are not known here: they run, shapes unknown.
WEIGHTED = ("LinearCrossEntropyLoss",)

NN, TENSOR = NAMES["torch.nn"], NAMES["torch.Tensor"]
# Functions of tensors among the names of torch; the rest are switches, types, tools.
OPERATIONS = {*NAMES["torch operations"], *NAMES["torch.nn.functional"], *TENSOR}


def of_unknown_shape(name: str) -> Routine:
    """A function whose result has a shape that nobody here knows."""

    def call(*values: Value, **named: Value) -> Value:
        tensors = [each for each in values if isinstance(each, Tensor)]
        if not tensors:
            return make(None, None)
        return derived(tensors[0], None, None, others=tuple(tensors[1:]))

    call.__name__ = name
    return call


def missing_function(module: str) -> Routine:
    """For a StandIn: real names give an open function, others are refused."""
    names = [*NAMES[module], *(NAMES["torch modules"] if module == "torch" else ())]

    def missing(name: str) -> Harmless | Routine:
        if name in OPERATIONS:
            return of_unknown_shape(name)
        if name in names:
            return Harmless(f"{module}.{name}")
        refuse_name(module, name, names)

    return missing


def missing_name(module: str) -> Routine:
    """For a StandIn of a module in which nothing else changes a count."""
    names = NAMES.get(module)

    def missing(name: str) -> Harmless:
        if names and name not in names and name[:1].isupper():
            refuse_name(module, name, names)
        return Harmless(f"{module}.{name}")

    return missing


def missing_layer(name: str) -> Value:
    """A class of torch.nn that has no stand-in."""
    if name not in NN:
        refuse_name("torch.nn", name, NN)
    if name in WEIGHTED or name.startswith("Lazy"):
        raise CountError(
            "nn.{name} is not known here, so its weights cannot be counted.",
            "AttributeError",
            name=name,
        )
    return type(name, (OpenLayer,), {"__module__": "torch.nn"})


class OpenLayer(Module):
    """A layer without weights whose output's shape is not known."""

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__()

    def forward(self, *inputs: Value, **named: Value) -> Value:
        return of_unknown_shape(type(self).__name__)(*inputs)


@method("look_up")
def look_up(tensor: Value, name: Value) -> Routine:
    """A tensor's method that is in place, or unknown here, or not PyTorch's."""
    plain = name[:-1]
    if name.endswith("_") and plain in METHODS:
        return lambda *values, **named: in_place(tensor, name, *values, **named)
    if name in METHODS and (name in TENSOR):
        found = METHODS[name]
        return lambda *values, **named: found(tensor, *values, **named)
    if name in TENSOR:
        return lambda *values, **named: of_unknown_shape(name)(tensor, *values)
    close = difflib.get_close_matches(name, TENSOR, n=2)
    raise CountError(
        "'Tensor' object has no attribute '{name}'. {close}",
        "AttributeError",
        name=name,
        close=f"({', '.join(close)}?)" if close else "",
    )


def in_place(
    tensor: Value, name: str, *values: Tensor | float, **named: Value
) -> Value:
    """x.add_(1): as x.add(1), kept in x."""
    result = METHODS[name[:-1]](tensor, *values, **named)
    one, two = tensor._shape, result._shape
    if name in RESHAPING:
        tensor._shape = two
    elif None not in (one, two) and len(one) != len(two):
        raise CountError(
            "In place, a tensor of shape {one} cannot take the result's shape {two}.",
            "RuntimeError",
            one=text(one),
            two=text(two),
        )
    tensor._values = None
    return tensor


RESHAPING = ("squeeze_", "unsqueeze_", "t_", "transpose_", "swapaxes_", "swapdims_")
