"""From the text of a program to code that runs here.

The program is compiled as it stands, but for the few places where Python itself
decides about a value: `int(x)`, an unpacking into several names, a condition of
`while` or `assert`. There it asks a function of `helpers`, since an unknown value
has no number, no length and no end. Positions stay those of the program.
"""

import ast
import re

from ..counting import CountError
from .looping import goes_on, rounds
from .session import SOURCE, current
from .unknown import Answer, Unknown

# Attributes that lead out of the program, into Python itself.
OUTSIDE = frozenset(
    """__subclasses__ __globals__ __builtins__ __code__ __closure__ __loader__ __spec__
    __import__ __bases__ __base__ __mro__ mro __getattribute__ __reduce__ __reduce_ex__
    f_back f_globals f_builtins f_locals f_code tb_frame tb_next gi_frame gi_code
    cr_frame ag_frame __traceback__ __self__ __func__""".split()
)
MOST = 400_000  # characters; 5,000 lines have some 200,000


def compiled(source):
    """The program as code. Raises SyntaxError, with its place."""
    if len(source) > MOST:
        raise CountError(
            "The program has {length} characters; at most {most} are read here. Paste "
            "only what builds the model.",
            length=f"{len(source):,}",
            most=f"{MOST:,}",
        )
    tree = ast.parse(source, SOURCE)
    tree = ast.fix_missing_locations(_Rewriter().visit(tree))
    return compile(tree, SOURCE, "exec", dont_inherit=True)


class _Rewriter(ast.NodeTransformer):
    def __init__(self):
        self.loops = 0

    def visit_Attribute(self, node):
        refuse_outside(node.attr, node.lineno)
        self.generic_visit(node)
        if node.attr == "shape" and isinstance(node.ctx, ast.Load):
            return ast.copy_location(asked("__shape__", node.value), node)
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("int", "float"):
            node.func.id = f"__{node.func.id}_of__"
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if text and isinstance(node.op, ast.Mod):
            return asked("__written__", node.left, node.right)
        return node

    def visit_Subscript(self, node):
        self.generic_visit(node)
        plain = isinstance(node.slice, (ast.Constant, ast.Slice, ast.Tuple))
        if plain or not isinstance(node.ctx, ast.Load):
            return node
        return asked("__item__", node.value, node.slice)

    def visit_While(self, node):
        self.generic_visit(node)
        self.loops += 1
        node.test = asked("__once__", node.test, ast.Constant(self.loops))
        return node

    def visit_Assert(self, node):
        self.generic_visit(node)
        node.test = asked("__granted__", node.test)
        return node

    def visit_Assign(self, node):
        self.generic_visit(node)
        several = [each for each in node.targets if is_several(each)]
        if several:
            node.value = asked("__unpacked__", node.value, pattern(several[0]))
        return node

    def visit_For(self, node):
        self.generic_visit(node)
        self._looped(node)
        node.iter = asked("__rounds__", node.iter)
        return node

    def visit_comprehension(self, node):
        self.generic_visit(node)
        return self._looped(node)

    def _looped(self, node):
        if is_several(node.target):
            node.iter = asked("__unpacked_each__", node.iter, pattern(node.target))
        return node


def asked(name, value, *others):
    """`name(value, ...)`, at the place of the value."""
    called = ast.Name(name, ast.Load())
    return ast.copy_location(ast.Call(called, [value, *others], []), value)


def is_several(target):
    return isinstance(target, (ast.Tuple, ast.List))


def pattern(target):
    """`(a, (b, *c))` -> ("a", ("b", "*c")), as a constant."""
    return ast.Constant(_pattern(target))


def _pattern(target):
    if is_several(target):
        return tuple(map(_pattern, target.elts))
    if isinstance(target, ast.Starred):
        return f"*{ast.unparse(target.value)}"
    return ast.unparse(target)


def refuse_outside(name, line=None):
    if name in OUTSIDE:
        error = CountError(
            "{name} leads out of the program, into Python itself. Leave it out.",
            "AttributeError",
            name=name,
        )
        error.line = line
        raise error


def int_of(*values, **named):
    return _number(int, *values, **named)


def float_of(*values, **named):
    return _number(float, *values, **named)


def _number(kind, *values, **named):
    if values and isinstance(values[0], Unknown):
        value = values[0]
        return value.number(f"{kind.__name__}({value.text})")
    return kind(*values, **named)


def once(value, loop):
    """The condition of a `while`: on unknown data, its body runs once."""
    if not isinstance(value, Unknown):
        return value if value and goes_on(loop) else False
    seen = current().state.setdefault("loops", set())
    if loop in seen:
        return False
    seen.add(loop)
    return True


def written(text, values):
    """`text % values`, with "?" for what is not known."""
    row = values if isinstance(values, tuple) else (values,)
    if any(isinstance(each, Unknown) for each in row):
        pieces = iter(row)

        def one(match):
            if match[0] == "%%":
                return "%"
            value = next(pieces, "")
            return "?" if isinstance(value, Unknown) else match[0] % value

        return re.sub(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]", one, text)
    return text % values


def shape(value):
    """value.shape; None is for us: data of which not even the axes are known."""
    found = value.shape
    if found is None and isinstance(value, Unknown):
        return value.derived(f"{value.text}.shape")
    return found


def item(value, key):
    """value[key]; what a dict has for an unknown key is not known."""
    if isinstance(key, Unknown) and isinstance(value, dict):
        return Unknown(f"[{key.text}]", key.line, key.each)
    return value[key]


def granted(value):
    """What a program asserts about data is taken for true."""
    return True if isinstance(value, Answer) else value


def unpacked(value, names):
    """An unknown value, taken apart into as many as there are names."""
    if not isinstance(value, Unknown) or value.shape is not None:
        if isinstance(value, (tuple, list)) and len(value) == len(names):
            parts = [
                unpacked(each, name) if isinstance(name, tuple) else each
                for each, name in zip(value, names)
            ]
            return parts
        return value
    return [
        unpacked(part(value, name), name)
        if isinstance(name, tuple)
        else part(value, name)
        for name in names
        if not (isinstance(name, str) and name.startswith("*"))
    ]


def part(value, name):
    text = name if isinstance(name, str) and name != "_" else f"{value.text}[…]"
    return value.derived(text)


def unpacked_each(values, names):
    for value in values:
        yield unpacked(value, names)


# Names that end in __ as well are not changed inside of classes.
HELPERS = {
    "__int_of__": int_of,
    "__float_of__": float_of,
    "__once__": once,
    "__granted__": granted,
    "__rounds__": rounds,
    "__item__": item,
    "__shape__": shape,
    "__written__": written,
    "__unpacked__": unpacked,
    "__unpacked_each__": unpacked_each,
}
