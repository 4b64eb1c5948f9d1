"""Reading parts of a tensor: x[key], gather, masks, what is where."""

from ..refusing import refused
from ..unknown import from_loop
from . import strides
from .dtypes import BOOL, INT64
from .indexing import gathered, indexed, is_basic, with_ellipsis
from .reductions import replaced
from .shapes import axis_of, product, size_of
from .tensor import Tensor, as_tensor, both, derived, operation


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


def index_select(shape, dim, index):
    return replaced(shape, dim, index[0] if index else 1)


@both("narrow")
def narrow(input, dim, start, length):
    size, shape = size_of(length), input._shape
    if shape is None or size is None or not isinstance(start, int):
        return derived(input, replaced(shape, dim, size))
    axis = axis_of(dim, len(shape))
    have = shape[axis] if shape else None
    if have is not None and start + size > have:
        raise refused(
            "start ({start}) + length ({length}) exceeds dimension size ({size}).",
            "RuntimeError",
            start=start,
            length=size,
            size=have,
        )
    return get_item(input, (*[slice(None)] * axis, slice(start, start + size)))


@both("select")
def select(input, dim, index):
    shape = input._shape
    if shape is None:
        return derived(input, None)
    return get_item(input, (*[slice(None)] * axis_of(dim, len(shape)), index))


operation("gather", lambda shape, dim, index, **named: gathered(shape, index))
operation("index_select", index_select)
operation("take", lambda shape, index: index)
operation("masked_select", lambda shape, mask: (None,))
operation("bincount histc", lambda shape, *more, **named: (None,), INT64)
operation("bucketize", lambda shape, *more, **named: shape, INT64)
operation(
    "multinomial",
    lambda shape, num_samples, *more, **named: (*shape[:-1], size_of(num_samples)),
    INT64,
)


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
