"""Which of a program's statements make layers: told from their text and their names."""

from __future__ import annotations

import ast
import inspect
import re
import types
from types import CodeType

from ..types import Value
from .harmless import Harmless
from .jax.held import Held
from .libraries.foreign import NONE, is_layer, lacking
from .session import Session, current
from .stand_ins import StandIn
from .symbols import SOURCE
from .syntax import codes_of, inside

ADDING = "add append build insert extend add_module register_module".split()


def may_make(frame: Value, line: int, session: Session) -> bool:
    """Does the statement on this line make a layer, or put one into a model?"""
    statement = statement_at(line, session)
    names: dict[str, Value] = frame.f_globals | frame.f_locals
    seen: set[Value] = set()
    return statement is None or any(
        makes(node, names, seen) for node in inside([statement], (ast.Lambda,))
    )


def statement_at(line: int, session: Session) -> Value:
    """The innermost statement on this line, None where the text has none."""
    if "statements" not in session.state:
        try:
            nodes = [*ast.walk(ast.parse(session.source))]
        except SyntaxError:
            nodes = []
        session.state["statements"] = [n for n in nodes if isinstance(n, ast.stmt)]
    found = [
        node
        for node in session.state["statements"]
        if node.lineno <= line <= node.end_lineno
    ]
    simple = [each for each in found if not hasattr(each, "body")]
    found = sorted(simple or found, key=lambda each: each.end_lineno - each.lineno)
    return next(iter(found), None)


def makes(node: ast.AST, names: dict[str, Value], seen: set[CodeType]) -> bool:
    """Is it a class of layers, a function that names one, or a call that adds one?"""
    if not isinstance(node, (ast.Name, ast.Attribute)):
        return False
    if isinstance(node, ast.Attribute):
        kind = type(value_of(node.value, names))
        if is_part(kind):
            return node.attr in ADDING or is_maker(getattr(kind, node.attr, 0), seen)
    return is_maker(value_of(node, names), seen)


def is_maker(value: Value, seen: set[CodeType]) -> bool:
    value = getattr(value, "__func__", value)
    if isinstance(value, type):
        return is_part(value)
    if not isinstance(value, types.FunctionType) or value.__code__ in seen:
        return False
    seen.add(value.__code__)
    if value.__code__.co_filename != SOURCE:
        return False
    names = {name for code in codes_of(value.__code__) for name in code.co_names}
    world = value.__globals__
    modules = [each for each in map(world.get, names) if isinstance(each, StandIn)]
    return any(is_maker(world.get(name), seen) for name in names) or any(
        is_maker(vars(module).get(name), seen) for module in modules for name in names
    )


# What a function that builds a model is called, and one that uses it is not.
BUILDING = re.compile(
    r"^(?!train|test|eval|predict|main|run|fit|load|plot)"
    r".*(build|creat|make|model|net|lstm|rnn|gru)",
    re.IGNORECASE,
)


def unused_maker(session: Session) -> Value:
    """What the program defines last that would make a model; None if nothing would."""
    names: dict[str, Value] = session.state.get("names", {})
    makers = [
        each
        for each in names.values()
        if getattr(each, "__module__", "") == "__main__" and is_maker(each, set())
    ]
    own = [each for each in makers if BUILDING.match(each.__name__)]
    return (own or makers or [None])[-1]


def required(maker: Value) -> list[str]:
    """The arguments that a class, or a function, cannot do without."""
    kind = isinstance(maker, type)
    try:
        signature = inspect.signature(maker.__init__ if kind else maker)
    except (TypeError, ValueError):
        return []
    return [
        each.name
        for each in list(signature.parameters.values())[kind:]
        if each.default is each.empty
        and each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)
    ]


def is_part(kind: type[Value]) -> bool:
    """Is it a class of layers or modules, but for losses?"""
    own = {name for each in kind.__mro__ for name in vars(each)}
    known = not own.isdisjoint(("count_params", "register_module"))
    return (known or issubclass(kind, Held)) and not NONE.search(kind.__name__)


def value_of(node: ast.AST, names: dict[str, Value]) -> Value:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = value_of(node.value, names)
        return getattr(owner, "__dict__", {}).get(node.attr)
    return None


def lose_layer(value: Value) -> None:
    """An unknown value that a model is given: note it if it may be a layer."""
    session = current()
    if isinstance(value, Harmless):
        return
    if is_layer(value):
        lacking(value)
        return
    frame = session.frame()
    if any(each.line == session.line for each in session.missing):
        return  # said already
    if frame is not None and may_make(frame, frame.f_lineno, session):
        session.lack(session.place().code)
