"""The rows of the tables that torchinfo and torchsummary print for PyTorch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...types import TYPE_CHECKING, Shape, Value
from . import columns
from .notes import note
from .reading import Explanation, Layer, Reading, alike, confirmed, reading
from .tables import totals

if TYPE_CHECKING:
    from .columns import Row

DEEPEST = 8  # stacked layers of one recurrent module
# What torchsummary has no number for, though it has weights.
NEVER_EMPTY = re.compile(r"(?:LSTM|GRU|RNN)(?:Cell)?|MultiheadAttention")
WINDOWS = (3, 5, 7, 1, 2, 4, 9, 11)  # square kernels, the likeliest first


def explained(lines: list[str]) -> Explanation:
    table, layers, before = columns.rows(lines), [], None
    for row, after in zip(table, [*table[1:], None]):
        holds = after is not None and after.level > row.level
        if row.number is not None and (row.number or not holds):
            layers.append(layer(row, row.given or before))
        if not holds:  # the output of a row with others is that of its last part
            before = row.output or before
    printed = totals(lines)
    if not any(row.number for row in table) and printed.get("Total"):
        layers = [Layer("model", "", (), number=printed["Total"])]
    return Explanation("torch_table", tuple(layers), printed.get("Total"))


def layer(row: Row, given: Shape | None) -> Layer:
    kind, number, lines = row.kind, row.number, (row.line,)
    readings = fitting(kind, number, row.output, given) if number else plain(kind)
    notes: tuple[Value, ...] = ()
    if number and not readings:
        notes = (
            note(
                "No {kind} that can be read off this row has {number} parameters. "
                "print(model) shows the arguments.",
                lines,
                kind=kind,
                number=number,
            ),
        )
    elif number and len(readings) > 1:
        notes = (
            note(
                "More than one nn.{kind} fits. print(model) shows which it is.",
                lines,
                kind=kind,
            ),
        )
    if row.blank:
        notes = (
            note(
                "{kind} stands here without a number: its parameters are missing from "
                "the total.",
                lines,
                kind=kind,
            ),
        )
    elif not number and NEVER_EMPTY.fullmatch(kind):
        notes = (
            note(
                "torchsummary prints 0 for layers such as {kind}, since it looks for "
                "a weight and a bias by just these names: their parameters are "
                "missing.",
                lines,
                kind=kind,
            ),
        )
    return Layer(
        row.name, kind, lines, row.output, number, (), readings, notes,
        frozen=row.frozen, short=not number and bool(notes),
    )  # fmt: skip


def plain(kind: str) -> tuple[Reading, ...]:
    return confirmed([(f"nn.{kind}()", "torch", None, ())], 0)


def fitting(
    kind: str, number: int, output: Shape | None, given: Shape | None
) -> tuple[Reading, ...]:
    """The readings of the row, from its number and the shapes beside it."""
    n = given[-1] if given else None
    codes = proposals(kind, number, output, n, given)
    found = confirmed(((code, "torch", None, ()) for code in codes), number)
    exact = [each for each in found if fits(each.code, given, output)]
    begun = [each for each in found if each.code.startswith(f"nn.{kind}({n},")]
    return tuple(exact or begun or found)


def fits(code: str, given: Shape | None, output: Shape | None) -> bool:
    """Has the layer the printed output shape, where that can be computed?"""
    if not given or not output or "Embedding" in code:
        return True
    found = reading(code, "torch", given)
    if found is None:
        return False
    made = found.count.output_shape
    made = made[0] if isinstance(made, list) else made
    return made is None or alike(output, made)


def proposals(
    kind: str, number: int, output: Shape | None, n: int | None, given: Shape | None
) -> Iterator[str]:
    width = output[-1] if output else None
    if kind in ("LSTM", "GRU", "RNN"):
        yield from recurrent(kind, width, n, number)
    elif kind == "Linear":
        for bias, written in ((1, ""), (0, ", bias=False")):
            for m in [width] if width else []:
                yield f"nn.Linear({number // m - bias}, {m}{written})"
    elif kind == "Embedding" and width:
        yield f"nn.Embedding({number // width}, {width})"
    elif kind.startswith("BatchNorm"):
        yield f"nn.{kind}({number // 2})"
    elif kind == "LayerNorm":
        yield f"nn.LayerNorm({number // 2})"
    elif re.fullmatch(r"Conv[123]d", kind) and output and len(output) > 2:
        yield from convolutions(kind, number, output, given)


def recurrent(
    kind: str, width: int | None, n: int | None, number: int
) -> Iterator[str]:
    """The layers with this output; of an unknown n, the one that the number gives."""
    for both in (1, 2):
        if not width or width % both:
            continue
        m, gates = width // both, {"LSTM": 4, "GRU": 3, "RNN": 1}[kind]
        for deep in range(1, DEEPEST + 1):
            for biases, written in ((2, ""), (0, ", bias=False")):
                above = (deep - 1) * both * gates * m * (m * both + m + biases)
                first, rest = divmod(number - above, both * gates * m)
                size = first - m - biases
                if rest or size < 1 or n not in (None, size):
                    continue
                more = f", num_layers={deep}" if deep > 1 else ""
                more += written + (", bidirectional=True" if both > 1 else "")
                yield f"nn.{kind}({size}, {m}{more})"


def convolutions(
    kind: str, number: int, output: Value, given: Shape | None
) -> Iterator[str]:
    axes, filters = int(kind[4]), output[1]
    for bias, written in ((1, ""), (0, ", bias=False")):
        volume, rest = divmod(number - bias * filters, filters)
        for size in WINDOWS if not rest else ():
            channels, left = divmod(volume, size**axes)
            if left or not channels or (given and given[1] != channels):
                continue
            for padding in ("", f", padding={size // 2}"):
                for stride in ("", ", stride=2", ", stride=4"):
                    if size > 1 or not padding:
                        yield (
                            f"nn.{kind}({channels}, {filters}, {size}{stride}"
                            f"{padding}{written})"
                        )
