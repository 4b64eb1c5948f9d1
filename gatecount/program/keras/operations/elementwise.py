"""Functions number by number, and Python's operators."""

import operator

from ....shapes import joining
from ....shapes.axes import along
from ....shapes.filling import broadcast
from ....types import Routine, Value
from ..dtypes import dtype_name
from ..tensors import METHODS, AnyTensor, Tensor
from .base import (
    FUNCTIONS,
    called,
    capitals,
    dtype_of,
    floating,
    numbers,
    op,
    promoted,
    result,
    shape_of,
)

SAME = """abs absolute celu clip copy elu exp2 fabs
    gelu glu_ hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh heaviside i0
    imag leaky_relu log_sigmoid log_softmax nan_to_num negative normalize real relu
    relu6 round selu sigmoid sign silu soft_shrink softmax softplus softsign
    sparse_plus sparse_sigmoid sparsemax square squareplus stop_gradient swish
    tanh_shrink threshold trunc conj conjugate bitwise_invert bitwise_not
    scatter_update slice_update layer_normalization rms_normalization nancumsum
    batch_normalization rot90_""".split()
FLOATS = """arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil cos cosh deg2rad erf
    erfc erfinv exp expm1 floor log log10 log1p log2 rad2deg reciprocal rsqrt sin sinc
    sinh sqrt tan tanh angle""".split()
TESTS = "isfinite isinf isnan isneginf isposinf isreal logical_not signbit".split()
BINARY = """add ldexp logaddexp2 bitwise_and bitwise_or bitwise_xor floor_divide fmax
    fmin fmod gcd hypot lcm logaddexp maximum minimum mod multiply nextafter power
    subtract left_shift right_shift bitwise_left_shift bitwise_right_shift""".split()
QUOTIENTS = "arctan2 divide divide_no_nan true_divide".split()
COMPARISONS = """equal greater greater_equal isclose less less_equal logical_and
    logical_or logical_xor not_equal""".split()

ARITHMETIC: dict[str, Value] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "floor_divide": operator.floordiv,
    "mod": operator.mod,
    "maximum": max,
    "minimum": min,
    "power": operator.pow,
}


def same(x: Value, *others: Value, **named: Value) -> Tensor:
    return result(shape_of(x), promoted(x))


def real(x: Value, *others: Value, **named: Value) -> Tensor:
    return result(shape_of(x), floating(x))


def test(x: Value) -> Tensor:
    return result(shape_of(x), "bool")


def binary(name: Value) -> Routine:
    def computed(x1: AnyTensor | float, x2: AnyTensor | float) -> Tensor:
        values = None
        one, two = numbers(x1), numbers(x2)
        if name in ARITHMETIC and isinstance(one, int) and isinstance(two, int):
            try:
                values = ARITHMETIC[name](one, two)
            except (ArithmeticError, ValueError):
                values = None
        together = broadcast(shape_of(x1), shape_of(x2))
        return result(together, promoted(x1, x2), values)

    return computed


def quotient(x1: Value, x2: Value) -> Tensor:
    return result(broadcast(shape_of(x1), shape_of(x2)), floating(x1, x2))


def comparison(x1: Value, x2: Value, *others: Value, **named: Value) -> Tensor:
    return result(broadcast(shape_of(x1), shape_of(x2)), "bool")


for _names, _function in (
    (SAME, same),
    (FLOATS, real),
    (TESTS, test),
    (QUOTIENTS, quotient),
    (COMPARISONS, comparison),
):
    for _name in _names:
        if not _name.endswith("_"):
            FUNCTIONS[_name] = called(_function, capitals(_name))
for _name in BINARY:
    if not _name.endswith("_"):
        FUNCTIONS[_name] = called(binary(_name), capitals(_name))


@op("cast", "saturate_cast", "view")
def cast(x: Value, dtype: Value = None) -> Tensor:
    return result(shape_of(x), dtype_name(dtype), numbers(x))


@op("where")
def where(condition: Value, x1: Value = None, x2: Value = None) -> Tensor:
    shapes = [shape_of(each) for each in (condition, x1, x2)]
    return result(broadcast(*shapes), promoted(x1, x2))


@op("glu")
def glu(x: Value, axis: Value = -1) -> Tensor:
    shape = list(along(shape_of(x), axis))
    if shape[axis] is not None:
        joining.divided(tuple(shape), 2, axis, equal=True)
        shape[axis] //= 2
    return result(shape, dtype_of(x))


OPERATORS = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "truediv": "true_divide",
    "floordiv": "floor_divide",
    "mod": "mod",
    "pow": "power",
    "and": "logical_and",
    "or": "logical_or",
    "xor": "logical_xor",
}
COMPARED = {
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "ne": "not_equal",
}


def operator_of(name: str, reflected: bool = False) -> Routine:
    function = FUNCTIONS[name]
    if reflected:
        return lambda self, other: function(other, self)
    return lambda self, other: function(self, other)


for _symbol, _name in OPERATORS.items():
    METHODS[f"__{_symbol}__"] = operator_of(_name)
    METHODS[f"__r{_symbol}__"] = operator_of(_name, reflected=True)
for _symbol, _name in COMPARED.items():
    METHODS[f"__{_symbol}__"] = operator_of(_name)
METHODS["__neg__"] = FUNCTIONS["negative"]
METHODS["__abs__"] = FUNCTIONS["absolute"]
METHODS["__invert__"] = FUNCTIONS["logical_not"]
METHODS["__round__"] = lambda self, digits=None: FUNCTIONS["round"](self)
