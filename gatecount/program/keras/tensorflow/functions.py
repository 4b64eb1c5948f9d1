"""TensorFlow's functions, by shape: on its own tensors, never on a KerasTensor."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import wraps

from ....counting import CountError
from ....types import TYPE_CHECKING, NoReturn, Routine, Value
from ...registering import registering
from ...unknown import Unknown, sized
from .. import eras, tree
from ..dtypes import dtype_name
from ..graph import is_symbolic
from ..operations import FUNCTIONS
from ..operations.base import (
    class_of,
    dtype_of,
    numbers,
    promoted,
    result,
    shape_of,
    sizes_of,
)

if TYPE_CHECKING:
    from ..tensors import Tensor


def refuse_symbolic(name: str) -> NoReturn:
    raise CountError(
        "{name} is TensorFlow's and takes no KerasTensor. Use the function of "
        "keras.ops, or put it into a layer: keras.layers.Lambda(lambda x: "
        "{name}(x)), or the call of a layer of your own.",
        name=name,
    )


def guarded(name: str, function: Value) -> Routine:
    """The function under its name in TensorFlow, for TensorFlow's tensors. Of a shape
    that it is given, a size that is not known is a letter."""
    places = list(inspect.signature(function).parameters)

    def lettered(place: str, value: Value) -> Value:
        several = place == "shape" and isinstance(value, (list, tuple))
        return sized(value) if several else value

    @wraps(function)
    def call(*values: Value, **named: Value) -> Value:
        named.pop("name", None)
        several = values[len(places) :]
        values = (*map(lettered, places, values), *several)
        named = {place: lettered(place, each) for place, each in named.items()}
        if is_symbolic(values, named):
            if not eras.lenient():
                refuse_symbolic(name)
            eras.old(f"{name}(x) → Lambda(lambda x: {name}(x))(x)")
            return class_of("TFOpLambda")(function).symbolic_call(*values, **named)
        if any(
            isinstance(each, Unknown) and each.shape is None
            for each in tree.flatten((values, named))
        ):
            from ...libraries.array import Data

            return Data(f"{name}(…)")
        return function(*values, **named)

    call.__name__ = name.rpartition(".")[2]
    return call


def shape_only(name: Value) -> Value:
    """keras.ops' function, as it computes a shape."""
    function = FUNCTIONS[name]
    return getattr(function, "shape_only", function)


TABLE: dict[str, Value] = {}


tf = registering(TABLE)
# TensorFlow's name, and that of keras.ops with the same first arguments.
SAME = """abs add divide equal exp expand_dims eye floor greater greater_equal less
    less_equal linspace logical_and logical_not logical_or maximum meshgrid minimum
    multiply negative not_equal ones_like zeros_like round sigmoid sign sin cos tan sqrt
    square stop_gradient subtract tanh sinh cosh tensordot
    reduce_sum=sum reduce_mean=mean reduce_max=max reduce_min=min reduce_prod=prod
    reduce_all=all reduce_any=any reduce_logsumexp=logsumexp truediv=divide pow=power
    identity=copy reverse=flip roll cumsum clip_by_value=clip broadcast_to size
    acos=arccos asin=arcsin atan=arctan realdiv=divide sort argsort repeat where stack
    reshape squeeze tile pad unstack saturate_cast log log1p expm1 rsqrt erf
    ceil reciprocal logical_xor mod floormod=mod floordiv=floor_divide divide_no_nan
    is_nan=isnan is_inf=isinf is_finite=isfinite reduce_std=std reduce_variance=var
    softplus softsign top_k cumprod count_nonzero erfinv conj real imag angle
    log_softmax softmax atan2=arctan2 xdivy=divide squared_difference=subtract
    reduce_euclidean_norm=norm elu gelu leaky_relu relu relu6 selu silu swish moments
    diag_part=diagonal einsum slice""".split()


def pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    for each in names:
        own, _, other = each.partition("=")
        yield own, other or own


tf("cast")(lambda x, dtype: result(shape_of(x), dtype_name(dtype), numbers(x)))


@tf("shape")
def shape(input: Value, out_type: Value = None) -> Tensor:
    sizes = shape_of(input)
    return result((len(sizes),), "int32", list(sizes))


tf("rank")(lambda input: result((), "int32", len(shape_of(input))))


tf("transpose")(lambda a, perm=None, conjugate=False: shape_only("transpose")(a, perm))


@tf("one_hot")
def one_hot(
    indices: Value,
    depth: Value = None,
    on_value: Value = 1,
    off_value: Value = 0,
    axis: Value = None,
    **named: Value,
) -> Value:
    depth = named.get("num_classes", depth)  # as Keras' backend calls it
    return shape_only("one_hot")(indices, depth, -1 if axis is None else axis)


@tf("matmul")
def matmul(
    a: Value,
    b: Value,
    transpose_a: Value = False,
    transpose_b: Value = False,
    **named: Value,
) -> Value:
    one, two = list(shape_of(a)), list(shape_of(b))
    if transpose_a:
        one[-2:] = one[:-3:-1]
    if transpose_b:
        two[-2:] = two[:-3:-1]
    return shape_only("matmul")(result(one, dtype_of(a)), result(two, dtype_of(b)))


@tf("zeros", "ones", "fill")
def zeros(
    shape: Value, dtype: Value = "float32", *others: Value, **named: Value
) -> Tensor:
    kind = dtype if isinstance(dtype, (str, type)) else promoted(dtype)
    return result(sizes_of(shape), dtype_name(kind))


