"""What stands before the code in every line, or around it, on the page it is from."""

import re
from textwrap import dedent

from ...types import Value
from .lexing import scan
from .notes import Note, note

FENCE = re.compile(r"\s*(```+|~~~+)\s*\{?\.?([\w+-]*)")
PYTHON = {"", "python", "python3", "py", "py3", "ipython", "ipython3", "pycon"}
NUMBER = re.compile(r"\s*(\d{1,6})(?:[.:|](?=\s|$)|(?=\s|$))(.*)", re.DOTALL)


def unfenced(lines: list[str], notes: list[Note]) -> list[str]:
    """Only what stands between Markdown's fences."""
    places = [
        n
        for n, (line, state) in enumerate(zip(lines, scan(lines)))
        if FENCE.match(line) and not state.inside
    ]
    if not places:
        return lines
    taken = list(lines)
    opened = fence(lines[places[0]])[2]
    if len(places) == 1:  # only one end was copied
        taken[places[0]] = ""
        if opened:
            taken[: places[0]] = [""] * places[0]
    else:
        fences = {n: order % 2 for order, n in enumerate(places)}  # 1: it closes one
        keep = False
        for n, line in enumerate(lines):
            if n in fences:
                keep = not fences[n] and fence(line)[2].lower() in PYTHON
            if n in fences or not keep:
                taken[n] = ""
    if any(taken):
        away = changed(lines, taken)
        notes.append(note("Only the code between the ``` is read.", away))
        return taken
    return lines


def unquoted(lines: list[str], notes: list[Note]) -> list[str]:
    """Without the > of a quoted mail or forum post."""
    written = [line for line in lines if line.strip()]
    if not written or not all(re.match(r">(?!>>)", line) for line in written):
        return lines
    taken = [re.sub(r"^> ?", "", line) for line in lines]
    notes.append(note("The > before every line are left out.", changed(lines, taken)))
    return taken


def fence(line: str) -> Value:
    """What a line says that is known to be a fence."""
    return FENCE.match(line)


def unnumbered(lines: Value, notes: list[Note]) -> Value:
    """Without line numbers, which count up by one."""
    found: list[Value] = [NUMBER.match(line) for line in lines]
    written = [n for n, line in enumerate(lines) if line.strip()]
    if len(written) < 2 or not all(found[n] for n in written):
        return lines
    first = int(found[written[0]][1]) - written[0]
    if any(int(found[n][1]) != first + n for n in written):
        return lines
    rests = [match[2] if match else "" for match in found]
    if not any(rest.strip() for rest in rests):
        return lines
    taken = dedent("\n".join(rests)).split("\n")
    notes.append(note("The line numbers are left out.", changed(lines, taken)))
    return taken


def unindented(lines: list[str], notes: list[Note]) -> list[str]:
    """Without an indentation that all lines share."""
    taken = dedent("\n".join(lines)).split("\n")
    away = changed(lines, taken)
    if any(lines[n - 1].strip() for n in away):
        notes.append(note("The indentation that all lines share is left out.", away))
        return taken
    return lines


def untabbed(lines: list[str], notes: list[Note]) -> list[str]:
    """Spaces instead of tabs, where both are mixed."""
    taken = [
        (line[: len(line) - len(line.lstrip())]).expandtabs(8) + line.lstrip()
        for line in lines
    ]
    away = changed(lines, taken)
    if away:
        notes.append(note("Tabs at the start of a line are read as 8 spaces.", away))
    return taken


def changed(before: list[str], after: list[str]) -> list[int]:
    return [n for n, (a, b) in enumerate(zip(before, after), 1) if a != b]
