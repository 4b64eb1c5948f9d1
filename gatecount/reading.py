"""From the text of a constructor call to a layer, running nothing.

Only literals, signs, arithmetic and calls of the framework's own layer classes are
understood; every other piece of Python is refused by name.
"""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from .counting import CountError
from .parsing import parse
from .types import Any, NoReturn

LONGEST = 10_000  # characters; a layer that a person writes has fewer than 200

LARGEST = 10**500  # beyond it, a number only costs time


def power(base: Any, exponent: Any) -> Any:
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and abs(exponent) * base.bit_length() > LARGEST.bit_length():
        raise OverflowError
    return base**exponent


class Builtin:
    """What a number is computed with, as in units=int(128 / 2) or max(8, 16)."""

    def __init__(self, function: Any) -> None:
        self.function = function

    def construct(self, *values: Any, **named: Any) -> Any:
        try:
            return self.function(*values, **named)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise CountError(
                "{piece} cannot be computed.",
                type(error).__name__,
                piece=f"{self.function.__name__}(...)",
            ) from error


BUILTINS = {
    each.__name__: Builtin(each)
    for each in (int, float, round, abs, len, max, min, sum)
}
ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: power,
}
SIGNS: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


NOTHING: Mapping[str, Any] = MappingProxyType({})


@lru_cache(maxsize=16)
def expression(code: str) -> ast.expr | None:
    """The tree of one Python expression, None where it is none.

    Whoever reads the same text is given the same tree, and changes nothing in it.
    """
    try:
        body: ast.expr = parse(code, mode="eval").body
        return body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def read(
    code: str, classes: Any, prefixes: Any, names: Any = NOTHING, others: Any = NOTHING
) -> Any:
    """The layer that `code` constructs from `classes`, a dict by name.

    `prefixes` are the dotted paths that may stand before a class name; `names`
    holds what else an argument may be, by its full name; `others`, classes that
    the framework has too and that cannot be counted, and why. Raises CountError.
    """
    code = code.strip()
    if len(code) > LONGEST:
        raise CountError(
            "This is longer than one layer: {length} characters. Give one "
            "constructor call, such as LSTM(10).",
            length=len(code),
        )
    node = expression(code)
    if node is None:
        raise CountError(
            "This is not one complete Python expression: {code}. Check the "
            "brackets, quotes and commas.",
            "SyntaxError",
            code=code,
        )
    refuse_repeated(code, node)
    if not isinstance(node, ast.Call):
        raise CountError(
            "{code} is not a layer. Write the constructor call, such as LSTM(10).",
            "TypeError",
            code=code,
        )
    try:
        layer = _Reader(code, classes, prefixes, names, others).value(node)
    except RecursionError as error:
        raise CountError("{code} is nested too deeply.", code=code) from error
    if not hasattr(layer, "count"):
        raise CountError(
            "{code} is not a layer. Write the constructor call, such as LSTM(10).",
            "TypeError",
            code=code,
        )
    return layer


def by_name(*rooms: Any) -> dict[str, Any]:
    """The layers that the modules list in `LAYERS`, in order, by their names."""
    return {layer.__name__: layer for room in rooms for layer in room.LAYERS}


