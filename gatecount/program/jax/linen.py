"""Flax linen: modules that make their weights when they first see an input."""

from __future__ import annotations

import types
from collections import Counter
from functools import wraps

from ...flax import linen as engine
from ...types import Routine, Value
from ..libraries import numpy
from ..libraries.array import Array, Data
from ..session import current
from ..unknown import Unknown
from . import arrays
from .held import Held, Row, constructed, counted, given, signed, weight, whole


def scopes() -> Value:
    """The modules whose methods are running, the innermost last."""
    return current().state.setdefault("linen", [])


class Module(Held):
    framework = "flax.linen"
    arguments, defaults = "", dict[str, Value]()
    name = parent = None

    def __init_subclass__(cls, **named: Value) -> None:
        super().__init_subclass__(**named)
        if cls.__module__ != "__main__":
            return
        signed(cls)
        for name, method in list(vars(cls).items()):
            own = isinstance(method, types.FunctionType)
            if own and (name == "__call__" or not name.startswith("__")):
                setattr(cls, name, entered(method))

    def __init__(
        self, *values: Value, name: Value = None, parent: Value = None, **named: Value
    ) -> None:
        self._placed(name)
        vars(self).update(given(type(self), values, named))
        self._adopt(vars(self))

    def _placed(self, name: Value) -> None:
        """In the method that is running: under a name of its own, or a number."""
        own, above = vars(self), scopes()
        own |= {"name": name, "parent": above[-1] if above else None, "_rows": {}}
        own |= {"_counts": Counter(), "_set_up": False, "_setting": False}
        if above and name is None and not above[-1]._setting:
            kind = self._kind()
            own["name"] = f"{kind}_{above[-1]._counts[kind]}"
            above[-1]._counts[kind] += 1

    def _kind(self) -> str:
        return type(self).__name__

    def _adopt(self, attributes: Value) -> None:
        """Modules without a name are called as the attribute that holds them."""
        for name, value in list(attributes.items()):
            if name == "parent":
                continue
            many = isinstance(value, (list, tuple, dict))
            pairs: Value = [("", value)]
            if many:
                pairs = value.items() if isinstance(value, dict) else enumerate(value)
            for key, each in pairs:
                if isinstance(each, Module) and vars(each)["name"] is None:
                    vars(each)["name"] = f"{name}_{key}" if many else name
                    vars(each)["parent"] = self

    def __setattr__(self, name: str, value: Value) -> None:
        vars(self)[name] = value
        if self._setting:
            self._adopt({name: value})

    @property
    def path(self) -> str:
        above = self.parent
        if above is None:
            return ""
        return "/".join(filter(None, (above.path, self.name)))

    @property
    def root(self) -> Module:
        return self if self.parent is None else self.parent.root

    def rows(self) -> list[Row]:
        return list(vars(self).get("_rows", {}).values())

    # What a program asks

    def init(
        self, rngs: Value = None, *values: Value, method: Value = None, **named: Value
    ) -> Value:
        return self.init_with_output(rngs, *values, method=method, **named)[1]

    def init_with_output(
        self, rngs: Value = None, *values: Value, method: Value = None, **named: Value
    ) -> Value:
        self.means()
        self._rows.clear()
        found = self._run(values, named, method)
        return found, whole(variables(self.rows()), "variables")

    def lazy_init(self, *values: Value, **named: Value) -> Value:
        return self.init(*values, **named)

    def apply(
        self,
        variables: Value = None,
        *values: Value,
        method: Value = None,
        mutable: Value = False,
        **named: Value,
    ) -> Value:
        named.pop("rngs", None)
        self.means()
        found = self._run(values, named, method)
        return (found, Data("mutated variables")) if mutable else found

    def _run(self, values: Value, named: Value, method: Value) -> Value:
        if method is None:
            return self(*values, **named)  # type: ignore[operator]  # the program's
        if isinstance(method, str):
            return getattr(self, method)(*values, **named)
        return method(self, *values, **named)

    def bind(self, *values: Value, **named: Value) -> Value:
        return self

    def tabulate(self, rngs: Value = None, *values: Value, **named: Value) -> Value:
        named = {n: each for n, each in named.items() if not n.startswith(TABULATED)}
        self.init(rngs, *values, **named)
        return Unknown("tabulate(…)")

    # What its methods ask

    def param(
        self, name: Value, init_fn: Value, *values: Value, **named: Value
    ) -> Value:
        found = init_fn(arrays.KEY, *values, **named)
        if isinstance(found, Array):
            path = "/".join(filter(None, (self.path, name)))
            row = self.root._rows.setdefault(self.path, Row(self.path, self, []))
            if path not in [each.path for each in row.weights]:
                row.weights.append(weight(path, found.shape))
        return found

    def variable(
        self,
        collection: Value,
        name: Value,
        init_fn: Value = None,
        *values: Value,
        **named: Value,
    ) -> Value:
        return Variable(init_fn(*values, **named) if init_fn else Data(name))

    def make_rng(self, name: Value = "params") -> Value:
        return arrays.KEY

    def is_initializing(self) -> bool:
        return True

    def has_variable(self, collection: Value, name: Value) -> bool:
        return True

    def sow(self, *values: Value, **named: Value) -> bool:
        return True

    def perturb(self, name: Value, value: Value, *values: Value) -> Value:
        return value


