"""The table of `paddle.summary`: a row for each layer without layers in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...paddle import plain, recurrent
from ...types import TYPE_CHECKING, Value
from . import columns
from .notes import note
from .reading import Explanation, Layer, confirmed
from .tables import totals

if TYPE_CHECKING:
    from .columns import Row

HEADING = re.compile(r"\s*Layer \(type\)\s+Input Shape\s+Output Shape\s+Param #\s*")
ARRAY = re.compile(r"\[(\d[\d, ]{0,80})\]")
READ = {each.__name__ for each in (*recurrent.LAYERS, plain.Linear, plain.Embedding)}
DEEPEST = 8  # stacked layers of one recurrent layer


def rows(lines: list[str]) -> list[Row]:
    """The rows of the table, where it is one of Paddle's."""
    if not any(HEADING.fullmatch(line) for line in lines):
        return []
    return columns.rows(lines)


def explained(lines: list[str]) -> Explanation:
    printed = totals(lines).get("Total")
    layers = [
        layer
        for row in rows(lines)
        for layer in explained_row(row, lines[row.line - 1])
    ]
    said = note(
        "paddle.summary leaves out the parameters that a model holds itself, outside "
        "its layers: sum(p.size for p in model.parameters()) has them."
    )
    return Explanation("paddle_table", tuple(layers), printed, (said,))


def explained_row(row: Value, text: str) -> Iterator[Layer]:
    inputs, outputs = cells(text)
    made = calls(row.kind, row.number, inputs[-1], outputs[-1]) if inputs else ()
    readings = confirmed(((code, "paddle", None, ()) for code in made), row.number)
    lines, still = (row.line,), 0
    if row.kind.startswith("BatchNorm") and len(outputs) > 1:
        still = min(2 * outputs[1], row.number)  # its mean and its variance
        yield Layer(row.name, row.kind, lines, outputs, still, frozen=True)
    yield Layer(
        row.name, row.kind, lines, outputs, row.number - still, readings=readings
    )


def cells(text: str) -> Value:
    """The first shape of the inputs, and of the outputs; both () where one is cut."""
    found = [each for each in columns.pieces(text) if each[:1] == "["][:2]
    shapes = [match for match in map(ARRAY.search, found) if match]
    read = [tuple(map(int, re.findall(r"\d+", each[1]))) for each in shapes]
    return read if len(read) == 2 and all(read) else [(), ()]


def calls(kind: str, number: Value, n: int | None, m: Value) -> Iterator[str]:
    if kind not in READ:
        return
    if kind == "Embedding":
        yield f"nn.Embedding({number // m}, {m})"
    elif kind == "Linear":
        yield f"nn.Linear({n}, {m})"
        yield f"nn.Linear({n}, {m}, bias_attr=False)"
    elif kind.endswith("Cell"):
        yield f"nn.{kind}({n}, {m})"
    else:
        for deep in range(1, DEEPEST + 1):
            more = f", num_layers={deep}" if deep > 1 else ""
            yield f"nn.{kind}({n}, {m}{more})"
            if m % 2 == 0:
                yield f"nn.{kind}({n}, {m // 2}{more}, direction='bidirect')"
