"""The convolutional layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/convolution_layers/. Shapes follow `build` of
`BaseConv` and its relatives in keras/src/layers/convolutional.
"""

from collections.abc import Iterable

from ..checks import refuse_value
from ..counting import CountError, Weight, product, whole
from ..shapes.filling import slide as slide_over
from ..types import Any, Output, Shape, Size, Sizes
from .base import Layer
from .checks import channels_first, check_whole, whole_tuple
from .core import low_rank


class Convolution(Layer):
    """A kernel that slides over `rank` axes; the last two are the channels."""

    kernel_size: Sizes
    strides: Sizes
    dilation_rate: Sizes
    padding: str
    rank: int
    fills: tuple[str, ...]  # the arguments that say how the kernels start out
    whole: tuple[str, ...] = ("filters",)
    paddings: tuple[str, ...] = ("valid", "same")
    without_channels = "TypeError"  # as Keras raises without a number of channels

    def _check(self) -> None:
        self.min_ndim = self.rank + 2
        self.kernel_size = whole_tuple("kernel_size", self.kernel_size, self.rank)
        self.strides = whole_tuple("strides", self.strides, self.rank)
        self.dilation_rate = whole_tuple("dilation_rate", self.dilation_rate, self.rank)
        self.padding = check_padding(self.padding, self.paddings)
        self.channels_first = channels_first(self.data_format)
        for argument in self.whole:
            value = getattr(self, argument)
            check_whole(argument, value, "ValueError" if value is None else "TypeError")

    def channels(self, shape: Shape) -> int:
        channels = shape[1] if self.channels_first else shape[-1]
        if channels is None:
            raise CountError(
                "{layer} needs to know the number of channels, which is None in "
                "{value}. Give a number instead.",
                self.without_channels,
                layer=type(self).__name__,
                value=repr(shape[1:]),
            )
        return channels

    def weighted(
        self, kernels: dict[str, Sizes], filters: int, places: Any
    ) -> tuple[Weight, ...]:
        """The kernels, a dict of shapes by name, and the bias.

        The kernels are used at each of the places of `places`, a shape.
        """
        sizes = places[2:] if self.channels_first else places[1:-1]
        steps = (product(sizes),)
        weights = [
            self.weight(name, shape, getattr(self, fill), steps=steps)
            for (name, shape), fill in zip(kernels.items(), self.fills)
        ]
        if self.use_bias:
            weights.append(self.weight("bias", (filters,), self.bias_initializer))
        return tuple(weights)

    def slid(self, shape: Shape, filters: int) -> Shape:
        """The output of the sliding kernel, with so many channels."""
        return slide(
            shape,
            self.kernel_size,
            self.strides,
            self.padding,
            self.channels_first,
            filters,
            self.dilation_rate,
        )


