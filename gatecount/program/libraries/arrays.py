"""Whatever a program hands to NumPy, as an array."""

from ...types import Value
from ..unknown import Unknown
from . import literals
from .array import Array, Data, literal_shape, shape_of


def name_of(dtype: Value, default: str | None) -> str | None:
    """`np.float32`, "float32" or float, as a text."""
    if dtype is None:
        return default
    if dtype in (int, float, bool):
        return {int: "int64", float: "float64", bool: "bool"}[dtype]
    return str(getattr(dtype, "__name__", dtype))


def array_of(value: Value, dtype: Value = None) -> Unknown:
    """The value as an array; an unknown value if not even its axes are known."""
    if isinstance(value, Array):
        return again(value, dtype)
    if isinstance(value, Unknown) and value.shape is None:
        return value
    if getattr(value, "is_symbolic", False):
        value.__array__()  # refuses: it has no values
    if shape_of(value) is not None and not isinstance(value, (list, range)):
        return Array(
            value.shape, name_of(dtype, str(getattr(value, "dtype", "float32")))
        )
    shape = literal_shape(value)
    if shape is None:
        return Data("array(…)")
    data = literals.literal(value)
    return Array(shape, name_of(dtype, kind_of(value)), data=data if shape else None)


def kind_of(value: Value) -> Value:
    while isinstance(value, (list, tuple)) and value:
        value = value[0]
    if isinstance(value, Array):
        return value.dtype
    return {bool: "bool", int: "int64", str: "str"}.get(type(value), "float64")


def again(value: Array, dtype: Value = None, **named: Value) -> Array:
    """The same array, as numbers of another kind."""
    made = value.like(value.shape, name_of(dtype, value.dtype))
    made.data = value.data
    return made
