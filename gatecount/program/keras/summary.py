"""The text that `model.summary()` prints, to the letter.

Follows keras/src/utils/summary_utils.py of Keras 3.15.
"""

from __future__ import annotations

import re
import shutil
from math import prod

from ...counting import CountError
from ...types import TYPE_CHECKING, Value
from ..printing import untold
from ..symbols import Symbol
from ..unknown import Unknown
from . import tree
from .scopes import state
from .table import cells, table

if TYPE_CHECKING:
    from .graph import Node
    from .layer import Layer
    from .model import Model

BITS = {"bool": 8, "int8": 8, "uint8": 8, "float16": 16, "bfloat16": 16, "int16": 16}
BITS |= {"uint16": 16, "float64": 64, "int64": 64, "uint64": 64, "complex64": 64}


def count(weights: Value) -> Value:
    unknown = [each for each in weights if isinstance(each, Unknown)]
    return unknown[0] if unknown else sum(prod(each.shape) for each in weights)


def memory(weights: Value) -> Value:
    """Bytes; each weight once."""
    if isinstance(count(weights), Unknown):
        return None
    distinct = {id(each): each for each in weights}.values()
    bits = sum(prod(each.shape) * BITS.get(each.dtype, 32) for each in distinct)
    return None if isinstance(bits, Symbol) else bits / 8


def readable(size: Value) -> str:
    if size is None:
        return "?"
    for unit in ("B", "KB", "MB", "GB", "TB", "PB"):
        if size / 1024 < 1:
            return f"{size:.2f} {unit}"
        size /= 1024
    return f"{size:.2f} PB"


def shape_text(layer: Value) -> Value:
    """The shape that the layer returned when it was last called."""
    shown = in_part if vars(layer).get("_open") else whole
    nodes = getattr(layer, "_inbound_nodes", ())
    shapes: Value = None
    built: Value = getattr(layer, "_build_shapes_dict", None)
    if not nodes and not built:
        return "?"
    if nodes:
        shapes = [shown(each.shape) for each in nodes[-1].outputs]
    else:
        try:
            if has_output_shape(layer):
                shapes = shown(layer.output_shape)
            else:
                after = layer.compute_output_shape(**built)
                shapes = tree.map_shapes(shown, after)
        except NotImplementedError:
            return "?"
    flat = tree.flatten(shapes)
    return flat[0] if len(flat) == 1 else str(shapes).replace("'", "")


def has_output_shape(layer: Value) -> bool:
    return hasattr(type(layer), "output_shape") and hasattr(layer, "output_shape")


def whole(shape: Value) -> str:
    return f"({', '.join(map(str, shape))})"


def in_part(shape: Value) -> Value:
    """With "?" for what only data would tell."""
    return whole("?" if size is None else size for size in shape)


def is_sequence(model: Model) -> bool:
    """Is the graph a row of layers, so that nobody asks what is connected to what?"""
    operations = getattr(model, "_operations", None)
    if operations is None:
        return True
    nodes = []
    for each in model._nodes_by_depth.values():
        if len(each) > 1 or (len(each) == 1 and len(each[0].input_tensors) > 1):
            return False
        nodes += each
    return all(
        sum(node in nodes for node in layer._inbound_nodes) < 2
        for layer in model.layers
    )


def connections(layer: Value, relevant: list[Node]) -> str:
    parts = []
    for node in layer._inbound_nodes:
        if relevant and node not in relevant:
            continue
        for tensor in node.input_tensors:
            operation, node_index, tensor_index = tensor._keras_history
            parts.append(f"{operation.name}[{node_index}][{tensor_index}]")
    return ", ".join(parts) or "-"


def half_built(layer: Layer) -> bool:
    """Would it, or a layer inside, have been built on data that is not here?"""
    return state().on_data and not is_whole(layer)


def is_whole(layer: Value) -> bool:
    """Is it built, with all inside? A wrapper has its weights itself."""
    inside = () if vars(layer).get("_own") else getattr(layer, "_layers", ())
    return getattr(layer, "built", True) and all(map(is_whole, inside))


def parameters(layer: Value) -> str:
    built = getattr(layer, "built", None)
    if built is None:
        return "0"
    if not built:
        return "?" if state().on_data else "0 (unbuilt)"
    return "?" if half_built(layer) else f"{count(layer.weights):,}"


