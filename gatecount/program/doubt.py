"""What a program does where only data would tell what it does.

A condition on unknown data decides nothing: one branch runs, so that its layers
are there, and whatever it may have changed is not known afterwards. A loop over
unknown data runs once, a container that is filled there has an unknown length
(it is `open`). All of it is asked by the helpers that `rewriting` writes into the
program. While a doubt is on the session's stack, the program may not be here.
"""

from __future__ import annotations

import collections
import functools
import inspect
import sys

from ..counting import CountError
from ..types import Routine, Value
from .effects import may_be_called
from .looping import Work
from .making import is_maker, is_part
from .printing import untold, worded
from .session import current, is_running
from .symbols import Symbol
from .unknown import (
    Answer,
    Open,
    Partial,
    Unknown,
    answered,
    is_open,
    open_up,
    plain_number,
)

ENOUGH = 50  # values that stand for any in a container of unknown length
CONTAINERS = (list, dict, set, collections.deque)


class Doubt:
    """A condition that is not known: which branch runs, and why nobody knows."""

    __slots__ = (
        *("branch", "code", "forks", "held", "inside", "line", "printed"),
        *("returns", "runs", "text"),
    )

    def __init__(self, runs: bool, text: str, line: int, forks: bool = False) -> None:
        self.runs, self.text, self.line, self.forks = runs, text, line, forks
        self.branch = False  # an `if`, not a loop: what is in it may never run
        self.returns = False  # the function may have been left there
        self.code = None  # of the function in whose expression it is
        self.inside = False  # its branch is running
        self.printed = False  # has it?
        self.held: dict[
            str, Value
        ] = {}  # models and layers that the names stood for before

    def __bool__(self) -> bool:
        return self.runs


def doubtful(value: Value) -> bool:
    """Is it not known what Python would decide on this value?"""
    if isinstance(value, (Unknown, Symbol)) or is_open(value):
        return True
    return getattr(type(value), "undecided", None) is not None and value.undecided


MOST_ROWS = 100


def uncounted(values: Value) -> bool:
    """Is it not known how many rounds a loop over it has? The rows of an array are
    counted, even where their numbers are not known."""
    shape = values.shape if isinstance(values, Unknown) else None
    if isinstance(shape, tuple) and shape and type(shape[0]) is int:
        return shape[0] > MOST_ROWS
    return doubtful(values)


def push(text: str, line: int, runs: bool = True, forks: bool = False) -> Value:
    doubt = Doubt(runs, text, line, forks)
    Work.rounds += 40  # it takes as long as so many rounds of a loop
    current().pushed += 1
    current().doubts.append(doubt)
    return doubt


def text_of(value: Value) -> str:
    value = value.end if isinstance(value, Open) else value  # of a range
    return value.text if isinstance(value, Unknown) else "…"


def decide(value: Value, first: Value, forks: Value, loop: Value = None) -> Value:
    """The condition of an `if`. `first` is the branch to run if it is not known:
    True, False, or None, where a comparison is taken for no. It `forks` if the
    other branch may build something else."""
    if not doubtful(value := answered(value)):
        return value if value.__class__ is bool else bool(value)
    runs = first if first is not None else not isinstance(value, Answer)
    if loop is not None:
        loop.over = True
    doubt = push(text_of(value), current().line, runs, forks)
    doubt.branch = doubt.inside = True
    names = sys._getframe(1).f_locals
    doubt.held = {name: each for name, each in names.items() if is_part(type(each))}
    return doubt


def settle(doubt: Value, keep: Value = False, returns: Value = False) -> None:
    """An `if` is over. One that may have left its block stays in doubt."""
    if not is_running():  # in a generator that is thrown away after the program
        return
    if doubt.__class__ is Doubt:
        doubt.returns, doubt.inside = returns, False
    if doubt.__class__ is Doubt and not keep and doubt in current().doubts:
        current().doubts.remove(doubt)


def in_doubt(doubt: Value) -> bool:
    return doubt.__class__ is Doubt


def end(function: Value) -> None:
    """A function is over, and what was not known about the way through it."""
    del current().doubts[function.depth :]
    current().calls[function.code] -= 1


