"""A model again, with layers and weights of its own."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Routine, Value
from . import tree
from .builtin import BuiltIn
from .layer import Layer
from .model import Functional
from .sequential import Sequential
from .special import Input, InputLayer, Lambda

if TYPE_CHECKING:
    from .tensors import KerasTensor


def own_name(tensor: Value) -> Value:
    """What Keras' clone_model calls the copy of an input."""
    return tensor.name


def layer_name(tensor: KerasTensor) -> Value:
    """What from_config calls it."""
    return tensor._keras_history.operation.name


def layer_again(layer: Value, input_name: Routine) -> Value:
    """The layer with the same arguments and the same name."""
    if isinstance(layer, (Functional, Sequential)):
        return cloned(layer, input_name)
    if isinstance(layer, Lambda):
        return Lambda(layer.function, layer._output_shape, name=layer.name)
    if isinstance(layer, BuiltIn):
        given = dict(layer._given) | {"name": layer.name}
        given["trainable"] = layer.trainable
        return type(layer)(**given)
    return type(layer).from_config(layer.get_config())


def cloned(model: Value, input_name: Routine = own_name) -> Value:
    if isinstance(model, Sequential):
        made = []
        for layer in model._stack:
            if isinstance(layer, InputLayer):
                made.append(InputLayer(batch_shape=layer.batch_shape, name=layer.name))
            else:
                made.append(layer_again(layer, input_name))
        return Sequential(made, name=model.name)
    if not isinstance(model, Functional):
        return type(model).from_config(model.get_config())
    again, tensors = {}, {}
    for tensor in model.inputs:
        name = input_name(tensor)
        tensors[id(tensor)] = Input(
            batch_shape=tensor.shape, dtype=tensor.dtype, name=name
        )
    for depth in sorted(model._nodes_by_depth, reverse=True):
        for node in model._nodes_by_depth[depth]:
            if node.is_input:
                continue
            operation = node.operation
            if id(operation) not in again:
                own = isinstance(operation, Layer)
                again[id(operation)] = (
                    layer_again(operation, input_name) if own else operation
                )
            values, named = node.filled(tensors)
            outputs = again[id(operation)](*values, **named)
            for a, b in zip(node.outputs, tree.flatten(outputs)):
                tensors[id(a)] = b

    def swap(tensor: KerasTensor) -> Value:
        return tensors[id(tensor)]

    return Functional(
        tree.map_structure(swap, model.input),
        tree.map_structure(swap, model.output),
        name=model.name,
    )
