"""An operation on tensors, made from its rule of shapes."""

from __future__ import annotations

import inspect
from functools import cache

from ...counting import CountError
from ...types import TYPE_CHECKING, Routine, Value
from ..unknown import Unknown, find_unknown
from .literals import input_of
from .tensor import Tensor, both, derived

if TYPE_CHECKING:
    from .dtypes import dtype


def operation(
    names: str,
    rule: Routine,
    kind: dtype | None = None,
    register: Routine = both,
    strides: Routine | None = None,
) -> Value:
    """An operation from its rule: the shapes of its tensors, and its other arguments,
    to the result's shape, or to a list of shapes.

    `kind` is the result's dtype, or makes it of the first's; `strides` says how its
    numbers lie, from the first tensor and the result's shape.
    """
    name = names.split()[0]

    def apply(*given: Value, **named: Value) -> Value:
        tensors: list[Tensor] = []
        shapes = []
        wanted = named.get("dtype")
        named = {RENAMED.get(n, n): v for n, v in named.items() if n not in IGNORED}
        if not given and named:  # torch.sum(input=x)
            first = next(iter(named))
            given = (named.pop(first),)
        for n, each in enumerate(given):
            shapes.append(shape_in(each, tensors, name if n == 0 else ""))
        named = {n: shape_in(each, tensors) for n, each in named.items()}
        source = tensors[0]
        made = shape_by(rule, name, shapes, named, tensors)
        dtype = kind(source._dtype) if callable(kind) else kind or source._dtype
        dtype = wanted or dtype
        others = tuple(tensors[1:])
        if isinstance(made, list):
            return tuple(derived(source, shape, dtype, others=others) for shape in made)
        lie = strides(source, made) if strides else None
        return derived(source, made, dtype, others=others, strides=lie)

    return register(*names.split())(apply)


RENAMED = {"dim": "axis", "dims": "axis", "keepdim": "keepdims", "num_samples": "size"}
IGNORED = ("out", "dtype", "device", "layout")
SIZES = "target times sizes lengths repeats size pairs k".split()  # known or not
signature = cache(inspect.signature)


def shape_by(
    rule: Routine, name: str, shapes: Value, named: Value, tensors: list[Tensor]
) -> Value:
    """What the rule says; None where a tensor's axes, or an axis, are not known."""
    try:
        bound = signature(rule).bind(*shapes, **named)
    except TypeError as error:
        raise CountError(
            "{name} takes other arguments: {message}.",
            "TypeError",
            name=name,
            message=str(error),
        ) from error
    if any(each._shape is None for each in tensors):
        return None
    for argument, value in bound.arguments.items():
        if argument in SIZES:
            bound.arguments[argument] = without_unknown(value)
        elif find_unknown(value) is not None:
            return None
    return rule(*bound.args, **bound.kwargs)


def without_unknown(value: Value) -> Value:
    if isinstance(value, (tuple, list)):
        return tuple(map(without_unknown, value))
    return None if isinstance(value, Unknown) else value


def shape_in(value: Value, tensors: list[Tensor], first: str = "") -> Value:
    """The shape of a tensor, or the shapes of several, which are noted."""
    several = isinstance(value, (tuple, list)) and any(
        isinstance(each, Tensor) for each in value
    )
    if several and first not in LISTS:
        several = not first
    if several:
        return [shape_in(each, tensors, "tensor") for each in value]
    if first:
        value = input_of(value)
    if isinstance(value, Tensor):
        tensors.append(value)
        return value._shape
    return value


LISTS = "hstack vstack dstack column_stack block_diag broadcast_tensors".split()
