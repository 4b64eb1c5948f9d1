"""torch.nn.init: nothing is filled, but the tensor's axes must fit."""

from __future__ import annotations

import math

from ...counting import CountError
from ...types import NoReturn, Routine, Value
from .shapes import text
from .tensor import Tensor

ANY = """uniform_ normal_ trunc_normal_ constant_ ones_ zeros_""".split()
TWO = """xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ orthogonal_
    sparse_ eye_ dirac_""".split()
GAINS = {"tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 0.75}
NAMES: dict[str, Value] = {}


def filling(name: str, axes: int) -> Routine:
    def fill(tensor: Value, *arguments: Value, **named: Value) -> Tensor:
        if not isinstance(tensor, Tensor):
            refuse_value(name, tensor)
        if tensor._shape is not None and len(tensor._shape) < axes:
            refuse_axes(name, tensor)
        tensor._values = None
        return tensor

    fill.__name__ = name
    return fill


def refuse_value(name: Value, value: Value) -> NoReturn:
    raise CountError(
        "{name} fills a tensor, such as layer.weight, not {value}.",
        "AttributeError",
        name=name,
        value=type(value).__name__,
    )


def refuse_axes(name: str, tensor: Value) -> NoReturn:
    raise CountError(
        "{name} is for tensors of 2 axes or more; this one has shape {shape}. "
        "Leave out the biases, as in if p.dim() > 1.",
        name=name,
        shape=text(tensor._shape),
    )


def calculate_gain(nonlinearity: Value, param: Value = None) -> Value:
    if nonlinearity == "leaky_relu":
        return math.sqrt(2.0 / (1 + (0.01 if param is None else param) ** 2))
    return GAINS.get(nonlinearity, 1)


for _names, _axes in ((ANY, 0), (TWO, 2)):
    for _name in _names:
        NAMES[_name] = filling(_name, _axes)
        NAMES[_name.removesuffix("_")] = NAMES[_name]
NAMES["calculate_gain"] = calculate_gain
