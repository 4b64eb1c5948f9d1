"""Equinox' norms; see https://docs.kidger.site/equinox/api/nn/normalisation/."""

from collections.abc import Iterable

from ..counting import Count, CountError, Weight
from ..jax import axes_of
from ..layer import check_features, check_size, shown, weight
from ..types import Any, Shape
from .base import Layer, divides, inside
from .recurrent import Cell


class Norm(Layer):
    """weight and bias of the shape that is normalised"""

    fewest_axes = 0

    def weights(self) -> Iterable[Weight]:
        value = self.shape
        if not isinstance(value, (int, tuple, list, str)):
            raise CountError(
                "shape must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                value=shown(value),
            )
        sizes = (value,) if isinstance(value, int) else tuple(value)
        self.whole = sizes
        for name in ("weight", "bias"):
            if getattr(self, f"use_{name}"):
                sizes = tuple(check_size("shape", each) for each in sizes)
                yield weight(name, sizes)

    def accepts(self, shape: Shape) -> None:
        fits = len(shape) == len(self.whole) and all(
            a is None or a == b for a, b in zip(shape, self.whole)
        )
        if not fits:
            raise CountError(
                "{layer} was made for inputs of shape {expected}, not {value}. Use "
                "jax.vmap for a batch.",
                layer=type(self).__name__,
                expected=repr(self.whole),
                value=repr(shape),
            )

    @property
    def natural(self) -> Shape | None:
        return self.whole


class LayerNorm(Norm):
    arguments = """
        shape, eps=1e-05, use_weight=True, use_bias=True, dtype=None, *,
        elementwise_affine=None
    """

    def prepare(self) -> None:
        if self.elementwise_affine is not None:
            self.use_weight = self.use_bias = self.elementwise_affine


class RMSNorm(Norm):
    arguments = "shape, eps=1e-05, use_weight=True, use_bias=True, dtype=None"


class GroupNorm(Layer):
    """weight and bias (channels,), for an input (channels, *spatial)"""

    example = "(4, 32)"
    expects = "channels"
    unlike = "ValueError"

    arguments = """
        groups, channels=None, eps=1e-05, channelwise_affine=True, dtype=None
    """

    def weights(self) -> Iterable[Weight]:
        if self.channels is not None:
            divides("groups", self.groups, "channels", self.channels)
        if self.channelwise_affine:
            if self.channels is None:
                raise CountError(
                    "The number of channels is needed, unless channelwise_affine=False."
                )
            sizes = (check_size("channels", self.channels),)
            yield weight("weight", sizes)
            yield weight("bias", sizes)

    def accepts(self, shape: Shape) -> None:
        check_size("groups", self.groups, 1)
        if shape[0] is not None:
            divides("groups", self.groups, "channels", shape[0])
            if self.channelwise_affine:
                check_features(self, self.channels, shape[0])

    @property
    def natural(self) -> Shape | None:
        return None if self.channels is None else (self.channels, None)


class WeightNorm(Layer):
    """The weights of a layer, and g, the lengths of its vectors along the others."""

    arguments = "layer, weight_name='weight', axis=0"

    def weights(self) -> Iterable[Weight]:
        if not isinstance(self.layer, Layer):
            self._refuse("AttributeError")
        yield from inside("layer", self.layer.made)
        named = [each for each in self.layer.made if each.name == self.weight_name]
        if not named:
            self._refuse("AttributeError")
        shape = named[0].shape
        if self.axis is None:
            yield weight("g", (1,) * len(shape))
        else:
            (axis,) = axes_of("axis", self.axis, len(shape), "ValueError")
            axis %= len(shape)
            yield weight(
                "g", [size if k == axis else 1 for k, size in enumerate(shape)]
            )

    def _refuse(self, error: str) -> None:
        raise CountError(
            "WeightNorm wraps a layer that has the weight {name}, such as "
            "nn.Linear(5, 10, key=key), not {value}.",
            error,
            name=shown(self.weight_name),
            value=shown(self.layer),
        )

    def count(self, input_shape: Any = None) -> Count:
        if input_shape is not None and isinstance(self.layer, Cell):
            self._refuse("TypeError")
        counted = self.layer.count(input_shape)
        held = tuple(inside("layer", counted.weights))
        return Count(held + self.made[len(held) :], counted.output_shape)


LAYERS = (LayerNorm, RMSNorm, GroupNorm, WeightNorm)
