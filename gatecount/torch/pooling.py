"""PyTorch's pooling; see https://docs.pytorch.org/docs/2.13/nn.html#pooling-layers."""

from math import inf

from ..counting import CountError, whole
from ..shapes.filling import slide
from ..types import Any, Output, Shape, Size
from .module import several
from .spatial import Spatial, check_no_empty, over


class Pool(Spatial):
    """(in + 2 padding - dilation (kernel - 1) - 1) // stride + 1 on each axis."""

    dilation = 1

    def forward(self, shape: Shape) -> Output:
        kernel = self.sizes("kernel_size", self.kernel_size, 1)
        stride = self.stride
        if stride is None or stride in ((), []):
            stride = self.kernel_size
        strides = self.sizes("stride", stride, 1)
        self.check_kind("ceil_mode", self.ceil_mode, bool)
        padding = self.sizes("padding", self.padding, 0)
        dilation = self.sizes("dilation", self.dilation, 1)
        self.check_spatial(shape)
        check_no_empty(self, shape[-self.axes - 1 :], shape)
        for k, p in zip(kernel, padding):
            self.check_range("padding", self.padding, 2 * p <= k)
        ends = tuple(
            self.length(size, k, s, p, d)
            for size, k, s, p, d in zip(
                shape[-self.axes :], kernel, strides, padding, dilation
            )
        )
        return shape[: -self.axes] + ends

    def length(self, size: Any, k: int, s: int, p: Any, d: int) -> Size:
        if size is None:
            return None
        length: int = slide(size, k, s, d, p, p, up=self.ceil_mode)
        if self.ceil_mode and (length - 1) * s >= size + p:
            length -= 1
        self.check_range("kernel_size", self.kernel_size, length > 0)
        return length


class MaxPool(Pool):
    arguments = """
        kernel_size, stride=None, padding=0, dilation=1, return_indices=False,
        ceil_mode=False
    """

    def forward(self, shape: Shape) -> Output:
        output: Any = super().forward(shape)
        return [output, output] if self.return_indices else output


class AvgPool1d(Pool):
    axes = 1

    def forward(self, shape: Shape) -> Output:
        self.check_kind("count_include_pad", self.count_include_pad, bool)
        return super().forward(shape)

    arguments = """
        kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True
    """


class AvgPool(Pool):
    arguments = """
        kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
        divisor_override=None
    """

    def forward(self, shape: Shape) -> Output:
        self.check_kind("count_include_pad", self.count_include_pad, bool)
        self.check_kind("divisor_override", self.divisor_override, (int, type(None)))
        if self.axes == 2 and len(shape) < 3:
            self.check_spatial(shape, "IndexError")
        divisor = self.divisor_override
        self.check_range("divisor_override", divisor, divisor != 0)
        return super().forward(shape)

    def length(self, size: Any, k: int, s: int, p: Any, d: int) -> Size:
        if size is not None and self.axes == 3:
            self.check_range("kernel_size", self.kernel_size, size >= k)
        return super().length(size, k, s, p, d)


