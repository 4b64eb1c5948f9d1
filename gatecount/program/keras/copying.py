"""A model again, with layers and weights of its own."""

from . import tree
from .builtin import BuiltIn
from .layer import Layer
from .model import Functional
from .sequential import Sequential
from .special import Input, InputLayer, Lambda


def layer_again(layer, name=None):
    """The layer with the same arguments and the same name."""
    if isinstance(layer, (Functional, Sequential)):
        return cloned(layer)
    if isinstance(layer, Lambda):
        return Lambda(layer.function, layer._output_shape, name=layer.name)
    if isinstance(layer, BuiltIn):
        given = dict(layer._given) | {"name": layer.name}
        given["trainable"] = layer.trainable
        return type(layer)(**given)
    return type(layer).from_config(layer.get_config())


def cloned(model):
    if isinstance(model, Sequential):
        made = []
        for layer in model._stack:
            if isinstance(layer, InputLayer):
                made.append(InputLayer(batch_shape=layer.batch_shape, name=layer.name))
            else:
                made.append(layer_again(layer))
        return Sequential(made, name=model.name)
    if not isinstance(model, Functional):
        return type(model).from_config(model.get_config())
    again, tensors = {}, {}
    for tensor in model.inputs:
        made = Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=tensor.name)
        tensors[id(tensor)] = made
    for depth in sorted(model._nodes_by_depth, reverse=True):
        for node in model._nodes_by_depth[depth]:
            if node.is_input:
                continue
            operation = node.operation
            if id(operation) not in again:
                own = isinstance(operation, Layer)
                again[id(operation)] = layer_again(operation) if own else operation
            values, named = node.filled(tensors)
            outputs = again[id(operation)](*values, **named)
            for a, b in zip(node.outputs, tree.flatten(outputs)):
                tensors[id(a)] = b

    def swap(tensor):
        return tensors[id(tensor)]

    return Functional(
        tree.map_structure(swap, model.input),
        tree.map_structure(swap, model.output),
        name=model.name,
    )
