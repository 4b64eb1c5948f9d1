"""The rows of a summary as Keras prints it, of any version and width."""

import re
from dataclasses import dataclass, replace

from ...types import Shape, Value

NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
ROW = re.compile(
    rf"(\S+) ?\(([A-Za-z]\w*)([)…]*) (\[?\(.*?|\?) {NUMBER}(?: \(unbuilt\))?(?: (.*))?$"
)
HEAD = re.compile(r"Layer \(type\).*Output Shape.*Param #", re.IGNORECASE)
TOTAL = re.compile(
    r"\b(Total|Trainable|Non-trainable|Optimizer)(?: trainable)?"
    rf" (?:params|parameters|size of variables): *{NUMBER}",
    re.IGNORECASE,
)
SHAPE = re.compile(r"\(([^()]*)\)")
SOURCE = re.compile(r"([\w.-]+)\[\d+\]\[(\d+)\]")
LONGEST = 400  # characters of a line


@dataclass(frozen=True)
class Row:
    """`connected` names the layers before it, and which of their outputs."""

    name: str
    kind: str
    closed: bool
    shape: str
    number: int
    lines: tuple[int, ...]
    nested: bool = False
    unbuilt: bool = False
    connected: tuple[tuple[str, int], ...] = ()

    @property
    def output(self) -> Value:
        """A shape, a list of shapes, or None if it is cut off."""
        shapes = [sizes(inner) for inner in SHAPE.findall(self.shape)]
        if not shapes or None in shapes or self.shape.count("(") != len(shapes):
            return None
        return shapes[0] if len(shapes) == 1 else shapes


def sizes(inner: str) -> Shape | None:
    parts = [part.strip() for part in inner.split(",") if part.strip()]
    if not parts or not all(re.fullmatch(r"None|\d{1,18}", part) for part in parts):
        return None
    return tuple(None if part == "None" else int(part) for part in parts)


def rows(lines: list[str]) -> list[Row]:
    return boxed(lines) if any("│" in line for line in lines) else ruled(lines)


def totals(lines: list[str]) -> Value:
    """Total, trainable, non-trainable and the optimizer's, as printed."""
    found: dict[Value, Value] = {}
    for line in lines:
        for name, number in TOTAL.findall(line[:LONGEST]):
            found.setdefault(name.capitalize(), int(number.replace(",", "")))
    return found


def row(text: str, lines: Value, nested: bool = False) -> Row | None:
    match = ROW.match(re.sub(r"\s+", " ", text).strip())
    if not match:
        return None
    name, kind, end, shape, number, rest = match.groups()
    number = int(number.replace(",", ""))
    connected = tuple((name, int(n)) for name, n in SOURCE.findall(rest or ""))
    unbuilt = "(unbuilt)" in text
    return Row(name, kind, end == ")", shape, number, lines, nested, unbuilt, connected)


def boxed(lines: list[str]) -> list[Row]:
    """Keras 3: a row is all that stands between two rules."""
    found: list[Value] = []
    cells: list[Value] = []
    where: list[Value] = []
    for n, line in enumerate([*lines, ""], 1):
        inner = line.strip()
        if "│" in inner and len(inner) <= LONGEST and "┼" not in inner:
            parts = inner.strip("│").split("│")
            cells = [*cells, *[""] * (len(parts) - len(cells))]
            cells = [f"{cell} {part.strip()}" for cell, part in zip(cells, parts)]
            where.append(n)
        elif cells:
            nested = "└" in cells[0]
            made = row(" ".join(cells).replace("└", ""), tuple(where), nested)
            found += [made] if made else []
            cells, where = [], []
    return found


def ruled(lines: list[str]) -> list[Row]:
    """Keras 1 and 2: a cell that is too long goes on below, in its column."""
    found, columns = [], None
    for n, line in enumerate(lines, 1):
        head = HEAD.search(line) if len(line) <= LONGEST else None
        written = line.strip(" |\t#>")
        if head:
            low = line.lower()
            columns = low.index("output shape"), low.index("param #")
        elif len(line) > LONGEST or not written.strip("_=-¯ "):
            continue
        elif TOTAL.search(line):
            columns = None
        else:
            made = row(written, (n,), line.startswith("|"))
            made = made or (columns and without_kind(line, columns, n))
            if made:
                found.append(made)
            elif found and columns and line[:1] in " |":
                found[-1] = continued(found[-1], line, columns, n)
    return found


def without_kind(line: str, columns: tuple[int, int], n: int) -> Row | None:
    """A row whose class goes on below; None if it is no row."""
    first, second = columns
    number = re.match(rf"{NUMBER}(?:\s|$)", line[second:])
    name, shape = line[:first].strip(" |"), line[first:second].strip()
    if number and name and shape[:1] in ("(", "["):
        kept = int(number[1].replace(",", ""))
        return Row(name, "", False, shape, kept, (n,), line.startswith("|"))
    return None


def continued(above: Row, line: str, columns: tuple[int, int], n: int) -> Row:
    first, second = columns
    name = line[:first].strip(" |")
    more = tuple((name, int(n)) for name, n in SOURCE.findall(line[second:]))
    if above.closed:
        name = ""
    return replace(
        above,
        kind=(above.kind + name.rstrip(")")).lstrip("("),
        closed=above.closed or name.endswith(")"),
        shape=f"{above.shape} {line[first:second].strip()}",
        lines=(*above.lines, n),
        connected=above.connected + more,
    )
