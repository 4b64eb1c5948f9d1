"""Signs that word processors and Chinese keyboards put in the place of Python's."""

from ...types import Value
from .lexing import CODE, CURLY, DOUBLE, scan
from .notes import Note, note

SIGNS = {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
SIGNS |= dict(zip("。、【】−–—…", [".", ",", "[", "]", "-", "-", "-", "..."]))
SPACES = dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000", " ")
SPACES |= {chr(code): " " for code in range(0x2000, 0x200B)}
NOTHING = dict.fromkeys("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad", "")


def plain(lines: list[str], notes: list[Note]) -> list[str]:
    """Python's own signs, outside strings and comments."""
    taken: list[Value] = []
    signs: dict[Value, Value] = {}
    spaces: list[Value] = []
    for n, (line, state) in enumerate(zip(lines, scan(lines)), 1):
        if line.isascii():
            taken.append(line)
            continue
        code = []
        for sign, kind in zip(line, state.kinds):
            new = sign
            if kind == CURLY:
                new = '"' if sign in DOUBLE else "'"
            elif kind == CODE:
                new = SIGNS.get(sign) or SPACES.get(sign, NOTHING.get(sign, sign))
            if new != sign and not new.strip():
                spaces.append(n)
            elif new != sign:
                signs.setdefault((sign, new), []).append(n)
            code.append(new)
        taken.append("".join(code))
    for (sign, new), where in signs.items():
        notes.append(
            note(
                "{sign} is read as {new}: Python knows only the plain sign.",
                dict.fromkeys(where),
                sign=sign,
                new=new,
            )
        )
    if spaces:
        notes.append(
            note(
                "Special spaces are read as plain ones, and invisible signs are left "
                "out.",
                dict.fromkeys(spaces),
            )
        )
    return taken
