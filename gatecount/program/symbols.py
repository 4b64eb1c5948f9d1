"""Sizes that only data would tell, as letters: polynomials that pass for numbers.

The engine computes with a symbol as with any number (it stands for one that no
program has); what comes out knows which polynomial it is, and prints as "?".
"""

from __future__ import annotations

import re
import sys

from ..types import TYPE_CHECKING, Routine, Self, TypeAlias, Value

if TYPE_CHECKING:
    from .session import Session

SOURCE = "<program>"  # the file name of the program's code
# The letters stand for many times this: heads, groups and halves divide them.
STEP = 20_160
PROBE = 50 * STEP  # no program has this many of anything
OTHER = 134 * STEP  # nor this many: see `settled`


Terms: TypeAlias = dict[tuple[str, ...], int]


class Symbol(int):
    """`terms`: a tuple of names (a product) -> how many times it is taken."""

    terms: Terms

    def __new__(cls, value: Value, terms: Value) -> Self:
        made = super().__new__(cls, value)
        made.terms = terms
        return made

    def __str__(self) -> str:
        return "?"

    __repr__ = __str__

    def __format__(self, how: str) -> str:
        return "?"

    def __deepcopy__(self, memo: Value) -> Value:
        return self

    def __reduce__(self) -> Value:
        return Symbol, (int(self), self.terms)

    @property
    def formula(self) -> str:
        """`256n + 16640`: the polynomial in plain text."""
        parts = []
        for names, times in sorted(self.terms.items(), key=order):
            product = " x ".join(names)
            if not names or abs(times) != 1:
                product = f"{abs(times):,} x {product}" if names else f"{abs(times):,}"
            parts.append(("- " if times < 0 else "+ ") + product)
        text = " ".join(parts) or "0"
        return text.removeprefix("+ ")

    @property
    def names(self) -> Value:
        return list(dict.fromkeys(name for names in self.terms for name in names))


def order(term: tuple[tuple[str, ...], int]) -> tuple[int, tuple[str, ...]]:
    return -len(term[0]), term[0]


def named(name: str, place: int, probe: int = PROBE) -> Symbol:
    """The unknown size of this name; each stands for a number of its own."""
    return Symbol(probe + STEP * place, {(name,): 1})


LETTERS = "n k p q r s t u v w x y z".split()


def letter(written: str, session: Session) -> str:
    """A name of its own: that of the program, if it is one; the one by which it was
    asked for, where others have been answered."""
    taken = {each.name for each in session.symbols.values()}
    for name in session.asked.get((written, session.line), ()):
        if name not in taken:
            return name
    taken.update(name for names in session.asked.values() for name in names)
    if written.isidentifier() and written not in taken:
        return written
    taken.update(re.findall(r"\b[a-z]\b", session.source))
    free = (each for each in LETTERS if each not in taken)
    return next(free, f"n{len(taken)}")


def terms_of(value: Value) -> dict[tuple[str, ...], int]:
    if isinstance(value, Symbol):
        return value.terms
    return {(): int(value)} if value else {}


def made(value: int, terms: dict[tuple[str, ...], int]) -> Value:
    terms = {names: times for names, times in terms.items() if times}
    if set(terms) <= {()}:
        return terms.get((), 0)
    return Symbol(value, terms)


def added(one: Value, two: Value, sign: Value = 1) -> Value:
    terms = dict(terms_of(one))
    for names, times in terms_of(two).items():
        terms[names] = terms.get(names, 0) + sign * times
    return made(int(one) + sign * int(two), terms)


def multiplied(one: Value, two: Value) -> Value:
    terms: Terms = {}
    for first, times in terms_of(one).items():
        for second, more in terms_of(two).items():
            names = tuple(sorted(first + second))
            terms[names] = terms.get(names, 0) + times * more
    return made(int(one) * int(two), terms)


def divided(one: Value, two: Value) -> Value:
    """Whole division: exact where every term can be divided."""
    if type(two) is int and two:
        terms = terms_of(one)
        if all(times % two == 0 for times in terms.values()):
            return made(int(one) // two, {n: t // two for n, t in terms.items()})
    value = int(one) // int(two)
    return Symbol(value, {(f"({shown(one)} // {shown(two)})",): 1})


def shown(value: Value) -> Value:
    if not isinstance(value, Symbol):
        return str(value)
    plain = len(value.terms) == 1 and " " not in value.formula
    return value.formula if plain else f"({value.formula})"


def whole(function: Routine) -> Routine:
    def asked(self: Value, other: Value) -> Value:
        return function(self, other) if isinstance(other, int) else NotImplemented

    return asked


def asking(name: Value) -> Routine:
    """In the program, a comparison is not known; the engine compares numbers."""
    plain = getattr(int, name)

    def asked(self: Value, other: int | None) -> Value:
        if sys._getframe(1).f_code.co_filename == SOURCE:
            from .unknown import Answer

            return Answer(f"{self.formula} …")
        return plain(self, other)

    return asked


for _name in ("lt", "le", "gt", "ge", "eq", "ne", "truediv", "mod"):
    setattr(Symbol, f"__{_name}__", asking(f"__{_name}__"))
for _name, _method in {
    "hash": int.__hash__,
    "add": whole(added),
    "radd": whole(added),
    "sub": whole(lambda self, other: added(self, other, -1)),
    "rsub": whole(lambda self, other: added(other, self, -1)),
    "mul": whole(multiplied),
    "rmul": whole(multiplied),
    "floordiv": whole(divided),
    "rfloordiv": whole(lambda self, other: divided(other, self)),
    "neg": lambda self: multiplied(self, -1),
}.items():
    setattr(Symbol, f"__{_name}__", _method)
