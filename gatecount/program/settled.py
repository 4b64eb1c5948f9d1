"""A letter stands for a number that no program has. Were that taken for a size, a
count would depend on it: so a program with letters runs twice, with other numbers, and
what is not the same both times is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from ..types import TYPE_CHECKING, Value
from .symbols import Symbol

if TYPE_CHECKING:
    from .result import Model, ModelCount

NUMBER = re.compile(r"\d[\d,.]*")


def settled(answer: ModelCount, other: ModelCount) -> ModelCount:
    """The answer, without what the other run says otherwise."""
    models = [alike(one, two) for one, two in zip_longest(answer.models, other.models)]
    return replace(
        answer,
        models=tuple(models[: len(answer.models)]),
        printed=same(answer.printed, other.printed),
        unsure=sizes(answer) != sizes(other),
    )


def alike(one: Model, two: Model) -> Model:
    if one is None or two is None:
        return one
    return replace(one, drawn=lambda: same(one.drawn(), two.drawn()))


def same(text: str, other: str) -> str:
    """Text in which "?" stands for the numbers that differ."""
    if text == other:
        return text
    rows = zip_longest(text.split("\n"), other.split("\n"))
    return "\n".join(line(*row) for row in rows if row[0] is not None)


def line(one: Value, two: Value) -> Value:
    if one == two:
        return one
    return NUMBER.sub(lambda found: "?".ljust(len(found[0])), one)


def sizes(answer: ModelCount) -> Value:
    """All that is counted, in letters."""
    return [
        size.formula if isinstance(size, Symbol) else size
        for model in answer.models
        for weight in model.weights
        for size in (weight.name, *weight.shape)
    ]
