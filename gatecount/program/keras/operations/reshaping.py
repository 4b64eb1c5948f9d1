"""Functions that give the same numbers another shape, or some of them."""

from itertools import chain, pairwise

from ....counting import CountError
from ... import shaping
from ...refusing import refused
from ..tensors import AnyTensor, KerasTensor
from .base import FUNCTIONS, called, dtype_of, numbers, op, result, shape_of, sizes_of


@op("reshape")
def reshape(x, newshape, *others, **named):
    target = sizes_of(newshape)
    shape = shape_of(x)
    values = numbers(x) if isinstance(x, AnyTensor) else None
    if None in shape or None in target:
        return result([None if size == -1 else size for size in target], dtype_of(x))
    return result(shaping.reshaped(shape, target), dtype_of(x), values)


def shaped(name, rule):
    """A function from its rule: the tensor's shape, and the arguments, to a shape."""

    def apply(x, *values, **named):
        return result(rule(shape_of(x), *values, **named), dtype_of(x))

    op(name)(apply)


for _name, _rule in {
    "transpose": shaping.transposed,
    "swapaxes": shaping.swapped,
    "moveaxis": shaping.moved,
    "expand_dims": shaping.expanded,
    "squeeze": shaping.squeezed,
    "ravel": lambda shape: (shaping.times(shape),),
}.items():
    shaped(_name, _rule)


@op("concatenate")
def concatenate(xs, axis=0):
    shapes = [shape_of(each) for each in xs]
    values = [numbers(each) for each in xs]
    lists = all(isinstance(each, list) for each in values)
    values = list(chain(*values)) if lists else None
    joined = list(shaping.joined(shapes, axis))
    # The other sizes are those of the first, as Keras takes them.
    for n, size in enumerate(shapes[0]):
        if n != axis % len(joined) and any(map(is_symbolic, xs)):
            joined[n] = size
    return result(joined, dtype_of(xs[0]), values)


def is_symbolic(value):
    return isinstance(value, KerasTensor)


op("append")(lambda x1, x2, axis=None: concatenate.shape_only([x1, x2], axis or 0))


@op("stack")
def stack(x, axis=0):
    shape = shaping.stacked([shape_of(each) for each in x], axis)
    values = [numbers(each) for each in x] if len(shape) == 1 else None
    return result(shape, dtype_of(x[0]), values)


@op("vstack")
def vstack(xs):
    shapes = [shape if len(shape) > 1 else (1, *shape) for shape in map(shape_of, xs)]
    return result(shaping.joined(shapes, 0), dtype_of(xs[0]))


@op("hstack")
def hstack(xs):
    shapes = list(map(shape_of, xs))
    return result(shaping.joined(shapes, min(1, len(shapes[0]) - 1)), dtype_of(xs[0]))


