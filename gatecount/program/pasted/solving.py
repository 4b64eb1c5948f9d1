"""Constructor calls of Keras that could stand behind a row of a summary."""

from collections.abc import Iterator
from itertools import product

from ...keras import LAYERS, ROOMS, passing, pooling, shapes
from ...types import Routine, Shape, Value

WEIGHTLESS = {
    name for room in (passing, pooling, shapes) for name in ROOMS[room].split()
}
# Gates, and for each way of writing the layer the bias vectors of a gate.
RECURRENT = {
    "LSTM": (4, {"": 1, ", use_bias=False": 0}),
    "GRU": (3, {"": 2, ", reset_after=False": 1, ", use_bias=False": 0}),
    "SimpleRNN": (1, {"": 1, ", use_bias=False": 0}),
}
NO_BIAS = ("", ", use_bias=False")


def proposals(kind: str, number: int, output: Value, inputs: Value) -> Value:
    """(code, framework, input shape, free arguments), the likeliest first.

    `inputs` is the shape of the input with the batch axis, or None.
    """
    if isinstance(inputs, list) and kind not in ("Concatenate", "Add"):
        inputs = inputs[0] if inputs else None
    make = KINDS.get(kind)
    if kind in RECURRENT:
        made = recurrent(kind, number, output, inputs)
    elif make:
        made = make(number, output, inputs)
    else:
        made = plain(kind, output, inputs)
    for code, shape, *free in made:
        yield code, "keras", shape, tuple(free)


def recurrent(
    kind: Value, number: int, output: Value, inputs: Value, halves: Value = 1
) -> Value:
    """m is the width of the output, n that of the input, or follows from the number."""
    state = isinstance(output, list)
    first = output[0] if state else output
    if not first or not first[-1] or first[-1] % halves:
        return
    m = first[-1] // halves
    gates, biases = RECURRENT[kind]
    extra = ", return_sequences=True" if len(first) == 3 else ""
    extra += ", return_state=True" if state else ""
    for written, vectors in biases.items():
        shape = inputs[1:] if inputs else None
        if shape is None:
            n, rest = divmod(number, gates * m)
            n -= m + vectors
            if rest or n < 1:
                continue
            shape = (first[1] if len(first) == 3 else None, n)
        yield f"{kind}({m}{extra}{written})", shape


def bidirectional(
    number: int, output: Shape, inputs: Shape | None
) -> Iterator[tuple[str | tuple[int, int], ...]]:
    for halves, merge in ((2, ""), (1, ", merge_mode='sum'")):
        for kind in RECURRENT:
            half = number // 2 if number is not None else None
            for code, shape in recurrent(kind, half, output, inputs, halves):
                free = ("merge_mode",) if merge else ()
                yield (f"Bidirectional({code}{merge})", shape, *free)
        if isinstance(output, list):
            # Four states follow the output; the inner layer has half of them.
            states = (len(output) - 1) // 2 + 1
            yield from (
                (f"Bidirectional({code}{merge})", shape)
                for kind in RECURRENT
                for code, shape in recurrent(
                    kind, number // 2, output[:states], inputs, halves
                )
            )


def width(output: Shape) -> int | None:
    """The last size; None where it is cut off, or nothing can be that wide."""
    return output[-1] or None if isinstance(output, tuple) and output else None


def dense(number: int, output: Shape, inputs: Shape) -> Iterator[tuple[str, Shape]]:
    u = width(output)
    if u is None:
        return
    for written, bias in zip(NO_BIAS, (1, 0)):
        shape = inputs[1:] if inputs else None
        if shape is None:
            n, rest = divmod(number, u)
            if rest or n - bias < 1:
                continue
            shape = (*output[1:-1], n - bias)
        yield f"Dense({u}{written})", shape


def embedding(number: int, output: Shape, inputs: Value) -> Iterator[tuple[str, Shape]]:
    if width(output) is None:
        return
    features: Value = output[-1]
    rows, rest = divmod(number, features)
    if not rest:
        yield f"Embedding({rows}, {features})", output[1:-1]


def batch_normalization(
    number: int, output: Shape, inputs: Shape
) -> Iterator[tuple[str, Shape]]:
    shape = (inputs or output or ())[1:]
    for written in (
        "",
        ", scale=False",
        ", center=False",
        ", scale=False, center=False",
    ):
        yield f"BatchNormalization({written.removeprefix(', ')})", shape


def convolution(kind: str, axes: int) -> Routine:
    def make(number: int, output: Shape, inputs: Shape) -> Iterator[tuple[str, Shape]]:
        filters = width(output)
        if filters is None:
            return
        for bias, written in ((1, ""), (0, ", use_bias=False")):
            volume, rest = divmod(number - bias * filters, filters)
            if rest or volume < 1:
                continue
            for size in range(1, 12):
                channels, rest = divmod(volume, size**axes)
                if rest or not channels:
                    continue
                shape = inputs[1:] if inputs else (*output[1:-1], channels)
                for padding, stride in product(("", ", padding='same'"), range(1, 5)):
                    step = f", strides={stride}" if stride > 1 else ""
                    yield f"{kind}({filters}, {size}{step}{padding}{written})", shape

    return make


def time_distributed(
    number: int, output: Value, inputs: Shape
) -> Iterator[tuple[str | tuple[int, int], ...]]:
    if width(output) is None or len(output) < 2:
        return
    after = (output[0], *output[2:])
    before = (inputs[0], *inputs[2:]) if inputs else None
    steps = output[1]
    for inner in ("Dense", "Conv2D", "Conv1D", "Flatten", "LSTM", "GRU", "Dropout"):
        for code, _, shape, free in proposals(inner, number, after, before):
            yield (f"TimeDistributed({code})", (steps, *shape), *free)


def joined(kind: str) -> Routine:
    def make(number: Value, output: Value, inputs: Value) -> Iterator[Value]:
        if isinstance(inputs, list):
            yield f"{kind}()", [each[1:] for each in inputs if each]

    return make


def plain(kind: str, output: Value, inputs: Shape | None) -> Value:
    """Layers that need no number from the table, or one that the shapes tell."""
    if kind not in LAYERS or not inputs or isinstance(output, list):
        return
    shape = inputs[1:]
    yield f"{kind}()", shape
    if kind in ("Reshape", "RepeatVector"):
        value = output[1:] if kind == "Reshape" else output[1]
        yield f"{kind}({value})", shape
    elif kind in WEIGHTLESS:
        yield f"{kind}(0.5)", shape, "rate"
        yield f"{kind}('relu')", shape, "activation"
        if len(output) > 1 and output[1] and shape and shape[0]:
            size = max(1, round(shape[0] / output[1]))
            yield f"{kind}({size})", shape


KINDS = {
    "Bidirectional": bidirectional,
    "Dense": dense,
    "Embedding": embedding,
    "BatchNormalization": batch_normalization,
    "Conv1D": convolution("Conv1D", 1),
    "Conv2D": convolution("Conv2D", 2),
    "TimeDistributed": time_distributed,
    "Concatenate": joined("Concatenate"),
    "Add": joined("Add"),
}
