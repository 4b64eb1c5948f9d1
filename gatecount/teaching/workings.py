"""How a count is worked out, piece by piece: what a slip then changes.

A layer is cells x (gates x (matrices + biases) + what stands beside the gates). The
pieces are read off the shapes of the engine's weights, layer by layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import prod

from ..counting import Count
from ..types import Any, TypeAlias

# Layers that differ only in their n features and m units.
Family: TypeAlias = Callable[[int, int], Count]

# The arithmetic of a working: a number, a name with its number, sums, products.


@dataclass(frozen=True)
class Name:
    symbol: str
    value: int


@dataclass(frozen=True)
class Sum:
    terms: tuple[Number, ...]

    @property
    def value(self) -> int:
        return sum(map(value, self.terms))


@dataclass(frozen=True)
class Product:
    factors: tuple[Number, ...]

    @property
    def value(self) -> int:
        return prod(map(value, self.factors))


def value(expression: Number) -> int:
    return expression if isinstance(expression, int) else expression.value


def plus(*terms: Number) -> Number:
    """The sum; equal terms together, and nothing around a single one."""
    counted: dict[Number, int] = {}
    for term in terms:
        counted[term] = counted.get(term, 0) + 1
    parts = tuple(times(number, term) for term, number in counted.items())
    return parts[0] if len(parts) == 1 else Sum(parts)


def times(*factors: Number) -> Number:
    kept = tuple(each for each in factors if each != 1)
    return Product(kept) if len(kept) > 1 else kept[0] if kept else 1


Number: TypeAlias = int | Name | Sum | Product


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

    family: Family
    n: int
    m: int
    steps: int = 13
    batch: int = 32
    layers: int = 1
    directions: int = 1
    conventions: dict[str, Family] = field(default_factory=dict)
    kinds: dict[str, Family] = field(default_factory=dict)
    keeps: str = ""
    name: str = ""
    biases: str = ""

    @property
    def features(self) -> Name:
        return Name("n", self.n)

    @property
    def units(self) -> Name:
        return Name("m", self.m)

    @property
    def time(self) -> Name:
        return Name("T", self.steps)

    @property
    def samples(self) -> Name:
        return Name("B", self.batch)

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self, self.features, self.units)

    @cached_property
    def right(self) -> Working:
        return Working(lines(self.blocks))


@dataclass(frozen=True)
class Block:
    """One layer: cells x (gates x (matrices + biases) + beside)."""

    cells: int
    gates: int
    features: Number
    units: Number
    matrices: Number
    biases: tuple[Number, ...]
    beside: tuple[Number, ...]
    tensors: int

    @property
    def line(self) -> Number:
        gate = plus(self.matrices, *self.biases)
        return times(self.cells, plus(times(self.gates, gate), *self.beside))


@dataclass(frozen=True)
class Working:
    """A way to count: lines that are added, times `outer`, plus `added`."""

    lines: tuple[Number, ...]
    outer: tuple[Number, ...] = ()
    added: tuple[Number, ...] = ()

    @property
    def total(self) -> int:
        once = sum(map(value, self.lines)) * prod(map(value, self.outer))
        return once + sum(map(value, self.added))


@dataclass(frozen=True)
class Layer:
    """One for which a number is right: a convention's name, and how it is set."""

    name: str
    directions: int = 1
    layers: int = 1


def blocks(
    case: Case,
    features: Number,
    units: Number,
    family: Family | None = None,
    later: Number | None = None,
    directions: int | None = None,
    layers: int | None = None,
) -> list[Block]:
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


def kept(case: Case, units: Number) -> dict[str, Any]:
    """What of the biases a slip leaves."""
    if not case.biases:
        return {}
    return {"biases": (), "beside": (units,) if case.biases == "one" else ()}


@lru_cache(maxsize=1024)  # every slip asks again for the layer that it changes
def block(features: Number, units: Number, family: Family) -> Block:
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


def plus_apart(*terms: Number) -> Sum:
    """A sum that is written out even where its terms are equal."""
    return Sum(terms)


def lines(blocks: Iterable[Block]) -> tuple[Number, ...]:
    return tuple(each.line for each in blocks)


# A slip gives the workings that it leads to, each with what is said of it.
Outcomes: TypeAlias = Iterator[tuple[Any, ...]]
Slip: TypeAlias = Callable[[Case], Outcomes]
