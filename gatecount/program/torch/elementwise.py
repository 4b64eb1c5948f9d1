"""Operations that work on each number alone: their shapes pass, or broadcast."""

from __future__ import annotations

import math
import operator

from ...counting import CountError
from ...shapes.axes import along, axes_of, listed
from ...shapes.filling import broadcast
from ...shapes.joining import refuse_axes
from ...types import NoReturn, Routine, Shape, Value
from ..unknown import Answer
from .dtypes import BOOL, DTYPES, dtype, fractions, promote, with_number
from .literals import as_tensor, input_of
from .operation import operation
from .strides import kept
from .tensor import FUNCTIONS, METHODS, Grad, Tensor, both, derived

# Whole numbers become fractions.
FRACTIONAL = """exp exp2 log log2 log10 log1p expm1 sqrt rsqrt sigmoid tanh sin cos tan
    asin acos atan sinh cosh asinh acosh atanh arcsin arccos arctan arctanh erf erfc
    erfinv reciprocal lgamma digamma i0 sinc logit deg2rad rad2deg""".split()
SAME = """abs absolute neg negative positive sign sgn floor ceil round trunc fix frac
    square relu clone detach dropout alpha_dropout
    feature_dropout selu celu rrelu hardshrink prelu bitwise_not nan_to_num threshold
    index_fill index_add index_copy
    index_put masked_scatter bernoulli renorm cpu cuda
    pin_memory share_memory resolve_conj fill normal uniform exponential geometric
    cauchy log_normal random zero copy retain_grad""".split()
TOGETHER = """clamp clip clamp_min clamp_max masked_fill addcmul addcdiv lerp copysign
    heaviside""".split()
ALONG = "cumsum cumprod logcumsumexp"
TESTS = "isnan isinf isfinite isposinf isneginf isreal logical_not signbit".split()
ARITHMETIC = {
    "add": operator.add,
    "sub": operator.sub,
    "subtract": operator.sub,
    "mul": operator.mul,
    "multiply": operator.mul,
    "maximum": max,
    "minimum": min,
    "fmax": max,
    "fmin": min,
    "pow": operator.pow,
    "float_power": operator.pow,
    "remainder": operator.mod,
    "fmod": operator.mod,
    "floor_divide": operator.floordiv,
    "atan2": None,
    "arctan2": None,
    "hypot": None,
    "bitwise_and": operator.and_,
    "bitwise_or": operator.or_,
    "bitwise_xor": operator.xor,
    "xlogy": None,
}
DIVISIONS = ("div", "divide", "true_divide")
COMPARISONS = {
    "eq": operator.eq,
    "ne": operator.ne,
    "not_equal": operator.ne,
    "lt": operator.lt,
    "less": operator.lt,
    "le": operator.le,
    "less_equal": operator.le,
    "gt": operator.gt,
    "greater": operator.gt,
    "ge": operator.ge,
    "greater_equal": operator.ge,
    "logical_and": lambda a, b: bool(a and b),
    "logical_or": lambda a, b: bool(a or b),
    "logical_xor": lambda a, b: bool(a) != bool(b),
}


def unary(name: str, change: Routine, keep_values: bool = False) -> Routine:
    compute = COMPUTED.get(name)

    def apply(input: Value, *arguments: Value, **named: Value) -> Value:
        source = input_of(input)
        values = source._values if keep_values else None
        if compute and source._values and not arguments:
            values = computed_each(compute, source._values)
        return derived(
            source,
            source._shape,
            change(source._dtype),
            values,
            requires_grad=False if name == "detach" else None,
            strides=kept(source, source._shape),
        )

    return apply


def computed_each(
    compute: Routine, values: tuple[float, ...]
) -> tuple[float, ...] | None:
    """The numbers themselves, where the program writes them."""
    try:
        return tuple(map(compute, values))
    except (ArithmeticError, ValueError, TypeError):
        return None


# Of numbers that a program writes out, what these give is known.
COMPUTED = {
    name: getattr(math, name)
    for name in "exp log log2 log10 sqrt floor ceil trunc sin cos tan tanh".split()
}
COMPUTED |= {"abs": abs, "absolute": abs, "neg": operator.neg, "round": round}
COMPUTED |= {"negative": operator.neg, "square": lambda value: value * value}


