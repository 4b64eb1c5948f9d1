"""MindSpore: `nn.Cell`, whose `construct` is what a call runs."""

from __future__ import annotations

from ... import mindspore as engine
from ...types import TYPE_CHECKING, Routine, Value
from ..jax.arrays import zeros
from ..jax.held import whole
from ..libraries import numpy
from . import module

if TYPE_CHECKING:
    from ..libraries.array import Data

NN = ("mindspore.nn", "mindspore.mint.nn")


class Parameter(module.Parameter):
    name = property(lambda self: self.text)
    requires_grad = property(lambda self: self.trainable)


class Base(module.Module):
    framework = "mindspore"
    held = Parameter
    does = "construct"

    def get_parameters(self, expand: Value = True) -> Value:
        found = [each for _, each in self.named_weights()]
        return whole(found, "get_parameters()")

    def trainable_params(self, recurse: Value = True) -> Value:
        found = [each for _, each in self.named_weights() if each.trainable]
        return whole(found, "trainable_params()")

    def parameters_and_names(self, *values: Value, **named: Value) -> Value:
        return self.parameters()

    def insert_child_to_cell(self, name: Value, cell: Value) -> Value:
        return self.holds(name, cell)


class Layer(module.Layer, Base):
    pass


class Listed(module.Listed, Base):
    pass


class SequentialCell(Listed):
    pass


class CellList(Listed):
    pass


def parameter(
    value: Value = None,
    name: Value = None,
    requires_grad: Value = True,
    *values: Value,
    **named: Value,
) -> Value:
    """mindspore.Parameter(tensor)"""
    shape = getattr(numpy.array_of(value), "shape", None)
    if shape is None:
        return module.Absent("mindspore.Parameter")()
    return Parameter(shape, requires_grad is not False)


def drawn(size: Value = (), *values: Value, **named: Value) -> Value:
    return zeros(module.sized(size), dtype="float32")


def tensor(value: Value = None, *values: Value, **named: Value) -> Value:
    return drawn(named["shape"]) if "shape" in named else numpy.array_of(value)


def initialised(
    init: Value = None, shape: Value = (), *values: Value, **named: Value
) -> Value:
    return drawn(shape)


def model(network: Value = None, *values: Value, **named: Value) -> Data:
    """mindspore.Model(network, loss, optimizer): trains the network."""
    if isinstance(network, Base):
        network.means()
    return module.Data("Model(…)")


def modules() -> dict[str, dict[str, Value]]:
    nn = module.layers(engine, Base, Layer, "mindspore.nn")
    nn |= {"Cell": Base, "SequentialCell": SequentialCell, "CellList": CellList}
    names = {"Parameter": parameter, "Tensor": tensor, "Model": model}
    names |= {"jit": module.decorator, "ms_function": module.decorator}
    drawing = dict.fromkeys(("zeros", "ones", "randn", "standard_normal"), drawn)
    return {
        "mindspore": names,
        "mindspore.nn": nn,
        "mindspore.ops": drawing | {"operations": module.Placeholder("ops")},
        "mindspore.mint": dict(drawing),
        "mindspore.mint.nn": dict(nn),
        "mindspore.common": {},
        "mindspore.common.initializer": {"initializer": initialised},
    }


def missing(path: str) -> Routine:
    return module.missing(path, NN)
