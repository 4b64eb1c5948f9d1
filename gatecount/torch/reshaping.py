"""PyTorch's layers without weights that move numbers from one axis to another.

Shapes follow torch/nn/functional.py; see
https://docs.pytorch.org/docs/2.13/nn.html#vision-layers.
"""

from itertools import zip_longest
from math import inf
from types import MappingProxyType

from ..counting import CountError, product
from .module import Module, several
from .plain import (
    NUMBER,
    AvgPool,
    Pool,
    Spatial,
    check_axis,
    check_no_empty,
    over,
)


class Shuffle(Module):
    """A layer that cuts the channels, axis -3, into so many parts."""

    def check_parts(self, argument, value, shape, size):
        self.check_kind(argument, value, int)
        self.check_range(argument, value, value > 0)
        good = size is None or size % value == 0
        self.check_range(argument, value, good)


class ChannelShuffle(Shuffle):
    def __init__(self, groups):
        self.groups = groups

    def forward(self, shape):
        self.check_kind("groups", self.groups, int)
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5, error="RuntimeError")
        self.check_parts("groups", self.groups, shape, shape[1])
        return shape


class PixelShuffle(Shuffle):
    """(C r r, H, W) -> (C, H r, W r)"""

    def __init__(self, upscale_factor):
        self.factor = upscale_factor

    def forward(self, shape):
        r = self.factor
        self.check_kind("upscale_factor", r, int)
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5, error="RuntimeError")
        self.check_range("upscale_factor", r, r > 0)
        *batch, channels, high, wide = shape
        self.check_parts("upscale_factor", r * r, shape, channels)
        channels = channels and channels // r**2
        return (*batch, channels, product((high, r)), product((wide, r)))


class PixelUnshuffle(Shuffle):
    """(C, H r, W r) -> (C r r, H, W)"""

    def __init__(self, downscale_factor):
        self.factor = downscale_factor

    def forward(self, shape):
        r = self.factor
        self.check_kind("downscale_factor", r, int)
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5, error="RuntimeError")
        *batch, channels, high, wide = shape
        for size in (high, wide):
            self.check_parts("downscale_factor", r, shape, size)
        return (
            *batch,
            product((channels, r, r)),
            high and high // r,
            wide and wide // r,
        )


class Patches(Module):
    """Unfold and Fold: an image, and its patches side by side."""

    least = MappingProxyType(
        {"kernel_size": 1, "dilation": 1, "padding": 0, "stride": 1}
    )

    def batch_axis(self, shape):
        return 0 if len(shape) == self.image_axes + 1 else None

    def check_kinds(self):
        for argument in ("output_size", *self.least):
            value = several(getattr(self, argument, 1), 2)
            for each in value:
                self.check_kind(argument, each, int)

    def pair(self, argument, least):
        value = several(getattr(self, argument), 2)
        good = len(value) == 2 and all(each >= least for each in value)
        self.check_range(argument, value, good)
        return value

    def windows(self, sizes):
        """How many patches an image of these two sizes has."""
        given = [self.pair(argument, size) for argument, size in self.least.items()]
        counts = [
            None if size is None else (size + 2 * p - d * (k - 1) - 1) // s + 1
            for size, k, d, p, s in zip(sizes, *given)
        ]
        good = all(each is None or each > 0 for each in counts)
        self.check_range("kernel_size", self.kernel_size, good)
        return product(counts), product(given[0])


class Unfold(Patches):
    """(C, H, W) -> (C kernel, patches)"""

    image_axes = 3

    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        self.kernel_size, self.dilation = kernel_size, dilation
        self.padding, self.stride = padding, stride

    def forward(self, shape):
        self.check_kinds()
        sizes = (None, *shape)[-2:]
        windows, size = self.windows(sizes if len(shape) > 2 else (None, None))
        error = "IndexError" if len(shape) < 3 else "RuntimeError"
        self.check_axes(shape, 3, 4, error=error)
        *batch, channels, high, wide = shape
        check_no_empty(self, (channels, high, wide), shape)
        return (*batch, product((channels, size)), windows)


