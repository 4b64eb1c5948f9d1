"""Matrix products and linear algebra."""

from collections import namedtuple

from ..refusing import refused
from . import products
from .dtypes import promote
from .shapes import axis_of, broadcast, multiplied, reduced
from .tensor import Tensor, as_tensor, both, derived, function


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
both("mv")(multiply(products.matrix_vector))
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
adding("addmv", multiply(products.matrix_vector))


@function("einsum")
def einsum(equation, *operands):
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = tuple(operands[0])
    shape = products.einsum(equation, [each._shape for each in operands])
    return derived(operands[0], shape, others=operands[1:])


@function("tensordot")
def tensordot(a, b, dims=2):
    one, two = a._shape, b._shape
    if None in (one, two):
        return derived(a, None, others=(b,))
    if isinstance(dims, int):
        dims = (range(len(one) - dims, len(one)), range(dims))
    left = [axis_of(axis, len(one)) for axis in dims[0]]
    right = [axis_of(axis, len(two)) for axis in dims[1]]
    for n, m in zip(left, right):
        if one[n] != two[m] and not {None, 1} & {one[n], two[m]}:
            products.refuse_inner((1, one[n]), (two[m], 1))
    shape = [size for axis, size in enumerate(one) if axis not in left]
    shape += [size for axis, size in enumerate(two) if axis not in right]
    return derived(a, tuple(shape), others=(b,))


@function("chain_matmul")
def chain_matmul(*matrices):
    result = matrices[0]
    for each in matrices[1:]:
        result = mm(result, each)
    return result


@both("kron")
def kron(input, other):
    if None in (input._shape, other._shape):
        return derived(input, None, others=(other,))
    sizes = zip(input._shape, other._shape)
    return derived(input, tuple(multiplied(*each) for each in sizes), others=(other,))


@both("inverse", "pinverse", "cholesky", "matrix_exp", "matrix_power")
def square(input, *arguments, **named):
    return derived(input, input._shape)


@both("det", "logdet", "slogdet")
def det(input):
    return derived(input, input._shape and input._shape[:-2])


@both("trace")
def trace(input):
    return derived(input, ())


SVD = namedtuple("svd", ["U", "S", "V"])


@both("svd")
def svd(input, some=True, compute_uv=True):
    shape = input._shape
    if shape is None:
        return SVD(*(derived(input, None) for _ in range(3)))
    least = None if None in shape[-2:] else min(shape[-2:])
    front = shape[:-2]
    return SVD(
        derived(input, (*front, shape[-2], least)),
        derived(input, (*front, least)),
        derived(input, (*front, shape[-1], least)),
    )


@both("cross", "linalg_cross")
def cross(input, other, dim=None):
    return derived(input, broadcast(input._shape, other._shape), others=(other,))


@both("cosine_similarity")
def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    return derived(x1, reduced(broadcast(x1._shape, x2._shape), dim), others=(x2,))
