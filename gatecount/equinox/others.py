"""Equinox' layers that change no shape."""

from .. import jax
from ..counting import CountError
from ..jax import FUNCTION
from ..layer import shown, weight
from .base import Layer


class PReLU(Layer):
    """negative_slope (): one number for all"""

    arguments = "init_alpha=0.25"
    natural = None

    def weights(self):
        if not isinstance(self.init_alpha, (int, float)):
            raise CountError(
                "{argument} must be a number, not {value}.",
                "TypeError",
                argument="init_alpha",
                value=shown(self.init_alpha),
            )
        yield weight("negative_slope", ())

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


class Lambda(Layer):
    """A function, which changes no shape."""

    arguments = "fn"
    natural = None

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        if self.fn is not FUNCTION:
            jax.check_kind("activation_fn", self.fn)


class Dropout(Layer):
    """No weights."""

    natural = None

    arguments = "p=0.5, inference=False, *, deterministic=None"

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


class Identity(Dropout):
    """No weights; any arguments are taken, and ignored."""

    arguments = ""

    @classmethod
    def construct(cls, *values, **named):
        return cls({})


LAYERS = (PReLU, Lambda, Dropout, Identity)
