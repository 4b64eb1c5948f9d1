"""From what people paste to the program that they mean.

>>> clean(">>> import keras\\n>>> 1 + 1\\n2").source
'import keras\\n1 + 1\\n'
"""

import re
from dataclasses import dataclass

from ...types import Value
from . import characters, magic, margins, notebook, prompts
from .notes import Note, note
from .parsing import is_program

MOST = 1_000_000  # characters; more is left as it is
STEPS = (
    margins.unfenced,
    margins.unquoted,
    margins.unnumbered,
    prompts.typed,
    margins.unindented,
    magic.unmagical,
    characters.plain,
    margins.untabbed,
)


@dataclass(frozen=True)
class Cleaned:
    """The program, with every line where it was, and what was changed."""

    source: str
    notes: tuple[Note, ...] = ()
    cells: tuple[Value, ...] = ()  # of a notebook: how many lines stand before each


def clean(text: str) -> Cleaned:
    """The program in `text`. What Python reads as it stands is not touched."""
    joined = notebook.joined(text)
    source, notes, cells = (
        (joined[0], [joined[1]], joined[2]) if joined else (text, [], ())
    )
    if len(source) > MOST or is_program(source):
        return Cleaned(source, tuple(notes), cells)
    lines = re.split(r"\r\n|\r|\n", source.removeprefix("\ufeff"))
    if source.startswith("\ufeff"):
        notes.append(note("The byte order mark at the start is left out.", [1]))
    if "\r" in source:
        notes.append(note("The line ends of Windows are read as plain ones."))
    for step in STEPS:
        if is_program("\n".join(lines)):
            break
        lines = step(lines, notes)
    return Cleaned("\n".join(lines), tuple(notes), cells)
