"""`numpy`: arrays of which only the shape is known."""

from __future__ import annotations

import math
import operator

from ...counting import CountError
from ...shapes import joining, products
from ...shapes.axes import permuted, reduced
from ...shapes.filling import broadcast, reshaped
from ...shapes.sizes import product
from ...types import TYPE_CHECKING, Routine, Shape, Value
from ..names import NAMES
from ..operations import arguments, ordered, rules
from ..registering import registering
from ..stand_ins import StandIn
from ..symbols import Symbol
from ..unknown import Unknown, find_unknown
from . import literals
from .array import (
    METHODS,
    Array,
    Data,
    literal_shape,
    shape_argument,
    told,
)
from .arrays import again, name_of
from .arrays import array_of as array_of
from .other import Placeholder
from .random_numbers import RANDOM, Random

if TYPE_CHECKING:
    from ..keras.tensors import Tensor
    from ..session import Session

FUNCTIONS: dict[str, Value] = {}


function, method = registering(FUNCTIONS), registering(FUNCTIONS, METHODS)


function("array", "asarray", "ascontiguousarray", "asfarray", "copy", "float_")(
    lambda value, dtype=None, **named: array_of(value, dtype)
)
function("zeros", "ones", "empty")(
    lambda shape, dtype=None, **named: Array(
        shape_argument(shape), name_of(dtype, "float64")
    )
)
function("full")(
    lambda shape, fill_value, dtype=None, **named: Array(
        shape_argument(shape), name_of(dtype, "float64")
    )
)
function("zeros_like", "ones_like", "empty_like", "full_like")(
    lambda value, *others, dtype=None, **named: array_of(value, dtype)
)
function("eye", "identity")(
    lambda N, M=None, **named: Array((N, N if M is None else M))
)


