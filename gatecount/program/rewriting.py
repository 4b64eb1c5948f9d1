"""From the text of a program to code that runs here.

The program is compiled as it stands, but for two things. Where Python itself
decides about a value (a condition, `int(x)`, an unpacking), it asks a helper, since
an unknown value has no number, no length and no end: see `doubt`. And a statement
that cannot run for want of data, a file or a library is passed over, and what it
assigns is not known: see `skipping`. Positions stay those of the program.
"""

import __future__

import ast

from ..counting import CountError
from ..parsing import parse
from ..types import Routine, Value
from .expressions import MAKING, Expressions
from .symbols import SOURCE
from .syntax import (
    INNER,
    asked,
    assigned,
    call,
    changed,
    conditions,
    grows,
    imports,
    inside,
    is_several,
    leaving,
    load,
    loads,
    magic,
    matching,
    pattern,
    place,
    preferred,
    returns_other,
    set_to,
    stated,
    stored,
)

MOST = 400_000  # characters; 5,000 lines have some 200,000


def compiled(
    source: str, floors: bool = False, mode: str = "exec", line: int | None = None
) -> Value:
    """The program as code; `floors`: / of whole numbers is //. Raises SyntaxError,
    with its place. All of a text that it runs itself stands on one `line` of it."""
    if len(source) > MOST:
        raise CountError(
            "The program has {length} characters; at most {most} are read here. Paste "
            "only what builds the model.",
            length=f"{len(source):,}",
            most=f"{MOST:,}",
        )
    tree = parse(source, SOURCE, mode)
    for node in ast.walk(tree) if line else ():
        place = {"lineno": line, "end_lineno": line, "col_offset": 0}
        vars(node).update(place, end_col_offset=0)
    rewriter = _Rewriter()
    rewriter.floors = floors
    tree = ast.fix_missing_locations(rewriter.visit(tree))
    flags = (
        __future__.annotations.compiler_flag if "annotations" in rewriter.futures else 0
    )
    return compile(tree, SOURCE, mode, flags, dont_inherit=True)


