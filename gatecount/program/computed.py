"""Sizes computed from unknown ones: 2 * n, n // 2, int(n / 3) have no own letter.

Sums and products of whole numbers are polynomials. What is rounded stands in the
formula as it is written, and needs parts that are whole numbers beyond doubt: of a
share, 0.25, the reader would have to be asked something else.
"""

from __future__ import annotations

import math
import operator

from ..types import Routine, Value
from .symbols import Symbol, shown

EXACT = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
}
REAL = EXACT | {"/": operator.truediv}
ROUNDED: dict[str, Value] = {
    "int": int,
    "round": round,
    "ceil": math.ceil,
    "floor": math.floor,
    "max": max,
    "min": min,
}
ROOTS = {"sqrt": math.sqrt, "log": math.log, "log2": math.log2}


def exact(base: Value, sized: Routine, is_size: Routine) -> Value:
    """The number that `base.steps` give, with letters; None if that is not certain.

    `sized` gives the letter of an unknown value; `is_size` tells whether it has one
    or must be a whole number.
    """
    if not base.steps:
        return None
    kind, *parts = base.steps
    if kind == "**" and type(parts[1]) is int and 0 < parts[1] < 5:
        kind, parts = "*", [parts[0]] * parts[1]
    if kind in EXACT:
        if not all(is_whole(each) or may_be_number(each) for each in parts):
            return None
        first, *rest = map(sized, parts)
        for each in rest:
            first = EXACT[kind](first, each)
        return first
    if kind not in ROUNDED:
        return None
    measured = [real(each, sized, is_size) for each in parts]
    if None in measured:
        return None
    numbers, texts = zip(*measured)
    value = ROUNDED[kind](*numbers)
    if all(text == repr(number) for number, text in measured):
        return value
    text = (
        f"({texts[0]} % {texts[1]})" if kind == "%" else f"{kind}({', '.join(texts)})"
    )
    return Symbol(value, {(text,): 1})


def is_whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def may_be_number(value: Value) -> bool:
    """Not what a comparison says, or bool()."""
    steps = getattr(value, "steps", (None,))
    return not steps or steps[0] in {"**", *REAL, *ROUNDED}


def real(value: Value, sized: Routine, is_size: Routine) -> Value:
    """A number inside something rounded, and its text; None if it may be a fraction."""
    if isinstance(value, Symbol):
        return int(value), shown(value)
    if is_whole(value) or isinstance(value, float):
        return value, repr(value)
    if not hasattr(value, "steps") or value.shape:
        return None
    kind, *parts = value.base.steps or (None,)
    if kind in REAL and not value.offset:
        pair = [real(each, sized, is_size) for each in parts]
        if None in pair:
            return None
        (one, left), (two, right) = pair
        return REAL[kind](one, two), f"{part(left)} {kind} {part(right)}"
    if kind in ROOTS:
        number, text = real(parts[0], sized, is_size) or (None, None)
        return number and (ROOTS[kind](number), f"{kind}({text})")
    if kind in ROUNDED or is_size(value.base):
        return real(sized(value), sized, is_size)
    return None


def part(text: Value) -> Value:
    """In brackets, where it is not one piece."""
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == " " and not depth:
            return f"({text})"
    return text
