"""The text that `model.summary()` of Keras 2 prints, for programs of tf_keras.

Follows tf_keras/src/utils/layer_utils.py of tf_keras 2.21.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...types import TYPE_CHECKING, Value
from . import summary, tree
from .scopes import is_keras_2
from .summary import (
    bounds,
    count,
    has_output_shape,
    in_part,
    is_sequence,
    memory,
    parameters,
    readable,
    weights_of,
    whole,
)

if TYPE_CHECKING:
    from .model import Model
    from .sequential import Sequential

ENDS = ("),", "},", "],", "',")  # a field may go on in the next line after these


def of_its_time(model: Model, *options: Value) -> str:
    return (text_of if is_keras_2() else summary.text_of)(model, *options)


def text_of(
    model: Value,
    line_length: Value = None,
    positions: Value = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    layer_range: Value = None,
) -> str:
    sequence = type(model).__name__ == "Sequential" or is_sequence(model)
    length = line_length or (65 if sequence else 98)
    places = positions or ([0.45, 0.85, 1.0] if sequence else [0.3, 0.6, 0.7, 1.0])
    if places[-1] <= 1:
        places = [int(length * each) for each in places]
    heads = ["Layer (type)", "Output Shape", "Param #"]
    heads += [] if sequence else ["Connected to"]
    if show_trainable:
        length += 11
        heads, places = [*heads, "Trainable"], [*places, length]
    depths = {} if sequence else model._nodes_by_depth
    relevant = [node for nodes in depths.values() for node in nodes]

    def fields(layer: Value) -> Iterator[str]:
        yield f"{layer.name} ({type(layer).__name__})"
        yield shape_text(layer)
        yield parameters(layer).replace(",", "").replace("unbuilt", "unused")
        if not sequence:
            yield str(connections(layer, relevant))
        if show_trainable:
            yield "Y" if layer.trainable else "N"

    def part(layer: Value, level: int = 0, last: bool = False) -> Iterator[str]:
        yield from row(fields(layer), places, level)
        inner = getattr(layer, "layers", None)
        if expand_nested and inner:
            deeper = level + 1
            yield between(deeper, "¯", length - 2 * deeper)
            for number, each in enumerate(inner, 1):
                last = number == len(inner)
                yield from part(each, deeper, last)
            yield between(level, "¯", length - 2 * level)
        if not last:
            yield between(level, " ", length - 2 * level)

    lines = [f'Model: "{model.name}"', "_" * length]
    lines += [*row(heads, places), "=" * length]
    first, last = bounds(model.layers, layer_range)
    for layer in model.layers[first:last]:
        lines += part(layer)
    lines += ["=" * length, *totals(model), "_" * length]
    return "".join(f"{line}\n" for line in lines)


def between(level: int, character: str, width: int) -> str:
    return "|" * level + character * width + "|" * level


def row(
    fields: list[str] | Iterator[Value], places: Value, level: int = 0
) -> Iterator[str]:
    """A row in as many lines as its longest field needs."""
    left, ends = list(fields), len(places) - 1
    while any(left):
        line = ""
        for n, place in enumerate(places[: len(left)]):
            room = place - (places[n - 1] if n else 0) - (3 if n < ends else 0)
            shown = left[n][: room - (0 if n else level)]
            cuts = [shown.find(end) + len(end) for end in ENDS if end in shown]
            if cuts:
                shown = shown[: min(cuts)]
            left[n] = left[n][len(shown) :]
            line += ("" if n else "|" * level + " ") + shown + "  " * (n < ends)
            line = line.ljust(place - (level if n == ends else 0))
        yield line + "|" * level


def shape_text(layer: Value) -> str:
    """What each call of the layer returned: Keras 2 knows those of a graph only."""
    found, shown = [], in_part if vars(layer).get("_open") else whole
    for node in getattr(layer, "_inbound_nodes", ()):
        shapes = [shown(each.shape) for each in node.outputs]
        found.append(listed(shapes, type(layer).__name__ == "InputLayer"))
    if not found and has_output_shape(layer):
        return str(layer.output_shape)
    return found[0] if len(set(found)) == 1 else "multiple"


def listed(shapes: list[str], is_list: bool) -> str:
    return shapes[0] if len(shapes) == 1 and not is_list else f"[{', '.join(shapes)}]"


def connections(layer: Value, relevant: Value) -> Value:
    return [
        f"{operation.name}[{node_index}][{tensor_index}]"
        for node in layer._inbound_nodes
        if node in relevant
        for tensor in tree.flatten(node.input_tensors)
        for operation, node_index, tensor_index in [tensor._keras_history]
    ]


def totals(model: Sequential) -> Iterator[str]:
    trained, others = weights_of(model)
    sizes = [memory(trained), memory(others)]
    sizes.insert(0, None if None in sizes else sum(sizes))
    sizes = [text.removesuffix(" B") for text in map(readable, sizes)]
    counts = [count(trained) + count(others), count(trained), count(others)]
    names = ("Total", "Trainable", "Non-trainable")
    for name, number, size in zip(names, counts, sizes):
        unit = "" if size[-1] in "B?" else " Byte"
        yield f"{name} params: {number} ({size}{unit})"
