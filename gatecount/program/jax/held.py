"""What holds weights: a module, and what they are in it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from ...counting import Weight
from ...layer import bind, parameters
from ...types import TYPE_CHECKING, Self, Shape, Value
from ..libraries.array import Array, Data
from ..session import current
from ..unknown import Unknown, sized
from .arrays import FUNCTION as FUNCTION
from .arrays import KEY, array, shape_of

if TYPE_CHECKING:
    from ...jax import Layer

PLAIN = ("_init", "_fn", "dtype", "precision", "activation", "_metadata", "dot_general")


@dataclass
class Row:
    """One layer: `weights` have their whole paths."""

    path: str
    module: Value
    weights: list[Value]
    inputs: tuple[Value, ...] = ()
    output: Value = None


class Held:
    """A module of any of the three libraries."""

    framework = ""
    between = "/"  # in a path

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Value:
            """An argument of its constructor, or a part."""

    def __new__(cls, *values: Value, **named: Value) -> Self:
        made = object.__new__(cls)
        vars(made)["_place"] = current().place()
        vars(made)["_meant"] = 0
        current().state.setdefault("jax", []).append(made)
        return made

    def __repr__(self) -> str:
        return "?"  # as its library prints it is not known here

    def rows(self) -> list[Value]:
        return []

    def weights(self) -> list[Leaf]:
        """Each weight once, as leaves with a path."""
        found = (each for row in self.rows() for each in row.weights)
        return [Leaf(each.path, each.shape) for each in found]

    def means(self) -> None:
        vars(self)["_meant"] = current().tick()


@dataclass(frozen=True)
class Leaf:
    path: str
    shape: tuple[Value, ...]

    def array(self) -> Value:
        return array(self.shape)


def whole(weights: list[Value] | dict[str, Value], text: str) -> Value:
    """Weights for the program; not known where a layer is, so that no sum is false."""
    return Data(text) if current().missing else weights


def fields(cls: Value) -> Value:
    """The names that a class annotates, in the order of its bases."""
    found: dict[Value, Value] = {}
    for each in reversed(cls.__mro__):
        if each.__module__ == "__main__":
            found |= dict.fromkeys(vars(each).get("__annotations__", ()))
    return [name for name in found if name not in ("name", "parent")]


def signed(cls: Value) -> None:
    """Give a class of the program the constructor that its fields make."""
    names, known, text = fields(cls), {}, []
    for name in names:
        default = getattr(cls, name, MISSING)
        if isinstance(default, (Field, dataclasses.Field)):
            factory = getattr(default, "default_factory", None)
            default = factory() if callable(factory) else default.default
        default = MISSING if default is dataclasses.MISSING else default
        if default is MISSING:
            text.append(name)
        else:
            known[f"usual_{name}"] = default
            text.append(f"{name}=usual_{name}")
    cls.arguments, cls.defaults = ", ".join(text), known


MISSING = object()


class Field:
    """eqx.field(static=True, default=3)"""

    def __init__(
        self, default: Value = MISSING, static: Value = False, **named: Value
    ) -> None:
        self.default, self.static = default, static


def given(
    cls: Value, values: tuple[Value, ...], named: dict[str, Value]
) -> dict[str, Value]:
    """The constructor's arguments by name."""
    return bind(cls, values, named)


def constructed(
    engine: Value, values: list[int] | tuple[Value, ...], named: dict[str, Value]
) -> Value:
    """The engine's layer, from arguments as the program gives them."""
    names = [each.name for each in parameters(engine)]
    named = dict(zip(names, values)) | named if len(values) <= len(names) else named
    values = values if len(values) > len(names) else ()
    kept = {}
    for name, value in named.items():
        if name.endswith(PLAIN) and name in names:
            continue  # changes no weight
        kept[name] = plain(value, name)
    return engine.construct(*values, **kept)


def plain(value: Value, name: str = "") -> Value:
    if isinstance(value, (tuple, list)):
        return type(value)(plain(each, name) for each in value)
    if isinstance(value, Unknown):
        return KEY if name == "key" else sized(value)
    if hasattr(value, "engine_layer"):
        return value.engine_layer
    return FUNCTION if callable(value) and not isinstance(value, type) else value


def weight(path: str, shape: Value, trainable: bool = True) -> Weight:
    name = path.replace("[", ".").replace("/", ".").rpartition(".")[2]
    return Weight(name, path, tuple(sized(tuple(shape))), trainable)


def counted(
    layer: Layer, value: Array, axes: int = 1
) -> tuple[tuple[Weight, ...], Shape, Shape | list[Value]]:
    """(weights, shape of the input, shape of the output) of an engine's layer."""
    shape = shape_of(value, axes)
    found = layer.count(shape)
    return found.weights, shape, layer.output(shape)
