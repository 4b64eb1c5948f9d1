"""PyTorch's layers that move numbers from one axis to another.

See https://docs.pytorch.org/docs/2.13/nn.html#vision-layers.
"""

from math import prod
from types import MappingProxyType

from ..counting import CountError, product, whole
from ..shapes.filling import flattened, slide, unflattened
from ..types import Any, Output, Shape, Size
from .module import Module, check_axis, several
from .spatial import check_no_empty


class Identity(Module):
    """Takes any arguments and ignores them."""

    arguments = "*args, **kwargs"

    def __call__(self, shape: Shape) -> Any:
        return shape


class Flatten(Module):
    """Makes one axis of those from start_dim to end_dim."""

    arguments = "start_dim=1, end_dim=-1"

    def forward(self, shape: Shape) -> Output:
        start = check_axis(self, self.start_dim, shape)
        end = check_axis(self, self.end_dim, shape)
        return flattened(shape, start, end)


class Unflatten(Module):
    """Makes several axes of one; one of their sizes may be -1."""

    arguments = "dim, unflattened_size"

    def make(self) -> None:
        sizes = self.unflattened_size
        if not isinstance(sizes, (tuple, list)):
            raise TypeError
        if not all(isinstance(size, int) for size in sizes):
            raise TypeError
        self.sizes = tuple(map(whole, sizes))

    def forward(self, shape: Shape) -> Output:
        self.check_range("unflattened_size", self.sizes, len(self.sizes) > 0)
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        axis = check_axis(self, self.dim, shape)
        return unflattened(shape, axis, self.sizes)


class Shuffle(Module):
    """A layer that cuts the channels, axis -3, into so many parts."""

    def check_parts(self, argument: str, value: Any, shape: Shape, size: Size) -> None:
        self.check_kind(argument, value, int)
        self.check_range(argument, value, value > 0)
        good = size is None or size % value == 0
        self.check_range(argument, value, good)


class ChannelShuffle(Shuffle):
    arguments = "groups"

    def forward(self, shape: Shape) -> Output:
        self.check_kind("groups", self.groups, int)
        if len(shape) < 3:
            self.check_axes(shape, 3, 4, 5, error="RuntimeError")
        self.check_parts("groups", self.groups, shape, shape[1])
        return shape


class PixelShuffle(Shuffle):
    """(C r r, H, W) -> (C, H r, W r)"""

    arguments = "upscale_factor"

    def forward(self, shape: Shape) -> Output:
        r = self.upscale_factor
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

    arguments = "downscale_factor"

    def forward(self, shape: Shape) -> Output:
        r = self.downscale_factor
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

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) == self.image_axes + 1 else None

    def check_kinds(self) -> None:
        for argument in ("output_size", *self.least):
            value = several(getattr(self, argument, 1), 2)
            for each in value:
                self.check_kind(argument, each, int)

    def pair(self, argument: str, least: int) -> tuple[Any, ...]:
        value = several(getattr(self, argument), 2)
        good = len(value) == 2 and all(each >= least for each in value)
        self.check_range(argument, value, good)
        return value

    def windows(self, sizes: Shape) -> tuple[Size, int]:
        """How many patches an image of these two sizes has."""
        given = [self.pair(argument, size) for argument, size in self.least.items()]
        counts = [slide(size, k, s, d, p, p) for size, k, d, p, s in zip(sizes, *given)]
        good = all(each is None or each > 0 for each in counts)
        self.check_range("kernel_size", self.kernel_size, good)
        return product(counts), prod(given[0])


class Unfold(Patches):
    """(C, H, W) -> (C kernel, patches)"""

    image_axes = 3

    arguments = "kernel_size, dilation=1, padding=0, stride=1"

    def forward(self, shape: Shape) -> Output:
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

    arguments = "output_size, kernel_size, dilation=1, padding=0, stride=1"

    def forward(self, shape: Shape) -> Output:
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

    scale_factor: Any
    align_corners: bool | None = None
    recompute_scale_factor: bool | None = None

    arguments = """
        size=None, scale_factor=None, mode='nearest', align_corners=None,
        recompute_scale_factor=None
    """

    def make(self) -> None:
        scale = self.scale_factor
        if isinstance(scale, tuple):
            self.scale_factor = tuple(map(float, scale))
        else:
            self.scale_factor = float(scale) if scale else None

    def forward(self, shape: Shape) -> Output:
        plain = self.mode in ("nearest", "area", "nearest-exact")
        good = not plain or self.align_corners is None
        self.check_range("align_corners", self.align_corners, good, "ValueError")
        if (self.size is None) == (self.scale_factor is None):
            raise CountError(
                "{layer} takes either size or scale_factor: write one of them.",
                layer=type(self).__name__,
            )
        argument = "scale_factor" if self.size is None else "size"
        value = self.scale_factor if self.size is None else self.size
        axes = len(shape) - 2
        if isinstance(value, (tuple, list)):
            self.check_range(argument, value, len(value) == axes, "ValueError")
        values = several(value, max(axes, 0))
        anew = self.recompute_scale_factor
        good = self.size is None or not anew
        self.check_range("recompute_scale_factor", anew, good, "ValueError")
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
    mode = "nearest"

    arguments = "size=None, scale_factor=None"


class UpsamplingBilinear2d(Upsample):
    mode = "bilinear"
    align_corners = True

    arguments = "size=None, scale_factor=None"


LAYERS = (
    Identity,
    Flatten,
    Unflatten,
    ChannelShuffle,
    PixelShuffle,
    PixelUnshuffle,
    Unfold,
    Fold,
    Upsample,
    UpsamplingNearest2d,
    UpsamplingBilinear2d,
)
