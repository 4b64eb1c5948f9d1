"""linen's layers that change no shape."""

from ...counting import Count
from ...layer import check_input, weight
from .base import Layer


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    arguments = "param_dtype=None, negative_slope_init=0.01"

    def check(self, kinds=()):
        """Its initializer is a number, and any will do."""

    def weights(self, shape):
        yield weight("negative_slope", ())


class Dropout(Layer):
    """No weights."""

    arguments = """
        rate, broadcast_dims=(), deterministic=None, rng_collection='dropout'
    """

    def count(self, input_shape):
        shape = check_input(self, input_shape, self.example, axes=0)
        return Count((), self.without_batch(shape))


LAYERS = (PReLU, Dropout)
