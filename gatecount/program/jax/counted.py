"""From the modules that a program has built to rows of a table."""

from collections.abc import Iterator

from ...counting import Count
from ...types import Value
from ..result import LayerCount, Model
from ..session import Session, doubts_of
from .held import Held, Row


def results(session: Session) -> tuple[Model, ...]:
    """The models: modules that no other holds, in order of building."""
    built = session.state.get("jax", ())
    inside, models = set(), []
    for each in built:
        inside |= {id(row.module) for row in each.rows() if row.module is not each}
        inside |= {id(part) for part in parts(each)}
    for each in built:
        rows = each.rows()
        if id(each) not in inside and any(row.weights for row in rows):
            models.append(model(each, rows))
    if models:
        session.state["label"] = next(
            each.framework for each in reversed(built) if id(each) not in inside
        )
    return tuple(models)


def parts(module: Value) -> Iterator[Value]:
    """The modules that it holds, however deep."""
    waiting, seen = list(vars(module).values()), set()
    if vars(module).get("parent") is not None:
        yield module
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Held):
            if value is not vars(module).get("parent"):
                yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, (list, tuple)):
            waiting += value


def model(module: Value, rows: list[Row]) -> Model:
    kind = type(module).__name__
    places = [vars(module)["_place"], *(vars(row.module)["_place"] for row in rows)]
    weights = tuple(each for row in rows for each in row.weights)
    shapes = [row.inputs for row in rows if row.inputs]
    return Model(
        name=kind,
        kind=kind,
        layers=tuple(map(layer, rows)),
        weights=weights,
        input_shapes=tuple(shapes[:1]),
        output_shapes=tuple(row.output for row in rows[-1:] if row.output),
        code=places[0].code,
        line=places[0].line,
        meant=vars(module)["_meant"],
        doubts=doubts_of(places[0], places[1:]),
    )


def layer(row: Row) -> LayerCount:
    kind, place = type(row.module).__name__, vars(row.module)["_place"]
    return LayerCount(
        name=row.path or kind,
        kind=kind,
        input_shape=row.inputs or None,
        output_shape=row.output,
        count=Count(tuple(row.weights), row.output),
        code=place.code,
        line=place.line,
        trainable=any(each.trainable for each in row.weights) or not row.weights,
    )
