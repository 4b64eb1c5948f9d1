"""linen's layers that change no shape."""

from collections.abc import Iterable

from ...counting import Count, Weight
from ...layer import check_input, weight
from ...types import Any, Shape
from .base import Layer


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    arguments = "param_dtype=None, negative_slope_init=0.01"

    def check(self, kinds: Any = ()) -> None:
        """Its initializer is a number, and any will do."""

    def weights(self, shape: Shape) -> Iterable[Weight]:
        yield weight("negative_slope", ())


class Dropout(Layer):
    """No weights."""

    arguments = """
        rate, broadcast_dims=(), deterministic=None, rng_collection='dropout'
    """

    def count(self, input_shape: Any) -> Count:
        shape = check_input(self, input_shape, self.example, axes=0)
        return Count((), self.without_batch(shape))


LAYERS = (PReLU, Dropout)
