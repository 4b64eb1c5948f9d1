"""Tensors that know their shape and their dtype, and no values.

A `KerasTensor` belongs to a graph; a `Tensor` is what TensorFlow would hold, with
values that are not known here, but for small whole numbers such as sizes; a
`Variable` is a weight.
"""

from dataclasses import replace
from math import prod

from ...counting import CountError, Weight
from ..registering import operators, special
from ..sizing_arguments import known as refuse_unknown
from ..unknown import Unknown, sized
from .dtypes import DType, DTypeText, dtype_name
from .scopes import auto_name, current_path, state

CALCULATING = "add sub mul truediv floordiv mod pow matmul and or xor"
# What people ask of a tensor as they would of NumPy's array, or PyTorch's.
OPERATIONS = """argmax argmin astype clip concatenate copy cumsum dot expand_dims
    flatten matmul max mean min permute prod ravel repeat reshape round size squeeze
    std sum swapaxes take transpose unsqueeze var view""".split()


class TensorShape(tuple):
    """TensorFlow's shape, which prints itself in its own way."""

    eager = False  # of values: None is a size that is not known here

    def as_list(self):
        return [self[n] for n in range(len(self))]

    def __repr__(self):
        return f"TensorShape({self.as_list()})"

    def __str__(self):
        return tuple.__repr__(tuple(self.as_list()))

    def __getitem__(self, key):
        found = tuple.__getitem__(self, key)
        if isinstance(key, slice):
            return of_values(found) if self.eager else TensorShape(found)
        return Unknown("shape[…]") if found is None and self.eager else found

    def __add__(self, other):
        return TensorShape(tuple(self) + tuple(other))

    def __radd__(self, other):
        return TensorShape(tuple(other) + tuple(self))

    concatenate = __add__

    rank = property(lambda self: len(self))
    ndims = rank

    dims = property(lambda self: list(self))

    def num_elements(self):
        return None if None in self else prod(self)

    def is_fully_defined(self):
        return None not in self


def of_values(shape):
    """The shape of a tensor that has values."""
    made = TensorShape(shape)
    made.eager = True
    return made


METHODS = {}  # what operations/ says of the operators, and of methods
Operators = operators(
    METHODS,
    *special("lt le gt ge ne neg abs invert round getitem"),
    *(f"__{side}{name}__" for side in ("", "r") for name in CALCULATING.split()),
)


class AnyTensor(Operators):
    """What all tensors share."""

    _keras_mask = None
    values = None  # whole numbers, where they are known
    each = False

    ndim = property(lambda self: len(self.shape))
    rank = ndim

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0] or 1

    def __hash__(self):
        return id(self)


