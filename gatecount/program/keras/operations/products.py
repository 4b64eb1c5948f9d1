"""Products of matrices, convolutions and pooling, as functions."""

from ....keras import convolution
from ... import shaping
from ...refusing import refused
from ..tensors import AnyTensor
from .base import dtype_of, op, promoted, result, shape_of


@op("matmul")
def matmul(x1, x2):
    return result(shaping.multiplied(shape_of(x1), shape_of(x2)), promoted(x1, x2))


AnyTensor.__matmul__ = matmul
AnyTensor.__rmatmul__ = lambda self, other: matmul(other, self)


@op("dot")
def dot(x1, x2):
    one, two = shape_of(x1), shape_of(x2)
    if not one or not two:
        return result(one or two, promoted(x1, x2))
    rows = shaping.multiplied(one[-1:], two[-2:])  # refuses sizes that do not fit
    return result((*one[:-1], *two[:-2], *rows), promoted(x1, x2))


@op("tensordot")
def tensordot(x1, x2, axes=2):
    one, two = shape_of(x1), shape_of(x2)
    if isinstance(axes, int):
        left, right = list(range(len(one) - axes, len(one))), list(range(axes))
    else:
        left, right = ([each] if isinstance(each, int) else each for each in axes)
    left = [axis % len(one) for axis in left]
    right = [axis % len(two) for axis in right]
    rest = [size for n, size in enumerate(one) if n not in left]
    rest += [size for n, size in enumerate(two) if n not in right]
    return result(rest, promoted(x1, x2))


@op("outer")
def outer(x1, x2):
    sizes = [shaping.times(shape_of(each)) for each in (x1, x2)]
    return result(sizes, promoted(x1, x2))


@op("einsum")
def einsum(subscripts, *operands, **named):
    read, _, written = subscripts.replace(" ", "").partition("->")
    sizes, rest = {}, ()
    for letters, operand in zip(read.split(","), operands):
        shape = shape_of(operand)
        left, dots, right = letters.partition("...")
        named_axes = [*left, *right]
        free = len(shape) - len(named_axes)
        if dots:
            rest = shaping.broadcast(rest, shape[len(left) : len(left) + free])
            shape = (*shape[: len(left)], *shape[len(left) + free :])
        elif free:
            refuse_equation(subscripts)
        for letter, size in zip(named_axes, shape):
            before = sizes.get(letter)
            if (
                None not in (before, size)
                and before != size
                and 1 not in (before, size)
            ):
                refuse_equation(subscripts)
            sizes[letter] = size if before is None else before
    left, dots, right = written.partition("...")
    try:
        shape = [sizes[n] for n in left]
        shape += [*rest] if dots else []
        shape += [sizes[n] for n in right]
    except KeyError:
        refuse_equation(subscripts)
    return result(shape, promoted(*operands))


def refuse_equation(equation):
    raise refused(
        "The equation {equation} does not fit to the tensors: each letter stands "
        "for one axis, and for one size.",
        "ValueError",
        equation=repr(equation),
    )


@op("conv", "depthwise_conv", "separable_conv")
def conv(inputs, kernel, *others, strides=1, padding="valid", **named):
    rank = len(shape_of(inputs)) - 2
    window = shape_of(kernel)[:rank]
    steps = (strides,) * rank if isinstance(strides, int) else strides
    shape = convolution.slide(
        shape_of(inputs), window, steps, padding, False, shape_of(kernel)[-1]
    )
    return result((shape_of(inputs)[0], *shape[1:]), dtype_of(inputs))


@op("max_pool", "average_pool")
def max_pool(inputs, pool_size, strides=None, padding="valid", data_format=None):
    shape = shape_of(inputs)
    rank = len(shape) - 2
    window = (pool_size,) * rank if isinstance(pool_size, int) else tuple(pool_size)
    steps = window if strides is None else strides
    steps = (steps,) * rank if isinstance(steps, int) else tuple(steps)
    after = convolution.slide(shape, window, steps, padding, False, shape[-1])
    return result((shape[0], *after[1:]), dtype_of(inputs))


op("dot_product_attention")(
    lambda query, key, value, *others, **named: result(
        shape_of(query), promoted(query, value)
    )
)
