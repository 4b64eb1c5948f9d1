"""The shape that an operation on tensors gives, from the shapes that it is given.

A shape is a tuple of sizes. A size that is not a number (None for the batch axis,
an unknown value for data) is one that is not known here; it fits to any other.
"""

from math import prod

from ..counting import CountError


def is_known(size):
    return isinstance(size, int)


def times(sizes):
    """The product of the sizes, or the first of them that is not known."""
    unknown = next((size for size in sizes if not is_known(size)), 0)
    return prod(sizes) if unknown == 0 and all(map(is_known, sizes)) else unknown


def plus(sizes):
    sizes = list(sizes)
    for size in sizes:
        if not is_known(size):
            return size
    return sum(sizes)


def show(shape):
    return str(tuple(shape))


def broadcast(*shapes):
    """The common shape: sizes are equal, or one of them is 1."""
    axes = max(map(len, shapes), default=0)
    padded = [(1,) * (axes - len(shape)) + tuple(shape) for shape in shapes]
    return tuple(common(sizes, shapes) for sizes in zip(*padded))


def common(sizes, shapes):
    known = {size for size in sizes if is_known(size)} - {1}
    if len(known) > 1:
        raise CountError(
            "The shapes {shapes} do not fit together: sizes must be equal, or 1.",
            shapes=", ".join(map(show, shapes)),
        )
    if known:
        return known.pop()
    return next((size for size in sizes if not is_known(size)), 1)


def axis_of(axis, axes):
    """The axis, counted from 0; negative ones count from the end."""
    if not -axes <= axis < axes:
        raise CountError(
            "There is no axis {axis}: the tensor has {axes} axes.", axis=axis, axes=axes
        )
    return axis % axes


def axes_of(axis, axes):
    if axis is None:
        return tuple(range(axes))
    if isinstance(axis, int):
        axis = (axis,)
    return tuple(axis_of(each, axes) for each in axis)


def reduced(shape, axis=None, keepdims=False):
    """The shape after a sum, a mean, a maximum over one axis, several or all."""
    gone = axes_of(axis, len(shape))
    if keepdims:
        return tuple(1 if n in gone else size for n, size in enumerate(shape))
    return tuple(size for n, size in enumerate(shape) if n not in gone)


