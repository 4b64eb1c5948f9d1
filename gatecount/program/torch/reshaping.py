"""Views, joins and pieces: the numbers stay, their axes change."""

from ..refusing import refused
from . import strides as strides_
from .dtypes import promote
from .products import refuse_axes
from .shapes import (
    added,
    axis_of,
    concatenated,
    expanded,
    flattened,
    permuted,
    repeated,
    reshaped,
    size_of,
    split_sizes,
    squeezed,
    stacked,
    text,
    transposed,
    unflattened,
    unsqueezed,
)
from .tensor import (
    METHODS,
    Tensor,
    as_tensor,
    both,
    derived,
    function,
    input_of,
    method,
)


def given_sizes(given):
    """view(2, 3), view((2, 3)), view(x.shape): the sizes, None for unknown ones."""
    if len(given) == 1 and isinstance(given[0], (tuple, list)):
        given = tuple(given[0])
    return tuple(size_of(size) for size in given)


def moved(source, shape, strides=None):
    """The same numbers in the same order."""
    return derived(source, shape, values=source._values, strides=strides)


def seen(source, shape, copy=True):
    """The same memory in another shape; a copy, where it lies in another order."""
    strides = None if shape is None else strides_.viewed(source, shape)
    if strides is False and not copy:
        refuse_view(source, shape)
    return moved(source, shape, None if strides is False else strides)


def refuse_view(source, shape):
    raise refused(
        "view size is not compatible with input tensor's size and stride: after "
        "transpose() or permute(), and of an LSTM's output with "
        "batch_first=True, the numbers lie in another order. Write "
        ".reshape({shape}) instead of .view.",
        "RuntimeError",
        shape=text(shape)[1:-1],
    )


@method("view")
def view(self, *shape, **named):
    shape = shape or (named.get("size"),)
    if len(shape) == 1 and type(shape[0]).__name__ == "dtype":
        return METHODS["to"](self, shape[0])
    return seen(self, reshaped(self._shape, given_sizes(shape)), copy=False)


@method("reshape")
def reshape_method(self, *shape, **named):
    shape = shape or (named.get("shape"),)
    return seen(self, reshaped(self._shape, given_sizes(shape)))


function("reshape")(lambda input, shape: reshape_method(as_tensor(input), shape))
method("view_as")(lambda self, other: view(self, other.shape))
method("reshape_as")(lambda self, other: reshape_method(self, other.shape))


@both("permute")
def permute(input, *dims, **named):
    dims = dims or (named["dims"],)
    dims = given_sizes(dims)
    shape = permuted(input._shape, dims)
    if input._shape is None:
        return derived(input, shape)
    order = [axis_of(dim, len(shape)) for dim in dims]
    return derived(input, shape, strides=strides_.reordered(input, order))


@both("transpose", "swapaxes", "swapdims")
def transpose(input, dim0, dim1):
    shape = transposed(input._shape, dim0, dim1)
    if not shape:
        return derived(input, shape)
    order = transposed(tuple(range(len(shape))), dim0, dim1)
    return derived(input, shape, strides=strides_.reordered(input, order))


@both("t", "adjoint")
def t(input):
    shape = input._shape
    if shape is not None and len(shape) < 2:
        return moved(input, shape)
    return transpose(input, -2, -1)


def mirrored(self):
    shape = self._shape
    if shape is None:
        return derived(self, None)
    order = range(len(shape))[::-1]
    return derived(self, shape[::-1], strides=strides_.reordered(self, order))


Tensor.T = property(mirrored)
Tensor.mT = Tensor.mH = property(t)
Tensor.H = property(t)


@both("movedim", "moveaxis")
def movedim(input, source, destination):
    shape = input._shape
    if shape is None:
        return derived(input, None)
    axes = len(shape)
    source = [axis_of(each, axes) for each in listed(source)]
    destination = [axis_of(each, axes) for each in listed(destination)]
    order = dict(zip(destination, source))
    rest = iter(axis for axis in range(axes) if axis not in source)
    places = [order[axis] if axis in order else next(rest) for axis in range(axes)]
    strides = strides_.reordered(input, places)
    return derived(input, tuple(shape[place] for place in places), strides=strides)


def listed(value):
    return [value] if isinstance(value, int) else list(value)


@both("squeeze")
def squeeze(input, *dim, **named):
    dims = dim[0] if len(dim) == 1 else dim or named.get("dim")
    return seen(input, squeezed(input._shape, dims))


@both("unsqueeze")
def unsqueeze(input, dim):
    return seen(input, unsqueezed(input._shape, dim))


both("flatten", "ravel")(
    lambda input, start_dim=0, end_dim=-1: seen(
        input, flattened(input._shape, start_dim, end_dim)
    )
)
both("unflatten")(
    lambda input, dim, sizes: seen(
        input, unflattened(input._shape, dim, given_sizes((sizes,)))
    )
)


@method("expand")
def expand(self, *sizes):
    shape = expanded(self._shape, given_sizes(sizes))
    return derived(self, shape, strides=spread(self, shape))


def spread(source, shape):
    """Strides after expand: 0 where a size has grown."""
    strides = strides_.of(source)
    if strides is strides_.UNSURE or None in shape:
        return strides_.UNSURE
    more = len(shape) - len(source._shape)
    own = [
        0 if size != have else step
        for size, have, step in zip(shape[more:], source._shape, strides)
    ]
    return strides_.settled(shape, (*(0,) * more, *own))


