"""A table between bars, each column known by its heading: a parameter or a layer a row.

PrettyTable, Flax's tabulate and Lightning print such tables.
"""

import re

from .notes import note
from .reading import Explanation, Layer
from .tables import totals

RULE = re.compile(r"[\s┏━┳┓┡╇┩├─┼┤└┴┘┗┻┛┠╂┨+=|:-]*")
TITLES = {
    "name": r"modules?|name|layer|path|parameter|weight|param(?:eter)? name",
    "kind": r"type|module|class",
    "number": r"parameters?|params?|param #|# ?param(?:eter)?s|num(?:ber)?(?: of)? "
    r"param(?:eter)?s|numel|param count|counts?",
    "other": r"inputs?|outputs?|flops|vjp_flops|in sizes|out sizes|mode|shape",
}
TITLES = {role: re.compile(text, re.IGNORECASE) for role, text in TITLES.items()}
# "16,000", "16.0 K", and under the shapes of a cell "600 (2.4 KB)"
COUNT = re.compile(
    r"(?:.* )?(\d{1,3}(?:,\d{3})+|\d{1,18}|\d{1,4}\.\d+)(?: ?([KMBT]))?"
    r"(?: \([\d.]+ [KMGT]?B\))?"
)
LONGEST = 1_000  # characters of a line
MOST = 10_000  # rows


def cells(line):
    inner = line.strip()
    if inner[:1] in "│┃|" and inner[-1:] in "│┃|":
        inner = inner[1:-1]
    return [each.strip() for each in re.split("[│┃|]", inner)]


def roles(line):
    """What each column holds, where the line is a heading; else None."""
    if len(line) > LONGEST or not re.search("[│┃|]", line):
        return None
    found, flax = [], cells(line)[0] == "path"
    for title in cells(line):
        kinds = [role for role, text in TITLES.items() if text.fullmatch(title)]
        new = [role for role in kinds if role not in found] or kinds
        # Flax has a column for each further collection, as that of BatchNorm.
        found.append(new[0] if new else "state" if title and flax else "")
    return found if {"name", "number"} <= set(found) else None


def rows(lines):
    """(line, name, kind, [numbers as written]) of each row below the heading."""
    columns, found, block = None, [], []
    boxed = any(line.lstrip()[:1] == "├" for line in lines)
    for n, line in enumerate([*lines, ""], 1):
        written = bool(re.search("[│┃|]", line)) and len(line) <= LONGEST
        if columns is None:
            columns = roles(line)
        elif RULE.fullmatch(line):
            found += [made] if block and (made := row(block, columns, n)) else []
            block = []
        elif written:
            block.append(cells(line))
            if not boxed:
                found += [made] if (made := row(block, columns, n)) else []
                block = []
    return found[:MOST]


def row(block, columns, n):
    whole = [" ".join(filter(None, parts)) for parts in zip(*block)]
    if len(whole) != len(columns) or "Total" in whole:
        return None
    at = {role: whole[columns.index(role)] for role in columns}
    states = [text for role, text in zip(columns, whole) if role == "state"]
    return n - 1, at["name"], at.get("kind", ""), [at["number"], *states]


def explained(lines):
    table, printed = rows(lines), totals(lines)
    layers, rounded = [], []
    for line, name, kind, numbers in table:
        for place, text in enumerate(numbers):
            match = COUNT.fullmatch(text)
            if match and match[2]:
                rounded.append(name)
            elif match:
                number = int(float(match[1].replace(",", "")))
                layers.append(
                    Layer(name or kind, kind, (line,), number=number, frozen=place > 0)
                )
    if rounded:
        said = note(
            "The numbers of {names} are printed rounded, so that the total is not "
            "known: sum(p.numel() for p in model.parameters()) tells.",
            names=", ".join(rounded),
        )
        return Explanation("grid", tuple(layers), None, (said,), True)
    whole = printed.get("Total")
    layers = grouped(without_sums(layers, whole))
    kind = "flax_grid" if any("Total Parameters:" in each for each in lines) else "grid"
    return Explanation(kind, tuple(layers), whole)


def without_sums(layers, whole):
    """Rows that hold others, and count them as well, are left out."""
    inner = [
        each
        for each in layers
        if not any(other.name.startswith(f"{each.name}.") for other in layers)
    ]
    if whole is not None and sum(each.number for each in layers) == whole:
        return layers
    return inner


def grouped(layers):
    """The parameters of one module in one row."""
    if any(each.kind for each in layers):
        return layers
    sums = {}
    for each in layers:
        module = each.name.rpartition(".")[0] or each.name
        above = sums.get(module)
        number = each.number + (above.number if above else 0)
        lines = (*(above.lines if above else ()), *each.lines)
        sums[module] = Layer(module, "", lines, None, number)
    return list(sums.values())
