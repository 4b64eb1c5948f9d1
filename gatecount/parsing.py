"""Python's parser for what comes from outside, which may be nested without end."""

import ast
import re

from .types import Any

# Brackets in brackets. Python itself bears 200; in a browser its parser uses up the
# stack before, and with it the interpreter.
DEEPEST = 100
TEXT = re.compile(
    r'"""(?:\\.|.)*?"""|'
    r"'''(?:\\.|.)*?'''|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'(?:\\.|[^'\\\n])*'|#[^\n]*",
    re.S,
)
BRACKET = re.compile(r"[()\[\]{}]")


def parse(text: str, filename: str = "<unknown>", mode: str = "exec") -> Any:
    """As ast.parse; a SyntaxError where brackets are nested deeper than `DEEPEST`."""
    if sum(map(text.count, "([{")) > DEEPEST:
        depth, plain = 0, TEXT.sub(blank, text)
        for each in BRACKET.finditer(plain):
            depth = depth + 1 if each[0] in "([{" else max(depth - 1, 0)
            if depth > DEEPEST:
                line = text.count("\n", 0, each.start()) + 1
                said = text.split("\n")[line - 1][:80]
                raise SyntaxError(
                    "too many nested parentheses", (filename, line, 1, said)
                )
    return ast.parse(text, filename, mode)


def blank(found: "re.Match[str]") -> str:
    """A text without its signs, of the same length."""
    return re.sub(r"[^\n]", " ", found[0])
