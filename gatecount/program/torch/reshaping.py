"""Views and moved axes: the numbers stay, their shape changes."""

from __future__ import annotations

from ...counting import CountError
from ...shapes import axes, filling, joining
from ...shapes.sizes import total
from ...types import NoReturn, Routine, Shape, Value
from . import strides as strides_
from .literals import as_tensor
from .operation import operation
from .shapes import given_sizes, size_of, text
from .tensor import METHODS, Tensor, attribute, both, derived, function, method


def shaped(rule: Routine, shape: Value, *values: Value) -> Value:
    """The rule's answer, where the shape's axes are known."""
    return None if shape is None else rule(shape, *values)


def moved(source: Tensor, shape: Shape | None, strides: Value = None) -> Value:
    """The same numbers in the same order."""
    return derived(source, shape, values=source._values, strides=strides)


def seen(source: Tensor, shape: Shape | None, copy: bool = True) -> Value:
    """The same memory in another shape; a copy, where it lies in another order."""
    strides = None if shape is None else strides_.viewed(source, shape)
    if strides is False and not copy:
        refuse_view(source, shape)
    return moved(source, shape, None if strides is False else strides)


def refuse_view(source: Tensor, shape: Value) -> NoReturn:
    raise CountError(
        "view size is not compatible with input tensor's size and stride: after "
        "transpose() or permute(), and of an LSTM's output with "
        "batch_first=True, the numbers lie in another order. Write "
        ".reshape({shape}) instead of .view.",
        "RuntimeError",
        shape=text(shape)[1:-1],
    )


@method("view")
def view(self: Value, *shape: Value, **named: Value) -> Value:
    shape = shape or (named.get("size"),)
    if len(shape) == 1 and type(shape[0]).__name__ == "dtype":
        return METHODS["to"](self, shape[0])
    return seen(self, reshaped(self, shape), copy=False)


@method("reshape")
def reshape_method(self: Value, *shape: Value, **named: Value) -> Value:
    shape = shape or (named.get("shape"),)
    return seen(self, reshaped(self, shape))


def reshaped(source: Tensor, target: tuple[Value, ...]) -> Shape:
    target = given_sizes(target)
    if source._shape is None:
        return tuple(None if size == -1 else size for size in target)
    return filling.reshaped(source._shape, target)


function("reshape")(lambda input, shape: reshape_method(as_tensor(input), shape))
method("view_as")(lambda self, other: view(self, other.shape))
method("reshape_as")(lambda self, other: reshape_method(self, other.shape))


@both("permute")
def permute(input: Value, *dims: Value, **named: Value) -> Value:
    dims = given_sizes(dims or (named["dims"],))
    if input._shape is None:
        return derived(input, (None,) * len(dims))
    return ordered(input, axes.permuted, dims)


def ordered(source: Tensor, rule: Routine, *values: Value) -> Value:
    """The axes in another order, in the same memory."""
    if source._shape is None:
        return derived(source, None)
    shape = rule(source._shape, *values)
    order = rule(tuple(range(len(shape))), *values)
    return derived(source, shape, strides=strides_.reordered(source, order))


both("transpose", "swapaxes", "swapdims")(
    lambda input, dim0, dim1: ordered(input, axes.swapped, dim0, dim1)
)
both("movedim", "moveaxis")(
    lambda input, source, destination: ordered(input, axes.moved, source, destination)
)


both("adjoint")(lambda input: matrix(input))


@both("t")
def t(input: Value) -> Value:
    shape = input._shape
    if shape is not None and len(shape) > 2:
        joining.refuse_axes("t", "0 / 1 / 2", shape)
    return matrix(input)


def matrix(input: Value) -> Value:
    if input._shape is not None and len(input._shape) < 2:
        return moved(input, input._shape)
    return ordered(input, axes.swapped, -2, -1)


attribute("T")(lambda self: ordered(self, axes.permuted))
attribute("mT", "mH", "H")(matrix)


@both("squeeze")
def squeeze(input: Value, *dim: Value, **named: Value) -> Value:
    dims = dim[0] if len(dim) == 1 else dim or named.get("dim")
    shape = input._shape
    if shape is not None and dims is not None:  # only axes of size 1 go
        given = axes.axes_of(dims, len(shape))
        dims = tuple(axis for axis in given if shape and shape[axis] == 1)
    return seen(input, shaped(axes.squeezed, shape, dims))


