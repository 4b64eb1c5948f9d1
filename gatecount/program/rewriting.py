"""From the text of a program to code that runs here.

The program is compiled as it stands, but for two things. Where Python itself
decides about a value (a condition, `int(x)`, an unpacking), it asks a helper, since
an unknown value has no number, no length and no end: see `doubt`. And a statement
that cannot run for want of data, a file or a library is passed over, and what it
assigns is not known: see `skipping`. Positions stay those of the program.
"""

import __future__

import ast
import re
import types

from ..counting import CountError
from . import doubt
from .looping import goes_on, rounds
from .session import SOURCE, current
from .skipping import skip
from .symbols import Symbol
from .unknown import Open, Partial, Unknown, is_open, open_up, plain_number

# Attributes that lead out of the program, into Python itself.
OUTSIDE = frozenset(
    """__subclasses__ __globals__ __builtins__ __code__ __closure__ __loader__ __spec__
    __import__ __bases__ __base__ __mro__ mro __getattribute__ __reduce__ __reduce_ex__
    f_back f_globals f_builtins f_locals f_code tb_frame tb_next gi_frame gi_code
    cr_frame ag_frame __traceback__ __self__ __func__""".split()
)
# Names that an unknown value has for itself, and a library for something else.
SHADOWED = frozenset("text line each base offset kind number derived like".split())
CALLED = frozenset("int float list tuple set frozenset dict str bool".split())
MAKING = frozenset("list dict set defaultdict OrderedDict Counter deque".split())
CHANGING = frozenset(
    """append extend insert remove pop clear update add discard setdefault popitem
    appendleft extendleft popleft subtract""".split()
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
    rewriter = _Rewriter()
    tree = ast.fix_missing_locations(rewriter.visit(tree))
    flags = (
        __future__.annotations.compiler_flag if "annotations" in rewriter.futures else 0
    )
    return compile(tree, SOURCE, "exec", flags, dont_inherit=True)


# Nodes that are rewritten as others are.
ALIKE = {
    "AsyncFunctionDef": "FunctionDef",
    "DictComp": "ListComp",
    "ImportFrom": "Import",
    "SetComp": "ListComp",
    "TryStar": "Try",
}


class _Rewriter(ast.NodeTransformer):
    """`names`: of each function that is being rewritten, those that are global."""

    def __init__(self):
        self.number = 0
        self.futures = set()
        self.outer = set()  # names of the function that are global, or of one around
        self.loops = []  # the names of the loops around
        self.classes = 0  # a class body has no closures

    def fresh(self, what):
        self.number += 1
        return f"__{what}{self.number}__"

    def visit(self, node):
        name = type(node).__name__
        method = getattr(self, f"visit_{ALIKE.get(name, name)}", self.generic_visit)
        return method(node)

    # Expressions

    def visit_Attribute(self, node):
        refuse_outside(node.attr, node.lineno)
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            if node.attr == "shape":
                return asked("__shape__", node.value)
            if node.attr in SHADOWED:
                return asked("__attribute__", node.value, ast.Constant(node.attr))
        return node

    def visit_Call(self, node):
        method = node.func
        if isinstance(method, ast.Attribute) and method.attr in CHANGING | TELLING:
            helper = "__changing__" if method.attr in CHANGING else "__seen__"
            self.generic_visit(node)
            node.func = asked(helper, node.func.value, ast.Constant(method.attr))
            return node
        self.generic_visit(node)
        if isinstance(method, ast.Name) and method.id in CALLED:
            method.id = f"__{method.id}_of__"
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        text = isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        if text and isinstance(node.op, ast.Mod):
            return asked("__written__", node.left, node.right)
        return node

    def visit_Compare(self, node):
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

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        if any(isinstance(each, ast.NamedExpr) for each in ast.walk(node)):
            return node
        key = ast.Constant(self.fresh("asked"))
        one, all_ = ("__both__", "__all_of__")
        if isinstance(node.op, ast.Or):
            one, all_ = "__either__", "__any_of__"
        node.values = [asked(one, each, before=key) for each in node.values]
        return ast.copy_location(asked(all_, node, before=key), node)

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            return ast.copy_location(asked("__not__", node.operand), node)
        return node

    def visit_IfExp(self, node):
        self.generic_visit(node)
        key = ast.Constant(self.fresh("asked"))
        node.test = asked("__choose__", node.test, before=key)
        plain = isinstance(node.body, ast.Name) and isinstance(node.orelse, ast.Name)
        both = (node.body, node.orelse) if plain else ()
        return asked("__chosen__", node, *both, before=key)

    def visit_JoinedStr(self, node):
        key = ast.Constant(self.fresh("asked"))
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                each.value = asked("__told__", self.visit(each.value), before=key)
                if each.format_spec is not None:
                    self.generic_visit(each.format_spec)
        return asked("__text__", node, before=key)

    def visit_Subscript(self, node):
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            key = sliced(node.slice)
            return asked("__item__", node.value, key)
        node.value = asked("__touched__", node.value)
        return node

    def visit_ListComp(self, node):
        return self._collected(node)

    def visit_GeneratorExp(self, node):
        """A list, since whatever takes it asks for all of it."""
        made = ast.copy_location(ast.ListComp(node.elt, node.generators), node)
        return asked("__generated__", self._collected(made))

    def _collected(self, node):
        self.generic_visit(node)
        for each in node.generators:
            each.iter = asked("__each_of__", each.iter)
            each.ifs = [asked("__keep__", test) for test in each.ifs]
            if is_several(each.target):
                each.iter = asked("__unpacked_each__", each.iter, pattern(each.target))
        begin = ast.copy_location(
            ast.Call(ast.Name("__begin__", ast.Load()), [], []), node
        )
        return asked("__collected__", node, before=begin)

    # Statements

    def visit_Module(self, node):
        node.body = self.block(node.body)
        return node

    def block(self, statements):
        made = []
        for each in statements:
            new = self.visit(each)
            made += new if isinstance(new, list) else [new]
        return made

    def guarded(self, node, names=(), last=None):
        """The statement; where it cannot run, what it assigns is not known."""
        text = ast.Constant(names[0] if names else "")
        skipped = call("__skip__", ast.Name("__error__", ast.Load()), text)
        body = []
        if last is not None:
            body.append(last(skipped))
        elif names:
            body.append(ast.Assign([ast.Name(n, ast.Store()) for n in names], skipped))
        else:
            body.append(ast.Expr(skipped))
        handler = ast.ExceptHandler(ast.Name("__Stop__", ast.Load()), "__error__", body)
        return place(
            ast.Try(node if isinstance(node, list) else [node], [handler], [], []),
            node[0] if isinstance(node, list) else node,
        )

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant):
            return node
        self.generic_visit(node)
        return self.guarded(node)

    def visit_Delete(self, node):
        self.generic_visit(node)
        return self.guarded(node)

    def visit_Assert(self, node):
        self.generic_visit(node)
        node.test = asked("__granted__", node.test)
        return self.guarded(node)

    def visit_Return(self, node):
        self.generic_visit(node)
        if node.value is None:
            return node
        node.value = asked("__returned__", node.value)
        return self.guarded(node, last=lambda value: ast.Return(value))

    def visit_Import(self, node):
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            self.futures |= {each.name for each in node.names}
            return ast.copy_location(ast.Pass(), node)  # notebooks have it anywhere
        names = [each.asname or each.name.partition(".")[0] for each in node.names]
        return self.guarded(node, [each for each in names if each != "*"])

    def visit_Assign(self, node):
        targets, value = node.targets, node.value
        container = isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp))
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            container |= value.func.id in MAKING
        self.generic_visit(node)
        several = [each for each in targets if is_several(each)]
        if several:
            node.value = asked("__unpacked__", node.value, pattern(several[0]))
        elif container:
            node.value = asked("__fresh__", node.value)
        one = targets[0] if len(targets) == 1 else None
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            owner = ast.Name(one.value.id, ast.Load())
            node.value = ast.copy_location(
                call("__kept__", owner, ast.Constant(one.attr), node.value), node.value
            )
        return self._assigned(node, targets)

    def visit_AnnAssign(self, node):
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        return self._assigned(node, [node.target])

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        made = self._assigned(node, [node.target])
        made = made if isinstance(made, list) else [made]
        target = node.target
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            return [*made, self._doubted(target)]
        return made

    def _doubted(self, target):
        """What is set in place, while nobody knows whether the program is here."""
        load = ast.Attribute(
            ast.Name(target.value.id, ast.Load()), target.attr, ast.Load()
        )
        store = ast.Attribute(
            ast.Name(target.value.id, ast.Load()), target.attr, ast.Store()
        )
        value = call("__maybe__", load, ast.Constant(ast.unparse(target)))
        return place(
            ast.If(call("__doubting__"), [ast.Assign([store], value)], []), target
        )

    def _assigned(self, node, targets):
        names = [name for each in targets for name in stored(each)]
        if names:
            made = self.guarded(node, names)
            outer = [each for each in names if each in self.outer]
            doubting = call("__doubting__")
            return [made, self._marked(doubting, outer, node)] if outer else made
        target = targets[0]
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            text = f"{target.value.id}.{target.attr}"
            store = ast.Attribute(
                ast.Name(target.value.id, ast.Load()), target.attr, ast.Store()
            )
            made = self.guarded(node, [text], lambda value: ast.Assign([store], value))
            return made
        return self.guarded(node)

    def visit_If(self, node):
        test = self.visit(node.test)
        first = preferred(node.body, node.orelse)
        leaves = leaving(node.body) | leaving(node.orelse)
        breaks = bool(leaves & {"break"}) and self.loops
        name, written_in = self.fresh("if"), assigned(node.body + node.orelse)
        loop = [ast.Name(self.loops[-1], ast.Load())] if breaks else []
        forks = ast.Constant(
            bool(node.orelse)
            and not loads(node.orelse if first is not False else node.body)
        )

        def decision(value):
            setting = [ast.Name(name, ast.Store())]
            return ast.Assign(
                setting, call("__decide__", value, ast.Constant(first), forks, *loop)
            )

        setting = self.guarded(place(decision(test), node.test), [name], decision)
        keep = ast.Constant(bool(leaves & {"return", "break", "continue"}))
        returns = ast.Constant("return" in leaves)
        whole = ast.Try(
            [
                ast.If(
                    ast.Name(name, ast.Load()),
                    self.block(node.body),
                    self.block(node.orelse),
                )
            ],
            [],
            [],
            [ast.Expr(call("__settle__", ast.Name(name, ast.Load()), keep, returns))],
        )
        made = [setting, place(whole, node)]
        if written_in:
            test = call("__in_doubt__", ast.Name(name, ast.Load()))
            made.append(self._marked(test, written_in, node))
        return made

    def _marked(self, test, names, node):
        """Where the test says so, what these names are is not known any more."""
        body = []
        for name in sorted(names):
            value = call("__maybe__", ast.Name(name, ast.Load()), ast.Constant(name))
            absent = call("__absent__", ast.Constant(name))
            store = ast.Name(name, ast.Store())
            body.append(
                ast.Try(
                    [ast.Assign([store], value)],
                    [
                        ast.ExceptHandler(
                            ast.Name("__Nameless__", ast.Load()),
                            None,
                            [ast.Assign([store], absent)],
                        )
                    ],
                    [],
                    [],
                )
            )
        return place(ast.If(test, body, []), node)

    def visit_While(self, node):
        test = self.visit(node.test)
        return self._looping(
            node,
            lambda loop, body: ast.While(
                asked("__again__", test, ast.Name(loop, ast.Load())),
                body,
                self.block(node.orelse),
            ),
        )

    def visit_For(self, node):
        values = self.visit(node.iter)
        target = self.visit(node.target)
        name = self.fresh("each")
        first = self.guarded(
            place(ast.Assign([ast.Name(name, ast.Store())], values), node.iter), [name]
        )

        def made(loop, body):
            rounds = call(
                "__rounds__", ast.Name(name, ast.Load()), ast.Name(loop, ast.Load())
            )
            if is_several(node.target):
                rounds = call("__unpacked_each__", rounds, pattern(node.target))
            return ast.For(
                target, place(rounds, node.iter), body, self.block(node.orelse)
            )

        return [first, *self._looping(node, made, stored(node.target))]

    def _looping(self, node, made, targets=()):
        loop, names = self.fresh("loop"), assigned(node.body) | set(targets)
        begin = place(ast.Assign([ast.Name(loop, ast.Store())], call("__loop__")), node)
        self.loops.append(loop)
        body = self.block(node.body)
        self.loops.pop()
        leave = ast.Expr(call("__leave__", ast.Name(loop, ast.Load())))
        whole = place(ast.Try([place(made(loop, body), node)], [], [], [leave]), node)
        result = [begin, whole]
        if names:
            doubted = ast.Attribute(ast.Name(loop, ast.Load()), "doubted", ast.Load())
            result.append(self._marked(doubted, names, node))
        return result

    def visit_With(self, node):
        made = []
        for each in node.items:
            name = self.fresh("with")
            value = place(
                ast.Assign(
                    [ast.Name(name, ast.Store())], self.visit(each.context_expr)
                ),
                each.context_expr,
            )
            made.append(self.guarded(value, [name]))
            each.context_expr = place(ast.Name(name, ast.Load()), each.context_expr)
            if each.optional_vars is not None:
                each.optional_vars = self.visit(each.optional_vars)
        node.body = self.block(node.body)
        return [*made, node]

    def visit_FunctionDef(self, node):
        loops, self.loops = self.loops, []
        outer = self.outer
        self.outer = {
            name
            for each in inside(node.body)
            if isinstance(each, (ast.Global, ast.Nonlocal))
            for name in each.names
        }
        node.args = self.visit(node.args)
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        returns = any(
            "return" in leaving([each])
            for each in ast.walk(node)
            if isinstance(each, ast.If)
        )
        yields = any(
            isinstance(each, (ast.Yield, ast.YieldFrom)) for each in ast.walk(node)
        )
        body = self.block(node.body)
        if returns and not yields:
            loop = self.fresh("loop")
            text = body[:1] if ast.get_docstring(node) is not None else []
            leave = ast.Expr(call("__end__", ast.Name(loop, ast.Load())))
            body = [
                *text,
                place(
                    ast.Assign([ast.Name(loop, ast.Store())], call("__loop__")),
                    node.body[0],
                ),
                place(ast.Try(body[len(text) :], [], [], [leave]), node.body[0]),
            ]
            _Returns(loop).visit(ast.Module(body, []))
        node.body = body
        self.loops, self.outer = loops, outer
        return self.guarded(node, [node.name])

    def visit_ClassDef(self, node):
        loops, self.loops = self.loops, []
        node.body = self.block(node.body)
        for name in ("bases", "keywords", "decorator_list"):
            setattr(node, name, [self.visit(each) for each in getattr(node, name)])
        self.loops = loops
        return self.guarded(node, [node.name])

    def visit_Try(self, node):
        node.body = self.block(node.body)
        for each in node.handlers:
            if each.type is not None:
                each.type = self.visit(each.type)
            each.body = self.block(each.body)
        node.orelse, node.finalbody = (
            self.block(node.orelse),
            self.block(node.finalbody),
        )
        return node


