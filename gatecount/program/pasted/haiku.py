"""The table of Haiku's `hk.experimental.tabulate`: a row for each call of a module."""

import re
from dataclasses import dataclass, field

from ...haiku import LAYERS
from . import grid
from .notes import note
from .reading import Explanation, Layer, confirmed

TITLES = {"Module", "Config", "Module params", "Input", "Output"}
TITLES |= {"Param count", "Param bytes"}
# "lstm/linear (Linear)", "lstm (LSTM.initial_state)"; what called it stands below.
MODULE = re.compile(r"([\w/~]{1,200}) \((\w{1,200})(\.\w{1,200})?\)")
WEIGHT = re.compile(r"([^\s:]{1,200}): \w{1,20}\[([\d,]{0,80})\]")
ARRAY = re.compile(r"\b[a-z]{1,4}\d{0,2}\[([\d,]{0,80})\]")
CALL = re.compile(rf"(?<![\w.])(?=(?:{'|'.join(LAYERS)})\()")


@dataclass
class Row:
    line: int
    name: str
    kind: str
    method: str
    cells: dict = field(default_factory=dict)

    def add(self, cells):
        for title, text in cells.items():
            self.cells[title] = f"{self.cells.get(title, '')} {text}".strip()

    @property
    def weights(self):
        found = WEIGHT.findall(self.cells.get("Module params", ""))
        return [(f"{self.name}/{own}", sizes(text)) for own, text in found]


def sizes(text):
    return tuple(map(int, re.findall(r"\d+", text)))


def heading(line):
    if len(line) > grid.LONGEST or "Module" not in line:
        return None
    found = grid.cells(line)
    known = found[0] == "Module" and len(found) > 1 and TITLES.issuperset(found)
    return found if known else None


def rows(lines):
    """The first row of each module, rather that of its `__call__`."""
    titles, found, row = None, {}, None
    for n, line in enumerate(lines, 1):
        if titles is None:
            titles = heading(line)
        elif re.search(r"[│|]", line) and not grid.RULE.fullmatch(line):
            cells = dict(zip(titles, grid.cells(line)))
            module = MODULE.fullmatch(cells["Module"])
            if module:
                row = Row(n, module[1], module[2], module[3] or "")
                if row.name not in found or found[row.name].method > row.method == "":
                    found[row.name] = row
            if row:
                row.add(cells)
    return list(found.values())[: grid.MOST]


def explained(lines):
    layers, known, found = [], [], rows(lines)
    for row in found:
        if any(row.name.startswith(f"{above}/") for above in known):
            continue
        inside = [each for each in found if f"{each.name}/".startswith(f"{row.name}/")]
        held = [weight for each in inside for weight in each.weights]
        readings = confirmed(calls(row)) if held else ()
        readings = tuple(each for each in readings if same(each, held))
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


def calls(row):
    """The constructor's call as the table has it, with the input's shape."""
    given = ARRAY.search(row.cells.get("Input", ""))
    if row.kind in LAYERS and given and not row.method:
        code = CALL.sub("hk.", row.cells.get("Config", ""))
        yield code, "haiku", sizes(given[1]), ()


def same(reading, weights):
    own = sorted(each.shape for each in reading.count.weights)
    return own == sorted(shape for _, shape in weights)
