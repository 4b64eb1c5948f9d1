"""Tensors that know their shape and their dtype, and no values.

A `KerasTensor` belongs to a graph; a `Tensor` is what TensorFlow would hold, with
values that are not known here, but for small whole numbers such as sizes; a
`Variable` is a weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod

from ...counting import CountError, Weight
from ...types import TYPE_CHECKING, NoReturn, Shape, Value
from ..registering import operators, special
from ..sizing_arguments import known as refuse_unknown
from ..unknown import Unknown, sized
from .dtypes import DType, DTypeText, dtype_name
from .scopes import auto_name, current_path, state

if TYPE_CHECKING:
    from ..libraries.array import Array

CALCULATING = "add sub mul truediv floordiv mod pow matmul and or xor"
# What people ask of a tensor as they would of NumPy's array, or PyTorch's.
OPERATIONS = """argmax argmin astype clip concatenate copy cumsum dot expand_dims
    flatten matmul max mean min permute prod ravel repeat reshape round size squeeze
    std sum swapaxes take transpose unsqueeze var view""".split()


class TensorShape(tuple[Value, ...]):
    """TensorFlow's shape, which prints itself in its own way."""

    eager = False  # of values: None is a size that is not known here

    def as_list(self) -> list[int]:
        return [self[n] for n in range(len(self))]

    def __repr__(self) -> str:
        return f"TensorShape({self.as_list()})"

    def __str__(self) -> str:
        return tuple.__repr__(tuple(self.as_list()))

    def __getitem__(self, key: Value) -> Value:
        found = tuple.__getitem__(self, key)
        if isinstance(key, slice):
            return of_values(found) if self.eager else TensorShape(found)
        return Unknown("shape[…]") if found is None and self.eager else found

    def __add__(self, other: Value) -> Value:
        return TensorShape(tuple(self) + tuple(other))

    def __radd__(self, other: Value) -> Value:
        return TensorShape(tuple(other) + tuple(self))

    concatenate = __add__

    rank = property(lambda self: len(self))
    ndims = rank

    dims = property(lambda self: list(self))

    def num_elements(self) -> int | None:
        return None if None in self else prod(self)

    def is_fully_defined(self) -> bool:
        return None not in self


def of_values(shape: Shape | Iterator[Value]) -> TensorShape:
    """The shape of a tensor that has values."""
    made = TensorShape(shape)
    made.eager = True
    return made


METHODS: dict[str, Value] = {}  # what operations/ says of the operators, and of methods
Operators: Value = operators(
    METHODS,
    *special("lt le gt ge ne neg abs invert round getitem"),
    *(f"__{side}{name}__" for side in ("", "r") for name in CALCULATING.split()),
)


class AnyTensor(Operators):  # type: ignore[misc]  # a made class
    """What all tensors share."""

    _keras_mask = None
    values: Value = None  # whole numbers, where they are known
    each = False

    ndim = property(lambda self: len(self.shape))
    rank = ndim

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0] or 1

    def __hash__(self) -> int:
        return id(self)


class KerasTensor(AnyTensor):
    is_symbolic = True

    def __init__(
        self,
        shape: Value,
        dtype: Value = "float32",
        sparse: Value = False,
        ragged: Value = False,
        record_history: Value = True,
        name: Value = None,
    ) -> None:
        self.shape = standard_shape(shape)
        self.dtype = DTypeText(dtype_name(dtype))
        self.sparse, self.ragged = bool(sparse), bool(ragged)
        self.record_history = record_history
        self.name = name or auto_name("KerasTensor")

    def __repr__(self) -> str:
        return (
            f"<KerasTensor shape={self.shape}, dtype={self.dtype}, "
            f"sparse={self.sparse}, ragged={self.ragged}, name={self.name}>"
        )

    def reshape(self, newshape: Value) -> Value:
        return METHODS["reshape"](self, newshape)

    def squeeze(self, axis: Value = None) -> Value:
        return METHODS["squeeze"](self, axis)

    def __iter__(self) -> None:
        self._has_no_value("NotImplementedError")

    def __bool__(self) -> Value:
        self._has_no_value("TypeError")

    def __int__(self) -> Value:
        self._has_no_value("ValueError")

    __float__ = __array__ = __index__ = __int__

    def __len__(self) -> Value:
        self._has_no_value("TypeError")

    def _has_no_value(self, kind: str) -> Value:
        raise CountError(
            "A KerasTensor has a shape and no values yet. Use it as the input of "
            "a layer, or of a function of keras.ops.",
            kind,
        )

    def __getattr__(self, name: str) -> Value:
        if name in ("get_shape", "numpy", "as_list", "eval", "set_shape"):
            raise CountError(
                "A KerasTensor has no {name}. Its shape is x.shape, and values it "
                "has none.",
                "AttributeError",
                name=name,
            )
        raise AttributeError(f"'KerasTensor' object has no attribute '{name}'")


