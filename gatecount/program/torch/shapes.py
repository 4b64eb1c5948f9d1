"""The shape that an operation gives, from the shapes it is given.

A shape is a tuple; a size that is not known is None. A shape of which not even
the number of axes is known is None, and so is what follows from it.
"""

from math import prod

from ...counting import whole
from ..refusing import refused
from ..unknown import Unknown


def size_of(value):
    """A size that a program gives, None where it is not known."""
    return None if isinstance(value, Unknown) else whole(value)


def product(shape):
    """How many numbers; None if that is not known."""
    if 0 in shape:
        return 0
    return None if None in shape else prod(shape)


def text(shape):
    return "[" + ", ".join("?" if size is None else str(size) for size in shape) + "]"


def axis_of(dim, axes):
    """The axis, counted from 0, that `dim` names among so many."""
    most = max(axes, 1)
    if not -most <= dim < most:
        raise refused(
            "There is no axis {dim}: the tensor has {axes} axes, so dim goes from "
            "{first} to {last}.",
            "IndexError",
            dim=dim,
            axes=axes,
            first=-most,
            last=most - 1,
        )
    return dim % most


def axes_of(dims, axes):
    """Several axes; None means all."""
    if dims is None or dims == ():
        return tuple(range(axes))
    if isinstance(dims, int):
        dims = (dims,)
    return tuple(axis_of(dim, axes) for dim in dims)


def broadcast(*shapes):
    """The common shape: sizes are equal, or one of them is 1."""
    if None in shapes:
        return None
    longest = max(map(len, shapes), default=0)
    padded = [(1,) * (longest - len(shape)) + tuple(shape) for shape in shapes]
    result = []
    for axis, each in enumerate(zip(*padded)):
        known = [size for size in each if size not in (1, None)]
        if len(set(known)) > 1:
            raise refused(
                "Shapes {one} and {two} do not fit together: on axis {axis} one "
                "has {a}, the other {b}. Sizes must be equal, or one of them 1.",
                "RuntimeError",
                one=text(shapes[0]),
                two=text(shapes[-1]),
                axis=axis,
                a=known[0],
                b=next(size for size in known if size != known[0]),
            )
        result.append(known[0] if known else None if None in each else 1)
    return tuple(result)


def reshaped(shape, wanted):
    """As many numbers in another shape; one size may be -1."""
    wanted = tuple(wanted)
    if wanted.count(-1) > 1 or any(size is not None and size < -1 for size in wanted):
        raise refused(
            "The shape {wanted} has more than one -1, or a size below it. Only one "
            "size can be left to PyTorch.",
            "RuntimeError",
            wanted=text(wanted),
        )
    if shape is None:
        return tuple(None if size == -1 else size for size in wanted)
    unknown = [shape.count(None), wanted.count(None)]
    have = prod(size for size in shape if size is not None)
    want = prod(size for size in wanted if size not in (None, -1))
    if unknown[0] == unknown[1]:  # the same sizes, as in x.view(x.size(0), -1)
        fits = (want and have % want == 0) if -1 in wanted else have == want
        if not fits and (not unknown[0] or -1 not in wanted):
            refuse_reshape(shape, wanted)
        free = have // want if want and fits else None
    elif unknown[0] and not unknown[1] and -1 not in wanted and have and want % have:
        refuse_reshape(shape, wanted)
    else:
        free = None
    return tuple(free if size == -1 else size for size in wanted)


def refuse_reshape(shape, wanted):
    raise refused(
        "A tensor of shape {shape} has {size} numbers; they do not fill the shape "
        "{wanted}. The product of the sizes must stay the same.",
        "RuntimeError",
        shape=text(shape),
        size="?" if product(shape) is None else product(shape),
        wanted=text(wanted),
    )


def permuted(shape, dims):
    if shape is None:
        return (None,) * len(dims)
    good = len(dims) == len(shape)
    order = [axis_of(dim, len(shape)) for dim in dims] if good else None
    if order is None or sorted(order) != list(range(len(shape))):
        raise refused(
            "permute{dims} must name each of the {axes} axes of {shape} once.",
            "RuntimeError",
            dims=tuple(dims),
            axes=len(shape),
            shape=text(shape),
        )
    return tuple(shape[axis] for axis in order)


def transposed(shape, one, two):
    if shape is None:
        return None
    if not shape:
        return shape
    one, two = axis_of(one, len(shape)), axis_of(two, len(shape))
    order = list(shape)
    order[one], order[two] = order[two], order[one]
    return tuple(order)


def squeezed(shape, dims=None):
    """Without the axes of size 1 (of these, if some are named)."""
    if shape is None:
        return None
    axes = axes_of(dims, len(shape))
    if dims is None and None in shape:
        # An unknown size, such as the batch, is taken for more than 1.
        return tuple(size for size in shape if size != 1)
    return tuple(
        size for axis, size in enumerate(shape) if axis not in axes or size != 1
    )


