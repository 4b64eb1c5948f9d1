"""Output that was pasted instead of the program that printed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...types import TYPE_CHECKING, Routine, Value
from . import (
    cells,
    columns,
    flax,
    grid,
    haiku,
    listing,
    named,
    nested,
    notebook,
    paddle,
    shapes,
    state,
    tables,
    tabular,
    torchinfo,
    tree,
)
from .judging import judged
from .notes import note

if TYPE_CHECKING:
    from .reading import Explanation

MOST = 1_000_000  # characters; more is not looked at
BEGIN = re.compile(r".*Layer \(type.*Param #|[A-Za-z_][\w.]*\($")
COLOUR = re.compile(r"\x1b\[[\d;]{0,20}m")  # of a terminal, also in bold or italics
IMPORT = re.compile(r"^(?:>>> |In \[\d+\]: )?(?:import \w|from [\w.]+ import )", re.M)


def recognise(text: str) -> str | None:
    """The kind of printed output, or None: "keras_summary", "torch_table" (of
    torchinfo or torchsummary), "paddle_table", "flax_grid" and "haiku_table" (of
    tabulate), "nested" (shapes of Haiku's and Flax' trees), "state_dict", "named" (of
    PaddlePaddle or MindSpore), "torch_tree" (print(model)), "cells" (MindSpore's and
    PaddlePaddle's), "shapes" (of the weights).
    """
    found = reader(text)
    return found[0] if found else None


def explain(text: str) -> Explanation | None:
    """The layers that this output was printed from, or None if it is none.

    Of several models, the first one's, with the `others`.
    """
    if not reader(text):
        return None
    found, seen = [], set()
    for lines in apart(text):
        same = "\n".join(line.strip() for line in lines if re.search(r"\w", line))
        read = None if same in seen else reading_of(lines)
        seen.add(same)
        if read:
            found.append(judged(read[1](lines)))
    first, *others = found
    if not others:
        return first
    several = note(
        "{number} models are printed here, one after the other: each is counted on "
        "its own.",
        number=len(found),
    )
    return replace(
        first, notes=(several, *first.notes), doubtful=True, others=tuple(others)
    )


def reader(text: str) -> tuple[str, Routine] | None:
    if notebook.is_notebook(text) or len(text) > MOST or IMPORT.search(text):
        return None
    return next(filter(None, map(reading_of, apart(text))), None)


def apart(text: str) -> Iterator[list[str]]:
    """The lines of each model: it begins with the heading, or the tree, of another."""
    lines = re.split(r"\r\n|\r|\n", COLOUR.sub("", text.replace("\u00a0", " ")))
    begins = [n for n, line in enumerate(lines) if BEGIN.match(line[:400])]
    # Empty lines keep every line where it was.
    for begin, end in zip([0, *begins[1:]], [*begins[1:], len(lines)]):
        yield [""] * begin + lines[begin:end]


def is_cut(lines: Value) -> Value:
    """Haiku's table, its lines cut: a sum of its rows would count modules twice."""
    return any(map(haiku.heading, lines))


# The kind, what finds it in the lines, and the room that explains it.
READERS = (
    ("paddle_table", paddle.rows, paddle),
    ("torch_table", columns.rows, torchinfo),
    ("keras_summary", tables.rows, tabular),
    ("flax_grid", flax.rows, flax),
    ("haiku_table", haiku.rows, haiku),
    ("", is_cut, None),
    ("grid", grid.rows, grid),
    ("nested", nested.entries, nested),
    ("named", named.entries, named),
    ("state_dict", state.entries, state),
    ("cells", cells.rows, cells),
    ("torch_tree", tree.rows, tree),
    ("shapes", shapes.entries, shapes),
    ("listing", listing.entries, listing),
)


def reading_of(lines: list[str]) -> tuple[str, Routine] | None:
    """The kind of output, and what explains it; or None."""
    for kind, found, room in READERS:
        if found(lines):
            return (kind, room.explained) if room else None
    return None
