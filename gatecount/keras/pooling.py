"""The pooling layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/pooling_layers/. None of them has weights.
"""

from ..checks import refuse_value
from ..counting import CountError
from ..types import Any, Output, Shape
from .base import Layer
from .checks import channels_first, whole_tuple
from .convolution import placed, slide


class Pooling(Layer):
    """A window that slides over `rank` axes and keeps one number of each place."""

    pool_size: Any
    strides: Any
    rank: int

    arguments = """
        pool_size, strides=None, padding='valid', data_format=None,
        name=None, **kwargs
    """

    def _check(self) -> None:
        self.ndim = self.rank + 2
        strides = self.pool_size if self.strides is None else self.strides
        self.pool_size = whole_tuple("pool_size", self.pool_size, self.rank)
        self.strides = whole_tuple("strides", strides, self.rank)
        self.channels_first = channels_first(self.data_format)

    def output(self, shape: Shape) -> Output:
        if self.padding not in ("valid", "same"):
            refuse_value("padding", repr(self.padding), ("valid", "same"))
        # TimeDistributed checks no axes: one size then serves all there are.
        times = len(shape) - 2 if self.rank == 1 else 1
        return slide(
            shape,
            self.pool_size * times,
            self.strides * times,
            self.padding,
            self.channels_first,
            shape[1] if self.channels_first else shape[-1],
        )


class MaxPooling(Pooling):
    ranked = """
        pool_size={two}, strides=None, padding='valid', data_format=None,
        name=None, **kwargs
    """


class GlobalPooling(Layer):
    """One number of each channel."""

    rank: int

    arguments = "data_format=None, keepdims=False, **kwargs"

    def _check(self) -> None:
        self.ndim = self.rank + 2
        self.channels_first = channels_first(self.data_format)

    def output(self, shape: Shape) -> Output:
        ones = (1,) * (len(shape) - 2) if self.keepdims else ()
        channels = shape[1] if self.channels_first else shape[-1]
        return placed(ones, channels, self.channels_first)


class AdaptivePooling(Layer):
    """As many windows as `output_size` asks for."""

    rank: int

    arguments = "output_size, data_format=None, **kwargs"

    def _check(self) -> None:
        sizes = self.output_size
        sizes = (sizes,) * self.rank if isinstance(sizes, int) else sizes
        if not isinstance(sizes, (tuple, list)) or len(sizes) != self.rank:
            raise CountError(
                "{argument} must be a whole number of at least {least}, or {n} of "
                "them, not {value}.",
                "TypeError",
                argument="output_size",
                least=1,
                n=self.rank,
                value=repr(sizes),
            )
        self.sizes = whole_tuple("output_size", sizes, self.rank, least=0)
        self.channels_first = channels_first(self.data_format or None)

    def output(self, shape: Shape) -> Output:
        channels = shape[min(1, len(shape) - 1) if self.channels_first else -1]
        return placed(self.sizes, channels, self.channels_first)


AveragePooling = Pooling
GlobalAveragePooling = GlobalMaxPooling = GlobalPooling
AdaptiveAveragePooling = AdaptiveMaxPooling = AdaptivePooling
