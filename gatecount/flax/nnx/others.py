"""nnx's layers that change no shape."""

from ...layer import weight
from .base import Layer, check_rngs, check_stream


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    natural = None
    arguments = """
        negative_slope_init=0.01, *, dtype=None, param_dtype=None,
        promote_dtype=None, negative_slope_metadata=None
    """

    def check(self, kinds=()):
        """Its initializer is a number, and any will do."""

    def weights(self):
        yield weight("negative_slope", ())

    def accepts(self, shape):
        pass


class Dropout(Layer):
    """No weights."""

    natural = None

    arguments = """
        rate, *, broadcast_dims=(), deterministic=False, rng_collection='dropout',
        rngs=None
    """

    def prepare(self):
        if self.rngs is not None:
            check_rngs(self.rngs, "TypeError")
            check_stream(self.rngs, self.rng_collection, error="KeyError")

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


LAYERS = (PReLU, Dropout)