def reshaped(shape, target, unknown=None):
    """The shape `target`, with its -1 found out."""
    target = tuple(target)
    if sum(1 for size in target if is_known(size) and size == -1) > 1:
        raise CountError("Only one size of the new shape may be -1.")
    # An unknown size that stands on both sides cancels out.
    left = [size for size in shape if not is_known(size)]
    right = [size for size in target if not is_known(size)]
    for size in list(right):
        if any(size is each for each in left):
            left = [each for each in left if each is not size]
            right = [each for each in right if each is not size]
    whole = prod(size for size in shape if is_known(size))
    fixed = prod(size for size in target if is_known(size) and size != -1)
    open_ = -1 in [size for size in target if is_known(size)]
    if left or right:
        found = left[0] if left else unknown
        if open_ and not right and len(left) == 1 and fixed and whole == fixed:
            found = left[0]
        elif open_:
            found = unknown if unknown is not None else found
        return tuple(found if is_known(s) and s == -1 else s for s in target)
    if open_ and fixed and whole % fixed == 0:
        return tuple(whole // fixed if size == -1 else size for size in target)
    if open_ or whole != fixed:
        raise CountError(
            "{whole} numbers, of shape {shape}, cannot take the shape {target}.",
            whole=whole,
            shape=show(shape),
            target=show(target),
        )
    return target


def expanded(shape, axis):
    """One more axis, of size 1, for each of `axis`."""
    axes = (axis,) if isinstance(axis, int) else tuple(axis)
    whole = len(shape) + len(axes)
    places = {axis_of(each, whole) for each in axes}
    rest = iter(shape)
    return tuple(1 if n in places else next(rest) for n in range(whole))


def squeezed(shape, axis=None):
    if axis is None:
        return tuple(size for size in shape if size != 1)
    gone = axes_of(axis, len(shape))
    for each in gone:
        if is_known(shape[each]) and shape[each] != 1:
            raise CountError(
                "Axis {axis} has size {size}: only an axis of size 1 can go.",
                axis=each,
                size=shape[each],
            )
    return tuple(size for n, size in enumerate(shape) if n not in gone)


def transposed(shape, axes=None):
    if axes is None:
        return tuple(reversed(shape))
    if len(axes) != len(shape):
        raise CountError(
            "The axes {axes} must name each of the {number} axes once.",
            axes=show(axes),
            number=len(shape),
        )
    return tuple(shape[axis_of(axis, len(shape))] for axis in axes)


def swapped(shape, one, two):
    """With two axes in each other's place."""
    order = list(range(len(shape)))
    one, two = axis_of(one, len(shape)), axis_of(two, len(shape))
    order[one], order[two] = two, one
    return transposed(shape, order)


def least(sizes):
    return min(sizes) if all(map(is_known, sizes)) else None


def moved(shape, source, destination):
    one = (source,) if isinstance(source, int) else tuple(source)
    two = (destination,) if isinstance(destination, int) else tuple(destination)
    one, two = (axes_of(each, len(shape)) for each in (one, two))
    order = [n for n in range(len(shape)) if n not in one]
    for place, axis in sorted(zip(two, one)):
        order.insert(place, axis)
    return transposed(shape, order)


def joined(shapes, axis=-1):
    """Side by side along one axis."""
    first = shapes[0]
    axis = axis_of(axis, len(first))
    for other in shapes[1:]:
        if len(other) != len(first) or any(
            is_known(a) and is_known(b) and a != b
            for n, (a, b) in enumerate(zip(first, other))
            if n != axis
        ):
            raise CountError(
                "{shapes} cannot be joined along axis {axis}: all other sizes must be "
                "equal.",
                shapes=", ".join(map(show, shapes)),
                axis=axis,
            )
    sizes = [
        next((each[n] for each in shapes if is_known(each[n])), first[n])
        for n in range(len(first))
    ]
    sizes[axis] = plus(each[axis] for each in shapes)
    return tuple(sizes)


def stacked(shapes, axis=0):
    for shape in shapes:
        if len(shape) != len(shapes[0]) or any(
            is_known(a) and is_known(b) and a != b for a, b in zip(shape, shapes[0])
        ):
            raise CountError(
                "{shapes} cannot be stacked: they must be equal.",
                shapes=", ".join(map(show, shapes)),
            )
    axis = axis_of(axis, len(shapes[0]) + 1)
    return (*shapes[0][:axis], len(shapes), *shapes[0][axis:])


def multiplied(one, two):
    """The shape of a matrix product, one @ two."""
    if not one or not two:
        raise CountError("A matrix product takes no scalars.")
    left = one if len(one) > 1 else (1, *one)
    right = two if len(two) > 1 else (*two, 1)
    a, b = left[-1], right[-2]
    if is_known(a) and is_known(b) and a != b:
        raise CountError(
            "{one} and {two} cannot be multiplied as matrices: {a} and {b} must be "
            "equal.",
            one=show(one),
            two=show(two),
            a=a,
            b=b,
        )
    rows = left[-2:-1] if len(one) > 1 else ()
    columns = right[-1:] if len(two) > 1 else ()
    return (*broadcast(left[:-2], right[:-2]), *rows, *columns)


def sliced(shape, key, unknown=None):
    """The shape of x[key]: numbers, slices, None, ..., arrays and masks."""
    keys = list(key) if isinstance(key, tuple) else [key]
    taken = sum(
        1 for each in keys if each is not None and not isinstance(each, EllipsisType)
    )
    taken += sum(len(each.shape) - 1 for each in keys if is_mask(each) and each.shape)
    if taken > len(shape):
        raise CountError(
            "Too many indices: {taken}, for the shape {shape}.",
            "IndexError",
            taken=taken,
            shape=show(shape),
        )
    where = next((n for n, each in enumerate(keys) if each is Ellipsis), len(keys))
    rest = [slice(None)] * (len(shape) - taken)
    keys[where : where + 1] = rest
    return _walked(shape, keys, unknown)


EllipsisType = type(Ellipsis)


def is_mask(key):
    return getattr(key, "dtype", None) == "bool" and getattr(key, "shape", None)


def _walked(shape, keys, unknown):
    sizes, axis, arrays, place = [], 0, [], None
    for key in keys:
        if key is None:
            sizes.append(1)
        elif isinstance(key, slice):
            sizes.append(span(key, shape[axis], unknown))
            axis += 1
        elif is_mask(key):
            place = len(sizes) if place is None else place
            arrays.append((unknown,))
            axis += len(key.shape)
        elif shape_of(key) not in (None, ()):
            place = len(sizes) if place is None else place
            arrays.append(tuple(shape_of(key)))
            axis += 1
        else:
            check_index(key, shape[axis])
            axis += 1
    if arrays:
        sizes[place:place] = broadcast(*arrays)
    return (*sizes, *shape[axis:])


def shape_of(value):
    """The shape of an array, or of a list of numbers."""
    shape = getattr(value, "shape", None)
    if shape is None and isinstance(value, (list, range)):
        return (len(value),)
    return shape


def check_index(key, size):
    if isinstance(key, int) and is_known(size) and not -size <= key < size:
        raise CountError(
            "There is no index {key}: the axis has size {size}.",
            "IndexError",
            key=key,
            size=size,
        )


def span(key, size, unknown=None):
    """How many places a slice takes of so many."""
    start, stop, step = key.start, key.stop, key.step
    plain = all(each is None or isinstance(each, int) for each in (start, stop, step))
    if size is None and not (start is None and stop is None):
        return None
    if plain and is_known(size):
        return len(range(*key.indices(size)))
    if start is None and stop is None and step in (None, -1, 1):
        return size
    if plain and step in (None, 1):
        # As far as it can be said without the size: x[:10], x[-5:], x[2:5].
        start = start or 0
        if stop is not None and (start >= 0) == (stop >= 0) and stop >= start:
            return stop - start
        if stop is None and start < 0:
            return -start
        return unknown
    moved = any(hasattr(each, "offset") for each in (start, stop))
    if moved and start is not None and stop is not None and step is None:
        difference = stop - start
        return difference if isinstance(difference, int) else unknown
    return unknown
