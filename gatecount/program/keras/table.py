"""A table in box characters, as `rich` 15 draws it for Keras: to the letter.

Follows rich/table.py, rich/_wrap.py and rich/_ratio.py for columns of given
widths, one space of padding, and text that ends in "…" where a word is too long.
"""

import re
from itertools import pairwise
from math import ceil
from unicodedata import category, east_asian_width

from ...types import Value

WORD = re.compile(r"\s*\S+\s*")
# left, line, between, right
TOP = "┏━┳┓"
BELOW_HEAD = "┡━╇┩"
BETWEEN = "├─┼┤"
BOTTOM = "└─┴┘"


def table(
    heads: list[str],
    alignments: list[str],
    widths: list[int],
    rows: list[list[str]],
    line_length: int,
) -> list[str]:
    """The lines of the table."""
    widths = column_widths(widths, line_length - len(widths) - 1)
    lines = [rule(TOP, widths), *row(heads, alignments, widths, "┃┃┃", True)]
    for n, cells in enumerate(rows):
        lines.append(rule(BETWEEN if n else BELOW_HEAD, widths))
        lines += row(cells, alignments, widths, "│││")
    lines.append(rule(BOTTOM, widths) if rows else rule("└─┴┘", widths))
    return lines


def column_widths(widths: list[int], room: int) -> list[int]:
    """The widths with their padding, made less or more so that they fill the room."""
    padded = [width + 2 for width in widths]
    excess = sum(padded) - room
    shares, made = len(padded), []
    if excess < 0:
        return widened(padded, -excess)
    for width in padded:
        less = min(width, round(excess / shares)) if excess > 0 else 0
        made.append(width - less)
        excess -= less
        shares -= 1
    return made


def widened(widths: list[int], more: int) -> list[int]:
    """Each wider in proportion, rounded up from the first on."""
    whole, made = sum(widths), []
    for width in widths:
        part = ceil(width * more / whole) if whole else more
        made.append(width + part)
        whole -= width
        more -= part
    return made


def rule(characters: Value, widths: list[int]) -> Value:
    left, line, between, right = characters
    return left + between.join(line * width for width in widths) + right


def row(
    cells: list[str],
    alignments: list[str],
    widths: list[int],
    borders: Value,
    at_bottom: bool = False,
) -> list[str]:
    """One row, as high as its highest cell; lower ones stand at its top or bottom."""
    columns = [
        wrapped(text, max(width - 2, 0), alignment)
        for text, width, alignment in zip(cells, widths, alignments)
    ]
    height = max(map(len, columns))
    if at_bottom:
        pairs = zip(columns, widths)
        columns = [[" " * (w - 2)] * (height - len(c)) + c for c, w in pairs]
    left, between, right = borders
    lines = []
    for n in range(height):
        parts = [
            f" {column[n]} " if n < len(column) else " " * width
            for column, width in zip(columns, widths)
        ]
        lines.append(left + between.join(parts) + right)
    return lines


def wrapped(text: str, width: int, alignment: str) -> list[str]:
    """The text in lines of exactly this width."""
    lines = []
    for line in text.split("\n"):
        lines += divided(line, width)
    return [aligned(line, width, alignment) for line in lines]


def divided(line: str, width: int) -> list[str]:
    """Break a line between words; a word that is too long gets a line of its own."""
    breaks, filled = [], 0
    match = WORD.match(line)
    while match:
        start, word = match.start(), match[0]
        length = cells(word.rstrip())
        if width - filled >= length:
            filled += cells(word)
        elif length > width:
            if start:
                breaks.append(start)
            filled = cells(word)
        elif filled and start:
            breaks.append(start)
            filled = cells(word)
        match = WORD.match(line, match.end())
    ends = [0, *breaks, len(line)]
    parts = [line[a:b] for a, b in pairwise(ends)]
    return [without_end(part, width) for part in parts]


def without_end(part: str, width: int) -> str:
    """Take away the spaces at the end that reach beyond the width."""
    length = cells(part)
    if length <= width:
        return part
    spaces = len(part) - len(part.rstrip())
    return part[: len(part) - min(spaces, length - width)]


def aligned(line: str, width: int, alignment: str) -> str:
    if alignment in ("right", "center"):
        line = line.rstrip()
    line = cut(line, width)
    room = width - cells(line)
    before = {"left": 0, "right": room, "center": room // 2}[alignment]
    return " " * before + line + " " * (room - before)


def cut(line: str, width: int) -> str:
    """The line, with "…" at its end if it is too long."""
    if cells(line) <= width:
        return line
    kept, filled = "", 0
    for character in line:
        size = cells(character)
        if filled + size > width - 1:
            break
        kept, filled = kept + character, filled + size
    return kept + " " * (width - 1 - filled) + "…"


def cells(text: str) -> int:
    """How many places the text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(places, text))


def places(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