class KerasTensor(AnyTensor):
    is_symbolic = True

    def __init__(
        self,
        shape,
        dtype="float32",
        sparse=False,
        ragged=False,
        record_history=True,
        name=None,
    ):
        self.shape = standard_shape(shape)
        self.dtype = DTypeText(dtype_name(dtype))
        self.sparse, self.ragged = bool(sparse), bool(ragged)
        self.record_history = record_history
        self.name = name or auto_name("KerasTensor")

    def __repr__(self):
        return (
            f"<KerasTensor shape={self.shape}, dtype={self.dtype}, "
            f"sparse={self.sparse}, ragged={self.ragged}, name={self.name}>"
        )

    def reshape(self, newshape):
        return METHODS["reshape"](self, newshape)

    def squeeze(self, axis=None):
        return METHODS["squeeze"](self, axis)

    def __iter__(self):
        self._has_no_value("NotImplementedError")

    def __bool__(self):
        self._has_no_value("TypeError")

    def __int__(self):
        self._has_no_value("ValueError")

    __float__ = __array__ = __index__ = __int__

    def __len__(self):
        self._has_no_value("TypeError")

    def _has_no_value(self, kind):
        raise CountError(
            "A KerasTensor has a shape and no values yet. Use it as the input of "
            "a layer, or of a function of keras.ops.",
            kind,
        )

    def __getattr__(self, name):
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

    def __init__(self, shape, dtype="float32", values=None):
        sizes = (None if not known(size) else size for size in shape)
        self.shape = TensorShape(sizes) if state().tracing else of_values(sizes)
        self.dtype = DType(dtype_name(dtype))
        self.values = values
        self.name = "tensor"

    def get_shape(self):
        return self.shape

    def set_shape(self, shape):
        self.shape = TensorShape(shape)

    def numpy(self):
        from ..libraries.array import Array

        if self.values is not None and not self.shape:
            return self.values
        return Array(sizes(self), self.dtype.name, "tensor.numpy()")

    def __iter__(self):
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
    def shown(self):
        """A single whole number is known where it comes from shapes."""
        single = type(self.values) is int and not self.shape
        return self.values if single else "?"

    def __repr__(self):
        about = f"shape={self.shape}, dtype={self.dtype.name}"
        return f"<tf.Tensor: {about}, numpy={self.shown}>"

    def __str__(self):
        if self.shown == "?" and self.shape:
            return repr(self)
        return f"tf.Tensor({self.shown}, shape=(), dtype={self.dtype.name})"

    def doubted(self):
        """What it is after a loop or a branch of which nobody knows."""
        return Unknown("tensor")

    def __getattr__(self, name):
        if name.startswith("_") or name not in OPERATIONS:
            raise AttributeError(f"A tensor has no attribute '{name}'")
        raise CountError(
            "A tensor of TensorFlow has no {name}. Write keras.ops.{name}(x, ...).",
            "AttributeError",
            name=name,
        )

    def __format__(self, how):
        return "?" if self.shown == "?" else format(self.shown, how)

    undecided = property(lambda self: self.values is None and not state().tracing)

    def __bool__(self):
        if state().tracing:
            raise CountError(
                "A tensor is neither true nor false in the call of a layer. Use "
                "ops.where or ops.cond.",
                "OperatorNotAllowedInGraphError",
            )
        return bool(self.values) if self.values is not None else True

    def __int__(self):
        return int(self.values) if isinstance(self.values, (int, float)) else 0

    __index__ = __int__

    def __float__(self):
        return float("nan")

    def __array__(self):
        raise TypeError("no values")

    device = property(lambda self: "")


def known(size):
    return isinstance(size, int)


def sizes(tensor):
    """The shape with unknown values where it has None."""
    return tuple(
        size if known(size) else Unknown("batch size") for size in tensor.shape
    )


class Variable(AnyTensor):
    """A weight. `weight` is what the engine says of it, without its trainability."""

    def __init__(
        self,
        initializer=None,
        shape=None,
        dtype=None,
        trainable=True,
        autocast=True,
        aggregation="none",
        synchronization="auto",
        name=None,
        weight=None,
        **others,
    ):
        if shape is None:
            shape = getattr(initializer, "shape", None)
            if shape is None:
                from ..libraries.array import literal_shape

                shape = literal_shape(initializer)
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
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self._trainable = bool(value)

    value = property(lambda self: Tensor(self._shape, self._dtype))

    def read_value(self):
        return self.value

    def numpy(self):
        from ..libraries.array import Array

        return Array(self._shape, self._dtype, f"{self.name}.numpy()")

    def assign(self, value):
        shape = getattr(value, "shape", None)
        if shape is not None and tuple(shape) != self._shape:
            raise CountError(
                "A weight of shape {shape} cannot take values of shape {given}.",
                "ValueError",
                shape=str(self._shape),
                given=str(tuple(shape)),
            )
        return value

    def assign_add(self, value):
        return self.assign(value)

    assign_sub = assign_add

    def counted(self):
        """The same for a count: shape, name and whether it is trained."""
        weight = self.weight or Weight(self.name, self.name, self._shape)
        return replace(weight, path=self.path, trainable=self.trainable)

    def __repr__(self):
        return (
            f"<Variable path={self.path}, shape={self._shape}, dtype={self._dtype}, "
            "value=?>"
        )


def refuse_shape(shape):
    """A number, or anything else, where a shape should be."""
    raise CountError(
        "The shape is a tuple of sizes, such as {example}, not {value}.",
        "ValueError",
        example=f"({shape},)" if isinstance(shape, int) else "(13, 5)",
        value=repr(shape),
    )


def standard_shape(shape):
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
