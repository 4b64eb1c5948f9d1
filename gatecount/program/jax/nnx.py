"""Flax nnx: modules whose weights are there once they are made, as attributes."""

from __future__ import annotations

from ...flax import nnx as engine
from ...types import Value
from ..libraries.array import Data
from . import arrays
from .attributes import Layer, Module, Sequential
from .held import whole

STATE = ("Param", "BatchStat", "Variable", "Cache", "Intermediate", "RngState")


class Param:
    """nnx.Param(value): an array that belongs to its module."""

    trainable = True

    def __init__(self, value: Value = None, **named: Value) -> None:
        self.value = value

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.value, name)

    def __getitem__(self, key: Value) -> Value:
        return self.value if key is Ellipsis else self.value[key]

    def __setitem__(self, key: Value, value: Value) -> None:
        pass

    def unwrap(self) -> Value:
        return self.value

    def __array__(self) -> Value:
        return self.value


for _name in """add sub mul matmul truediv radd rsub rmul rmatmul rtruediv""".split():
    setattr(
        Param,
        f"__{_name}__",
        lambda self, other, _name=f"__{_name}__": getattr(self.value, _name)(
            getattr(other, "value", other)
        ),
    )


class NnxModule(Module):
    framework = "flax.nnx"
    held = Param

    def train(self, **named: Value) -> None:
        pass

    eval = sow = set_attributes = train


class NnxLayer(Layer, NnxModule):
    @staticmethod
    def leaf(shape: Value) -> Param:
        return Param(arrays.array(shape))


class NnxSequential(Sequential, NnxModule):
    pass


class OwnRNN(NnxModule):
    """nnx.RNN over a cell of the program's own."""

    def __init__(self, cell: Value, *values: Value, **named: Value) -> None:
        self.cell = cell

    def __call__(self, inputs: Value, *values: Value, **named: Value) -> Value:
        return Data("rnn(…)")


def state(module: Value, *kinds: Value) -> Value:
    """The weights as nested dictionaries."""
    trained = {kind.trainable for kind in kinds if hasattr(kind, "trainable")}
    made: dict[Value, Value] = {}
    for row in module.rows():
        for each in row.weights:
            if trained and each.trainable not in trained:
                continue
            *above, name = each.path.split("/")
            place = made
            for part in above:
                place = place.setdefault(part, {})
            place[name] = arrays.array(each.shape)
    return whole(made, "state")


def split(module: Value, *kinds: Value) -> Value:
    return (Data("graphdef"), *(state(module, each) for each in kinds or (Param,)))


def rngs(*values: Value, **named: Value) -> Rngs:
    return Rngs()


class Rngs:
    """nnx.Rngs(0): keys to draw with."""

    engine_layer = engine.Rngs.construct(0)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *values, **named: arrays.KEY

    def __call__(self, *values: Value) -> Value:
        return arrays.KEY


def names() -> dict[str, Value]:
    made: dict[str, Value] = {
        name: type(name, (NnxLayer,), {"engine": each, "__module__": "flax.nnx"})
        for name, each in engine.LAYERS.items()
    }
    made |= arrays.SHAPED | {name: type(name, (Param,), {}) for name in STATE}
    for name in STATE[1:]:
        made[name].trainable = False
    made |= {"Param": Param, "Module": NnxModule, "Sequential": NnxSequential}
    made |= {"Rngs": rngs, "state": state, "split": split, "List": list, "Dict": dict}
    made |= {"display": lambda *values: None, "initializers": Initializers()}
    plain = made["RNN"]
    made["RNNCellBase"] = NnxModule
    made["RNN"] = lambda cell, *values, **named: (
        OwnRNN if isinstance(cell, Module) and not isinstance(cell, Layer) else plain
    )(cell, *values, **named)
    made["merge"] = lambda *values: Data("module")
    return made | dict.fromkeys(("jit", "remat"), arrays.identity)


class Initializers:
    def __getattr__(self, name: str) -> Value:
        if name in arrays.INITIALIZERS:
            return arrays.INITIALIZERS[name]
        raise AttributeError(name)
