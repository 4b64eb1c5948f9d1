"""Values that only data would tell, and the data itself.

Whatever a program does with an unknown value gives another one, so that the
lines which load and prepare data do no harm. A size that is not known cannot
be counted: `sizing_arguments` says so, naming the expression and its line.

How an unknown value goes through Python:
- a loop over it runs once, and what the loop collects has an unknown length
  (`each`), so that a vocabulary built from a file is never taken for one word;
- whether it is true, equal or greater is not known: `doubt` says what then runs;
  where Python itself has to decide, in a sort or a search, it is `UndecidedError`;
- two places in the same data differ by a known number: `data[i - 60 : i]` has
  60 rows, whatever `i` is.
"""

from __future__ import annotations

import collections
import itertools
import os.path
import re
import sys
import typing
from collections.abc import Iterator

from ..types import Routine, Value
from .computed import exact
from .result import UnknownSize
from .session import current
from .symbols import STEP, Symbol, letter, named

DEEPEST = 20  # operations of a number that are remembered
LONGEST = 60  # characters of the text that names a value
# Called again, these give another value.
FURTHER = re.compile(r"(?:read|next|pop|step|recv|poll|rand|sample|choice|draw)\w*$")
HOME = os.path.dirname(__file__)
TYPING = typing.get_type_hints.__code__.co_filename


class UndecidedError(TypeError):
    """Python has to know what only data would tell."""

    def __init__(self, value: Unknown) -> None:
        super().__init__(f"{value.text} is not known")
        self.value = value


def decided(value: Unknown, answer: bool = True) -> bool:
    """Our own code takes an unknown value for true; the program's cannot. `typing` asks
    whether an annotation is Any."""
    asking = sys._getframe(2).f_code.co_filename
    if asking == TYPING:
        return False
    if asking.startswith(HOME):
        return answer
    raise UndecidedError(value)


class Unknown:
    """`text` is how the program arrived at it, from `line` on."""

    shape: Value = None
    steps: tuple[
        Value, ...
    ] = ()  # an operation and its operands, of a number: see `computed`
    depth = 0

    def __init__(
        self,
        text: Value,
        line: int | None = None,
        each: bool = False,
        base: Unknown | None = None,
        offset: int = 0,
    ) -> None:
        text = text if isinstance(text, str) else "…"
        half = LONGEST // 2
        self.text = (
            text if len(text) <= LONGEST else f"{text[:half]}…{text[1 - half :]}"
        )
        self.line = line if line is not None else current().line
        self.each = each
        self.base = self if base is None else base
        self.offset = offset
        self.root = object()  # what it comes from: two files are not one

    def derived(
        self, text: Value, each: bool | None = None, same: bool = True
    ) -> Value:
        """Another unknown value, computed from this one: the `same` wherever the
        program computes it, if the text tells how."""
        made = self.kind(text, self.line, self.each if each is None else each)
        if same and len(text) <= LONGEST:
            made.root = self.root
        return made

    def by(self, *steps: Value) -> Unknown:
        """The same value, which remembers what it is computed from."""
        depth = 1 + max(getattr(each, "depth", 0) for each in steps)
        if depth < DEEPEST:
            self.steps, self.depth = steps, depth
        return self

    kind = property(lambda self: Unknown)

    def number(self, text: str) -> Value:
        """A number that this value would tell."""
        made = Unknown(text, self.line)
        made.root = self.root
        return made

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self.derived(f"{self.text}.{name}")

    def __call__(self, *values: Value, **named: Value) -> Value:
        from .effects import may_be_called
        from .entrances import handed

        handed((*values, *named.values()))
        for each in (*values, *named.values()):
            may_be_called(each)
        given = [written(each) for each in values]
        given += [f"{name}={written(each)}" for name, each in named.items()]
        told = ", ".join(given)
        again = "…" in told or FURTHER.search(self.text)
        return self.derived(f"{self.text}({told})", same=not again)

    def __getitem__(self, key: Value) -> Value:
        told = written(key)
        return self.derived(f"{self.text}[{told}]", same="…" not in told)

    def __setitem__(self, key: Value, value: Value) -> None:
        pass

    def __delitem__(self, key: Value) -> None:
        pass

    def __iter__(self) -> Iterator[Unknown]:
        yield self.derived(f"{self.text}[…]", each=True, same=False)

    def __reversed__(self) -> Value:
        return iter(self)

    def __next__(self) -> Value:
        return self.derived(f"next({self.text})", same=False)

    def __contains__(self, value: Value) -> bool:
        return decided(self)

    def __bool__(self) -> bool:
        return decided(self)

    def __len__(self) -> int:  # only where Python itself asks: see `length`
        return int(decided(self))

    def __float__(self) -> float:
        raise UndecidedError(self)

    __complex__ = __index__ = __int__ = __float__

    def __str__(self) -> str:
        return "?"

    def __format__(self, how: str) -> str:
        return "?"

    __repr__ = __str__

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: Value) -> Value:
        return Unknown(f"{self.text} == {written(other)}", self.line, self.each)

    def __ne__(self, other: Value) -> Value:
        return Answer(f"{self.text} != {written(other)}", self.line, self.each)

    def __enter__(self) -> Unknown:
        return self

    def __exit__(self, *error: Value) -> Value:
        return False

    def __add__(self, other: Value) -> Value:
        return self._moved(other, 1, "+")

    def __radd__(self, other: Value) -> Value:
        return self._moved(other, 1, "+", reverse=True)

    def __sub__(self, other: Value) -> Value:
        if isinstance(other, Unknown) and other.base is self.base:
            return self.offset - other.offset
        return self._moved(other, -1, "-")

    def _moved(
        self, other: Value, sign: int, symbol: str, reverse: bool = False
    ) -> Value:
        pair = (written(other), self.text) if reverse else (self.text, written(other))
        text = f" {symbol} ".join(pair)
        if type(other) is int:
            offset = self.offset + sign * other
            return self.kind(text, self.line, self.each, self.base, offset)
        made = self.derived(text)
        return made.by(symbol, *((other, self) if reverse else (self, other)))

    __pos__ = __enter__


