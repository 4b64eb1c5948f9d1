"""Tensors out of nothing, and from numbers."""

from math import ceil

from ....shapes.filling import broadcast
from ....shapes.sizes import product
from ....types import Value
from ...registering import registering
from ...symbols import Symbol
from ..dtypes import dtype_name
from ..tensors import AnyTensor, KerasTensor, Tensor
from .base import FUNCTIONS, dtype_of, numbers, op, result, shape_of, sizes_of

RANDOM: dict[str, Value] = {}
plain, random = registering(FUNCTIONS), registering(RANDOM)


plain("zeros", "ones", "empty")(
    lambda shape, dtype=None, **named: result(sizes_of(shape), dtype_name(dtype))
)
op("full")(
    lambda shape, fill_value, dtype=None: result(sizes_of(shape), dtype_name(dtype))
)
op("zeros_like", "ones_like", "empty_like", "full_like")(
    lambda x, *others, dtype=None, **named: result(
        shape_of(x), dtype_name(dtype, dtype_of(x))
    )
)
plain("eye", "identity")(
    lambda N, M=None, k=0, dtype=None: result(
        (N, N if M is None else M), dtype_name(dtype)
    )
)
plain("bartlett", "blackman", "hamming", "hanning", "kaiser")(
    lambda x, *others: result((numbers(x),))
)
plain("tri")(
    lambda N, M=None, k=0, dtype=None: result(
        (N, N if M is None else M), dtype_name(dtype)
    )
)


@op("arange")
def arange(
    start: Value, stop: Value = None, step: Value = None, dtype: Value = None
) -> Tensor:
    begin, end, by = (0, start, 1) if stop is None else (start, stop, step or 1)
    begin, end, by = numbers(begin), numbers(end), numbers(by)
    size = end if isinstance(end, Symbol) and (begin, by) == (0, 1) else None
    ends = (begin, end, by)
    known = all(isinstance(each, (int, float)) for each in ends)
    if known and by and not any(isinstance(each, Symbol) for each in ends):
        size = max(0, ceil((end - begin) / by))
    default = "float32" if isinstance(start, float) else "int32"
    return result((size,), dtype_name(dtype, default))


@op("linspace", "logspace", "geomspace")
def linspace(
    start: Value,
    stop: Value,
    num: Value = 50,
    endpoint: Value = True,
    dtype: Value = None,
    **named: Value,
) -> Tensor:
    shape = broadcast(shape_of(start), shape_of(stop))
    return result((num, *shape), dtype_name(dtype))


@op("one_hot")
def one_hot(
    x: Value,
    num_classes: Value,
    axis: Value = -1,
    dtype: Value = None,
    sparse: Value = False,
) -> Tensor:
    shape = list(shape_of(x))
    place = len(shape) if axis == -1 else axis
    shape.insert(place, numbers(num_classes))
    return result(shape, dtype_name(dtype))


op("multi_hot")(
    lambda inputs, num_classes=None, axis=-1, dtype=None, sparse=False: result(
        (*shape_of(inputs)[:-1], num_classes), dtype_name(dtype)
    )
)


@op("convert_to_tensor", "array")
def convert_to_tensor(
    x: Value, dtype: Value = None, *others: Value, **named: Value
) -> Tensor:
    kept = dtype_of(x)
    kept = {"float64": "float32", "float": "float32", "int": "int32"}.get(kept, kept)
    return result(
        shape_of(x), dtype_name(dtype, kept), numbers(x) if whole(x) else None
    )


def whole(value: Value) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(whole, value))
    return isinstance(value, (int, AnyTensor))


plain("convert_to_numpy")(lambda x: x.numpy())


@plain("shape")
def shape(x: Value) -> tuple[Tensor | int | None, ...]:
    """The sizes: numbers, and where one is not known, a tensor or None."""
    if isinstance(x, KerasTensor):
        return x.shape
    return tuple(result((), "int32") if size is None else size for size in shape_of(x))


@op("size")
def size(x: Value) -> Tensor:
    return result((), "int32", product(shape_of(x)))


op("ndim")(lambda x: result((), "int32", len(shape_of(x))))


@plain("dtype")
def dtype(x: Value) -> Value:
    return dtype_of(x)


plain("is_tensor")(
    lambda x: isinstance(x, AnyTensor) and not isinstance(x, KerasTensor)
)


@op("meshgrid")
def meshgrid(*x: Value, indexing: Value = "xy") -> Value:
    sizes = [product(shape_of(each)) for each in x]
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    return [result(sizes, dtype_of(each)) for each in x]


random("normal", "uniform", "truncated_normal", "gamma", "randint", "beta", "binomial")(
    lambda shape, *others, dtype=None, **named: result(
        sizes_of(shape), dtype_name(dtype)
    )
)
random("dropout", "shuffle")(
    lambda x, *others, **named: result(shape_of(x), dtype_of(x))
)
random("categorical")(
    lambda logits, num_samples, dtype="int32", seed=None: result(
        (*shape_of(logits)[:-1], num_samples), dtype
    )
)
