"""What was typed at a prompt, without the prompt and without what was printed."""

import re

from ...types import Value
from .lexing import scan
from .notes import Note, note
from .parsing import is_program

TYPED = re.compile(r"\s*>>>(?: |$)(.*)", re.DOTALL)
MORE = re.compile(r"\s*\.\.\.(?: |$)(.*)", re.DOTALL)
IN = re.compile(r"\s*(?:In )?\[[\d *]*\]: ?(.*)", re.DOTALL)
GOES_ON = re.compile(r"\s*\.\.\.: ?(.*)", re.DOTALL)
OUT = re.compile(r"\s*Out\[\d+\]:")
LIKE_CODE = re.compile(
    r"\s*(?:import |from \w[\w.]* import |def |class |@|[\w.]+ *=[^=]|[\w.]+\()"
)


def typed(lines: list[str], notes: list[Note]) -> list[str]:
    """The lines of a transcript, each at its place; others are empty."""
    states = scan(lines)
    free = [line for line, state in zip(lines, states) if not state.inside]
    if any(map(TYPED.match, free)):
        return told(lines, console(lines), notes, ">>>")
    if any(re.match(r"\s*In \[[\d *]*\]:", line) for line in free):
        return told(lines, cells(lines), notes, "In [ ]:")
    return lines


def told(
    lines: list[str], taken: list[str | None], notes: list[Value], prompt: str
) -> list[str]:
    """`taken` has None for what is not code."""
    prompted = [n for n, code in enumerate(taken, 1) if code is not None]
    output = [
        n
        for n, (line, code) in enumerate(zip(lines, taken), 1)
        if code is None and line.strip() and not IN.match(line)
    ]
    notes.append(note("The prompts {prompt} are left out.", prompted, prompt=prompt))
    if output:
        notes.append(note("What was printed in between is left out.", output))
    return [code or "" for code in taken]


def console(lines: list[str]) -> list[str | None]:
    """>>> and ...; in IDLE the lines that go on have nothing before them."""
    taken, block = [], []
    for line in lines:
        begun, more = TYPED.match(line), MORE.match(line)
        if begun:
            block = [begun[1]]
            taken.append(begun[1])
        elif block and more:
            block.append(more[1])
            taken.append(more[1])
        elif block and (open_in(block) or in_block(block, line)):
            block.append(line)
            taken.append(line)
        else:
            block = []
            taken.append(None)
    return taken


def open_in(block: list[str]) -> bool:
    """Is a bracket or a long string open at the end?"""
    if len(block) > 200:
        return False
    after = scan([*block, ""])[-1]
    return after.inside or after.depth > 0


def in_block(block: list[str], line: str) -> bool:
    return bool(
        (block[-1].rstrip().endswith(":") or block[-1][:1] in " \t")
        and line[:1] in (" ", "\t")
        and line.strip()
    )


def cells(lines: list[str]) -> list[str | None]:
    """In [1]: with the code beside or below it, up to Out[1]: or what was printed."""
    below, going = None, False
    taken: list[Value] = []
    for n, line in enumerate(lines):
        begun, more = IN.match(line), GOES_ON.match(line)
        if begun or OUT.match(line):
            close(taken, below)
            code = begun[1] if begun and begun[1].strip() else None
            taken.append(code)
            going = code is not None
            below = n + 1 if begun and code is None else None
        elif going and more:
            taken.append(more[1])
        elif below is not None:
            taken.append(line)
        else:
            going = going and not line.strip()
            taken.append(None)
    close(taken, below)
    return taken


def close(taken: Value, start: Value) -> None:
    """Take out of a cell, from `start` on, the paragraphs at its end that no
    Python is and that do not look like it: they were printed."""
    end = len(taken)
    for _ in range(30 if start is not None else 0):
        if is_program("\n".join(code or "" for code in taken[start:end])):
            taken[end:] = [None] * (len(taken) - end)
            return
        cut = end
        while cut > start and not (taken[cut - 1] or "").strip():
            cut -= 1
        while cut > start and (taken[cut - 1] or "").strip():
            cut -= 1
        if cut == start or any(LIKE_CODE.match(code or "") for code in taken[cut:end]):
            return
        end = cut