def combine(
    input: Value,
    other: Value,
    change: Routine = promote,
    compute: Routine | None = None,
) -> Value:
    """Two tensors, or a tensor and a number."""
    one, two = tensor_operand(input), tensor_operand(other)
    if isinstance(input, Tensor) and is_number(other):
        kind = with_number(one._dtype, number_kind(other))
    elif isinstance(other, Tensor) and is_number(input):
        kind = with_number(two._dtype, number_kind(input))
    elif one._shape == () and two._shape != () and same_rank(one, two):
        kind = two._dtype
    elif two._shape == () and one._shape != () and same_rank(one, two):
        kind = one._dtype
    else:
        kind = promote(one._dtype, two._dtype)
    if change is not promote:
        kind = change(kind)
    shape = common(one._shape, two._shape)
    values = computed(one, two, compute) if one._values and two._values else None
    whole = one if one._shape == shape else two
    strides = kept(whole, shape) if whole._shape == shape else None
    result = derived(one, shape, kind, values, others=(two,), strides=strides)
    if is_number(other) and one._shape == shape:
        result._asked = one._asked
    if compute is operator.add and one._shape == () and type(other) is int:
        result._number = one.item() + other
    return result


def common(*shapes: Value) -> Shape | None:
    return None if None in shapes else broadcast(*shapes)


def same_rank(one: Tensor, two: Tensor) -> bool:
    """A single number, though a tensor, does not widen the other's dtype."""
    return (
        one._dtype is not None
        and two._dtype is not None
        and (one._dtype.rank == two._dtype.rank)
    )


def tensor_operand(value: Value) -> Value:
    return as_tensor(value) if is_number(value) else input_of(value)


def is_number(value: Value) -> bool:
    return isinstance(value, (int, float, complex))


def number_kind(value: Value) -> type[Value]:
    return type(value)


def computed(
    one: Value, two: Value, compute: Routine | None
) -> tuple[float, ...] | None:
    a, b = one._values, two._values
    if compute is None or (one._shape != two._shape and 1 not in (len(a), len(b))):
        return None
    if len(a) != len(b):
        longest = max(len(a), len(b))
        a = a * longest if len(a) == 1 else a
        b = b * longest if len(b) == 1 else b
    try:
        return tuple(compute(x, y) for x, y in zip(a, b))
    except (ArithmeticError, TypeError, ValueError):
        return None


def refuse_minus() -> NoReturn:
    raise CountError(
        "Truth values cannot be subtracted. Use ^ instead of -, or convert them "
        "first, as in x.float().",
        "RuntimeError",
    )


def binary(change: Routine, compute: Routine | None) -> Routine:
    def apply(input: Value, other: Value, *arguments: Value, **named: Value) -> Value:
        if compute is operator.sub and BOOL in (
            getattr(input, "_dtype", None),
            getattr(other, "_dtype", None),
        ):
            refuse_minus()
        return combine(input, other, change, compute)

    return apply


def to_bool(kind: dtype | None) -> dtype:
    return BOOL


def register() -> None:
    kinds = [(FRACTIONAL, fractions), (SAME, lambda kind: kind), (TESTS, to_bool)]
    for names, change in kinds:
        for name in names:
            METHODS[name] = unary(name, change, name in KEEPING)
            FUNCTIONS.setdefault(name, METHODS[name])  # torch.normal makes a tensor
    for name, compute in ARITHMETIC.items():
        FUNCTIONS[name] = METHODS[name] = binary(promote, compute)
    for name in DIVISIONS:
        FUNCTIONS[name] = METHODS[name] = divide
    for name, compute in COMPARISONS.items():
        FUNCTIONS[name] = METHODS[name] = binary(to_bool, compute)


FUNCTIONS["contiguous"] = METHODS["contiguous"] = lambda input, **named: derived(
    input, input._shape, values=input._values
)
KEEPING = {"clone", "detach", "cpu", "cuda", "pin_memory"}


def divide(
    input: Value, other: Value, rounding_mode: Value = None, **named: Value
) -> Value:
    if rounding_mode:
        return combine(input, other, promote, operator.floordiv)
    return combine(input, other, fractions, operator.truediv)


register()


def together(shape: Shape, *others: Value, **named: Value) -> Shape:
    """The common shape of all tensors among the arguments."""
    tensors = [each for each in (*others, *named.values()) if isinstance(each, tuple)]
    return broadcast(shape, *tensors)


