"""What holds weights: a module, and what they are in it."""

import dataclasses
from dataclasses import dataclass

from ...counting import Weight
from ...layer import bind, parameters
from ..libraries.array import Data
from ..session import current
from ..unknown import Unknown, sized
from .arrays import FUNCTION, KEY, array, shape_of

PLAIN = ("_init", "_fn", "dtype", "precision", "activation", "_metadata", "dot_general")


@dataclass
class Row:
    """One layer: `weights` have their whole paths."""

    path: str
    module: object
    weights: list
    inputs: tuple = ()
    output: object = None


class Held:
    """A module of any of the three libraries."""

    framework = ""
    between = "/"  # in a path

    def __new__(cls, *values, **named):
        made = object.__new__(cls)
        vars(made)["_place"] = current().place()
        vars(made)["_meant"] = 0
        current().state.setdefault("jax", []).append(made)
        return made

    def __repr__(self):
        return "?"  # as its library prints it is not known here

    def rows(self):
        return []

    def weights(self):
        """Each weight once, as leaves with a path."""
        found = (each for row in self.rows() for each in row.weights)
        return [Leaf(each.path, each.shape) for each in found]

    def means(self):
        vars(self)["_meant"] = current().tick()


@dataclass(frozen=True)
class Leaf:
    path: str
    shape: tuple

    def array(self):
        return array(self.shape)


def whole(weights, text):
    """Weights for the program; not known where a layer is, so that no sum is false."""
    return Data(text) if current().missing else weights


def fields(cls):
    """The names that a class annotates, in the order of its bases."""
    found = {}
    for each in reversed(cls.__mro__):
        if each.__module__ == "__main__":
            found |= dict.fromkeys(vars(each).get("__annotations__", ()))
    return [name for name in found if name not in ("name", "parent")]


def signed(cls):
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

    def __init__(self, default=MISSING, static=False, **named):
        self.default, self.static = default, static


def given(cls, values, named):
    """The constructor's arguments by name."""
    return bind(cls, values, named)


def constructed(engine, values, named):
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


def plain(value, name=""):
    if isinstance(value, (tuple, list)):
        return type(value)(plain(each, name) for each in value)
    if isinstance(value, Unknown):
        return KEY if name == "key" else sized(value)
    if hasattr(value, "engine_layer"):
        return value.engine_layer
    return FUNCTION if callable(value) and not isinstance(value, type) else value


def weight(path, shape, trainable=True):
    name = path.replace("[", ".").replace("/", ".").rpartition(".")[2]
    return Weight(name, path, tuple(sized(tuple(shape))), trainable)


def counted(layer, value, axes=1):
    """(weights, shape of the input, shape of the output) of an engine's layer."""
    shape = shape_of(value, axes)
    found = layer.count(shape)
    return found.weights, shape, layer.output(shape)