class _Returns(ast.NodeTransformer):
    """Tells `__returned__` in which function it is."""

    def __init__(self, loop):
        self.loop = loop

    def visit(self, node):
        return node if isinstance(node, INNER) else super().visit(node)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id == "__returned__":
            if len(node.args) == 1:
                node.args.append(place(ast.Name(self.loop, ast.Load()), node))
            return node
        return node


def call(name, *values):
    return ast.Call(ast.Name(name, ast.Load()), list(values), [])


def place(node, like):
    """`node` and all in it that has no place yet: that of `like`."""
    for each in ast.walk(node):
        placed = isinstance(each, (ast.stmt, ast.expr, ast.excepthandler))
        if placed and getattr(each, "lineno", None) is None:
            ast.copy_location(each, like)
    return node


def asked(name, value, *others, before=None):
    """`name(value, ...)`, at the place of the value."""
    first = [] if before is None else [before]
    called = ast.Call(ast.Name(name, ast.Load()), [*first, value, *others], [])
    return place(ast.copy_location(called, value), value)


def sliced(key):
    """a[1:u]: as a value."""
    if isinstance(key, ast.Slice):
        ends = [each or ast.Constant(None) for each in (key.lower, key.upper, key.step)]
        return place(ast.copy_location(call("__slice__", *ends), key), key)
    if isinstance(key, ast.Tuple):
        parts = [sliced(each) for each in key.elts]
        return ast.copy_location(ast.Tuple(parts, ast.Load()), key)
    return key


