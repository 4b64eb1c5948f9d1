"""A program's expressions, rewritten to ask where Python itself would decide."""

import ast

from ..types import Value
from .asking import SHADOWED, refuse_outside
from .syntax import asked, call, is_several, pattern, sliced

CALLED = frozenset("int float list tuple set frozenset dict str bool type".split())
MAKING = frozenset("list dict set defaultdict OrderedDict Counter deque".split())
CHANGING = frozenset(
    """append extend insert remove pop clear update add discard setdefault popitem
    appendleft extendleft popleft subtract sort""".split()
)
TELLING = frozenset(
    """items keys values get index count join copy most_common elements union
    intersection difference replace startswith endswith find""".split()
)
COMPARED = {
    ast.In: "__within__",
    ast.NotIn: "__not_within__",
    ast.Is: "__is__",
    ast.IsNot: "__is_not__",
}

# Nodes that are rewritten as others are.
ALIKE = {
    "AsyncFunctionDef": "FunctionDef",
    "DictComp": "ListComp",
    "ImportFrom": "Import",
    "SetComp": "ListComp",
    "TryStar": "Try",
}


class Expressions(ast.NodeTransformer):
    def __init__(self) -> None:
        self.number = 0
        self.floors = False  # is / of whole numbers //?

    def fresh(self, what: str) -> str:
        self.number += 1
        return f"__{what}{self.number}__"

    def visit(self, node: Value) -> Value:
        name = type(node).__name__
        method = getattr(self, f"visit_{ALIKE.get(name, name)}", self.generic_visit)
        return method(node)

    def visit_Attribute(self, node: ast.Attribute) -> Value:
        refuse_outside(node.attr, node.lineno)
        self.generic_visit(node)
        load = isinstance(node.ctx, ast.Load)
        if load and node.attr == "shape":
            return asked("__shape__", node.value)
        if load and node.attr in SHADOWED:
            return asked("__attribute__", node.value, ast.Constant(node.attr))
        if node.attr in SHADOWED:
            held = asked("__attributes__", node.value)
            key = ast.Constant(node.attr)
            return ast.copy_location(ast.Subscript(held, key, node.ctx), node)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.Starred:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            node.value = asked("__members__", node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        node = self._called(node)
        if any(isinstance(each, ast.Starred) for each in node.args):
            node.func = asked("__counted__", node.func)
        for each in [each for each in node.keywords if each.arg is None]:
            node.keywords.remove(each)
            node.func = asked("__spread__", node.func, each.value)
        return node

    def _called(self, node: Value) -> Value:
        method = node.func
        held: Value = getattr(method, "value", None)
        if getattr(method, "attr", "") == "update" and is_dict_of(held):
            node.func = asked("__absorb__", held.value)
            self.generic_visit(node)
            return node
        if isinstance(method, ast.Attribute) and method.attr in CHANGING | TELLING:
            helper = "__changing__" if method.attr in CHANGING else "__seen__"
            self.generic_visit(node)
            node.func = asked(helper, node.func.value, ast.Constant(method.attr))
            return node
        self.generic_visit(node)
        counts = isinstance(method, ast.Attribute) and method.attr == "__len__"
        if counts and not isinstance(method.value, ast.Call):  # super() has its own
            return asked("len", method.value, *node.args)
        if isinstance(method, ast.Name) and method.id == "super" and node.args:
            method.id = "__super__"
        if isinstance(method, ast.Name) and method.id in CALLED:
            method.id = f"__{method.id}_of__"
        return node

    def visit_BinOp(self, node: ast.BinOp) -> Value:
        self.generic_visit(node)
        text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if text and isinstance(node.op, ast.Mod):
            return asked("__written__", node.left, node.right)
        if self.floors and isinstance(node.op, ast.Div):
            return asked("__divided__", node.left, node.right)
        return node

    def visit_Compare(self, node: ast.Compare) -> Value:
        self.generic_visit(node)
        helper = len(node.ops) == 1 and COMPARED.get(type(node.ops[0]))
        if not helper:
            return node
        right = node.comparators[0]
        if helper.startswith("__is") and not (
            isinstance(right, ast.Constant) and right.value is None
        ):
            return node
        return ast.copy_location(asked(helper, node.left, right), node)

    def visit_BoolOp(self, node: ast.BoolOp) -> Value:
        self.generic_visit(node)
        if any(isinstance(each, ast.NamedExpr) for each in ast.walk(node)):
            return node
        key = ast.Constant(self.fresh("asked"))
        one, all_ = ("__both__", "__all_of__")
        if isinstance(node.op, ast.Or):
            one, all_ = "__either__", "__any_of__"
        node.values = [asked(one, each, before=key) for each in node.values]
        return ast.copy_location(asked(all_, node, before=key), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Value:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            return ast.copy_location(asked("__not__", node.operand), node)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> Value:
        self.generic_visit(node)
        key = ast.Constant(self.fresh("asked"))
        node.test = asked("__choose__", node.test, before=key)
        plain = isinstance(node.body, ast.Name) and isinstance(node.orelse, ast.Name)
        both = (node.body, node.orelse) if plain else ()
        return asked("__chosen__", node, *both, before=key)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Value:
        key = ast.Constant(self.fresh("asked"))
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                each.value = asked("__told__", self.visit(each.value), before=key)
                if each.format_spec is not None:
                    self.generic_visit(each.format_spec)
        return asked("__text__", node, before=key)

    def visit_Subscript(self, node: ast.Subscript) -> Value:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            key = sliced(node.slice)
            return asked("__item__", node.value, key)
        node.value = asked("__touched__", node.value)
        return node

    def visit_ListComp(self, node: ast.expr) -> Value:
        return self._collected(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> Value:
        """A list, since whatever takes it asks for all of it."""
        made = ast.copy_location(ast.ListComp(node.elt, node.generators), node)
        return asked("__generated__", self._collected(made))

    def _collected(self, node: Value) -> Value:
        self.generic_visit(node)
        for each in node.generators:
            each.iter = asked("__each_of__", each.iter)
            each.ifs = [asked("__keep__", test) for test in each.ifs]
            if is_several(each.target):
                each.iter = asked("__unpacked_each__", each.iter, pattern(each.target))
        begin = ast.copy_location(call("__begin__"), node)
        return asked("__collected__", node, before=begin)


def is_dict_of(node: Value) -> bool:
    """Is it the `__dict__` of an object?"""
    return isinstance(node, ast.Attribute) and node.attr == "__dict__"