TABULATED = ("depth", "console_", "table_", "column_", "compute_", "show_")


class Variable:
    def __init__(self, value: Value) -> None:
        self.value = value


def entered(method: Routine) -> Routine:
    """A method of the program's, under whose run modules are numbered."""

    @wraps(method)
    def inside(self: Value, *values: Value, **named: Value) -> Value:
        above = scopes()
        again = self in above
        above.append(self)
        try:
            if not self._set_up and method.__name__ != "setup":
                self.__dict__["_set_up"] = True
                if hasattr(type(self), "setup"):
                    self.__dict__["_setting"] = True
                    self.setup()
                    self.__dict__["_setting"] = False
            if not again and method.__name__ != "setup":
                self._counts.clear()
            return method(self, *values, **named)
        finally:
            above.pop()
            if method.__name__ == "setup":
                self.__dict__["_setting"] = False

    return inside


def variables(rows: list[Row]) -> Value:
    """{"params": {"Dense_0": {"kernel": …}}}"""
    made: dict[Value, Value] = {"params": {}}
    for row in rows:
        for each in row.weights:
            place = made.setdefault("params" if each.trainable else "batch_stats", {})
            *above, name = each.path.split("/")
            for part in above:
                place = place.setdefault(part, {})
            place[name] = arrays.array(each.shape)
    return made


class Layer(Module):
    """A layer that the engine knows."""

    engine: Value

    def __init__(
        self, *values: Value, name: Value = None, parent: Value = None, **named: Value
    ) -> None:
        self._placed(name)
        vars(self)["engine_layer"] = constructed(self.engine, values, named)
        names = [each for each in self.engine.arguments.split(",") if "=" not in each]
        parts = dict(zip(map(str.strip, names), values)) | named
        vars(self)["_parts"] = parts
        self._adopt(parts)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__") or "engine_layer" not in vars(self):
            raise AttributeError(name)
        return getattr(self.engine_layer, name)

    def __call__(
        self,
        *inputs: Value,
        return_carry: Value = None,
        initial_carry: Value = None,
        **named: Value,
    ) -> Value:
        inner, engine_ = self.engine_layer, self.engine
        cell = issubclass(engine_, engine.Cell)
        value = inputs[1] if cell and len(inputs) > 1 else inputs[0]
        if return_carry is not None:
            inner.return_carry = return_carry
        weights, shape, output = counted(inner, value, inner.axes)
        root, path = self.root, self.path
        if path not in root._rows or root is self:
            placed = [each.but(path=self._located(each.path)) for each in weights]
            output_shape = output[-1] if isinstance(output, list) else output
            root._rows[path] = Row(path, self, placed, shape, output_shape)
        if not cell and not getattr(inner, "return_carry", False):
            return arrays.array(output)
        *states, out = arrays.array(output)
        return (tuple(states) if len(states) > 1 else states[0]), out

    def _located(self, path: str) -> str:
        """The path of a weight; that of a part that has a place of its own is there."""
        first, _, rest = path.partition("/")
        part = self._parts.get(first)
        if isinstance(part, Layer):
            return part._located(rest)
        return "/".join(filter(None, (self.path, path)))

    def initialize_carry(
        self, rng: Value, input_shape: Value, *values: Value, **named: Value
    ) -> Value:
        shape = tuple(each if isinstance(each, int) else None for each in input_shape)
        states = self.engine_layer.step(shape)[0]
        made = arrays.array(states)
        return made if len(made) > 1 else made[0]

    def attend(self, query: Value) -> Value:
        found = numpy.array_of(query)
        if found.shape is None:
            return found
        return found.like((*found.shape[:-1], self.engine_layer.num_embeddings))


