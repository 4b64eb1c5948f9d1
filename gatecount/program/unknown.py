"""Values that only data would tell, and the data itself.

Whatever a program does with an unknown value gives another one, so that the
lines which load and prepare data do no harm. A size that is not known cannot
be counted: `known` says so, naming the expression and its line.

How an unknown value goes through Python:
- a loop over it runs once, and what the loop collects has an unknown length
  (`each`), so that a vocabulary built from a file is never taken for one word;
- it is true; two unknown values are equal, none is greater than another;
- two places in the same data differ by a known number: `data[i - 60 : i]` has
  60 rows, whatever `i` is.
"""

import math
import types

from ..counting import CountError
from .session import current

LONGEST = 60  # characters of the text that names a value


class Unknown:
    """`text` is how the program arrived at it, from `line` on."""

    shape = None

    def __init__(self, text, line=None, each=False, base=None, offset=0):
        self.text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        self.line = line if line is not None else current().line
        self.each = each
        self.base = self if base is None else base
        self.offset = offset

    def derived(self, text, each=None):
        """Another unknown value, computed from this one."""
        return self.kind(text, self.line, self.each if each is None else each)

    @property
    def kind(self):
        return Unknown

    def number(self, text):
        """A number that this value would tell."""
        return Unknown(text, self.line)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.derived(f"{self.text}.{name}")

    def __call__(self, *values, **named):
        return self.derived(f"{self.text}(…)" if values or named else f"{self.text}()")

    def __getitem__(self, key):
        return self.derived(f"{self.text}[{written(key)}]")

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __iter__(self):
        yield self.derived(f"{self.text}[…]", each=True)

    def __reversed__(self):
        return iter(self)

    def __next__(self):
        return self.derived(f"next({self.text})")

    def __contains__(self, value):
        return True

    def __bool__(self):
        return True

    def __len__(self):  # only where Python itself asks: see `length`
        return 1

    def __index__(self):
        return 0

    __int__ = __index__

    def __float__(self):
        return math.nan

    def __complex__(self):
        return complex(math.nan)

    def __str__(self):
        return "?"

    def __repr__(self):
        return "?"

    def __format__(self, how):
        return "?"

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return Unknown(f"{self.text} == {written(other)}", self.line, self.each)

    def __ne__(self, other):
        return Answer(f"{self.text} != {written(other)}", self.line, self.each)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __add__(self, other):
        return self._moved(other, 1, "+")

    def __radd__(self, other):
        return self._moved(other, 1, "+", reverse=True)

    def __sub__(self, other):
        if isinstance(other, Unknown) and other.base is self.base:
            return self.offset - other.offset
        return self._moved(other, -1, "-")

    def _moved(self, other, sign, symbol, reverse=False):
        pair = (written(other), self.text) if reverse else (self.text, written(other))
        text = f" {symbol} ".join(pair)
        if type(other) is int:
            offset = self.offset + sign * other
            return self.kind(text, self.line, self.each, self.base, offset)
        return self.derived(text)

    def __neg__(self):
        return self.derived(f"-{self.text}")

    def __invert__(self):
        return self.derived(f"~{self.text}")

    def __pos__(self):
        return self

    def __abs__(self):
        return self.derived(f"abs({self.text})")

    def __round__(self, digits=None):
        return self.derived(f"round({self.text})")

    def __ceil__(self):
        return self.derived(f"ceil({self.text})")

    def __floor__(self):
        return self.derived(f"floor({self.text})")

    def __trunc__(self):
        return self.derived(f"trunc({self.text})")


class Answer(Unknown):
    """A comparison whose answer is not known, and taken for no."""

    def __bool__(self):
        return False


def _binary(symbol, kind=None):
    def forward(self, other):
        made = kind or self.kind
        return made(f"{self.text} {symbol} {written(other)}", self.line, self.each)

    def backward(self, other):
        made = kind or self.kind
        return made(f"{written(other)} {symbol} {self.text}", self.line, self.each)

    return forward, backward


OPERATORS = {
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "matmul": "@",
    "and": "&",
    "or": "|",
    "xor": "^",
    "lshift": "<<",
    "rshift": ">>",
}
for _name, _symbol in OPERATORS.items():
    _forward, _backward = _binary(_symbol)
    setattr(Unknown, f"__{_name}__", _forward)
    setattr(Unknown, f"__r{_name}__", _backward)
    setattr(Unknown, f"__i{_name}__", _forward)
Unknown.__rsub__ = _binary("-")[1]
for _name, _symbol in {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}.items():
    setattr(Unknown, f"__{_name}__", _binary(_symbol, Answer)[0])


def written(value):
    """A value as it stands in the text of another."""
    if isinstance(value, Unknown):
        return value.text
    if isinstance(value, slice):
        ends = [value.start, value.stop]
        return ":".join("" if each is None else written(each) for each in ends)
    if isinstance(value, tuple):
        return ", ".join(map(written, value))
    if value is None or value is Ellipsis or isinstance(value, (int, float, str)):
        return "..." if value is Ellipsis else repr(value)
    return "…"


def find_unknown(value):
    """An unknown value in `value`, or in what it holds; None if there is none."""
    if isinstance(value, Unknown):
        return None if value.shape else value  # an array is no size
    if isinstance(value, (tuple, list, set, frozenset)):
        found = map(find_unknown, value)
        return next((each for each in found if each is not None), None)
    if isinstance(value, dict):
        return find_unknown(list(value.values()))
    return None


def is_unknown(value):
    return isinstance(value, Unknown)


def known(*values, **named):
    """Refuse a size, or a setting, that only data would tell."""
    value = find_unknown([*values, *named.values()])
    if value is None:
        return
    if any(each.line == value.line for each in current().missing):
        raise CountError(
            "{size} is not known here: it belongs to a large model whose layers are "
            "not kept here (line {origin}). Write its value there, as a number.",
            "ValueError",
            size=current().expression_of(value) or value.text,
            origin=value.line,
        )
    raise CountError(
        "{size} is not known here: it comes from data that only the program's own "
        "files hold (line {origin}). Write its value there, as a number.",
        "ValueError",
        size=current().expression_of(value) or value.text,
        origin=value.line,
    )


def length(value):
    """len(), of a container that a loop over data has filled too."""
    if isinstance(value, Unknown):
        shape = value.shape
        if shape is None:
            return value.number(f"len({value.text})")
        if not shape:
            raise TypeError("len() of unsized object")
        return shape[0]
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        collected = next((each for each in value if from_loop(each)), None)
        if collected is not None:
            return Unknown("len([…])", origin(collected))
    counted = getattr(type(value), "__len__", None)
    if isinstance(counted, types.FunctionType):  # the program's own, or a tensor's
        found = counted(value)
        if isinstance(found, Unknown):
            return found
    return len(value)


def origin(value):
    """The line from which a collected value comes."""
    return origin(value[0]) if isinstance(value, (list, tuple)) else value.line


def from_loop(value):
    """Does the value stand for as many as a loop over data has gone through?"""
    if isinstance(value, (list, tuple)):
        return bool(value) and from_loop(value[0])
    return isinstance(value, Unknown) and value.each


def math_of(function):
    """A function of numbers, which gives an unknown one for an unknown one."""

    def asked(*values, **named):
        value = find_unknown([*values, *named.values()])
        if value is None:
            return function(*values, **named)
        return value.derived(f"{function.__name__}({value.text})")

    asked.__name__ = function.__name__
    return asked
