"""The layers of Keras 3 that scale data, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/preprocessing_layers/numerical/normalization/. The
others that prepare data are named in `gatecount.keras.OTHERS`.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight
from ..types import Shape
from .base import Layer
from .checks import at


class Rescaling(Layer):
    many = True

    arguments = "scale, offset=0.0, **kwargs"


class Normalization(Layer):
    """mean and variance (n,), one for each feature, and count (): none is trained."""

    arguments = "axis=-1, mean=None, variance=None, invert=False, **kwargs"

    def _check(self) -> None:
        axis = () if self.axis is None else self.axis
        self.axes = (axis,) if isinstance(axis, int) else axis
        if not isinstance(self.axes, (tuple, list)):
            raise CountError(
                "{argument} must be a whole number or a row of them, not {value}.",
                "TypeError",
                argument="axis",
                value=repr(axis),
            )
        if (self.mean is None) != (self.variance is None):
            raise CountError("Give both mean and variance, or neither of them.")

    def build(self, shape: Shape) -> Iterable[Weight]:
        sizes = self._sizes(shape)
        if self.mean is not None:
            return ()
        return [
            self.weight(name, size, trainable=False)
            for name, size in (("mean", sizes), ("variance", sizes), ("count", ()))
        ]

    def _sizes(self, shape: Shape) -> Shape:
        try:
            sizes = tuple(at(shape, axis) for axis in self.axes)
        except CountError as error:
            if error.framework_error == "IndexError":
                error.framework_error = "ValueError"
            raise
        places = sorted(axis % len(shape) for axis in self.axes)
        if None in sizes:
            raise CountError(
                "{layer} needs to know every size that its {weight} depends on. Give "
                "a number instead of None in the input shape.",
                layer=type(self).__name__,
                weight="mean",
            )
        return tuple(shape[place] for place in places)
