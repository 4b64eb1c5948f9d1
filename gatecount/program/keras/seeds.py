"""What draws random numbers in a layer, and the state that it keeps."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from .tensors import Tensor, Variable

if TYPE_CHECKING:
    from .builtin import BuiltIn


class SeedGenerator:
    def __init__(self, seed: Value = None, name: Value = None, **named: Value) -> None:
        self.state = Variable(
            "zeros",
            shape=(2,),
            dtype="int32",
            trainable=False,
            name="seed_generator_state",
        )

    def next(self, *values: Value, **named: Value) -> Value:
        return Tensor((2,), "int32")


def with_seeds(layer: BuiltIn, weights: list[Variable]) -> list[Variable]:
    """The weights of a built-in layer with the seeds that Keras keeps among them.

    Each recurrent cell has one, and each layer that drops numbers at random.
    """
    engine, seeds = layer._engine, layer._seeds
    found, cell = [], ""
    for weight in weights:
        here = getattr(weight.weight, "cell", "") if weight.weight else ""
        if cell and here != cell:
            found.append(seeds.setdefault(cell, SeedGenerator()).state)
        found.append(weight)
        cell = here
    if cell:
        found.append(seeds.setdefault(cell, SeedGenerator()).state)
    for argument in ("rate", "stddev", "dropout"):
        if getattr(engine, argument, None) and not hasattr(engine, "cell"):
            found.append(seeds.setdefault(argument, SeedGenerator()).state)
    return found
