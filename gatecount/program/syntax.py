"""Python's own syntax tree: what a program's statements do, and new ones for it."""

import ast
import re
import types
from collections.abc import Iterator
from types import CodeType

from ..types import Value


def call(name: str, *values: ast.expr) -> ast.Call:
    return ast.Call(load(name), list(values), [])


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def set_to(name: str, value: Value) -> Value:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def stated(text: str) -> Value:
    """A statement from its text, with no place yet."""
    made = ast.parse(text).body[0]
    for each in ast.walk(made):
        for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
            vars(each).pop(name, None)
    return made


def place(node: ast.AST, like: Value) -> Value:
    """`node` and all in it that has no place yet: that of `like`."""
    for each in ast.walk(node):
        placed = isinstance(each, (ast.stmt, ast.expr, ast.excepthandler))
        if placed and getattr(each, "lineno", None) is None:
            ast.copy_location(each, like)
    return node


def magic(node: Value) -> ast.Module | None:
    """What `get_ipython().run_cell_magic("time", "", code)` times, as statements."""
    names = ("run_cell_magic", "run_line_magic")
    called = isinstance(node, ast.Call) and getattr(node.func, "attr", None) in names
    if not called:
        return None
    values = [getattr(each, "value", None) for each in node.args]
    timed = values[:1] in (["time"], ["timeit"], ["capture"])
    if not timed or not isinstance(values[-1], str):
        return None
    try:
        return ast.parse(values[-1].strip())
    except SyntaxError:
        return None


def asked(
    name: str, value: Value, *others: ast.expr, before: ast.expr | None = None
) -> Value:
    """`name(value, ...)`, at the place of the value."""
    first = [] if before is None else [before]
    called = call(name, *first, value, *others)
    return place(ast.copy_location(called, value), value)


def sliced(key: ast.expr) -> Value:
    """a[1:u]: as a value."""
    if isinstance(key, ast.Slice):
        ends = [each or ast.Constant(None) for each in (key.lower, key.upper, key.step)]
        return place(ast.copy_location(call("__slice__", *ends), key), key)
    if isinstance(key, ast.Tuple):
        parts = [sliced(each) for each in key.elts]
        return ast.copy_location(ast.Tuple(parts, ast.Load()), key)
    return key


def is_several(target: Value) -> bool:
    return isinstance(target, (ast.Tuple, ast.List))


def matching(subject: ast.Name, pattern: ast.pattern, guard: Value = None) -> Value:
    """The condition of a `case` that names values, None for any other."""
    if guard is not None:
        return None
    if isinstance(pattern, ast.MatchAs) and pattern.name is None:
        return ast.Constant(True) if pattern.pattern is None else None
    if isinstance(pattern, ast.MatchSingleton):
        return ast.Compare(subject, [ast.Is()], [ast.Constant(pattern.value)])
    if isinstance(pattern, ast.MatchValue):
        return ast.Compare(subject, [ast.Eq()], [pattern.value])
    if isinstance(pattern, ast.MatchOr):
        tests = [matching(subject, each) for each in pattern.patterns]
        return None if None in tests else ast.BoolOp(ast.Or(), tests)
    return None


def stored(target: Value) -> list[str]:
    """The names that are assigned: a, (b, *c) -> a, b, c"""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Starred):
        return stored(target.value)
    if is_several(target):
        return [name for each in target.elts for name in stored(each)]
    return []


INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def inside(
    statements: list[ast.stmt], stop: tuple[type[Value], ...] = INNER
) -> Iterator[ast.AST]:
    """What runs in these statements, but for functions that are only defined."""
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, stop):
            waiting += ast.iter_child_nodes(node)


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def assigned(statements: list[ast.stmt]) -> set[str]:
    """The names that the statements give a value."""
    found = set()
    for node in inside(statements, (*INNER, *COMPREHENSIONS)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return {name for name in found if not name.startswith("__")}


CHANGING = """add append appendleft clear discard extend insert pop popitem remove
    setdefault update""".split()


def changed(statements: list[ast.stmt]) -> set[str]:
    """What else they may change, as calls of the helpers that mark it: what an owner
    has of a name, a container, or whatever a function of the program changes."""
    found = set()
    for node in inside(statements, INNER):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            helper, parts, name = "__changed__", [node.value], repr(node.attr)
        elif (
            isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
        ) or (isinstance(node, ast.Attribute) and node.attr in CHANGING):
            helper, parts, name = "__changed__", [node.value], "''"
        elif isinstance(node, ast.Call) and is_place(node.func):
            helper, name = "__may_be_called__", ""
            given = [*node.args, *(each.value for each in node.keywords)]
            parts = [node.func, *filter(is_place, given)]
        else:
            continue
        while name in ("''", "None") and isinstance(parts[0], ast.Subscript):
            parts, name = [parts[0].value], "None"  # d[i].append(x)
        if all(map(is_place, parts)):
            texts = [*map(ast.unparse, parts), name]
            found.add(f"{helper}({', '.join(filter(None, texts))})")
    return found


def conditions(statements: list[ast.stmt]) -> set[str]:
    """The names that decide what the statements do."""
    tests = (node.test for node in inside(statements) if isinstance(node, DECIDING))
    parts = (node for test in tests for node in ast.walk(test))
    return {node.id for node in parts if isinstance(node, ast.Name)}


DECIDING = (ast.If, ast.IfExp, ast.While)


def is_place(node: ast.expr) -> bool:
    """A name, or an attribute of one."""
    return all(isinstance(each, PLACES) for each in ast.walk(node))


PLACES = (ast.Name, ast.Attribute, ast.expr_context)


def codes_of(code: CodeType) -> Iterator[CodeType]:
    """The code of a function, and of what is written inside of it."""
    yield code
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from codes_of(each)


def imports(statement: ast.stmt) -> list[str]:
    """The modules whose import the statement is, by the first part of their names."""
    if isinstance(statement, ast.ImportFrom):
        return [(statement.module or "").partition(".")[0]]
    names = statement.names if isinstance(statement, ast.Import) else ()
    return [each.name.partition(".")[0] for each in names]


LEAVING = {ast.Return: "return", ast.Raise: "raise"}
LOOPS = (ast.For, ast.While, ast.AsyncFor)
ENDS = ("exit", "quit", "_exit", "abort")


def leaving(statements: list[ast.stmt]) -> set[str]:
    """How the statements may leave their block."""
    found = set()
    for node in inside(statements):
        if type(node) in LEAVING:
            found.add(LEAVING[type(node)])
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ENDS:
                found.add("raise")
    for node in inside(statements, (*INNER, *LOOPS)):
        if isinstance(node, (ast.Break, ast.Continue)):
            found.add("break" if isinstance(node, ast.Break) else "continue")
    return found


def loads(statements: list[ast.stmt]) -> bool:
    """Do the statements read a model from a file?"""
    return any(
        isinstance(node, ast.Call)
        and LOADING.search(getattr(node.func, "attr", getattr(node.func, "id", "")))
        for node in inside(statements)
    )


LOADING = re.compile(r"^load|^from_pretrained$|_load$|^restore|^unpickle")


def returns_other(statements: list[ast.stmt]) -> bool:
    """Do the statements return what was made elsewhere, or is made there?"""
    made = (ast.Call, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple)
    return any(
        isinstance(node, ast.Return) and isinstance(node.value, made)
        for node in inside(statements)
    )


def grows(statements: Value) -> bool:
    """Do they make another model of the one of this name: m = m[:1]?"""
    for node in statements:
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Call):
            name = getattr(value.func, "attr", getattr(value.func, "id", ""))
            parts = [*value.args, *(each.value for each in value.keywords)]
            parts = parts if name in ("Model", "Sequential") else []
        elif isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            parts = [value.value]
        else:
            continue
        read = {
            n.id for each in parts for n in ast.walk(each) if isinstance(n, ast.Name)
        }
        if read & {name for each in node.targets for name in stored(each)}:
            return True
    return False


def leaves(statements: list[ast.stmt]) -> bool:
    """Do the statements leave their block in any case?"""
    last = statements[-1] if statements else None
    if isinstance(last, ast.If):
        return leaves(last.body) and leaves(last.orelse)
    if isinstance(last, ast.With):
        return leaves(last.body)
    return not isinstance(last, (*LOOPS, *INNER)) and bool(last and leaving([last]))


def preferred(body: list[ast.stmt], orelse: list[ast.stmt]) -> bool | None:
    """The branch to run where the condition is not known."""
    one, two = leaves(body), leaves(orelse)
    if one != two:
        return not one
    if orelse and loads(body) != loads(orelse):
        return not loads(body)
    return None if orelse else True


def pattern(target: Value) -> ast.Constant:
    """`(a, (b, *c))` -> ("a", ("b", "*c")), as a constant."""
    return ast.Constant(_pattern(target))


def _pattern(target: Value) -> Value:
    if is_several(target):
        return tuple(map(_pattern, target.elts))
    if isinstance(target, ast.Starred):
        return f"*{ast.unparse(target.value)}"
    return ast.unparse(target)