class Answer(Unknown):
    """A comparison whose answer is not known."""

    steps = ("bool",)

    def __bool__(self) -> bool:
        return decided(self, False)


def _binary(symbol: str, kind: type[Value] | None = None) -> tuple[Routine, Routine]:
    def forward(self: Value, other: Value) -> Value:
        return together(self, other, self, other)

    def backward(self: Value, other: Value) -> Value:
        return together(self, other, other, self)

    def together(self: Value, other: Value, *pair: Value) -> Value:
        text = f" {symbol} ".join(map(written, pair))
        made = (kind or self.kind)(text, self.line, self.each)
        if len(text) <= LONGEST:
            made.root = self.root, getattr(other, "root", None)
        return made.by(symbol, *pair)

    return forward, backward


def _unary(pattern: Value) -> Routine:
    return lambda self, *digits: self.derived(pattern.format(self.text))


for _name, _method in {
    "neg": lambda self: self.derived(f"-{self.text}").by("*", self, -1),
    "invert": _unary("~{}"),
    "rsub": _binary("-")[1],
}.items():
    setattr(Unknown, f"__{_name}__", _method)
for _name in "abs round ceil floor trunc".split():
    setattr(Unknown, f"__{_name}__", _unary(f"{_name}({{}})"))
OPERATORS = """mul * truediv / floordiv // mod % pow ** matmul @ and & or | xor ^
    lshift << rshift >>""".split()
for _name, _symbol in zip(OPERATORS[::2], OPERATORS[1::2]):
    _forward, _backward = _binary(_symbol)
    setattr(Unknown, f"__{_name}__", _forward)
    setattr(Unknown, f"__r{_name}__", _backward)
    setattr(Unknown, f"__i{_name}__", _forward)
for _name, _symbol in {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}.items():
    setattr(Unknown, f"__{_name}__", _binary(_symbol, Answer)[0])


def written(value: Value) -> str:
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


class Open(list[Value]):
    """A row of unknown length; what it holds stands for any of its members. `end` is
    what would tell where it ends, if that is one thing."""

    def __init__(self, values: Value = (), end: Value = None) -> None:
        super().__init__(values)
        self.end = end


