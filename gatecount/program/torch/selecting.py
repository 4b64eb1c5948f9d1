"""Reading parts of a tensor: x[key], gather, masks, what is where."""

from ...counting import CountError
from ...shapes.axes import axis_of, with_size
from ...shapes.filling import broadcast
from ...shapes.indexing import Picks, axes_taken, indexed, with_ellipsis
from ...shapes.joining import refuse_axes
from ...shapes.sizes import product
from ...types import Shape, Value
from ..lengths import from_loop
from ..libraries.array import first_of_one
from ..unknown import Unknown
from . import strides
from .dtypes import BOOL, INT64
from .literals import as_tensor
from .operation import operation
from .shapes import size_of
from .tensor import METHODS, Grad, both, derived, method


def is_basic(key: Value) -> bool:
    """No tensor: a number, known or not, a slice, None or `...`."""
    return (
        key is None
        or key is Ellipsis
        or isinstance(key, slice)
        or (isinstance(key, Unknown) and key.shape is None)
        or (hasattr(key, "__index__") and not hasattr(key, "shape"))
    )


def key_of(key: Value) -> Value:
    """A key as the algebra takes it; None of a mask whose axes are not known."""
    if isinstance(key, slice):
        return slice_of(key)
    if key is None or key is Ellipsis or isinstance(key, (bool, Unknown)):
        return key if not isinstance(key, Unknown) or not key.shape else picks_of(key)
    return key.__index__() if is_basic(key) else picks_of(key)


def picks_of(key: Value) -> Picks:
    if isinstance(key, (list, range)) and not len(key):
        return Picks((0,))
    tensor = as_tensor(key)
    mask = tensor._dtype is BOOL or getattr(tensor._dtype, "name", "") == "uint8"
    return Picks(tensor._shape, mask)


def slice_of(key: slice) -> slice:
    given = [key.start, key.stop, key.step]
    if any(each is not None and not hasattr(each, "__index__") for each in given):
        raise CountError(
            "A slice takes whole numbers: {value} has others.",
            "TypeError",
            value=str(key),
        )
    # A tensor of one number may stand in a slice, too.
    given = [None if each is None else number_of(each) for each in given]
    if isinstance(given[2], int) and given[2] <= 0:
        raise CountError("A tensor cannot be read backwards: use torch.flip.")
    return slice(*given)


def number_of(value: Value) -> Value:
    """A number, or an unknown one."""
    if isinstance(value, (int, Unknown)):
        return value
    return value.item() if hasattr(value, "item") else value.__index__()


@method("__getitem__")
def get_item(self: Value, key: Value) -> Value:
    keys = key if isinstance(key, tuple) else (key,)
    shape = None
    if self._shape is not None:
        read = [key_of(each) for each in keys]
        if first_of_one(self._shape, keys):
            return self
        if all(each.shape is not None for each in read if isinstance(each, Picks)):
            shape = indexed(self._shape, read)
    each = any(from_loop(part) for part in keys)
    values = picked(self, key)
    return derived(self, shape, values=values, each=each, strides=cut(self, key, shape))


def cut(source: Value, key: Value, shape: Shape | None) -> Shape | str | None:
    """Strides of a part that plain keys cut out; other keys make a copy."""
    keys = key if isinstance(key, tuple) else (key,)
    if shape is None or not all(map(is_basic, keys)):
        return None
    steps = strides.of(source)
    if steps is strides.UNSURE or None in shape:
        return strides.UNSURE
    rest = len(source._shape) - sum(map(axes_taken, keys))
    result: list[Value] = []
    axis = 0
    for each in with_ellipsis(keys, rest):
        if each is None:
            result.append(0)
            continue
        if isinstance(each, slice):
            step: Value = steps[axis]
            result.append(step * (each.step or 1))
        axis += 1
    return strides.settled(shape, result)


def picked(source: Value, key: Value) -> Value:
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


@method("__setitem__")
def set_item(self: Value, key: Value, value: Value) -> None:
    """The value must fit into the part; its shape stays the tensor's."""
    part = self[key]
    given = as_tensor(value)
    if given._shape and part._shape is not None:
        METHODS["expand_as"](given, part)  # or it refuses
    self._values = None
    if given._needs_grad and Grad.enabled:
        self._needs_grad = self._derived = True


@both("narrow")
def narrow(input: Value, dim: Value, start: Value, length: Value) -> Value:
    size, shape = size_of(length), input._shape
    if shape is None:
        return derived(input, None)
    axis = axis_of(dim, len(shape))
    have = shape[axis] if shape else None
    if size is None or not isinstance(start, int):
        return derived(input, with_size(shape, axis, size))
    if have is not None and start + size > have:
        raise CountError(
            "start ({start}) + length ({length}) exceeds dimension size ({size}).",
            "RuntimeError",
            start=start,
            length=size,
            size=have,
        )
    return get_item(input, (*[slice(None)] * axis, slice(start, start + size)))


@both("select")
def select(input: Value, dim: Value, index: Value) -> Value:
    shape = input._shape
    if shape is None:
        return derived(input, None)
    return get_item(input, (*[slice(None)] * axis_of(dim, len(shape)), index))


def gathered(
    shape: Value, axis: Value, index: Value, *more: Value, **named: Value
) -> Value:
    """torch.gather: the index's shape, which reaches over no other axis."""
    axis = axis_of(axis, len(shape))
    if len(shape or (1,)) != len(index or (1,)) or any(
        n != axis and None not in (have, want) and want > have
        for n, (have, want) in enumerate(zip(shape, index))
    ):
        raise CountError(
            "The index must have as many axes as the tensor, and be no longer but "
            "for axis {axis}: {shape} and {index}.",
            "RuntimeError",
            axis=axis,
            shape=list(shape),
            index=list(index),
        )
    return index


def scattered(
    shape: Value, axis: Value, index: Value, *more: Value, **named: Value
) -> Value:
    gathered(shape, axis, index)
    return shape


def index_select(shape: Shape, axis: Value, index: Value) -> Shape:
    if len(index) > 1:
        refuse_axes("index_select", "0 / 1", index, "IndexError")
    return with_size(shape, axis, index[0] if index else 1) if shape else shape


def drawn(
    shape: Shape, size: Value, replacement: Value = False, *more: Value, **named: Value
) -> Shape:
    """multinomial: without replacement, no more than there are."""
    if len(shape) not in (1, 2):
        refuse_axes("multinomial", "1 / 2", shape)
    if not replacement and None not in (size, shape[-1]) and size > shape[-1]:
        refuse_axes(
            "multinomial", f"at least {size} values on the last of 1 / 2", shape
        )
    return (*shape[:-1], size)


operation("gather", gathered)
operation("scatter scatter_add scatter_reduce", scattered)
operation("index_select", index_select)
operation("take", lambda shape, index: index)
operation("masked_select", lambda shape, mask: broadcast(shape, mask) and (None,))
operation("bincount histc", lambda shape, *more, **named: (None,), INT64)
operation("bucketize", lambda shape, *more, **named: shape, INT64)
operation(
    "multinomial",
    drawn,
    INT64,
)


@both("unique", "unique_consecutive")
def unique(input: Value, *arguments: Value, **named: Value) -> Value:
    found = derived(input, (None,))
    values = input._values
    if values and input._shape is not None:
        found = derived(input, (len(set(values)),), values=tuple(sorted(set(values))))
    more = sum(bool(named.get(n)) for n in ("return_inverse", "return_counts"))
    if not more:
        return found
    return (found, *(derived(input, (None,), INT64) for _ in range(more)))
