"""What a program trains: the weights given to each optimizer, and which optimizers
work side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..types import TYPE_CHECKING, Routine, Value
from .session import Session, current, undecided

if TYPE_CHECKING:
    from .keras.model import Model
    from .keras.tensors import Variable
    from .result import UnknownSize
    from .torch.module import Module
    from .torch.parameter import Parameter


class Training:
    """The weights of one optimizer, by id; `made` is how many weights there were when
    it was made, `steps` when it has stepped, and `places` where."""

    def __init__(self, made: int | None = None) -> None:
        self.weights: dict[int, Value] = {}
        self.steps: list[int] = []
        self.places: set[Value] = set()
        self.made = made
        self.when = current().tick()
        current().state.setdefault("training", []).append(self)

    def of(self, weights: list[Parameter | Variable]) -> None:
        self.weights |= {id(each): each for each in weights}

    def step(self) -> None:
        self.steps.append(current().tick())
        frame = current().frame()
        self.places.add(frame and (frame.f_code, frame.f_lasti))
        self.when = self.steps[-1]

    def beside(self, other: Training) -> bool:
        """Do both train at the same time? Not where one begins when the other has
        ended: then the program tries one model after the other."""
        if self is other or self.weights.keys() & other.weights.keys():
            return True
        if len(self.steps) > 1 and len(other.steps) > 1:
            return self.steps[0] < other.steps[-1] and other.steps[0] < self.steps[-1]
        # A loop over data runs once here: what steps at one place is a function's.
        return self.made == other.made and not self.places & other.places


def trained(
    session: Session, models: Iterable[Value]
) -> Iterator[tuple[list[Model | Module], int]]:
    """Lists of the models that are trained together, with when they were trained last:
    `models` are pairs of a model and the ids of its weights."""
    groups: list[list[Training]] = []
    for each in session.state.get("training", ()):
        near = [group for group in groups if any(map(each.beside, group))]
        groups = [group for group in groups if group not in near]
        groups.append([*(one for group in near for one in group), each])
    for group in groups:
        weights = {key for each in group for key in each.weights}
        found = [model for model, own in models if not weights.isdisjoint(own)]
        if found:
            yield found, max(each.when for each in group)


def in_place_of_each_other(
    session: Session, shapes: Routine
) -> dict[int, tuple[UnknownSize, ...]]:
    """What would tell, by the id of each model, whether a name stands for it, or for
    another that a branch may have put in its place. `shapes` are of a model's weights:
    where they are the same, it makes no difference."""
    found: dict[int, tuple[UnknownSize, ...]] = {}
    for one, other, doubt in session.state.get("swapped", ()):
        if sorted(map(str, shapes(one))) != sorted(map(str, shapes(other))):
            for each in (one, other):
                found[id(each)] = (*found.get(id(each), ()), undecided(doubt))
    return found