class Table:
    def __init__(
        self, model: Value, expand_nested: Value, show_trainable: Value
    ) -> None:
        self.sequence = is_sequence(model)
        self.expand_nested, self.show_trainable = expand_nested, show_trainable
        self.relevant, self.doubted = [], False
        self.place: Value = model._place
        if not self.sequence:
            for nodes in model._nodes_by_depth.values():
                self.relevant += nodes

    def head(self) -> tuple[list[str], list[str]]:
        heads = ["Layer (type)", "Output Shape", "Param #"]
        alignments = ["left", "left", "right"]
        if not self.sequence:
            heads, alignments = [*heads, "Connected to"], [*alignments, "left"]
        if self.show_trainable:
            heads, alignments = [*heads, "Trainable"], [*alignments, "center"]
        return heads, alignments

    def rows(self, layer: Value, level: Value = 0) -> list[list[str]]:
        prefix = "   " * level + "└ " if level else ""
        found = [self.fields(layer, prefix)]
        if self.expand_nested and getattr(layer, "layers", None):
            for each in layer.layers:
                found += self.rows(each, level + 1)
        return found

    def fields(self, layer: Value, prefix: Value) -> list[str]:
        name = f"{prefix}{layer.name} ({type(layer).__name__})"
        fields = [name, shape_text(layer), parameters(layer)]
        made: Value = getattr(layer, "_place", self.place)  # an operation is no layer
        if any(each not in self.place.doubts for each in made.doubts):
            fields = [f"{prefix}? (?)", "?", "?"]  # it may be another one
            self.doubted = True
        elif self.doubted:  # what it is given may be something else
            fields[1:] = ["?", "?" if getattr(layer, "weights", None) else "0"]
        if not self.sequence:
            fields.append(connections(layer, self.relevant))
        if self.show_trainable:
            weighted = bool(getattr(layer, "weights", None))
            fields.append(("Y" if layer.trainable else "N") if weighted else "-")
        return fields


def text_of(
    model: Model,
    line_length: int | None = None,
    positions: list[float] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    layer_range: tuple[str, str] | None = None,
) -> str:
    rows = Table(model, expand_nested, show_trainable)
    widths, line_length = columns(rows, line_length, positions)
    heads, alignments = rows.head()
    operations = getattr(model, "_operations", None)
    layers = model.layers if operations is None else operations
    first, last = bounds(layers, layer_range)
    body = [row for layer in layers[first:last] for row in rows.rows(layer)]
    width = console_width()
    lines = wrapped(f'Model: "{model.name}"', width)
    lines += [
        cropped(each, width)
        for each in table(heads, alignments, widths, body, line_length)
    ]
    for sentence in totals(model):
        lines += wrapped(sentence, width)
    return "".join(f"{line}\n" for line in lines)


def columns(
    rows: Table, line_length: int | None, positions: list[float] | None
) -> tuple[list[int], int]:
    """The widths of the columns, and of the whole."""
    if rows.sequence:
        length, places = 88, positions or [0.45, 0.80, 1.0]
    else:
        length, places = 108, positions or [0.3, 0.56, 0.74, 1.0]
    if rows.show_trainable:
        length += 12
        places = [place * 0.90 for place in places] + [1.0]
    length = min(length, shutil.get_terminal_size().columns - 4)
    length = line_length or length
    widths, filled = [], 0
    for place in places:
        width = int(place * length) - filled
        if width < 4:
            raise CountError(
                "summary has no room for its columns in {length} characters. Give "
                "a larger line_length.",
                length=length,
            )
        widths.append(width)
        filled += width
    return widths[: len(rows.head()[0])], length


def weights_of(model: Model) -> Value:
    """Those that are trained, and the others; an unknown one for a missing layer."""
    trained: Value = getattr(model, "_collected_trainable_weights", None)
    trained = model.trainable_weights if trained is None else trained
    others: Value = model.non_trainable_weights
    if untold() or vars(model).get("_on_data") or half_built(model):
        missing = Unknown("weights of a layer that is missing")
        trained, others = [*trained, missing], [*others, missing]
    return trained, others


def totals(model: Model) -> Value:
    trained, others = weights_of(model)
    optimizer = getattr(model, "optimizer", None)
    kept, trains = [], "history" in vars(model)
    if isinstance(optimizer, Unknown):
        kept = [optimizer] if trains else []  # its variables are not known
    elif getattr(model, "compiled", False) and optimizer and optimizer.built:
        kept = optimizer.variables
    if kept and any(isinstance(each, Unknown) for each in trained):
        kept = [
            each for each in trained if isinstance(each, Unknown)
        ]  # it follows them
    whole = count(trained) + count(others) + count(kept)
    parts = [memory(trained), memory(others), memory(kept)]
    size = None if None in parts else sum(parts)
    yield f" Total params: {whole:,} ({readable(size)})"
    yield f" Trainable params: {count(trained):,} ({readable(memory(trained))})"
    yield f" Non-trainable params: {count(others):,} ({readable(memory(others))})"
    if kept:
        yield f" Optimizer params: {count(kept):,} ({readable(memory(kept))})"


def bounds(layers: list[Value], layer_range: Value) -> tuple[int, int]:
    """From which layer to which; names may be patterns."""
    if layer_range is None:
        return 0, len(layers)
    found = [
        [n for n, layer in enumerate(layers) if re.match(name, layer.name)]
        for name in layer_range
    ]
    if len(found) != 2 or not all(found):
        raise CountError(
            "The model has no layer {asked}. It has {known}.",
            asked=repr(layer_range),
            known=", ".join(each.name for each in layers),
        )
    lower, upper = found
    if min(lower) > max(upper):
        return min(upper), max(lower) + 1
    return min(lower), max(upper) + 1


def console_width() -> int:
    return shutil.get_terminal_size().columns


def cropped(line: str, width: int) -> str:
    while cells(line) > width:
        line = line[:-1]
    return line


def wrapped(sentence: str, width: int) -> list[str]:
    """A line of text, broken between words where the terminal ends."""
    if cells(sentence) <= width:
        return [sentence]
    from .table import divided

    return [part.rstrip() for part in divided(sentence, width)]
