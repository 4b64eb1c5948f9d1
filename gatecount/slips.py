"""From a wrong number back to the slip: which mistake in counting leads to it.

A count is worked out layer by layer, as cells x (gates x (matrices + biases) +
what stands beside the gates); the pieces are read off the shapes of the engine's
weights. A slip is the same working with one piece changed, left out or added, so
it has a number for every layer and size. Nothing here is a table of numbers.
A number may also be no slip at all: right elsewhere, in another framework, for
another kind of layer, in both directions.

>>> from gatecount import count
>>> lstm = lambda n, m: count(f"LSTM({m})", input_shape=(None, n))
>>> [found.names for found in diagnose(600, Case(lstm, 5, 10))]
[('no_bias',), ('work_step',)]
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
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

    `family` is the function (n, m) -> Count of one layer in one direction; `name` is
    what it is called. With `directions` 2 there is a second cell, and the next of so
    many `layers` reads both. `conventions` are families of the same layer as others
    count it, `kinds` other layers, both by name and likeliest first. `keeps` tells
    how the framework's optimizers count: "keras", "torch" or "". `biases` is how a
    slip counts them: "" as the framework does, "none", or "one" for all gates.
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
    name: str = ""
    biases: str = ""

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

    `said` are names that belong to it: an optimizer, a type, or the layers for which
    the number is right.
    """

    names: tuple[str, ...]
    working: Working
    said: tuple = ()

    @property
    def elsewhere(self):
        """Whether the number is right, for another layer than was asked about."""
        return len(self.names) == 1 and self.names[0] in ELSEWHERE


@dataclass(frozen=True)
class Layer:
    """One for which a number is right: a convention's name, and how it is set."""

    name: str
    directions: int = 1
    layers: int = 1


def blocks(
    case, features, units, family=None, later=None, directions=None, layers=None
):
    """The layers, worked out for these sizes. `later` is what the next layers read.

    Raises CountError where the framework refuses such a layer.
    """
    directions = directions or case.directions
    later = later or times(directions, units)
    inputs = [features] + [later] * ((layers or case.layers) - 1)
    made = {each: block(each, units, family or case.family) for each in inputs}
    return [
        replace(made[each], cells=directions, **kept(case, units)) for each in inputs
    ]


def kept(case, units):
    """What of the biases a slip leaves."""
    if not case.biases:
        return {}
    return {"biases": (), "beside": (units,) if case.biases == "one" else ()}


@lru_cache(maxsize=1024)  # every slip asks again for the layer that it changes
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


def right_for(case, families, directions=None, layers=None):
    """(the working, the layers that it is right for), for each of the workings."""
    directions, layers = directions or case.directions, layers or case.layers
    found = {}
    for name, family in families.items():
        with suppress(CountError):
            each = blocks(
                case, case.features, case.units, family,
                directions=directions, layers=layers,
            )  # fmt: skip
            found.setdefault(Working(lines(each)), []).append(
                Layer(name, directions, layers)
            )
    for working, right in found.items():
        yield working, *right


def convention(case):
    """Counted as another framework, or another setting, does."""
    yield from right_for(case, case.conventions)


def other_kind(case):
    """Another kind of layer, of whatever framework."""
    yield from right_for(case, case.kinds)


def other_directions(case):
    """Both directions where one was asked for, or the other way round."""
    own = {case.name: case.family} if case.directions == 1 else {}
    yield from right_for(case, own | case.conventions, 3 - case.directions)


def other_layers(case):
    """Two layers, one upon the other, where one was asked for."""
    if case.layers == 1:
        yield from right_for(case, {case.name: case.family} | case.conventions, None, 2)


def other_kind_directions(case):
    yield from right_for(case, case.kinds, 3 - case.directions)


ELSEWHERE = {
    each.__name__
    for each in (
        convention, other_kind, other_directions, other_layers, other_kind_directions,
    )
}  # fmt: skip


def no_bias(case):
    yield (replace(case, biases="none").right,)


def one_bias(case):
    """One bias vector for all gates together."""
    yield (replace(case, biases="one").right,)


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
    """One gate only."""
    if case.blocks[0].gates > 2:
        yield (changed(case, gates=lambda each: 1, beside=nothing),)


def gate_part(case):
    """One of the two matrices of one gate."""
    one = {"gates": lambda each: 1, "biases": nothing, "beside": nothing}
    yield (
        changed(case, matrices=lambda each: times(each.features, each.units), **one),
    )
    yield (changed(case, matrices=lambda each: times(each.units, each.units), **one),)


def one_unit(case):
    """What one single unit has: a column of each gate."""
    column = {"matrices": lambda each: plus_apart(each.features, each.units)}
    one = {"biases": lambda each: (1,) * len(each.biases), "beside": nothing}
    yield (changed(case, **column, **one),)


def shared_recurrent(case):
    """One recurrent matrix for all gates together."""
    if case.blocks[0].gates > 1:

        def one(each):
            return (*each.beside, times(each.units, each.units))

        yield (
            changed(
                case,
                matrices=lambda each: times(each.features, each.units),
                beside=one,
            ),
        )


