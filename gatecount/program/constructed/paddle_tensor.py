"""Paddle's tensor, and its shape."""

from __future__ import annotations

from ...types import Shape, Value
from ..jax.arrays import array
from ..libraries.array import Array


class Sizes(tuple[Value, ...]):
    """A shape, which is a list and prints itself with its class since Paddle 3.3."""

    __slots__ = ()
    __hash__ = tuple.__hash__

    def __repr__(self) -> str:
        return f"paddle.Size({list(self)})"

    def __eq__(self, other: Value) -> bool:
        return list(self) == list(other) if isinstance(other, (list, tuple)) else False

    def __getitem__(self, key: Value) -> Value:
        found = super().__getitem__(key)
        return Sizes(found) if isinstance(key, slice) else found

    def __add__(self, other: Value) -> Sizes:
        return Sizes((*self, *other))

    def __radd__(self, other: Value) -> Value:
        return Sizes((*other, *self))


class Tensor(Array):
    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__(*values, **named)
        self.shape = Sizes(self.shape)

    def like(self, shape: Value, dtype: Value = None, text: Value = None) -> Tensor:
        made = super().like(shape, dtype, text)
        return Tensor(made.shape, made.dtype, made.text, made.line)


def tensor(shape: Shape) -> Tensor:
    made = array(shape)
    return Tensor(made.shape, made.dtype) if isinstance(made, Array) else made