class Sequential(Module):
    arguments = "layers"

    def __call__(self, value: Value, *others: Value, **named: Value) -> Value:
        for each in self.layers:
            value = each(value)
        return value


class OwnRNN(Module):
    """nn.RNN over a cell of the program's own."""

    arguments = engine.RNN.arguments

    def _kind(self) -> str:
        return "RNN"

    def __call__(
        self,
        inputs: Value,
        initial_carry: Value = None,
        return_carry: Value = None,
        **named: Value,
    ) -> Value:
        axis = 0 if self.time_major else 1
        x, size = arrays.fewer(inputs, axis), arrays.size_at(inputs, axis)
        if initial_carry is None:
            shape = getattr(x, "shape", None) or (Unknown("batch"), Unknown("features"))
            initial_carry = self.cell.initialize_carry(arrays.KEY, shape)
        carry, y = self.cell(initial_carry, x)
        out = arrays.more(y, axis, Unknown("steps") if size is None else size)
        return (carry, out) if return_carry or self.return_carry else out


def scan(
    target: Value = None,
    *values: Value,
    in_axes: Value = 0,
    out_axes: Value = 0,
    **named: Value,
) -> Routine | type[Value]:
    """nn.scan(cell), @nn.scan: over an axis of the input, with the same weights."""
    axis = in_axes if isinstance(in_axes, int) else 0
    if "params" in named.get("variable_axes", ()):  # as many layers as steps
        current().lack("flax.linen.scan")

    def scanned(
        self: Value, carry: Value, xs: Value = None, *others: Value, **more: Value
    ) -> Value:
        size = arrays.size_at(xs, axis)
        carry, y = call(self, carry, arrays.fewer(xs, axis), *others, **more)
        size = Unknown("len(xs)") if size is None else size
        return carry, arrays.more(y, out_axes, size)

    if not isinstance(target, type):
        call = target
        return scanned
    call = target.__call__
    own = {"__call__": scanned, "_kind": lambda self: f"Scan{target.__name__}"}
    return type(target.__name__, (target,), own)


def pool(
    inputs: Value,
    window_shape: Value,
    strides: Value = None,
    padding: Value = "VALID",
    **named: Value,
) -> Value:
    """Max or mean over windows of the axes between batch and features."""
    made = numpy.array_of(inputs)
    if made.shape is None:
        return made
    steps = strides or (1,) * len(window_shape)
    sizes = made.shape[1:-1]
    same = padding == "SAME"
    found = [
        size
        if not isinstance(size, int)
        else -(-size // step)
        if same
        else (size - window) // step + 1
        for size, window, step in zip(sizes, window_shape, steps)
    ]
    return made.like((made.shape[0], *found, made.shape[-1]))


def names() -> dict[str, Value]:
    made: dict[str, Value] = {
        name: type(name, (Layer,), {"engine": each, "__module__": "flax.linen"})
        for name, each in engine.LAYERS.items()
    }
    made |= arrays.SHAPED | dict.fromkeys(("max_pool", "avg_pool"), pool)
    made |= {"Module": Module, "Sequential": Sequential, "scan": scan}
    plain = made["RNN"]
    made["RNNCellBase"] = Module
    made["RNN"] = lambda cell, *values, **named: (
        OwnRNN if isinstance(cell, Module) and not isinstance(cell, Layer) else plain
    )(cell, *values, **named)
    made["vmap"] = arrays.lifted("flax.linen.vmap")
    return made | dict.fromkeys(
        ("compact", "nowrap", "remat", "jit", "checkpoint"), arrays.identity
    )
