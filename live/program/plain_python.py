"""Programs that build no layers: plain Python, which truly runs.

What a counted program computes with data is not known; this is for those that have
none. It is meant for the browser's sandbox: a stranger's program runs here.
"""

import ast
import builtins
import io
from contextlib import redirect_stdout

from gatecount.parsing import parse
from gatecount.program.libraries import REAL

KNOWN = {"math", "gatecount", *REAL}
CLOSED = "breakpoint compile eval exec exit help input open quit".split()
MOST_PRINTED = 1_000_000  # characters


class Output(io.StringIO):
    def write(self, text):
        if self.tell() + len(text) > MOST_PRINTED:
            raise MemoryError("too much is printed")
        return super().write(text)


def printed(source):
    """What the plain program `source` prints; None where it is none, or fails."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    if not is_plain(tree):
        return None
    output = Output()
    names = {"__name__": "__main__", "__builtins__": world()}
    try:
        with redirect_stdout(output):
            exec(compile(tree, "<plain>", "exec"), names)
    except Exception:  # the interpreter says what is wrong with it
        return None
    return output.getvalue() or None


def is_plain(tree):
    """Does it print, import only what is here, and stay on the surface of Python?"""
    prints = False
    for node in ast.walk(tree):
        if not {each.partition(".")[0] for each in imported(node)} <= KNOWN:
            return False
        if isinstance(node, ast.Attribute) and node.attr.startswith("__"):
            return False
        if isinstance(node, ast.Name):
            prints |= node.id == "print"
            if node.id in CLOSED:
                return False
    return prints


def imported(node):
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." if node.level else node.module]
    return []


def world():
    """Python's own names, without those that reach out of the program."""

    def known(name, *rest):
        if name.partition(".")[0] not in KNOWN:
            raise ImportError(name)
        return __import__(name, *rest)

    open_names = {k: v for k, v in vars(builtins).items() if k not in CLOSED}
    return open_names | {"__import__": known}
