"""Shapes as PyTorch's programs give and print them: None is a size not known.

A shape of which not even the number of axes is known is None, and so is what follows
from it.
"""

from ...counting import whole
from ...types import Shape, Value
from ..unknown import Unknown


def size_of(value: Value) -> Value:
    """A size that a program gives, None where it is not known."""
    return None if isinstance(value, Unknown) else whole(value)


def given_sizes(given: tuple[Value, ...]) -> Value:
    """view(2, 3), view((2, 3)), view(x.shape): the sizes, None for unknown ones."""
    if len(given) == 1 and isinstance(given[0], (tuple, list)):
        given = tuple(given[0])
    return tuple(size_of(size) for size in given)


def text(shape: Shape) -> str:
    return "[" + ", ".join("?" if size is None else str(size) for size in shape) + "]"