class Fold(Patches):
    """(C kernel, patches) -> (C, *output_size)"""

    image_axes = 2

    def __init__(self, output_size, kernel_size, dilation=1, padding=0, stride=1):
        self.output_size = output_size
        self.kernel_size, self.dilation = kernel_size, dilation
        self.padding, self.stride = padding, stride

    def forward(self, shape):
        self.check_kinds()
        output = self.pair("output_size", 1)
        self.check_axes(shape, 2, 3, error="RuntimeError")
        *batch, rows, columns = shape
        check_no_empty(self, (rows, columns), shape)
        windows, size = self.windows(output)
        self.check_range("kernel_size", self.kernel_size, not rows or rows % size == 0)
        self.check_range("output_size", self.output_size, columns in (None, windows))
        return (*batch, rows and rows // size, *output)


class Upsample(Module):
    """(batch, C, *sizes) -> (batch, C, *size), or sizes times scale_factor."""

    def __init__(
        self,
        size=None,
        scale_factor=None,
        mode="nearest",
        align_corners=None,
        recompute_scale_factor=None,
    ):
        if isinstance(scale_factor, tuple):
            scale_factor = tuple(map(float, scale_factor))
        else:
            scale_factor = float(scale_factor) if scale_factor else None
        self.size, self.scale, self.mode = size, scale_factor, mode
        self.align_corners, self.anew = align_corners, recompute_scale_factor

    def forward(self, shape):
        plain = self.mode in ("nearest", "area", "nearest-exact")
        good = not plain or self.align_corners is None
        self.check_range("align_corners", self.align_corners, good, "ValueError")
        if (self.size is None) == (self.scale is None):
            raise CountError(
                "{layer} takes either size or scale_factor: write one of them.",
                layer=type(self).__name__,
            )
        argument = "scale_factor" if self.size is None else "size"
        value = self.scale if self.size is None else self.size
        axes = len(shape) - 2
        if isinstance(value, (tuple, list)):
            self.check_range(argument, value, len(value) == axes, "ValueError")
        values = several(value, max(axes, 0))
        good = self.size is None or not self.anew
        self.check_range("recompute_scale_factor", self.anew, good, "ValueError")
        modes = {3: "linear", 4: "bilinear bicubic", 5: "trilinear"}
        good = axes in (1, 2, 3) and (plain or self.mode in modes[axes + 2].split())
        self.check_range("mode", self.mode, good, "NotImplementedError")
        if self.size is not None:
            good = all(isinstance(each, int) for each in values)
            self.check_range("size", value, good, "TypeError")
        check_no_empty(self, shape[2 if self.mode == "area" else 1 :], shape)
        sizes = values
        if self.size is None:
            sizes = tuple(
                None if size is None else int(size * scale)
                for size, scale in zip(shape[2:], values)
            )
        good = all(each is None or each > 0 for each in sizes)
        self.check_range(argument, value, good)
        return (*shape[:2], *(each and int(each) for each in sizes))


class UpsamplingNearest2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, mode="nearest")


class UpsamplingBilinear2d(Upsample):
    def __init__(self, size=None, scale_factor=None):
        super().__init__(size, scale_factor, mode="bilinear", align_corners=True)


class LPPool(AvgPool):
    padding, include, divisor = 0, True, None

    def __init__(self, norm_type, kernel_size, stride=None, ceil_mode=False):
        self.norm_type, self.kernel_size = norm_type, kernel_size
        self.stride, self.ceil_mode = stride, ceil_mode

    def forward(self, shape):
        try:
            float(self.norm_type)
        except ValueError:
            self.check_range("norm_type", self.norm_type, False, "ValueError")
        except TypeError:
            self.check_range("norm_type", self.norm_type, False, "TypeError")
        if self.norm_type in (inf, -inf):  # then it is the maximum
            return Pool.forward(self, shape)
        output = super().forward(shape)
        if self.axes == 1:
            self.check_kind("kernel_size", self.kernel_size, int)
        return output


class FractionalMaxPool(Spatial):
    """Pools to output_size, or to output_ratio of the input's sizes."""

    def __init__(
        self,
        kernel_size,
        output_size=None,
        output_ratio=None,
        return_indices=False,
        _random_samples=None,
    ):
        kernel = several(kernel_size, self.axes)
        if self.axes == 3 and not all(each > 0 for each in kernel):
            self.check_range("kernel_size", kernel_size, False, "ValueError")
        self.check_kind("_random_samples", _random_samples, type(None))
        if (output_size is None) == (output_ratio is None):
            raise CountError(
                "{layer} takes either output_size or output_ratio: write one of them.",
                layer=type(self).__name__,
            )
        self.kernel_size, self.return_indices = kernel, return_indices
        self.output_size, self.ratio = output_size, output_ratio
        if output_ratio is not None:
            self.ratio = several(output_ratio, self.axes)
            if any(not 0 < self.ratio[axis] < 1 for axis in range(self.axes)):
                raise CountError(
                    "{argument} must be a number between 0 and 1, not {value}.",
                    argument="output_ratio",
                    value=repr(output_ratio),
                )

    def forward(self, shape):
        given = shape[-self.axes :]
        if len(shape) < self.axes + 1:
            self.check_spatial(shape, "IndexError")
        if self.ratio is None:
            output = several(self.output_size, self.axes)
            for each in (*self.kernel_size, *output):
                self.check_kind("output_size", each, int)
            good = len(output) == self.axes
            self.check_range("output_size", self.output_size, good)
        else:
            output = tuple(
                None if size is None else int(size * ratio)
                for size, ratio in zip(given, self.ratio)
            )
        kernel = self.sizes("kernel_size", self.kernel_size)
        self.check_spatial(shape)
        check_no_empty(self, given, shape)
        for size, k, out in zip(given, kernel, output):
            good = size is None or out + k - 1 <= size
            self.check_range("kernel_size", self.kernel_size, good)
        output = (*shape[: -self.axes], *output)
        return [output, output] if self.return_indices else output


