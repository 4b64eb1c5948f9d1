"""PyTorch's layers without weights: they only pass or change shapes."""

from inspect import Parameter, Signature

from ..counting import CountError, product, whole
from .module import Module, check_dropout, several

NUMBER = (int, float)


def elementwise(name, base, **defaults):
    """A class for an activation: its arguments, and a shape that passes."""
    arguments = [
        Parameter(argument, Parameter.POSITIONAL_OR_KEYWORD, default=default)
        for argument, default in defaults.items()
    ]
    made = type(name, (base,), {"defaults": defaults})
    made.__signature__ = Signature(arguments)
    return made


class Elementwise(Module):
    """Works on each number alone."""

    defaults: dict

    def __init__(self, *values, **named):
        self.arguments = self.defaults | dict(zip(self.defaults, values)) | named

    def forward(self, shape):
        for argument, value in self.arguments.items():
            if isinstance(self.defaults[argument], float):
                self.check_kind(argument, value, NUMBER)
        return shape


class AlongAxis(Elementwise):
    """Works along the axis `dim`; None lets PyTorch choose."""

    def forward(self, shape):
        dim = self.arguments["dim"]
        if dim is not None:
            check_axis(self, dim, shape)
        return shape


def required(name, *arguments, **defaults):
    """An activation whose first arguments must be given."""
    made = elementwise(name, Elementwise, **dict.fromkeys(arguments, 0.0), **defaults)
    made.__signature__ = Signature(
        [
            each.replace(default=Parameter.empty) if each.name in arguments else each
            for each in made.__signature__.parameters.values()
        ]
    )
    return made


ACTIVATIONS = (
    elementwise("ReLU", Elementwise, inplace=False),
    elementwise("ReLU6", Elementwise, inplace=False),
    elementwise("LeakyReLU", Elementwise, negative_slope=0.01, inplace=False),
    elementwise("ELU", Elementwise, alpha=1.0, inplace=False),
    elementwise("SELU", Elementwise, inplace=False),
    elementwise("SiLU", Elementwise, inplace=False),
    elementwise("Mish", Elementwise, inplace=False),
    elementwise("Sigmoid", Elementwise),
    elementwise("LogSigmoid", Elementwise),
    elementwise("Hardsigmoid", Elementwise, inplace=False),
    elementwise("Hardswish", Elementwise, inplace=False),
    elementwise("Hardshrink", Elementwise, lambd=0.5),
    elementwise("Tanh", Elementwise),
    elementwise("Tanhshrink", Elementwise),
    elementwise("Softplus", Elementwise, beta=1.0, threshold=20.0),
    elementwise("Softsign", Elementwise),
    elementwise("Softmax", AlongAxis, dim=None),
    elementwise("Softmin", AlongAxis, dim=None),
    elementwise("LogSoftmax", AlongAxis, dim=None),
    required("Threshold", "threshold", "value", inplace=False),
)


class CELU(Elementwise):
    def __init__(self, alpha=1.0, inplace=False):
        self.alpha = alpha

    def forward(self, shape):
        self.check_kind("alpha", self.alpha, NUMBER)
        self.check_range("alpha", self.alpha, self.alpha != 0)
        return shape


class RReLU(Module):
    def __init__(self, lower=1.0 / 8, upper=1.0 / 3, inplace=False):
        self.lower, self.upper = lower, upper

    def forward(self, shape):
        self.check_kind("lower", self.lower, NUMBER)
        self.check_kind("upper", self.upper, NUMBER)
        self.check_range("lower", self.lower, self.lower <= self.upper)
        return shape


class Softshrink(Module):
    def __init__(self, lambd=0.5):
        self.lambd = lambd

    def forward(self, shape):
        self.check_kind("lambd", self.lambd, NUMBER)
        self.check_range("lambd", self.lambd, self.lambd >= 0)
        return shape


class GELU(Module):
    def __init__(self, approximate="none"):
        self.approximate = approximate

    def forward(self, shape):
        self.check_kind("approximate", self.approximate, str)
        good = self.approximate in ("none", "tanh")
        self.check_range("approximate", self.approximate, good)
        return shape