def maybe(value: Value, text: Value = "", doubt: Value = None) -> Value:
    """A value that a branch may have set, or not."""
    old = doubt.held.get(text) if doubt is not None else None
    if old is not None and old is not value and is_part(type(value)):
        current().state.setdefault("swapped", []).append((old, value, doubt))
    if plain_number(value) or isinstance(value, Symbol):
        return Unknown(text)
    if isinstance(value, (tuple, frozenset, *CONTAINERS)):
        return Unknown(text) if not is_open(value) else value
    if isinstance(value, Unknown) and value.shape and not value.each:
        known = all(type(size) is int for size in value.shape)
        return value.kind(text, value.line) if known else value
    if is_maker(value, set()):
        return doubted(value, text)
    changed = getattr(type(value), "doubted", None)
    return value if changed is None else changed(value)


def doubted(maker: Value, text: str) -> Routine:
    """A class of layers, or a function that makes some, which may be another one."""

    @functools.wraps(maker, updated=())
    def called(*values: Value, **named: Value) -> Value:
        session = current()
        doubt = push(text, session.line, forks=True)
        try:
            return maker(*values, **named)
        finally:
            if doubt in session.doubts:
                session.doubts.remove(doubt)

    return called


def absent(text: Value) -> Value:
    return Unknown(text)


def doubting() -> bool:
    return bool(current().doubts)


def away(*modules: Value) -> bool:
    """Is one of these modules, which the program tries to import, not here?"""
    from .libraries.other import Module

    return any(isinstance(current().modules.get(each), Module) for each in modules)


def kept(owner: Value, name: Value, value: Value) -> Value:
    """What an attribute is set to while nobody knows whether it is."""
    if current().doubts and plain_number(value):
        old = getattr(owner, "__dict__", {}).get(name, value)
        if old is not value and old != value:
            return Unknown(name)
    return value


def changed(owner: Value, name: Value) -> None:
    """What the branch that was not run may have changed: a container, or a number that
    an object holds."""
    own = getattr(owner, "__dict__", {})
    value = own.get(name) if name else owner
    touched(value)
    if name is None and isinstance(value, CONTAINERS):  # and one that it holds
        for each in value.values() if isinstance(value, dict) else value:
            touched(each)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if isinstance(own, dict):
            own[name] = Unknown(name)
        else:  # of a class
            setattr(owner, name, Unknown(name))


def fresh(value: Value) -> Value:
    """A container made in a branch belongs to it."""
    session = current()
    if session.doubts and isinstance(value, CONTAINERS):
        session.fresh[id(value)] = (value, len(session.doubts))
    return value


def touched(value: Value) -> Value:
    """A container that is changed; in doubt, its length is not known any more."""
    session = current()
    if session.doubts and isinstance(value, CONTAINERS):
        _, depth = session.fresh.get(id(value), (None, 0))
        if len(session.doubts) > depth:
            open_up(value)
    return value


def changing(value: Value, name: Value) -> Value:
    """A method that changes its container."""
    touched(value)
    method, held = getattr(value, name), value
    if not isinstance(value, CONTAINERS):
        return method

    def called(*values: Value, **named: Value) -> Value:
        if name == "sort":
            from .builtin import sorted_

            held[:] = sorted_(value, **named)
            return None
        if any(map(doubtful, values)) and name not in ("append", "add", "insert"):
            open_up(value)
            if name in ("extend", "update") and isinstance(value, (list, set)):
                method(*values)
            return Unknown(name)
        if len(value) > ENOUGH and is_open(value) and any(map(doubtful, values)):
            return None
        if is_open(value) and name in ("pop", "popitem", "setdefault", "remove"):
            return Unknown(name)
        return method(*values, **named)

    return called


def members(value: Value) -> Value:
    """`*value`, or the row of layers that a model is given: of a piece whose end is not
    known, each may belong to it or not."""
    parts = value if isinstance(value, Open) else ()
    for each in (part for part in parts if is_part(type(part))):
        session = current()
        doubt = push(getattr(value.end, "text", "…"), session.line)
        spots = [*vars(each).get("_spots", ()), session.place()]
        object.__setattr__(each, "_spots", spots)
        session.doubts.remove(doubt)
    unknown = isinstance(value, Unknown) and value.shape is None
    if unknown or (is_open(value) and not any(is_part(type(each)) for each in value)):
        current().state.setdefault("rows", []).append(value)
    return value


