"""Equinox: modules are trees, and every array in them is a weight."""

from ... import equinox as engine
from ...types import Value
from ..libraries.array import Data
from . import arrays, trees
from .attributes import Layer, Module, Sequential
from .held import Field, fields, given, signed


class EqxModule(Module):
    framework = "equinox"
    between = "."
    arguments, defaults = "", dict[str, Value]()

    def __init_subclass__(cls, **named: Value) -> None:
        super().__init_subclass__()
        if cls.__module__ == "__main__":
            signed(cls)

    def __init__(self, *values: Value, **named: Value) -> None:
        vars(self).update(given(type(self), values, named))

    def numbered(self, path: Value, key: Value) -> str:
        return f"{path}[{key!r}]"

    def static(self) -> Value:
        kinds = {name: getattr(type(self), name, None) for name in fields(type(self))}
        return [name for name, each in kinds.items() if getattr(each, "static", False)]


class EqxLayer(Layer, EqxModule):
    def __init__(self, *values: Value, key: Value = arrays.KEY, **named: Value) -> None:
        if any(each.strip() == "key" for each in self.engine.arguments.split(",")):
            named["key"] = key
        Layer.__init__(self, *values, **named)

    def __call__(self, *inputs: Value, key: Value = None, **named: Value) -> Value:
        return Layer.__call__(self, *inputs, **named)


class EqxSequential(Sequential, EqxModule):
    def __init__(self, layers: Value = ()) -> None:
        self.layers = list(layers)


def kept(tree: Value, *values: Value, **named: Value) -> Value:
    """eqx.filter(tree, eqx.is_array) and the like: all weights stay."""
    return tree


def partition(tree: Value, *values: Value, **named: Value) -> Value:
    return tree, None


def decorator(function: Value = None, *values: Value, **named: Value) -> Value:
    return (lambda made: made) if function is None else function


def gradient(function: Value = None, **named: Value) -> Value:
    """@eqx.filter_value_and_grad: what comes out is not known."""
    if function is None:
        return lambda made: gradient(made, **named)
    return lambda *values, **more: Data("gradients")


def with_state(kind: Value) -> Value:
    return lambda *values, **named: (kind(*values, **named), Data("state"))


def static(**named: Value) -> Value:
    return Field(static=True, **named)


def layers() -> Value:
    made: dict[str, Value] = {
        name: type(name, (EqxLayer,), {"engine": each, "__module__": "equinox.nn"})
        for name, each in engine.LAYERS.items()
    }
    made["Sequential"] = EqxSequential
    made["Lambda"] = lambda fn: fn
    return made


def names() -> Value:
    made = {"Module": EqxModule, "filter": kept, "field": Field, "partition": partition}
    made |= dict.fromkeys(
        ("filter_jit", "filter_checkpoint", "filter_vmap_", "filter_pmap"), decorator
    )
    made |= dict.fromkeys(("filter_grad", "filter_value_and_grad"), gradient)
    made |= {"make_with_state": with_state, "static_field": static}
    made |= {"filter_vmap": arrays.vmap, "combine": kept, "tree_at": tree_at}
    made |= dict.fromkeys(
        ("is_array", "is_inexact_array", "is_array_like"), trees.is_array
    )
    return made


def tree_at(
    where: Value, pytree: Value, replace: Value = None, **named: Value
) -> Value:
    return pytree
