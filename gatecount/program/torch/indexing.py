"""The shape of x[key], for every kind of key that PyTorch takes."""

from ..refusing import refused
from ..unknown import Unknown, is_unknown
from .shapes import broadcast, text


def indexed(shape, key, shape_of):
    """`shape_of(value)`: (shape, whether it is a mask) of a tensor or a list.

    The mask's or tensor's shape is None where it is not known.
    """
    keys = key if isinstance(key, tuple) else (key,)
    if shape is None:
        return None
    keys = [each if is_basic(each) else shape_of(each) for each in keys]
    taken = sum(axes_taken(each) for each in keys)
    if taken is None or any(is_mask_of_unknown(each) for each in keys):
        return None
    if taken > len(shape):
        raise refused(
            "There are too many indices: {taken}, for a tensor of shape {shape}, "
            "which has {axes} axes.",
            "IndexError",
            taken=taken,
            shape=text(shape),
            axes=len(shape),
        )
    return walked(shape, with_ellipsis(keys, len(shape) - taken))


def is_basic(key):
    return (
        key is None
        or key is Ellipsis
        or isinstance(key, slice)
        or (isinstance(key, Unknown) and key.shape is None)
        or (hasattr(key, "__index__") and not hasattr(key, "shape"))
    )


def is_mask_of_unknown(key):
    return isinstance(key, tuple) and key[0] is None


def axes_taken(key):
    if key is None or key is Ellipsis or isinstance(key, bool):
        return 0
    if isinstance(key, tuple) and key[0] is not None:
        return len(key[0]) if key[1] else 1
    return 1


def with_ellipsis(keys, rest):
    """`...`, or the end of the key, stands for the axes that are left."""
    where = next((n for n, each in enumerate(keys) if each is Ellipsis), len(keys))
    return [*keys[:where], *[slice(None)] * rest, *keys[where + 1 :]]


def walked(shape, keys):
    result, picked, places = [], [], []
    axis = 0
    for key in keys:
        if key is None:
            result.append(1)
        elif isinstance(key, bool):
            picked.append((int(key),))
            places.append(len(result))
        elif isinstance(key, slice):
            result.append(sliced(shape[axis], key))
            axis += 1
        elif isinstance(key, tuple):
            picked.append((None,) if key[1] else key[0])
            places.append(len(result))
            axis += axes_taken(key)
        else:
            check_index(shape, axis, key)
            axis += 1
    if not picked:
        return tuple(result)
    common = broadcast(*picked)
    # Tensors side by side leave their axes where they stood; else in front.
    place = places[0] if len(set(places)) == 1 else 0
    return (*result[:place], *common, *result[place:])


def sliced(size, key):
    given = (key.start, key.stop, key.step)
    if any(each is not None and not hasattr(each, "__index__") for each in given):
        raise refused(
            "A slice takes whole numbers: {value} has others.",
            "TypeError",
            value=str(key),
        )
    # A tensor of one number may stand in a slice, too.
    given = [None if each is None else number_of(each) for each in given]
    if isinstance(given[2], int) and given[2] <= 0:
        raise refused("A tensor cannot be read backwards: use torch.flip.")
    if size is None or any(is_unknown(each) for each in given):
        if given[0] in (None, 0) and given[1] is None and given[2] in (None, 1):
            return size
        return distance(*given)
    return len(range(*slice(*given).indices(size)))


def distance(start, stop, step):
    """x[i : i + 8] has 8 rows, whatever i is."""
    if step in (None, 1) and is_unknown(start) and is_unknown(stop):
        found = stop - start
        return found if isinstance(found, int) else None
    return None


def index_of(value):
    return value if isinstance(value, int) else value.__index__()


def number_of(value):
    """A number, or an unknown one."""
    if isinstance(value, (int, Unknown)):
        return value
    return value.item() if hasattr(value, "item") else value.__index__()


def check_index(shape, axis, key):
    size = shape[axis]
    if size is None or is_unknown(key):
        return
    if not -size <= index_of(key) < size:
        raise refused(
            "Index {key} is out of bounds: axis {axis} of {shape} has size {size}, "
            "counted from 0.",
            "IndexError",
            key=index_of(key),
            axis=axis,
            shape=text(shape),
            size=size,
        )


def gathered(shape, index):
    """torch.gather: the index's shape."""
    if shape is not None and index is not None and len(shape) != len(index):
        raise refused(
            "The index must have as many axes as the tensor: {shape} and {index}.",
            "RuntimeError",
            shape=text(shape),
            index=text(index),
        )
    return index
