"""Tensors of numbers, lists and arrays that were written; other values are refused."""

from __future__ import annotations

from ...counting import CountError
from ...types import Shape, Value
from ..lengths import from_loop
from ..unknown import Unknown, is_open
from .dtypes import BY_NAME, FLOAT32, KINDS, dtype, promote
from .tensor import Tensor, make

MOST_VALUES = 1000  # literals longer than this are kept as a shape only


def as_tensor(value: Value) -> Value:
    """Tensors as they are; numbers, lists and arrays as a tensor of their shape."""
    return value if isinstance(value, Tensor) else literal(value)


def input_of(value: Value) -> Value:
    """What a function of torch takes: a tensor, not a list or a tuple."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Unknown):
        return literal(value)
    kind = type(value).__name__
    if isinstance(value, tuple):
        raise CountError(
            "A tensor is wanted here, not a tuple. A recurrent layer returns "
            "(output, state): write output, _ = lstm(x), and go on with output.",
            "TypeError",
        )
    raise CountError(
        "A tensor is wanted here, not {kind}. Make one, as in torch.tensor(…).",
        "TypeError",
        kind=kind,
    )


def literal(value: Value, wanted: dtype | None = None) -> Value:
    """torch.tensor(value): its shape, its dtype, and its numbers if they are few."""
    shape, kinds, numbers = measured(value)
    found = None
    if wanted is None:
        for kind in kinds:
            new = KINDS.get(kind) if isinstance(kind, type) else kind
            found = new if found is None else promote(found, new)
        if not kinds:
            empty = numbers == [] and shape is not None and None not in shape
            found = FLOAT32 if empty else None  # of numbers from data, nobody knows
    values = tuple(numbers) if numbers is not None else None
    chosen = wanted or found
    if values and chosen is not None and chosen.rank == 2:
        values = tuple(map(float, values))
    return make(shape, chosen, values=values)


def measured(value: Value) -> Value:
    """(shape, kinds of number, the numbers or None) of a nested list."""
    if isinstance(value, Tensor):
        return value._shape, [value._dtype] if value._dtype else [], value._values
    if isinstance(value, (bool, int, float, complex)):
        return (), [type(value)], [value]
    if isinstance(value, str):
        raise CountError(
            "A tensor is made of numbers; {value} is text.", value=repr(value)
        )
    if isinstance(value, (list, tuple, range)):
        return measured_list(list(value), is_open(value))
    return measured_array(value)


def measured_list(items: list[Value], opened: bool = False) -> Value:
    if not opened and all(type(each) in (int, float, bool) for each in items):
        kinds = list(dict.fromkeys(map(type, items)))
        return (len(items),), kinds, items if len(items) <= MOST_VALUES else None
    first: Shape | None = ()
    found: dict[Value, None] = {}
    numbers: list[Value] | None = []
    for each in items:
        shape, more, values = measured_item(each)
        found |= dict.fromkeys(more)
        if each is items[0] or first is None:
            first = shape
        elif differ(shape, first):
            raise CountError(
                "The lists inside are not of one length: {one} and {two}. Make "
                "them equally long, for instance with pad_sequence.",
                one=first,
                two=shape,
            )
        numbers = None if numbers is None or values is None else [*numbers, *values]
    if numbers is not None and len(numbers) > MOST_VALUES:
        numbers = None
    size = None if opened or any(map(from_loop, items)) else len(items)
    return None if first is None else (size, *first), list(found), numbers


def measured_item(value: Value) -> Value:
    """In a list, an unknown value is one number, unless it is known to be data."""
    if type(value) is Unknown:
        return (), [], None
    return measured(value)


def differ(one: Shape, two: Shape) -> bool:
    if None in (one, two):
        return False
    return len(one) != len(two) or any(
        a != b and None not in (a, b) for a, b in zip(one, two)
    )


def measured_array(value: Value) -> tuple[Shape | None, list[Value], Value]:
    """NumPy's arrays, and whatever else has a shape."""
    shape = getattr(value, "shape", None)
    if not isinstance(shape, (tuple, list)):
        return None, [], None
    kind = BY_NAME.get(str(getattr(value, "dtype", "")))
    shape = tuple(None if isinstance(size, Unknown) else size for size in shape)
    return shape, [kind] if kind else [], None
