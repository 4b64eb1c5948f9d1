"""Several tensors to one, and one to several."""

from collections.abc import Sequence
from itertools import pairwise

from ..counting import CountError
from ..types import Any, NoReturn
from .axes import axes_of, axis_of, with_size, without
from .sizes import NO_FIT, Shape, first_known, is_known, show, total, unlike


def joined(shapes: Sequence[Shape], axis: Any = 0) -> Shape:
    """Side by side along one axis."""
    first = shapes[0]
    axis = axis_of(axis, len(first)) if first else 0
    for shape in shapes:
        if not shape or unlike(first, shape, axis):
            raise CountError(
                "Tensors of shapes {one} and {two} cannot be joined along axis {axis}: "
                "all other sizes must be equal.",
                NO_FIT,
                one=show(first),
                two=show(shape),
                axis=axis,
            )
    return tuple(
        total(sizes) if n == axis else first_known(sizes)
        for n, sizes in enumerate(zip(*shapes))
    )


def stacked(shapes: Sequence[Shape], axis: Any = 0) -> Shape:
    """Side by side along a new axis."""
    first = shapes[0]
    for shape in shapes:
        if unlike(first, shape):
            raise CountError(
                "Only tensors of one shape can be stacked; here are {one} and {two}.",
                NO_FIT,
                one=show(first),
                two=show(shape),
            )
    axis = axis_of(axis, len(first) + 1)
    sizes = tuple(map(first_known, zip(*shapes)))
    return (*sizes[:axis], len(shapes), *sizes[axis:])


def at_least(shape: Shape, axes: int) -> Shape:
    """Ones in front, for so many axes."""
    return (1,) * (axes - len(shape)) + tuple(shape)


def vertical(shapes: Sequence[Shape]) -> Shape:
    return joined([at_least(shape, 2) for shape in shapes], 0)


def horizontal(shapes: Sequence[Shape]) -> Shape:
    shapes = [at_least(shape, 1) for shape in shapes]
    return joined(shapes, min(1, len(shapes[0]) - 1))


def deep(shapes: Sequence[Shape]) -> Shape:
    def third(shape: Shape) -> Shape:
        return (*(at_least(shape, 2) if len(shape) < 2 else shape), 1)[:3]

    return joined([third(each) if len(each) < 3 else each for each in shapes], 2)


def columns(shapes: Sequence[Shape]) -> Shape:
    return joined([(*at_least(each, 1), 1)[: max(2, len(each))] for each in shapes], 1)


def cut(shape: Shape, lengths: Any, axis: Any = 0) -> list[Shape]:
    """Pieces of these lengths along an axis."""
    return [with_size(shape, axis, length) for length in lengths]


def divided(
    shape: Shape, parts: Any, axis: Any = 0, equal: bool = False
) -> list[Shape]:
    """So many pieces, the first ones longer by 1; a list names where to cut."""
    size = shape[axis_of(axis, len(shape))] if shape else 0
    if not is_known(parts):
        whole = size if is_known(size) else max((0, *parts))
        ends = [0, *(slice(end).indices(whole)[1] for end in parts), size]
        lengths = [
            max(b - a, 0) if is_known(a) and is_known(b) else None
            for a, b in pairwise(ends)
        ]
        return cut(shape, lengths, axis)
    if parts < 1 or not shape or (equal and is_known(size) and size % parts):
        raise CountError(
            "An axis of size {size} does not divide into {parts} equal parts.",
            NO_FIT,
            size=size,
            parts=parts,
        )
    if not is_known(size):
        return cut(shape, [None] * parts, axis)
    return cut(shape, [size // parts + (n < size % parts) for n in range(parts)], axis)


def picked(shape: Shape, axis: Any = None) -> list[Shape]:
    """The shapes of the parts along an axis."""
    axis = axis_of(axis or 0, len(shape))
    return [without(shape, (axis,))] * shape[axis]


def diagonal(shape: Shape, offset: Any = 0, axis1: Any = 0, axis2: Any = 1) -> Shape:
    """The diagonal of two axes is the last axis."""
    axes = axes_of((axis1, axis2), len(shape))
    rows, columns = (shape[axis] for axis in axes)
    size = None
    if is_known(rows) and is_known(columns):
        size = max(min(rows + min(offset, 0), columns - max(offset, 0)), 0)
    return (*without(shape, axes), size)


def diag(shape: Shape, k: Any = 0) -> Shape:
    """A matrix with this diagonal, or the diagonal of a matrix."""
    if len(shape) not in (1, 2):
        refuse_axes("diag", "1 / 2", shape)
    if len(shape) == 2:
        return diagonal(shape, k)
    return (total((*shape, abs(k))),) * 2


def refuse_axes(name: str, axes: Any, shape: Shape, error: str = NO_FIT) -> NoReturn:
    raise CountError(
        "{name} takes tensors of {axes} axes, not of shape {shape}.",
        error,
        name=name,
        axes=axes,
        shape=show(shape),
    )


def differences(shape: Shape, n: Any = 1, axis: Any = -1) -> Shape:
    axis = axis_of(axis, len(shape))
    size = shape[axis] if shape else 1
    return with_size(shape, axis, max(size - n, 0) if is_known(size) else None)
