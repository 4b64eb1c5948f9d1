"""`keras.utils`, `keras.saving`, `keras.tree` and their like."""

from __future__ import annotations

from ...counting import CountError
from ...types import Routine, Shape, Value
from ..libraries import literals
from ..libraries.array import Array, Data, literal_shape
from ..libraries.arrays import array_of
from ..session import current
from ..unknown import Unknown
from . import tree
from .dtypes import dtype_name
from .scopes import state
from .tensors import AnyTensor, KerasTensor


class InputSpec:
    def __init__(
        self,
        dtype: Value = None,
        shape: Value = None,
        ndim: Value = None,
        **named: Value,
    ) -> None:
        self.dtype, self.shape, self.ndim = dtype, shape, ndim
        vars(self).update(named)


def to_categorical(x: Value, num_classes: Value = None) -> Value:
    """One axis more, of as many places as there are classes."""
    if isinstance(x, AnyTensor):
        return Array((*x.shape, num_classes), "float32")
    made = array_of(x)
    if num_classes is None:
        data = literals.literal(x)
        flat = [] if data is None else literals.flat(data)
        known = flat and all(isinstance(each, int) for each in flat)
        num_classes = max(flat) + 1 if known else Unknown("number of classes")
    shape = made.shape
    if shape is None or (len(shape) > 1 and isinstance(shape[-1], Unknown)):
        return Data("to_categorical(…)")  # an axis of size 1 would be left out
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    return Array((*shape, num_classes), "float32", f"to_categorical({made.text})")


def pad_sequences(
    sequences: Value,
    maxlen: Value = None,
    dtype: Value = "int32",
    padding: Value = "pre",
    truncating: Value = "pre",
    value: Value = 0.0,
) -> Array:
    """(sequences, steps): all made as long as the longest, or as `maxlen`."""
    unknown = isinstance(sequences, Unknown)
    if unknown:
        whole = getattr(sequences, "shape", None)
        rows = whole[0] if whole else Unknown("len(sequences)")
        return Array((rows, maxlen or Unknown("maxlen")), "int32", "pad_sequences(…)")
    found = [literal_shape(each) for each in sequences]
    known = None not in found
    known = known and not any(isinstance(each, Unknown) for each in sequences)
    rows = len(found) if known else Unknown("len(sequences)")
    if maxlen is None:
        maxlen = max((shape[0] for shape in found), default=0) if known else None
    inner = found[0][1:] if found and found[0] else ()
    return Array(
        (rows, maxlen or Unknown("maxlen"), *inner), "int32", "pad_sequences(…)"
    )


def plot_model(*values: Value, **named: Value) -> None:
    current().ignore("plot_model")


def clone_model(model: Value, *values: Value, **named: Value) -> Value:
    """A model of the same layers with weights of its own."""
    from .copying import cloned

    return cloned(model)


def load_model(path: Value = None, *values: Value, **named: Value) -> Value:
    """The model that the program has saved there, or else the one it has trained."""
    current().ignore("load_model")
    saved = current().state.get("saved", [])
    same = [model for where, model in saved if where == path and path is not None]
    meant = state().meant
    trained = [each for each in state().models if meant.get(id(each), 0) > 2e9]
    if same or trained:
        return (same or trained)[-1]
    raise CountError(
        "load_model reads a file that is not here. Paste the lines that build the "
        "model instead.",
        "NotImplementedError",
    )


def save_model(model: Value, *values: Value, **named: Value) -> None:
    model.save()


# Keras' data sets: the shapes of x and y to train with, and of those to test with, as
# their pages document them.
DATASETS = {
    "mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,)),
    "fashion_mnist": ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,)),
    "cifar10": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1)),
    "cifar100": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3), (10000, 1)),
    "imdb": ((25000,), (25000,), (25000,), (25000,)),
    "reuters": ((8982,), (8982,), (2246,), (2246,)),
    "boston_housing": ((404, 13), (404,), (102, 13), (102,)),
    "california_housing": ((16512, 8), (16512,), (4128, 8), (4128,)),
}


def loader(name: str, shapes: tuple[Shape, Shape, Shape, Shape]) -> Routine:
    def load_data(
        *values: Value, **named: Value
    ) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        current().ignore(f"{name}.load_data")
        a, b, c, d = (Array(shape, "float32", f"{name} data") for shape in shapes)
        return (a, b), (c, d)

    return load_data


SAVING = {"load_model": load_model, "save_model": save_model}
UTILS = {
    "get_source_inputs": lambda tensor: [tensor],
    "is_keras_tensor": lambda x: isinstance(x, KerasTensor),
    "normalize": lambda x, *values, **named: array_of(x),
    "pad_sequences": pad_sequences,
    "plot_model": plot_model,
    "standardize_dtype": dtype_name,
    "to_categorical": to_categorical,
    "unpack_x_y_sample_weight": lambda values: values,
}
TREE = {
    "flatten": tree.flatten,
    "map_structure": tree.map_structure,
    "is_nested": tree.is_nested,
    "pack_sequence_as": tree.pack,
    "map_shape_structure": tree.map_shapes,
}
