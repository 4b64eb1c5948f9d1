"""The layers behind what a saved model holds, and what has to be said about it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from math import prod

from ...counting import CountError
from ...types import TYPE_CHECKING, Shape, Value
from ..pasted import shapes, state
from ..pasted.notes import Note, note
from ..pasted.reading import Explanation, Layer, Reading, reading
from ..recovering import recovered
from . import torch as torch_file
from .configured import program
from .reading import DAMAGED, Reader

if TYPE_CHECKING:
    from ..result import ModelCount
    from .keras import Saved
    from .onnx import Graph, Node
    from .torch import Found

MANY = 8  # names in a sentence
COPY = re.compile(r"(?i).*(?:ema|swa|avg|average|teacher|target|best|momentum).*")
SCALE = re.compile(r"((?:.*\.)?)(?:scale|zero_point)")  # of quantised weights
OPERATORS = ("LSTM", "GRU", "RNN")  # of ONNX, with the places of their weights
PLACES = {1: "W", 2: "R", 3: "B", 7: "P"}


def few(names: Value) -> str:
    names = list(names)
    more = [f"… ({len(names)})"] if len(names) > MANY else []
    return ", ".join([*names[:MANY], *more])


def left_out(number: int) -> tuple[Value, ...]:
    """The note about an optimizer's numbers, if there are any."""
    if not number:
        return ()
    return (
        note(
            "The file also holds {number} numbers of the optimizer, which training "
            "needs and the model does not: they are not counted.",
            number=number,
        ),
    )


def listing(explanation: Explanation) -> str:
    """Every tensor in a line, as the framework prints it."""
    weights = [
        (path(layer, name), shape)
        if explanation.kind == "state_dict"
        else (name, shape)
        for layer in explanation.layers
        for name, shape in layer.weights
    ]
    if explanation.kind == "state_dict":
        return "".join(f"{name}: torch.Size({[*shape]})\n" for name, shape in weights)
    return "".join(f"{name} {shape}\n" for name, shape in weights)


def path(layer: Layer, name: str) -> str:
    """The full name of a tensor in a state_dict."""
    return f"{layer.name}.{name}".strip(".")


# NumPy


def of_arrays(found: list[tuple[str, tuple[Value, ...]]]) -> Explanation:
    return shapes.told(found)


# PyTorch


def of_torch(reader: Reader, root: Value, tensors: Value = None) -> Explanation:
    """`tensors` of a safetensors file, or else the sets of tensors in `root`."""
    if tensors is not None:
        return state.told(tensors)
    sets, optimizer, strange = {}, 0, []
    for key, value in torch_file.sets(root).items():
        found = torch_file.walk(reader, value)
        optimizer += found.optimizer
        strange += found.strange
        if found.tensors:
            sets[key] = found
    called = torch_file.called(reader, root)
    if not sets:
        raise nothing(called)
    made = [replace(one(found), name=key or "model") for key, found in sets.items()]
    first, others = chosen(made)
    notes = (*several(first, others), *first.notes, *left_out(optimizer))
    if called:
        notes += (
            note(
                "Loading this file with torch.load may run code of {names}. Nothing "
                "of it was run here.",
                names=few(called),
            ),
        )
    doubtful = first.doubtful or any(not COPY.fullmatch(each.name) for each in others)
    layers = first.layers
    if strange:
        notes += (
            note(
                "{names} are inside of objects whose code is not here: they are "
                "missing from the total.",
                names=few(strange),
            ),
        )
        layers = (*layers[:-1], replace(layers[-1], short=True))
    return replace(
        first, layers=layers, notes=notes, doubtful=doubtful, others=tuple(others)
    )


def nothing(called: list[str]) -> Value:
    if not called:
        return CountError("There is no tensor in this file.")
    return CountError(
        "What this file holds is made by code that would have to be run: {names}. "
        "Nothing of it was run, so its parameters are not known. Save the weights "
        "alone: torch.save(model.state_dict(), path).",
        names=few(called),
    )


def one(found: Found) -> Explanation:
    """The layers of one set of tensors, each tensor once."""
    seen: dict[Value, Value] = {}
    tied: list[Value] = []
    kept: list[Value] = []
    for name, each in found.tensors.items():
        if each.key is not None and each.key in seen:
            tied.append(f"{name} = {seen[each.key]}")
        else:
            seen.setdefault(each.key, name)
            kept.append((name, each.shape))
    packed = {name.partition("_packed_params")[0] for name, _ in kept
              if "_packed_params" in name}  # fmt: skip
    scales = {name for name, shape in kept if shape == ()
              and (match := SCALE.fullmatch(name)) and match[1] in packed}  # fmt: skip
    said = state.told(kept, buffers=found.buffers | scales)
    frozen = {name for name, each in found.tensors.items() if each.trainable is False}
    layers = tuple(
        replace(each, frozen=True)
        if each.weights and all(path(each, name) in frozen for name, _ in each.weights)
        else each
        for each in said.layers
    )
    if not tied:
        return replace(said, layers=layers)
    same = note(
        "{names}: the same numbers under two names, counted once.", names=few(tied)
    )
    return replace(said, layers=layers, notes=(same, *said.notes))


def chosen(made: list[Explanation]) -> tuple[Explanation, list[Value]]:
    """The set that is counted, and the others."""
    first = next((each for each in made if not COPY.fullmatch(each.name)), made[0])
    return first, [each for each in made if each is not first]


