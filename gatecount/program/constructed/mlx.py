"""MLX: `mlx.nn.Module`, of which every array is a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ... import mlx as engine
from ...types import Routine, Value
from ..jax import arrays
from ..jax.held import Row, whole
from ..libraries import numpy
from ..libraries.array import Array
from . import mlx_layers, module

NN = ("mlx.nn",)


class Base(module.Module):
    framework = "mlx"
    held = Array
    does = "__call__"

    def static(self) -> Value:
        """What begins with an underscore is no parameter."""
        return [name for name in vars(self) if name.startswith("_")]

    def rows(self) -> list[Row]:
        return [still(row) for row in module.Module.rows(self)]

    def parameters(self) -> Value:
        return whole(nested(self, ()), "parameters()")

    def trainable_parameters(self) -> Value:
        return whole(nested(self, None), "trainable_parameters()")

    def freeze(
        self, *, recurse: Value = True, keys: Value = None, strict: Value = False
    ) -> Base:
        return self._fixed(recurse, keys, set.update)

    def unfreeze(
        self, *, recurse: Value = True, keys: Value = None, strict: Value = False
    ) -> Value:
        return self._fixed(recurse, keys, set.difference_update)

    def _fixed(self, recurse: bool, keys: Value, change: Routine) -> Base:
        for each in [self, *(modules_in(self) if recurse else ())]:
            own = [keys] if isinstance(keys, str) else keys
            own = nested(each, (), deep=False) if own is None else own
            change(vars(each).setdefault("_no_grad", set()), own)
        return self

    def same(self, *values: Value, **named: Value) -> Value:
        return self

    eval = train = set_dtype = update = load_weights = save_weights = same


class Layer(module.Layer, Base):
    def rows(self) -> list[Row]:
        return [still(row) for row in module.Layer.rows(self)]

    def __call__(self, *inputs: Value, **named: Value) -> Value:
        """The hidden states of all steps; of an LSTM the cell states, too."""
        return module.Layer.__call__(self, *inputs)

    def as_linear(self, value: Value) -> Value:
        """An Embedding, as the output layer that has the same weights."""
        found = numpy.array_of(value)
        size = self.engine_layer.num_embeddings
        return found.like((*found.shape[:-1], size)) if found.shape else found


def still(row: Row) -> Row:
    """The row, with what is frozen."""
    fixed = vars(row.module).get("_no_grad", ())
    row.weights = [
        each.but(trainable=False) if each.path.rpartition(".")[2] in fixed else each
        for each in row.weights
    ]
    return row


def modules_in(value: Value) -> Iterator[Value]:
    """The modules that it holds, however deep."""
    if isinstance(value, Base):
        value = [each for name, each in vars(value).items() if name[0] != "_"]
    parts = value.values() if isinstance(value, dict) else value
    for each in parts if isinstance(value, (list, tuple, dict)) else ():
        if isinstance(each, Base):
            yield each
        if isinstance(each, (Base, list, tuple, dict)):
            yield from modules_in(each)


def nested(
    value: Value, fixed: tuple[Value, ...] | None = None, deep: bool = True
) -> Value:
    """The tree of arrays; without what is frozen, unless `fixed` says what is."""
    if isinstance(value, Base):
        fixed_here = vars(value).get("_no_grad", ()) if fixed is None else fixed
        if isinstance(value, Layer):
            own = {each.path: arrays.array(each.shape)
                   for each in value.engine_layer.made}  # fmt: skip
        else:
            kinds = (Array, *((Base, list, dict) if deep else ()))
            own = {name: each for name, each in vars(value).items()
                   if isinstance(each, kinds) and name[0] != "_"}  # fmt: skip
        return {name: nested(each, fixed) for name, each in own.items()
                if name not in fixed_here}  # fmt: skip
    if isinstance(value, dict):
        return {name: nested(each, fixed) for name, each in value.items()}
    if isinstance(value, list):
        return [nested(each, fixed) for each in value]
    return value if isinstance(value, Array) else {}


class Sequential(Base):
    def __init__(self, *layers: Value) -> None:
        self.layers = list(layers)

    def __call__(self, value: Value) -> Value:
        for each in self.layers:
            value = each(value)
        return value


def flattened(tree: Value, prefix: Value = "", *values: Value, **named: Value) -> Value:
    """mlx.utils.tree_flatten: [("layers.0.weight", array), …]"""
    if not isinstance(tree, (dict, list, tuple)):
        return [(prefix, tree)] if prefix else module.Data("leaves")
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [
        leaf
        for key, each in pairs
        for leaf in flattened(each, f"{prefix}.{key}" if prefix else f"{key}")
    ]


def flatten(a: Value, start_axis: Value = 0, end_axis: Value = -1) -> Value:
    found = numpy.array_of(a)
    if not found.shape:
        return found
    last = end_axis % len(found.shape) + 1
    middle = found.like(found.shape[start_axis:last]).size
    return found.like((*found.shape[:start_axis], middle, *found.shape[last:]))


def mapped(fn: Value, tree: Value, *others: Value, **named: Value) -> Value:
    if isinstance(tree, dict):
        return {
            key: mapped(fn, each, *(other[key] for other in others))
            for key, each in tree.items()
        }
    if isinstance(tree, (list, tuple)):
        return type(tree)(mapped(fn, *each) for each in zip(tree, *others))
    return fn(tree, *others)


def reduced(
    fn: Value, tree: Value, initializer: Value = None, is_leaf: Value = None
) -> Value:
    for _, each in flattened(tree):
        initializer = each if initializer is None else fn(initializer, each)
    return initializer


def gradient(*values: Value, **named: Value) -> Routine:
    return lambda *given, **more: module.Data("gradients")


TREES = {"tree_flatten": flattened, "tree_map": mapped, "tree_reduce": reduced}


def modules() -> dict[str, dict[str, Routine | type[Value]]]:
    nn: dict[str, Value] = {}
    nn |= module.layers(engine, Base, Layer, "mlx.nn") | arrays.SHAPED
    nn |= {"Module": Base, "Sequential": Sequential, "value_and_grad": gradient}
    nn |= mlx_layers.layers(Base, nn["Linear"], Base)
    names = arrays.numpy_names() | {"eval": lambda *values: None}
    names |= {"compile": module.decorator, "flatten": flatten}
    return {
        "mlx": {},
        "mlx.core": names,
        "mlx.core.random": arrays.RANDOM,
        "mlx.nn": nn,
        "mlx.utils": TREES,
        "mlx.optimizers": {},
    }


def missing(path: str) -> Routine:
    return module.missing(path, NN)
