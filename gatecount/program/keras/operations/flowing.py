"""Functions of functions: loops, conditions and maps inside a model."""

from ...registering import registering
from .. import tree
from .base import FUNCTIONS, op, result, shape_of

plain = registering(FUNCTIONS)


@plain()
def cond(pred, true_fn, false_fn):
    return true_fn()


@plain()
def vectorized_map(function, elements):
    def first(x):
        return result(shape_of(x)[1:], x.dtype)

    after = function(tree.map_structure(first, elements))
    size = shape_of(tree.flatten(elements)[0])[0]
    return tree.map_structure(lambda x: result((size, *shape_of(x)), x.dtype), after)


@plain("map")
def map_(f, xs):
    return vectorized_map(f, xs)


@plain()
def fori_loop(lower, upper, body_fun, init_val):
    return body_fun(result((), "int32"), init_val)


@plain()
def while_loop(cond, body, loop_vars, maximum_iterations=None):
    after = body(*loop_vars)
    return after if isinstance(after, (tuple, list)) else (after,)


@plain()
def scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    def first(x):
        return result(shape_of(x)[1:], x.dtype)

    size = length if xs is None else shape_of(tree.flatten(xs)[0])[0]
    carry, y = f(init, None if xs is None else tree.map_structure(first, xs))
    stacked = tree.map_structure(lambda x: result((size, *shape_of(x)), x.dtype), y)
    return carry, stacked


@plain()
def custom_gradient(f):
    return f


@op("extract_sequences")
def extract_sequences(x, sequence_length, sequence_stride):
    *front, size = shape_of(x)
    steps = None if size is None else 1 + (size - sequence_length) // sequence_stride
    return result((*front, steps, sequence_length), x.dtype)


op("unfold")(lambda x, *others, **named: result((shape_of(x)[0], None, None), x.dtype))
