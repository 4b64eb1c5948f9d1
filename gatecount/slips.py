"""From a wrong number back to the slip: which mistake in counting leads to it.

A count is worked out layer by layer, as cells x (gates x (matrices + biases) +
what stands beside the gates); the pieces are read off the shapes of the engine's
weights. A slip is the same working with one piece changed, left out or added, so
it has a number for every layer and size. Nothing here is a table of numbers.

>>> from gatecount import count
>>> lstm = lambda n, m: count(f"LSTM({m})", input_shape=(None, n))
>>> [found.names for found in diagnose(600, Case(lstm, 5, 10))]
[('no_bias',), ('work_step',)]
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod

from .counting import DTYPES, Count, CountError

# The arithmetic of a working: a number, a name with its number, sums, products.


@dataclass(frozen=True)
class Name:
    symbol: str
    value: int


@dataclass(frozen=True)
class Sum:
    terms: tuple

    @property
    def value(self):
        return sum(map(value, self.terms))


@dataclass(frozen=True)
class Product:
    factors: tuple

    @property
    def value(self):
        return prod(map(value, self.factors))


def value(expression):
    return expression if isinstance(expression, int) else expression.value


def plus(*terms):
    """The sum; equal terms together, and nothing around a single one."""
    counted = {}
    for term in terms:
        counted[term] = counted.get(term, 0) + 1
    parts = tuple(times(number, term) for term, number in counted.items())
    return parts[0] if len(parts) == 1 else Sum(parts)


def times(*factors):
    kept = tuple(each for each in factors if each != 1)
    return Product(kept) if len(kept) > 1 else kept[0] if kept else 1


# What is asked about.


@dataclass(frozen=True)
class Case:
    """The layer whose number is wanted.

    `family` is the function (n, m) -> Count of one layer in one direction. With
    `directions` 2 there is a second cell, and the next of so many `layers` reads
    both. `conventions` are families of the same layer as others count it, `kinds`
    other layers as the same framework counts them, both by name. `keeps` tells how
    the framework's optimizers count: "keras", "torch" or "".
    """

    family: Callable[[int, int], Count]
    n: int
    m: int
    steps: int = 13
    batch: int = 32
    layers: int = 1
    directions: int = 1
    conventions: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    keeps: str = ""

    @property
    def features(self):
        return Name("n", self.n)

    @property
    def units(self):
        return Name("m", self.m)

    @property
    def time(self):
        return Name("T", self.steps)

    @property
    def samples(self):
        return Name("B", self.batch)

    @cached_property
    def blocks(self):
        return blocks(self, self.features, self.units)

    @cached_property
    def right(self):
        return Working(lines(self.blocks))


@dataclass(frozen=True)
class Block:
    """One layer: cells x (gates x (matrices + biases) + beside)."""

    cells: int
    gates: int
    features: object
    units: object
    matrices: object
    biases: tuple
    beside: tuple
    tensors: int

    @property
    def line(self):
        gate = plus(self.matrices, *self.biases)
        return times(self.cells, plus(times(self.gates, gate), *self.beside))


@dataclass(frozen=True)
class Working:
    """A way to count: lines that are added, times `outer`, plus `added`."""

    lines: tuple
    outer: tuple = ()
    added: tuple = ()

    @property
    def total(self):
        once = sum(map(value, self.lines)) * prod(map(value, self.outer))
        return once + sum(map(value, self.added))


@dataclass(frozen=True)
class Found:
    """A slip: its name, or two names, and the working that it leads to.

    `said` are names that belong to it: conventions, a layer, an optimizer, a type.
    """

    names: tuple[str, ...]
    working: Working
    said: tuple[str, ...] = ()


def blocks(case, features, units, family=None, later=None, directions=None):
    """The layers, worked out for these sizes. `later` is what the next layers read.

    Raises CountError where the framework refuses such a layer.
    """
    directions = directions or case.directions
    later = later or times(directions, units)
    inputs = [features] + [later] * (case.layers - 1)
    made = {each: block(each, units, family or case.family) for each in inputs}
    return [replace(made[each], cells=directions) for each in inputs]


def block(features, units, family):
    """The pieces of one cell, read off the weights that the engine gives it."""
    [cell] = family(value(features), value(units)).cells
    vectors = [cell.rows("bias", gate) for gate in cell.gates]
    each = min(vectors)
    beside = sum(vectors) - each * len(vectors)
    beside += sum(cell.rows("peephole", gate) for gate in cell.gates)
    read = Block(
        cells=1,
        gates=len(cell.gates),
        features=features,
        units=units,
        matrices=times(plus_apart(features, units), units),
        biases=(units,) * each,
        beside=(units,) * beside,
        tensors=len(cell.weights),
    )
    if value(read.line) != cell.total:
        raise ArithmeticError(f"This working is not that of {cell}.")
    return read


def plus_apart(*terms):
    """A sum that is written out even where its terms are equal."""
    return Sum(terms)


def lines(blocks):
    return tuple(each.line for each in blocks)


# The slips: each yields the workings that it leads to, with what is said of them.


def changed(case, **pieces):
    """The working with pieces of every layer changed, by functions of the layer."""
    return Working(
        tuple(
            replace(each, **{name: made(each) for name, made in pieces.items()}).line
            for each in case.blocks
        )
    )


def nothing(block):
    return ()


def convention(case):
    """Counted as another framework, or another setting, does."""
    groups = {}
    for name, family in case.conventions.items():
        working = Working(lines(blocks(case, case.features, case.units, family)))
        groups.setdefault(working, []).append(name)
    for working, names in groups.items():
        yield working, *names


def no_bias(case):
    yield (changed(case, biases=nothing, beside=nothing),)


def one_bias(case):
    """One bias vector for all gates together."""
    yield (changed(case, biases=nothing, beside=lambda each: (each.units,)),)


def bias_numbers(case):
    """One number for each gate, instead of one for each unit."""
    yield (changed(case, biases=lambda each: (1,), beside=nothing),)


def long_bias(case):
    """A bias as long as the row [h, x] that is multiplied."""

    def long(each):
        return (plus_apart(each.features, each.units),)

    yield (changed(case, biases=long, beside=nothing),)


def gate_missing(case):
    if case.blocks[0].gates > 1:
        yield (changed(case, gates=lambda each: each.gates - 1),)


def gate_more(case):
    yield (changed(case, gates=lambda each: each.gates + 1),)


def one_gate(case):
    if case.blocks[0].gates > 2:
        yield (changed(case, gates=lambda each: 1, beside=nothing),)


def other_kind(case):
    for name, family in case.kinds.items():
        yield Working(lines(blocks(case, case.features, case.units, family))), name


def peepholes(case):
    if case.blocks[0].gates == 4:

        def three(each):
            return (*each.beside, *(each.units,) * 3)

        yield (changed(case, beside=three),)


def matrices(case, wanted):
    """Other matrices, with the biases and without them."""
    yield (changed(case, matrices=wanted),)
    yield (changed(case, matrices=wanted, biases=nothing, beside=nothing),)


def recurrent_only(case):
    yield from matrices(case, lambda each: times(each.units, each.units))


def input_only(case):
    yield from matrices(case, lambda each: times(each.features, each.units))


def own_state(case):
    """Each unit reads its own state only: m weights instead of m x m."""
    yield from matrices(
        case, lambda each: Sum((times(each.features, each.units), each.units))
    )


def multiplied(case):
    """n x m where n + m belongs."""
    yield from matrices(case, lambda each: times(each.features, each.units, each.units))


def squared(case):
    """(n + m) x (n + m): as many columns as rows."""
    yield from matrices(
        case, lambda each: times(*(plus_apart(each.features, each.units),) * 2)
    )


def brackets(case):
    """n + m x m: the brackets around n + m forgotten."""
    yield from matrices(
        case, lambda each: Sum((each.features, times(each.units, each.units)))
    )


def exchanged(case):
    yield (Working(lines(blocks(case, case.units, case.features))),)


def steps_for_features(case):
    yield (Working(lines(blocks(case, case.time, case.units))),)


def flattened(case):
    """All time steps laid side by side as the features of one."""
    yield (Working(lines(blocks(case, times(case.time, case.features), case.units))),)


def steps_for_units(case):
    yield (Working(lines(blocks(case, case.features, case.time))),)


def one_direction(case):
    if case.directions > 1:
        yield (Working(lines(blocks(case, case.features, case.units, directions=1))),)


def one_wide(case):
    """Both directions taken as one layer of 2m units."""
    if case.directions > 1:
        wide = times(2, case.units)
        yield (Working(lines(blocks(case, case.features, wide, directions=1))),)


def shared_units(case):
    """The units divided among the directions."""
    if case.directions > 1 and case.m % 2 == 0:
        yield (Working(lines(blocks(case, case.features, Name("m/2", case.m // 2)))),)


def later_n(case):
    """Every layer reads the n features: the first, times the number of layers."""
    if case.layers > 1:
        yield (
            Working(
                lines(blocks(case, case.features, case.units, later=case.features))
            ),
        )


def later_m(case):
    """The next layer reads m, though two directions give 2m."""
    if case.layers > 1 and case.directions > 1:
        yield (
            Working(lines(blocks(case, case.features, case.units, later=case.units))),
        )


def first_layer(case):
    if case.layers > 1:
        yield (Working(lines(case.blocks[:1])),)


def last_layer(case):
    if case.layers > 1:
        yield (Working(lines(case.blocks[-1:])),)


def optimizer(case):
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


def work_step(case):
    """The multiply-accumulates of one time step."""
    yield (changed(case, biases=nothing, beside=nothing),)


def work(case):
    """Those of all time steps, or the operations: two for each of them."""
    one = changed(case, biases=nothing, beside=nothing)
    yield (replace(one, outer=(case.time,)),)
    yield (replace(one, outer=(2, case.time)),)
    yield (replace(one, outer=(2,)),)


def output(case):
    """The numbers that come out: for all time steps, or for the last."""
    width = times(case.directions, case.units)
    yield (Working((times(case.time, width),)),)
    yield (Working((width,)),)


def input_values(case):
    yield (Working((times(case.time, case.features),)),)


def state(case):
    if case.blocks[0].gates == 4:
        yield (Working((times(2, case.units),)),)


def columns(case):
    """The columns of all gates: how many sums are formed, or biases kept."""
    yield (Working((times(case.blocks[0].gates, case.units),)),)


def frozen(case):
    yield (Working(()),)


# Factors that the whole is multiplied by.


def steps(case):
    yield (case.time,), ()


def batch(case):
    yield (case.samples,), ()


def doubled(case):
    yield (2,), ()


def per_unit(case):
    """Each unit taken for a layer of its own, once or twice over."""
    yield (case.units,), ()
    yield (case.units, case.units), ()


def gates_again(case):
    if case.blocks[0].gates > 1:
        yield (case.blocks[0].gates,), ()


def memory(case):
    for dtype in ("float32", "float16", "float64"):
        yield (DTYPES[dtype],), (dtype,)


BIASES = (convention, no_bias, one_bias)
FACTORS = (steps, doubled, per_unit, batch, memory, gates_again)
# Likeliest first.
SLIPS = (
    convention,
    no_bias,
    steps,
    one_direction,
    later_n,
    later_m,
    first_layer,
    last_layer,
    doubled,
    one_wide,
    gate_missing,
    one_bias,
    optimizer,
    recurrent_only,
    input_only,
    exchanged,
    other_kind,
    work_step,
    work,
    per_unit,
    memory,
    batch,
    one_gate,
    gate_more,
    peepholes,
    own_state,
    brackets,
    multiplied,
    squared,
    bias_numbers,
    long_bias,
    steps_for_features,
    flattened,
    steps_for_units,
    shared_units,
    gates_again,
    columns,
    state,
    output,
    input_values,
    frozen,
)


def slips(case):
    """Every slip that this layer allows and that leads to another number."""
    right = case.right
    for slip in SLIPS:
        for working, *said in outcomes(slip, case, right):
            if working.total != right.total:
                yield Found((slip.__name__,), working, tuple(said))


def outcomes(slip, case, working):
    """What the slip makes of this layer; a factor multiplies what it is given."""
    if slip in FACTORS:
        for outer, said in slip(case):
            yield replace(working, outer=working.outer + outer), *said
        return
    with suppress(CountError):  # a size that the framework refuses
        yield from slip(case)


def pairs(case):
    """Two slips at once: one in the biases, and a factor."""
    right = case.right.total
    for first in BIASES:
        for working, *said in outcomes(first, case, case.right):
            for second in FACTORS if working.total != right else ():
                for both, *more in outcomes(second, case, working):
                    names = (first.__name__, second.__name__)
                    yield Found(names, both, (*said, *more))


def diagnose(number, case):
    """The slips that lead to this number, likeliest first; two at once if need be.

    Empty where no known slip fits, and where the number is right.
    """
    if number == case.right.total:
        return []
    found = [each for each in slips(case) if each.working.total == number]
    return found or [each for each in pairs(case) if each.working.total == number]