def unsqueezed(shape, dim):
    if shape is None:
        return None
    axis = axis_of(dim, len(shape) + 1)
    return (*shape[:axis], 1, *shape[axis:])


def flattened(shape, start=0, end=-1):
    if shape is None:
        return (None,) if (start, end) == (0, -1) else None
    if not shape:
        return (1,)
    start, end = axis_of(start, len(shape)), axis_of(end, len(shape))
    if start > end:
        raise refused(
            "start_dim={start} comes after end_dim={end} in an input of shape {shape}.",
            "RuntimeError",
            start=start,
            end=end,
            shape=text(shape),
        )
    return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


def unflattened(shape, dim, sizes):
    if shape is None:
        return None
    axis = axis_of(dim, len(shape))
    return (*shape[:axis], *reshaped((shape[axis],), sizes), *shape[axis + 1 :])


def expanded(shape, wanted):
    """Sizes of 1 become larger; -1 keeps a size."""
    if shape is None:
        return tuple(None if size == -1 else size for size in wanted)
    more = len(wanted) - len(shape)
    fits = more >= 0 and all(
        want in (-1, None, have) or have in (1, None)
        for have, want in zip(shape, wanted[more:])
    )
    if not fits or -1 in wanted[:more]:
        raise refused(
            "A tensor of shape {shape} cannot be expanded to {wanted}: only sizes "
            "of 1 can grow, and new axes come in front.",
            "RuntimeError",
            shape=text(shape),
            wanted=text(wanted),
        )
    padded = (1,) * more + shape
    return tuple(have if want == -1 else want for have, want in zip(padded, wanted))


def repeated(shape, times):
    if shape is None:
        return (None,) * len(times)
    if len(times) < len(shape):
        raise refused(
            "repeat{times} must have a number for each of the {axes} axes of {shape}.",
            "RuntimeError",
            times=tuple(times),
            axes=len(shape),
            shape=text(shape),
        )
    padded = (1,) * (len(times) - len(shape)) + shape
    return tuple(multiplied(size, time) for size, time in zip(padded, times))


def multiplied(*sizes):
    return product(sizes)


def added(*sizes):
    return None if None in sizes else sum(sizes)


def reduced(shape, dims=None, keepdim=False):
    """Without the axes that are summed over; with keepdim, of size 1."""
    if shape is None:
        return () if dims is None and not keepdim else None
    gone = axes_of(dims, len(shape))
    if keepdim:
        return tuple(1 if axis in gone else size for axis, size in enumerate(shape))
    return tuple(size for axis, size in enumerate(shape) if axis not in gone)


def concatenated(shapes, dim=0):
    if not shapes:
        refuse_nothing("ValueError")
    # An empty tensor of one axis fits to everything.
    kept = [shape for shape in shapes if shape != (0,)] or shapes[:1]
    if None in kept:
        known = next((shape for shape in kept if shape is not None), None)
        if known is None:
            return None
        axis = axis_of(dim, len(known))
        return (*known[:axis], None, *known[axis + 1 :])
    first = kept[0]
    axis = axis_of(dim, len(first))
    for shape in kept[1:]:
        if len(shape) != len(first) or any(
            a != b and None not in (a, b) and n != axis
            for n, (a, b) in enumerate(zip(first, shape))
        ):
            raise refused(
                "Tensors of shapes {one} and {two} cannot be joined along axis "
                "{axis}: all other sizes must be equal.",
                "RuntimeError",
                one=text(first),
                two=text(shape),
                axis=axis,
            )
    return tuple(
        added(*each)
        if n == axis
        else next((size for size in each if size is not None), None)
        for n, each in enumerate(zip(*kept))
    )


def refuse_nothing(error):
    raise refused("There is nothing to join: the list of tensors is empty.", error)


def stacked(shapes, dim=0):
    if not shapes:
        refuse_nothing("RuntimeError")
    known = [shape for shape in shapes if shape is not None]
    if not known:
        return None
    for shape in known[1:]:
        if len(shape) != len(known[0]) or any(
            a != b and None not in (a, b) for a, b in zip(known[0], shape)
        ):
            raise refused(
                "Only tensors of one shape can be stacked; here are {one} and {two}.",
                "RuntimeError",
                one=text(known[0]),
                two=text(shape),
            )
    axis = axis_of(dim, len(known[0]) + 1)
    return (*known[0][:axis], len(shapes), *known[0][axis:])


def split_sizes(size, each):
    """The lengths of the pieces of `each`, the last one perhaps shorter."""
    if size is None:
        return None
    each = max(each, 1)
    return [min(each, size - start) for start in range(0, size, each)] or [0]