def several(first: Explanation, others: list[Value]) -> tuple[Value, ...]:
    if not others:
        return ()
    return (
        note(
            "The file holds several sets of weights: {names}. Unless another is "
            "chosen, {name} is counted.",
            names=few(f"{each.name} ({total(each):,})" for each in (first, *others)),
            name=first.name,
        ),
    )


def total(explanation: Value) -> Value:
    return sum(prod(shape) for each in explanation.layers for _, shape in each.weights)


# ONNX


def of_onnx(graph: Graph) -> Explanation:
    left, layers = dict(graph.tensors), []
    for node in graph.nodes:
        own = [(name, left.pop(name)) for name in node.inputs if name in left]
        if own:
            layers.append(operator(node, own, graph.tensors))
    layers += [Layer(name, "", (), None, None, ((name, shape),))
               for name, shape in left.items()]  # fmt: skip
    notes: tuple[Value, ...] = (
        note(
            "ONNX does not tell parameters from constants: counted is what its "
            "initializers hold, but for whole numbers that are sizes or places."
        ),
    )
    if graph.constants:
        notes += (
            note(
                "{number} more numbers stand in nodes of kind Constant: they are not "
                "counted.",
                number=graph.constants,
            ),
        )
    return Explanation("onnx", tuple(layers), None, notes)


def operator(
    node: Node, own: list[tuple[str, tuple[Value, ...]]], known: dict[str, Shape]
) -> Layer:
    """A node with its weights; of a recurrent one, the call that it stands for."""
    name = node.name or (node.outputs or [node.operator])[0]
    readings: tuple[Value, ...] = ()
    if node.operator in OPERATORS:
        places = {
            place: known[node.inputs[k]]
            for k, place in PLACES.items()
            if k < len(node.inputs) and node.inputs[k] in known
        }
        readings = recurrent(node, places)
        if readings and len(own) > len(places):
            readings = ()  # with an initial state, which is no weight of the layer
    return Layer(name, node.operator, (), None, None, tuple(own), readings)


def recurrent(node: Node, places: dict[str, Shape]) -> Value:
    size, direction = (
        node.attributes.get(each) for each in ("hidden_size", "direction")
    )
    if len(places.get("W", ())) != 3 or not isinstance(size, int):
        return ()
    inputs = ", ".join(f'"{each}"' for each in ("X", *places))
    more = f", direction={direction!r}" if direction not in (None, "forward") else ""
    code = f"{node.operator}(inputs=[{inputs}], hidden_size={size}{more})"
    made = reading(code, "onnx", (None, None, places["W"][-1]))
    same = made and [each.shape for each in made.count.weights] == [*places.values()]
    return (made,) if same else ()


# Keras


def of_keras(saved: Saved) -> ModelCount:
    """By the configuration, if it can be read; compared with the weights."""
    weights = weights_of(saved) if saved.shapes else None
    notes = left_out(saved.optimizer)
    if saved.config is None:
        return by_weights(weights, notes)
    try:
        answer = configured(saved.config)
    except CountError as error:
        if weights is None:
            raise
        said = note(
            "Counted are the weights in the file, since its configuration is not "
            "understood here."
        )
        why = Note(error.template, values=error.values)
        return by_weights(weights, (said, why, *notes))
    model = answer.model
    written = Counter(each.shape for each in model.weights)
    if not saved.shapes and model.total:
        said = note(
            "The weights are not in the file, or not readable: counted is its "
            "configuration."
        )
        return replace(answer, notes=(said, *notes))
    if written == Counter(saved.shapes):
        said = note("The weights in the file have just the shapes that its "
                    "configuration says.")  # fmt: skip
        return replace(answer, notes=(said, *notes))
    said = note(
        "The configuration says {total} parameters, but the weights in the file are "
        "{held}, or of other shapes: they do not belong together, so the total is not "
        "known.",
        total=model.total,
        held=sum(map(prod, saved.shapes)),
    )
    others = recovered(replace(weights, name="weights")).models if weights else ()
    models = tuple(replace(each, meant=-1) for each in others)
    return replace(
        answer, models=(*answer.models, *models), notes=(said, *notes), doubtful=True
    )


def configured(config: dict[str, dict[str, Value] | str | None]) -> ModelCount:
    """The answer about the program that the configuration describes."""
    from .. import count_model  # late: it is the room that this one is in

    try:
        source = program(config)
    except CountError:
        raise
    except DAMAGED as error:
        raise CountError("The configuration does not tell all sizes.") from error
    answer = count_model(source, "keras")
    if answer.total is None or answer.incomplete or answer.skipped:
        raise CountError("The configuration does not tell all sizes.")
    return replace(answer, models=answer.models[-1:], source=source, saved=True)


def by_weights(weights: Explanation | None, notes: tuple[Value, ...]) -> ModelCount:
    if weights is None:
        raise CountError("There is no tensor in this file.")
    answer = recovered(replace(weights, notes=(*notes, *weights.notes)))
    return replace(answer, source=listing(weights), saved=True)


def weights_of(saved: Value) -> Explanation:
    known: dict[Value, Value] = {}
    layers: list[Value] = []
    for name, held in saved.layers.items():
        for own, readings in shapes.divided(held, "keras", known):
            best = sorted(readings, key=lambda each: not is_named(each, name))
            made = shapes.layer(own, best, name)
            layers.append(replace(made, name=name, weights=tuple(own)))
    return Explanation("keras", tuple(layers))


def is_named(reading: Reading, name: str) -> bool:
    """Does the name, layers/embedding_1, say what the layer is?"""
    return reading.code.partition("(")[0].lower() in name.replace("_", "")