class MaxUnpool(Spatial):
    """Puts maxima back: takes MaxPool's output and its indices, of one shape."""

    inputs = 2

    def __init__(self, kernel_size, stride=None, padding=0):
        self.kernel_size, self.padding = several(kernel_size, self.axes), padding
        self.stride = self.kernel_size if stride is None else stride

    def alike(self, shape):
        return (shape, shape)

    def one_each(self, argument, value):
        """A number for each axis; PyTorch takes more, and ignores them."""
        values = several(value, self.axes)
        self.check_range(argument, value, len(values) >= self.axes, "IndexError")
        for each in values[: self.axes]:
            self.check_kind(argument, each, int)
        return values

    def forward(self, shape, indices):
        if len(shape) < self.axes:
            self.check_spatial(shape, "IndexError")
        kernel = self.sizes("kernel_size", self.kernel_size)
        strides = self.one_each("stride", self.stride)
        padding = self.one_each("padding", self.padding)
        self.check_spatial(shape)
        self.check_range("indices", indices, indices == shape)
        ends = tuple(
            None if size is None else (size - 1) * s + k - 2 * p
            for size, k, s, p in zip(shape[-self.axes :], kernel, strides, padding)
        )
        good = all(each is None or each >= 0 for each in ends)
        self.check_range("kernel_size", self.kernel_size, good, "ValueError")
        check_no_empty(self, shape[-self.axes :], shape)
        return (*shape[: -self.axes], *ends)


class LocalResponseNorm(Module):
    def __init__(self, size, alpha=0.0001, beta=0.75, k=1.0):
        self.size = size
        self.numbers = {"alpha": alpha, "beta": beta, "k": k}

    def forward(self, shape):
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5)
        if 0 in shape:
            return shape
        self.check_kind("size", self.size, int)
        self.check_range("size", self.size, self.size > 0)
        for argument, value in self.numbers.items():
            self.check_kind(argument, value, NUMBER)
        return shape


class CrossMapLRN2d(Module):
    def __init__(self, size, alpha=0.0001, beta=0.75, k=1):
        self.size = size
        self.numbers = {"alpha": alpha, "beta": beta, "k": k}

    def forward(self, shape):
        self.check_axes(shape, 4)
        self.check_kind("size", self.size, NUMBER)
        for argument, value in self.numbers.items():
            self.check_kind(argument, value, NUMBER)
        return shape


class Distance(Module):
    """Of two inputs, whose sizes are equal or 1."""

    inputs = 2

    def alike(self, shape):
        return (shape, shape)

    def joined(self, one, two):
        sizes = []
        for a, b in zip_longest(reversed(one), reversed(two), fillvalue=1):
            if None not in (a, b) and a != b and 1 not in (a, b):
                raise CountError(
                    "{layer} cannot take inputs of shapes {one} and {two}: sizes must "
                    "be equal, or one of them 1.",
                    "RuntimeError",
                    layer=type(self).__name__,
                    one=one,
                    two=two,
                )
            sizes.append(b if a == 1 else a if b == 1 else a or b)
        return tuple(reversed(sizes))


class CosineSimilarity(Distance):
    def __init__(self, dim=1, eps=1e-08):
        self.dim, self.eps = dim, eps

    def forward(self, one, two):
        self.check_kind("dim", self.dim, int)
        self.check_kind("eps", self.eps, NUMBER)
        shape = self.joined(one, two)
        axis = check_axis(self, self.dim, shape)
        return (*shape[:axis], *shape[axis + 1 :])


class PairwiseDistance(Distance):
    def __init__(self, p=2.0, eps=1e-06, keepdim=False):
        self.p, self.eps, self.keepdim = p, eps, keepdim

    def forward(self, one, two):
        self.check_kind("p", self.p, NUMBER)
        self.check_kind("eps", self.eps, NUMBER)
        self.check_kind("keepdim", self.keepdim, bool)
        shape = self.joined(one, two)
        if not shape:
            return shape
        return (*shape[:-1], 1) if self.keepdim else shape[:-1]


RESHAPING = (
    ChannelShuffle,
    PixelShuffle,
    PixelUnshuffle,
    Unfold,
    Fold,
    Upsample,
    UpsamplingNearest2d,
    UpsamplingBilinear2d,
    *over((1, 2, 3), LPPool),
    *over((2, 3), FractionalMaxPool),
    *over((1, 2, 3), MaxUnpool),
    LocalResponseNorm,
    CrossMapLRN2d,
    CosineSimilarity,
    PairwiseDistance,
)