def is_shape(row: Value) -> bool:
    """`*matrix.shape`: a function that takes it knows how many axes there are."""
    return isinstance(row, Unknown) and row.text.endswith((".shape", ".size()"))


def counted(function: Value) -> Routine:
    """A function that is given `*values`: a layer needs to know how many they are."""
    rows = current().state.setdefault("rows", [])
    before = len(rows)

    def called(*values: Value, **named: Value) -> Value:
        several = rows[before:]
        del rows[before:]
        row_of_layers = getattr(function, "__name__", "") == "Sequential"
        if len(several) == len(values) == 1 and is_shape(several[0]):
            kind: Value = getattr(function, "engine", None) or function
            wanted = [
                each
                for each in inspect.signature(kind).parameters.values()
                if each.default is each.empty
                and each.kind == each.POSITIONAL_OR_KEYWORD
            ]
            values, several = tuple(several[0][n] for n, _ in enumerate(wanted)), []
        if several and is_maker(function, set()) and not row_of_layers:
            raise CountError(
                "How many values *{row} has is not known here. Write them one by one.",
                row=text_of(several[0]),
            )
        return function(*values, **named)

    return called


def seen(value: Value, name: Value) -> Value:
    """A method that tells something of its container, or of a text."""
    if is_open(value):
        if name in ("items", "keys", "values") and isinstance(value, dict):
            found = list(getattr(value, name)())
            return lambda: Open(found) if found else Unknown(name)
        if name == "copy":
            return lambda: value
        return lambda *values, **named: Unknown(f"….{name}(…)")
    method = getattr(value, name)
    if isinstance(value, (str, bytes, list, dict, tuple, set)):

        def called(*values: Value, **named: Value) -> Value:
            if name in ("index", "count", "remove") and any(map(doubtful, value)):
                return Unknown(f"….{name}(…)")
            if any(map(doubtful, values)) and name != "format":
                if isinstance(value, (list, tuple)) or name == "join":
                    return Unknown(f"….{name}(…)")
                if isinstance(value, dict) and name == "get" and value:
                    return one_of(value.values(), f"….{name}(…)")
            if name == "join" and len(values) == 1:
                parts = list(values[0])
                if any(map(doubtful, parts)):
                    return Unknown(f"….{name}(…)")
                return method(parts)
            return method(*values, **named)

        return called
    return method


def one_of(
    values: Value, text: str, line: int | None = None, each: bool = False
) -> Routine | Unknown:
    """One of these, nobody knows which; the first of those that make layers."""
    makers = (value for value in values if is_maker(value, set()))
    first = next(makers, None)
    return Unknown(text, line, each) if first is None else doubted(first, text)


def told(key: Value, value: Value) -> Value:
    """In a text: an open container is not known."""
    if isinstance(value, CountError):
        value = worded(value)
    if doubtful(value):
        current().state.setdefault("asked", {})[key] = value
    if is_open(value) and not isinstance(value, (Unknown, Partial)):
        return Unknown("…")
    if untold() and not isinstance(value, (Unknown, Symbol)):
        current().state.setdefault("asked", {})[key] = value
        return Unknown("…")
    return value


def text(key: Value, value: Value) -> Value:
    """An f-string, of which a part may be "?"."""
    found = current().state.get("asked", {}).pop(key, None)
    return value if found is None else Partial(value)


HELPERS = {
    "__decide__": decide,
    "__settle__": settle,
    "__in_doubt__": in_doubt,
    "__maybe__": maybe,
    "__absent__": absent,
    "__doubting__": doubting,
    "__away__": away,
    "__kept__": kept,
    "__changed__": changed,
    "__may_be_called__": may_be_called,
    "__fresh__": fresh,
    "__touched__": touched,
    "__changing__": changing,
    "__counted__": counted,
    "__members__": members,
    "__seen__": seen,
    "__told__": told,
    "__text__": text,
    "__end__": end,
}