class Hardtanh(Module):
    def __init__(
        self, min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None
    ):
        low = min_val if min_value is None else min_value
        high = max_val if max_value is None else max_value
        if high <= low:
            raise CountError(
                "max_val={high} must be greater than min_val={low}.",
                "AssertionError",
                high=repr(high),
                low=repr(low),
            )
        self.limits = {"min_val": low, "max_val": high}

    def forward(self, shape):
        for argument, value in self.limits.items():
            self.check_kind(argument, value, NUMBER)
        return shape


class Softmax2d(Module):
    def __init__(self):
        pass

    def forward(self, shape):
        self.check_axes(shape, 3, 4)
        return shape


class GLU(Module):
    """Halves the axis `dim`."""

    def __init__(self, dim=-1):
        self.dim = dim

    def forward(self, shape):
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        axis = check_axis(self, self.dim, shape)
        size = shape[axis]
        if size is None:
            return shape
        if size % 2:
            raise CountError(
                "GLU halves axis {axis} of the input; {shape} has an odd size there.",
                "RuntimeError",
                axis=axis,
                shape=shape,
            )
        return (*shape[:axis], size // 2, *shape[axis + 1 :])


class Identity(Module):
    """Takes any arguments and ignores them."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, shape):
        return shape


class Dropout(Module):
    def __init__(self, p=0.5, inplace=False):
        check_dropout(p)
        self.p = p


class Dropout1d(Dropout):
    axes = (2, 3)

    def forward(self, shape):
        self.check_axes(shape, *self.axes, error="RuntimeError")
        return shape


class Dropout2d(Dropout):
    """Drops whole channels, so there must be an axis of them."""

    def forward(self, shape):
        if len(shape) < 2 and self.p not in (0, 1) and 0 not in shape:
            self.check_axes(shape, 2, 3, 4, 5, error="RuntimeError")
        return shape


class Dropout3d(Dropout2d):
    """Takes a missing axis for the batch."""

    def forward(self, shape):
        super().forward(shape if len(shape) == 5 else (1, *shape))
        return shape


class AlphaDropout(Dropout):
    pass


class FeatureAlphaDropout(Dropout2d):
    pass


class Flatten(Module):
    """Makes one axis of those from start_dim to end_dim."""

    def __init__(self, start_dim=1, end_dim=-1):
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, shape):
        start = check_axis(self, self.start_dim, shape)
        end = check_axis(self, self.end_dim, shape)
        if start > end:
            raise CountError(
                "start_dim={start} comes after end_dim={end} in an input of shape "
                "{shape}.",
                "RuntimeError",
                start=self.start_dim,
                end=self.end_dim,
                shape=shape,
            )
        middle = product(shape[start : end + 1])
        return (*shape[:start], middle, *shape[end + 1 :])


class Unflatten(Module):
    """Makes several axes of one; one of their sizes may be -1."""

    def __init__(self, dim, unflattened_size):
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError
        for size in unflattened_size:
            if not isinstance(size, int):
                raise TypeError
        self.dim, self.sizes = dim, tuple(map(whole, unflattened_size))

    def forward(self, shape):
        self.check_range("unflattened_size", self.sizes, len(self.sizes) > 0)
        if not shape:
            self.check_axes(shape, 1, 2, 3, error="RuntimeError")
        axis = check_axis(self, self.dim, shape)
        size, sizes = shape[axis], self.sizes
        known = product(each for each in sizes if each != -1)
        rest = sizes.count(-1)
        fits = (
            size is None
            or (rest == 0 and known == size)
            or (rest == 1 and known and size % known == 0)
        )
        good = rest < 2 and min(sizes) >= -1
        self.check_range("unflattened_size", sizes, good and fits)
        if rest:
            free = None if size is None else size // known
            sizes = tuple(free if each == -1 else each for each in sizes)
        return (*shape[:axis], *sizes, *shape[axis + 1 :])


# Layers over 1, 2 or 3 spatial axes behind the channels: (batch, C, L, H, W).


class Spatial(Module):
    """`axes` spatial axes; an input without the batch axis is taken too."""

    axes: int

    def batch_axis(self, shape):
        return 0 if len(shape) == self.axes + 2 else None

    def check_spatial(self, shape, error="RuntimeError"):
        self.check_axes(shape, self.axes + 1, self.axes + 2, error=error)

    def sizes(self, argument, value, least=None):
        """`value` for each spatial axis, as PyTorch reads it at the call."""
        given = value if isinstance(value, (tuple, list)) else (value,)
        for each in given:
            self.check_kind(argument, each, int)
        good = len(given) in (1, self.axes) and not isinstance(given[0], bool)
        if least is not None:
            good = good and all(each >= least for each in given)
        self.check_range(argument, value, good)
        return tuple(given) * (self.axes // len(given))


class Pool(Spatial):
    """(in + 2 padding - dilation (kernel - 1) - 1) // stride + 1 on each axis."""

    dilation = 1

    def forward(self, shape):
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

    def length(self, size, k, s, p, d):
        if size is None:
            return None
        room = size + 2 * p - d * (k - 1) - 1
        length = room // s + 1
        if self.ceil_mode:
            length = -(-room // s) + 1
            if (length - 1) * s >= size + p:
                length -= 1
        self.check_range("kernel_size", self.kernel_size, length > 0)
        return length


class MaxPool(Pool):
    def __init__(
        self,
        kernel_size,
        stride=None,
        padding=0,
        dilation=1,
        return_indices=False,
        ceil_mode=False,
    ):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding
        self.dilation, self.ceil_mode = dilation, ceil_mode
        self.return_indices = return_indices

    def forward(self, shape):
        output = super().forward(shape)
        return [output, output] if self.return_indices else output


class AvgPool1d(Pool):
    axes = 1

    def forward(self, shape):
        self.check_kind("count_include_pad", self.include, bool)
        return super().forward(shape)

    def __init__(
        self,
        kernel_size,
        stride=None,
        padding=0,
        ceil_mode=False,
        count_include_pad=True,
    ):
        self.include = count_include_pad
        self.kernel_size, self.padding = kernel_size, padding
        self.stride, self.ceil_mode = stride, ceil_mode


class AvgPool(Pool):
    def __init__(
        self,
        kernel_size,
        stride=None,
        padding=0,
        ceil_mode=False,
        count_include_pad=True,
        divisor_override=None,
    ):
        self.divisor, self.include = divisor_override, count_include_pad
        self.kernel_size, self.padding = kernel_size, padding
        self.stride, self.ceil_mode = stride, ceil_mode

    def forward(self, shape):
        self.check_kind("count_include_pad", self.include, bool)
        self.check_kind("divisor_override", self.divisor, (int, type(None)))
        if self.axes == 2 and len(shape) < 3:
            self.check_spatial(shape, "IndexError")
        self.check_range("divisor_override", self.divisor, self.divisor != 0)
        return super().forward(shape)

    def length(self, size, k, s, p, d):
        if size is not None and self.axes == 3:
            self.check_range("kernel_size", self.kernel_size, size >= k)
        return super().length(size, k, s, p, d)


class AdaptivePool(Spatial):
    """Whatever the input, the output has the size that is asked for."""

    return_indices = False
    first_full = 1  # from this axis on, no size may be 0

    def forward(self, shape):
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

    def check_input(self, shape, wanted):
        self.check_spatial(shape)
        check_no_empty(self, shape[self.first_full :], shape)


class AdaptiveAvgPool(AdaptivePool):
    @property
    def first_full(self):
        return 1 if self.axes == 3 else -self.axes

    def __init__(self, output_size):
        self.output_size = output_size

    def check_input(self, shape, wanted):
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
    def __init__(self, output_size, return_indices=False):
        self.output_size, self.return_indices = output_size, return_indices


class Pad(Spatial):
    """Adds (before, after) to each spatial axis, the last axis first."""

    may_be_empty = False

    def __init__(self, padding):
        self.padding = several(padding, 2 * self.axes)

    def forward(self, shape):
        for each in self.padding:
            self.check_kind("padding", each, int)
        first = self.padding[:1]
        self.check_range("padding", self.padding, bool not in map(type, first))
        pairs = list(zip(self.padding[::2], self.padding[1::2]))
        self.check_range("padding", self.padding, 2 * len(pairs) == len(self.padding))
        self.check_input(shape, len(pairs))
        start = len(shape) - len(pairs)
        ends = [
            self.length(size, before, after)
            for size, (before, after) in zip(shape[start:], reversed(pairs))
        ]
        filled = self.may_be_empty or any(size is None or size > 0 for size in ends)
        self.check_range("padding", self.padding, filled)
        return (*shape[:start], *ends)

    def check_input(self, shape, axes):
        """The padding decides on how many axes it works."""
        self.check_range("padding", self.padding, axes > 0)
        self.check_range("padding", self.padding, axes <= len(shape))
        self.check_axes(shape, axes + 1, axes + 2, error="NotImplementedError")
        if not self.may_be_empty:
            check_no_empty(self, shape[-axes - 1 :], shape)

    def length(self, size, before, after):
        if size is None:
            return None
        length = size + before + after
        good = length >= 0 and self.reaches(size, max(before, after))
        self.check_range("padding", self.padding, good)
        return length

    def reaches(self, size, padding):
        return True


class ReplicationPad(Pad):
    pass


class ReflectionPad(Pad):
    def reaches(self, size, padding):
        return padding < size


class CircularPad(Pad):
    may_be_empty = True

    def reaches(self, size, padding):
        return padding <= size

    def check_input(self, shape, axes):
        self.check_spatial(shape, "ValueError")
        super().check_input(shape, axes)


class ZeroPad(Pad):
    """Zeros go around an input with any number of axes."""

    may_be_empty = True

    def check_input(self, shape, axes):
        self.check_range("padding", self.padding, axes <= len(shape))


class ConstantPad(ZeroPad):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def check_input(self, shape, axes):
        super().check_input(shape, axes)
        self.check_kind("value", self.value, (*NUMBER, type(None)))


def over(axes, *kinds):
    """The classes of 1, 2 and 3 spatial axes: Pool -> Pool1d ..."""
    return tuple(
        type(f"{kind.__name__}{each}d", (kind,), {"axes": each})
        for kind in kinds
        for each in axes
    )


SPATIAL = (
    *over((1, 2, 3), MaxPool),
    AvgPool1d,
    *over((2, 3), AvgPool),
    *over((1, 2, 3), AdaptiveAvgPool, AdaptiveMaxPool),
    *over((1, 2, 3), ZeroPad, ConstantPad, ReflectionPad, ReplicationPad, CircularPad),
)

PLAIN = (
    Identity,
    *ACTIVATIONS,
    CELU,
    RReLU,
    Softshrink,
    GELU,
    GLU,
    Hardtanh,
    Softmax2d,
    Dropout,
    Dropout1d,
    Dropout2d,
    Dropout3d,
    AlphaDropout,
    FeatureAlphaDropout,
    Flatten,
    Unflatten,
    *SPATIAL,
)


def check_no_empty(layer, sizes, shape):
    if 0 in sizes:
        raise CountError(
            "{layer} cannot work on an empty input: {shape} has a size of 0.",
            "RuntimeError",
            layer=type(layer).__name__,
            shape=shape,
        )


def check_axis(layer, dim, shape):
    """The axis that `dim` names in this shape; a scalar has one axis here."""
    layer.check_range("dim", dim, type(dim) is int, "TypeError")
    axes = max(len(shape), 1)
    if not -axes <= dim < axes:
        raise CountError(
            "{layer}: the input {shape} has no axis {dim}.",
            "IndexError",
            layer=type(layer).__name__,
            shape=shape,
            dim=dim,
        )
    return dim % axes
