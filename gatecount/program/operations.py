"""The functions of arrays that NumPy and keras.ops have under one name.

A line is a name and its rule, from shapes to a shape; the arguments behind the tensors
are the rule's own. `gatecount/shapes` has the rules; PyTorch calls them by its names.
"""

from collections.abc import Iterator

from ..counting import CountError
from ..shapes import filling, joining, products
from ..shapes.axes import (
    along,
    axes_of,
    axis_of,
    listed,
    moved,
    permuted,
    squeezed,
    swapped,
    unsqueezed,
    with_size,
)
from ..shapes.filling import broadcast
from ..shapes.sizes import product
from ..types import Routine, Shape, Value


def along_all(shape: Value, axis: Value = None, *more: Value, **named: Value) -> Shape:
    """cumsum: along an axis, or of all numbers in a row."""
    return (product(shape),) if axis is None else along(shape, axis)


def ordered(shape: Value, axis: Value = -1, *more: Value, **named: Value) -> Shape:
    return shape if axis is None else along(shape, axis)


def flipped(shape: Value, axis: Value = None) -> Value:
    axes_of(axis, len(shape))
    return shape


def rolled(shape: Value, shift: Value, axis: Value = None) -> Value:
    return shape if axis is None else flipped(shape, listed(axis))


def padded(
    shape: Value,
    pad_width: Value,
    mode: Value = "constant",
    constant_values: Value = None,
    **named: Value,
) -> Shape:
    """One number for all ends, one pair for all axes, or a pair for each axis."""
    given = [pad_width] if isinstance(pad_width, int) else list(pad_width)
    if len(given) == 2 and all(isinstance(each, int) for each in given):
        given = [tuple(given)]
    pairs = [tuple(each) if isinstance(each, (tuple, list)) else each for each in given]
    pairs = [each if isinstance(each, tuple) else (each, each) for each in pairs]
    pairs = pairs * len(shape) if len(pairs) == 1 else pairs
    if len(pairs) != len(shape):
        raise CountError(
            "pad_width has {given} pairs for a tensor of {axes} axes.",
            given=len(pairs),
            axes=len(shape),
        )
    return filling.padded(shape, pairs)


def taken(
    shape: Value, indices: Value, axis: Value = None, mode: Value = None
) -> Shape:
    """The places that the indices name, of an axis or of all numbers in a row."""
    return indices if axis is None else with_size(shape, axis, *indices)


def taken_along(shape: Value, indices: Value, axis: Value = None) -> Value:
    axis_of(axis or 0, len(shape))
    if axis is not None:
        if len(shape) != len(indices):
            joining.refuse_axes("take_along_axis", len(shape), indices)
        broadcast(with_size(shape, axis, 1), with_size(indices, axis, 1))
    return indices


def trace(shape: Value, offset: Value = 0, axis1: Value = 0, axis2: Value = 1) -> Shape:
    return joining.diagonal(shape, offset, axis1, axis2)[:-1]


def appended(one: Value, two: Value, axis: Value = None) -> Shape:
    if axis is None:
        one, two = (product(one),), (product(two),)
    return joining.joined([one, two], axis or 0)


def concatenated(shapes: Value, axis: Value = 0) -> Shape:
    if axis is None:
        shapes, axis = [(product(each),) for each in shapes], 0
    return joining.joined(shapes, axis)


def crossed(one: Value, two: Value, *more: Value, **named: Value) -> Shape:
    """Of vectors of two or three numbers."""
    if not {2, 3} >= {one[-1:] and one[-1], two[-1:] and two[-1]}:
        joining.refuse_axes("cross", "2 / 3-sized last", one)
    front = broadcast(one[:-1], two[:-1])
    return front if one[-1] == two[-1] == 2 else (*front, 3)


def differences(shape: Value, n: Value = 1, axis: Value = -1) -> Shape:
    if not shape:
        joining.refuse_axes("diff", "1+", shape)
    return joining.differences(shape, n, axis)


def split(shape: Value, indices_or_sections: Value, axis: Value = 0) -> list[Shape]:
    return joining.divided(shape, indices_or_sections, axis, equal=True)


OF_ONE = {
    "broadcast_to": filling.stretched,
    "cumprod cumsum": along_all,
    "diag": joining.diag,
    "diagonal": joining.diagonal,
    "diff": differences,
    "array_split": lambda shape, indices_or_sections, axis=0: joining.divided(
        shape, indices_or_sections, axis
    ),
    "expand_dims": unsqueezed,
    "flip": flipped,
    "moveaxis": moved,
    "pad": padded,
    "ravel": lambda shape, order=None: (product(shape),),
    "repeat": filling.repeated,
    "roll": rolled,
    "sort": ordered,
    "split": split,
    "squeeze": squeezed,
    "swapaxes": swapped,
    "tile": filling.tiled,
    "trace": trace,
    "transpose": permuted,
    "tril triu": lambda shape, k=0: shape,
}
OF_TWO = {
    "append": appended,
    "cross": crossed,
    "dot": products.dotted,
    "inner": products.inner,
    "matmul": products.multiplied,
    "outer": products.outer,
    "take": taken,
    "take_along_axis": taken_along,
    "tensordot": products.contracted,
}
OF_SEVERAL = {
    "concatenate": concatenated,
    "hstack": joining.horizontal,
    "stack": joining.stacked,
    "vstack": joining.vertical,
}


def rules() -> Iterator[tuple[str, int, Value]]:
    """(name, how many tensors come first, its rule); 0 for a list of tensors."""
    for number, table in ((1, OF_ONE), (2, OF_TWO), (0, OF_SEVERAL)):
        for names, rule in table.items():
            for name in names.split():
                yield name, number, rule


RENAMED = {"shape": "target", "newshape": "target", "reps": "repeats"}


def arguments(
    number: int, values: Value, named: Value, shape_of: Value, plain: Routine
) -> Value:
    """(the tensors, the arguments of the rule by place, and by name)."""
    values = list(values)
    named = dict(named)
    while len(values) < max(number, 1) and named:  # np.sum(a=x)
        values.append(named.pop(next(iter(named))))
    tensors = list(values[0]) if number == 0 else values[:number]
    shapes = [shape_of(each) for each in tensors]
    given = [shapes] if number == 0 else shapes
    given += [plain(each) for each in values[max(number, 1) :]]
    return tensors, given, {RENAMED.get(n, n): plain(v) for n, v in named.items()}


def as_value_error(error: Value) -> Value:
    """The refusal as NumPy and Keras raise it: sizes that do not fit are values."""
    kinds = {"RuntimeError": "ValueError"}
    kind = kinds.get(error.framework_error, error.framework_error)
    return error if kind == error.framework_error else error.of(kind)
