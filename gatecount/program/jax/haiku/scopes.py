"""Haiku's modules, and the names that they get where they are made.

The rules are those of https://github.com/google-deepmind/dm-haiku/blob/v0.0.17/haiku/_src/module.py.
"""

import abc
import re
import types
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps

from ....counting import CountError, Weight
from ....types import TYPE_CHECKING, Routine, Self, Shape, Value
from ...libraries.array import Array
from ...libraries.foreign import is_layer, lacking
from ...session import current
from ...unknown import Unknown
from .. import arrays
from ..held import Row, weight


class Scope:
    """A method that is running: modules made in it are numbered anew."""

    def __init__(self, module: Value = None, method: str = "__call__") -> None:
        self.module, self.method = module, method
        self.numbers: Counter[Value] = Counter()
        self.used: set[Value] = set()

    def prefix(self) -> str:
        if self.module is None:
            return ""
        if self.method == "__call__":
            return f"{self.module.module_name}/"
        method = "" if self.method == "__init__" else self.method
        return f"{self.module.module_name}/~{method}/"

    def unique(self, name: str) -> str:
        base, number = numbered(name)
        if number is None and self.numbers[base]:
            name = f"{base}_{self.numbers[base]}"
        if name in self.used:
            raise CountError(
                "Two modules have the name {name}.", "ValueError", name=name
            )
        self.take(name)
        return name

    def take(self, name: str) -> None:
        self.used.add(name)
        base, number = numbered(name)
        self.numbers[base] = max(self.numbers[base], (number or 0) + 1)


def numbered(name: str) -> tuple[str, int | None]:
    """("linear", 1) of "linear_1"; (name, None) without a number."""
    found = re.fullmatch(r"(.*)_(0|[1-9]\d*)", name, re.S)
    return (found[1], int(found[2])) if found else (name, None)


class Frame:
    """One run of a transformed function: its weights by module, and its state."""

    def __init__(self, initialising: bool) -> None:
        self.scopes, self.initialising = [Scope()], initialising
        self.rows: dict[Value, Value] = {}
        self.params: dict[Value, Value] = {}
        self.state: dict[Value, Value] = {}

    @contextmanager
    def inside(self, module: Value, method: str) -> Iterator[None]:
        self.scopes.append(Scope(module, method))
        try:
            yield
        finally:
            self.scopes.pop()

    def keep(
        self, path: str, module: Value, weights: tuple[Weight, ...] | list[Weight]
    ) -> None:
        """The weights of a module; what it has already must have the same shape."""
        row = self.rows.setdefault(path, Row(path, module, []))
        known = {each.path: each for each in row.weights}
        for each in weights:
            before = known.get(each.path)
            if before is None:
                row.weights.append(each)
                place, _, name = each.path.rpartition("/")
                made = arrays.array(each.shape)
                self.params.setdefault(place, {})[name] = made
            elif before.shape != each.shape:
                raise CountError(
                    "{name} has the shape {known} already, and {shape} is asked for "
                    "here.",
                    "ValueError",
                    name=each.path,
                    known=str(before.shape),
                    shape=str(each.shape),
                )


def frames() -> Value:
    return current().state.setdefault("haiku", [])


def frame(asked: str = "Module") -> Value:
    """The innermost run; what is `asked` for stands in one only."""
    if frames():
        return frames()[-1]
    raise CountError(
        "hk.{name} must be used inside hk.transform: write a function that makes and "
        "calls the modules, and initialise it, as in "
        "hk.transform(f).init(jax.random.key(0), x).",
        "ValueError",
        name=asked,
    )


def entered(method: Routine, name: str) -> Routine:
    """A method under whose run modules get its name in theirs."""

    @wraps(method)
    def inside(self: Value, *values: Value, **named: Value) -> Value:
        if not frames():
            return method(self, *values, **named)
        running = frames()[-1]
        with running.inside(self, getattr(method, "named_like", name)):
            found = method(self, *values, **named)
        row = running.rows.get(getattr(self, "module_name", None))
        if name == "__call__" and row is not None and not row.inputs and values:
            output = found[0] if isinstance(found, tuple) and found else found
            row.inputs, row.output = sizes_of(values[0]), sizes_of(output)
        return found

    return inside


def sizes_of(value: Value) -> Shape | None:
    shape = getattr(value, "shape", None)
    if not isinstance(shape, tuple):
        return None
    return tuple(size if isinstance(size, int) else None for size in shape)