@both("unsqueeze")
def unsqueeze(input: Value, dim: Value) -> Value:
    return seen(input, shaped(axes.unsqueezed, input._shape, dim))


@both("flatten", "ravel")
def flatten(input: Value, start_dim: Value = 0, end_dim: Value = -1) -> Value:
    if input._shape is None and (start_dim, end_dim) == (0, -1):
        return seen(input, (None,))
    return seen(input, shaped(filling.flattened, input._shape, start_dim, end_dim))


both("unflatten")(
    lambda input, dim, sizes: seen(
        input, shaped(filling.unflattened, input._shape, dim, given_sizes((sizes,)))
    )
)


@method("expand")
def expand(self: Value, *sizes: Value) -> Value:
    target = given_sizes(sizes)
    if self._shape is None:
        return derived(self, tuple(None if size == -1 else size for size in target))
    shape = filling.stretched(self._shape, target)
    return derived(self, shape, strides=spread(self, shape))


def spread(source: Value, shape: Value) -> Shape | str | None:
    """Strides after expand: 0 where a size has grown."""
    strides = strides_.of(source)
    if strides is strides_.UNSURE or None in shape:
        return strides_.UNSURE
    more = len(shape) - len(source._shape)
    own = [
        0 if size != have else step
        for size, have, step in zip(shape[more:], source._shape, strides)
    ]
    return strides_.settled(shape, (*(0,) * more, *own))


both("broadcast_to")(lambda input, *size: expand(input, *size))
method("expand_as")(
    lambda self, other: (
        expand(self, *other.shape) if other._shape else derived(self, other._shape)
    )
)


@method("repeat")
def repeat(self: Value, *sizes: Value, **named: Value) -> Value:
    times = given_sizes(sizes or (named["repeats"],))
    shape = self._shape
    if shape is None:
        return derived(self, (None,) * len(times))
    if len(times) < len(shape):
        raise CountError(
            "repeat{times} must have a number for each of the {axes} axes of {shape}.",
            "RuntimeError",
            times=times,
            axes=len(shape),
            shape=text(shape),
        )
    return derived(self, filling.tiled(shape, times))


@both("tile")
def tile(input: Value, *dims: Value) -> Value:
    dims = given_sizes(dims)
    return derived(input, shaped(filling.tiled, input._shape, dims))


@both("repeat_interleave")
def repeat_interleave(
    input: Value, repeats: Value, dim: Value = None, **named: Value
) -> Value:
    if isinstance(repeats, Tensor):
        known = repeats._values or ((repeats._shape or (None,))[0] == 1 and [None])
        repeats = list(known or [None] * ((repeats._shape or (0,))[0] or 0))
        if not repeats:
            return derived(input, None)
    else:
        repeats = size_of(repeats)
    return derived(input, shaped(filling.repeated, input._shape, repeats, dim))


operation("diag", joining.diag)
operation("diagonal", joining.diagonal)
operation("diff", joining.differences)


def embedded(
    shape: Value, offset: Value = 0, dim1: Value = -2, dim2: Value = -1
) -> Shape:
    """Each row as the diagonal of a matrix."""
    if not shape:
        joining.refuse_axes("diag_embed", "1+", shape)
    size = total((shape[-1], abs(offset)))
    one, two = axes.axes_of((dim1, dim2), len(shape) + 1)
    rest = iter(shape[:-1])
    return tuple(
        size if axis in (one, two) else next(rest) for axis in range(len(shape) + 1)
    )


operation("diag_embed", embedded)


@function("meshgrid")
def meshgrid(*tensors: Value, indexing: Value = "ij") -> tuple[Tensor, Tensor]:
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    lengths = [(each._shape or (1,))[0] for each in tensors]
    if indexing == "xy":
        lengths[:2] = lengths[1::-1]
    made = []
    for place, each in enumerate(tensors):
        place = 1 - place if indexing == "xy" and place < 2 else place
        one = [1] * len(lengths)
        one[place] = -1
        made.append(expand(reshape_method(each, one), lengths))
    return tuple(made)
