"""Reading parts of a tensor: x[key], gather, masks, what is where."""

from ..refusing import refused
from ..unknown import from_loop
from . import strides
from .dtypes import BOOL, INT64
from .indexing import gathered, indexed, is_basic, with_ellipsis
from .reductions import replaced
from .shapes import axis_of, product, size_of
from .tensor import Tensor, as_tensor, both, derived, method


def shape_of_key(key):
    """(shape, whether it is a mask) of a tensor, list or array used as an index."""
    if isinstance(key, (list, range)) and not len(key):
        return (0,), False
    tensor = as_tensor(key)
    mask = tensor.dtype is BOOL or getattr(tensor.dtype, "name", "") == "uint8"
    return tensor._shape, mask


def get_item(self, key):
    shape = indexed(self._shape, key, shape_of_key)
    each = any(from_loop(part) for part in (key if isinstance(key, tuple) else (key,)))
    values = picked(self, key)
    return derived(self, shape, values=values, each=each, strides=cut(self, key, shape))


def cut(source, key, shape):
    """Strides of a part that plain keys cut out; other keys make a copy."""
    keys = key if isinstance(key, tuple) else (key,)
    if shape is None or not all(map(is_basic, keys)):
        return None
    steps = strides.of(source)
    if steps is strides.UNSURE or None in shape:
        return strides.UNSURE
    rest = len(source._shape) - sum(k is not None and k is not Ellipsis for k in keys)
    result, axis = [], 0
    for each in with_ellipsis(keys, rest):
        if each is None:
            result.append(0)
            continue
        if isinstance(each, slice):
            result.append(steps[axis] * (each.step or 1))
        axis += 1
    return strides.settled(shape, result)


def picked(source, key):
    """The numbers, for the plain keys of tensors with few axes."""
    values = source._values
    if values is None or not isinstance(key, (int, slice)):
        return None
    ends = (key.start, key.stop, key.step) if isinstance(key, slice) else ()
    if not all(each is None or type(each) is int for each in ends):
        return None
    if len(source._shape) == 1:
        return values[key] if isinstance(key, slice) else (values[key],)
    row = product(source._shape[1:])
    if isinstance(key, int):
        start = key % source._shape[0] * row
        return values[start : start + row]
    return None


Tensor.__getitem__ = get_item


@both("gather", "take_along_dim")
def gather(input, dim, index=None, **named):
    if index is None:  # take_along_dim(input, indices, dim)
        return derived(input, as_tensor(dim)._shape)
    if isinstance(dim, Tensor):
        dim, index = index, dim
    if input._shape is not None:
        axis_of(dim, len(input._shape))
    return derived(input, gathered(input._shape, as_tensor(index)._shape))


both("take")(lambda input, index: derived(input, as_tensor(index)._shape))


@both("index_select")
def index_select(input, dim, index):
    if input._shape is not None:
        axis_of(dim, len(input._shape))
    length = as_tensor(index)._shape
    return derived(input, replaced(input._shape, dim, length[0] if length else None))


@both("select")
def select(input, dim, index):
    shape = input._shape
    if shape is None:
        return derived(input, None)
    axis = axis_of(dim, len(shape))
    return get_item(input, (*[slice(None)] * axis, index))


@both("narrow")
def narrow(input, dim, start, length):
    size, shape = size_of(length), input._shape
    if shape is not None and isinstance(start, int) and size is not None:
        have = shape[axis_of(dim, len(shape))] if shape else None
        if have is not None and start + size > have:
            refuse_narrow(start, size, have)
    if shape is None or size is None or not isinstance(start, int):
        return derived(input, replaced(shape, dim, size))
    axis = axis_of(dim, len(shape))
    return get_item(input, (*[slice(None)] * axis, slice(start, start + size)))


def refuse_narrow(start, length, size):
    raise refused(
        "start ({start}) + length ({length}) exceeds dimension size ({size}).",
        "RuntimeError",
        start=start,
        length=length,
        size=size,
    )


both("masked_select")(lambda input, mask: derived(input, (None,)))


@both("nonzero", "argwhere")
def nonzero(input, as_tuple=False, **named):
    shape = input._shape
    axes = None if shape is None else len(shape)
    if as_tuple:
        return tuple(derived(input, (None,), INT64) for _ in range(axes or 1))
    return derived(input, (None, axes), INT64)


@both("unique", "unique_consecutive")
def unique(input, *arguments, **named):
    found = derived(input, (None,))
    values = input._values
    if values and input._shape is not None:
        found = derived(input, (len(set(values)),), values=tuple(sorted(set(values))))
    more = sum(bool(named.get(n)) for n in ("return_inverse", "return_counts"))
    if not more:
        return found
    return (found, *(derived(input, (None,), INT64) for _ in range(more)))


both("bincount", "histc")(
    lambda input, *arguments, minlength=0, **named: derived(input, (None,), INT64)
)


@both("multinomial")
def multinomial(input, num_samples, replacement=False, **named):
    shape = input._shape
    return derived(input, shape and (*shape[:-1], size_of(num_samples)), INT64)


both("searchsorted")(
    lambda sorted_sequence, input, *arguments, **named: bucketize(
        input, sorted_sequence
    )
)


@both("bucketize")
def bucketize(input, boundaries, *arguments, **named):
    return derived(as_tensor(input), as_tensor(input)._shape, INT64)


@method("index_fill_", "index_copy_", "put_")
def in_place(self, *arguments, **named):
    self._values = None
    return self
