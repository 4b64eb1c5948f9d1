"""Between which tensors a model lies, which may be in the middle of a graph."""

from ...counting import CountError
from ...types import Value
from . import tree
from .graph import History, Node, node_of, ordered
from .special import Input, InputLayer
from .tensors import KerasTensor


def check_tensors(name: str, tensors: Value) -> None:
    for each in tree.flatten(tensors):
        if not isinstance(each, KerasTensor):
            raise CountError(
                "{name} of a model must be tensors that begin with keras.Input, "
                "not {value}.",
                name=name,
                value=getattr(each, "name", None) or repr(each),
            )
        if not hasattr(each, "_keras_history"):
            raise CountError(
                "{name} of a model must be tensors that begin with keras.Input, "
                "not {value}.",
                name=name,
                value=each.name,
            )
    if not tree.flatten(tensors):
        raise CountError(
            "{name} of a model must not be empty.", "ValueError", name=name
        )


def cloned(inputs: Value, outputs: Value) -> Value:
    """The part of a graph between tensors in its middle, with Inputs of its own."""
    nodes, _ = ordered(tree.flatten(inputs), tree.flatten(outputs))
    swapped, operations, new_inputs = {}, {}, []
    for each in tree.flatten(inputs):
        if node_of(each).is_input:
            swapped[id(each)] = each
            new_inputs.append(each)
            continue
        made = Input(batch_shape=each.shape, dtype=each.dtype, name=f"{each.name}CLONE")
        new_inputs.append(made)
        swapped[id(each)] = made
        operations[id(each._keras_history.operation)] = made._keras_history.operation
    new_outputs = []
    for each in tree.flatten(outputs):
        copy = KerasTensor(each.shape, each.dtype, name=f"{each.name}_clone")
        copy._keras_history = History(*each._keras_history)
        new_outputs.append(copy)
        swapped[id(each)] = copy

    def swap(x: Value) -> Value:
        if not isinstance(x, KerasTensor):
            return x
        if id(x) not in swapped:
            swapped[id(x)] = KerasTensor(x.shape, x.dtype, name=f"{x.name}_clone")
        return swapped[id(x)]

    for node in nodes:
        operation = operations.get(id(node.operation), node.operation)
        made = tree.map_structure(swap, node.outputs)
        values, named = ((), {})
        if not isinstance(operation, InputLayer):
            values, named = tree.map_structure(swap, (node.values, node.named))
        Node(operation, values, named, made)
    return tree.pack(inputs, new_inputs), tree.pack(outputs, new_outputs)
