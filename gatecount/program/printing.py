"""What a program prints, with "?" for what nobody knows.

Nobody knows what is printed in a branch that may not run, nor, once a part of a
model is missing or may not be there, anything that is computed: only the program's
own texts stand then.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..counting import CountError
from ..types import TYPE_CHECKING, Value
from .session import Session, current
from .unknown import Partial, is_open

if TYPE_CHECKING:
    from .doubt import Doubt

PARTS = ("_layers", "_modules")  # of Keras, of PyTorch
HELD = [*PARTS, "input_tensors", "_parameters", "_trainable_variables"]
HELD += ["_non_trainable_variables"]


def print_(
    *values: Value,
    sep: Value = " ",
    end: Value = "\n",
    file: Value = None,
    flush: Value = False,
) -> None:
    sep, end = " " if sep is None else sep, "\n" if end is None else end
    text = str(sep).join(map(shown, values)) + str(end)
    if file is not None:
        file.write(text)
    elif not in_a_branch():
        current().write(text)


def shown(value: Value) -> Value:
    if isinstance(value, Partial):
        return str(value)
    if isinstance(value, CountError):
        return worded(value)
    if is_open(value) or in_part(value) or (untold() and not is_written(value)):
        return "?"
    return str(value)


def worded(error: Value) -> str:
    """A refusal in the framework's own words: ours are not what it would print."""
    return getattr(error, "theirs", "?")


def in_part(value: Value, depth: int = 0) -> bool:
    """Does it hold a row of unknown length?"""
    if depth > 3 or not isinstance(value, (list, tuple, dict)):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return any(is_open(each) or in_part(each, depth + 1) for each in parts)


def show(text: str) -> None:
    """Write what a framework prints of a model: a table."""
    if not in_a_branch():
        current().write("?\n" if untold() else text)


def in_a_branch() -> bool:
    """Does it run where nobody knows whether it runs? Then one "?" is all it prints."""
    session = current()
    inside = [each for each in session.doubts if each.inside]
    if inside and not any(each.printed for each in inside):
        session.write("?\n")
        inside[0].printed = True
    return bool(inside)


def is_written(value: Value) -> bool:
    """Does the text stand in the program just as it is?"""
    session = current()
    if "texts" not in session.state:
        try:
            nodes = list(ast.walk(ast.parse(session.source)))
        except SyntaxError:
            nodes = []
        session.state["texts"] = {
            each.value
            for each in nodes
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        }
    return type(value) is str and value in session.state["texts"]


def tentative(part: Value) -> None:
    """Note a layer or a module that is made where nobody knows whether it is."""
    session = current()
    if session.doubts:
        session.tentative.append((part, tuple(session.doubts)))


def trains() -> None:
    """Note that nobody knows whether a part is trained, if that is so here."""
    if any(not each.returns for each in current().doubts):
        current().state["frozen"] = True


def untold() -> bool:
    """Is it not known what the models hold?"""
    session = current()
    if session.tentative and not session.state.get("lost"):
        over = [
            (part, doubts)
            for part, doubts in session.tentative
            if any(
                (each.forks or not each.returns) and each not in session.doubts
                for each in doubts
            )
        ]
        session.state["lost"] = any(doubted(*each, session) for each in over)
    return bool(session.state.get("lost") or session.state.get("frozen"))


def doubted(part: Value, doubts: tuple[Doubt, ...], session: Session) -> bool:
    """May the part be another one, or not be in what holds it?"""
    if any(vars(part).get(name) for name in HELD):
        return True
    owners = [*session.state.get("torch", ())]
    owners += getattr(session.state.get("keras"), "layers", ())
    return any(each is part for owner in owners for each in held(owner))


def held(owner: Value) -> Iterator[Value]:
    for name in PARTS:
        parts = vars(owner).get(name) or ()
        yield from parts.values() if isinstance(parts, dict) else parts
