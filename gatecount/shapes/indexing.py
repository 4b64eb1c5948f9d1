"""The shape of x[key]."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..counting import CountError
from ..types import Any
from .filling import broadcast
from .sizes import Shape, equals, is_known, show


@dataclass
class Picks:
    """What many places are picked by: numbers in a tensor of this shape, or a mask."""

    shape: Shape
    mask: bool = False


def indexed(shape: Shape, keys: Sequence[Any]) -> Shape:
    """`keys`: None, ..., slices, Picks, truth values, and places along an axis."""
    taken = sum(map(axes_taken, keys))
    if taken and not shape:
        raise CountError(
            "This is one number, a tensor of shape [], which no index takes apart. "
            "Write x.item() in place of x[0].",
            "IndexError",
        )
    if taken > len(shape):
        raise CountError(
            "There are too many indices: {taken}, for a tensor of shape {shape}, which "
            "has {axes} axes.",
            "IndexError",
            taken=taken,
            shape=show(shape),
            axes=len(shape),
        )
    return walked(shape, with_ellipsis(keys, len(shape) - taken))


def axes_taken(key: Any) -> int:
    if key is None or key is Ellipsis or isinstance(key, bool):
        return 0
    return len(key.shape) if isinstance(key, Picks) and key.mask else 1


def with_ellipsis(keys: Sequence[Any], rest: int) -> list[Any]:
    """`...`, or the end of the key, stands for the axes that are left."""
    where = next((n for n, each in enumerate(keys) if each is Ellipsis), len(keys))
    return [*keys[:where], *[slice(None)] * rest, *keys[where + 1 :]]


def walked(shape: Shape, keys: Sequence[Any]) -> Shape:
    sizes, picks, places, axis = [], [], [], 0
    for n, key in enumerate(keys):
        if key is None:
            sizes.append(1)
        elif isinstance(key, slice):
            sizes.append(span(key, shape[axis]))
        elif isinstance(key, bool):
            picks.append((int(key),))
            places.append((n, len(sizes)))
        elif isinstance(key, Picks):
            check_mask(key, shape, axis)
            picks.append((None,) if key.mask else key.shape)
            places.append((n, len(sizes)))
        else:
            check_place(key, shape, axis)
        axis += axes_taken(key)
    if not picks:
        return tuple(sizes)
    # Picks side by side leave their axes where they stood; else in front.
    place = places[0][1] if len({after for _, after in places}) == 1 else 0
    return (*sizes[:place], *broadcast(*picks), *sizes[place:])


def check_mask(key: Any, shape: Shape, axis: Any) -> None:
    part = shape[axis : axis + len(key.shape)] if key.mask else ()
    for size, given in zip(part, key.shape):
        if is_known(size) and is_known(given) and size != given:
            raise CountError(
                "A mask of shape {mask} does not fit to the axes {part} of {shape}.",
                "IndexError",
                mask=show(key.shape),
                part=show(part),
                shape=show(shape),
            )


def check_place(key: Any, shape: Shape, axis: Any) -> None:
    size = shape[axis]
    if isinstance(key, int) and is_known(size) and not -size <= key < size:
        raise CountError(
            "Index {key} is out of bounds: axis {axis} of {shape} has size {size}, "
            "counted from 0.",
            "IndexError",
            key=key,
            axis=axis,
            shape=show(shape),
            size=size,
        )


def span(key: Any, size: Any) -> Any:
    """How many places a slice takes of so many; None if that is not known."""
    start, stop, step = key.start, key.stop, key.step
    plain = all(each is None or isinstance(each, int) for each in (start, stop, step))
    if equals(step, 0):
        raise CountError("A slice cannot have a step of 0.", "ValueError")
    letters = any(hasattr(each, "formula") for each in (size, start, stop, step))
    if plain and is_known(size) and not letters:
        return len(range(*slice(start, stop, step).indices(size)))
    if step is None and all(hasattr(each, "offset") for each in (start, stop)):
        distance = stop - start  # x[i : i + 8] has 8 places, whatever i is
        return distance if isinstance(distance, int) else None
    if not plain:
        return None
    if (start is None or start == 0) and stop is None and step in (None, 1, -1):
        return size
    if step in (None, 1) and size is not None:
        # As far as it can be said without the size: x[:10], x[-5:], x[2:5].
        start = start or 0
        if stop is not None and (start >= 0) == (stop >= 0) and stop >= start:
            return stop - start
        return -start if stop is None and start < 0 else None
    return None
