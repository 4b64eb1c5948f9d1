"""Lines that are for the notebook or the shell, not for Python."""

import re

from .lexing import scan
from .notes import Note, note

# Cells in another language; what follows the others, as %%time, is Python.
FOREIGN = re.compile(
    r"\s*%%(?:bash|sh|script|cmd|html|HTML|javascript|js|latex|markdown|sql|R|perl|ruby"
    r"|cython|svg)\b"
)
TIMED = re.compile(r"(\s*)%time +(\S.*)", re.DOTALL)
OTHER = re.compile(
    r"\s*(?:%{1,2} ?\w|!|\?|[\w.]+\?{1,2}\s*$|\$ "
    r"|(?:pip3?|conda|python3? -m pip) install "
    r"|(?:cd|ls|mkdir|cat|cp|mv|rm) +[\w./~'\"-]"
    r"|(?:ls|pwd)$)"
)
ASSIGNED = re.compile(r"(\s*\w[\w, ]*= *)[!%].*", re.DOTALL)


def unmagical(lines: list[str], notes: list[Note]) -> list[str]:
    """Such lines are empty afterwards, or `pass` where a block needs one."""
    taken, away, foreign, continued = [], [], False, False
    for n, (line, state) in enumerate(zip(lines, scan(lines)), 1):
        foreign = (foreign and bool(line.strip())) or bool(FOREIGN.match(line))
        code = line
        if foreign or continued:
            code = ""
        elif not state.inside and not state.depth:
            code = python(line)
        continued = code != line and line.rstrip().endswith("\\")
        if code != line:
            away.append(n)
        taken.append(code)
    if away:
        notes.append(
            note("Commands of the notebook or of the shell are left out.", away)
        )
    return taken


PYLAB = re.compile(r"\s*%\s?pylab\b")


def python(line: str) -> str:
    if PYLAB.match(line):  # brings these names along
        return "import numpy as np, matplotlib.pyplot as plt"
    timed, assigned = TIMED.match(line), ASSIGNED.match(line)
    if timed:
        return timed[1] + timed[2]
    if assigned:
        return assigned[1] + "None"
    if OTHER.match(line):
        margin = line[: len(line) - len(line.lstrip())]
        return f"{margin}pass" if margin else ""
    return line
