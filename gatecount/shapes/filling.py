"""The same numbers in another shape, and sizes that grow or shrink."""

from collections.abc import Sequence
from math import prod

from ..counting import CountError
from ..types import Any, NoReturn
from .axes import axis_of, listed, with_size
from .sizes import NO_FIT, Shape, differ, equals, is_known, product, show, total


def broadcast(*shapes: Shape) -> Shape:
    """The common shape: sizes are equal, or one of them is 1."""
    axes = max(map(len, shapes), default=0)
    padded = [(1,) * (axes - len(shape)) + tuple(shape) for shape in shapes]
    return tuple(common(sizes, axis, shapes) for axis, sizes in enumerate(zip(*padded)))


def common(sizes: Shape, axis: Any, shapes: Sequence[Shape]) -> Any:
    known = {size for size in sizes if is_known(size)} - {1}
    if len(known) > 1:
        of = {
            size: shape
            for size, shape in zip(sizes, shapes)
            if is_known(size) and size != 1
        }
        a, b, *_ = of
        raise CountError(
            "Shapes {one} and {two} do not fit together: on axis {axis} one has {a}, "
            "the other {b}. Sizes must be equal, or one of them 1.",
            NO_FIT,
            one=show(of[a]),
            two=show(of[b]),
            axis=axis,
            a=a,
            b=b,
        )
    if known:
        return known.pop()
    return next((size for size in sizes if not is_known(size)), 1)


def reshaped(shape: Shape, target: Any) -> Shape:
    """As many numbers in another shape, with its -1 found out."""
    target = listed(target)
    free = [axis for axis, size in enumerate(target) if equals(size, -1)]
    if len(free) > 1 or any(is_known(size) and size < -1 for size in target):
        raise CountError(
            "The shape {target} has more than one -1, or a size below it. Only one "
            "size can be left open.",
            NO_FIT,
            target=show(target),
        )
    left, right = uncancelled(shape, target)
    cancelled = sum(not is_known(size) for size in shape) > len(left)
    have = prod(size for size in shape if is_known(size))
    want = prod(size for size in target if is_known(size) and size != -1)
    found = None
    if not left and not right:
        fits = want and have % want == 0 if free else have == want
        if not fits and not (free and cancelled):
            refuse_reshape(shape, target)
        found = have // want if fits and free else None
    elif not right and not free and have and want % have:
        refuse_reshape(shape, target)
    elif not right and len(left) == 1 and have == want:
        found = left[0]
    return tuple(found if axis in free else size for axis, size in enumerate(target))


def uncancelled(shape: Shape, target: Any) -> tuple[list[Any], list[Any]]:
    """The unknown sizes on each side that do not stand on the other, too."""
    left = [size for size in shape if not is_known(size)]
    right = []
    for size in target:
        same = next((n for n, each in enumerate(left) if each is size), None)
        if same is not None:
            del left[same]
        elif not is_known(size):
            right.append(size)
    return left, right


def refuse_reshape(shape: Shape, target: Any) -> NoReturn:
    size = product(shape)
    raise CountError(
        "A tensor of shape {shape} has {size} numbers; they do not fill the shape "
        "{target}. The product of the sizes must stay the same.",
        NO_FIT,
        shape=show(shape),
        size=size if is_known(size) else "?",
        target=show(target),
    )


def flattened(shape: Shape, start: int = 0, end: int = -1) -> Shape:
    """The axes from start to end as one."""
    start, end = axis_of(start, len(shape)), axis_of(end, len(shape))
    if start > end:
        raise CountError(
            "start_dim={start} comes after end_dim={end} in an input of shape {shape}.",
            NO_FIT,
            start=start,
            end=end,
            shape=show(shape),
        )
    return (*shape[:start], product(shape[start : end + 1]), *shape[end + 1 :])


def unflattened(shape: Shape, axis: Any, sizes: Any) -> Shape:
    axis = axis_of(axis, len(shape))
    return with_size(shape, axis, *reshaped(shape[axis : axis + 1], sizes))


def stretched(shape: Shape, target: Any) -> Shape:
    """Sizes of 1 become larger; -1 keeps a size."""
    target = listed(target)
    more = len(target) - len(shape)
    fits = more >= 0 and all(
        equals(want, -1) or equals(have, 1) or not differ(have, want)
        for have, want in zip(shape, target[more:])
    )
    if not fits or any(equals(want, -1) for want in target[:more]):
        raise CountError(
            "A tensor of shape {shape} cannot be expanded to {target}: only sizes of 1 "
            "can grow, and new axes come in front.",
            NO_FIT,
            shape=show(shape),
            target=show(target),
        )
    padded = (1,) * more + tuple(shape)
    return tuple(
        have if equals(want, -1) else want for have, want in zip(padded, target)
    )


def tiled(shape: Shape, repeats: Any) -> Shape:
    """Each axis so many times; the shorter of the two has ones in front."""
    times = listed(repeats)
    if any(is_known(each) and each < 0 for each in times):
        raise CountError(
            "A tensor cannot be repeated {times} times.", NO_FIT, times=times
        )
    axes = max(len(shape), len(times))
    padded = [(1,) * (axes - len(each)) + tuple(each) for each in (shape, times)]
    return tuple(map(product, zip(*padded)))


def repeated(shape: Shape, repeats: Any, axis: Any = None) -> Shape:
    """Each place so many times, along an axis or of all numbers in a row.

    `repeats`: one number for all, or one for each place.
    """
    shape = (product(shape),) if axis is None else tuple(shape)
    axis = axis_of(axis or 0, len(shape))
    size = shape[axis] if shape else 1
    times = [repeats] if is_known(repeats) or repeats is None else list(repeats)
    if any(is_known(each) and each < 0 for each in times):
        raise CountError(
            "A tensor cannot be repeated {times} times.", NO_FIT, times=repeats
        )
    if len(times) == 1:
        return with_size(shape, axis, product((size, times[0])))
    if differ(len(times), size):
        raise CountError(
            "{given} numbers of repeats do not fit to {size} places.",
            NO_FIT,
            given=len(times),
            size=size,
        )
    return with_size(shape, axis, total(times))


def padded(shape: Shape, pairs: Any) -> Shape:
    """Each axis longer by (before, after); negative ones cut."""
    sizes = []
    for size, ends in zip(shape, pairs):
        sizes.append(total((size, *ends)))
        if is_known(sizes[-1]) and sizes[-1] < 0:
            raise CountError(
                "Padding by {pair} takes away more than the {size} places of an axis.",
                NO_FIT,
                pair=tuple(ends),
                size=size,
            )
    return tuple(sizes)


def slide(
    size: Any,
    kernel: int,
    stride: int = 1,
    dilation: int = 1,
    before: int = 0,
    after: int = 0,
    up: bool = False,
) -> Any:
    """How many places a window has that slides over an axis; below 1, it has none.

    (size + before + after - dilation (kernel - 1) - 1) // stride + 1; `up` rounds
    up. See https://docs.pytorch.org/docs/2.13/generated/torch.nn.MaxPool1d.html.
    """
    if not is_known(size):
        return None
    room = size + before + after - dilation * (kernel - 1) - 1
    return (-(-room // stride) if up else room // stride) + 1
