"""The normalization layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/normalization_layers/. Shapes follow `build` in
keras/src/layers/normalization.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight
from ..types import Any, NoReturn, Output, Shape
from .base import Layer
from .checks import at, check_whole


class BatchNormalization(Layer):
    """gamma and beta are trained, moving_mean and moving_variance only followed."""

    arguments = """
        axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True,
        beta_initializer='zeros', gamma_initializer='ones',
        moving_mean_initializer='zeros', moving_variance_initializer='ones',
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
        gamma_constraint=None, renorm=False, renorm_clipping=None,
        renorm_momentum=0.99, synchronized=False, **kwargs
    """

    def _check(self) -> None:
        for argument, kind in (("axis", int), ("momentum", float), ("epsilon", float)):
            value = getattr(self, argument)
            try:
                setattr(self, argument, kind(value))
            except (TypeError, ValueError) as error:
                raise CountError(
                    "{argument} must be a number, not {value}.",
                    type(error).__name__,
                    argument=argument,
                    value=repr(value),
                ) from error
        if self.renorm:
            self._check_clipping(self.renorm_clipping or {})

    def _check_clipping(self, limits: Any) -> None:
        if set(limits) - {"rmax", "rmin", "dmax"}:
            raise CountError(
                "renorm_clipping takes rmax, rmin and dmax, and no others."
            )
        rmax, rmin, dmax = map(limits.get, ("rmax", "rmin", "dmax"))
        if (None not in (rmax, rmin) and rmax < rmin) or (
            dmax is not None and dmax < 0
        ):
            raise CountError(
                "renorm_clipping needs rmax of at least rmin, and dmax of at least 0."
            )

    def build(self, shape: Shape) -> Iterable[Weight]:
        size = (at(shape, self.axis),)
        weights = []
        if self.scale:
            weights.append(self.weight("gamma", size, self.gamma_initializer))
        if self.center:
            weights.append(self.weight("beta", size, self.beta_initializer))
        followed = {
            "moving_mean": self.moving_mean_initializer,
            "moving_variance": self.moving_variance_initializer,
        }
        if self.renorm:
            if self.moving_variance_initializer is None:
                raise CountError(
                    "{layer} needs {argument}: write {layer}({argument}=...).",
                    "TypeError",
                    layer="BatchNormalization",
                    argument="moving_variance_initializer",
                )
            followed |= {
                "moving_stddev": self.moving_variance_initializer,
                "renorm_mean": self.moving_mean_initializer,
                "renorm_stddev": self.moving_variance_initializer,
            }
        for name, initializer in followed.items():
            weights.append(self.weight(name, size, initializer, trainable=False))
        return weights


class LayerNormalization(Layer):
    """gamma and beta, one for each place along the normalized axes."""

    ignored = ("rms_scaling",)

    arguments = """
        axis=-1, epsilon=0.001, center=True, scale=True,
        beta_initializer='zeros', gamma_initializer='ones',
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
        gamma_constraint=None, **kwargs
    """

    def _accept(self, given: dict[str, Any]) -> None:
        self.rms_scaling = given["kwargs"].get("rms_scaling", False)
        super()._accept(given)

    def _check(self) -> None:
        if not isinstance(self.axis, (int, tuple, list)):
            refuse_axis(self.axis)

    def build(self, shape: Shape) -> Iterable[Weight]:
        sizes = along(shape, self.axis)
        weights = []
        if self.scale or self.rms_scaling:
            weights.append(self.weight("gamma", sizes, self.gamma_initializer))
        if self.center and not self.rms_scaling:
            weights.append(self.weight("beta", sizes, self.beta_initializer))
        return weights


class GroupNormalization(Layer):
    too_many = "TypeError"
    """gamma and beta, one for each channel, whatever the groups."""

    arguments = """
        groups=32, axis=-1, epsilon=0.001, center=True, scale=True,
        beta_initializer='zeros', gamma_initializer='ones',
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
        gamma_constraint=None, **kwargs
    """

    def _check(self) -> None:
        if self.groups != -1:
            check_whole("groups", self.groups, "ValueError")

    def build(self, shape: Shape) -> Iterable[Weight]:
        size = at(shape, self.axis)
        gamma = [("gamma", self.gamma_initializer)] * bool(self.scale)
        beta = [("beta", self.beta_initializer)] * bool(self.center)
        if (
            size is not None
            and self.groups != -1
            and (size < self.groups or size % self.groups)
        ):
            raise CountError(
                "The number of channels must be a multiple of groups: {channels} "
                "channels do not divide into {groups} groups.",
                channels=size,
                groups=self.groups,
            )
        weights = [
            self.weight(name, (size,), initializer)
            for name, initializer in (gamma + beta or [("gamma", None)])
        ]
        return weights if gamma + beta else ()


class RMSNormalization(Layer):
    """scale, one for each place along the normalized axes."""

    arguments = "axis=-1, epsilon=1e-06, **kwargs"

    def build(self, shape: Shape) -> Iterable[Weight]:
        return (self.weight("scale", along(shape, self.axis)),)


class UnitNormalization(Layer):
    """No weights: each vector is divided by its own length."""

    many = True

    arguments = "axis=-1, **kwargs"

    def _check(self) -> None:
        if not isinstance(self.axis, (int, tuple, list)):
            refuse_axis(self.axis)

    def output(self, shape: Shape) -> Output:
        if isinstance(shape, list):
            return shape
        try:
            along(shape, self.axis)
        except CountError as error:
            if error.framework_error == "IndexError":
                error.framework_error = "ValueError"
            raise
        return shape


def along(shape: Shape, axis: int) -> Shape:
    """The sizes of one axis or of several, in their order."""
    if isinstance(axis, (tuple, list)):
        if not all(isinstance(each, int) for each in axis):
            refuse_axis(axis)
        return tuple(at(shape, each) for each in sorted(axis))
    return (at(shape, axis),)


def refuse_axis(axis: int) -> NoReturn:
    raise CountError(
        "{argument} must be a whole number or a row of them, not {value}.",
        "TypeError",
        argument="axis",
        value=repr(axis),
    )
