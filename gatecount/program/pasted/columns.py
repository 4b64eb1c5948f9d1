"""The rows of a table in columns, each column known by its heading.

torchinfo, torchsummary, pytorch_model_summary, fastai and Paddle print such tables.
"""

import re
from dataclasses import dataclass

from ...types import Shape, Value

LONGEST = 400  # characters of a line
MOST = 10_000  # rows
TITLES = re.compile(
    r"(?P<name>Layer \(type(?: \(var_name\))?(?::depth-idx)?\))|(?P<input>Input Shape)"
    r"|(?P<output>Output Shape)|(?P<number>Param #)"
    r"|(?P<trained>Tr\. Param #|Trainable)|(?P<other>Kernel Shape|Groups|Param %"
    r"|Mult-Adds)",
    re.IGNORECASE,
)
# "│    └─Linear: 2-1", "├─LSTM (lstm): 1-2", "            Conv2d-1", "Net"
HEAD = re.compile(
    r"(?P<bars>[│├└─ |+\-\t]{0,200}?)(?P<kind>[A-Za-z_][\w.]{0,100})"
    r"(?:-\d{1,5}(?!\d))?(?: \((?P<name>[\w.]{1,100})\))?(?:: ?\d{1,3}-\d{1,5})?(?=\s)"
)
RECURRENT = re.compile(r"(?:LSTM|GRU|RNN|WeightDropout)")
COUNT = re.compile(r"\(?(\d{1,3}(?:,\d{3})+|\d{1,18})\)?|--|\(recursive\)")
SIZES = re.compile(r"\[[\d\s,\[\]None-]*\]|--")
FITS = {
    "input": SIZES,
    "output": SIZES,
    "number": COUNT,
    "trained": re.compile(r"[\d,]+|--|True|False|Partial"),
    "other": re.compile(r"[\[\d\s,.%\]KMG-]+|\(recursive\)"),
}


@dataclass(frozen=True)
class Row:
    """`number` is None for what is counted in a row above; `level` is how far in."""

    line: int
    kind: str
    name: str
    number: int | None
    given: tuple[Value, ...] | None
    output: tuple[Value, ...] | None
    level: int
    frozen: bool
    blank: bool = False  # there is no number, though the layer has weights


def heading(line: str) -> Value:
    """The roles of the columns after the name's, or None if it is no heading."""
    if len(line) > LONGEST:
        return None
    roles = [match.lastgroup for match in TITLES.finditer(line)]
    return roles[1:] if roles[:1] == ["name"] and len(roles) > 1 else None


def rows(lines: list[str]) -> list[Row]:
    """The rows below the first heading; none where it is another kind of table."""
    roles = None
    found: list[Value] = []
    for n, line in enumerate(lines, 1):
        above, roles = roles, heading(line) or roles
        if roles and above is roles and len(line) <= LONGEST:
            made = row(line, roles, n)
            found += [made] if made else []
    return found[:MOST]


def row(line: str, roles: Value, n: int) -> Row | None:
    head = HEAD.match(f"{line} ")
    if not head:
        return None
    if RECURRENT.fullmatch(line.strip()):  # fastai has no number for them
        return Row(n, head["kind"], head["kind"], 0, None, None, 0, False, True)
    tokens = pieces(line[head.end() :])
    cells: dict[Value, Value] = {}
    for role in roles:
        if tokens and FITS[role].fullmatch(tokens[0]):
            cells.setdefault(role, tokens.pop(0))
    wanted = "number" if "number" in roles else "output"
    if wanted not in cells or (tokens and "other" not in roles):
        return None
    written = cells.get("number", "--")
    digits = re.sub(r"\D", "", written)
    known = wanted == "number" and written != "(recursive)"
    frozen = written.startswith("(") or cells.get("trained") in ("0", "False")
    return Row(
        n,
        head["kind"],
        head["name"] or head["kind"],
        int(digits or 0) if known else None,
        sizes(cells.get("input", "")),
        sizes(cells.get("output", "")),
        len(head["bars"]) if set(head["bars"]) & set("├└+") else 0,
        frozen,
    )


def pieces(text: str) -> list[str]:
    """The words of a row; what stands between brackets is one."""
    depth = 0
    found: list[Value] = []
    for word in text.split():
        if depth:
            found[-1] += f" {word}"
        else:
            found.append(word)
        depth = max(0, depth + word.count("[") - word.count("]"))
    return found


def sizes(text: str) -> Shape | None:
    parts = re.findall(r"-?\d+|None", text)
    if not parts or "[[" in text:
        return None
    return (None, *(None if part == "None" else int(part) for part in parts[1:]))
