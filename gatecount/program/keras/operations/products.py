"""Products of matrices, convolutions and pooling, as functions."""

from ....counting import CountError
from ....keras import convolution
from ....shapes.joining import refuse_axes
from ....shapes.products import einsum
from ....shapes.sizes import is_known
from ....types import Value
from ..tensors import METHODS, AnyTensor, Tensor
from .base import FUNCTIONS, dtype_of, op, promoted, result, shape_of

METHODS["__matmul__"] = lambda self, other: FUNCTIONS["matmul"](self, other)
METHODS["__rmatmul__"] = lambda self, other: FUNCTIONS["matmul"](other, self)


@op("einsum")
def einsum_of(subscripts: Value, *operands: Value, **named: Value) -> Tensor:
    return result(
        einsum(subscripts, list(map(shape_of, operands))), promoted(*operands)
    )


def slid(
    inputs: AnyTensor,
    window: Value,
    strides: Value,
    padding: str,
    dilation: Value,
    channels: Value,
) -> Tensor:
    """The tensor after a window has slid over its axes between batch and channels."""
    shape = shape_of(inputs)
    rank = len(shape) - 2
    if rank < 1 or (isinstance(window, tuple) and len(window) != rank):
        refuse_axes("a window", rank_of(window), shape)
    window, strides, dilation = (
        (each,) * rank if isinstance(each, int) else tuple(each)
        for each in (window, strides, dilation)
    )
    after = convolution.slide(
        shape, window, strides, padding, False, channels, dilation
    )
    return result((shape[0], *after[1:]), dtype_of(inputs))


def rank_of(window: Value) -> str | int:
    return "3+" if isinstance(window, int) else len(window) + 2


def check_channels(inputs: AnyTensor, kernel: AnyTensor, groups: bool = True) -> None:
    """What a kernel takes in: the channels, or those of one of several groups."""
    have, want = shape_of(inputs)[-1], shape_of(kernel)[-2]
    if is_known(have) and (have % want if groups else have != want):
        raise CountError(
            "The kernel takes {want} channels, the input has {have}.",
            want=want,
            have=have,
        )


@op("conv")
def conv(
    inputs: Value,
    kernel: Value,
    strides: Value = 1,
    padding: Value = "valid",
    data_format: Value = None,
    dilation_rate: Value = 1,
) -> Tensor:
    check_channels(inputs, kernel)
    *window, _, filters = shape_of(kernel)
    return slid(inputs, tuple(window), strides, padding, dilation_rate, filters)


@op("depthwise_conv")
def depthwise_conv(
    inputs: Value,
    kernel: Value,
    strides: Value = 1,
    padding: Value = "valid",
    data_format: Value = None,
    dilation_rate: Value = 1,
) -> Tensor:
    check_channels(inputs, kernel, groups=False)
    *window, channels, each = shape_of(kernel)
    return slid(inputs, tuple(window), strides, padding, dilation_rate, channels * each)


@op("separable_conv")
def separable_conv(
    inputs: Value,
    depthwise_kernel: Value,
    pointwise_kernel: Value,
    *others: Value,
    **named: Value,
) -> Value:
    made = depthwise_conv(inputs, depthwise_kernel, *others, **named)
    return conv(made, pointwise_kernel)


@op("max_pool", "average_pool")
def max_pool(
    inputs: Value,
    pool_size: Value,
    strides: Value = None,
    padding: Value = "valid",
    data_format: Value = None,
) -> Tensor:
    pool_size = pool_size if isinstance(pool_size, int) else tuple(pool_size)
    steps = pool_size if strides is None else strides
    return slid(inputs, pool_size, steps, padding, 1, shape_of(inputs)[-1])


op("dot_product_attention")(
    lambda query, key, value, *others, **named: result(
        shape_of(query), promoted(query, value)
    )
)