def refuse_repeated(code: str, tree: ast.AST) -> None:
    """Refuse f(a=1, a=2), which Python parses and then does not compile."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            names = [each.arg for each in node.keywords if each.arg is not None]
            if len(set(names)) < len(names):
                raise CountError(
                    "{piece} does not give each argument once, by its name.",
                    "SyntaxError",
                    piece=ast.get_source_segment(code, node),
                )


def refuse(name: str, reason: str) -> NoReturn:
    """Say why a class of the framework is not counted."""
    if reason == "base":
        raise CountError(
            "{layer} is a class to derive layers from. Write the layer itself.",
            "NotImplementedError",
            layer=name,
        )
    if reason == "data":
        raise CountError(
            "{layer} prepares data and has nothing to train. Leave it out, and give "
            "the input shape of what comes after it.",
            "NotImplementedError",
            layer=name,
        )
    if reason == "loss":
        raise CountError(
            "{layer} measures how wrong an output is. It has no parameters and is not "
            "counted.",
            "NotImplementedError",
            layer=name,
        )
    if reason == "state":
        raise CountError(
            "{layer} makes numbers of its own only while it runs, and is not counted. "
            "Count the layer inside it.",
            "NotImplementedError",
            layer=name,
        )
    raise CountError(
        "{layer} is made of code or tensors, which cannot be read here. Write a layer "
        "made of plain values.",
        "NotImplementedError",
        layer=name,
    )


class _Reader:
    def __init__(
        self, code: str, classes: Any, prefixes: Any, names: Any, others: Any
    ) -> None:
        self.code = code
        self.classes = classes
        self.prefixes = prefixes
        self.names = names
        self.others = others

    def value(self, node: ast.AST) -> Any:
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                return self.bounded(node, node.value)
            case ast.Tuple():
                return tuple(self.several(node.elts))
            case ast.List():
                return self.several(node.elts)
            case ast.Dict():
                return self.mapping(node)
            case ast.UnaryOp() if type(node.op) in SIGNS:
                return SIGNS[type(node.op)](self.number(node.operand))
            case ast.BinOp() if type(node.op) in ARITHMETIC:
                return self.arithmetic(node)
            case ast.Call():
                return self.call(node)
            case ast.Name() | ast.Attribute():
                return self.named(node)
            case ast.IfExp():
                return self.value(node.body if self.value(node.test) else node.orelse)
        raise CountError(
            "{piece} cannot be read here. Use plain values such as 10, True, "
            "None or 'tanh'.",
            "TypeError",
            piece=self.text(node),
        )

    def bounded(self, node: ast.AST, value: Any) -> Any:
        if isinstance(value, int) and abs(value) > LARGEST:
            raise CountError(
                "{piece} is larger than any number of parameters. Make it smaller.",
                "OverflowError",
                piece=self.text(node)[:20],
            )
        return value

    def number(self, node: ast.AST) -> Any:
        value = self.value(node)
        if isinstance(value, (int, float)):
            return value
        raise CountError("{piece} is not a number.", "TypeError", piece=self.text(node))

    def arithmetic(self, node: ast.BinOp) -> Any:
        left, right = self.number(node.left), self.number(node.right)
        try:
            value = ARITHMETIC[type(node.op)](left, right)
        except (ArithmeticError, ValueError) as error:
            raise CountError(
                "{piece} cannot be computed.",
                type(error).__name__,
                piece=self.text(node),
            ) from error
        if isinstance(value, complex):
            raise CountError(
                "{piece} is not a number.", "TypeError", piece=self.text(node)
            )
        return self.bounded(node, value)

    def named(self, node: ast.AST) -> Any:
        path = ast.unparse(node)
        if path in self.names:
            return self.names[path]
        if path in BUILTINS:
            return BUILTINS[path]
        prefix, _, name = path.rpartition(".")
        if not prefix or prefix in self.prefixes:
            if name in self.classes:
                return self.classes[name]
            if name in self.others:
                refuse(name, self.others[name])
        raise CountError(
            "{piece} is not known here. Known: {known}.",
            "AttributeError" if prefix and self.knows(path) else "NameError",
            piece=self.text(node),
            known=", ".join(self.classes),
        )

    def knows(self, path: str) -> bool:
        """Is the first word of the path a module that could be imported?"""
        root = path.partition(".")[0]
        known = (*self.prefixes, *(name for name in self.names if "." in name))
        return any(each.partition(".")[0] == root for each in known)

    def call(self, node: ast.Call) -> Any:
        layer = self.named(node.func)
        if not hasattr(layer, "construct"):
            raise CountError(
                "{piece} cannot be called. Leave out its brackets.",
                "TypeError",
                piece=self.text(node),
            )
        return layer.construct(*self.several(node.args), **self.keywords(node))

    def several(self, nodes: Iterable[ast.AST]) -> list[Any]:
        """The values; those of a starred list one by one."""
        values = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                values += self.unpacked(node.value, (tuple, list))
            else:
                values.append(self.value(node))
        return values

    def keywords(self, node: ast.Call) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for each in node.keywords:
            more: dict[Any, Any] = {each.arg: None}
            if each.arg is None:
                more = self.unpacked(each.value, dict)
            twice = named.keys() & more.keys()
            if twice or not all(isinstance(name, str) for name in more):
                raise CountError(
                    "{piece} does not give each argument once, by its name.",
                    "TypeError",
                    piece=self.text(node),
                )
            named |= more if each.arg is None else {each.arg: self.value(each.value)}
        return named

    def unpacked(self, node: ast.AST, kinds: Any) -> Any:
        value = self.value(node)
        if isinstance(value, kinds):
            return value
        raise CountError(
            "{piece} cannot be unpacked here. Write the values one by one.",
            "TypeError",
            piece=self.text(node),
        )

    def mapping(self, node: ast.Dict) -> dict[Any, Any]:
        pairs: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values):
            if key is None:
                pairs |= self.unpacked(value, dict)
                continue
            key = self.value(key)
            if not isinstance(key, (str, int, float, type(None))):
                raise CountError(
                    "{piece} cannot be read here. Use plain values such as 10, True, "
                    "None or 'tanh'.",
                    "TypeError",
                    piece=self.text(node),
                )
            pairs[key] = self.value(value)
        return pairs

    def text(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.code, node) or ast.unparse(node)
