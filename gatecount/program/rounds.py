"""Loops and comprehensions over what only data would tell: their bodies run once."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from types import CodeType

from ..types import Value
from .doubt import doubtful, push, text_of, uncounted
from .looping import goes_on, is_long, rounds
from .session import current, is_running
from .symbols import Symbol
from .unknown import UndecidedError, Unknown, open_up


class Loop:
    """A loop that is running; `over` ends it after this round."""

    __slots__ = ("code", "depth", "doubted", "over", "rounds")

    def __init__(self) -> None:
        self.depth = len(current().doubts)
        self.rounds, self.over, self.doubted = 0, False, False
        self.code: CodeType | None = None


DEEPEST = 8  # calls of a function inside itself, where only data would end them


def called() -> Loop:
    """A function begins that may end early."""
    function, session = Loop(), current()
    function.code = sys._getframe(1).f_code
    session.calls[function.code] += 1
    if session.doubts and session.calls[function.code] > DEEPEST:
        session.calls[function.code] -= 1
        raise UndecidedError(Unknown(function.code.co_name))
    return function


def unsure(loop: Loop) -> bool:
    """A loop has ended: is it not known how many rounds it has?"""
    session = current()
    if loop.doubted and len(session.doubts) == loop.depth:
        push("a long loop", session.line)
    return len(session.doubts) > loop.depth


def leave(loop: Loop) -> None:
    """A loop is left, and what was not known about it."""
    if not is_running():  # a generator that is thrown away after the program
        return
    doubts = current().doubts
    doubts[loop.depth :] = [each for each in doubts[loop.depth :] if each.returns]


def begin() -> int:
    """Where the doubts of a comprehension begin."""
    return len(current().doubts)


def keep(value: Value) -> Value:
    if doubtful(value):
        push(text_of(value), current().line)
        return True
    return value


def each_of(values: Value) -> Value:
    """What a comprehension goes over."""
    if isinstance(values, types.GeneratorType):
        return watched(values)
    if not uncounted(values):
        return values
    push(text_of(values), current().line)
    return once_each(values)


def watched(values: Value) -> Iterator[Value]:
    """The values of a generator, which may come from a loop over data."""
    session = current()
    before = session.pushed
    for each in values:
        yield each
        if session.pushed > before:
            push("a generator", session.line)
            return
    if session.pushed > before:
        push("a generator", session.line)


def once_each(values: Value) -> Value:
    if isinstance(values, Symbol):
        return [Unknown("i", each=True)]
    return iter(values)


def collected(depth: Value, value: Value) -> Value:
    doubts = current().doubts
    text = doubts[depth].text if len(doubts) > depth else None
    del doubts[depth:]
    return value if text is None else open_up(value, text)


def is_loader_of_data(values: Value) -> bool:
    """Is it a loader of which nobody knows how many batches it has?"""
    counted: Value = getattr(type(values), "__len__", None)
    own = isinstance(counted, types.FunctionType)
    return own and isinstance(counted(values), Unknown)


def rounds_of(values: Value, loop: Value) -> Iterator[Value]:
    """The rounds of a `for`; see `looping` for what trains."""
    return rounds(every(values, loop), loop)


def every(values: Value, loop: Loop) -> Iterator[Value]:
    if uncounted(values):
        loop.doubted = True
        for each in once_each(values):
            push(text_of(values), current().line)
            yield each
            return
        return
    if is_loader_of_data(values):
        loop.doubted = True
        push("the data", current().line)
    generator = isinstance(values, types.GeneratorType)
    for each in watched(values) if generator else values:
        last = is_long()
        if last:
            push("a long loop", current().line)
        yield each
        if loop.over or last:
            loop.doubted = True
            return


def again(value: Value, loop: Value) -> Value:
    """The condition of a `while`; see `looping` for what trains."""
    value = goes(value, loop)
    return value if value and goes_on(loop) else False


def goes(value: Value, loop: Loop) -> Value:
    """On unknown data, its body runs once."""
    loop.rounds += 1
    if loop.over:
        return False
    if loop.doubted and loop.rounds > 1:
        return False
    if not doubtful(value):
        if value and is_long():
            loop.doubted = True
            push("a long loop", current().line)
        return value
    loop.doubted = True
    if loop.rounds > 1:
        return False
    push(text_of(value), current().line)
    return True


HELPERS = {
    "__loop__": Loop,
    "__called__": called,
    "__unsure__": unsure,
    "__leave__": leave,
    "__begin__": begin,
    "__keep__": keep,
    "__each_of__": each_of,
    "__collected__": collected,
    "__again__": again,
    "__rounds__": rounds_of,
}