@tf("constant", "convert_to_tensor")
def constant(
    value: Value, dtype: Value = None, shape: Value = None, **named: Value
) -> Value:
    made = shape_only("convert_to_tensor")(value, dtype)
    return made if shape is None else result(sizes_of(shape), made.dtype)


tf("range")(
    lambda start, limit=None, delta=1, dtype=None: FUNCTIONS["arange"].shape_only(
        start, limit, delta, dtype
    )
)


@tf("concat")
def concat(values: Value, axis: Value = 0) -> Value:
    if isinstance(values, int) and eras.lenient():  # before TensorFlow 1.0
        values, axis = axis, values
    return shape_only("concatenate")(values, axis)


@tf("split")
def split(
    value: Value, num_or_size_splits: Value, axis: Value = 0, num: Value = None
) -> Value:
    if isinstance(value, int) and eras.lenient():
        value, axis = axis, value
    if isinstance(num_or_size_splits, int):
        return shape_only("split")(value, num_or_size_splits, axis)
    sizes, whole = list(num_or_size_splits), list(shape_of(value))
    made = []
    for size in sizes:
        whole[axis] = None if size == -1 else size
        made.append(result(whole, dtype_of(value)))
    return made


@tf("gather", "embedding_lookup")
def gather(
    params: Value,
    indices: Value,
    validate_indices: Value = None,
    axis: Value = 0,
    batch_dims: Value = 0,
) -> Value:
    shape, place = shape_of(params), shape_of(indices)
    if batch_dims:
        return result((*place, *shape[batch_dims + 1 :]), dtype_of(params))
    axis %= max(len(shape), 1)
    return result((*shape[:axis], *place, *shape[axis + 1 :]), dtype_of(params))


@tf("gather_nd")
def gather_nd(params: Value, indices: Value, batch_dims: Value = 0) -> Value:
    shape, place = shape_of(params), shape_of(indices)
    return result((*place[:-1], *shape[batch_dims + place[-1] :]), dtype_of(params))


tf("argmax", "argmin")(
    lambda input, axis=0, output_type=None: result(
        shape_only("sum")(input, axis).shape, "int64"
    )
)
tf("add_n")(lambda inputs: result(shape_of(inputs[0]), dtype_of(inputs[0])))
tf("sequence_mask")(
    lambda lengths, maxlen=None, dtype="bool": result(
        (*shape_of(lengths), numbers(maxlen)), dtype_name(dtype)
    )
)
tf(
    "band_part",
    "l2_normalize",
    "dropout",
    "bias_add",
    "clip_by_norm",
    "normalize",
    "lrn",
    "local_response_normalization",
    "ensure_shape",
    "shuffle",
)(lambda x, *others, **named: result(shape_of(x), dtype_of(x)))
tf("boolean_mask")(
    lambda tensor, mask, axis=None: result(
        (None, *shape_of(tensor)[len(shape_of(mask)) :]), dtype_of(tensor)
    )
)
tf("normal", "uniform", "truncated_normal")(
    lambda shape, *others, dtype=None, **named: result(
        sizes_of(shape), dtype_name(dtype)
    )
)
tf("categorical")(
    lambda logits, num_samples, **named: result(
        (shape_of(logits)[0], numbers(num_samples)), "int64"
    )
)
tf("sparse_softmax_cross_entropy_with_logits")(
    lambda labels, logits, **named: result(shape_of(labels))
)
tf("softmax_cross_entropy_with_logits")(
    lambda labels, logits, axis=-1, **named: result(shape_of(logits)[:-1])
)
tf("sigmoid_cross_entropy_with_logits")(
    lambda labels, logits, **named: result(shape_of(logits))
)


@tf("image_resize")
def image_resize(images: Value, size: Value, *others: Value, **named: Value) -> Value:
    shape = shape_of(images)
    return result((*shape[:-3], *sizes_of(size), shape[-1]), "float32")


tf("norm")(
    lambda tensor, ord="euclidean", axis=None, keepdims=None: shape_only("norm")(
        tensor, axis=axis, keepdims=bool(keepdims)
    )
)


def inner(value: Value, rank: Value) -> Value:
    """Strides or windows of the axes between batch and channels."""
    several = isinstance(value, (list, tuple)) and len(value) == rank + 2
    return tuple(value[1:-1]) if several else value


@tf("conv1d", "conv2d", "conv3d", "convolution")
def conv(
    input: Value,
    filters: Value,
    strides: Value = 1,
    padding: Value = "VALID",
    *others: Value,
    **named: Value,
) -> Value:
    steps = inner(strides, len(shape_of(input)) - 2)
    return shape_only("conv")(input, filters, strides=steps, padding=padding.lower())


@tf("max_pool", "avg_pool", "max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d")
def pool(
    input: Value, ksize: Value, strides: Value, padding: Value, **named: Value
) -> Value:
    window, steps = (inner(each, len(shape_of(input)) - 2) for each in (ksize, strides))
    return shape_only("max_pool")(input, window, steps, padding.lower())


for _own, _other in pairs(SAME):
    TABLE.setdefault(_own, shape_only(_other))


def names(
    prefix: str, wanted: dict[str, Routine] | list[str] = TABLE
) -> dict[str, Routine]:
    return {name: guarded(f"{prefix}{name}", TABLE[name]) for name in wanted}