@op("split", "array_split")
def split(x, indices_or_sections, axis=0):
    shape = list(shape_of(x))
    size = shape[axis]
    if isinstance(indices_or_sections, int):
        parts = indices_or_sections
        if size is not None and size % parts:
            raise refused(
                "An axis of size {size} does not divide into {parts} equal parts.",
                "ValueError",
                size=size,
                parts=parts,
            )
        sizes = [None if size is None else size // parts] * parts
    else:
        ends = [0, *indices_or_sections, size]
        sizes = [None if None in (a, b) else b - a for a, b in pairwise(ends)]
    pieces = []
    for each in sizes:
        shape[axis] = each
        pieces.append(result(shape, dtype_of(x)))
    return pieces


@op("unstack")
def unstack(x, num=None, axis=0):
    shape = list(shape_of(x))
    number = shape.pop(axis) or num
    return [result(shape, dtype_of(x)) for _ in range(number)]


@op("repeat")
def repeat(x, repeats, axis=None):
    shape = list(shape_of(x))
    if axis is None:
        shape, axis = [shaping.times(shape)], 0
    count = numbers(repeats)
    if not isinstance(count, int) or shape[axis] is None:
        shape[axis] = (
            sum(count) if isinstance(count, list) and None not in count else None
        )
    else:
        shape[axis] *= count
    return result(shape, dtype_of(x))


@op("tile")
def tile(x, repeats):
    if isinstance(repeats, AnyTensor):
        list(repeats)  # as Keras does, which is refused in the call of a layer
    times = list(sizes_of(repeats))
    shape = list(shape_of(x))
    times = [1] * (len(shape) - len(times)) + times
    shape = [1] * (len(times) - len(shape)) + shape
    sizes = [None if None in (a, b) else a * b for a, b in zip(shape, times)]
    return result(sizes, dtype_of(x))


@op("take")
def take(x, indices, axis=None):
    shape = shape_of(x)
    if axis is None:
        return result(shape_of(indices), dtype_of(x))
    axis = shaping.axis_of(axis, len(shape))
    return result((*shape[:axis], *shape_of(indices), *shape[axis + 1 :]), dtype_of(x))


op("take_along_axis")(
    lambda x, indices, axis=None: result(shape_of(indices), dtype_of(x))
)
op("broadcast_to")(lambda x, shape: result(sizes_of(shape), dtype_of(x)))


@op("pad")
def pad(x, pad_width, mode="constant", constant_values=None):
    shape = shape_of(x)
    width = [(pad_width, pad_width)] if isinstance(pad_width, int) else list(pad_width)
    if len(width) == 1:
        width *= len(shape)
    if width and isinstance(width[0], int):
        width = [tuple(width)] * len(shape)
    sizes = [
        None if size is None else size + sum(map(numbers, each))
        for size, each in zip(shape, width)
    ]
    return result(sizes, dtype_of(x))


@op("slice")
def slice_(inputs, start_indices, shape):
    sizes = [
        None if size is None else whole if size == -1 else size
        for size, whole in zip(sizes_of(shape), shape_of(inputs))
    ]
    return result(sizes, dtype_of(inputs))


def diagonal(shape, offset=0, axis1=0, axis2=1):
    gone = shaping.axes_of((axis1, axis2), len(shape))
    rest = [size for n, size in enumerate(shape) if n not in gone]
    return (*rest, None if offset else shaping.least([shape[axis] for axis in gone]))


def diag(shape, k=0):
    if len(shape) == 1:
        return (None if None in shape else shape[0] + abs(k),) * 2
    return (None if k else shaping.least(shape),)


def diff(shape, n=1, axis=-1):
    axis = shaping.axis_of(axis, len(shape))
    size = None if shape[axis] is None else shape[axis] - n
    return (*shape[:axis], size, *shape[axis + 1 :])


for _name, _rule in {"diagonal": diagonal, "diag": diag, "diff": diff}.items():
    shaped(_name, _rule)


def get_item(x, key):
    """x[key], of a tensor that TensorFlow holds."""
    keys = key if isinstance(key, tuple) else (key,)
    keys = tuple(plain(each) for each in keys)
    shape = shaping.sliced(shape_of(x), keys if isinstance(key, tuple) else keys[0])
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


def plain(key):
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
        return Where(shape_of(key), dtype_of(key))
    return key


class Where:
    def __init__(self, shape, dtype):
        self.shape, self.dtype = shape, dtype


def get_item_of_keras(x, key):
    """x[key], of a KerasTensor: Keras knows numbers, slices, None and `...`."""
    if not isinstance(key, (int, tuple, list)) or isinstance(key, bool):
        refuse_key(key)
    keys = tuple(key) if isinstance(key, (tuple, list)) else (key,)
    for each in keys:
        if not isinstance(each, (int, slice, type(None), type(Ellipsis))):
            refuse_key(each)
    return result(shaping.sliced(shape_of(x), keys), dtype_of(x))


def refuse_key(key):
    text = repr(key)
    if isinstance(key, slice):
        ends = ["" if each is None else str(each) for each in (key.start, key.stop)]
        text = ":".join(ends)
        raise refused(
            "Keras does not slice the batch axis alone. Write x[{text}, ...] with "
            "the dots.",
            "ValueError",
            text=text,
        )
    raise refused(
        "A KerasTensor cannot be indexed with {text}. Use numbers and slices, or a "
        "layer.",
        "ValueError",
        text=text,
    )


FUNCTIONS["get_item"] = called(get_item_of_keras, "GetItem")


def item(self, key):
    if not isinstance(self, KerasTensor):
        return get_item(self, key)
    try:
        return FUNCTIONS["get_item"](self, key)
    except CountError as error:
        if error.framework_error != "IndexError":
            raise
        raise refused(error.template, "ValueError", **error.values) from error


AnyTensor.__getitem__ = item
KerasTensor.reshape = lambda self, newshape: FUNCTIONS["reshape"](self, newshape)
KerasTensor.squeeze = lambda self, axis=None: FUNCTIONS["squeeze"](self, axis)
