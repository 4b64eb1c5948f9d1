"""Matrix products and linear algebra."""

from ...counting import CountError
from ...shapes.axes import reduced, without
from ...shapes.filling import broadcast, stretched
from ...shapes.joining import refuse_axes
from ...shapes.products import contracted, einsum, exactly, inner, multiplied
from ...shapes.sizes import differ, product
from ...types import Routine, Shape, Value
from .dtypes import promote
from .literals import as_tensor
from .operation import operation
from .tensor import Tensor, both, derived, function, method


def check_same(one: Tensor, two: Tensor) -> None:
    """Matrix products do not mix whole numbers and fractions, nor widths."""
    if None not in (one._dtype, two._dtype) and one._dtype is not two._dtype:
        raise CountError(
            "Both tensors must have one dtype; here are {one} and {two}. Convert "
            "one of them, as in x.float().",
            "RuntimeError",
            one=one._dtype,
            two=two._dtype,
        )


def multiply(names: str, rule: Routine) -> Value:
    def apply(input: Value, other: Value, *, out: Value = None) -> Value:
        one, two = as_tensor(input), as_tensor(other)
        check_same(one, two)
        shapes = (one._shape, two._shape)
        shape = None if None in shapes else rule(*shapes)
        return derived(one, shape, others=(two,))

    return both(*names.split())(apply)


matmul = multiply("matmul", multiplied)
for _name, _axes in {"mm": (2, 2), "bmm": (3, 3), "mv": (2, 1), "dot": (1, 1)}.items():
    multiply(f"{_name} v{_name}" if _name == "dot" else _name, exactly(_name, *_axes))
multiply("inner", inner)


@method("__matmul__")
def operator_matmul(self: Value, other: Value) -> Tensor:
    return matmul(self, other) if isinstance(other, Tensor) else NotImplemented


method("__rmatmul__")(lambda self, other: matmul(other, self))


@both("outer", "ger")
def outer(input: Value, vec2: Value) -> Value:
    shapes = (input._shape, vec2._shape)
    for each in shapes:
        if each is not None and len(each) != 1:
            refuse_axes("outer", 1, each)
    shape = None if None in shapes else shapes[0] + shapes[1]
    return derived(input, shape, promote(input._dtype, vec2._dtype), others=(vec2,))


def added(name: str, *axes: int) -> None:
    """input + one @ two, as addmm: the sum has the product's shape."""
    rule = exactly(name, *axes)
    operation(
        name, lambda shape, one, two, beta=1, alpha=1: stretched(shape, rule(one, two))
    )


for _name, _axes in {"addmm": (2, 2), "baddbmm": (3, 3), "addmv": (2, 1)}.items():
    added(_name, *_axes)


@function("einsum")
def einsum_of(equation: Value, *operands: Value) -> Value:
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = tuple(operands[0])
    shapes = [each._shape for each in operands]
    shape = None if None in shapes else einsum(equation, shapes)
    return derived(operands[0], shape, others=operands[1:])


def square(shape: Shape) -> Shape:
    """Matrices that have an inverse or a determinant."""
    if len(shape) < 2 or differ(*shape[-2:]):
        refuse_axes("linalg", "2+ equal", shape)
    return shape


def inverted(shape: Shape, *more: Value, **named: Value) -> Shape:
    if len(shape) < 2:
        refuse_axes("pinverse", "2+", shape)
    return (*shape[:-2], shape[-1], shape[-2])


def trace(shape: Shape) -> tuple[Value, ...]:
    if len(shape) != 2:
        refuse_axes("trace", 2, shape)
    return ()


def cross(one: Value, two: Value, axis: Value = None) -> Shape:
    """Of vectors of three numbers."""
    shape = broadcast(one, two)
    axis = -1 if axis is None and len(shape) == 1 else axis
    sizes = shape if axis is None else [shape[axis]]
    if len(one) != len(two) or 3 not in sizes:
        refuse_axes("cross", "3-sized", one)
    return shape


def pairs(one: Value, two: Value, p: Value = 2.0, **named: Value) -> tuple[int, int]:
    """cdist: the distance of each row of one to each of two."""
    for each in (one, two):
        if len(each) < 2:
            refuse_axes("cdist", "2+", each)
    if differ(one[-1], two[-1]):
        refuse_axes("cdist", f"equal last ({one[-1]})", two)
    return (*broadcast(one[:-2], two[:-2]), one[-2], two[-2])


def kron(one: Value, two: Value) -> Shape:
    axes = max(len(one), len(two))
    one, two = ((1,) * (axes - len(each)) + each for each in (one, two))
    return tuple(map(product, zip(one, two)))


operation(
    "tensordot",
    lambda one, two, axis=2: contracted(one, two, axis, True),
    register=function,
)
operation("trace", trace)
operation("inverse matrix_exp cholesky", square)
operation("det logdet", lambda shape: square(shape)[:-2])
operation("pinverse", inverted)
operation("cross", cross)
operation("kron", kron)
operation("cdist", pairs, register=function)
cosine_similarity = operation(
    "cosine_similarity",
    lambda one, two, axis=1, eps=1e-8: reduced(broadcast(one, two), axis),
)
operation("chain_matmul", lambda *shapes: without(shapes[0], ()))
