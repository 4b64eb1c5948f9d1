"""Matrix products and linear algebra."""

from ..refusing import refused
from . import products
from .dtypes import promote
from .shapes import axis_of, broadcast, reduced
from .tensor import Tensor, as_tensor, both, derived, function, operation


def check_same(one, two):
    """Matrix products do not mix whole numbers and fractions, nor widths."""
    if None not in (one.dtype, two.dtype) and one.dtype is not two.dtype:
        raise refused(
            "Both tensors must have one dtype; here are {one} and {two}. Convert "
            "one of them, as in x.float().",
            "RuntimeError",
            one=one.dtype,
            two=two.dtype,
        )


def multiply(rule):
    def apply(input, other, *, out=None):
        one, two = as_tensor(input), as_tensor(other)
        check_same(one, two)
        return derived(one, rule(one._shape, two._shape), others=(two,))

    return apply


matmul = both("matmul")(multiply(products.matmul))
mm = both("mm")(multiply(lambda a, b: products.exactly("mm", a, b, 2)))
bmm = both("bmm")(multiply(lambda a, b: products.exactly("bmm", a, b, 3)))
mv = both("mv")(multiply(products.matrix_vector))
both("dot", "vdot", "inner")(multiply(products.dot))


def operator_matmul(self, other):
    return matmul(self, other) if isinstance(other, Tensor) else NotImplemented


Tensor.__matmul__ = operator_matmul
Tensor.__rmatmul__ = lambda self, other: matmul(other, self)


@both("outer", "ger")
def outer(input, vec2):
    shapes = (input._shape, vec2._shape)
    for each in shapes:
        if each is not None and len(each) != 1:
            products.refuse_axes("outer", 1, each)
    shape = None if None in shapes else shapes[0] + shapes[1]
    return derived(input, shape, promote(input.dtype, vec2.dtype), others=(vec2,))


def adding(name, product):
    """input + one @ two, as addmm."""

    def apply(input, one, two, **named):
        result = product(one, two)
        shape = broadcast(input._shape, result._shape)
        return derived(result, shape, others=(input,))

    return both(name)(apply)


adding("addmm", mm)
adding("baddbmm", bmm)
adding("addmv", mv)


@function("einsum")
def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = tuple(operands[0])
    shape = products.einsum(equation, [each._shape for each in operands])
    return derived(operands[0], shape, others=operands[1:])


def tensordot(one, two, dims=2):
    if isinstance(dims, int):
        dims = (range(len(one) - dims, len(one)), range(dims))
    left = [axis_of(axis, len(one)) for axis in dims[0]]
    right = [axis_of(axis, len(two)) for axis in dims[1]]
    for n, m in zip(left, right):
        if one[n] != two[m] and not {None, 1} & {one[n], two[m]}:
            products.refuse_inner((1, one[n]), (two[m], 1))
    return (
        *(size for axis, size in enumerate(one) if axis not in left),
        *(size for axis, size in enumerate(two) if axis not in right),
    )


operation("tensordot", tensordot, register=function)
operation("trace", lambda shape: ())
operation("inverse pinverse cholesky matrix_exp", lambda shape, *more, **named: shape)
cosine_similarity = operation(
    "cosine_similarity",
    lambda one, two, dim=1, eps=1e-8: reduced(broadcast(one, two), dim),
)
