"""The tables of Flax's tabulate. In linen, a row has its own parameters; in nnx, those
of the rows inside it as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...types import Shape, Value
from . import grid
from .notes import note
from .reading import Explanation, Layer, Reading, confirmed
from .tables import totals

BEFORE = ("path", "module", "type", "inputs", "outputs", "flops", "vjp_flops")
NUMBER = re.compile(r"(?:.* )?(\d{1,3}(?:,\d{3})+|\d{1,18}) \([\d.]+ [KMGT]?B\)")
ARRAY = re.compile(r"\b(?:b?float|u?int|bool)\d*\[([\d,]{0,80})\]")
RANDOM = re.compile("Rng")  # what nnx keeps to draw at random: no parameters


@dataclass(frozen=True)
class Row:
    """`numbers` are those of each collection, the parameters first; `inputs` and
    `outputs` the shapes of arrays."""

    line: int
    path: tuple[str, ...]
    kind: str
    inputs: list[Value]
    outputs: list[Value]
    numbers: list[Value]

    def holds(self, other: Row) -> bool:
        inside = len(other.path) > len(self.path)
        return inside and other.path[: len(self.path)] == self.path


def heading(line: str) -> Value:
    """The titles of the columns, where it is the heading of such a table."""
    if len(line) > grid.LONGEST or not re.search(r"\bpath\b", line):
        return None
    found = grid.cells(line)
    return found if found[:2] in (["path", "module"], ["path", "type"]) else None


def rows(lines: list[str]) -> Value:
    """(line, cells by their titles) of each row."""
    titles, found = grid.blocks(lines, heading, ruled=True)
    return [(n, dict(zip(titles, whole))) for n, whole in found]


def explained(lines: list[str]) -> Explanation:
    table, whole = rows(lines), totals(lines).get("Total")
    notes: tuple[Value, ...] = ()
    nnx = "type" in table[0][1]
    titles = [title for title in table[0][1] if title not in BEFORE]
    kept = [title for title in titles if not RANDOM.match(title)]
    kept.sort(key=lambda title: title.lower() not in ("param", "params"))
    parts = []
    for n, cells in table:
        if "Total" not in cells.values():
            parts.append(row(n, cells, kept))
            continue
        drawn = sum(number_in(cells[each]) for each in titles if each not in kept)
        if whole is not None and drawn:
            said = note(
                "Of the printed total, {total}, {number} are the state of random "
                "numbers: no parameters.",
                total=whole,
                number=drawn,
            )
            whole, notes = whole - drawn, (said,)
    kind = "nnx_grid" if nnx else "flax_grid"
    return Explanation(kind, tuple(layers(parts, nnx)), whole, notes)


def row(n: int, cells: dict[str, str], kept: list[str]) -> Row:
    return Row(
        n,
        tuple(filter(None, cells["path"].replace(" ", "").split("/"))),
        (cells.get("type") or cells["module"]).split(" (")[0],  # "LSTMCell (scan_fn)"
        arrays(cells.get("inputs", "")),
        arrays(cells.get("outputs", "")),
        [number_in(cells[each]) for each in kept],
    )


def number_in(text: str) -> Value:
    match = NUMBER.fullmatch(text)
    return int(match[1].replace(",", "")) if match else 0


def arrays(text: str) -> list[Shape]:
    return [tuple(map(int, re.findall(r"\d+", sizes))) for sizes in ARRAY.findall(text)]


def layers(parts: list[Row], nnx: bool) -> Iterator[Layer]:
    """The rows that are calls known here, and of all others what no such row has."""
    cut = [each for each in parts if any("…" in name for name in each.path)]
    if nnx and cut:
        parts = parts[:1]  # which row holds which, paths that are cut do not tell
    seen = {each.path: each for each in reversed(parts)}  # the first of those repeated
    parts = [each for each in parts if each in cut or seen[each.path] is each]
    known: list[Value] = []
    for each in parts:
        if any(above.holds(each) for above in known):
            continue
        inside = [other for other in parts if each.holds(other)]
        whole = sum(each.numbers)
        if not nnx:
            whole += sum(sum(other.numbers) for other in inside)
        found = readings(each, whole, nnx)
        name = "/".join(each.path) or each.kind
        if found:
            known.append(each)
            yield Layer(name, each.kind, (each.line,), number=whole, readings=found[:1])
            continue
        for place, number in enumerate(each.numbers):
            if nnx:
                number -= sum(
                    other.numbers[place]
                    for other in inside
                    if not any(e.holds(other) for e in inside)
                )
            if number:
                yield Layer(
                    name, each.kind, (each.line,), number=number, frozen=place > 0
                )


def readings(part: Row, number: int, nnx: bool) -> tuple[Reading, ...]:
    """The calls that have this many parameters, with these inputs and outputs."""
    shapes = part.inputs[-1:] + part.outputs[-1:]
    if not number or len(shapes) < 2 or not all(shapes):
        return ()
    made = calls(part.kind, shapes[0][-1], shapes[1][-1], number, nnx)
    framework = "flax.nnx" if nnx else "flax.linen"
    return confirmed(
        ((code, framework, None if nnx else shapes[0], ()) for code in made), number
    )


def calls(
    kind: Value, n: Value, m: Value, number: Value, nnx: Value
) -> Iterator[Value]:
    """From n features to m; linen's layers are told m alone, nnx' norms n."""
    name, end = (f"nnx.{kind}", ", rngs=rngs") if nnx else (f"nn.{kind}", "")
    sizes = f"{n}, {m}" if nnx else m
    if kind.endswith("Cell"):
        yield f"{name}({sizes}{end})"
    elif kind == ("Linear" if nnx else "Dense"):
        yield f"{name}({sizes}{end})"
        yield f"{name}({sizes}, use_bias=False{end})"
    elif kind == "Embed":
        yield f"{name}({number // m}, {m}{end})"
    elif kind.endswith("Norm"):
        yield f"nnx.{kind}({n}{end})" if nnx else f"{name}()"
