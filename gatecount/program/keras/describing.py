"""The models of a program, as the answer shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ...counting import Count, CountError
from ...types import TYPE_CHECKING, Shape, Value
from ..result import TRAINED, Ignored, LayerCount, Model
from ..session import Place, Session, doubts_of, running
from ..training import in_place_of_each_other, trained
from . import summary, summary_2, tree
from .model import Functional
from .scopes import State
from .sequential import Sequential
from .special import InputLayer
from .tensorflow.cells import unbuilt

if TYPE_CHECKING:
    from .layer import Layer
    from .tensors import Variable
    from .tracking import TrackedList


def models(session: Session) -> list[Model]:
    kept = session.state.get("keras", State())
    built = [each for each in kept.models if each.built]
    graph = session.state.get("tf1", ()) if "TensorFlow 1" in session.eras else ()
    if graph and not kept.layers:
        session.missing += unbuilt(session)
        return [of_graph(graph)]
    if not built and kept.models:
        raise not_built(kept.models[-1])
    if built:
        session.missing += on_data([*kept.models, *kept.layers])
        return ranked(built, kept, session)
    loose = [each for each in outermost(kept.layers) if each.built]
    if loose:
        return [together(loose)]
    alone = [each for each in kept.layers if not isinstance(each, InputLayer)]
    if alone:
        raise not_called(alone[-1])
    return []


def ranked(built: list[Value], kept: State, session: Session) -> list[Model]:
    """Each model, which of them are part of others, and several that are trained by
    the program's own loop, joined."""
    rows = {each: described(each, kept, session) for each in built}
    doubts = in_place_of_each_other(session, shapes)
    for each, row in rows.items():
        told = dict.fromkeys(row.doubts + doubts.get(id(each), ()))
        rows[each] = replace(row, doubts=tuple(told))
    own = {each: set(map(id, each.weights)) for each in built}
    known = set().union(*own.values())
    own |= {
        each: set(map(id, each.weights))
        for each in outermost(kept.layers)
        if known.isdisjoint(map(id, each.weights))
    }
    joined = []
    for group, when in trained(session, own.items()):
        level = 3 * TRAINED + when
        rows |= {e: replace(rows[e], meant=level) for e in group if e in rows}
        whole = [each for each in group if not any(own[each] < own[o] for o in group)]
        if whole[1:]:
            own[tuple(whole)] = set().union(*(own[each] for each in whole))
            parts = [rows[each] for each in whole if each in rows]
            joined.append(
                replace(
                    together(whole),
                    name=" + ".join(map(name_of, whole)),
                    meant=level,
                    joined=True,
                    unbuilt=any(each.unbuilt for each in parts),
                    doubts=tuple(doubt for each in parts for doubt in each.doubts),
                )
            )
    return [
        replace(row, part=any(set() < own[each] < other for other in own.values()))
        for each, row in rows.items()
    ] + joined


def shapes(layer: Value) -> list[Shape]:
    return [tuple(each.shape) for each in layer.weights]


def of_graph(variables: Value) -> Model:
    """The variables of a graph of TensorFlow 1, each in a row of its own."""
    rows, weights = [], []
    for variable, place in variables:
        weight = variable.counted()
        weights.append(weight)
        rows.append(
            LayerCount(
                name=variable.title,
                kind="Variable",
                input_shape=None,
                output_shape=None,
                count=Count((weight,), None),
                code=place.code,
                line=place.line,
                trainable=weight.trainable,
            )
        )
    return Model("graph", "Graph", tuple(rows), tuple(weights))


def on_data(layers: list[Value]) -> Iterator[Ignored]:
    """Those that would have been built by a call on data."""
    for each in layers:
        if not each.built and vars(each).get("_on_data"):
            yield Ignored(each._place.line, each._place.code)


def outermost(layers: list[Value]) -> list[Value]:
    """Layers that no other layer holds."""
    inner = {id(each) for layer in layers for each in layer._layers}
    return [
        each
        for each in layers
        if id(each) not in inner and not isinstance(each, InputLayer)
    ]


def not_built(model: Value) -> Value:
    error = CountError(
        "The model {layer} does not know the shape of its input, so that its weights "
        "cannot be counted. Begin it with keras.Input(shape=(13, 5)), with your own "
        "numbers, or write model.build((None, 13, 5)) after it.",
        layer=model.name,
    )
    error.line = model._place.line
    return error


def not_called(layer: Layer) -> Value:
    error = CountError(
        "The layer {layer} is made but never given an input, so that its weights "
        "cannot be counted. Put it into a model, or call it: "
        "layer(keras.Input(shape=(13, 5))).",
        layer=layer.name,
    )
    error.line = layer._place.line
    return error


def drawn(model: Value, session: Value) -> Value:
    with running(session):
        return summary_2.of_its_time(model)


def described(model: Value, kept: State, session: Session) -> Model:
    rows = tuple(doubted(layer_rows(model.layers, set()), model))
    return Model(
        name=name_of(model),
        kind=type(model).__name__,
        layers=rows,
        weights=tuple(each.counted() for each in model.weights),
        input_shapes=tuple(shapes_of(model, "inputs")),
        output_shapes=tuple(shapes_of(model, "outputs")),
        code=model._place.code,
        line=model._place.line,
        meant=kept.meant.get(id(model), 0),
        drawn=partial(drawn, model, session),
        unbuilt=not model.weights and not all(each.built for each in inner(model)),
        doubts=doubts_of(model._place, places(model)),
        whole=kept.meant.get(id(model), 0) >= 2 * TRAINED and is_whole(model, session),
    )


