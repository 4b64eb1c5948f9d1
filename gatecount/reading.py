"""From the text of a constructor call to a layer, running nothing.

Only literals, signs, whole-number arithmetic and calls of the framework's own
layer classes are understood; every other piece of Python is refused by name.
"""

import ast
import operator
from types import MappingProxyType

from .counting import CountError

LONGEST = 10_000  # characters; a layer that a person writes has fewer than 200

ARITHMETIC = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
}
SIGNS = {ast.USub: operator.neg, ast.UAdd: operator.pos}


def read(code, classes, prefixes, names=MappingProxyType({})):
    """The layer that `code` constructs from `classes`, a dict by name.

    `prefixes` are the dotted paths that may stand before a class name; `names`
    holds what else an argument may be, by its full name. Raises CountError.
    """
    code = code.strip()
    if len(code) > LONGEST:
        raise CountError(
            "This is longer than one layer: {length} characters. Give one "
            "constructor call, such as LSTM(10).",
            length=len(code),
        )
    try:
        tree = ast.parse(code, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise CountError(
            "This is not one complete Python expression: {code}. Check the "
            "brackets, quotes and commas.",
            "SyntaxError",
            code=code,
        ) from error
    if not isinstance(tree.body, ast.Call):
        raise CountError(
            "{code} is not a layer. Write the constructor call, such as LSTM(10).",
            "TypeError",
            code=code,
        )
    try:
        layer = _Reader(code, classes, prefixes, names).value(tree.body)
    except RecursionError as error:
        raise CountError("{code} is nested too deeply.", code=code) from error
    if not hasattr(layer, "count"):
        raise CountError(
            "{code} is not a layer. Write the constructor call, such as LSTM(10).",
            "TypeError",
            code=code,
        )
    return layer


class _Reader:
    def __init__(self, code, classes, prefixes, names):
        self.code = code
        self.classes = classes
        self.prefixes = prefixes
        self.names = names

    def value(self, node):
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                return node.value
            case ast.Tuple():
                return tuple(map(self.value, node.elts))
            case ast.List():
                return list(map(self.value, node.elts))
            case ast.UnaryOp() if type(node.op) in SIGNS:
                return SIGNS[type(node.op)](self.number(node.operand))
            case ast.BinOp() if type(node.op) in ARITHMETIC:
                return self.arithmetic(node)
            case ast.Call():
                return self.call(node)
            case ast.Name() | ast.Attribute():
                return self.named(node)
        raise CountError(
            "{piece} cannot be read here. Use plain values such as 10, True, "
            "None or 'tanh'.",
            piece=self.text(node),
        )

    def number(self, node):
        value = self.value(node)
        if isinstance(value, (int, float)):
            return value
        raise CountError("{piece} is not a number.", "TypeError", piece=self.text(node))

    def arithmetic(self, node):
        left, right = self.number(node.left), self.number(node.right)
        try:
            return ARITHMETIC[type(node.op)](left, right)
        except (ArithmeticError, ValueError) as error:
            raise CountError(
                "{piece} cannot be computed.",
                type(error).__name__,
                piece=self.text(node),
            ) from error

    def named(self, node):
        path = ast.unparse(node)
        if path in self.names:
            return self.names[path]
        prefix, _, name = path.rpartition(".")
        if name in self.classes and (not prefix or prefix in self.prefixes):
            return self.classes[name]
        raise CountError(
            "{piece} is not known here. Known are: {known}.",
            "NameError",
            piece=self.text(node),
            known=", ".join(self.classes),
        )

    def call(self, node):
        layer = self.named(node.func)
        if not hasattr(layer, "construct"):
            raise CountError(
                "{piece} cannot be called. Leave out its brackets.",
                "TypeError",
                piece=self.text(node),
            )
        if any(keyword.arg is None for keyword in node.keywords):
            raise CountError(
                "** cannot be read here. Write each argument by its name.",
            )
        values = [self.value(each) for each in node.args]
        named = {each.arg: self.value(each.value) for each in node.keywords}
        return layer.construct(*values, **named)

    def text(self, node):
        return ast.get_source_segment(self.code, node) or ast.unparse(node)
