"""What a printed text may mean: constructor calls that the engine has confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...counting import Count, CountError
from ...frameworks import count
from ...types import Any, Value
from .notes import Note


@dataclass(frozen=True)
class Reading:
    """A call that gives exactly what was printed, as `count` says.

    `free` names arguments whose value the text does not tell, and which do not
    change the count.
    """

    code: str
    framework: str
    input_shape: tuple[Value, ...] | list[Value] | None
    count: Count = field(repr=False, compare=False)
    free: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layer:
    """One printed row, or the weights that belong together.

    `number` and `output` are as printed (None: not printed), `weights` the
    printed (name, shape) pairs. `readings`, the likeliest first, is empty where
    nothing known here gives what was printed. `frozen` weights are not trained;
    what is `short` has parameters that were not printed.
    """

    name: str
    kind: str
    lines: tuple[int, ...]
    output: tuple[Value, ...] | list[Value] | None = None
    number: int | None = None
    weights: tuple[Value, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[Note, ...] = ()
    level: int = 0
    connected: tuple[str, ...] = ()
    frozen: bool = False
    short: bool = False

    @property
    def total(self) -> int | None:
        if self.number is not None:
            return self.number
        return self.readings[0].count.total if self.readings else None


@dataclass(frozen=True)
class Explanation:
    """What was pasted. `total` is as printed, or None.

    It is `doubtful` where what was printed does not tell the total, as `notes` say;
    `others` are further models in the same text; `name` is the model's, if it has one.
    """

    kind: str
    layers: tuple[Layer, ...]
    total: int | None = None
    notes: tuple[Note, ...] = ()
    doubtful: bool = False
    others: "tuple[Explanation, ...]" = ()
    name: str = "model"


def reading(
    code: str, framework: str, shape: Any = None, free: tuple[str, ...] = ()
) -> Reading | None:
    """What the call gives; None where the framework refuses it."""
    try:
        return Reading(code, framework, shape, count(code, framework, shape), free)
    except CountError:
        return None


def confirmed(
    proposals: Iterable[tuple[str, str, Any, tuple[str, ...]]],
    number: int | None = None,
    output: Any = None,
    weights: Any = None,
    shapes: Iterable[Any] | None = None,
) -> tuple[Reading, ...]:
    """The readings among (code, framework, input shape, free) proposals.

    What was printed, a number, an output shape, weights or, in any order, their shapes,
    must come out.
    """
    held = None if shapes is None else sorted(shapes)
    found: dict[Value, Value] = {}
    for made in (reading(*each) for each in proposals):
        if (
            made is not None
            and number in (None, made.count.total)
            and (output is None or alike(output, made.count.output_shape))
            and (weights is None or holds(made.count, weights))
            and held in (None, sorted(each.shape for each in made.count.weights))
        ):
            found.setdefault((made.code, made.framework), made)
    return tuple(found.values())


def alike(printed: Value, computed: Value) -> bool:
    """The same shape, but for the batch axis."""
    several = isinstance(printed, list), isinstance(computed, list)
    if all(several):
        return len(printed) == len(computed) and all(map(alike, printed, computed))
    if any(several) or computed is None:
        return False
    return printed[1:] == tuple(computed[1:]) and len(printed) == len(computed)


def holds(made: Value, weights: list[tuple[str, tuple[Value, ...]]]) -> bool:
    """Has the layer these weights? In this order, unless all have names: None is one
    that was not printed. A saved model has them by the alphabet."""
    if len(made.weights) != len(weights):
        return False
    own = made.weights
    if all(name for name, _ in weights) and weights[0][0] != own[0].name:
        weights, own = sorted(weights), sorted(own, key=lambda each: each.name)
    return all(
        shape == each.shape and name in (None, each.name, each.path)
        for (name, shape), each in zip(weights, own)
    )
