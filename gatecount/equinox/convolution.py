"""The convolutions of Equinox, knowing only shapes.

See https://docs.kidger.site/equinox/api/nn/conv/.
"""

from collections.abc import Iterable

from ..checks import refuse_value
from ..counting import CountError, Weight, product, whole
from ..jax import Window, several
from ..layer import check_size, matrix, shown, weight
from ..types import Any, Output, Shape, Size, Sizes, Steps
from .base import NEGATIVE, Layer, divides


class Conv(Layer):
    """weight (out, in / groups, *kernel_size), bias (out, 1, ...)"""

    expects = "in_channels"
    unlike = "ValueError"

    arguments = """
        num_spatial_dims, in_channels, out_channels, kernel_size, stride=1,
        padding=0, dilation=1, groups=1, use_bias=True, padding_mode='ZEROS',
        dtype=None, *, key
    """
    dimensions = 0  # of Conv1d, Conv2d and Conv3d, whose arguments are `ranked`
    ranked = arguments.replace("num_spatial_dims, ", "")

    def prepare(self) -> None:
        if self.dimensions:
            self.num_spatial_dims = self.dimensions

    def weights(self) -> Iterable[Weight]:
        count = self.size("num_spatial_dims")
        self.axes = count + 1
        self.example = repr((self.in_channels,) + (32,) * count)
        kernel = sizes_of("kernel_size", self.kernel_size, count)
        strides = sizes_of("stride", self.stride, count)
        dilations = sizes_of("dilation", self.dilation, count)
        self._check_groups()
        groups = self.groups
        channels = check_size("in_channels", self.in_channels, 1, NEGATIVE)
        channels //= check_size("groups", groups, 1, NEGATIVE)
        kernel = tuple(check_size("kernel_size", each, 1, NEGATIVE) for each in kernel)
        self.window = Window(
            kernel,
            strides,
            self._padding(count, kernel, dilations),
            dilations,
            (1,) * count,
        )
        m = self.size("out_channels")
        yield matrix("weight", (m, channels, *kernel))
        if self.use_bias:
            yield weight("bias", (m, *(1,) * count))

    def _check_groups(self) -> None:
        divides("groups", self.groups, "in_channels", self.in_channels)

    def _padding(self, count: int, kernel: Any, dilations: Any) -> Any:
        padding = self.padding
        check_name("padding_mode", self.padding_mode, MODES)
        if isinstance(padding, str):
            return check_name("padding", padding, ("SAME", "SAME_LOWER", "VALID"))
        if isinstance(padding, int):
            return ((padding, padding),) * count
        if isinstance(padding, (tuple, list)) and len(padding) == count:
            if all(isinstance(each, (tuple, list)) for each in padding):
                return tuple(padding)
            return tuple((each, each) for each in padding)
        raise CountError(
            "padding is a name such as 'SAME', a whole number, or a pair (before, "
            "after) for each of the {count} spatial axes, not {value}.",
            count=count,
            value=shown(padding),
        )

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        window = self.window
        for name, values in (
            ("stride", window.strides),
            ("dilation", window.dilations),
        ):
            zero = "TypeError" if name == "dilation" else "ZeroDivisionError"
            for value in values:
                check_size(name, value, 1, zero=zero)
        if not isinstance(window.padding, str):
            for pair in window.padding:
                if len(pair) != 2 or any(not isinstance(each, int) for each in pair):
                    raise CountError(
                        "padding is a name such as 'SAME', a whole number, or a pair "
                        "(before, after) for each of the {count} spatial axes, not "
                        "{value}.",
                        "TypeError",
                        count=self.num_spatial_dims,
                        value=shown(self.padding),
                    )
        if self.padding_mode.upper() != "ZEROS":
            self._check_mirror(shape[1:])
        if self.out_channels % self.groups:
            divides("groups", self.groups, "out_channels", self.out_channels)

    def _check_mirror(self, sizes: Shape) -> None:
        """Padding with the input's own values needs some, and cannot be negative."""
        padding = self.window.padding
        pairs = () if isinstance(padding, str) else padding
        if any(each < 0 for pair in pairs for each in pair) or (
            0 in sizes and any(each for pair in pairs for each in pair)
        ):
            raise CountError(
                "padding_mode={mode} needs an input that is not empty and padding that "
                "is not negative.",
                mode=repr(self.padding_mode),
            )

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(self.window.slide(shape[1:])), 1

    def output(self, shape: Shape) -> Output:
        return (whole(self.out_channels), *self.window.slide(shape[1:]))

    @property
    def natural(self) -> Shape | None:
        return (self.in_channels,) + (None,) * (self.axes - 1)


