"""The slips of counting, each a function of the layer: no table of numbers.

A slip is the right working with one piece changed, left out or added, so it has a
number for every layer and size. Each yields the workings that it leads to, with what
is said of them.
"""

from collections.abc import Callable
from dataclasses import replace

from ..counting import DTYPES
from ..types import Any, TypeAlias
from .elsewhere import (
    convention,
    other_directions,
    other_kind,
    other_kind_directions,
    other_layers,
)
from .workings import (
    Block,
    Case,
    Name,
    Number,
    Outcomes,
    Sum,
    Working,
    blocks,
    lines,
    plus_apart,
    times,
)

# From a layer to the piece of it that a slip puts there.
Piece: TypeAlias = Callable[[Block], Any]


def changed(case: Case, **pieces: Piece) -> Working:
    """The working with pieces of every layer changed, by functions of the layer."""
    return Working(
        tuple(
            replace(each, **{name: made(each) for name, made in pieces.items()}).line
            for each in case.blocks
        )
    )


def nothing(block: Block) -> tuple[Number, ...]:
    return ()


def no_bias(case: Case) -> Outcomes:
    yield (replace(case, biases="none").right,)


def one_bias(case: Case) -> Outcomes:
    """One bias vector for all gates together."""
    yield (replace(case, biases="one").right,)


def bias_numbers(case: Case) -> Outcomes:
    """One number for each gate, instead of one for each unit."""
    yield (changed(case, biases=lambda each: (1,), beside=nothing),)


def long_bias(case: Case) -> Outcomes:
    """A bias as long as the row [h, x] that is multiplied."""

    def long(each: Block) -> tuple[Number, ...]:
        return (plus_apart(each.features, each.units),)

    yield (changed(case, biases=long, beside=nothing),)


def gate_missing(case: Case) -> Outcomes:
    if case.blocks[0].gates > 1:
        yield (changed(case, gates=lambda each: each.gates - 1),)


def gate_more(case: Case) -> Outcomes:
    yield (changed(case, gates=lambda each: each.gates + 1),)


def one_gate(case: Case) -> Outcomes:
    """One gate only."""
    if case.blocks[0].gates > 2:
        yield (changed(case, gates=lambda each: 1, beside=nothing),)


def gate_part(case: Case) -> Outcomes:
    """One of the two matrices of one gate."""
    one = {"gates": lambda each: 1, "biases": nothing, "beside": nothing}
    yield (
        changed(case, matrices=lambda each: times(each.features, each.units), **one),
    )
    yield (changed(case, matrices=lambda each: times(each.units, each.units), **one),)


def one_unit(case: Case) -> Outcomes:
    """What one single unit has: a column of each gate."""
    column = {"matrices": lambda each: plus_apart(each.features, each.units)}
    one = {"biases": lambda each: (1,) * len(each.biases), "beside": nothing}
    yield (changed(case, **column, **one),)


def shared_recurrent(case: Case) -> Outcomes:
    """One recurrent matrix for all gates together."""
    if case.blocks[0].gates > 1:

        def one(each: Block) -> tuple[Number, ...]:
            return (*each.beside, times(each.units, each.units))

        yield (
            changed(
                case,
                matrices=lambda each: times(each.features, each.units),
                beside=one,
            ),
        )


def states_added(case: Case) -> Outcomes:
    """The states counted as if they were weights."""
    states = 2 if case.blocks[0].gates == 4 else 1
    cells = case.directions * case.layers
    yield (Working(case.right.lines, added=(times(states * cells, case.units),)),)


def dense_head(case: Case) -> Outcomes:
    """A Dense(1) behind the layer, as in most programs, counted in."""
    width = times(case.directions, case.units)
    yield (Working(case.right.lines, added=(width, 1)),)


def peepholes(case: Case) -> Outcomes:
    if case.blocks[0].gates == 4:

        def three(each: Block) -> tuple[Number, ...]:
            return (*each.beside, *(each.units,) * 3)

        yield (changed(case, beside=three),)


