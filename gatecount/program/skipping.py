"""A statement that cannot run does not end the program.

What it lacks is not the program's fault: data, a file, a library, or something
that is not known here. It is noted, and what it would have assigned is not known.
What the framework itself would refuse still ends the program, at its line.
"""

from __future__ import annotations

import ast
import os.path
import re
import sys
import textwrap
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType, TracebackType

from ..counting import CountError
from ..types import TYPE_CHECKING, Value
from .looping import Work
from .making import may_make, value_of
from .session import OURS, Session, current
from .symbols import SOURCE, Symbol
from .unknown import UndecidedError, Unknown, is_open

if TYPE_CHECKING:
    from .libraries.array import Data

HOME = os.path.dirname(__file__)


def skip(error: Value, *names: Value) -> Data | list[Data]:
    """What a statement assigns that could not run, a row of it to several names; or
    the error, if it is one."""
    from .libraries.array import Data

    session = current()
    cell = session.cells and sys._getframe(1).f_code.co_name == "<module>"
    maybe = cell or any(each.branch for each in session.doubts)
    # Which number a layer had in a model the versions differ in, so what it is, too.
    maybe |= bool(session.changes) and not names and is_lookup(error, session)
    if not (is_lack(error) or (maybe and is_passing(error))):
        raise error
    Work.done += 25  # as long as so many operations
    session.skipped.append((error, program_line(error)))
    frame, line = sys._getframe(1), error.__traceback__.tb_lineno
    session.doubts = [each for each in session.doubts if each.code is not frame.f_code]
    if any(map(is_layer, frames(error))) or may_make(frame, line, session):
        session.lack(session.place().code or " ".join(names))
        session.state.setdefault("lost names", set()).update(names)
    made = [Data(each) for each in names or ("…",)]
    return made[0] if len(made) == 1 else made


def is_lookup(error: Value, session: Session) -> bool:
    """Did a layer's number, or what the layer with this number has, find nothing?"""
    looked = ("AttributeError", "IndexError")
    name = getattr(error, "framework_error", "") or type(error).__name__
    return name in looked and ".layers[" in session.place().code


def is_passing(error: Value) -> bool:
    """May a notebook's next line run after it? Not where time or memory ends."""
    stops = (MemoryError, RecursionError, KeyboardInterrupt)
    named = getattr(error, "framework_error", "")
    return not isinstance(error, stops) and named not in (
        "KeyboardInterrupt",
        "MemoryError",
    )


def program_line(error: Value) -> int | None:
    lines = [line for frame, line in frames(error) if is_program(frame)]
    return lines[-1] if lines else None


# Where layers are made.
LAYERS = re.compile(
    r"program/(?:keras/(?:layer|tensors|builtin|special|recurrent|sequential|model|kinds)"
    r"|jax/\w+|constructed/\w+|torch/(?:layers|module|recurrent|weighted|attention|containers|lazy|adaptive"
    r"|plain|layers))\.py$"
)


def is_layer(entry: tuple[FrameType, int]) -> bool:
    """Did it happen while a layer was made?"""
    code = entry[0].f_code
    made = code.co_name in (
        "__init__",
        "__new__",
        "add",
        "add_weight",
        "add_module",
        "from_pretrained",
    )
    made |= code.co_name == "__call__" and "jax" in code.co_filename
    return made and bool(LAYERS.search(code.co_filename.replace("\\", "/")))


def frames(error: Value) -> list[tuple[FrameType, int]]:
    return list(traceback.walk_tb(error.__traceback__))


def is_program(frame: FrameType) -> bool:
    return frame.f_code.co_filename == SOURCE


def is_lack(error: Value) -> bool:
    """Does the program only lack what is not here?"""
    known = getattr(error, "lacking", None)
    if known is None:
        known = lacks(error)
        with suppress(AttributeError):
            error.lacking = known
    return known


def lacks(error: Value) -> bool:
    if isinstance(error, UndecidedError):
        return True
    if isinstance(error, (MemoryError, RecursionError)):
        return False
    if isinstance(error, CountError):
        text = error.template
        if "not known here" in text or "not here" in text or "not kept here" in text:
            return True
        if any(map(is_unknown, error.values.values())):
            return True
    session = current()
    if isinstance(error, NameError) and session.state.get("starred"):
        return True
    found = frames(error)
    if isinstance(error, AttributeError) and not isinstance(error, CountError):
        owner = getattr(error, "obj", None)
        if owner is not None and not is_unknown(owner):
            return is_ours(found) and not is_program(found[-1][0])
    if concerns_unknown(error, session):
        return True
    if session.state.get("lost") and any(map(is_layer, found)):
        return True  # a layer is missing before this one
    if not is_ours(found) or isinstance(error, CountError):
        return False
    return not is_own_mistake(error, session)


def is_own_mistake(error: Value, session: Session) -> bool:
    """A call that does not fit to the program's own function, though ours made it."""
    found = re.match(r"(\w+)\.\w+\(\) (?:takes|missing|got)", str(error))
    own = found and re.search(rf"^\s*class {found[1]}\b", session.source, re.M)
    method = "'method' object" in str(error)
    return isinstance(error, TypeError) and bool(own or method)


def is_ours(found: list[tuple[FrameType, int]]) -> bool:
    """Did our own code stop, and not the program's, or what it asks of Python?"""
    name = found[-1][0].f_code.co_filename
    return name.startswith(HOME) and os.path.basename(name) not in OURS


def concerns_unknown(error: Value, session: Session) -> bool:
    """Is anything in the expression that stopped not known?"""
    inner = [each for each in entries(error) if is_program(each.tb_frame)]
    if not inner:
        return False
    frame = inner[-1].tb_frame
    text = session.segment(frame, inner[-1].tb_lasti)
    try:
        tree = ast.parse(textwrap.dedent(text).strip())
    except SyntaxError:
        return False
    names = frame.f_globals | frame.f_locals
    return any(is_unknown(value_of(node, names)) for node in ast.walk(tree))


def entries(error: Value) -> Iterator[TracebackType]:
    found = error.__traceback__
    while found is not None:
        yield found
        found = found.tb_next


def is_unknown(value: Value, depth: int = 0) -> bool:
    if isinstance(value, Unknown) and value.shape:
        return not all(type(size) is int for size in value.shape)
    if isinstance(value, (Unknown, Symbol)) or is_open(value):
        return True
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, set)):
        return depth < 3 and any(
            is_unknown(each, depth + 1) for each in list(value)[:50]
        )
    own = getattr(value, "__dict__", {})
    shape = own.get("_shape", own.get("shape", ()))
    shape = shape if isinstance(shape, (tuple, type(None))) else ()
    return shape is None or any(isinstance(size, Symbol) for size in shape or ())