def doubted(rows: tuple[LayerCount, ...], model: Value) -> Iterator[LayerCount]:
    """Behind a layer that may be another one, the numbers are those of one case."""
    own, found = model._place.doubts, False
    for layer, each in zip(model.layers, rows):
        found = found or any(doubt not in own for doubt in layer._place.doubts)
        yield replace(each, short=True) if found and each.total else each


def is_whole(model: Value, session: Session) -> bool:
    """Does it hold nothing that is missing? Nothing was, since it was made; what the
    program has lost before, a graph of Keras' own layers cannot hold. And the program
    trains no model later that it has lost."""
    parts = [
        each
        for each in inner(model)
        if not is_own(each) or isinstance(each, Sequential)
    ]
    lost = "|".join(map(re.escape, session.state.get("lost names", ())))
    later = "\n".join(session.source.split("\n")[model._place.line or 0 :])
    trains = rf"\b(?:{lost})\.(?:fit|compile|train)" if lost else r"(?!)"
    return (
        isinstance(model, (Functional, Sequential))
        and is_own(model)
        and all(each._lost == session.state.get("lacks", 0) for each in [model, *parts])
        and not re.search(trains, later)
    )


def is_own(layer: Layer) -> bool:
    """Is it of Keras' own classes, and not of one of the program?"""
    return type(layer).__module__.startswith(("gatecount.", "keras."))


def inner(layer: Value) -> Iterator[Layer]:
    """The layers inside, and those inside of them."""
    for each in layer._layers:
        yield each
        yield from inner(each)


def places(layer: Value) -> Iterator[Place]:
    """Where it and the layers inside have got what they hold."""
    yield from vars(layer).get("_spots", ())
    for each in inner(layer):
        yield each._place
        yield from vars(each).get("_spots", ())


def together(layers: Value) -> Model:
    """Layers that stand alone, counted as one."""
    weights = {id(each): each for layer in layers for each in layer.weights}
    return Model(
        name="",
        kind="",
        layers=layer_rows(layers, set()),
        weights=tuple(each.counted() for each in weights.values()),
        input_shapes=tuple(filter(None, map(input_shape, layers))),
        output_shapes=(),
    )


def is_short(layer: Layer, weights: list[Variable]) -> bool:
    """Is it not known which weights it has?"""
    if summary.half_built(layer):
        return True
    doubted = doubts_of(layer._place, places(layer))
    return bool(doubted or (weights and vars(layer).get("_unsure")))


def name_of(layer: Value) -> Value:
    """The name; of one that Keras has numbered, and nobody knows how, without it."""
    if not vars(layer).get("_nameless"):
        return layer.name
    return re.sub(r"(_\d+)?$", "_?", layer.name, count=1)


def layer_rows(layers: Value, seen: set[int]) -> tuple[LayerCount, ...]:
    """`seen` holds the weights that an earlier layer has counted."""
    return tuple(row(each, seen) for each in layers)


def row(layer: Value, seen: set[int]) -> LayerCount:
    fresh = [each for each in layer.weights if id(each) not in seen]
    tied = [each.path for each in layer.weights if id(each) in seen]
    layers = layer_rows(getattr(layer, "layers", ()), set(seen))
    seen |= {id(each) for each in fresh}
    after = output_shape(layer)
    return LayerCount(
        name=name_of(layer),
        kind=type(layer).__name__,
        input_shape=input_shape(layer),
        output_shape=after,
        count=Count(tuple(each.counted() for each in fresh), after),
        code=layer._place.code,
        line=layer._place.line,
        trainable=layer.trainable,
        shared=len(layer._inbound_nodes) > 1,
        tied=tuple(tied),
        layers=layers,
        short=is_short(layer, fresh),
    )


def input_shape(layer: Value) -> Value:
    nodes = layer._inbound_nodes
    if nodes:
        shapes = [each.shape for each in nodes[-1].input_tensors]
        return single(shapes)
    built = layer._build_shapes_dict
    return single(list(built.values())) if built else None


def output_shape(layer: Value) -> Value:
    nodes = layer._inbound_nodes
    if nodes:
        return single([each.shape for each in nodes[-1].outputs])
    built = layer._build_shapes_dict
    if not built:
        return None
    try:
        after = layer.compute_output_shape(**built)
    except (CountError, TypeError):
        return None
    if tree.is_shape(after):
        return tuple(after)
    several = isinstance(after, list) and all(map(tree.is_shape, after))
    return [tuple(each) for each in after] if several else None


def single(shapes: Value) -> Value:
    return shapes[0] if len(shapes) == 1 else shapes or None


def shapes_of(model: Value, which: str) -> TrackedList | list[Shape]:
    try:
        return [each.shape for each in getattr(model, which)]
    except (AttributeError, CountError):
        shape = input_shape(model) if which == "inputs" else output_shape(model)
        if shape is None:
            return []
        return shape if isinstance(shape, list) else [shape]
