"""torch.nn.functional: the rows of a table, looked up by whole numbers."""

from ...counting import CountError
from ...shapes.joining import refuse_axes
from ...types import Shape, Value
from .dtypes import INT64
from .functional import functional, layer_of, tensor
from .literals import as_tensor
from .shapes import size_of
from .tensor import Tensor, derived


@functional()
def embedding(
    input: Value,
    weight: Value,
    padding_idx: Value = None,
    *arguments: Value,
    **named: Value,
) -> Value:
    source = tensor("embedding", input)
    check_table("embedding", source, weight)
    if None in (source._shape, weight._shape):
        return derived(weight, None, others=(source,))
    if None not in weight._shape:
        layer_of("Embedding", (*weight._shape, padding_idx), ())
    return derived(weight, (*source._shape, weight._shape[-1]), others=(source,))


def check_table(name: Value, source: Tensor, weight: Tensor) -> None:
    """Whole numbers look up the rows of a matrix."""
    if source._dtype is not None and source._dtype.rank != 1:
        raise CountError(
            "{layer} looks up rows by their number, so its input must be whole "
            "numbers, not {dtype}. Write x.long().",
            "RuntimeError",
            layer=name,
            dtype=source._dtype,
        )
    if weight._shape is not None and len(weight._shape) != 2:
        refuse_axes(name, 2, weight._shape)


@functional()
def embedding_bag(
    input: Value,
    weight: Value,
    offsets: Value = None,
    *arguments: Value,
    **named: Value,
) -> Value:
    """(bags, features): a bag is a row, or goes from one offset to the next."""
    source = tensor("embedding_bag", input)
    check_table("embedding_bag", source, weight)
    starts: Shape = () if offsets is None else offsets._shape
    shapes = (source._shape, weight._shape, starts)
    if any(shape is None for shape in shapes):
        return derived(weight, None, others=(source,))
    axes = 2 if offsets is None else 1
    if len(source._shape) != axes or len(starts) != 2 - axes:
        refuse_axes("embedding_bag", axes, source._shape, "ValueError")
    bags = source._shape[0] if offsets is None else starts[0]
    return derived(weight, (bags, weight._shape[-1]), others=(source,))


@functional()
def one_hot(tensor: Value, num_classes: Value = -1) -> Value:
    source = as_tensor(tensor)
    if source._dtype is not None and source._dtype is not INT64:
        raise CountError(
            "one_hot takes whole numbers (torch.int64), not {dtype}. Write x.long().",
            "RuntimeError",
            dtype=source._dtype,
        )
    size = size_of(num_classes)
    greatest = max(source._values) if source._values else 0
    least = min(source._values) if source._values else 0
    few = size is not None and size != -1 and (size < 1 or greatest >= size)
    if few or least < 0:
        raise CountError(
            "The classes go from 0 to {last}; here are others.",
            "RuntimeError",
            last=size - 1,
        )
    if size == -1:
        size = max(source._values) + 1 if source._values else None
    shape = source._shape
    return derived(source, None if shape is None else (*shape, size), INT64)
