"""`tf.keras.backend`: Keras 2's functions, which are TensorFlow's in other words."""

from ..operations.base import FUNCTIONS, dtype_of, numbers, result, shape_of
from ..tensors import Variable
from .functions import TABLE, guarded, shape_only

RENAMED = """abs all any arange=range argmax argmin cast clip=clip_by_value cos cumprod
    cumsum elu equal exp eye greater greater_equal hard_sigmoid=sigmoid less less_equal
    log maximum minimum not_equal ones ones_like pow relu reshape round sigmoid sign sin
    softmax softplus softsign sqrt square squeeze stack stop_gradient tanh tile zeros
    zeros_like permute_dimensions=transpose reverse random_normal=normal
    random_uniform=uniform truncated_normal=normal gather bias_add shape l2_normalize
    one_hot dropout in_top_k_ constant variable_""".split()
REDUCING = "sum mean max min prod std var all any".split()


def reducing(name):
    function = shape_only(name)

    def reduced(x, axis=None, keepdims=False):
        return function(x, axis, keepdims)

    return reduced


def expand_dims(x, axis=-1):
    return shape_only("expand_dims")(x, axis)


def concatenate(tensors, axis=-1):
    return shape_only("concatenate")(tensors, axis)


def argmax(x, axis=-1):
    return TABLE["argmax"](x, axis)


def dot(x, y):
    one, two = shape_of(x), shape_of(y)
    if len(one) > 2 or len(two) > 2:
        return result((*one[:-1], *two[:-2], two[-1]), dtype_of(x))
    return shape_only("matmul")(x, y)


def batch_dot(x, y, axes=None):
    one, two = shape_of(x), shape_of(y)
    if axes is None:
        axes = (len(one) - 1, 1 if len(two) == 2 else len(two) - 2)
    a, b = (axes, axes) if isinstance(axes, int) else axes
    a, b = a % len(one), b % len(two)
    shape = [size for n, size in enumerate(one) if n != a]
    shape += [size for n, size in enumerate(two) if n not in (0, b)]
    return result(shape if len(shape) > 1 else (*shape, 1), dtype_of(x))


def flatten(x):
    return shape_only("ravel")(x)


def batch_flatten(x):
    return shape_only("reshape")(x, (shape_of(x)[0], -1))


def repeat(x, n):
    shape = shape_of(x)
    return result((shape[0], n, *shape[1:]), dtype_of(x))


def repeat_elements(x, rep, axis):
    return shape_only("repeat")(x, rep, axis)


def int_shape(x):
    return tuple(shape_of(x))


def ndim(x):
    return len(shape_of(x))


def switch(condition, then_expression, else_expression):
    chosen = then_expression() if callable(then_expression) else then_expression
    return result(shape_of(chosen), dtype_of(chosen))


def ctc_batch_cost(y_true, y_pred, input_length, label_length):
    return result((shape_of(y_true)[0], 1))


def ctc_decode(y_pred, *values, **named):
    return [result((shape_of(y_pred)[0], None), "int64")], result((None, 1))


def variable(value, dtype=None, name=None, **named):
    return Variable(value, dtype=dtype, name=name)


def value_of(x):
    return x.numpy() if hasattr(x, "numpy") else x


def nothing(*values, **named):
    return None


def binary_crossentropy(target, output, from_logits=False):
    return result(shape_of(output))


OWN = {
    "argmax": argmax,
    "argmin": argmax,
    "batch_dot": batch_dot,
    "batch_flatten": batch_flatten,
    "binary_crossentropy": binary_crossentropy,
    "concatenate": concatenate,
    "ctc_batch_cost": ctc_batch_cost,
    "ctc_decode": ctc_decode,
    "dot": dot,
    "expand_dims": expand_dims,
    "flatten": flatten,
    "repeat": repeat,
    "repeat_elements": repeat_elements,
    "switch": switch,
    "transpose": lambda x: shape_only("transpose")(x),
    "cast_to_floatx": lambda x: result(shape_of(x)),
}
FREE = {
    "int_shape": int_shape,
    "ndim": ndim,
    "variable": variable,
    "eval": value_of,
    "get_value": value_of,
    "set_value": nothing,
    "count_params": lambda x: numbers(FUNCTIONS["size"](x)),
    "categorical_crossentropy": lambda *values, **named: result((None,)),
    "sparse_categorical_crossentropy": lambda *values, **named: result((None,)),
    "dtype": dtype_of,
    "name_scope": None,
}


def made():
    names = {name: reducing(name) for name in REDUCING} | OWN
    for each in RENAMED:
        own, _, other = each.partition("=")
        if not own.endswith("_") and own not in names:
            names[own] = TABLE[other or own]
    guardeds = {name: guarded(f"K.{name}", each) for name, each in names.items()}
    return guardeds | FREE


NAMES = made()