@function("arange")
def arange(*values: Value, dtype: Value = None) -> Array:
    unknown = find_unknown(values)
    if unknown is not None:
        return Array((unknown.derived(f"len(arange({unknown.text}))"),), "int64")
    if any(isinstance(each, Symbol) for each in values):
        size = values[0] if len(values) == 1 else Unknown("len(arange(…))")
        return Array((size,), "int64")
    start, stop, step = (*((0, *values) if len(values) == 1 else values), 1)[:3]
    whole = all(isinstance(each, int) for each in (start, stop, step))
    size = max(0, -int(-(stop - start) // step)) if step else 0
    data = list(range(start, stop, step)) if whole and size <= literals.MOST else None
    kind = name_of(dtype, "int64" if whole else "float64")
    return Array((size,), kind, data=data)


@function("linspace", "logspace", "geomspace")
def linspace(
    start: Value,
    stop: Value,
    num: Value = 50,
    dtype: Value = None,
    retstep: Value = False,
    **named: Value,
) -> Value:
    made = Array((num,), name_of(dtype, "float64"))
    return (made, Unknown("step")) if retstep else made


@method("reshape")
def reshape(
    value: Value, *shape: Value, order: Value = "C", newshape: Value = None
) -> Value:
    value = array_of(value)
    shape = shape if newshape is None else (newshape,)
    sizes = shape_argument(shape[0] if len(shape) == 1 else shape)
    if value.shape is None:
        return Data(value.text, value.line).reshape(sizes)
    made = value.by(reshaped, value.shape, sizes)
    if value.data is not None:
        made.data = literals.grouped(literals.flat(value.data), made.shape)
    return made


@method("ravel")
def ravel(value: Value, *order: Value) -> Value:
    value = array_of(value)
    if value.shape is None:
        return value
    made = value.like((product(value.shape),))
    made.data = None if value.data is None else literals.flat(value.data)
    return made


METHODS["flatten"] = ravel


def by_rule(number: int, rule: Routine) -> Routine:
    """A function from its rule: see `operations`."""

    def apply(*values: Value, **named: Value) -> Value:
        named = {name: each for name, each in named.items() if name not in IGNORED}
        row = values[0] if values and number == 0 else None
        if isinstance(row, Array) and len(row.shape) == 1:
            return Data(f"stack({row.text})")  # of what, only the data would tell
        arrays, given, named = arguments(number, values, named, noted, tuple_of)
        arrays = [array_of(each) for each in arrays]
        for each in arrays:
            if each.shape is None:
                return each
        if not arrays:
            raise CountError("There is nothing to join.")
        made = told(rule, *given, **named)
        if isinstance(made, list):
            return [arrays[0].like(shape) for shape in made]
        return arrays[0].like(made)

    return apply


IGNORED = ("dtype", "out", "order", "kind", "casting", "where", "subok")


def noted(value: Array | Tensor | int) -> Value:
    return array_of(value).shape


def tuple_of(value: Value) -> Value:
    """An argument of a rule: numbers in a list are sizes, or axes."""
    if isinstance(value, list):
        return tuple(map(tuple_of, value))
    return value if not isinstance(value, Array) else None


def transposed(shape: Value, *order: Value) -> Shape:
    order = order[0] if len(order) == 1 and not isinstance(order[0], int) else order
    return permuted(shape, order or None)


for _name, _number, _rule in [
    *rules(),
    ("transpose", 1, transposed),
    ("column_stack", 0, joining.columns),
    ("dstack", 0, joining.deep),
    ("row_stack", 0, joining.vertical),
    ("argsort", 1, ordered),
]:
    FUNCTIONS[_name] = by_rule(_number, _rule)
    if _number and _name not in ("append", "outer", "pad", "tile", "expand_dims"):
        METHODS[_name] = FUNCTIONS[_name]


@function("einsum")
def einsum(equation: Value, *values: Value, **named: Value) -> Value:
    arrays = [array_of(each) for each in values]
    if any(each.shape is None for each in arrays):
        return next(each for each in arrays if each.shape is None)
    return arrays[0].by(products.einsum, equation, [each.shape for each in arrays])


def reduction(name: str) -> Routine:
    def reduce(
        value: Value,
        *others: Value,
        axis: Value = None,
        keepdims: Value = False,
        **named: Value,
    ) -> Value:
        value = array_of(value)
        several: tuple[Value, ...] = ()
        if name.endswith("tile") and others:  # percentile, quantile: which
            several, others = literal_shape(others[0]) or (), others[1:]
        if others and axis is None and isinstance(others[0], int):
            axis = others[0]
        if axis is None and isinstance(value, Array) and value.data is not None:
            found = literals.reduced(name, value.data)
            if found is not None:
                return found
        if value.shape is None:
            return value.derived(f"max({value.text})")
        return value.like((*several, *told(reduced, value.shape, axis, keepdims)))

    return reduce


@method(
    "abs", "exp", "log", "log1p", "log2", "log10", "sqrt", "sin", "cos", "tan", "tanh",
    "sinh", "cosh", "square", "round", "around", "floor", "ceil", "sign",
    "clip", "nan_to_num", "isnan", "power",
    "absolute", "maximum", "minimum", "add", "subtract", "multiply", "divide",
)  # fmt: skip
def same(value: Value, *others: Value, **named: Value) -> Unknown:
    arrays = [array_of(each) for each in (value, *others)]
    if any(each.shape is None for each in arrays):
        return next(each for each in arrays if each.shape is None)
    return arrays[0].by(broadcast, *(each.shape for each in arrays))


def of_number(name: str, made: Routine) -> Routine:
    """What a function gives for a plain number is a number; else, an array."""
    compute: Value = getattr(math, name, NUMBERS.get(name))

    def asked(value: Value, *others: Value, **named: Value) -> Value:
        plain = type(value) in (int, float) and all(
            type(each) in (int, float) for each in others
        )
        if not plain or compute is None or named:
            return made(value, *others, **named)
        try:
            found = compute(value, *others)
        except (ArithmeticError, TypeError, ValueError):
            return math.nan
        return float(found) if name in ("floor", "ceil", "sqrt") else found

    return asked


NUMBERS = {
    "abs": abs,
    "absolute": abs,
    "round": round,
    "around": round,
    "square": lambda value: value * value,
    "power": operator.pow,
    "maximum": max,
    "minimum": min,
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "clip": lambda value, low, high: min(max(value, low), high),
    "sign": lambda value: (value > 0) - (value < 0),
    "power_": pow,
}
for _name in [name for name, made in FUNCTIONS.items() if made is same]:
    FUNCTIONS[_name] = of_number(_name, same)

for _name in """sum mean std var max min amax amin prod argmax argmin any all median
        percentile quantile nanpercentile average nanmean""".split():
    FUNCTIONS[_name] = METHODS[_name] = reduction(_name)


METHODS["astype"] = again
METHODS["copy"] = METHODS["to_numpy"] = lambda value, *others: again(value)
METHODS["numpy"] = METHODS["copy"]
METHODS["item"] = lambda value, *others: value.derived(f"{value.text}.item()")
METHODS["resize"] = lambda value, *shape, **named: resized(value, shape)
METHODS["fill"] = METHODS["sort"] = lambda value, *others, **named: None
METHODS["tolist"] = lambda value: list(value) if value.data is None else value.data


def resized(value: Array, shape: Value) -> None:
    """In place."""
    shape = shape[0] if len(shape) == 1 else shape
    value.shape, value.data = shape_argument(shape), None


@function("where")
def where(condition: Value, *values: Value) -> Value:
    if not values:
        return (Unknown("where(…)"),)
    return same(values[0], values[1], condition)


@function("unique")
def unique(value: Value, **named: Value) -> Value:
    value = array_of(value)
    if isinstance(value, Array) and value.data is not None:
        found = sorted(set(literals.flat(value.data)))
        made = Array((len(found),), value.dtype, data=found)
    else:
        size = value.derived(f"len(unique({value.text}))")
        made = Array((size,), "int64", value.text)
    return made if not any(named.values()) else (made, value)


@function("meshgrid")
def meshgrid(*values: Value, **named: Value) -> list[Array]:
    shape = [product(array_of(each).shape) for each in values]
    if named.get("indexing", "xy") == "xy":
        shape[:2] = shape[1::-1]
    return [array_of(values[0]).like(shape) for _ in values]


function("shape")(lambda value: array_of(value).shape)
function("ndim")(lambda value: len(array_of(value).shape))


@function("size")
def size(value: Value) -> Value:
    return array_of(value).size


TYPES = """float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64
    bool_ complex64 complex128 longlong intc object_ str_""".split()


def type_of(name: str) -> Routine:
    def made(value: Value = 0, *others: Value) -> Value:
        if isinstance(value, (int, float)):
            return literals.NumpyInt(value) if "int" in name else float(value)
        return array_of(value, name)

    made.__name__ = name.rstrip("_")
    return made


def modules(session: Session) -> dict[str, StandIn]:
    def missing(name: str) -> Placeholder:
        return Placeholder(f"numpy.{name}")

    generator = {
        "default_rng": lambda *seed: Random(),
        "RandomState": lambda *seed: Random(),
    }
    random_ = StandIn("numpy.random", RANDOM | generator, missing)
    names: dict[str, Value] = {name: type_of(name) for name in TYPES} | FUNCTIONS
    names["__version__"] = NAMES["numpy.__version__"][0]
    names |= {"pi": 3.141592653589793, "e": 2.718281828459045, "newaxis": None}
    names |= {
        "inf": float("inf"),
        "nan": float("nan"),
        "ndarray": Array,
        "float": float,
    }
    root = StandIn("numpy", names | {"random": random_}, missing)
    return {"numpy": root, "numpy.random": random_}
