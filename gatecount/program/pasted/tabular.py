"""The layers behind the rows of a Keras summary."""

from collections.abc import Iterator

from ...keras import LAYERS
from ...keras.base import snake_case
from ...types import Shape, Value
from .judging import contradiction
from .notes import Note, note
from .reading import Explanation, Layer, confirmed
from .solving import RECURRENT, WEIGHTLESS, proposals
from .tables import Row, rows, totals

MODELS = ("Sequential", "Functional", "Model")


def explained(lines: list[str]) -> Explanation:
    table, printed = rows(lines), totals(lines)
    outputs: dict[Value, Value] = {}
    before: dict[Value, Value] = {False: None, True: None}
    layers: list[Value] = []
    for row in table:
        inputs = inputs_of(row, outputs, before)
        layer = explained_row(row, inputs)
        layers.append(layer)
        outputs[row.name] = layer.output
        before[row.nested] = layer.output
        if not row.nested:
            before[True] = None
    notes = tuple(checks(layers, printed))
    doubtful = contradiction(0, 0).template in [each.template for each in notes]
    return Explanation(
        "keras_summary", tuple(layers), printed.get("Total"), notes, doubtful
    )


def inputs_of(
    row: Row,
    outputs: dict[str, Shape | list[Value] | None],
    before: dict[bool, Shape | list[Value] | None],
) -> Value:
    """What the row reads, if the rows above tell."""
    shapes = []
    for name, n in row.connected:
        shape = outputs.get(name)
        if isinstance(shape, list):
            shape = shape[n] if n < len(shape) else None
        shapes.append(shape)
    if not shapes:
        return before[row.nested]
    if None in shapes:
        return None
    return shapes if row.kind in ("Concatenate", "Add") else shapes[0]


def kinds_of(row: Row) -> list[str]:
    """The classes that the printed name, which may be cut off, can stand for."""
    if row.kind in LAYERS or row.kind in MODELS:
        return [row.kind]
    if row.closed:
        return []
    named = row.name.rstrip("0123456789").rstrip("_")
    begun = [kind for kind in LAYERS if kind.startswith(row.kind)]
    return [kind for kind in begun if snake_case(kind) == named] or begun


def explained_row(row: Row, inputs: Shape | None) -> Layer:
    kinds, output, notes = kinds_of(row), row.output, []
    kind = kinds[0] if kinds else row.kind
    readings: tuple[Value, ...] = ()
    if row.unbuilt:
        notes.append(
            note(
                "{name} had no weights yet when this was printed: its parameters are "
                "missing. A call on data, or model.build(shape), makes them.",
                row.lines,
                name=row.name,
            )
        )
    elif kind in ("InputLayer", *MODELS):
        pass
    elif output is None:
        notes.append(
            note(
                "The output shape of {name} is not there in full, so its layer cannot "
                "be found.",
                row.lines,
                name=row.name,
            )
        )
    elif not kinds:
        notes.append(
            note(
                "{kind} is not a layer of Keras itself: only its own program tells how "
                "its {number} parameters come about.",
                row.lines,
                kind=row.kind,
                number=row.number,
            )
        )
    else:
        made = [
            p for each in kinds for p in proposals(each, row.number, output, inputs)
        ]
        readings = confirmed(made, row.number, output)
        if readings:
            kind = readings[0].code.partition("(")[0]
        if kind in WEIGHTLESS:
            readings = readings[:1]
        notes += said(row, kind, inputs, readings)
    return Layer(
        row.name, kind, row.lines, output, row.number, (), readings, tuple(notes),
        int(row.nested), tuple(name for name, _ in row.connected), short=row.unbuilt,
    )  # fmt: skip


def said(row: Row, kind: str, inputs: Shape | None, readings: Value) -> Iterator[Note]:
    """How the reading was found, or why there is none or more than one."""
    if not readings and kind in WEIGHTLESS and row.number == 0:
        yield note("{kind} has no weights.", row.lines, kind=kind)
    elif not readings:
        yield note(
            "No {kind} with this input and this output has {number} parameters. Was a "
            "number changed, or is a row missing?",
            row.lines,
            kind=kind,
            number=row.number,
        )
    elif len(readings) > 1:
        yield note(
            "More than one {kind} fits. The input shape or the shapes of the weights "
            "decide: print([w.shape for w in model.get_weights()]).",
            row.lines,
            kind=kind,
        )
    if readings and not inputs and (kind in RECURRENT or kind == "Dense"):
        yield note(
            "The table does not show the input of {name}: n = {n} follows from the "
            "number.",
            row.lines,
            name=row.name,
            n=readings[0].input_shape[-1],
        )


def checks(layers: list[Layer], printed: dict[str, int]) -> Iterator[Value]:
    """Do the rows add up to what stands below them?"""
    if "Total" not in printed:
        return
    whole, kept = printed["Total"], printed.get("Optimizer", 0)
    added = sum(layer.number or 0 for layer in layers if not layer.level)
    if added + kept == whole and kept:
        yield note(
            "The rows add up to {sum}; with the optimizer's {kept} variables that is "
            "the total, {total}. The model itself has {sum}.",
            sum=added,
            kept=kept,
            total=whole,
        )
    elif added == whole:
        yield note("The rows add up to the total, {total}.", total=whole)
    elif printed.get("Trainable") == added and whole == 3 * added + 2:
        yield note(
            "The rows add up to {sum}. The total, {total}, counts Adam's variables as "
            "well: two for each parameter, and 2 more.",
            sum=added,
            total=whole,
        )
    else:
        yield contradiction(added, whole)
    if {"Trainable", "Non-trainable"} <= set(printed):
        parts = printed["Trainable"] + printed["Non-trainable"]
        if parts + kept != whole:
            yield note(
                "Trainable and non-trainable parameters add up to {sum}, not to the "
                "total, {total}.",
                sum=parts + kept,
                total=whole,
            )
