"""Where in the program something happens, found fast: it is asked very often."""

from __future__ import annotations

import sys
from types import FrameType

from ...types import Value
from ..session import current
from ..symbols import SOURCE
from ..unknown import Unknown


def frame() -> FrameType | None:
    """The innermost frame of the program; None outside of a program."""
    found: FrameType | None = sys._getframe(1)
    while found is not None and found.f_code.co_filename != SOURCE:
        found = found.f_back
    return found


def line() -> int:
    """The program's line that is running, 0 outside of a program."""
    found = frame()
    return 0 if found is None else found.f_lineno


class Spot:
    """A place in the program, kept so that its text can be read later."""

    __slots__ = ("doubts", "f_code", "f_lasti", "line")

    def __init__(self) -> None:
        found = frame()
        self.doubts = () if found is None else tuple(current().doubts)
        self.f_code = None if found is None else found.f_code
        self.f_lasti = 0 if found is None else found.f_lasti
        self.line = None if found is None else found.f_lineno

    def __deepcopy__(self, memo: Value) -> Spot:
        return self


def unknown(text: str, each: bool = False) -> Unknown:
    """A number that only data would tell."""
    return Unknown(text, line(), each)
