"""The table of Haiku's `hk.experimental.tabulate`: a row for each call of a module."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...haiku import LAYERS
from ...types import Routine, Shape, Value
from . import grid
from .notes import note
from .reading import Explanation, Layer, confirmed

TITLES = {"Module", "Config", "Module params", "Input", "Output"}
TITLES |= {"Param count", "Param bytes"}
# "lstm/linear (Linear)", "lstm (LSTM.initial_state)"; what called it stands below.
MODULE = re.compile(r"([\w/~]{1,200}) \((\w{1,200})(\.\w{1,200})?\)")
WEIGHT = re.compile(r"([^\s:]{1,200}): \w{1,20}\[([\d,]{0,80})\]")
ARRAY = re.compile(r"\b[a-z]{1,4}\d{0,2}\[([\d,]{0,80})\]")
BAR = re.compile(r"\|\||[│┃║|]")
APART = re.compile(r" {2,}")
NUMBER = re.compile(r"(?:^| )([\d,.]+(?: [KMGTP]?B)?)$")
CALL = re.compile(rf"(?<![\w.])(?=(?:{'|'.join(LAYERS)})\()")


@dataclass
class Row:
    line: int
    name: str
    kind: str
    method: str
    cells: dict[str, Value] = field(default_factory=dict)

    def add(self, cells: dict[str, str]) -> None:
        for title, text in cells.items():
            self.cells[title] = f"{self.cells.get(title, '')} {text}".strip()

    @property
    def weights(self) -> list[tuple[str, tuple[Value, ...]]]:
        found = WEIGHT.findall(self.cells.get("Module params", ""))
        return [(f"{self.name}/{own}", sizes(text)) for own, text in found]


def sizes(text: str) -> Shape:
    return tuple(map(int, re.findall(r"\d+", text)))


def heading(line: str) -> Value:
    """(titles, cut) where the line is the heading: `cut(line)` are a row's cells, or
    None where it has others; else None."""
    if len(line) > grid.LONGEST or "Module" not in line:
        return None
    barred = bool(BAR.search(line))
    found = [each.strip() for each in (BAR if barred else APART).split(line.strip())]
    found = [each for each in found if each]
    if "Module" not in found or len(found) < 2 or not TITLES.issuperset(found):
        return None
    edged = bool(BAR.match(line.strip()))
    return found, barred_cells(len(found), edged) if barred else spaced(line, found)


def barred_cells(number: int, edged: bool) -> Routine:
    def cut(line: str) -> Value:
        cells = [each.strip() for each in BAR.split(line.strip() if edged else line)]
        cells = cells[1:-1] if edged else cells
        return cells if len(cells) == number else None

    return cut


def spaced(line: str, titles: list[str]) -> Routine:
    """Of a table without bars: cells begin below their title, numbers end there."""
    places, end = [], 0
    for title in titles:
        begin = line.index(title, end)
        end = begin + len(title)
        places.append(end if title.startswith("Param ") else begin)

    def cut(line: str) -> list[str] | None:
        cells = [""] * len(titles)
        for n in reversed(range(len(titles))):
            if titles[n].startswith("Param "):
                number = NUMBER.search(line[: places[n]])
                cells[n] = number[1] if number else ""
                line = line[: number.start(1)] if number else line
                continue
            if line[max(places[n] - 2, 0) : places[n]].strip():
                return None
            line, cells[n] = line[: places[n]], line[places[n] :].strip()
        return cells

    return cut


def rows(lines: list[str]) -> list[Row]:
    """The first row of each module, rather that of its `__call__`; none where a line
    is cut another way."""
    head, row = None, None
    found: dict[Value, Value] = {}
    for n, line in enumerate(lines, 1):
        if head is None:
            head = heading(line)
            barred = bool(BAR.search(line))
            continue
        if not barred and not line.strip():
            break
        if grid.RULE.fullmatch(line) or (barred and not BAR.search(line)):
            continue
        cut = head[1](line)
        if cut is None:
            return []
        cells = dict(zip(head[0], cut))
        module = MODULE.fullmatch(cells["Module"])
        if module:
            row = Row(n, module[1], module[2], module[3] or "")
            if row.name not in found or found[row.name].method > row.method == "":
                found[row.name] = row
        if row:
            row.add(cells)
    return list(found.values())[: grid.MOST]


def explained(lines: list[str]) -> Explanation:
    found = rows(lines)
    layers: list[Value] = []
    known: list[Value] = []
    for row in found:
        if any(row.name.startswith(f"{above}/") for above in known):
            continue
        inside = [each for each in found if f"{each.name}/".startswith(f"{row.name}/")]
        held = [weight for each in inside for weight in each.weights]
        shapes = [shape for _, shape in held]
        readings = confirmed(calls(row), shapes=shapes) if held else ()
        weights = tuple(held if readings else row.weights)
        if readings:
            known.append(row.name)
        if weights:
            layers.append(
                Layer(row.name, row.kind, (row.line,), weights=weights,
                      readings=readings)
            )  # fmt: skip
    if not any("Module params" in row.cells for row in found):
        said = note(
            "The column “Module params” is missing, and “Param count” also counts what "
            "is inside or beside a module: print hk.experimental.tabulate(f)(x) with "
            "all its columns."
        )
        layers = [Layer(row.name, row.kind, (row.line,)) for row in found]
        return Explanation("haiku_table", tuple(layers), None, (said,), True)
    said = note(
        "This table has each module that returned something: parameters that are made "
        "outside of modules do not stand in it."
    )
    return Explanation("haiku_table", tuple(layers), None, (said,))


def calls(row: Row) -> Iterator[tuple[str, str, Shape, tuple[Value, ...]]]:
    """The constructor's call as the table has it, with the input's shape."""
    given = ARRAY.search(row.cells.get("Input", ""))
    if row.kind in LAYERS and given and not row.method:
        code = CALL.sub("hk.", row.cells.get("Config", ""))
        yield code, "haiku", sizes(given[1]), ()
