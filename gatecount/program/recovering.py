"""A model from what a program has printed: the likeliest reading of each layer."""

from __future__ import annotations

from dataclasses import replace

from ..counting import Count, Weight
from ..types import TYPE_CHECKING, Value
from .result import LayerCount, Model, ModelCount

if TYPE_CHECKING:
    from .pasted.reading import Explanation, Layer

FRAMEWORKS = {
    "keras_summary": "keras",
    "state_dict": "torch",
    "torch_tree": "torch",
    "torch_table": "torch",
    "grid": "torch",
    "torch_listing": "torch",
    "equinox_tree": "equinox",
    "flax_grid": "flax.linen",
    "nnx_grid": "flax.nnx",
    "haiku_table": "haiku",
    "haiku_tree": "haiku",
    "flax_tree": "flax.linen",
    "paddle_list": "paddle",
    "paddle_table": "paddle",
    "paddle_tree": "paddle",
    "mindspore_list": "mindspore",
    "mindspore_tree": "mindspore",
    "onnx": "onnx",
}


def recovered(explanation: Explanation) -> ModelCount:
    """The ModelCount of an `Explanation`."""
    framework = FRAMEWORKS.get(explanation.kind) or framework_of(explanation)
    return ModelCount(
        framework,
        (model(explanation, meant=1), *map(model, explanation.others)),
        notes=explanation.notes,
        doubtful=explanation.doubtful,
        short=any(each.short for each in explanation.layers),
    )


def model(explanation: Explanation, meant: int = 0) -> Model:
    rows = [row(each) for each in explanation.layers]
    layers: list[LayerCount] = []
    for each, found in zip(rows, explanation.layers):
        if found.level and layers:  # belongs to the model in the row above
            inside = (*layers[-1].layers, each)
            layers[-1] = nested(layers[-1], inside)
        else:
            layers.append(each)
    weights = tuple(weight for each in layers for weight in each.count.weights)
    inputs: Value = tuple(
        each.output_shape for each in layers if each.kind == "InputLayer"
    ) or tuple(each.input_shape for each in layers[:1] if each.input_shape)
    outputs = tuple(each.output_shape for each in layers[-1:] if each.output_shape)
    return Model(
        explanation.name, "", tuple(layers), weights, inputs, outputs, meant=meant
    )


def framework_of(explanation: Explanation) -> str:
    readings = (each.readings[0] for each in explanation.layers if each.readings)
    return next((each.framework for each in readings), "keras")


def row(found: Layer) -> LayerCount:
    """A layer; of one that is not known here, its printed number as one tensor."""
    reading = found.readings[0] if found.readings else None
    if reading:
        count = reading.count
    elif found.weights:
        named = (Weight(name, name, shape) for name, shape in found.weights)
        count = Count(tuple(named), None)
    elif found.number:
        count = Count((Weight(found.name, found.name, (found.number,)),), None)
    else:
        count = Count((), None)
    if found.frozen:
        still = (replace(weight, trainable=False) for weight in count.weights)
        count = replace(count, weights=tuple(still))
    shape = reading.input_shape if reading else None
    if reading and reading.framework == "keras" and isinstance(shape, tuple):
        shape = (None, *shape)
    return LayerCount(
        found.name or found.kind,
        found.kind.removeprefix("nn."),
        shape,
        found.output or count.output_shape,
        count,
        reading.code if reading else "",
        # A row without weights or a call has nothing that its line would explain.
        found.lines[0]
        if found.lines and (reading or found.notes or count.weights)
        else None,
        notes=found.notes,
        others=found.readings[1:],
        short=found.short,
    )


def nested(model: Value, inside: Value) -> Value:
    """The row of a model, once the rows of its layers are known."""
    weights = tuple(weight for each in inside for weight in each.count.weights)
    known = sum(weight.size for weight in weights) == model.total
    return LayerCount(
        model.name,
        model.kind,
        model.input_shape,
        model.output_shape,
        Count(weights, None) if known else model.count,
        line=model.line,
        layers=inside,
        notes=model.notes,
    )