class Tensor(AnyTensor):
    """TensorFlow's own tensor, while a layer is called."""

    def __init__(
        self, shape: Value, dtype: Value = "float32", values: Value = None
    ) -> None:
        sizes = (None if not known(size) else size for size in shape)
        self.shape = TensorShape(sizes) if state().tracing else of_values(sizes)
        self.dtype = DType(dtype_name(dtype))
        self.values = values
        self.name = "tensor"

    def get_shape(self) -> Value:
        return self.shape

    def set_shape(self, shape: Value) -> None:
        self.shape = TensorShape(shape)

    def numpy(self) -> Value:
        from ..libraries.array import Array

        if self.values is not None and not self.shape:
            return self.values
        return Array(sizes(self), self.dtype.name, "tensor.numpy()")

    def __iter__(self) -> Iterator[Value]:
        if not self.shape:
            raise TypeError("Cannot iterate over a scalar tensor.")
        if state().tracing:
            raise CountError(
                "A tensor cannot be gone through with a loop, or taken apart, in "
                "the call of a layer. Use x.shape for sizes, and functions of "
                "keras.ops such as ops.unstack for parts.",
                "OperatorNotAllowedInGraphError",
            )
        size = self.shape[0]
        for n in range(size if known(size) else 1):
            yield self[n]

    @property
    def shown(self) -> Value:
        """A single whole number is known where it comes from shapes."""
        single = type(self.values) is int and not self.shape
        return self.values if single else "?"

    def __repr__(self) -> str:
        about = f"shape={self.shape}, dtype={self.dtype.name}"
        return f"<tf.Tensor: {about}, numpy={self.shown}>"

    def __str__(self) -> str:
        if self.shown == "?" and self.shape:
            return repr(self)
        return f"tf.Tensor({self.shown}, shape=(), dtype={self.dtype.name})"

    def doubted(self) -> Unknown:
        """What it is after a loop or a branch of which nobody knows."""
        return Unknown("tensor")

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_") or name not in OPERATIONS:
            raise AttributeError(f"A tensor has no attribute '{name}'")
        raise CountError(
            "A tensor of TensorFlow has no {name}. Write keras.ops.{name}(x, ...).",
            "AttributeError",
            name=name,
        )

    def __format__(self, how: str) -> str:
        return "?" if self.shown == "?" else format(self.shown, how)

    undecided = property(lambda self: self.values is None and not state().tracing)

    def __bool__(self) -> bool:
        if state().tracing:
            raise CountError(
                "A tensor is neither true nor false in the call of a layer. Use "
                "ops.where or ops.cond.",
                "OperatorNotAllowedInGraphError",
            )
        return bool(self.values) if self.values is not None else True

    def __int__(self) -> int:
        return int(self.values) if isinstance(self.values, (int, float)) else 0

    __index__ = __int__

    def __float__(self) -> float:
        return float("nan")

    def __array__(self) -> Value:
        raise TypeError("no values")

    device = property(lambda self: "")


def known(size: Value) -> bool:
    return isinstance(size, int)


def sizes(tensor: Tensor) -> Value:
    """The shape with unknown values where it has None."""
    return tuple(
        size if known(size) else Unknown("batch size") for size in tensor.shape
    )


class Variable(AnyTensor):
    """A weight. `weight` is what the engine says of it, without its trainability."""

    def __init__(
        self,
        initializer: Value = None,
        shape: Value = None,
        dtype: Value = None,
        trainable: Value = True,
        autocast: Value = True,
        aggregation: Value = "none",
        synchronization: Value = "auto",
        name: Value = None,
        weight: Value = None,
        **others: Value,
    ) -> None:
        if shape is None:
            shape = getattr(initializer, "shape", None)
            if shape is None:
                from ..libraries.array import literal_shape

                shape = literal_shape(initializer) or ()
        self.name = name or auto_name("Variable")
        parent = current_path()
        self.path = f"{parent}/{self.name}" if parent else self.name
        self._shape = standard_shape(shape)
        if None in self._shape:
            raise CountError(
                "The weight {name} needs every size to be known, but its shape is "
                "{shape}. Give a number instead of None in the input shape.",
                "ValueError",
                name=self.name,
                shape=str(self._shape),
            )
        self._dtype = dtype_name(
            dtype, getattr(initializer, "dtype", None) or "float32"
        )
        self._dtype = dtype_name(self._dtype)
        self._trainable = bool(trainable)
        self.weight = weight
        self.regularizer = self.constraint = None
        self.overwrite_with_gradient = False

    shape = property(lambda self: TensorShape(self._shape))
    dtype = property(lambda self: self._dtype)

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: Value) -> None:
        self._trainable = bool(value)

    value = property(lambda self: Tensor(self._shape, self._dtype))

    def read_value(self) -> Value:
        return self.value

    def numpy(self) -> Array:
        from ..libraries.array import Array

        return Array(self._shape, self._dtype, f"{self.name}.numpy()")

    def assign(self, value: Value) -> Value:
        shape = getattr(value, "shape", None)
        if shape is not None and tuple(shape) != self._shape:
            raise CountError(
                "A weight of shape {shape} cannot take values of shape {given}.",
                "ValueError",
                shape=str(self._shape),
                given=str(tuple(shape)),
            )
        return value

    def assign_add(self, value: Value) -> Value:
        return self.assign(value)

    assign_sub = assign_add

    def counted(self) -> Weight:
        """The same for a count: shape, name and whether it is trained."""
        sizes: Value = self._shape
        weight = self.weight or Weight(self.name, self.name, sizes)
        return replace(weight, path=self.path, trainable=self.trainable)

    def __repr__(self) -> str:
        return (
            f"<Variable path={self.path}, shape={self._shape}, dtype={self._dtype}, "
            "value=?>"
        )


def refuse_shape(shape: Value) -> NoReturn:
    """A number, or anything else, where a shape should be."""
    raise CountError(
        "The shape is a tuple of sizes, such as {example}, not {value}.",
        "ValueError",
        example=f"({shape},)" if isinstance(shape, int) else "(13, 5)",
        value=repr(shape),
    )


def standard_shape(shape: Value) -> Shape:
    """The shape as a tuple; refused where it is none."""
    if not isinstance(shape, (tuple, list)):
        if not isinstance(shape, int):
            refuse_unknown(shape)
        refuse_shape(shape)
    shape = sized(shape)
    for size in shape:
        if size is not None and (not isinstance(size, int) or size < 0):
            raise CountError(
                "{value} cannot be a size in the input shape. Sizes are whole "
                "numbers, such as 13 and 5.",
                "ValueError",
                value=repr(size),
            )
    return tuple(shape)
