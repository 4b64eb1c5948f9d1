"""Sizes: whole numbers, or what is not known."""

from collections.abc import Iterable
from math import prod

from ..types import Any, TypeAlias, TypeGuard

# A size is an int, or whatever stands for one that is not known.
Shape: TypeAlias = tuple[Any, ...]
NO_FIT = "RuntimeError"


def show(shape: Shape) -> str:
    """[2, ?]: a shape in a sentence."""
    return "[" + ", ".join("?" if not is_known(s) else str(s) for s in shape) + "]"


def is_known(size: Any) -> TypeGuard[int]:
    return isinstance(size, int)


def product(sizes: Iterable[Any]) -> Any:
    """How many numbers; an unknown size alone is that size."""
    sizes = tuple(sizes)
    known = prod(size for size in sizes if is_known(size))
    rest = [size for size in sizes if not is_known(size)]
    if known == 0 or not rest:
        return known
    return rest[0] if len(rest) == 1 and known == 1 else None


def total(sizes: Iterable[Any]) -> Any:
    """The sum; None if one is not known."""
    sizes = tuple(sizes)
    return sum(sizes) if all(map(is_known, sizes)) else None


def differ(one: Any, two: Any) -> bool:
    """Are the two sizes known to differ?"""
    return is_known(one) and is_known(two) and one != two


def unlike(one: Shape, two: Shape, axis: Any = None) -> bool:
    """Can the two shapes not be equal, but for this axis?"""
    return len(one) != len(two) or any(
        differ(a, b) and n != axis for n, (a, b) in enumerate(zip(one, two))
    )


def first_known(sizes: Iterable[Any]) -> Any:
    sizes = tuple(sizes)
    return next(filter(is_known, sizes), sizes[0])


def equals(size: Any, number: Any) -> bool:
    """Is the size known to be this number?"""
    return is_known(size) and size == number