class Partial(str):
    """A text with "?" in it, for what is not known."""


def is_open(value: Value) -> bool:
    """Is it a container of unknown length?"""
    if isinstance(value, (Open, Partial)):
        return True
    if not isinstance(value, (list, set, dict, tuple, frozenset, collections.deque)):
        return False
    if id(value) in current().opened:
        return True
    if isinstance(value, (tuple, frozenset)):
        return False
    some = itertools.islice(value, 50)
    return any(isinstance(each, Unknown) and each.each for each in some)


def open_up(value: Value, text: str | None = None) -> Value:
    """From here on, the length of this container is not known."""
    doubts = current().doubts
    why = doubts[-1].text if doubts else "what the program reads"
    line = doubts[-1].line if doubts else current().line
    current().opened[id(value)] = value, text or why, line
    current().state.get("lengths", {}).pop(id(value), None)
    return value


def closed(values: tuple[Value, ...]) -> None:
    """Refuse a row of which nobody knows how many are in it."""
    if any(isinstance(each, (list, tuple)) and is_open(each) for each in values):
        raise UndecidedError(Unknown("[…]"))


def plain_number(value: Value) -> bool:
    return value is None or isinstance(value, (int, float, str, bytes, complex))


def find_unknown(value: Value) -> Unknown | None:
    """An unknown value in `value`, or in what it holds; None if there is none."""
    if isinstance(value, Unknown):
        return None if value.shape else value  # an array is no size
    if isinstance(value, (tuple, list, set, frozenset)):
        found = map(find_unknown, value)
        return next((each for each in found if each is not None), None)
    if isinstance(value, dict):
        return find_unknown(list(value.values()))
    return None


def is_unknown(value: Value) -> bool:
    return isinstance(value, Unknown)


def sized(value: Value) -> Value:
    """The same sizes, with a symbol for each that only data would tell."""
    if isinstance(value, Unknown) and not value.shape:
        return symbol(value)
    if isinstance(value, (tuple, list)) and find_unknown(value) is not None:
        return type(value)(sized(each) for each in value)
    return value


def symbol(value: Unknown) -> Value:
    """The letter of an unknown size, or the number that the reader has given it; what
    is computed from others has none of its own."""
    session, base = current(), value.base
    number = exact(base, sized, is_size)
    if number is not None:
        return positive(number + value.offset)
    key = key_of(base)
    if key not in session.symbols:
        written = session.name_of(base)
        if not written and value is base:
            written = session.expression_of(value)
        elif not written and (whole := session.name_of(value)):
            written = f"{whole} {'-' if value.offset > 0 else '+'} {abs(value.offset)}"
        elif not written and (whole := session.expression_of(value)):
            shorter = re.sub(r"\s*[-+]\s*\d+$", "", whole)  # n + 1 -> n
            written = shorter if shorter != whole else None
        written = written or base.text
        name = letter(written, session)
        session.symbols[key] = UnknownSize(
            name, session.line, written, base.text, base.line
        )
    name = session.symbols[key].name
    if name in session.given:
        return session.given[name] + value.offset
    return named(name, list(session.symbols).index(key), session.probe) + value.offset


def answered(value: Value) -> Value:
    """What the reader says of a value that some layer has asked for; or the value."""
    session = current()
    if not session.given or not isinstance(value, Unknown):
        return value
    entry = session.symbols.get(key_of(value.base))
    if entry is None or entry.name not in session.given:
        return value
    return session.given[entry.name] + value.offset


def positive(number: Value) -> Value:
    """Of n - m and n // m nobody knows that our letters give no size."""
    if isinstance(number, Symbol) and number < 1:
        return Symbol(STEP - number, number.terms)
    return number


def key_of(base: Unknown) -> Value:
    return base.text, base.line, base.root


def is_size(base: Unknown) -> bool:
    """Is it a whole number beyond doubt?"""
    counted = base.text.startswith(("len(", "len of", "int(")) or ".shape[" in base.text
    return counted or key_of(base) in current().symbols
