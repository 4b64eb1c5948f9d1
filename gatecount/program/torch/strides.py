"""How the numbers of a tensor lie in memory: what view() may and may not do.

Strides are as PyTorch's, in numbers. None stands for contiguous, UNSURE for not
known; nothing is refused then.
"""

from __future__ import annotations

from ...types import TYPE_CHECKING, Shape, Value

if TYPE_CHECKING:
    from .tensor import Tensor

UNSURE = "unsure"


def contiguous(shape: Value) -> Shape:
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= max(size, 1)
    return tuple(reversed(strides))


def of(tensor: Tensor) -> Shape | str:
    """The strides as numbers; UNSURE if a size or the layout is not known."""
    shape, strides = tensor._shape, tensor._strides
    if shape is None or None in shape or strides is UNSURE:
        return UNSURE
    return contiguous(shape) if strides is None else strides


def settled(shape: Shape, strides: Value) -> Shape | str | None:
    """None where these strides are the contiguous ones."""
    if strides is UNSURE or shape is None or None in shape:
        return UNSURE
    plain = contiguous(shape)
    same = all(a == b or size == 1 for a, b, size in zip(strides, plain, shape))
    return None if same or 0 in shape else tuple(strides)


def is_contiguous(tensor: Value) -> bool:
    return tensor._strides is None


def reordered(tensor: Value, order: Value) -> Shape | str | None:
    """Strides after permute(order)."""
    strides = of(tensor)
    if strides is UNSURE:
        return UNSURE
    shape = tuple(tensor._shape[axis] for axis in order)
    return settled(shape, tuple(strides[axis] for axis in order))


def kept(tensor: Tensor, shape: Shape | None) -> Shape | str | None:
    """Of the result of an operation on each number: the order of the axes stays."""
    if tensor._strides is None or shape != tensor._shape:
        return None if tensor._strides is None else UNSURE
    strides = of(tensor)
    if strides is UNSURE:
        return UNSURE
    if any(step == 0 and size > 1 for step, size in zip(strides, shape)):
        return None  # expanded: the numbers are written out
    order = sorted(range(len(shape)), key=lambda axis: -strides[axis])
    dense, step = {}, 1
    for axis in reversed(order):
        dense[axis] = step
        step *= max(shape[axis], 1)
    return settled(shape, tuple(dense[axis] for axis in range(len(shape))))


def viewed(tensor: Tensor, shape: Shape) -> Shape | bool | str | None:
    """Strides of the same memory in another shape; False if there are none.

    As computeStride in aten/src/ATen/TensorUtils.cpp: axes may be joined where one
    lies inside the other.
    """
    if tensor._strides is None:
        return None
    strides = of(tensor)
    if strides is UNSURE or None in shape:
        return UNSURE
    if 0 in shape:
        return None
    runs = joined(tensor._shape, strides)
    result, place = [], len(shape) - 1
    for size, step in reversed(runs):
        filled = 1
        while place >= 0 and (filled < size or shape[place] == 1):
            result.append(filled * step)
            filled *= shape[place]
            place -= 1
        if filled != size:
            return False
    return settled(shape, tuple(reversed(result)))


def joined(shape: Value, strides: Value) -> list[tuple[int, int]]:
    """Runs of axes that lie side by side: (size, stride of the last axis)."""
    runs: list[tuple[int, int]] = []
    for size, step in zip(shape, strides):
        if size == 1:
            continue
        if runs and runs[-1][1] == size * step:
            runs[-1] = (runs[-1][0] * size, step)
        else:
            runs.append((size, step))
    return runs or [(1, 1)]