class Kind(abc.ABCMeta):
    """The class of module classes: it enters their methods."""

    def __new__(
        cls, name: Value, bases: Value, members: Value, **named: Value
    ) -> Value:
        for key, value in members.items():
            if key == "module_name" or (key.startswith("__") and key != "__call__"):
                continue
            if isinstance(value, property) and value.fget:
                members[key] = property(entered(value.fget, key), value.fset)
            own = isinstance(value, types.FunctionType)
            if own and not getattr(value, "transparent", False):
                members[key] = entered(value, key)
        return super().__new__(cls, name, bases, members, **named)

    def __call__(cls: Value, *values: Value, **named: Value) -> Value:
        running, made = frame(cls.__name__), cls.__new__(cls)
        vars(made)["_place"] = current().place()
        with running.inside(made, "__init__"):
            made.__init__(*values, **named)
        if "module_name" not in vars(made):
            raise CountError(
                "The constructor of {name} has to begin with super().__init__().",
                "ValueError",
                name=cls.__name__,
            )
        return made


class Module(metaclass=Kind):
    framework = "haiku"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Value:
            """An argument of its constructor, or a part."""

        def __call__(self, *values: Value, **named: Value) -> Value: ...

    def __new__(cls, *values: Value, **named: Value) -> Self:
        return object.__new__(cls)

    def __init__(self, name: Value = None) -> None:
        own = type(self).__name__
        name = name or getattr(self, "name", None) or snake(own)
        caller = frame(own).scopes[-2]
        if name.startswith("FORCE:"):
            name = name.removeprefix("FORCE:")
            caller.take(name)
        elif not re.fullmatch(r"[a-zA-Z_]\w*", name, re.A):
            raise CountError(
                "name must be a Python name, such as 'lstm', not {value}.",
                "ValueError",
                value=repr(name),
            )
        else:
            name = caller.unique(caller.prefix() + name)
        self.module_name, self.name = name, name.rpartition("/")[2]

    __post_init__ = __init__

    def __setattr__(self, name: str, value: Value) -> None:
        vars(self)[name] = value
        if is_layer(value) and not value.text.startswith(("haiku", "jax")):
            lacking(value)

    def __repr__(self) -> str:
        return "?"

    def params_dict(self) -> Value:
        begin = f"{self.module_name}/"
        return {
            each.path: arrays.array(each.shape)
            for row in frame().rows.values()
            for each in row.weights
            if each.path.startswith(begin)
        }


def snake(name: str) -> str:
    """lstm of LSTM, my_module of MyModule, conv2_d of Conv2D."""
    return re.sub(r"((?<=[a-z0-9])[A-Z]|(?<!^)[A-Z](?=[a-z]))", r"_\1", name).lower()


def get_parameter(
    name: Value, shape: Value = (), dtype: Value = None, init: Value = None
) -> Array:
    running = frame("get_parameter")
    module = running.scopes[-1].module
    path = module.module_name if module else "~"
    owner = module or current().state["haiku_now"]
    shape = (shape,) if isinstance(shape, (int, Unknown)) else tuple(shape)
    running.keep(path, owner, [weight(f"{path}/{name}", shape)])
    return Array(shape, "float32", name)


def get_state(
    name: Value, shape: Value = (), dtype: Value = None, init: Value = None
) -> Value:
    running = frame("get_state")
    module = running.scopes[-1].module
    place = running.state.setdefault(module.module_name if module else "~", {})
    return place.setdefault(name, arrays.array(tuple(shape or ())))


def set_state(name: Value, value: Value) -> None:
    running = frame("set_state")
    module = running.scopes[-1].module
    running.state.setdefault(module.module_name if module else "~", {})[name] = value


class NameScope:
    """with hk.name_scope("encoder"):"""

    def __init__(self, name: Value, *, method_name: Value = "__call__") -> None:
        self.name, self.method = name, method_name

    def __enter__(self) -> None:
        self.before = len(frame("name_scope").scopes)
        for each in self.name.split("/"):
            module = Module(name=each)
            frames()[-1].scopes.append(Scope(module, self.method))

    def __exit__(self, *error: Value) -> None:
        del frames()[-1].scopes[self.before :]


def transparent(method: Value) -> Value:
    method.transparent = True
    return method


def name_like(name: Value) -> Routine:
    def like(method: Value) -> Value:
        method.named_like = name
        return method

    return like