def flipped(shape: Shape, *many: Value, axis: Value = None) -> Shape:
    """flip(0, 1), or flip((0, 1))"""
    axes = many[0] if len(many) == 1 else many or axis
    axes_of(axes, len(shape))
    return shape


def rolled(shape: Shape, shifts: Value, axis: Value = None) -> Value:
    if axis is not None and len(listed(axis)) != len(listed(shifts)):
        raise CountError("roll takes as many shifts as axes.", "RuntimeError")
    return shape if axis is None else flipped(shape, axis)


def matrix(name: Value, axes: Value = 2) -> Routine:
    def rule(shape: Shape, *more: Value, **named: Value) -> Shape:
        if len(shape) < axes:
            refuse_axes(name, f"{axes}+", shape)
        return shape

    return rule


operation(" ".join(TOGETHER), together, strides=kept)
operation(ALONG, along, strides=kept)
operation("flip", flipped, strides=kept)
operation("roll", rolled)
operation("isclose", lambda one, two, *more, **named: broadcast(one, two), BOOL)
operation("fliplr", matrix("fliplr"))
operation("flipud", matrix("flipud", 1))
operation("tril triu", matrix("tril"), strides=kept)


both("rsub")(lambda input, other, alpha=1: combine(other, input, promote, operator.sub))


@both("where")
def where(condition: Value, input: Value = None, other: Value = None) -> Value:
    """With one argument, the places where it is true: unknown how many."""
    condition = as_tensor(condition)
    if input is None:
        axes = len(condition._shape or (None,))
        return tuple(derived(condition, (None,), DTYPES["int64"]) for _ in range(axes))
    both_sides = combine(input, other)
    shape = common(condition._shape, both_sides._shape)
    return derived(both_sides, shape)


@both("equal", "allclose")
def equal(input: Value, other: Value, *arguments: Value, **named: Value) -> Value:
    """Equal shapes may hold equal numbers, or not: that is not known here."""
    one, two = as_tensor(input), as_tensor(other)
    if one is two:
        return True
    if one._values and two._values:
        return one._values == two._values
    sizes = zip(one._shape or (), two._shape or ())
    if None in (one._shape, two._shape) or any(None in pair for pair in sizes):
        return Answer("equal(…)")
    return Answer("equal(…)") if one._shape == two._shape else False


def operand(name: str, reflected: bool = False) -> Routine:
    """The method behind + and the like; other types get their turn."""

    def apply(self: Value, other: Value) -> Value:
        if other is None or isinstance(other, (str, dict)):
            return NotImplemented
        one, two = (other, self) if reflected else (self, other)
        return METHODS[name](one, two)

    return apply


OPERATORS = {
    "add": "add",
    "sub": "sub",
    "mul": "mul",
    "truediv": "div",
    "floordiv": "floor_divide",
    "mod": "remainder",
    "pow": "pow",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
}
for _name, _method in OPERATORS.items():
    METHODS[f"__{_name}__"] = operand(_method)
    METHODS[f"__r{_name}__"] = operand(_method, True)
for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    METHODS[f"__{_name}__"] = operand(_name)
for _name, _method in {"neg": "neg", "abs": "abs", "invert": "bitwise_not"}.items():
    METHODS[f"__{_name}__"] = METHODS[_method]
METHODS["__pos__"] = METHODS["clone"]


def in_place(name: str) -> Routine:
    """x += y keeps x, whose shape must not change."""

    def apply(self: Value, other: Tensor | float) -> Value:
        return check_in_place(self, METHODS[name](self, other))

    return apply


def check_in_place(tensor: Value, result: Value) -> Value:
    if tensor._needs_grad and not tensor._derived and Grad.enabled:
        raise CountError(
            "A parameter that is being trained cannot be changed in place. Write "
            "it under `with torch.no_grad():`, or change its .data.",
            "RuntimeError",
        )
    if None not in (tensor._shape, result._shape) and len(tensor._shape) != len(
        result._shape
    ):
        refuse_growth(tensor, result)
    tensor._values = result._values
    if result._needs_grad:
        tensor._needs_grad = tensor._derived = True
    return tensor


def refuse_growth(tensor: Value, result: Value) -> NoReturn:
    raise CountError(
        "In place, a tensor of shape {one} cannot take the result's shape {two}.",
        "RuntimeError",
        one=list(tensor.shape),
        two=list(result.shape),
    )


for _name, _method in OPERATORS.items():
    METHODS[f"__i{_name}__"] = in_place(_method)
