"""What the convolutions of linen and of nnx share.

The rules are those of jax.lax.conv_general_dilated and conv_transpose.
"""

from ..checks import refuse_value
from ..counting import CountError, product
from ..jax import Layer, Window, least, several
from ..layer import check_size, shown
from ..types import Any, Shape, Size, Sizes, Steps


class Convolution(Layer):
    """Shared by Conv and ConvLSTMCell: kernel (*kernel_size, channels, features)."""

    too_few = unlike = "ValueError"

    def spatial(self) -> Sizes:
        size = self.kernel_size
        if isinstance(size, int):
            size = (size,)
        if not isinstance(size, (tuple, list)):
            raise CountError(
                "kernel_size is a whole number or a tuple of them, such as (3, 3), "
                "not {value}.",
                "TypeError",
                value=shown(size),
            )
        lowest = least(self.kernel_init)
        return tuple(check_size("kernel_size", each, lowest) for each in size)

    @property
    def axes(self) -> int:
        return len(self.spatial()) + 1

    def window(self) -> Window:
        kernel = self.spatial()
        count = len(kernel)
        strides = positives("strides", self.strides, count)
        spreads = positives("input_dilation", self.input_dilation, count)
        dilations = positives(
            "kernel_dilation", self.kernel_dilation, count, "TypeError"
        )
        return Window(
            kernel,
            strides,
            read_padding(self.padding, kernel, dilations, spreads),
            dilations,
            spreads,
        )

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(self.mapped(shape, 1)), 1

    def mapped(self, shape: Shape, features: int) -> Shape:
        window = self.window()
        if self.padding == "REFLECT" and 0 in shape[-self.axes : -1]:
            raise CountError("Padding 'REFLECT' needs an input that is not empty.")
        example = shape[len(shape) - self.axes :]
        if 0 in example and len(shape) != self.axes + 1:
            raise CountError(
                "An empty input needs exactly one batch axis, or Flax cannot tell how "
                "large the batch is.",
                "ZeroDivisionError",
            )
        sizes = window.slide(example[:-1])
        return (*shape[: len(shape) - self.axes], *sizes, features)


class Transposed(Convolution):
    """Spreads its input: kernel (*kernel_size, channels, features).

    With `transpose_kernel` its last two axes change places.
    """

    input_dilation = 1
    too_few = "AssertionError"

    def kernel(self, channels: int, features: int) -> Sizes:
        last = (channels, features)
        return (*self.spatial(), *(last[::-1] if self.transpose_kernel else last))

    def steps(self, shape: Shape) -> tuple[Steps, Size]:
        return product(shape[:-1]), 1

    def mapped(self, shape: Shape, features: int) -> Shape:
        """As jax.lax.conv_transpose: each place becomes as many as the stride."""
        kernel = self.spatial()
        strides = positives("strides", self.strides, len(kernel), "TypeError")
        dilations = positives(
            "kernel_dilation", self.kernel_dilation, len(kernel), "TypeError"
        )
        padding = read_padding(self.padding, kernel, dilations, (1,) * len(kernel))
        if isinstance(self.padding, str) and self.padding not in TRANSPOSED:
            refuse_value("padding", repr(self.padding), TRANSPOSED, "RuntimeError")
        sizes = shape[len(shape) - self.axes : -1]
        output: list[Size] = []
        for axis, size in enumerate(sizes):
            window = (kernel[axis] - 1) * dilations[axis] + 1
            if size is None:
                output.append(None)
            elif self.padding in ("SAME", "CIRCULAR"):
                output.append(size * strides[axis])
            elif self.padding == "VALID":
                output.append(size * strides[axis] + max(window - strides[axis], 0))
            else:
                whole = (size - 1) * strides[axis] + 1 + sum(padding[axis])
                output.append(max(whole - window + 1, 0))
        return (*shape[: len(shape) - self.axes], *output, features)


TRANSPOSED = ("SAME", "VALID", "CIRCULAR")


def check_groups(groups: int, channels: int, features: int) -> None:
    """Convolving in groups divides the features of the input and of the output."""
    if channels % groups:
        raise CountError(
            "feature_group_count={groups} does not divide the {value} features of the "
            "input.",
            "AssertionError",
            groups=groups,
            value=channels,
        )
    if features % groups:
        raise CountError(
            "feature_group_count={groups} does not divide the {value} features of the "
            "output.",
            groups=groups,
            value=features,
        )


def positives(
    argument: str, value: Any, count: int, zero: str = "ZeroDivisionError"
) -> Sizes:
    """One number of at least 1 for each spatial axis; None stands for 1."""
    values = several(argument, 1 if value is None else value, count)
    return tuple(check_size(argument, each, 1, zero=zero) for each in values)


def read_padding(padding: Any, kernel: Any, dilations: Any, spreads: Any) -> Any:
    """The padding as a name that JAX knows, or as pairs (before, after)."""
    widths = [(size - 1) * each + 1 for size, each in zip(kernel, dilations)]
    if isinstance(padding, str):
        if padding == "CAUSAL" and len(kernel) != 1:
            raise CountError("Padding 'CAUSAL' is for one spatial axis only.")
        if any(each != 1 for each in spreads):
            raise CountError(
                "With input_dilation the padding must be numbers, such as (1, 1), not "
                "{value}.",
                value=repr(padding),
            )
        if padding in ("CIRCULAR", "REFLECT"):
            return tuple(((width - 1) // 2, width // 2) for width in widths)
        if padding == "CAUSAL":
            return ((widths[0] - 1, 0),)
        if padding.upper() in ("SAME", "SAME_LOWER", "VALID"):
            return padding.upper()
        refuse_value(
            "padding",
            repr(padding),
            ("SAME", "SAME_LOWER", "VALID", "CAUSAL", "CIRCULAR", "REFLECT"),
            "RuntimeError",
        )
    pairs = (padding,) * len(kernel) if isinstance(padding, int) else padding
    if isinstance(pairs, (tuple, list)) and len(pairs) == len(kernel):
        pairs = tuple((each, each) if isinstance(each, int) else each for each in pairs)
        if all(
            isinstance(each, (tuple, list))
            and len(each) == 2
            and all(isinstance(side, int) for side in each)
            for each in pairs
        ):
            return pairs
    raise CountError(
        "padding is a name such as 'SAME', a whole number, or a pair (before, after) "
        "for each of the {count} spatial axes, not {value}.",
        count=len(kernel),
        value=shown(padding),
    )