def matrices(case: Case, wanted: Piece) -> Outcomes:
    yield (changed(case, matrices=wanted),)


def recurrent_only(case: Case) -> Outcomes:
    yield from matrices(case, lambda each: times(each.units, each.units))


def input_only(case: Case) -> Outcomes:
    yield from matrices(case, lambda each: times(each.features, each.units))


def own_state(case: Case) -> Outcomes:
    """Each unit reads its own state only: m weights instead of m x m."""
    yield from matrices(
        case, lambda each: Sum((times(each.features, each.units), each.units))
    )


def multiplied(case: Case) -> Outcomes:
    """n x m where n + m belongs."""
    yield from matrices(case, lambda each: times(each.features, each.units, each.units))


def squared(case: Case) -> Outcomes:
    """(n + m) x (n + m): as many columns as rows."""
    yield from matrices(
        case, lambda each: times(*(plus_apart(each.features, each.units),) * 2)
    )


def brackets(case: Case) -> Outcomes:
    """n + m x m: the brackets around n + m forgotten."""
    yield from matrices(
        case, lambda each: Sum((each.features, times(each.units, each.units)))
    )


def exchanged(case: Case) -> Outcomes:
    yield (Working(lines(blocks(case, case.units, case.features))),)


def steps_for_features(case: Case) -> Outcomes:
    yield (Working(lines(blocks(case, case.time, case.units))),)


def samples_for_features(case: Case) -> Outcomes:
    yield (Working(lines(blocks(case, case.samples, case.units))),)


def steps_and_features(case: Case) -> Outcomes:
    """The sequence's sizes, T and n, taken for the layer's; then once for each unit."""
    working = Working(lines(blocks(case, case.time, case.features)))
    yield (replace(working, outer=(case.units,)),)
    yield (working,)


def flattened(case: Case) -> Outcomes:
    """All time steps laid side by side as the features of one."""
    yield (Working(lines(blocks(case, times(case.time, case.features), case.units))),)


def steps_for_units(case: Case) -> Outcomes:
    yield (Working(lines(blocks(case, case.features, case.time))),)


def one_direction(case: Case) -> Outcomes:
    if case.directions > 1:
        yield (Working(lines(blocks(case, case.features, case.units, directions=1))),)


def one_wide(case: Case) -> Outcomes:
    """Both directions taken as one layer of 2m units."""
    if case.directions > 1:
        wide = times(2, case.units)
        yield (Working(lines(blocks(case, case.features, wide, directions=1))),)


