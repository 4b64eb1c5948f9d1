"""Functions that give the same numbers another shape, or some of them."""

from itertools import chain

from ....counting import CountError
from ....shapes.axes import axis_of, reduced
from ....shapes.filling import reshaped
from ....shapes.indexing import Picks, axes_taken, indexed, with_ellipsis
from ....shapes.joining import joined, stacked
from ....types import NoReturn, Value
from ...operations import ordered, rules
from ...unknown import Unknown, sized, written
from ..tensors import METHODS, AnyTensor, KerasTensor, Tensor
from .base import (
    FUNCTIONS,
    called,
    dtype_of,
    numbers,
    op,
    result,
    shape_of,
    shaped,
    sizes_of,
)

for _name, _number, _rule in rules():
    shaped(_name, _rule, _number)
shaped("argsort", ordered, kind=lambda x: "int32")

by_rule = FUNCTIONS["tile"].shape_only


@op("tile")
def tile(x: Value, repeats: Value) -> Value:
    if isinstance(repeats, AnyTensor):
        list(repeats)  # as Keras does, which is refused in the call of a layer
    return by_rule(x, sized(repeats))


@op("reshape")
def reshape(x: Value, newshape: Value, *others: Value, **named: Value) -> Tensor:
    target = sizes_of(newshape)
    shape = shape_of(x)
    values = numbers(x) if isinstance(x, AnyTensor) else None
    if None in shape or None in target:
        return result([None if size == -1 else size for size in target], dtype_of(x))
    return result(reshaped(shape, target), dtype_of(x), values)


@op("concatenate")
def concatenate(xs: Value, axis: Value = 0) -> Tensor:
    shapes = [shape_of(each) for each in xs]
    values: Value = [numbers(each) for each in xs]
    lists = all(isinstance(each, list) for each in values)
    values = list(chain(*values)) if lists else None
    sizes = list(joined(shapes, axis))
    # The other sizes are those of the first, as Keras takes them.
    for n, size in enumerate(shapes[0]):
        if n != axis % len(sizes) and any(map(is_symbolic, xs)):
            sizes[n] = size
    return result(sizes, dtype_of(xs[0]), values)


def is_symbolic(value: Value) -> bool:
    return isinstance(value, KerasTensor)


@op("stack")
def stack(x: Value, axis: Value = 0) -> Tensor:
    shape = stacked([shape_of(each) for each in x], axis)
    values = [numbers(each) for each in x] if len(shape) == 1 else None
    return result(shape, dtype_of(x[0]), values)


@op("unstack")
def unstack(x: Value, num: Value = None, axis: Value = 0) -> list[Tensor]:
    shape = shape_of(x)
    number = shape[axis_of(axis, len(shape))] if shape else None
    return [result(reduced(shape, axis), dtype_of(x))] * (number or num or 1)


@op("slice")
def slice_(inputs: Value, start_indices: Value, shape: Value) -> Tensor:
    sizes = [
        None if size is None else whole if size == -1 else size
        for size, whole in zip(sizes_of(shape), shape_of(inputs))
    ]
    return result(sizes, dtype_of(inputs))


def get_item(x: Value, key: Value) -> Tensor:
    """x[key], of a tensor that TensorFlow holds."""
    given = key if isinstance(key, tuple) else (key,)
    keys = [key_of(each) for each in given]
    shape = indexed(shape_of(x), keys)
    values = numbers(x) if isinstance(x, AnyTensor) else None
    if isinstance(values, (list, tuple)) and isinstance(keys[0], (int, slice)):
        try:
            values = values[keys[0]]
        except IndexError:
            values = None
    else:
        values = None
    return result(shape, dtype_of(x), values)


class Somewhere:
    """An index whose value is not known."""

    shape = ()


def key_of(key: Value) -> Value:
    """A key with numbers in place of tensors, where they are known."""
    if isinstance(key, slice):
        ends = [key.start, key.stop, key.step]
        found = [numbers(end) if isinstance(end, AnyTensor) else end for end in ends]
        if any(a is not None and b is None for a, b in zip(ends, found)):
            return slice(Somewhere, Somewhere, Somewhere)
        return slice(*found)
    if isinstance(key, AnyTensor) and not key.shape:
        value = numbers(key)
        return value if isinstance(value, int) else Somewhere()
    if isinstance(key, AnyTensor):
        return Picks(shape_of(key), dtype_of(key) == "bool")
    if isinstance(key, list):
        return Picks((len(key),), bool(key) and isinstance(key[0], bool))
    return key


def get_item_of_keras(x: Value, key: Value) -> Tensor:
    """x[key], of a KerasTensor: Keras knows numbers, slices, None and `...`."""
    if not isinstance(key, (int, tuple, list)) or isinstance(key, bool):
        refuse_key(key)
    keys = tuple(key) if isinstance(key, (tuple, list)) else (key,)
    for each in keys:
        if not isinstance(each, (int, slice, type(None), type(Ellipsis))):
            refuse_key(each)
    sizes, axes = iter(indexed(shape_of(x), keys)), iter(shape_of(x))
    shape: list[Value] = []
    for each in with_ellipsis(keys, len(shape_of(x)) - sum(map(axes_taken, keys))):
        before = None if each is None else next(axes)
        if not isinstance(each, int):
            shape.append(left(next(sizes), before, each))
    return result(shape, dtype_of(x))


def left(size: Value, before: Value, key: Value) -> Value:
    """None is a size that the input leaves open; one that ends at a place which nobody
    knows is a letter."""
    ends = (key.start, key.stop, key.step) if isinstance(key, slice) else ()
    unknown = next((end for end in ends if isinstance(end, Unknown)), None)
    if size is not None or before is None or unknown is None:
        return size
    return sized(Unknown(f"…[{written(key)}].shape[…]", unknown.line))


def refuse_key(key: Value) -> NoReturn:
    text = repr(key)
    if isinstance(key, slice):
        ends = ["" if each is None else str(each) for each in (key.start, key.stop)]
        text = ":".join(ends)
        raise CountError(
            "Keras does not slice the batch axis alone. Write x[{text}, ...] with "
            "the dots.",
            "ValueError",
            text=text,
        )
    raise CountError(
        "A KerasTensor cannot be indexed with {text}. Use numbers and slices, or a "
        "layer.",
        "ValueError",
        text=text,
    )


FUNCTIONS["get_item"] = called(get_item_of_keras, "GetItem")


def item(self: Value, key: Value) -> Value:
    if not isinstance(self, KerasTensor):
        return get_item(self, key)
    try:
        return FUNCTIONS["get_item"](self, key)
    except CountError as error:
        if error.framework_error != "IndexError":
            raise
        raise CountError(error.template, "ValueError", **error.values) from error


METHODS["__getitem__"] = item
METHODS["reshape"] = lambda self, newshape: FUNCTIONS["reshape"](self, newshape)
METHODS["squeeze"] = lambda self, axis: FUNCTIONS["squeeze"](self, axis)
