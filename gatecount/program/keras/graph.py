"""Operations, and the graph that their calls make: Keras' Operation and Node.

Follows keras/src/ops/operation.py, node.py and function.py.
"""

from __future__ import annotations

from collections import defaultdict, namedtuple

from ...counting import CountError
from ...types import TYPE_CHECKING, Value
from ..printing import tentative, untold
from . import tree
from .scopes import auto_name, tracing
from .tensors import AnyTensor, KerasTensor, Tensor

History = namedtuple("History", "operation node_index tensor_index")


class Operation:
    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Value:
            """What is kept by name, such as the weights of a layer."""

    def __init__(self, name: Value = None) -> None:
        if name is None:
            name = auto_name(type(self).__name__)
            # Another layer of this class may have been made before.
            object.__setattr__(self, "_nameless", untold())
        if not isinstance(name, str) or "/" in name:
            raise CountError(
                "name must be a text without a slash, not {value}.",
                value=repr(name),
            )
        self.name = name
        self._inbound_nodes: list[Node] = []
        self._outbound_nodes: list[Node] = []

    def symbolic_call(self, *values: Value, **named: Value) -> Value:
        outputs = self.compute_output_spec(*values, **named)
        Node(self, values, named, outputs)
        return outputs

    def compute_output_spec(self, *values: Value, **named: Value) -> Value:
        return traced(self.call, *values, **named)

    input = property(lambda self: self._first("input_tensors", "input"))
    output = property(lambda self: self._first("outputs", "output"))

    def _first(self, attribute: str, name: str) -> Value:
        if not self._inbound_nodes:
            raise CountError(
                "The layer {layer} has never been called, so it has no {name}.",
                "AttributeError",
                layer=self.name,
                name=name,
            )
        values = getattr(self._inbound_nodes[0], attribute)
        return values[0] if len(values) == 1 else values


def traced(
    function: Value, *values: KerasTensor | list[KerasTensor], **named: Value
) -> Value:
    """What a function returns for tensors of these shapes, as KerasTensors."""
    with tracing():
        values, named = tree.map_structure(as_tensor, (values, named))
        returned = function(*values, **named)
        return tree.map_structure(as_keras_tensor, returned)


def as_tensor(value: Value) -> Value:
    if isinstance(value, KerasTensor):
        return Tensor(value.shape, value.dtype)
    return value


def as_keras_tensor(value: Value) -> Value:
    if isinstance(value, Tensor):
        return KerasTensor(tuple(value.shape), value.dtype.name)
    return value


def as_specs(outputs: Value) -> Value:
    return tree.map_structure(as_keras_tensor, outputs)


def is_symbolic(*values: Value) -> bool:
    return any(isinstance(leaf, KerasTensor) for leaf in tree.flatten(values))


class Node:
    """One call of an operation."""

    def __init__(
        self,
        operation: Value,
        values: tuple[Value, ...] = (),
        named: dict[str, Value] | None = None,
        outputs: Value = None,
    ) -> None:
        self.operation = operation
        self.values = tree.map_structure(lambda x: x, values)
        self.named = tree.map_structure(lambda x: x, named or {})
        self.input_tensors = [
            each
            for each in tree.flatten((self.values, self.named))
            if isinstance(each, KerasTensor)
        ]
        self.outputs = [] if outputs is None else tree.flatten(outputs)
        for each in self.outputs:
            if not isinstance(each, KerasTensor):
                raise CountError(
                    "{layer} must return tensors only, but it returns {value}.",
                    layer=operation.name,
                    value=repr(each),
                )
        for each in self.input_tensors:
            if not hasattr(each, "_keras_history"):
                each._keras_history = History(None, 0, 0)
            if each._keras_history.operation is not None:
                each._keras_history.operation._outbound_nodes.append(self)
        operation._inbound_nodes.append(self)
        tentative(self)
        index = len(operation._inbound_nodes) - 1
        for place, each in enumerate(self.outputs):
            each._keras_history = History(operation, index, place)

    output_tensors = property(lambda self: self.outputs)
    is_input = property(lambda self: not self.input_tensors)

    @property
    def parents(self) -> list[Node]:
        histories = [each._keras_history for each in self.input_tensors]
        return [
            each.operation._inbound_nodes[each.node_index]
            for each in histories
            if each.operation is not None
        ]

    def filled(self, tensors: dict[int, AnyTensor]) -> Value:
        """The arguments of the call, with other tensors in place of its own."""

        def filled(value: Value) -> Value:
            if isinstance(value, KerasTensor):
                return tensors.get(id(value))
            return value

        return tree.map_structure(filled, (self.values, self.named))


def node_of(tensor: KerasTensor) -> Value:
    history = tensor._keras_history
    return history.operation._inbound_nodes[history.node_index]


def ordered(inputs: list[KerasTensor], outputs: list[KerasTensor]) -> Value:
    """The nodes from inputs to outputs, and in which order operations were met."""
    finished: set[Node] = set()
    nodes: list[Node] = []
    met: dict[Operation, int] = {}

    def visit(tensor: KerasTensor) -> None:
        operation = tensor._keras_history.operation
        if not operation:
            return
        node = node_of(tensor)
        if node in finished:
            return
        if not node.is_input and any(tensor is each for each in inputs):
            finished.add(node)
            return
        met.setdefault(operation, len(met))
        if not node.is_input:
            for each in node.input_tensors:
                visit(each)
        finished.add(node)
        nodes.append(node)

    for output in outputs:
        visit(output)
    return nodes, met


def mapped(inputs: list[KerasTensor], outputs: list[KerasTensor]) -> Value:
    """(operations in Keras' order, nodes by depth) of the graph in between."""
    nodes, met = ordered(inputs, outputs)
    inside = set(nodes)
    node_depths: dict[Node, int] = {}
    depths: dict[Operation, int] = {}
    for node in reversed(nodes):
        depth = node_depths.setdefault(node, 0)
        depth = max(depth, depths.get(node.operation, 0))
        depths[node.operation] = node_depths[node] = depth
        for parent in node.parents:
            if parent in inside:
                node_depths[parent] = max(depth + 1, node_depths.get(parent, 0))
    for tensor in inputs:
        operation = tensor._keras_history.operation
        if operation and operation not in depths:
            node = node_of(tensor)
            if node.is_input:
                depths[operation], met[operation], node_depths[node] = 0, -1, 0
    nodes_by_depth = defaultdict(list)
    for node, depth in node_depths.items():
        nodes_by_depth[depth].append(node)
    operations = sorted(depths, key=lambda each: (-depths[each], met[each]))
    check_connected(inputs, nodes_by_depth)
    check_names(operations)
    return operations, nodes_by_depth


def check_connected(inputs: list[KerasTensor], nodes_by_depth: Value) -> None:
    computable = {id(each) for each in inputs}
    for depth in sorted(nodes_by_depth, reverse=True):
        for node in nodes_by_depth[depth]:
            for each in node.input_tensors:
                if id(each) not in computable:
                    raise CountError(
                        "The inputs given to the model do not lead to {layer}: it "
                        "reads a tensor that comes from another Input. Name that "
                        "one in inputs as well.",
                        layer=node.operation.name,
                    )
            computable |= {id(each) for each in node.outputs}


def check_names(operations: list[Value]) -> None:
    names = [each.name for each in operations]
    for name in names:
        if names.count(name) > 1:
            raise CountError(
                "{number} layers of the model have the name {name}. Give each its own.",
                number=names.count(name),
                name=repr(name),
            )
