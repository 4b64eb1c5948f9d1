"""A table between bars, each column known by its heading: a parameter or a layer a row.

PrettyTable and Lightning print such tables; those of Flax are in `flax`.
"""

import re

from ...types import Value
from .notes import note
from .reading import Explanation, Layer
from .tables import totals

RULE = re.compile(r"[\s┏━┳┓┡╇┩├─┼┤└┴┘┗┻┛┠╂┨+=|:-]*")
WORDS = {
    "name": r"modules?|name|layer|path|parameter|weight|param(?:eter)? name",
    "kind": r"type|module|class",
    "number": r"parameters?|params?|param #|# ?param(?:eter)?s|num(?:ber)?(?: of)? "
    r"param(?:eter)?s|numel|param count|counts?",
    "other": r"inputs?|outputs?|flops|vjp_flops|in sizes|out sizes|mode|shape",
}
TITLES = {role: re.compile(text, re.IGNORECASE) for role, text in WORDS.items()}
# "16,000", "16.0 K", and under the shapes of a cell "600 (2.4 KB)"
COUNT = re.compile(
    r"(?:.* )?(\d{1,3}(?:,\d{3})+|\d{1,18}|\d{1,4}\.\d+)(?: ?([KMBT]))?"
    r"(?: \([\d.]+ [KMGT]?B\))?"
)
LONGEST = 1_000  # characters of a line
MOST = 10_000  # rows


def cells(line: str) -> list[str]:
    inner = line.strip()
    if inner[:1] in "│┃|" and inner[-1:] in "│┃|":
        inner = inner[1:-1]
    return [each.strip() for each in re.split("[│┃|]", inner)]


def roles(line: str) -> list[str] | None:
    """What each column holds, where the line is a heading; else None."""
    if len(line) > LONGEST or not re.search("[│┃|]", line):
        return None
    found = []
    for title in cells(line):
        kinds = [role for role, text in TITLES.items() if text.fullmatch(title)]
        new = [role for role in kinds if role not in found] or kinds
        found.append(new[0] if new else "")
    return found if {"name", "number"} <= set(found) else None


def blocks(lines: list[str], heading: Value, ruled: bool) -> Value:
    """What `heading(line)` says of the first line that it knows, and below it
    (line, cells) of each row; of rows that rules part, the lines of a cell as one."""
    columns: Value = None
    found: list[Value] = []
    block: list[Value] = []
    for n, line in enumerate([*lines, ""], 1):
        written = bool(re.search("[│┃|]", line)) and len(line) <= LONGEST
        if columns is None:
            columns = heading(line)
        elif RULE.fullmatch(line) or (written and block and not ruled):
            found.append((n - 1, block))
            block = [cells(line)] if written and not ruled else []
        elif written:
            block.append(cells(line))
    whole = (
        (n, [" ".join(filter(None, parts)) for parts in zip(*block)])
        for n, block in found
        if block
    )
    return columns, [each for each in whole if len(each[1]) == len(columns)][:MOST]


def rows(lines: list[str]) -> list[tuple[int, str, str, str]]:
    """(line, name, kind, number as written) of each row below the heading."""
    ruled = any(line.lstrip()[:1] == "├" for line in lines)
    columns, found = blocks(lines, roles, ruled)
    return [
        (n, whole[columns.index("name")], kind_of(whole, columns), number)
        for n, whole in found
        if "Total" not in whole
        for number in [whole[columns.index("number")]]
    ]


def kind_of(whole: list[str], columns: Value) -> str:
    return whole[columns.index("kind")] if "kind" in columns else ""


def explained(lines: list[str]) -> Explanation:
    table, printed = rows(lines), totals(lines)
    layers, rounded = [], []
    for line, name, kind, text in table:
        match = COUNT.fullmatch(text)
        if match and match[2]:
            rounded.append(name)
        elif match:
            number = int(float(match[1].replace(",", "")))
            layers.append(Layer(name or kind, kind, (line,), number=number))
    if rounded:
        said = note(
            "The numbers of {names} are printed rounded, so that the total is not "
            "known: sum(p.numel() for p in model.parameters()) tells.",
            names=", ".join(rounded),
        )
        return Explanation("grid", tuple(layers), None, (said,), True)
    whole = printed.get("Total")
    layers = grouped(without_sums(layers, whole))
    return Explanation("grid", tuple(layers), whole)


def without_sums(layers: list[Layer], whole: int | None) -> Value:
    """Rows that hold others, and count them as well, are left out."""
    inner = [
        each
        for each in layers
        if not any(other.name.startswith(f"{each.name}.") for other in layers)
    ]
    if whole is not None and sum(each.number or 0 for each in layers) == whole:
        return layers
    return inner


def grouped(layers: Value) -> Value:
    """The parameters of one module in one row."""
    if any(each.kind for each in layers):
        return layers
    sums: dict[Value, Value] = {}
    for each in layers:
        module = each.name.rpartition(".")[0] or each.name
        above = sums.get(module)
        number = each.number + (above.number if above else 0)
        lines = (*(above.lines if above else ()), *each.lines)
        sums[module] = Layer(module, "", lines, None, number)
    return list(sums.values())
