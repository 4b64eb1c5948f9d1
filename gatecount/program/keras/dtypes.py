"""The dtypes of Keras and TensorFlow, as texts."""

from __future__ import annotations

from ...types import Value
from ..session import current
from ..unknown import Unknown


class DType(str):
    """A dtype of TensorFlow: equal to its name."""

    def __repr__(self) -> str:
        return f"tf.{self.name}"

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    __hash__ = str.__hash__

    name = property(lambda self: str.__str__(self))
    is_floating = property(lambda self: "float" in self.name)
    max = property(lambda self: Unknown(f"{self.name}.max"))
    min = max

    as_numpy_dtype = property(lambda self: self)


def dtype_name(dtype: Value, default: Value = "float32") -> Value:
    """The name of a dtype, however it is given."""
    if dtype is None:
        return default
    if isinstance(dtype, DType):
        return dtype.name
    if isinstance(dtype, str):
        return {"float": "float32", "int": "int64"}.get(dtype, dtype)
    if isinstance(dtype, type):
        plain = {int: "int64", float: "float32", bool: "bool", str: "string"}
        return plain.get(dtype, dtype.__name__)
    return str(getattr(dtype, "__name__", None) or getattr(dtype, "name", dtype))


class DTypeText(str):
    """The name of a dtype; Keras 2 had an object with that name."""

    def __getattr__(self, name: str) -> Value:
        if name == "name" and current().lenient:
            current().change("dtype.name → dtype", "Keras 2")
            return str(self)
        raise AttributeError(f"'str' object has no attribute '{name}'")
