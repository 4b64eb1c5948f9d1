"""Earlier Python: its statements in the words of today's, line for line."""

from __future__ import annotations

import re
from importlib import import_module

from ..parsing import parse
from ..types import TYPE_CHECKING, Routine, Value
from .symbols import SOURCE
from .unknown import Unknown

if TYPE_CHECKING:
    from .session import Session

MOST = 500  # lines that are changed

WORDS = (
    (r"^(\s*)print\s*>>\s*([\w.]+)\s*,\s*(.*?)\s*$", r"\1print(\3, file=\2)"),
    (r"^(.*?[:;]\s*|\s*)print\s+(.*?),\s*$", r"\1print(\2, end=' ')"),
    (r"^(.*?[:;]\s*|\s*)print\s+(.*?)\s*$", r"\1print(\2)"),
    (r"^(\s*)print\s*$", r"\1print()"),
    (r"^(\s*except\s+[^:]+?),\s*(\w+)\s*:", r"\1 as \2:"),
    (r"^(\s*raise\s+[\w.]+)\s*,\s*(.*)$", r"\1(\2)"),
    (r"^(\s*)exec\s+(.*)$", r"\1exec(\2)"),
    (r"<>", "!="),
    (r"`([^`]*)`", r"repr(\1)"),
    (r"\bur(['\"])", r"r\1"),
    (r"(?<![\w.])0+([1-7][0-7]*)\b(?![.xXoObB])", r"0o\1"),
    (r"(?<![\w.])(\d+)[lL]\b", r"\1"),
)
# A name until Python 3.7, and an argument of `cuda`.
ASYNC = (r"\basync\s*=", "non_blocking=")
COMMENT = re.compile(r"^((?:[^'\"#]|'[^']*'|\"[^\"]*\")*?)(\s*#.*)$")


def python_3(session: Session) -> Value:
    """The source with Python 2's statements changed; as it is if it has none."""
    source = METHODS.sub(r".\1()", session.source)
    if source != session.source:
        session.encoded = [line.encode() for line in source.split("\n")]
        session.source = source
    lines = source.expandtabs(8).split("\n")
    first = error_of("\n".join(lines))
    if first is None:
        return source
    for _ in range(MOST):
        error = error_of("\n".join(lines))
        if error is None:
            future = re.search(r"^from __future__ .*\bdivision", session.source, re.M)
            session.floors = "Python 2" in session.eras and not future
            session.encoded = [line.encode() for line in lines]
            return "\n".join(lines)
        number = (error.lineno or 1) - 1
        if number >= len(lines):
            return session.source
        changed = modern(lines, number)
        if changed is None:
            cell = [0, *(n for n in session.cells if n <= number)][-1]
            end = next((n for n in session.cells if n > number), 0)
            if not end or not any(lines[cell:end]):
                return session.source
            session.skipped.append((error, number + 1))  # Jupyter runs the others
            lines[cell:end] = [""] * (end - cell)
            continue
        lines[number : changed[1]] = changed[0]
        if re.search(ASYNC[0], error.text or ""):
            session.change("async=True → non_blocking=True", "Python 3.6", number + 1)
        else:
            session.change("print x → print(x)", "Python 2", number + 1)
    return session.source


# What Python 2 had under these names.
NAMES = {
    "xrange": "range",
    "raw_input": "input",
    "unicode": "str",
    "basestring": "str",
    "unichr": "chr",
    "long": "int",
    "file": "open",
    "reload": "id",  # of a module: it changes no count
}
METHODS = re.compile(r"\.iter(items|keys|values)\(\)")


def names(session: Session, known: dict[str, Routine | str]) -> Value:
    """Python 2's own names that the program uses, and does not define."""
    found = {}
    for name, instead in NAMES.items() if session.lenient else ():
        used = re.search(rf"(?<![\w.'\"]){name}\s*(?=[(,)])", session.source)
        own = re.search(rf"^\s*{name}\s*=|\bas {name}\b", session.source, re.M)
        if used and not own:
            line = session.source.count("\n", 0, used.start()) + 1
            session.change(f"{name} → {instead}", "Python 2", line)
            found[name] = known[instead]
    return found


def error_of(text: str) -> SyntaxError | None:
    try:
        parse(text, SOURCE)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError):
        return None
    return None


def modern(lines: list[str], number: int) -> tuple[list[str], int] | None:
    """The statement at this line in Python 3, and the line after it."""
    for end in range(number + 1, min(number + 12, len(lines)) + 1):
        text = "\n".join(lines[number:end])
        if text.rstrip().endswith("\\"):
            continue
        comment = COMMENT.match(text) if end == number + 1 else None
        code, rest = comment.groups() if comment else (text, "")
        for pattern, instead in (ASYNC, *WORDS):
            made = re.sub(pattern, instead, code, count=1, flags=re.DOTALL)
            if made != code and (closed(made) or "except" in made):
                return (made + rest).split("\n"), end
    return None


def closed(code: str) -> bool:
    """Are all brackets of the statement closed?"""
    return all(code.count(a) == code.count(b) for a, b in ("()", "[]", "{}"))


MOVED = {
    "time": {"clock": "time.perf_counter"},
    "string": {
        "letters": "string.ascii_letters",
        "lowercase": "string.ascii_lowercase",
        "uppercase": "string.ascii_uppercase",
        "maketrans": "str.maketrans",
    },
    "collections": {
        name: f"collections.abc.{name}"
        for name in """Callable Container Hashable ItemsView Iterable Iterator KeysView
        Mapping MappingView MutableMapping MutableSequence MutableSet Sequence Set Sized
        ValuesView""".split()
    },
}


def moved(session: Session, path: str) -> Routine | None:
    """What gives a name that the module had in earlier Python."""

    def missing(name: str) -> Value:
        instead = MOVED[path].get(name)
        if instead is None or not session.lenient:
            raise AttributeError(name)
        era = "Python 2" if path == "string" else "Python 3.6"
        session.change(f"{path}.{name} → {instead}", era)
        module, _, name = instead.rpartition(".")
        if path == "time":
            return lambda: Unknown("time.clock()")
        return getattr(str if module == "str" else import_module(module), name)

    return missing if path in MOVED else None
