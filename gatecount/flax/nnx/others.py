"""nnx's layers that change no shape."""

from collections.abc import Iterable

from ...counting import Weight
from ...layer import weight
from ...types import Any, Shape
from .base import Layer, check_rngs, check_stream


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    natural = None
    arguments = """
        negative_slope_init=0.01, *, dtype=None, param_dtype=None,
        promote_dtype=None, negative_slope_metadata=None
    """

    def check(self, kinds: Any = ()) -> None:
        """Its initializer is a number, and any will do."""

    def weights(self) -> Iterable[Weight]:
        yield weight("negative_slope", ())

    def accepts(self, shape: Shape) -> None:
        pass


class Dropout(Layer):
    """No weights."""

    fewest_axes = 0
    natural = None

    arguments = """
        rate, *, broadcast_dims=(), deterministic=False, rng_collection='dropout',
        rngs=None
    """

    def prepare(self) -> None:
        if self.rngs is not None:
            check_rngs(self.rngs, "TypeError")
            check_stream(self.rngs, self.rng_collection, error="KeyError")

    def accepts(self, shape: Shape) -> None:
        pass


LAYERS = (PReLU, Dropout)