class Conv(Convolution):
    """kernel (k, ..., channels / groups, filters), bias (filters,)."""

    fills = ("kernel_initializer",)

    ranked = """
        filters, kernel_size, strides={one}, padding='valid', data_format=None,
        dilation_rate={one}, groups=1, activation=None, use_bias=True,
        kernel_initializer='glorot_uniform', bias_initializer='zeros',
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, **kwargs
    """

    def _accept(self, given: dict[str, Any]) -> None:
        self.lora_rank = given["kwargs"].pop("lora_rank", None)
        given["kwargs"].pop("lora_alpha", None)
        super()._accept(given)

    def _check(self) -> None:
        super()._check()
        check_whole("groups", self.groups)
        if self.filters % self.groups:
            raise CountError(
                "filters must be a multiple of groups: {filters} filters do not divide "
                "into {groups} groups.",
                filters=self.filters,
                groups=self.groups,
            )
        check_strides(self)

    def build(self, shape: Shape) -> Iterable[Weight]:
        channels = self.channels(shape)
        if channels % self.groups:
            raise CountError(
                "The number of channels must be a multiple of groups: {channels} "
                "channels do not divide into {groups} groups.",
                channels=channels,
                groups=self.groups,
            )
        kernel = (*self.kernel_size, channels // self.groups, self.filters)
        weights = self.weighted({"kernel": kernel}, self.filters, self.output(shape))
        return low_rank(self, weights, "kernel", self.filters)

    def output(self, shape: Shape) -> Output:
        return self.slid(shape, whole(self.filters))


class Conv1D(Conv):
    rank = 1
    paddings = ("valid", "same", "causal")
    arguments = Conv.ranked.format(one=1)


class ConvTranspose(Convolution):
    """kernel (k, ..., filters, channels), bias (filters,)."""

    output_padding: Sizes | None
    fills = ("kernel_initializer",)
    without_channels = "ValueError"

    ranked = """
        filters, kernel_size, strides={one}, padding='valid', output_padding=None,
        data_format=None, dilation_rate={one}, activation=None, use_bias=True,
        kernel_initializer='glorot_uniform', bias_initializer='zeros',
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, **kwargs
    """

    def _check(self) -> None:
        super()._check()
        if self.output_padding is not None:
            self.output_padding = whole_tuple(
                "output_padding", self.output_padding, self.rank, least=0
            )
            if any(map(int.__ge__, self.output_padding, self.strides)):
                raise CountError(
                    "output_padding must be less than strides along every axis."
                )
        check_strides(self)

    def build(self, shape: Shape) -> Iterable[Weight]:
        kernel = (*self.kernel_size, self.filters, self.channels(shape))
        return self.weighted({"kernel": kernel}, self.filters, shape)

    def output(self, shape: Shape) -> Output:
        check_axes(shape, self.rank, too_many="IndexError")
        sizes = shape[2:] if self.channels_first else shape[1:-1]
        spread = tuple(
            None if size is None else self._spread(size, axis)
            for axis, size in enumerate(sizes)
        )
        return placed(spread, whole(self.filters), self.channels_first)

    def _spread(self, size: int, axis: int) -> int:
        stride = self.strides[axis]
        kernel = (self.kernel_size[axis] - 1) * self.dilation_rate[axis] + 1
        extra = self.output_padding[axis] if self.output_padding else None
        if self.padding == "valid":
            if extra is None:
                extra = max(kernel, stride) - kernel
            return (size - 1) * stride + kernel + extra
        if extra is None:
            return size * stride
        return (size - 1) * stride + kernel % 2 + extra


class Conv3DTranspose(ConvTranspose):
    rank = 3

    arguments = """
        filters, kernel_size, strides=(1, 1, 1), padding='valid',
        data_format=None, output_padding=None, dilation_rate=(1, 1, 1),
        activation=None, use_bias=True, kernel_initializer='glorot_uniform',
        bias_initializer='zeros', kernel_regularizer=None,
        bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, **kwargs
    """


class SeparableConv(Convolution):
    """Each channel on its own, then all channels at each place.

    depthwise_kernel (k, ..., channels, d), pointwise_kernel (1, ..., d channels,
    filters), bias (filters,), with d the depth multiplier.
    """

    whole = ("depth_multiplier", "filters")
    fills = ("depthwise_initializer", "pointwise_initializer")

    ranked = """
        filters, kernel_size, strides={one}, padding='valid', data_format=None,
        dilation_rate={one}, depth_multiplier=1, activation=None, use_bias=True,
        depthwise_initializer='glorot_uniform',
        pointwise_initializer='glorot_uniform', bias_initializer='zeros',
        depthwise_regularizer=None, pointwise_regularizer=None,
        bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None,
        pointwise_constraint=None, bias_constraint=None, **kwargs
    """

    def build(self, shape: Shape) -> Iterable[Weight]:
        channels = self.channels(shape)
        deep = self.depth_multiplier * channels
        kernels = {
            "depthwise_kernel": (*self.kernel_size, channels, self.depth_multiplier),
            "pointwise_kernel": (*(1,) * self.rank, deep, self.filters),
        }
        return self.weighted(kernels, self.filters, self.output(shape))

    def output(self, shape: Shape) -> Output:
        return self.slid(shape, whole(self.filters))


class DepthwiseConv(Convolution):
    """kernel (k, ..., channels, d), bias (d channels,), d the depth multiplier."""

    whole = ("depth_multiplier",)
    fills = ("depthwise_initializer",)

    ranked = """
        kernel_size, strides={one}, padding='valid', depth_multiplier=1,
        data_format=None, dilation_rate={one}, activation=None, use_bias=True,
        depthwise_initializer='glorot_uniform', bias_initializer='zeros',
        depthwise_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, depthwise_constraint=None, bias_constraint=None,
        **kwargs
    """

    def build(self, shape: Shape) -> Iterable[Weight]:
        channels = self.channels(shape)
        kernel = (*self.kernel_size, channels, self.depth_multiplier)
        filters = self.depth_multiplier * channels
        return self.weighted({"kernel": kernel}, filters, self.output(shape))

    def output(self, shape: Shape) -> Output:
        return self.slid(shape, self.depth_multiplier * self.channels(shape))


def check_padding(padding: Any, known: Any) -> str:
    if isinstance(padding, str) and padding.lower() in known:
        return padding.lower()
    refuse_value(
        "padding",
        repr(padding),
        known,
        "ValueError" if isinstance(padding, (str, list, tuple)) else "AttributeError",
    )


def check_strides(layer: Any) -> None:
    if max(layer.strides) > 1 and max(layer.dilation_rate) > 1:
        raise CountError(
            "strides and dilation_rate cannot both be greater than 1. Set one of "
            "them to 1."
        )


def check_axes(shape: Shape, rank: int, too_many: str = "ValueError") -> None:
    if len(shape) != rank + 2:
        raise CountError(
            "The kernel slides over {rank} axes, so the input shape has {axes} sizes, "
            "channels included; {value} has {given}.",
            too_many if len(shape) > rank + 2 else "ValueError",
            rank=rank,
            axes=rank + 1,
            value=repr(shape[1:]),
            given=len(shape) - 1,
        )


def placed(sizes: Iterable[Size], channels: Size, first: bool) -> Shape:
    """The batch axis, the sizes, and the channels where they belong."""
    return (None, channels, *sizes) if first else (None, *sizes, channels)


def slide(
    shape: Shape,
    window: Any,
    strides: Any,
    padding: Any,
    first: bool,
    channels: Size,
    dilation: Any = None,
) -> Shape:
    """What is left of the sizes after a window has slid over them."""
    check_axes(shape, len(window))
    sizes = shape[2:] if first else shape[1:-1]
    left = []
    for axis, size in enumerate(sizes):
        spread = dilation[axis] if dilation else 1
        reach = spread * (window[axis] - 1) + 1 if padding == "valid" else 1
        if size is not None and size < reach and padding == "valid":
            raise CountError(
                "A window that reaches over {reach} does not fit into {size}. Make it "
                "smaller, or set padding='same'.",
                reach=reach,
                size=size,
            )
        left.append(slide_over(size, reach, strides[axis]))
    return placed(left, channels, first)