both("broadcast_to")(lambda input, *size: expand(input, *size))
method("expand_as")(
    lambda self, other: (
        expand(self, *other.shape) if other._shape else derived(self, other._shape)
    )
)


@method("repeat")
def repeat(self, *sizes, **named):
    sizes = sizes or (named["repeats"],)
    return derived(self, repeated(self._shape, given_sizes(sizes)))


@both("tile")
def tile(input, *dims):
    dims = given_sizes(dims)
    if input._shape is None:
        return derived(input, None)
    dims = (1,) * (len(input._shape) - len(dims)) + dims
    return derived(input, repeated(input._shape, dims))


@function("cat", "concat", "concatenate")
def cat(tensors, dim=0, axis=None, out=None):
    parts = [input_of(each) for each in tensors]
    dim = dim if axis is None else axis
    shape = concatenated([each._shape for each in parts], dim)
    if len(parts) == 1:
        shape = open_ended(parts, shape, dim)
    return joined(parts, shape)


@function("stack")
def stack(tensors, dim=0, out=None):
    parts = [input_of(each) for each in tensors]
    shape = stacked([each._shape for each in parts], dim)
    return joined(parts, open_ended(parts, shape, dim))


def open_ended(parts, shape, dim):
    """What a loop over unknown data collected has an unknown length."""
    if shape is None or not any(each._each for each in parts):
        return shape
    axis = axis_of(dim, len(shape))
    return (*shape[:axis], None, *shape[axis + 1 :])


def joined(parts, shape):
    kind = parts[0].dtype
    for each in parts[1:]:
        kind = promote(kind, each.dtype)
    values = None
    if shape is not None and len(shape) == 1 and all(each._values for each in parts):
        values = sum((tuple(each._values) for each in parts), ())
    return derived(parts[0], shape, kind, values, others=tuple(parts[1:]))


@function("hstack")
def hstack(tensors, out=None):
    parts = [as_tensor(each) for each in tensors]
    return cat(parts, dim=min(1, len(parts[0]._shape or (1,)) - 1))


@function("vstack", "row_stack")
def vstack(tensors, out=None):
    parts = [as_tensor(each) for each in tensors]
    return cat(
        [unsqueeze(p, 0) if p._shape and len(p._shape) == 1 else p for p in parts]
    )


@both("chunk")
def chunk(input, chunks, dim=0):
    """As many pieces, of equal length but for the last."""
    shape = input._shape
    size = None if shape is None else shape[axis_of(dim, len(shape))]
    if size is None:
        return pieces(input, [None] * chunks, dim)
    return pieces(input, split_sizes(size, -(-size // chunks)), dim)


@both("split", "split_with_sizes")
def split(input, split_size, dim=0, **named):
    shape = input._shape
    if isinstance(split_size, (tuple, list)):
        lengths = given_sizes((split_size,))
        if shape is not None:
            check_lengths(shape, lengths, dim)
        return pieces(input, lengths, dim)
    size = None if shape is None else shape[axis_of(dim, len(shape))]
    lengths = split_sizes(size, split_size) if size is not None else [split_size]
    return pieces(input, lengths, dim)


def check_lengths(shape, lengths, dim):
    size, total = shape[axis_of(dim, len(shape))], added(*lengths)
    if None not in (size, total) and size != total:
        raise refused(
            "The pieces {lengths} add up to {total}, but axis {dim} has size {size}.",
            "RuntimeError",
            lengths=list(lengths),
            total=total,
            dim=dim,
            size=size,
        )


def pieces(input, lengths, dim):
    shape = input._shape
    if shape is None:
        return tuple(derived(input, None) for _ in lengths)
    axis = axis_of(dim, len(shape))
    strides = strides_.of(input)
    parts = [(*shape[:axis], length, *shape[axis + 1 :]) for length in lengths]
    return tuple(
        derived(input, part, strides=strides_.settled(part, strides)) for part in parts
    )


@both("unbind")
def unbind(input, dim=0):
    shape = input._shape
    if shape is None:
        return (derived(input, None, each=True),)
    axis = axis_of(dim, len(shape))
    rest = (*shape[:axis], *shape[axis + 1 :])
    if shape[axis] is None:
        return (derived(input, rest, each=True),)
    return tuple(derived(input, rest) for _ in range(shape[axis]))


@both("diag")
def diag(input, *arguments, **named):
    shape = input._shape
    if shape is None:
        return derived(input, None)
    if len(shape) not in (1, 2):
        refuse_axes("diag", "1 / 2", shape)
    if len(shape) == 1:
        return derived(input, shape * 2)
    return derived(input, (None if None in shape else min(shape),))


@function("meshgrid")
def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    lengths = [(each._shape or (1,))[0] for each in tensors]
    if indexing == "xy":
        lengths[:2] = lengths[1::-1]
    made = []
    for place, each in enumerate(tensors):
        place = 1 - place if indexing == "xy" and place < 2 else place
        one = [1] * len(lengths)
        one[place] = -1
        made.append(expand(reshape_method(each, one), lengths))
    return tuple(made)
