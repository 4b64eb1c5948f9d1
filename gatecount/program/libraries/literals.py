"""The numbers of small arrays that a program writes out itself.

They are nested lists. A label's greatest value, or how many words there are, can
decide the size of a layer; so numbers are kept where the program tells them.
"""

import operator
from math import prod

from ...shapes.sizes import product
from ...types import Routine, Value
from ..symbols import Symbol

MOST = 10_000  # numbers
PLAIN = (int, float, str)  # True is an int


class NumpyInt(int):
    """np.int64: a whole number that is no int, as some frameworks insist."""

    def __repr__(self) -> str:
        return f"np.int64({int(self)})"

    def __str__(self) -> str:
        return int.__repr__(self)

    def __format__(self, how: str) -> str:
        return format(int(self), how)

    def item(self) -> Value:
        return int(self)

    def astype(self, kind: Value) -> Value:
        return self

    shape = property(lambda self: ())

    dtype = "int64"


def _arithmetic(name: Value) -> Routine:
    plain = getattr(int, name)

    def computed(self: Value, other: Value) -> NumpyInt:
        found = plain(self, other)
        return NumpyInt(found) if type(found) is int else found

    return computed


for _name in "add sub mul floordiv mod radd rsub rmul rfloordiv".split():
    setattr(NumpyInt, f"__{_name}__", _arithmetic(f"__{_name}__"))


def scalar(value: Value) -> Value:
    """A number out of an array."""
    return NumpyInt(value) if type(value) is int else value


def literal(value: Value) -> Value:
    """The value as nested lists of numbers; None if it is anything else."""
    found, count = _literal(value)
    return found if count <= MOST else None


def _literal(value: Value) -> tuple[Value, int]:
    if isinstance(value, Symbol):  # it stands for a number, and has none
        return None, MOST + 1
    if isinstance(value, PLAIN):
        return value, 1
    data = getattr(value, "data", None)
    if data is not None and getattr(value, "shape", None) is not None:
        return data, product(value.shape)
    if isinstance(value, range):
        return list(value), len(value)
    if not isinstance(value, (list, tuple)) or len(value) > MOST:
        return None, MOST + 1
    rows, count = [], 0
    for each in value:
        row, number = _literal(each)
        count += number
        if row is None or count > MOST:
            return None, MOST + 1
        rows.append(row)
    return rows, count


def flat(data: Value) -> Value:
    if isinstance(data, list):
        return [leaf for each in data for leaf in flat(each)]
    return [data]


def grouped(leaves: Value, shape: Value) -> Value:
    """The leaves as nested lists of this shape."""
    if not shape:
        return leaves[0]
    step = prod(shape[1:])
    return [
        grouped(leaves[n * step : (n + 1) * step], shape[1:]) for n in range(shape[0])
    ]


def picked(data: Value, keys: list[Value]) -> Value:
    """data[keys], for numbers and slices; None for any other key."""
    if not keys:
        return data
    key, *rest = keys
    if isinstance(key, slice) and isinstance(data, list):
        return [picked(each, rest) for each in data[key]]
    if isinstance(key, int) and isinstance(data, list):
        return picked(data[key], rest)
    raise LookupError


def reduced(name: Value, data: Value) -> Value:
    """The sum, the maximum, ... of all numbers."""
    leaves = flat(data)
    if not leaves or name not in REDUCTIONS:
        return None
    try:
        return scalar(REDUCTIONS[name](leaves))
    except TypeError:
        return None


REDUCTIONS: dict[str, Value] = {
    "sum": sum,
    "max": max,
    "amax": max,
    "min": min,
    "amin": min,
    "prod": prod,
    "mean": lambda leaves: sum(leaves) / len(leaves),
    "average": lambda leaves: sum(leaves) / len(leaves),
    "argmax": lambda leaves: leaves.index(max(leaves)),
    "argmin": lambda leaves: leaves.index(min(leaves)),
    "any": any,
    "all": all,
}
OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def computed(symbol: str, one: Value, two: float | str | None) -> Value:
    """Number by number, for equal shapes or a single number; else None."""
    if symbol not in OPERATORS or one is None or two is None:
        return None
    try:
        return _computed(OPERATORS[symbol], one, two)
    except (TypeError, ArithmeticError, ValueError):
        return None


def _computed(function: Value, one: Value, two: Value) -> Value:
    if isinstance(one, list) and isinstance(two, list):
        if len(one) != len(two):
            raise ValueError
        return [_computed(function, a, b) for a, b in zip(one, two)]
    if isinstance(one, list):
        return [_computed(function, each, two) for each in one]
    if isinstance(two, list):
        return [_computed(function, one, each) for each in two]
    return function(one, two)


def text(data: list[int | list[int]]) -> Value:
    """An array of whole numbers as NumPy prints it; "?" for any other."""
    leaves = flat(data)
    if not leaves or not all(type(each) is int for each in leaves):
        return "?"
    width = max(len(str(each)) for each in leaves)
    written = _text(data, width, 1)
    long = any(len(line) > 75 for line in written.split("\n"))
    return "?" if long or len(leaves) > 1000 else written


def _text(data: Value, width: int, depth: int) -> str:
    if not isinstance(data[0], list):
        return f"[{' '.join(str(each).rjust(width) for each in data)}]"
    inner = [_text(each, width, depth + 1) for each in data]
    axes = 1
    first = data[0]
    while isinstance(first[0], list):
        first, axes = first[0], axes + 1
    return "[" + ("\n" * axes + " " * depth).join(inner) + "]"
