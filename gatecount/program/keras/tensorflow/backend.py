"""`tf.keras.backend`: Keras 2's functions, which are TensorFlow's in other words."""

from ....types import Routine, Value
from ...harmless import Harmless
from ..operations.base import FUNCTIONS, dtype_of, numbers, result, shape_of
from ..tensors import Tensor, Variable
from .functions import TABLE, guarded, shape_only

RENAMED = """abs all any arange=range argmax argmin cast clip=clip_by_value cos cumprod
    cumsum elu equal exp eye greater greater_equal hard_sigmoid=sigmoid less less_equal
    log maximum minimum not_equal ones ones_like pow relu reshape round sigmoid sign sin
    softmax softplus softsign sqrt square squeeze stack stop_gradient tanh tile zeros
    zeros_like permute_dimensions=transpose reverse random_normal=normal
    random_uniform=uniform truncated_normal=normal gather bias_add shape l2_normalize
    one_hot dropout constant""".split()
REST = """set_value name_scope categorical_crossentropy sparse_categorical_crossentropy
    ctc_decode""".split()
REDUCING = "sum mean max min prod std var all any".split()


def reducing(name: str) -> Routine:
    function = shape_only(name)

    def reduced(x: Tensor, axis: int | None = None, keepdims: bool = False) -> Value:
        return function(x, axis, keepdims)

    return reduced


def dot(x: Value, y: Value) -> Value:
    one, two = shape_of(x), shape_of(y)
    if len(one) > 2 or len(two) > 2:
        return result((*one[:-1], *two[:-2], two[-1]), dtype_of(x))
    return shape_only("matmul")(x, y)


def batch_dot(x: Value, y: Value, axes: Value = None) -> Value:
    one, two = shape_of(x), shape_of(y)
    if axes is None:
        axes = (len(one) - 1, 1 if len(two) == 2 else len(two) - 2)
    a, b = (axes, axes) if isinstance(axes, int) else axes
    a, b = a % len(one), b % len(two)
    shape = [size for n, size in enumerate(one) if n != a]
    shape += [size for n, size in enumerate(two) if n not in (0, b)]
    return result(shape if len(shape) > 1 else (*shape, 1), dtype_of(x))


def repeat(x: Value, n: Value) -> Value:
    shape = shape_of(x)
    return result((shape[0], n, *shape[1:]), dtype_of(x))


def switch(condition: Value, then_expression: Value, else_expression: Value) -> Value:
    chosen = then_expression() if callable(then_expression) else then_expression
    return result(shape_of(chosen), dtype_of(chosen))


OWN: dict[str, Value] = {
    **dict.fromkeys(("argmax", "argmin"), lambda x, axis=-1: TABLE["argmax"](x, axis)),
    "batch_dot": batch_dot,
    "batch_flatten": lambda x: shape_only("reshape")(x, (shape_of(x)[0], -1)),
    "binary_crossentropy": lambda target, output, *others: result(shape_of(output)),
    "cast_to_floatx": lambda x: result(shape_of(x)),
    "concatenate": lambda tensors, axis=-1: shape_only("concatenate")(tensors, axis),
    "ctc_batch_cost": lambda y_true, *others: result((shape_of(y_true)[0], 1)),
    "dot": dot,
    "expand_dims": lambda x, axis=-1: shape_only("expand_dims")(x, axis),
    "flatten": shape_only("ravel"),
    "repeat": repeat,
    "repeat_elements": shape_only("repeat"),
    "switch": switch,
    "transpose": lambda x: shape_only("transpose")(x),
}
FREE = {
    "int_shape": lambda x: tuple(shape_of(x)),
    "ndim": lambda x: len(shape_of(x)),
    "variable": lambda value, dtype=None, name=None, **named: Variable(
        value, dtype=dtype, name=name
    ),
    **dict.fromkeys(
        ("eval", "get_value"), lambda x: x.numpy() if hasattr(x, "numpy") else x
    ),
    "count_params": lambda x: numbers(FUNCTIONS["size"](x)),
    "dtype": dtype_of,
    **{name: Harmless(f"K.{name}", 0) for name in REST},
}


def made() -> Value:
    names = {name: reducing(name) for name in REDUCING} | OWN
    for each in RENAMED:
        own, _, other = each.partition("=")
        if own not in names:
            names[own] = TABLE[other or own]
    guardeds = {name: guarded(f"K.{name}", each) for name, each in names.items()}
    return guardeds | FREE


NAMES = made()
