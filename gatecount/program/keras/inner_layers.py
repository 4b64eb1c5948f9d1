"""The layers inside Keras' own: `lstm.cell`, `bidirectional.forward_layer`."""

from __future__ import annotations

from ...types import Self, Value
from .tensors import Tensor, Variable


class Part:
    """A view of some of a layer's weights, under the name of the layer inside."""

    built = True

    def __new__(cls, outer: Value, engine: Value, name: Value) -> Self:
        kind = type(type(engine).__name__, (cls,), {})  # under the name that Keras has
        return super().__new__(kind)

    def __init__(self, outer: Value, engine: Value, name: Value) -> None:
        self.outer, self.engine, self.name = outer, engine, name

    @property
    def weights(self) -> list[Variable]:
        return [each for each in self.outer.weights if f"/{self.name}/" in each.path]

    @property
    def trainable_weights(self) -> Value:
        return [each for each in self.weights if each.trainable]

    @property
    def trainable(self) -> Value:
        return self.engine.trainable

    @trainable.setter
    def trainable(self, value: Value) -> None:
        for each in self.weights:
            if each.always:
                each.trainable = bool(value)

    @property
    def state_size(self) -> list[int]:
        sizes = list(self.engine.state_sizes)
        return sizes if len(sizes) > 1 else sizes[0]

    def __call__(
        self, inputs: Value, states: Value = None, **named: Value
    ) -> tuple[Tensor, list[Tensor]]:
        """One step of a cell: the output, and the new states."""
        batch = inputs.shape[0]
        shapes: Value = self.engine.output((batch, *tuple(inputs.shape)[1:]))
        first, *rest = [Tensor((batch, *each[1:])) for each in shapes]
        return first, rest

    def count_params(self) -> int:
        return sum(each.counted().size for each in self.weights)

    def get_weights(self) -> Value:
        return [each.numpy() for each in self.weights]

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        for weight in self.weights:
            if weight.name == name:
                return weight
        inner = getattr(self.engine, "cell", None)  # an LSTM's units are its cell's
        if not hasattr(self.engine, name) and hasattr(inner, name):
            return getattr(inner, name)
        return getattr(self.engine, name)


def part(outer: Value, name: str) -> Value:
    """The part of this name; None where the layer has no such part."""
    made = outer._engine
    if name == "cell" and hasattr(made, "cell"):
        return Part(outer, made.cell, made.cell.name)
    if name in ("forward_layer", "backward_layer") and hasattr(made, "merge_mode"):
        side = name.partition("_")[0] + "_"
        inner = made.layer
        if side == "backward_" and made.backward_layer:
            return Part(outer, made.backward_layer, made.backward_layer.name)
        return Part(outer, inner, side + inner.name.removeprefix(side))
    return None
