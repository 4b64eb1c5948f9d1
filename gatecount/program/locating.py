"""Which expression of the program a value comes from: `X.shape[1]` of a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import FrameType

from ..types import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from .unknown import Unknown

PLAIN = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Load, ast.Slice)
SAFE = (*PLAIN, ast.UnaryOp, ast.USub)


def expression(value: Unknown, code: str, frame: FrameType) -> str | None:
    """The part of the call `code` that has this value; None if none is found.

    Only names, attributes and places in containers are looked at again.
    """
    others = []
    for node in leaves(code):
        now = found(node, frame)
        if now is value or is_same(now, value):
            return ast.unparse(node)
        if isinstance(now, (tuple, list)):
            place = next((n for n, each in enumerate(now) if each is value), None)
            if place is not None:
                return f"{ast.unparse(node)}[{place}]"
        more = isinstance(node, ast.BinOp) and not (value.steps or is_moved(node))
        plain = more or isinstance(node, ast.Constant)
        if now is None and not plain and may_tell(node, frame):
            others.append(ast.unparse(node))
    if len(others) == 1:
        return others[0]
    ends = (
        each for each in others if value.text.endswith(f".{each.partition('.')[2]}")
    )
    return next(ends, None)


def is_moved(node: ast.BinOp) -> bool:
    """a + 1, for which the letter of a is asked; a * 2 and a + b are not a."""
    return isinstance(node.op, (ast.Add, ast.Sub)) and isinstance(
        node.right, ast.Constant
    )


def is_same(one: Value, two: Unknown) -> bool:
    """Is it computed alike, as an entry of a row is each time that it is asked for?"""
    known = type(one) is type(two) and two.shape is None
    return known and (one.text, one.root) == (two.text, two.root)


def may_tell(node: ast.expr, frame: FrameType) -> bool:
    """May it be a size? Not what a framework makes, such as l2(0.01)."""
    made = found(node.func, frame) if isinstance(node, ast.Call) else None
    return ".keras." not in (getattr(made, "__module__", None) or "")


def name(value: Unknown, code: str, frame: FrameType) -> str | None:
    """A part of the call, or else a name of the program, that is this very value."""
    for node in leaves(code):
        for inner in ast.walk(node):
            now = found(inner, frame)
            if now is value or is_same(now, value):
                return ast.unparse(inner)
    names = {**frame.f_globals, **frame.f_locals}
    return next((each for each, now in names.items() if now is value), None)


def leaves(code: str) -> Iterator[ast.expr]:
    """The arguments of a call, and what their rows hold."""
    try:
        call = ast.parse(code.strip(), mode="eval").body
    except SyntaxError:
        return
    if not isinstance(call, ast.Call):
        return
    waiting = [*call.args, *(each.value for each in call.keywords)]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.Tuple, ast.List)):
            waiting[:0] = node.elts
        else:
            yield node


def is_safe(node: ast.AST) -> bool:
    return isinstance(node, SAFE)


def found(node: Value, frame: FrameType) -> Value:
    """What the expression is now; None if it would have to be computed."""
    if not all(map(is_safe, ast.walk(node))):
        return None
    try:
        code = compile(ast.Expression(node), "<expression>", "eval")
        return eval(code, frame.f_globals, frame.f_locals)
    except Exception:
        return None
