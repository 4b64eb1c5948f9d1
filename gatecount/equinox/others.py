"""Equinox' layers that change no shape."""

from collections.abc import Iterable

from .. import jax
from ..counting import CountError, Weight
from ..jax import FUNCTION
from ..layer import shown, weight
from ..types import Any, Shape
from .base import Layer


class PReLU(Layer):
    """negative_slope (): one number for all"""

    fewest_axes = 0
    arguments = "init_alpha=0.25"
    natural = None

    def weights(self) -> Iterable[Weight]:
        if not isinstance(self.init_alpha, (int, float)):
            raise CountError(
                "{argument} must be a number, not {value}.",
                "TypeError",
                argument="init_alpha",
                value=shown(self.init_alpha),
            )
        yield weight("negative_slope", ())

    def accepts(self, shape: Shape) -> None:
        pass


class Lambda(Layer):
    """A function, which changes no shape."""

    fewest_axes = 0
    arguments = "fn"
    natural = None

    def accepts(self, shape: Shape) -> None:
        if self.fn is not FUNCTION:
            jax.check_kind("activation_fn", self.fn)


class Dropout(Layer):
    """No weights."""

    fewest_axes = 0
    natural = None

    arguments = "p=0.5, inference=False, *, deterministic=None"

    def accepts(self, shape: Shape) -> None:
        pass


class Identity(Dropout):
    """No weights; any arguments are taken, and ignored."""

    arguments = ""

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        return cls({})


LAYERS = (PReLU, Lambda, Dropout, Identity)
