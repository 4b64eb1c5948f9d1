"""Tensors out of nothing, and from numbers."""

from math import ceil

from ... import shaping
from ..tensors import AnyTensor, KerasTensor, dtype_name
from .base import FUNCTIONS, dtype_of, numbers, op, result, shape_of, sizes_of


def plain(*names):
    def register(function):
        for name in names:
            FUNCTIONS[name] = function
        return function

    return register


@plain("zeros", "ones", "empty")
def zeros(shape, dtype=None, **named):
    return result(sizes_of(shape), dtype_name(dtype))


@op("full")
def full(shape, fill_value, dtype=None):
    return result(sizes_of(shape), dtype_name(dtype))


@op("zeros_like", "ones_like", "empty_like", "full_like")
def zeros_like(x, *others, dtype=None, **named):
    return result(shape_of(x), dtype_name(dtype, dtype_of(x)))


@plain("eye", "identity")
def eye(N, M=None, k=0, dtype=None):
    return result((N, N if M is None else M), dtype_name(dtype))


@plain("bartlett", "blackman", "hamming", "hanning", "kaiser")
def window(x, *others):
    return result((numbers(x),))


@plain("tri")
def tri(N, M=None, k=0, dtype=None):
    return result((N, N if M is None else M), dtype_name(dtype))


@op("arange")
def arange(start, stop=None, step=None, dtype=None):
    begin, end, by = (0, start, 1) if stop is None else (start, stop, step or 1)
    begin, end, by = numbers(begin), numbers(end), numbers(by)
    size = None
    if all(isinstance(each, (int, float)) for each in (begin, end, by)) and by:
        size = max(0, ceil((end - begin) / by))
    default = "float32" if isinstance(start, float) else "int32"
    return result((size,), dtype_name(dtype, default))


@op("linspace", "logspace", "geomspace")
def linspace(start, stop, num=50, endpoint=True, dtype=None, **named):
    shape = shaping.broadcast(shape_of(start), shape_of(stop))
    return result((num, *shape), dtype_name(dtype))


@op("one_hot")
def one_hot(x, num_classes, axis=-1, dtype=None, sparse=False):
    shape = list(shape_of(x))
    place = len(shape) if axis == -1 else axis
    shape.insert(place, numbers(num_classes))
    return result(shape, dtype_name(dtype))


@op("multi_hot")
def multi_hot(inputs, num_classes=None, axis=-1, dtype=None, sparse=False):
    return result((*shape_of(inputs)[:-1], num_classes), dtype_name(dtype))


@op("convert_to_tensor", "array")
def convert_to_tensor(x, dtype=None, *others, **named):
    kept = dtype_of(x)
    kept = {"float64": "float32", "float": "float32", "int": "int32"}.get(kept, kept)
    return result(
        shape_of(x), dtype_name(dtype, kept), numbers(x) if whole(x) else None
    )


def whole(value):
    if isinstance(value, (list, tuple)):
        return all(map(whole, value))
    return isinstance(value, (int, AnyTensor))


@plain("convert_to_numpy")
def convert_to_numpy(x):
    return x.numpy()


@plain("shape")
def shape(x):
    """The sizes: numbers, and where one is not known, a tensor or None."""
    if isinstance(x, KerasTensor):
        return x.shape
    return tuple(result((), "int32") if size is None else size for size in shape_of(x))


@op("size")
def size(x):
    return result((), "int32", shaping.times(shape_of(x)))


@op("ndim")
def ndim(x):
    return result((), "int32", len(shape_of(x)))


@plain("dtype")
def dtype(x):
    return dtype_of(x)


@plain("is_tensor")
def is_tensor(x):
    return isinstance(x, AnyTensor) and not isinstance(x, KerasTensor)


@op("meshgrid")
def meshgrid(*x, indexing="xy"):
    sizes = [shaping.times(shape_of(each)) for each in x]
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    return [result(sizes, dtype_of(each)) for each in x]


def random(*names):
    def register(function):
        for name in names:
            RANDOM[name] = function
        return function

    return register


RANDOM = {}


@random("normal", "uniform", "truncated_normal", "gamma", "randint", "beta", "binomial")
def normal(shape, *others, dtype=None, **named):
    return result(sizes_of(shape), dtype_name(dtype))


@random("dropout", "shuffle")
def dropout(x, *others, **named):
    return result(shape_of(x), dtype_of(x))


@random("categorical")
def categorical(logits, num_samples, dtype="int32", seed=None):
    return result((*shape_of(logits)[:-1], num_samples), dtype)