class LPPool(AvgPool):
    padding, count_include_pad, divisor_override = 0, True, None

    arguments = "norm_type, kernel_size, stride=None, ceil_mode=False"

    def forward(self, shape: Shape) -> Output:
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

    kernel_size: Any
    output_ratio: Any
    arguments = """
        kernel_size, output_size=None, output_ratio=None, return_indices=False,
        _random_samples=None
    """

    def make(self) -> None:
        kernel, ratio = several(self.kernel_size, self.axes), self.output_ratio
        if self.axes == 3 and not all(each > 0 for each in kernel):
            self.check_range("kernel_size", self.kernel_size, False, "ValueError")
        self.check_kind("_random_samples", self._random_samples, type(None))
        if (self.output_size is None) == (ratio is None):
            raise CountError(
                "{layer} takes either output_size or output_ratio: write one of them.",
                layer=type(self).__name__,
            )
        self.kernel_size = kernel
        if ratio is not None:
            self.output_ratio = several(ratio, self.axes)
            if any(not 0 < self.output_ratio[axis] < 1 for axis in range(self.axes)):
                raise CountError(
                    "{argument} must be a number between 0 and 1, not {value}.",
                    argument="output_ratio",
                    value=repr(ratio),
                )

    def forward(self, shape: Shape) -> Output:
        given = shape[-self.axes :]
        if len(shape) < self.axes + 1:
            self.check_spatial(shape, "IndexError")
        if self.output_ratio is None:
            output = several(self.output_size, self.axes)
            for each in (*self.kernel_size, *output):
                self.check_kind("output_size", each, int)
            good = len(output) == self.axes
            self.check_range("output_size", self.output_size, good)
        else:
            output = tuple(
                None if size is None else int(size * ratio)
                for size, ratio in zip(given, self.output_ratio)
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

    kernel_size: Any
    stride: Any
    inputs = 2

    arguments = "kernel_size, stride=None, padding=0"

    def make(self) -> None:
        self.kernel_size = several(self.kernel_size, self.axes)
        if self.stride is None:
            self.stride = self.kernel_size

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)

    def one_each(self, argument: str, value: Any) -> tuple[Any, ...]:
        """A number for each axis; PyTorch takes more, and ignores them."""
        values = several(value, self.axes)
        self.check_range(argument, value, len(values) >= self.axes, "IndexError")
        for each in values[: self.axes]:
            self.check_kind(argument, each, int)
        return values

    def forward(self, shape: Shape, indices: Shape) -> Output:
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


class AdaptivePool(Spatial):
    """Whatever the input, the output has the size that is asked for."""

    return_indices = False

    @property
    def first_full(self) -> int:
        """From this axis on, no size may be 0."""
        return 1

    def forward(self, shape: Shape) -> Output:
        wanted = self.output_size
        several_sizes = self.axes > 1 and isinstance(wanted, (tuple, list))
        if several_sizes and len(shape) <= len(wanted):
            self.check_spatial(shape, "ValueError")
        wanted = wanted if isinstance(wanted, (tuple, list)) else (wanted,) * self.axes
        self.check_range("output_size", self.output_size, len(wanted) == self.axes)
        self.check_range(
            "output_size", self.output_size, not isinstance(wanted[0], bool)
        )
        for size in wanted:
            # Of several sizes, None keeps the input's own.
            kinds = (int, type(None)) if several_sizes else int
            self.check_kind("output_size", size, kinds)
            self.check_range("output_size", size, size is None or size >= 0)
        self.check_input(shape, wanted)
        ends = tuple(
            own if size is None else whole(size)
            for own, size in zip(shape[-self.axes :], wanted)
        )
        output = shape[: -self.axes] + ends
        return [output, output] if self.return_indices else output

    def check_input(self, shape: Shape, wanted: Any) -> None:
        self.check_spatial(shape)
        check_no_empty(self, shape[self.first_full :], shape)


class AdaptiveAvgPool(AdaptivePool):
    @property
    def first_full(self) -> int:
        return 1 if self.axes == 3 else -self.axes

    arguments = "output_size"

    def check_input(self, shape: Shape, wanted: Any) -> None:
        """An average over everything is taken of an empty input, too.

        In 2 and 3 dimensions, also of an input with any other axes.
        """
        given = shape[-self.axes :]
        whole = all(
            (own if size is None else size) == 1 for size, own in zip(wanted, given)
        )
        if whole and self.axes == 1:
            self.check_spatial(shape)
        elif whole and len(shape) < self.axes:
            self.check_spatial(shape, "IndexError")
        elif not whole:
            super().check_input(shape, wanted)


class AdaptiveMaxPool(AdaptivePool):
    arguments = "output_size, return_indices=False"


LAYERS = (
    *over((1, 2, 3), MaxPool),
    AvgPool1d,
    *over((2, 3), AvgPool),
    *over((1, 2, 3), AdaptiveAvgPool, AdaptiveMaxPool, LPPool, MaxUnpool),
    *over((2, 3), FractionalMaxPool),
)