class _Rewriter(Expressions, ast.NodeTransformer):
    """`names`: of each function that is being rewritten, those that are global."""

    def __init__(self) -> None:
        super().__init__()
        self.futures: set[str] = set()
        # Names of the function that are global, or of one around it.
        self.outer: set[str] = set()
        self.loops: list[str] = []  # the names of the loops around
        self.carried: list[Routine] = []  # what is not known in a loop that may go on
        self.classes = 0  # a class body has no closures

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = self.block(node.body)
        return node

    def block(self, statements: list[ast.stmt]) -> Value:
        made: list[Value] = []
        for each in statements:
            new = self.visit(each)
            made += new if isinstance(new, list) else [new]
        return made

    def guarded(
        self, node: Value, names: list[str] | tuple[Value, ...] = (), last: str = "{}"
    ) -> Value:
        """The statement; where it cannot run, what it assigns is not known. `last` is
        what it does instead, with this value."""
        nodes = node if isinstance(node, list) else [node]
        left = f"{', '.join(names)} = " if names else ""
        skipped = last.format(f"__skip__(__error__, {', '.join(map(repr, names))})")
        made = stated(f"try: pass\nexcept __Stop__ as __error__: {left}{skipped}")
        made.body = nodes
        place(made, nodes[0])
        for each in ast.walk(made.handlers[0]):  # Python tells their place by their end
            if isinstance(each, ast.Attribute):
                each.end_lineno, each.end_col_offset = each.lineno, each.col_offset + 1
        return made

    def visit_Expr(self, node: ast.Expr) -> Value:
        value = node.value
        if timed := magic(value):
            for each in ast.walk(timed):
                if hasattr(each, "lineno"):  # all of it stands on this line
                    ast.copy_location(each, node)
            return self.block(timed.body)
        if isinstance(value, ast.Constant):
            return node
        if isinstance(value, ast.BoolOp) and len(value.values) == 2:  # an `if` in one
            test, then = value.values
            if isinstance(value.op, ast.Or):
                test = ast.UnaryOp(ast.Not(), test)
            return self.visit(
                place(ast.If(test, [place(ast.Expr(then), then)], []), node)
            )
        self.generic_visit(node)
        return self.guarded(node)

    def visit_Delete(self, node: ast.Delete) -> Value:
        self.generic_visit(node)
        return self.guarded(node)

    def visit_Assert(self, node: ast.Assert) -> Value:
        self.generic_visit(node)
        node.test = asked("__granted__", node.test)
        return self.guarded(node)

    def visit_Return(self, node: ast.Return) -> Value:
        self.generic_visit(node)
        if node.value is None:
            return node
        node.value = asked("__returned__", node.value)
        return self.guarded(node, last="return {}")

    def visit_Import(self, node: Value) -> Value:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            self.futures |= {each.name for each in node.names}
            return ast.copy_location(ast.Pass(), node)  # notebooks have it anywhere
        names = [each.asname or each.name.partition(".")[0] for each in node.names]
        return self.guarded(node, [each for each in names if each != "*"])

    def visit_Assign(self, node: ast.Assign) -> Value:
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
            kept = call(
                "__kept__", load(one.value.id), ast.Constant(one.attr), node.value
            )
            node.value = ast.copy_location(kept, node.value)
        return self._assigned(node, targets)

    def visit_AnnAssign(self, node: Value) -> Value:
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        return self._assigned(node, [node.target])

    def visit_AugAssign(self, node: Value) -> Value:
        if self.floors and isinstance(node.op, ast.Div) and stored(node.target):
            value = ast.BinOp(load(node.target.id), node.op, node.value)
            return self.visit(place(ast.Assign([node.target], value), node))
        self.generic_visit(node)
        made = self._assigned(node, [node.target])
        made = made if isinstance(made, list) else [made]
        target = node.target
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            return [*made, self._doubted(target)]
        return made

    def _doubted(self, target: ast.Attribute) -> Value:
        """What is set in place, while nobody knows whether the program is here."""
        name = ast.unparse(target)
        made = f"if __doubting__(): {name} = __maybe__({name}, {name!r})"
        return place(stated(made), target)

    def _assigned(self, node: ast.stmt, targets: list[ast.expr]) -> Value:
        names = [name for each in targets for name in stored(each)]
        if names:
            made = self.guarded(node, names)
            outer = [each for each in names if each in self.outer]
            doubting = call("__doubting__")
            return [made, self._marked(doubting, outer, node)] if outer else made
        target = targets[0]
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            return self.guarded(node, [f"{target.value.id}.{target.attr}"])
        return self.guarded(node)

    def visit_If(self, node: ast.If) -> list[ast.stmt]:
        """A chain of elif has one end: Python nests 20 blocks at most."""
        setting, chosen, *marks, ends = self._chain(node)
        whole = stated("try: pass\nfinally: pass")
        whole.body, whole.finalbody = [chosen], [end for _, end in ends]
        later = [place(set_to(name, ast.Constant(None)), node) for name, _ in ends[1:]]
        return [*later, setting, place(whole, node), *marks]

    def _chain(self, node: ast.If) -> Value:
        """What decides, the `if`, what is not known after it, and how each ends."""
        test = self.visit(node.test)
        first = preferred(node.body, node.orelse)
        leaves = leaving(node.body) | leaving(node.orelse)
        name, written_in = self.fresh("if"), assigned(node.body + node.orelse)
        loop = f", {self.loops[-1]}" if "break" in leaves and self.loops else ""
        other = node.orelse if first is not False else node.body
        within = changed(node.body + node.orelse) if other else ()
        forks = (bool(node.orelse) or returns_other(other)) and not loads(other)
        forks = forks or grows(node.body)
        decide = f"{name} = __decide__({{}}, {first}, {forks}{loop})"
        decision = stated(decide.format("0"))
        decision.value.args[0] = test
        setting = self.guarded(place(decision, node.test), last=decide)
        keep, returns = bool(leaves - {"raise"}), "return" in leaves
        ends = [(name, stated(f"__settle__({name}, {keep}, {returns})"))]
        body = self.block(node.body)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            *orelse, inner = self._chain(node.orelse[0])
            ends += inner
        else:
            orelse = self.block(node.orelse)
        made = [setting, place(ast.If(load(name), body, orelse), node)]
        if loop:
            made.append(self.carried[-1](call("__in_doubt__", load(name))))
        if written_in or within:
            doubted = call("__in_doubt__", load(name))
            made.append(self._marked(doubted, written_in, node, within, name))
        return [*made, ends]

    def visit_Match(self, node: Value) -> Value:
        """A choice among values is a chain of `if`."""
        name = self.fresh("match")
        tests = [matching(load(name), each.pattern, each.guard) for each in node.cases]
        if None in tests:
            return self.generic_visit(node)
        chain: list[ast.stmt] = []
        for test, each in zip(tests[::-1], node.cases[::-1]):
            chain = [place(ast.If(test, each.body, chain), each.body[0])]
        return self.block([place(set_to(name, node.subject), node), *chain])

    def _marked(
        self,
        test: ast.expr,
        names: list[str] | set[str],
        node: ast.stmt,
        within: set[str] | tuple[Value, ...] = (),
        doubt: str = "None",
    ) -> Value:
        """Where the test says so, what these names are is not known any more."""
        body = [
            stated(
                f"try: {name} = __maybe__({name}, {name!r}, {doubt})\n"
                f"except __Nameless__: {name} = __absent__({name!r})"
            )
            for name in sorted(names)
        ]
        body += [
            stated(f"try: {each}\nexcept __Stop__: pass") for each in sorted(within)
        ]
        return place(ast.If(test, body or [ast.Pass()], []), node)

    def visit_While(self, node: ast.While) -> Value:
        test = self.visit(node.test)
        return self._looping(
            node,
            lambda loop, body: ast.While(
                asked("__again__", test, load(loop)), body, self.block(node.orelse)
            ),
        )

    def visit_For(self, node: Value) -> list[ast.stmt]:
        values, target = self.visit(node.iter), self.visit(node.target)
        name = self.fresh("each")
        first = self.guarded(place(set_to(name, values), node.iter), [name])

        def made(loop: str, body: list[ast.stmt]) -> ast.For:
            rounds = call("__rounds__", load(name), load(loop))
            if is_several(node.target):
                rounds = call("__unpacked_each__", rounds, pattern(node.target))
            return ast.For(
                target, place(rounds, node.iter), body, self.block(node.orelse)
            )

        return [first, *self._looping(node, made, stored(node.target))]

    def _looping(
        self, node: Value, made: Routine, targets: list[str] | tuple[Value, ...] = ()
    ) -> Value:
        loop, names = self.fresh("loop"), assigned(node.body) | set(targets)
        begin = place(set_to(loop, call("__loop__")), node)
        within, tested = changed(node.body), names & conditions(node.body)
        doubted = ast.Attribute(load(loop), "doubted", ast.Load())
        self.loops.append(loop)
        self.carried.append(lambda test: self._marked(test, tested, node, within))
        body = self.block(node.body)
        if tested or within:  # an earlier round may have changed them
            body = [self.carried[-1](doubted), *body]
        self.carried.pop()
        self.loops.pop()
        whole = stated(f"try: pass\nfinally: __leave__({loop})")
        unsure = call("__unsure__", load(loop))
        marked = self._marked(unsure, names, node, within)
        whole.body = [place(made(loop, body), node), marked]
        return [begin, place(whole, node)]

    def visit_With(self, node: Value) -> list[ast.stmt]:
        made = []
        for each in node.items:
            name, value = self.fresh("with"), self.visit(each.context_expr)
            made.append(self.guarded(place(set_to(name, value), value), [name]))
            each.context_expr = place(load(name), value)
            if each.optional_vars is not None:
                each.optional_vars = self.visit(each.optional_vars)
        node.body = self.block(node.body)
        return [*made, node]

    def visit_FunctionDef(self, node: Value) -> Value:
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
        inner = list(ast.walk(node))
        returns = any("return" in leaving([n]) for n in inner if isinstance(n, ast.If))
        yields = any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in inner)
        body = self.block(node.body)
        if returns and not yields:
            loop = self.fresh("loop")
            text = body[:1] if ast.get_docstring(node) is not None else []
            whole = stated(f"try: pass\nfinally: __end__({loop})")
            whole.body = body[len(text) :]
            begin = set_to(loop, call("__called__"))
            body = [*text, *(place(each, node.body[0]) for each in (begin, whole))]
            _Returns(loop).visit(ast.Module(body, []))
        node.body = body
        self.loops, self.outer = loops, outer
        return self.guarded(node, [node.name])

    def visit_ClassDef(self, node: ast.ClassDef) -> Value:
        loops, self.loops = self.loops, []
        node.body = self.block(node.body)
        for name in ("bases", "keywords", "decorator_list"):
            setattr(node, name, [self.visit(each) for each in getattr(node, name)])
        self.loops = loops
        return self.guarded(node, [node.name])

    def visit_Try(self, node: Value) -> Value:
        """Whether a library is there is not known, nor what is set where it is not."""
        roots = [name for each in node.body for name in imports(each)]
        other = assigned([line for each in node.handlers for line in each.body])
        node.body = self.block(node.body)
        for each in node.handlers:
            kind = each.type or ast.Name("__Any__", ast.Load())
            each.type = self.visit(place(kind, each))
            each.body = self.block(each.body)
        node.orelse, node.finalbody = (
            self.block(node.orelse),
            self.block(node.finalbody),
        )
        away = call("__away__", *map(ast.Constant, roots))
        return [node, self._marked(away, other, node)] if roots and other else node


class _Returns(ast.NodeTransformer):
    """Tells `__returned__` in which function it is."""

    def __init__(self, loop: str) -> None:
        self.loop = loop

    def visit(self, node: ast.AST) -> ast.AST:
        return node if isinstance(node, INNER) else super().visit(node)

    def visit_Call(self, node: ast.Call) -> ast.Call:
        if isinstance(node.func, ast.Name) and node.func.id == "__returned__":
            if len(node.args) == 1:
                node.args.append(place(load(self.loop), node))
            return node
        return node