class ConvTranspose(Conv):
    """weight (out, in / groups, *kernel_size): used at each place of the input"""

    arguments = """
        num_spatial_dims, in_channels, out_channels, kernel_size, stride=1,
        padding=0, output_padding=0, dilation=1, groups=1, use_bias=True,
        padding_mode='ZEROS', dtype=None, *, key
    """
    ranked = """
        in_channels, out_channels, kernel_size, stride=1, output_padding=0,
        padding=0, dilation=1, groups=1, use_bias=True, padding_mode='ZEROS',
        dtype=None, *, key
    """

    def weights(self) -> Iterable[Weight]:
        count = self.size("num_spatial_dims")
        extra = sizes_of("output_padding", self.output_padding, count)
        strides = sizes_of("stride", self.stride, count)
        if any(more >= stride for more, stride in zip(extra, strides)):
            raise CountError(
                "output_padding must be less than strides along every axis."
            )
        self.extra = extra
        yield from super().weights()
        self._check_mode()

    def _check_groups(self) -> None:
        """Only an input shows that the channels do not divide."""
        check_size("groups", self.groups, 1, NEGATIVE)
        channels = self.in_channels
        if isinstance(channels, int) and 0 <= channels < self.groups:
            check_size("in_channels", 0, 1)

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        divides("groups", self.groups, "in_channels", self.in_channels)

    def _check_mode(self) -> None:
        mode, same = self.padding_mode.upper(), ("SAME", "SAME_LOWER")
        circular = mode == "CIRCULAR" and (
            any(self.extra) or self.window.padding not in same
        )
        if mode in ("REFLECT", "REPLICATE") or circular:
            refuse_value(
                "padding_mode",
                repr(self.padding_mode),
                ("ZEROS",),
                "NotImplementedError",
            )

    def _check_mirror(self, sizes: Shape) -> None:
        """The padding is the transposed one's own."""

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(shape[1:]), 1

    def output(self, shape: Shape) -> Output:
        sizes = tuple(
            None if size is None else self._spread(axis, size)
            for axis, size in enumerate(shape[1:])
        )
        return (whole(self.out_channels), *sizes)

    def _spread(self, axis: int, size: int) -> int:
        window = self.window
        stride, more = window.strides[axis], self.extra[axis]
        reach = window.dilations[axis] * (window.kernel[axis] - 1)
        padding = 0
        if window.padding in ("SAME", "SAME_LOWER"):
            padding = reach - stride + more + 1
            more, padding = max(more, -padding if padding < 0 else 0), max(padding, 0)
        elif not isinstance(window.padding, str):
            padding = sum(window.padding[axis])
        return max((size - 1) * stride + 1 + reach - padding + more, 0)


MODES = ("ZEROS", "REFLECT", "REPLICATE", "CIRCULAR")


def check_name(argument: str, value: Any, known: Any) -> str:
    if isinstance(value, str) and value.upper() in known:
        return value.upper()
    refuse_value(
        argument,
        shown(value),
        known,
        "ValueError" if isinstance(value, str) else "AttributeError",
    )


def sizes_of(argument: str, value: Any, count: int) -> Sizes:
    """A number for each spatial axis; the numbers are checked where they are used."""
    if isinstance(value, (tuple, list, str)):
        if len(value) == count:
            return tuple(value)
        return several(argument, (1,) * len(value), count)
    return (value,) * count


def over(kind: type[Conv]) -> Iterable[type[Conv]]:
    """The class, and those that it has for one, two and three axes."""
    yield kind
    for each in (1, 2, 3):
        own = {"dimensions": each, "arguments": kind.ranked}
        yield type(f"{kind.__name__}{each}d", (kind,), own)


LAYERS = (*over(Conv), *over(ConvTranspose))
