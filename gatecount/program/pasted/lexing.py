"""Which characters of a text are Python, and which stand in strings or comments.

For texts that Python itself refuses, so nothing here ever fails.
"""

from dataclasses import dataclass

from ...types import Value

DOUBLE, SINGLE = '"“”„＂', "'‘’‚＇"
OPEN, CLOSE = "([{（［｛【", ")]}）］｝】"
STRING, CODE, CURLY = 0, 1, 2  # what a character is; CURLY: it bounds a string


@dataclass(frozen=True)
class Line:
    """`inside` says that a string of several lines goes on, `depth` how many
    brackets are open, both where the line begins; `kinds` has one per character."""

    inside: bool
    depth: int
    kinds: bytearray


def scan(lines: list[str]) -> list[Line]:
    quote, depth, scanned = None, 0, []
    for line in lines:
        inside, before, kinds, i = quote is not None, depth, bytearray(len(line)), 0
        while i < len(line):
            character = line[i]
            if quote:
                end = line.find(quote, i)
                i = len(line) if end < 0 else end + 3
                quote = quote if end < 0 else None
            elif character == "#":
                break
            elif character in "\"'" and line.startswith(character * 3, i):
                quote, i = character * 3, i + 3
            elif character in DOUBLE + SINGLE:
                i = string(line, i, kinds)
            else:
                kinds[i] = CODE
                depth += (character in OPEN) - (character in CLOSE)
                i += 1
        scanned.append(Line(inside, max(before, 0), kinds))
    return scanned


def string(line: str, start: int, kinds: Value) -> int:
    """Where the string of one line that begins here is over."""
    family = DOUBLE if line[start] in DOUBLE else SINGLE
    own = line[start] if line[start].isascii() else family
    end = closing(line, start + 1, own)
    if end is None:
        end = closing(line, start + 1, family)
    for place in (start, end):
        if place is not None and not line[place].isascii():
            kinds[place] = CURLY
    return len(line) if end is None else end + 1


def closing(line: str, start: int, quotes: str) -> int | None:
    i = start
    while i < len(line):
        if line[i] == "\\":
            i += 1
        elif line[i] in quotes:
            return i
        i += 1
    return None
