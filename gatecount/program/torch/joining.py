"""Joins and pieces: cat, stack, split and their relatives."""

from ...counting import CountError
from ...shapes import axes, joining
from ...shapes.axes import axis_of, with_size
from ...shapes.joining import cut
from ...shapes.sizes import differ, is_known, total
from ...types import NoReturn, Value
from ..unknown import is_open
from . import strides as strides_
from .dtypes import promote
from .literals import as_tensor, input_of
from .operation import operation
from .shapes import given_sizes
from .tensor import Tensor, both, derived, function


@function("cat", "concat", "concatenate")
def cat(tensors: Value, dim: Value = 0, axis: Value = None, out: Value = None) -> Value:
    parts = parts_of(tensors, "ValueError")
    dim = dim if axis is None else axis
    # An empty tensor of one axis fits to everything.
    shapes = [each._shape for each in parts if each._shape != (0,)]
    shapes = shapes or [(0,)]
    if None in shapes:
        known = next((shape for shape in shapes if shape is not None), None)
        shape = None if known is None else with_size(known, dim, None)
    else:
        shape = joining.joined(shapes, dim)
    if len(parts) == 1 or is_open(tensors):
        shape = open_ended(parts, shape, dim, tensors)
    return joined(parts, shape)


def parts_of(tensors: Value, error: str) -> Value:
    parts = [input_of(each) for each in tensors]
    if not parts:
        raise CountError(
            "There is nothing to join: the list of tensors is empty.", error
        )
    return parts


@function("stack")
def stack(tensors: Value, dim: Value = 0, out: Value = None) -> Value:
    parts = parts_of(tensors, "RuntimeError")
    known = [each._shape for each in parts if each._shape is not None]
    shape = None
    if known:  # those whose axes are not known are as many as the others
        shape = joining.stacked(known, dim)
        shape = with_size(shape, dim, len(parts))
    return joined(parts, open_ended(parts, shape, dim, tensors))


def open_ended(
    parts: list[Tensor], shape: Value, dim: Value, tensors: list[Tensor]
) -> Value:
    """What a loop over unknown data collected has an unknown length."""
    known = not (is_open(tensors) or any(each._each for each in parts))
    if shape is None or known:
        return shape
    return with_size(shape, dim, None)


def joined(parts: Value, shape: Value) -> Value:
    kind = parts[0]._dtype
    for each in parts[1:]:
        kind = promote(kind, each._dtype)
    values = None
    if shape is not None and len(shape) == 1 and all(each._values for each in parts):
        values = sum((tuple(each._values) for each in parts), ())
    return derived(parts[0], shape, kind, values, others=tuple(parts[1:]))


def joining_by(names: str, rule: Value) -> None:
    def apply(tensors: Value, *, out: Value = None) -> Value:
        parts = parts_of([as_tensor(each) for each in tensors], "RuntimeError")
        shapes = [each._shape for each in parts]
        return joined(parts, None if None in shapes else rule(shapes))

    function(*names.split())(apply)


joining_by("hstack", joining.horizontal)
joining_by("vstack row_stack", joining.vertical)
joining_by("dstack", joining.deep)
joining_by("column_stack", joining.columns)


@both("chunk")
def chunk(input: Value, chunks: Value, dim: Value = 0) -> tuple[Tensor, ...]:
    """As many pieces, of equal length but for the last."""
    if is_known(chunks) and chunks < 1:
        refuse_pieces(chunks)
    size = size_along(input, dim)
    if size is None:
        return pieces(input, [None] * chunks, dim)
    return pieces(input, lengths_of(size, max(-(-size // chunks), 1)), dim)


def size_along(source: Tensor, dim: Value) -> int | None:
    """The size of an axis that has to be there."""
    shape = source._shape
    if shape == ():
        joining.refuse_axes("split", "1+", shape)
    return None if shape is None else shape[axis_of(dim, len(shape))]


def lengths_of(size: int, each: int) -> Value:
    """The lengths of the pieces of `each`, the last one perhaps shorter."""
    return [min(each, size - start) for start in range(0, size, each)] or [0]


def refuse_pieces(number: int) -> NoReturn:
    raise CountError("{number} cannot be a size.", "RuntimeError", number=number)


@both("split", "split_with_sizes")
def split(
    input: Value, split_size: Value, dim: Value = 0, **named: Value
) -> tuple[Tensor, ...]:
    size = size_along(input, dim)
    if isinstance(split_size, (tuple, list)):
        lengths = given_sizes((split_size,))
        check_lengths(size, lengths, dim)
        return pieces(input, lengths, dim)
    if is_known(split_size) and (split_size < 0 or (split_size == 0 and size)):
        refuse_pieces(split_size)
    lengths = [split_size] if size is None else lengths_of(size, max(split_size, 1))
    return pieces(input, lengths, dim)


def check_lengths(size: int | None, lengths: Value, dim: Value) -> None:
    whole = total(lengths)
    if differ(size, whole):
        raise CountError(
            "The pieces {lengths} add up to {total}, but axis {dim} has size {size}.",
            "RuntimeError",
            lengths=list(lengths),
            total=whole,
            dim=dim,
            size=size,
        )


operation(
    "tensor_split",
    lambda shape, parts, axis=0: (
        joining.divided(shape, parts, axis)
        if shape
        else joining.refuse_axes("tensor_split", "1+", shape)
    ),
)


def pieces(input: Tensor, lengths: Value, dim: Value) -> tuple[Tensor, ...]:
    shape = input._shape
    if shape is None:
        return tuple(derived(input, None) for _ in lengths)
    strides = strides_.of(input)
    parts = cut(shape, lengths, dim)
    return tuple(
        derived(input, part, strides=strides_.settled(part, strides)) for part in parts
    )


@both("unbind")
def unbind(input: Value, dim: Value = 0) -> tuple[Tensor, ...]:
    shape = input._shape
    if shape is None:
        return (derived(input, None, each=True),)
    size = size_along(input, dim)
    rest = axes.reduced(shape, dim)
    if size is None:
        return (derived(input, rest, each=True),)
    return tuple(derived(input, rest) for _ in range(size))