def is_several(target):
    return isinstance(target, (ast.Tuple, ast.List))


def stored(target):
    """The names that are assigned: a, (b, *c) -> a, b, c"""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Starred):
        return stored(target.value)
    if is_several(target):
        return [name for each in target.elts for name in stored(each)]
    return []


INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def inside(statements, stop=INNER):
    """What runs in these statements, but for functions that are only defined."""
    waiting = list(statements)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, stop):
            waiting += ast.iter_child_nodes(node)


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def assigned(statements):
    """The names that the statements give a value."""
    found = set()
    for node in inside(statements, (*INNER, *COMPREHENSIONS)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return {name for name in found if not name.startswith("__")}


LEAVING = {ast.Return: "return", ast.Raise: "raise"}
LOOPS = (ast.For, ast.While, ast.AsyncFor)
ENDS = ("exit", "quit", "_exit", "abort")


def leaving(statements):
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


def loads(statements):
    """Do the statements read a model from a file?"""
    return any(
        isinstance(node, ast.Call)
        and LOADING.search(getattr(node.func, "attr", getattr(node.func, "id", "")))
        for node in inside(statements)
    )


LOADING = re.compile(r"^load|^from_pretrained$|_load$|^restore|^unpickle")


def preferred(body, orelse):
    """The branch to run where the condition is not known."""
    one, two = leaving(body), leaving(orelse)
    if bool(one) != bool(two):
        return not one
    if orelse and loads(body) != loads(orelse):
        return not loads(body)
    return None if orelse else True


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
    value = values[0] if values else 0
    if isinstance(value, Unknown):
        return value.number(f"{kind.__name__}({value.text})")
    if isinstance(value, Symbol) and kind is int:
        return value
    if doubt.doubtful(value) or any(map(doubt.doubtful, values[1:])):
        found = value.item() if hasattr(value, "item") else None
        if isinstance(found, Unknown):
            return found.number(f"{kind.__name__}({found.text})")
        return Unknown(f"{kind.__name__}(…)")
    return kind(*values, **named)


def made_of(kind):
    """list, tuple, set …: of a row of unknown length, another one."""

    def made(*values, **named):
        if values and isinstance(values[0], Symbol):
            return Unknown(f"{kind.__name__}(…)")
        before = current().pushed
        found = kind(*values, **named)
        if isinstance(values[0] if values else None, types.GeneratorType):
            return open_up(found) if current().pushed > before else found
        if values and isinstance(values[0], Unknown) and values[0].shape is None:
            return open_up(found)
        return open_up(found) if any(map(is_open, values)) else found

    return made


def str_of(*values, **named):
    if values and is_open(values[0]) and not isinstance(values[0], Partial):
        return Partial("?")
    if values and isinstance(values[0], Unknown) and not values[0].shape:
        return values[0].derived(f"str({values[0].text})")
    return str(*values, **named)


def bool_of(value=False):
    return value if doubt.doubtful(value) else bool(value)


def again(value, loop):
    """The condition of a `while`; see `looping` for what trains."""
    value = doubt.again(value, loop)
    return value if value and goes_on(id(loop)) else False


def rounds_of(values, loop):
    return rounds(doubt.rounds_of(values, loop))


def attribute(value, name):
    """An attribute that unknown values have for themselves."""
    if isinstance(value, Unknown) and (name != "base" or value.shape is None):
        return value.__getattr__(name)
    return getattr(value, name)


def generated(values):
    return values if is_open(values) else iter(values)


def returned(value, loop=None):
    """What a function gives, after an `if` that may have left it, or not."""
    if loop is not None and len(current().doubts) > loop.depth:
        return doubt.maybe(value, "return")
    return value


def written(text, values):
    """`text % values`, with "?" for what is not known."""
    row = values if isinstance(values, tuple) else (values,)
    if any(map(doubt.doubtful, row)):
        pieces = iter(row)

        def one(match):
            if match[0] == "%%":
                return "%"
            value = next(pieces, "")
            return "?" if doubt.doubtful(value) else match[0] % value

        return Partial(re.sub(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]", one, text))
    return text % values


def shape(value):
    """value.shape; None is for us: data of which not even the axes are known."""
    found = value.shape
    if found is None and isinstance(value, Unknown):
        return value.derived(f"{value.text}.shape")
    return found


def item(value, key):
    """value[key]; what a container has at an unknown place is not known."""
    if type(value) in (list, tuple, str, dict, bytes, range, Open) or is_open(value):
        if isinstance(key, slice):
            ends = (key.start, key.stop, key.step)
            if any(map(doubt.doubtful, ends)):
                if isinstance(value, (str, bytes)):
                    return Unknown("…[…]")
                return Open(value)
            return (
                Open(value[key])
                if is_open(value) and value[key]
                else (Open(value) if is_open(value) else value[key])
            )
        if isinstance(key, (Unknown, Symbol)):
            key = key if isinstance(key, Unknown) else Unknown("…")
            return Unknown(f"[{key.text}]", key.line, key.each)
        if is_open(value):
            try:
                found = value[key]
            except (LookupError, TypeError):
                found = next(iter(value), None) if isinstance(value, list) else None
                if isinstance(found, Unknown):
                    return found
                return Unknown(f"…[{key!r}]")
            return Unknown(f"…[{key!r}]") if plain_number(found) else found
    return value[key]


def granted(value):
    """What a program asserts about data is taken for true."""
    return True if doubt.doubtful(value) else value


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
HELPERS = doubt.HELPERS | {
    "__int_of__": int_of,
    "__float_of__": float_of,
    "__str_of__": str_of,
    "__bool_of__": bool_of,
    "__list_of__": made_of(list),
    "__tuple_of__": made_of(tuple),
    "__set_of__": made_of(set),
    "__frozenset_of__": made_of(frozenset),
    "__dict_of__": made_of(dict),
    "__again__": again,
    "__attribute__": attribute,
    "__generated__": generated,
    "__granted__": granted,
    "__rounds__": rounds_of,
    "__returned__": returned,
    "__item__": item,
    "__shape__": shape,
    "__skip__": skip,
    "__slice__": slice,
    "__Stop__": Exception,
    "__Nameless__": NameError,
    "__written__": written,
    "__unpacked__": unpacked,
    "__unpacked_each__": unpacked_each,
}
