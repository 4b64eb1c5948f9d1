"""PyTorch's convolutions; see https://docs.pytorch.org/docs/2.13/nn.html#convolution-layers."""

from ..checks import check_choice
from ..counting import CountError, product, whole
from ..shapes.filling import slide
from ..types import Any, Output, Shape
from .module import check_whole, several
from .spatial import Spatial, check_no_empty, over

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class Convolution(Spatial):
    """weight (out_channels, in_channels / groups, *kernel), bias (out_channels,)."""

    transposed = False
    output_padding = 0

    def make(self) -> None:
        kernel, stride, dilation = (
            several(value, self.axes)
            for value in (self.kernel_size, self.stride, self.dilation)
        )
        self._check_channels()
        self._check_padding(kernel, stride, dilation)
        inside, outside = self.in_channels, self.out_channels
        if self.transposed:
            shape = (inside, outside // self.groups, *kernel)
        else:
            shape = (outside, inside // self.groups, *kernel)
        self.matrix("weight", shape)
        if self.bias:
            self.parameter("bias", (outside,))

    def _check_channels(self) -> None:
        if self.groups <= 0:
            raise CountError(
                "{argument} must be at least 1, not {value}.",
                argument="groups",
                value=repr(self.groups),
            )
        for argument in ("in_channels", "out_channels"):
            value = getattr(self, argument)
            if isinstance(value, str):
                check_whole(**{argument: value})
            if value % self.groups:
                raise CountError(
                    "{argument}={value} must be divisible by {divisor}={by}.",
                    argument=argument,
                    value=repr(value),
                    divisor="groups",
                    by=repr(self.groups),
                )

    def _check_padding(
        self, kernel: Any, stride: tuple[Any, ...], dilation: Any
    ) -> None:
        if isinstance(self.padding, str) and not self.transposed:
            check_word("padding", self.padding, ("valid", "same"))
            if self.padding == "same" and any(each != 1 for each in stride):
                raise CountError("padding='same' works with stride 1 only.")
        check_word("padding_mode", self.padding_mode, PADDING_MODES)
        if self.padding == "same" and not self.transposed:
            for d, k in zip(dilation, kernel):
                d * (k - 1)  # PyTorch computes it here, and fails here

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) == self.axes + 2 else None

    def forward(self, shape: Shape) -> Output:
        kernel = several(self.kernel_size, self.axes)
        strides = self.sizes("stride", self.stride, 1)
        dilation = self.sizes("dilation", self.dilation, 1)
        if self.transposed:
            self.check_kind("padding", self.padding, (int, tuple, list))
        good = not isinstance(self.groups, bool)
        self.check_range("groups", self.groups, good, "TypeError")
        plain = self.padding_mode == "zeros" or len(shape) < self.axes
        self.check_spatial(shape, "RuntimeError" if plain else "NotImplementedError")
        self.check_range("kernel_size", kernel, len(kernel) == self.axes)
        self.check_range("kernel_size", kernel, min(kernel) > 0)
        self.check_range("out_channels", 0, self.out_channels > 0)
        self.check_size(shape, -self.axes - 1, self.in_channels)
        check_no_empty(self, shape[-self.axes :], shape)
        pads = self.pads()
        bracketed = isinstance(self.padding, (tuple, list)) and len(self.padding) == 1
        if bracketed and not plain:
            pads = self.last_axis_only(shape, pads)
        ends = tuple(
            None if each[0] is None else self.length(*each)
            for each in zip(shape[-self.axes :], kernel, strides, dilation, pads)
        )
        batch = shape[: -self.axes - 1]
        places = shape[-self.axes :] if self.transposed else ends
        self.used(product((*batch, *places)))
        return (*batch, whole(self.out_channels), *ends)

    def last_axis_only(self, shape: Shape, pads: tuple[Any, ...]) -> tuple[Any, ...]:
        """A padding of one number in brackets, with a mode, is read so by PyTorch."""
        self.check_axes(shape, 2, 3, error="NotImplementedError")
        return (0,) * (self.axes - 1) + pads[-1:]

    def pads(self) -> tuple[Any, ...]:
        """Padding for each axis: a number on both sides, or None for `same`."""
        if isinstance(self.padding, str):
            return ({"valid": 0, "same": None}[self.padding],) * self.axes
        return self.sizes("padding", self.padding, 0)

    def length(self, size: Any, k: int, s: int, d: int, p: Any) -> int:
        """(in + 2 padding - dilation (kernel - 1) - 1) // stride + 1."""
        total = d * (k - 1) if p is None else 2 * p
        widest = total - total // 2
        reach = {"reflect": size - 1, "circular": size}.get(self.padding_mode, widest)
        self.check_range("padding", self.padding, widest <= reach)
        length: int = slide(size, k, s, d, after=total)
        self.check_range("kernel_size", self.kernel_size, length > 0)
        return length


class Conv(Convolution):
    arguments = """
        in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1,
        groups=1, bias=True, padding_mode='zeros', device=None, dtype=None
    """


class ConvTranspose(Convolution):
    """weight (in_channels, out_channels / groups, *kernel), bias (out_channels,)."""

    transposed = True

    arguments = """
        in_channels, out_channels, kernel_size, stride=1, padding=0,
        output_padding=0, groups=1, bias=True, dilation=1, padding_mode='zeros',
        device=None, dtype=None
    """

    def make(self) -> None:
        check_choice("padding_mode", self.padding_mode, ("zeros",))
        super().make()

    def pads(self) -> tuple[Any, ...]:
        extra = self.sizes("output_padding", self.output_padding, 0)
        return tuple(zip(self.sizes("padding", self.padding, 0), extra))

    def length(self, size: Any, k: int, s: int, d: int, p: Any) -> int:
        """(in - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1."""
        padding, extra = p
        check_no_empty(self, (size,), (size,))
        good = extra < max(s, d)
        self.check_range("output_padding", self.output_padding, good)
        length: int = (size - 1) * s - 2 * padding + d * (k - 1) + extra + 1
        self.check_range("padding", self.padding, length > 0)
        return length


def check_word(argument: str, value: Any, known: tuple[str, ...]) -> None:
    """PyTorch looks it up in a set, where a list has no place."""
    if isinstance(value, list):
        raise TypeError
    check_choice(argument, value, known)


LAYERS = over((1, 2, 3), Conv, ConvTranspose)
