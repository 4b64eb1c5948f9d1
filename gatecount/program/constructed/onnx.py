"""ONNX: a graph that `onnx.helper` makes, with its initializers; of a model that is
only declared, by inputs, no weight is known.

The numbers of the types are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

from ...types import TYPE_CHECKING, Routine, Value
from ..jax.held import Held, Row, weight
from ..libraries import numpy
from ..libraries.array import Array, Data
from ..libraries.other import Placeholder
from ..session import current
from . import module

if TYPE_CHECKING:
    from ...counting import Weight

TYPES = {
    "FLOAT": 1, "UINT8": 2, "INT8": 3, "UINT16": 4, "INT16": 5, "INT32": 6, "INT64": 7,
    "STRING": 8, "BOOL": 9, "FLOAT16": 10, "DOUBLE": 11, "UINT32": 12, "UINT64": 13,
    "BFLOAT16": 16,
}  # fmt: skip
SIZES = ("INT64", "STRING", "BOOL", "UINT64")  # no layer learns them
NAMES = {number: name for name, number in TYPES.items()}
NUMPY = {
    "FLOAT": "float32",
    "DOUBLE": "float64",
}  # else the same name, in small letters


class Tensor:
    """An initializer; `dims` as the program gave them."""

    def __init__(self, name: Value, data_type: Value, dims: Value) -> None:
        self.name, self.data_type, self.dims = name, data_type, list(dims)

    @property
    def learned(self) -> bool:
        return NAMES.get(self.data_type) not in SIZES

    def weight(self) -> Weight:
        return weight(self.name, module.sized(self.dims))


class Node(Held):
    """`op_type(input) -> output`; each operator is a class, for its name."""

    framework = "onnx"

    def __init__(self, inputs: list[str], outputs: list[str], name: str | None) -> None:
        self.input, self.output, self.name = list(inputs), list(outputs), name or ""

    op_type = property(lambda self: type(self).__name__)


class GraphProto(Held):
    framework = "onnx"

    def __init__(self, nodes: Value, name: Value, initializers: Value) -> None:
        self.node, self.name, self.initializer = list(nodes), name, list(initializers)

    def rows(self) -> list[Row]:
        """The nodes with the initializers that they are the first to read."""
        left = {each.name: each for each in self.initializer if each.learned}
        found = []
        for node in self.node:
            mine = [left.pop(name).weight() for name in node.input if name in left]
            if mine:
                found.append(Row(node.name, node, mine))
        if left:
            found.append(Row("", self, [each.weight() for each in left.values()]))
        return found


class ModelProto:
    def __init__(self, graph: Value) -> None:
        self.graph = graph


def make_tensor(
    name: Value, data_type: Value, dims: Value, vals: Value = None, raw: Value = False
) -> Tensor:
    return Tensor(name, data_type, dims)


def from_array(arr: Value, name: Value = None) -> Tensor:
    made = numpy.array_of(arr)
    if getattr(made, "shape", None) is None:
        current().lack("numpy_helper.from_array")
        return Tensor(name, TYPES["INT64"], ())
    kind = str(made.dtype)
    found = {NUMPY.get(each, each.lower()): number for each, number in TYPES.items()}
    return Tensor(name, found.get(kind, TYPES["FLOAT"]), made.shape)


def to_array(tensor: Value, *values: Value, **named: Value) -> Value:
    if not isinstance(tensor, Tensor):
        return Data("to_array")
    kind = NAMES.get(tensor.data_type, "FLOAT")
    return Array(module.sized(tensor.dims), NUMPY.get(kind, kind.lower()))


def make_node(
    op_type: Value,
    inputs: Value,
    outputs: Value,
    name: Value = None,
    *values: Value,
    **named: Value,
) -> Value:
    return type(op_type, (Node,), {})(inputs, outputs, name)


def make_graph(
    nodes: Value,
    name: Value,
    inputs: Value,
    outputs: Value,
    initializer: Value = None,
    *values: Value,
    **named: Value,
) -> GraphProto:
    return GraphProto(nodes, name, initializer or ())


def make_model(graph: Value, **named: Value) -> ModelProto:
    return ModelProto(graph)


def same(model: Value, *values: Value, **named: Value) -> Value:
    """infer_shapes(model), convert_version(model, 21): the same weights."""
    return model


def modules() -> dict[str, dict[str, Value]]:
    helper = {
        "make_tensor": make_tensor,
        "make_node": make_node,
        "make_graph": make_graph,
        "make_model": make_model,
    }
    return {
        "onnx": {"TensorProto": type("TensorProto", (), dict(TYPES))},
        "onnx.helper": helper,
        "onnx.numpy_helper": {"from_array": from_array, "to_array": to_array},
        "onnx.shape_inference": {"infer_shapes": same},
        "onnx.version_converter": {"convert_version": same},
    }


def missing(path: str) -> Routine:
    """Checks, files, texts: nothing else of the package makes a weight."""
    return lambda name: Placeholder(f"{path}.{name}")