def states_added(case):
    """The states counted as if they were weights."""
    states = 2 if case.blocks[0].gates == 4 else 1
    cells = case.directions * case.layers
    yield (Working(case.right.lines, added=(times(states * cells, case.units),)),)


def dense_head(case):
    """A Dense(1) behind the layer, as in most programs, counted in."""
    width = times(case.directions, case.units)
    yield (Working(case.right.lines, added=(width, 1)),)


def peepholes(case):
    if case.blocks[0].gates == 4:

        def three(each):
            return (*each.beside, *(each.units,) * 3)

        yield (changed(case, beside=three),)


def matrices(case, wanted):
    yield (changed(case, matrices=wanted),)


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


def samples_for_features(case):
    yield (Working(lines(blocks(case, case.samples, case.units))),)


def steps_and_features(case):
    """The sequence's sizes, T and n, taken for the layer's; then once for each unit."""
    working = Working(lines(blocks(case, case.time, case.features)))
    yield (replace(working, outer=(case.units,)),)
    yield (working,)


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
    yield Working(case.right.lines, added=(times(2, whole),)), "Adam"


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


FACTORS = (steps, doubled, per_unit, batch, memory, gates_again)
# What may come together with another way to count the biases.
SIZES = (
    optimizer,
    exchanged,
    gate_missing,
    gate_more,
    one_direction,
    first_layer,
    last_layer,
    later_n,
    later_m,
    one_wide,
    steps_for_features,
    steps_and_features,
    steps_for_units,
    flattened,
    samples_for_features,
    shared_units,
    brackets,
    multiplied,
    squared,
)
# What readers count without the biases as readily as with them.
BARE = (
    recurrent_only,
    input_only,
    one_gate,
    one_unit,
    own_state,
    brackets,
    multiplied,
    squared,
)
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
    other_directions,
    one_wide,
    gate_missing,
    one_bias,
    optimizer,
    recurrent_only,
    input_only,
    exchanged,
    steps_for_features,
    one_gate,
    other_kind,
    work_step,
    work,
    per_unit,
    memory,
    batch,
    dense_head,
    other_layers,
    other_kind_directions,
    gate_more,
    peepholes,
    own_state,
    shared_recurrent,
    brackets,
    multiplied,
    squared,
    bias_numbers,
    long_bias,
    steps_and_features,
    flattened,
    steps_for_units,
    samples_for_features,
    shared_units,
    states_added,
    one_unit,
    gate_part,
    gates_again,
    columns,
    state,
    output,
    input_values,
    frozen,
)


def slips(case):
    """Every slip that this layer allows and that leads to another number."""
    right, bare = case.right, replace(case, biases="none")
    for slip in SLIPS:
        for working, *said in outcomes(slip, case, right):
            if working.total != right.total:
                yield Found((slip.__name__,), working, tuple(said))
        if slip in BARE and bare.right != right:
            for (working,) in outcomes(slip, bare, bare.right):
                if working.total != right.total:
                    yield Found((no_bias.__name__, slip.__name__), working)


def outcomes(slip, case, working):
    """What the slip makes of this layer; a factor multiplies what it is given."""
    if slip in FACTORS:
        for outer, said in slip(case):
            yield replace(working, outer=working.outer + outer), *said
        return
    with suppress(CountError):  # a size that the framework refuses
        yield from slip(case)


def otherwise(case):
    """(a name, the case with other biases, the layers that have them)"""
    yield no_bias, replace(case, biases="none"), ()
    yield one_bias, replace(case, biases="one"), ()
    seen = {case.right}
    for working, *right in convention(case):
        if working not in seen:
            seen.add(working)
            family = case.conventions[right[0].name]
            yield convention, replace(case, family=family), right


def pairs(case):
    """Two slips at once: one in the biases, and a size or a factor; two factors."""
    right = case.right.total
    for first, other, said in otherwise(case):
        if other.right.total == right:
            continue
        for second in (*FACTORS, *SIZES):
            for both, *more in outcomes(second, other, other.right):
                yield Found((first.__name__, second.__name__), both, (*said, *more))
    for working, *said in outcomes(steps, case, case.right):
        for second in (batch, memory):
            for both, *more in outcomes(second, case, working):
                yield Found((steps.__name__, second.__name__), both, (*said, *more))


def other_features(number, case):
    """So many features that the number is right: the input has more, or fewer."""

    def total(n):
        return sum(map(value, lines(blocks(case, Name("n", n), case.units))))

    once = total(case.n)
    more, rest = divmod(number - once, total(case.n + 1) - once)
    n = case.n + more
    if not rest and case.n <= 4 * n and n <= 2 * case.n:
        working = Working(lines(blocks(case, Name("n", n), case.units)))
        yield Found(("other_features",), working, (f"{n}",))


def diagnose(number, case):
    """The slips that lead to this number, likeliest first; two at once if need be.

    Empty where no known slip fits, and where the number is right.
    """
    if number == case.right.total:
        return []
    found = [each for each in slips(case) if each.working.total == number]
    found = found or [each for each in pairs(case) if each.working.total == number]
    return found or list(other_features(number, case))
