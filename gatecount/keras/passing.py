"""The layers of Keras 3 that return what comes in, in the same shape.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/regularization_layers/ and
https://keras.io/api/layers/activation_layers/.
"""

from ..counting import CountError
from ..types import Any
from .base import Layer
from .checks import channels_first, check_seed


class Same(Layer):
    """A layer without weights, for one input or several."""

    many = True


class Slope(Same):
    """A layer whose numbers may not be negative."""

    numbers: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def _check(self) -> None:
        for argument in self.numbers:
            value = getattr(self, argument)
            if value is None and argument in self.optional:
                continue
            if not isinstance(value, (int, float)) or value < 0:
                raise CountError(
                    "{argument} must be a number of at least 0, not {value}.",
                    "ValueError"
                    if value is None or isinstance(value, (int, float))
                    else "TypeError",
                    argument=argument,
                    value=repr(value),
                )


class Random(Same):
    """A layer that disturbs its input while training."""

    rates = "rate"

    def _check(self) -> None:
        rate = getattr(self, self.rates)
        check_rate(self.rates, rate)
        if rate:
            check_seed(self.seed)


class SpatialDropout(Random):
    """Dropout of whole channels, over `rank` axes."""

    many = False
    data_format = None
    rank: int

    ranked = "rate, data_format=None, seed=None, name=None, dtype=None"

    def _check(self) -> None:
        super()._check()
        self.ndim = self.rank + 2
        channels_first(self.data_format)


class Activation(Same):
    arguments = "activation, **kwargs"


class ActivityRegularization(Slope):
    numbers = ("l1", "l2")

    arguments = "l1=0.0, l2=0.0, **kwargs"


class ReLU(Slope):
    numbers = ("max_value", "negative_slope", "threshold")
    optional = ("max_value",)

    arguments = "max_value=None, negative_slope=0.0, threshold=0.0, **kwargs"


class LeakyReLU(Slope):
    numbers = ("negative_slope",)

    arguments = "negative_slope=0.3, **kwargs"

    def _accept(self, given: dict[str, Any]) -> None:
        slope = given["kwargs"].pop("alpha", given["negative_slope"])
        super()._accept(given | {"negative_slope": slope})


class ELU(Same):
    arguments = "alpha=1.0, **kwargs"


class Softmax(Same):
    arguments = "axis=-1, **kwargs"


class Dropout(Random):
    arguments = "rate, noise_shape=None, seed=None, **kwargs"

    def _check(self) -> None:
        super()._check()
        shape = self.noise_shape
        if shape is None:
            return
        if not isinstance(shape, (tuple, list)) or any(
            size is not None and (not isinstance(size, int) or size < 1)
            for size in shape
        ):
            raise CountError(
                "noise_shape must be a row of whole numbers of at least 1, not "
                "{value}.",
                value=repr(shape),
            )


class AlphaDropout(Random):
    arguments = "rate, noise_shape=None, seed=None, **kwargs"


class GaussianDropout(Random):
    arguments = "rate, seed=None, **kwargs"


class GaussianNoise(Random):
    rates = "stddev"

    arguments = "stddev, seed=None, **kwargs"


class SpatialDropout1D(SpatialDropout):
    rank = 1

    arguments = "rate, seed=None, name=None, dtype=None"


class Masking(Same):
    many = False

    arguments = "mask_value=0.0, **kwargs"


class Identity(Same):
    arguments = "**kwargs"


def check_rate(argument: str, rate: Any) -> None:
    if isinstance(rate, (int, float)) and 0 <= rate <= 1:
        return
    raise CountError(
        "{argument} must be a number between 0 and 1, not {value}.",
        "ValueError" if isinstance(rate, (int, float)) else "TypeError",
        argument=argument,
        value=repr(rate),
    )
