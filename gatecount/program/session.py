"""One run of a program: where it is, what it printed, what was ignored.

A stand-in asks `current()` for the run that it belongs to.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import dedent
from types import FrameType

from ..counting import CountError
from ..types import TYPE_CHECKING, Value
from .locating import expression, name
from .result import Ignored, UnknownSize
from .symbols import PROBE, SOURCE

if TYPE_CHECKING:
    from .doubt import Doubt
    from .torch.program_lines import Spot
    from .unknown import Unknown

OURS = ("asking.py", "doubt.py", "rounds.py", "skipping.py")  # what runs in the program
MOST_PRINTED = 1_000_000  # characters


@dataclass(frozen=True)
class Place:
    """A call in the program: its line, and its text."""

    line: int | None = None
    code: str = ""
    doubts: tuple[Doubt, ...] = ()


def doubts_of(model: Place | Spot, layers: Value) -> tuple[UnknownSize, ...]:
    """What is not known about whether the layers belong to the model, and whether it
    is this model: places with the doubts in which they were made."""
    found = {}
    for each in layers:
        for doubt in each.doubts:
            if doubt not in model.doubts:
                found[doubt.text, doubt.line] = doubt
    for doubt in model.doubts:
        if doubt.forks:
            found[doubt.text, doubt.line] = doubt
    return tuple(map(undecided, found.values()))


def undecided(doubt: Doubt) -> UnknownSize:
    return UnknownSize("?", doubt.line, doubt.text, doubt.text, doubt.line)


class Session:
    """`state` is for the frameworks: whatever they keep for one run, by name."""

    files: Value  # set by `running`, as the names that it begins with
    builtins: dict[str, Value]

    def __init__(self, source: str, given: Value = ()) -> None:
        source = source.removeprefix("\ufeff")
        self.source = dedent(source.replace("\r\n", "\n").replace("\r", "\n"))
        self.encoded = [line.encode() for line in self.source.split("\n")]
        self.state: dict[str, Value] = {}
        self.modules: dict[str, Value] = {}
        self.ignored: list[Ignored] = []
        self.missing: list[Ignored] = []
        self.skipped: list[tuple[Value, Value]] = []
        self.doubts: list[Doubt] = []  # what is not known where the program is
        self.pushed = 0
        self.tentative: list[Value] = []  # parts that may not be there: see printing
        self.calls: Counter[Value] = Counter()  # of the functions that are running
        self.fresh: dict[Value, Value] = {}
        self.opened: dict[int, Value] = {}
        self.symbols: dict[Value, UnknownSize] = {}
        self.given = dict(given)
        # Names of sizes, by code and line: see Given.
        self.asked: dict[tuple[str, int | None], list[str]]
        self.asked = getattr(given, "asked", {})
        self.lenient = False  # as the program's own time ran it, not as today
        self.cells: Value = ()  # a cell that stops does not end the others
        self.finished = False
        self.floors = False  # does 7 / 2 give 3, as in Python 2?
        self.probe = PROBE  # the number that the first letter stands for
        self.changes: list[Ignored] = []
        self.eras: list[str] = []
        self.clock = 0
        self._positions: dict[Value, Value] = {}
        self._printed: list[str] = []
        self._length = 0

    printed = property(lambda self: "".join(self._printed))

    def write(self, text: Value) -> int:
        """What the program prints, of which not all is known."""
        text = text if isinstance(text, str) else "?"
        self._length += len(text)
        if self._length > MOST_PRINTED:
            raise CountError(
                "The program prints more than {most} characters. Print less.",
                "MemoryError",
                most=f"{MOST_PRINTED:,}",
            )
        self._printed.append(text)
        return len(text)

    def tick(self) -> int:
        """A number greater than every one before: when something happened."""
        self.clock += 1
        return self.clock

    def ignore(self, what: str) -> None:
        """Note that `what`, at the present line, is not run as written."""
        entry = Ignored(self.line, what)
        if entry.line is not None and entry not in self.ignored:
            self.ignored.append(entry)

    def change(self, what: str, era: str, line: int | None = None) -> None:
        """Note what today's framework has otherwise, and when it was so."""
        entry = Ignored(line or self.line or 0, what)
        if entry not in self.changes:
            self.changes.append(entry)
        if era not in self.eras:
            self.eras.append(era)

    @property
    def era(self) -> str:
        order = ["Python 2", "Python 3.6", "PyTorch 0.3", "TensorFlow 1"]
        order += ["Keras 1", "Keras 2"]
        found = [each for each in order if each in self.eras]
        if "Keras 1" in found and "Keras 2" in found:
            found.remove("Keras 2")
        return ", ".join(found)

    def lack(self, what: str) -> None:
        """Note that `what`, at the present line, gives a layer or a model not known
        here: what is told of models from here on is not known."""
        self.state["lost"] = True
        self.state["lacks"] = self.state.get("lacks", 0) + 1
        entry = Ignored(self.line, what)
        if entry.line is not None and entry not in self.missing:
            self.missing.append(entry)

    @property
    def line(self) -> Value:
        """The program's line that is running."""
        frame = self.frame()
        return frame and frame.f_lineno

    def place(self) -> Place:
        """The innermost call of the program that is running."""
        frame = self.frame()
        if frame is None:
            return Place()
        return Place(frame.f_lineno, self._segment(frame), tuple(self.doubts))

    def expression_of(self, value: Unknown) -> str | None:
        """The expression, in the call that is running, which has this value."""
        frame = self.frame()
        return frame and expression(value, self._segment(frame), frame)

    def name_of(self, value: Unknown) -> str | None:
        """A name, or a part of the call that is running, which is this very value."""
        frame = self.frame()
        return frame and name(value, self._segment(frame), frame)

    def frame(self) -> FrameType | None:
        """The innermost frame of the program."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != SOURCE:
            frame = frame.f_back
        return frame

    def _segment(self, frame: FrameType | Spot) -> str:
        return self.segment(frame, frame.f_lasti)

    def segment(self, frame: Value, place: int) -> str:
        """The text of what a frame of the program does at this instruction."""
        code = frame.f_code
        if code not in self._positions:  # a program is one long code
            self._positions[code] = list(code.co_positions())
        first, last, start, end = self._positions[code][place // 2]
        if None in (first, last, start, end) or last > len(self.encoded):
            return ""
        lines = self.encoded[first - 1 : last]
        lines[-1] = lines[-1][:end]
        lines[0] = lines[0][start:]
        return b"\n".join(lines).decode(errors="replace")


_running: list[Session] = []


def current() -> Session:
    """The run that is going on."""
    return _running[-1]


def is_running() -> bool:
    return bool(_running)


@contextmanager
def running(session: Session) -> Iterator[Session]:
    _running.append(session)
    try:
        yield session
    finally:
        _running.pop()