def shared_units(case: Case) -> Outcomes:
    """The units divided among the directions."""
    if case.directions > 1 and case.m % 2 == 0:
        yield (Working(lines(blocks(case, case.features, Name("m/2", case.m // 2)))),)


def later_n(case: Case) -> Outcomes:
    """Every layer reads the n features: the first, times the number of layers."""
    if case.layers > 1:
        yield (
            Working(
                lines(blocks(case, case.features, case.units, later=case.features))
            ),
        )


def later_m(case: Case) -> Outcomes:
    """The next layer reads m, though two directions give 2m."""
    if case.layers > 1 and case.directions > 1:
        yield (
            Working(lines(blocks(case, case.features, case.units, later=case.units))),
        )


def first_layer(case: Case) -> Outcomes:
    if case.layers > 1:
        yield (Working(lines(case.blocks[:1])),)


def last_layer(case: Case) -> Outcomes:
    if case.layers > 1:
        yield (Working(lines(case.blocks[-1:])),)


def optimizer(case: Case) -> Outcomes:
    """The variables that the optimizer keeps, counted in."""
    whole, tensors = case.right.total, sum(b.cells * b.tensors for b in case.blocks)
    # Keras: its variables also hold the iteration and the learning rate. PyTorch:
    # Adam's state holds one step for each tensor, SGD's nothing but its momentum.
    beside = {"keras": (2, 2, 2), "torch": (tensors, 0, tensors)}.get(case.keeps)
    if beside:
        names = "Adam", "SGD(momentum=0.9)", "RMSprop"
        for name, copies, more in zip(names, (2, 1, 1), beside):
            added = (times(copies, whole), more)
            yield Working(case.right.lines, added=added if more else added[:1]), name
    if case.keeps == "keras":
        yield Working(case.right.lines, added=(2,)), "SGD"
    yield Working(case.right.lines, added=(times(2, whole),)), "Adam"


def work_step(case: Case) -> Outcomes:
    """The multiply-accumulates of one time step."""
    yield (changed(case, biases=nothing, beside=nothing),)


def work(case: Case) -> Outcomes:
    """Those of all time steps, or the operations: two for each of them."""
    one = changed(case, biases=nothing, beside=nothing)
    yield (replace(one, outer=(case.time,)),)
    yield (replace(one, outer=(2, case.time)),)
    yield (replace(one, outer=(2,)),)


def output(case: Case) -> Outcomes:
    """The numbers that come out: for all time steps, or for the last."""
    width = times(case.directions, case.units)
    yield (Working((times(case.time, width),)),)
    yield (Working((width,)),)


def input_values(case: Case) -> Outcomes:
    yield (Working((times(case.time, case.features),)),)


def state(case: Case) -> Outcomes:
    if case.blocks[0].gates == 4:
        yield (Working((times(2, case.units),)),)


def columns(case: Case) -> Outcomes:
    """The columns of all gates: how many sums are formed, or biases kept."""
    yield (Working((times(case.blocks[0].gates, case.units),)),)


def frozen(case: Case) -> Outcomes:
    yield (Working(()),)


# Factors that the whole is multiplied by.


def steps(case: Case) -> Outcomes:
    yield (case.time,), ()


def batch(case: Case) -> Outcomes:
    yield (case.samples,), ()


def doubled(case: Case) -> Outcomes:
    yield (2,), ()


def per_unit(case: Case) -> Outcomes:
    """Each unit taken for a layer of its own, once or twice over."""
    yield (case.units,), ()
    yield (case.units, case.units), ()


def gates_again(case: Case) -> Outcomes:
    if case.blocks[0].gates > 1:
        yield (case.blocks[0].gates,), ()


def memory(case: Case) -> Outcomes:
    for dtype in ("float32", "float16", "float64"):
        yield (DTYPES[dtype],), (dtype,)


FACTORS = (steps, doubled, per_unit, batch, memory, gates_again)
# What may come together with another way to count the biases.
SIZES = (
    optimizer, exchanged, gate_missing, gate_more, one_direction, first_layer,
    last_layer, later_n, later_m, one_wide, steps_for_features, steps_and_features,
    steps_for_units, flattened, samples_for_features, shared_units, brackets,
    multiplied, squared,
)  # fmt: skip
# What readers count without the biases as readily as with them.
BARE = (
    recurrent_only, input_only, one_gate, one_unit, own_state, brackets, multiplied,
    squared,
)  # fmt: skip
# Likeliest first.
SLIPS = (
    convention, no_bias, steps, one_direction, later_n, later_m, first_layer,
    last_layer, doubled, other_directions, one_wide, gate_missing, one_bias,
    optimizer, recurrent_only, input_only, exchanged, steps_for_features, one_gate,
    other_kind, work_step, work, per_unit, memory, batch, dense_head, other_layers,
    other_kind_directions, gate_more, peepholes, own_state, shared_recurrent,
    brackets, multiplied, squared, bias_numbers, long_bias, steps_and_features,
    flattened, steps_for_units, samples_for_features, shared_units, states_added,
    one_unit, gate_part, gates_again, columns, state, output, input_values, frozen,
)  # fmt: skip
