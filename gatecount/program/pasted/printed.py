"""Output that was pasted instead of the program that printed it."""

import re
from dataclasses import replace

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

MOST = 1_000_000  # characters; more is not looked at
BEGIN = re.compile(r".*Layer \(type.*Param #|[A-Za-z_][\w.]*\($")
COLOUR = re.compile(r"\x1b\[[\d;]{0,20}m")  # of a terminal, also in bold or italics
IMPORT = re.compile(r"^(?:>>> |In \[\d+\]: )?(?:import \w|from [\w.]+ import )", re.M)


def recognise(text):
    """The kind of printed output, or None: "keras_summary", "torch_table" (of
    torchinfo or torchsummary), "paddle_table", "flax_grid" and "haiku_table" (of
    tabulate), "nested" (shapes of Haiku's and Flax' trees), "state_dict", "named" (of
    PaddlePaddle or MindSpore), "torch_tree" (print(model)), "cells" (MindSpore's and
    PaddlePaddle's), "shapes" (of the weights).
    """
    found = reader(text)
    return found[0] if found else None


def explain(text):
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


def reader(text):
    if notebook.is_notebook(text) or len(text) > MOST or IMPORT.search(text):
        return None
    return next(filter(None, map(reading_of, apart(text))), None)


def apart(text):
    """The lines of each model: it begins with the heading, or the tree, of another."""
    lines = re.split(r"\r\n|\r|\n", COLOUR.sub("", text.replace("\u00a0", " ")))
    begins = [n for n, line in enumerate(lines) if BEGIN.match(line[:400])]
    # Empty lines keep every line where it was.
    for begin, end in zip([0, *begins[1:]], [*begins[1:], len(lines)]):
        yield [""] * begin + lines[begin:end]


def reading_of(lines):
    """The kind of output, and what explains it; or None."""
    if paddle.rows(lines):
        return "paddle_table", paddle.explained
    if columns.rows(lines):
        return "torch_table", torchinfo.explained
    if tables.rows(lines):
        return "keras_summary", tabular.explained
    if flax.rows(lines):
        return "flax_grid", flax.explained
    if haiku.rows(lines):
        return "haiku_table", haiku.explained
    if any(map(haiku.heading, lines)):
        return None  # cut otherwise: a sum of its rows would count modules twice
    if grid.rows(lines):
        return "grid", grid.explained
    if nested.entries(lines):
        return "nested", nested.explained
    if named.entries(lines):
        return "named", named.explained
    if state.entries(lines):
        return "state_dict", state.explained
    if cells.rows(lines):
        return "cells", cells.explained
    if tree.rows(lines):
        return "torch_tree", tree.explained
    if shapes.entries(lines):
        return "shapes", shapes.explained
    if listing.entries(lines):
        return "listing", listing.explained
    return None
