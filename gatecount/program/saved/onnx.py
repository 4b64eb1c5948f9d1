"""An ONNX model: its initializers, and the nodes that read them.

The numbers of the fields are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from dataclasses import dataclass, field
from math import prod

from ...counting import CountError
from ...types import Shape, Value
from .protobuf import fields, integers, text
from .reading import TENSORS, Reader, checked, cut, large

GRAPH, IR_VERSION = 7, 1  # of a model
NODE, INITIALIZER, SPARSE = 1, 5, 15  # of a graph
DIMS, TYPE, NAME = 1, 2, 8  # of a tensor
INPUT, OUTPUT, NODE_NAME, OPERATOR, ATTRIBUTE = 1, 2, 3, 4, 5  # of a node
ATTRIBUTE_NAME, INTEGER, STRING, TENSOR, SUBGRAPH = 1, 3, 4, 5, 6  # of an attribute
# Types of numbers that no layer learns: sizes, axes, places, truths, texts.
SIZES = {7: "INT64", 8: "STRING", 9: "BOOL", 13: "UINT64"}
DEEPEST = 8  # graphs within graphs


@dataclass
class Node:
    name: str = ""
    operator: str = ""
    inputs: list[Value] = field(default_factory=list)
    outputs: list[Value] = field(default_factory=list)
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass
class Graph:
    """`tensors` by name, `sizes` those that are only sizes; `constants`, how many
    numbers stand in nodes."""

    tensors: dict[str, Value] = field(default_factory=dict)
    sizes: list[Value] = field(default_factory=list)
    nodes: list[Value] = field(default_factory=list)
    constants: int = 0


def load(reader: Reader) -> Graph:
    graph = Graph()
    places = [value for number, value in fields(reader, 0, reader.size)
              if number == GRAPH and isinstance(value, tuple)]  # fmt: skip
    if not places:
        raise CountError("This is no ONNX model: it holds no graph.")
    for place in places:
        read(reader, place, graph, DEEPEST)
    return graph


def read(reader: Reader, place: tuple[int, int], graph: Graph, depth: int) -> None:
    if not depth:
        raise large()
    for number, value in fields(reader, *place):
        if number == INITIALIZER:
            add(graph, *tensor(reader, bytes_of(value)))
        elif number == SPARSE:
            raise CountError(
                "This ONNX model has a sparse initializer, which is not read here."
            )
        elif number == NODE:
            graph.nodes.append(node(reader, bytes_of(value), graph, depth))


def bytes_of(value: int | tuple[int, int]) -> tuple[int, int]:
    if isinstance(value, int):
        raise cut()
    return value


def tensor(reader: Reader, place: tuple[int, int]) -> Value:
    """(name, shape, type); the numbers themselves are passed over."""
    name, dims, kind = "", [], 0
    for number, value in fields(reader, *place):
        if number == DIMS:
            dims += integers(reader, value)
        elif number == TYPE and isinstance(value, int):
            kind = value
        elif number == NAME:
            name = text(reader, bytes_of(value))
    return (*checked(name, dims), kind)


def add(graph: Graph, name: str, shape: Shape, kind: int) -> None:
    if len(graph.tensors) >= TENSORS:
        raise large()
    if kind in SIZES:
        graph.sizes.append(name)
    else:
        graph.tensors[name] = shape


def node(reader: Reader, place: tuple[int, int], graph: Graph, depth: int) -> Node:
    made = Node()
    for number, value in fields(reader, *place):
        if number == INPUT:
            made.inputs.append(text(reader, bytes_of(value)))
        elif number == OUTPUT:
            made.outputs.append(text(reader, bytes_of(value)))
        elif number == NODE_NAME:
            made.name = text(reader, bytes_of(value))
        elif number == OPERATOR:
            made.operator = text(reader, bytes_of(value))
        elif number == ATTRIBUTE:
            attribute(reader, bytes_of(value), made, graph, depth)
    return made


def attribute(
    reader: Reader, place: tuple[int, int], made: Node, graph: Graph, depth: int
) -> None:
    name = ""
    found: Value = None
    value: Value
    for number, value in fields(reader, *place):
        if number == ATTRIBUTE_NAME:
            name = text(reader, bytes_of(value))
        elif number == INTEGER and isinstance(value, int):
            found = value
        elif number == STRING and value[1] - value[0] < 100:
            found = text(reader, value)
        elif number == TENSOR:
            _, shape, kind = tensor(reader, bytes_of(value))
            if kind not in SIZES and shape:
                graph.constants += prod(shape)
        elif number == SUBGRAPH:
            read(reader, bytes_of(value), graph, depth - 1)
    if found is not None:
        made.attributes[name] = found
