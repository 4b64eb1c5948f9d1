"""Axes that are named, taken away, put in or reordered."""

from ..counting import CountError
from ..types import Any
from .sizes import NO_FIT, Shape, equals, is_known, show


def axis_of(axis: int, axes: int) -> int:
    """The axis, counted from 0; a single number has one to be named."""
    most = max(axes, 1)
    if not -most <= axis < most:
        raise CountError(
            "There is no axis {axis}: the tensor has {axes} axes, which are counted "
            "from {first} to {last}.",
            "IndexError",
            axis=axis,
            axes=axes,
            first=-most,
            last=most - 1,
        )
    return axis % most


def axes_of(axes: Any, many: Any) -> tuple[int, ...]:
    """Several axes, each once; None means all."""
    if axes is None:
        return tuple(range(many))
    found = [axis_of(each, many) for each in listed(axes)]
    if len(set(found)) < len(found):
        raise CountError(
            "The axes {axes} name one axis twice.", NO_FIT, axes=tuple(axes)
        )
    return tuple(found)


def listed(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, int) else tuple(value)


def without(shape: Shape, axes: Any) -> Shape:
    return tuple(size for axis, size in enumerate(shape) if axis not in axes)


def with_size(shape: Shape, axis: Any, *sizes: Any) -> Shape:
    """These sizes in the place of one axis."""
    axis = axis_of(axis, len(shape))
    return (*shape[:axis], *sizes, *shape[axis + 1 :])


def reduced(shape: Shape, axis: Any = None, keepdims: bool = False) -> Shape:
    """Without the axes that are summed over; with keepdims, of size 1."""
    gone = axes_of(axis, len(shape))
    if keepdims:
        return tuple(1 if axis in gone else size for axis, size in enumerate(shape))
    return without(shape, gone)


def along(shape: Shape, axis: Any = -1, *more: Any, **named: Any) -> Shape:
    """The same shape; the axis has to be there."""
    axis_of(axis, len(shape))
    return shape


def unsqueezed(shape: Shape, axis: Any) -> Shape:
    """One more axis of size 1, for each of `axis`."""
    whole = len(shape) + len(listed(axis))
    places = axes_of(axis, whole)
    rest = iter(shape)
    return tuple(1 if n in places else next(rest) for n in range(whole))


def squeezed(shape: Shape, axis: Any = None) -> Shape:
    """Without the axes of size 1, or these; an unknown size is taken for more."""
    if axis is None:
        return tuple(size for size in shape if not equals(size, 1))
    gone = axes_of(axis, len(shape))
    for each in gone:
        if shape and is_known(shape[each]) and not equals(shape[each], 1):
            raise CountError(
                "Axis {axis} has size {size}: only an axis of size 1 can go.",
                NO_FIT,
                axis=each,
                size=shape[each],
            )
    return without(shape, gone)


def permuted(shape: Shape, axes: Any = None) -> Shape:
    """The axes in another order; reversed, if none is given."""
    if axes is None:
        return tuple(reversed(shape))
    good = len(axes) == len(shape)
    order = [axis_of(axis, len(shape)) for axis in axes] if good else None
    if order is None or len(set(order)) < len(order):
        raise CountError(
            "The axes {given} must name each of the {axes} axes of {shape} once.",
            NO_FIT,
            given=tuple(axes),
            axes=len(shape),
            shape=show(shape),
        )
    return tuple(shape[axis] for axis in order)


def swapped(shape: Shape, axis1: int, axis2: int) -> Shape:
    """With two axes in each other's place."""
    one, two = axis_of(axis1, len(shape)), axis_of(axis2, len(shape))
    order = list(shape)
    if order:
        order[one], order[two] = order[two], order[one]
    return tuple(order)


def moved(shape: Shape, source: Any, destination: Any) -> Shape:
    source, destination = listed(source), listed(destination)
    one, two = axes_of(source, len(shape)), axes_of(destination, len(shape))
    if len(one) != len(two):
        raise CountError(
            "As many axes must be given as places for them: {source} and {places}.",
            NO_FIT,
            source=source,
            places=destination,
        )
    order = [axis for axis in range(len(shape)) if axis not in one]
    for place, axis in sorted(zip(two, one)):
        order.insert(place, axis)
    return tuple(shape[axis] for axis in order) if shape else ()
