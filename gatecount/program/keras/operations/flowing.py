"""Functions of functions: loops, conditions and maps inside a model."""

from __future__ import annotations

from ....types import TYPE_CHECKING, Value
from ...registering import registering
from .. import tree
from .base import FUNCTIONS, op, result, shape_of

if TYPE_CHECKING:
    from ..tensors import Tensor

plain = registering(FUNCTIONS)


@plain()
def cond(pred: Value, true_fn: Value, false_fn: Value) -> Value:
    return true_fn()


@plain()
def vectorized_map(function: Value, elements: Value) -> Value:
    def first(x: Value) -> Value:
        return result(shape_of(x)[1:], x.dtype)

    after = function(tree.map_structure(first, elements))
    size = shape_of(tree.flatten(elements)[0])[0]
    return tree.map_structure(lambda x: result((size, *shape_of(x)), x.dtype), after)


@plain("map")
def map_(f: Value, xs: Value) -> Value:
    return vectorized_map(f, xs)


@plain()
def fori_loop(lower: Value, upper: Value, body_fun: Value, init_val: Value) -> Value:
    return body_fun(result((), "int32"), init_val)


@plain()
def while_loop(
    cond: Value, body: Value, loop_vars: Value, maximum_iterations: Value = None
) -> Value:
    after = body(*loop_vars)
    return after if isinstance(after, (tuple, list)) else (after,)


@plain()
def scan(
    f: Value,
    init: Value,
    xs: Value = None,
    length: Value = None,
    reverse: Value = False,
    unroll: Value = 1,
) -> Value:
    def first(x: Value) -> Value:
        return result(shape_of(x)[1:], x.dtype)

    size = length if xs is None else shape_of(tree.flatten(xs)[0])[0]
    carry, y = f(init, None if xs is None else tree.map_structure(first, xs))
    stacked = tree.map_structure(lambda x: result((size, *shape_of(x)), x.dtype), y)
    return carry, stacked


@plain()
def custom_gradient(f: Value) -> Value:
    return f


@op("extract_sequences")
def extract_sequences(
    x: Value, sequence_length: Value, sequence_stride: Value
) -> Tensor:
    *front, size = shape_of(x)
    steps = None if size is None else 1 + (size - sequence_length) // sequence_stride
    return result((*front, steps, sequence_length), x.dtype)


op("unfold")(lambda x, *others, **named: result((shape_of(x)[0], None, None), x.dtype))
