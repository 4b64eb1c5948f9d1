"""A layer that is built on data of which not even the number of axes is known.

It is tried with each number of axes: an Embedding with an LSTM behind it, say, takes
two, and no other. Where all that run give the same weights, these are the weights.
"""

from __future__ import annotations

from itertools import product

from ...types import TYPE_CHECKING, Routine, Value
from ..libraries.array import Array, Data
from ..session import current
from ..symbols import Symbol
from ..unknown import Unknown, sized
from . import tree
from .scopes import state
from .summary import is_whole

if TYPE_CHECKING:
    from .model import Model
    from .tensors import Tensor

AXES = (2, 3, 4, 1, 5)
MOST = 2  # arguments of which nothing is known


def guessed(layer: Value, values: Value, named: Value, is_data: Routine) -> Value:
    """What a call returns, once the layer is built; None if its weights depend on what
    is not known. The features are a letter where all goes through one tensor: what a
    program's own call does with its data may be anything."""
    unknown = [each for each in tree.flatten((values, named)) if is_data(each)]
    if len(unknown) > MOST or state().guessing:
        return None
    found: dict[Value, list[Value]] = {}
    letters = type(layer).__name__ == "Sequential"
    for axes in product(AXES, repeat=len(unknown)):
        kept = Kept(layer)
        output = called(layer, values, named, is_data, list(axes), letters)
        weights = signature(layer, kept, letters) if output is not None else None
        kept.restore()
        if weights is not None:
            found.setdefault(weights, []).append(axes)
    if len(found) != 1:
        return None
    ((_, (axes, *others)),) = found.items()
    output = called(layer, values, named, is_data, list(axes), letters)
    for each in layer._flatten_layers():
        object.__setattr__(each, "_open", True)
    return Data(f"{layer.name}(…)") if others else output


def called(
    layer: Model,
    values: Value,
    named: Value,
    is_data: Routine,
    axes: list[int],
    letters: bool,
) -> Value:
    """The output for data of so many axes; None where it cannot be."""

    def given(value: Data | Tensor) -> Value:
        if not is_data(value):
            return value
        sizes = [Unknown(f"shape of {value.text}", each=True)] * (axes.pop(0) - 1)
        last = Unknown(f"the features that {layer.name} reads")
        return Array((*sizes, sized(last) if letters else last), "float32", value.text)

    state().guessing = True
    try:
        values, named = tree.map_structure(given, (values, named))
        return layer(*values, **named)
    except Exception:  # the program's own code, with an input that was guessed
        return None
    finally:
        state().guessing = False


def signature(layer: Model, kept: Kept, letters: bool) -> Value:
    """The sizes of all weights; None if something was passed over, or is a letter."""
    session = current()
    if not is_whole(layer) or len(session.skipped) > kept.skipped or kept.lost():
        return None
    sizes = [size for each in layer.weights for size in tuple(each.shape)]
    if not letters and any(kept.new(size) for size in sizes):
        return None
    return tuple(getattr(size, "formula", size) for size in sizes)


class Kept:
    """What a trial may change, to be put back."""

    def __init__(self, layer: Model) -> None:
        session, kept = current(), state()
        self.skipped, self.missing = len(session.skipped), len(session.missing)
        self.shelves = [
            *(vars(each) for each in layer._flatten_layers()),
            kept.names,
            kept.meant,
            kept.models,
            kept.layers,
            session.state,
            session.symbols,
            session.skipped,
            session.missing,
            session.ignored,
            session.changes,
            session._printed,
        ]
        inner = [
            value
            for shelf in self.shelves
            if isinstance(shelf, dict)
            for value in shelf.values()
            if type(value) in (dict, list, set)
        ]
        self.copies = [(each, each.copy()) for each in (*self.shelves, *inner)]
        self.symbols = {each.name for each in session.symbols.values()}

    def lost(self) -> bool:
        return len(current().missing) > self.missing

    def new(self, size: Value) -> bool:
        return isinstance(size, Symbol) and not set(size.names) <= self.symbols

    def restore(self) -> None:
        for place, copy in self.copies:
            if isinstance(place, list):
                place[:] = copy
            else:
                place.clear()
                place.update(copy)
