"""Functions of tensors: their shape here, and their place in a graph.

A function of `keras.ops` computes a shape. Called on a KerasTensor, it also leaves a
node in the graph, as an operation of Keras' own name: `x[:, 0]` is a GetItem.
"""

from functools import wraps

from ....counting import CountError
from ....types import Routine, Value
from ...libraries.array import Data
from ...operations import arguments, as_value_error
from ...unknown import Unknown, closed, sized
from .. import tree
from ..dtypes import DType, dtype_name
from ..graph import Operation, as_keras_tensor, is_symbolic
from ..tensors import AnyTensor, Tensor

FUNCTIONS: dict[str, Value] = {}  # keras.ops, by name
CLASSES: dict[str, Value] = {}  # their operations, by class name

# Where the class is not the function's name in capitals.
NAMED = {
    "abs": "Absolute",
    "allclose": "AllClose",
    "batch_normalization": "BatchNorm",
    "cdist": "CDist",
    "conj": "Conjugate",
    "fft": "FFT",
    "fft2": "FFT2",
    "hard_swish": "HardSilu",
    "ifft2": "IFFT2",
    "in_top_k": "InTopK",
    "irfft": "IRFFT",
    "isin": "IsIn",
    "istft": "ISTFT",
    "layer_normalization": "LayerNorm",
    "psnr": "PSNR",
    "rfft": "RFFT",
    "rms_normalization": "RMSNorm",
    "searchsorted": "SearchSorted",
    "stft": "STFT",
    "svd": "SVD",
    "swish": "Silu",
}


class Op(Operation):
    """One call of a function on KerasTensors."""

    def __init__(self, function: Routine, name: Value = None) -> None:
        super().__init__(name)
        self.function = function

    def call(self, *values: Value, **named: Value) -> Value:
        return self.function(*values, **named)

    def compute_output_spec(self, *values: Value, **named: Value) -> Value:
        return tree.map_structure(as_keras_tensor, self.function(*values, **named))

    def __call__(self, *values: Value, **named: Value) -> Value:
        if is_symbolic(values, named):
            return self.symbolic_call(*values, **named)
        return self.function(*values, **named)


def class_of(name: str) -> Value:
    if name not in CLASSES:
        CLASSES[name] = type(name, (Op,), {"__module__": __name__})
    return CLASSES[name]


def capitals(name: str) -> str:
    return NAMED.get(name) or "".join(map(str.capitalize, name.split("_")))


def op(*names: str, kind: Value = None) -> Routine:
    """Register a function of shapes under its names in keras.ops."""

    def register(function: Routine) -> Value:
        made = None
        if function.__name__ in ("<lambda>", "apply"):
            function.__name__ = function.__qualname__ = names[0]
        for name in names or (function.__name__.strip("_"),):
            made = FUNCTIONS[name] = called(function, kind or capitals(name))
        return made

    return register


def called(function: Routine, kind: str) -> Routine:
    @wraps(function)
    def call(*values: Value, **named: Value) -> Value:
        named.pop("name", None)
        closed(values)
        try:
            if is_symbolic(values, named):
                return class_of(kind)(function).symbolic_call(*values, **named)
            if not function.__module__.endswith("making") and is_data(values):
                return Data(f"{function.__name__}(…)")
            return function(*values, **named)
        except CountError as error:
            raise as_value_error(error) from None

    vars(call).update(kind=kind, shape_only=function)
    return call


def is_data(values: tuple[Value, ...]) -> bool:
    """Is there no tensor, but data of which not even the number of axes is known?"""
    first = values[0] if values else None
    open_ = isinstance(first, Unknown) and first.shape is None
    return open_ and not any(isinstance(each, AnyTensor) for each in values)


def shaped(
    names: str, rule: Routine, number: int = 1, kind: Routine | None = None
) -> None:
    """A function from its rule: the shapes of so many tensors (0: of a list of them),
    and the other arguments, to a shape or a list of shapes."""

    def apply(*values: Value, **named: Value) -> Tensor | list[Tensor]:
        tensors, given, named = arguments(number, values, named, shape_of, plain)
        made = rule(*given, **named)
        dtype = (kind or (dtype_of if number == 1 else promoted))(*tensors)
        if isinstance(made, list):
            return [result(shape, dtype) for shape in made]
        return result(made, dtype)

    for name in names.split():
        op(name)(apply)


def plain(value: Value) -> Value:
    """An argument with numbers in place of tensors; None where they are not known. A
    size that only data would tell has a letter."""
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    if isinstance(value, Unknown):
        return None if value.shape else sized(value)
    return numbers(value) if isinstance(value, AnyTensor) else value


def shape_of(value: Value) -> Value:
    """The shape of what may stand for a tensor: a number, a list, an array."""
    shape = getattr(value, "shape", None)
    if shape is not None and not isinstance(value, type):
        return tuple(size if isinstance(size, int) else None for size in shape)
    if isinstance(value, (list, tuple)):
        inner = shape_of(value[0]) if value else ()
        return (len(value), *inner)
    return ()


def dtype_of(value: Value) -> Value:
    if isinstance(value, DType):
        return value.name
    if isinstance(value, AnyTensor) or getattr(value, "shape", None) is not None:
        return dtype_name(value.dtype)
    if isinstance(value, (list, tuple)) and value:
        return dtype_of(value[0])
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    return "float" if isinstance(value, float) else "float32"


ORDER = """bool int uint8 int8 int16 uint16 int32 uint32 int64 uint64 float bfloat16
    float16 float32 float64 complex64 complex128 string""".split()


def promoted(*values: Value) -> Value:
    """The dtype of numbers of these kinds together; Python's numbers give way."""
    dtypes = [dtype_of(value) for value in values]
    highest = max(dtypes, key=lambda name: ORDER.index(name) if name in ORDER else 0)
    if highest == "float":
        highest = max(
            (name for name in dtypes if name.startswith(("float1", "float3", "bf"))),
            key=ORDER.index,
            default="float32",
        )
    return {"int": "int32", "float": "float32"}.get(highest, highest)


def floating(*values: AnyTensor | float) -> Value:
    dtype = promoted(*values)
    return dtype if "float" in dtype or "complex" in dtype else "float32"


def numbers(value: Value) -> Value:
    """The whole numbers of a value, as far as they are known: an int, or a list."""
    if isinstance(value, AnyTensor):
        return value.values
    if isinstance(value, (list, tuple)):
        return [numbers(each) for each in value]
    if isinstance(value, Unknown):
        return None if value.shape else sized(value)
    return value


def sizes_of(value: Value) -> Value:
    """A shape that is given as an argument: None where a size is not known."""
    if isinstance(value, AnyTensor):
        if value.values is None and len(value.shape) == 1:
            return (None,) * (value.shape[0] or 0)
        found = value.values
        return tuple(found) if isinstance(found, (list, tuple)) else (found,)
    if isinstance(value, (int, Unknown)):
        value = (value,)
    found = [numbers(each) for each in sized(tuple(value))]
    return tuple(each if isinstance(each, int) else None for each in found)


def result(shape: Value, dtype: Value = "float32", values: Value = None) -> Tensor:
    return Tensor(shape, dtype, values)
