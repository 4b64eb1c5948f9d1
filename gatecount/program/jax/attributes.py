"""Modules that hold layers and weights as attributes: those of nnx and Equinox."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from ..libraries.array import Array
from ..libraries.foreign import is_layer, lacking
from ..unknown import Unknown
from . import arrays
from .held import Held, Row, constructed, counted, weight

if TYPE_CHECKING:
    from ...counting import Weight


class Module(Held):
    held: type = Array  # what counts as a weight of its own

    def rows(self) -> Value:
        """Each layer once, in the order of the attributes."""
        found: list[Value] = []
        seen: set[Value] = set()
        self._walk(self, "", found, seen)
        return found

    def _walk(self, value: Value, path: str, found: Value, seen: Value) -> None:
        if isinstance(value, (Held, Array, self.held)):
            if id(value) in seen:
                return
            seen.add(id(value))
        if isinstance(value, Layer):
            found += [value.row(path)] if "engine_layer" in vars(value) else []
            for name, each in vars(value).items():  # of a class derived from it
                if name[0] != "_" and name != "engine_layer":
                    inner = f"{path}{self.between}{name}" if path else name
                    self._walk(each, inner, found, seen)
            return
        if isinstance(value, Module):
            left_out = ("_place", "_meant", *value.static())
            own = {n: each for n, each in vars(value).items() if n not in left_out}
            mine = []
            for name, each in own.items():
                inner = f"{path}{self.between}{name}" if path else name
                if isinstance(each, self.held) and id(each) not in seen:
                    seen.add(id(each))
                    shape = getattr(each, "shape", None)
                    if shape is not None:
                        trained = getattr(each, "trainable", True)
                        said = hasattr(type(each), "trainable")
                        if isinstance(each, Array) and not said:
                            trained = "float" in str(each.dtype)
                        mine.append(weight(inner, shape, trained))
            if mine:
                found.append(Row(path, value, mine))
            for name, each in own.items():
                inner = f"{path}{self.between}{name}" if path else name
                self._walk(each, inner, found, seen)
        elif isinstance(value, (list, tuple)):
            for n, each in enumerate(value):
                self._walk(each, self.numbered(path, n), found, seen)
        elif isinstance(value, dict):
            for key, each in value.items():
                self._walk(each, self.numbered(path, key), found, seen)

    def __setattr__(self, name: str, value: Value) -> None:
        vars(self)[name] = value
        lost = isinstance(value, Unknown) and not isinstance(value, Array)
        if lost and (is_layer(value) or value.text.startswith(self.framework)):
            lacking(value)

    def numbered(self, path: Value, key: Value) -> str:
        return f"{path}/{key}"

    def static(self) -> Value:
        return ()


class Layer(Module):
    """A layer that the engine knows."""

    engine: Value
    leaf = staticmethod(arrays.array)

    def __init__(self, *values: Value, **named: Value) -> None:
        vars(self)["engine_layer"] = constructed(self.engine, values, named)
        vars(self)["_called"] = None, None
        vars(self)["_parts"] = (*values, *named.values())

    def row(self, path: Value) -> Row:
        dot = self.between if path else ""
        weights = [
            each.but(path=f"{path}{dot}{each.path}") for each in self.engine_layer.made
        ]
        return Row(path, self, weights, *self._called)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__") or "engine_layer" not in vars(self):
            raise AttributeError(name)
        made = self.engine_layer.made
        found = inside(made, name, self)
        if found is not None:
            return found
        if name in ("weight", "kernel", "bias", "scale"):
            return None
        return getattr(self.engine_layer, name)

    def __call__(self, *inputs: Value, **named: Value) -> Value:
        """As the library calls it: a cell gives its state, and in nnx an output too."""
        layer = self.engine_layer
        states = getattr(layer, "gates", None)
        value = inputs[0]
        if states and self.framework == "flax.nnx" and len(inputs) > 1:
            value = inputs[1]
        if named.get("return_carry") is not None:
            layer.return_carry = named["return_carry"]
        _, shape, output = counted(layer, value, layer.axes)
        last = output[-1] if isinstance(output, list) else output
        vars(self)["_called"] = shape, last
        made = arrays.array(output)
        if self.framework == "flax.nnx" and isinstance(made, tuple):
            *before, out = made
            return (tuple(before) if len(before) > 1 else before[0]), out
        return made

    def initialize_carry(
        self, input_shape: Value, *values: Value, **named: Value
    ) -> Value:
        shape = tuple(each if isinstance(each, int) else None for each in input_shape)
        made = arrays.array(self.engine_layer.step(shape)[0])
        return made if len(made) > 1 else made[0]


class Inside:
    """cell.dense_i: what a layer holds under this name."""

    def __init__(self, weights: list[Weight], layer: Value) -> None:
        self.weights, self.layer = weights, layer

    def __getattr__(self, name: str) -> Value:
        found = inside(self.weights, name, self.layer)
        if found is None and name in ("bias", "kernel", "weight", "scale"):
            return None
        if found is None:
            raise AttributeError(name)
        return found


def inside(weights: Value, name: str, layer: Layer) -> Value:
    begin = name + layer.between
    for each in weights:
        if each.path == name:
            return layer.leaf(each.shape)
    below = [
        each.but(path=each.path.removeprefix(begin))
        for each in weights
        if each.path.startswith(begin)
    ]
    return Inside(below, layer) if below else None


class Sequential(Module):
    def __init__(self, *layers: Value) -> None:
        first = layers[0] if layers else ()
        self.layers = list(first if isinstance(first, (list, tuple)) else layers)

    def __call__(self, value: Value, *others: Value, **named: Value) -> Value:
        for each in self.layers:
            if isinstance(each, Unknown):
                return each(value)
            value = each(value)
        return value

    def __getitem__(self, place: Value) -> Value:
        return self.layers[place]
