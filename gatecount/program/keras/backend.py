"""`keras.config`, `keras.backend`, and what tf.keras keeps in it of Keras 2."""

from ...types import Routine, Value
from .dtypes import dtype_name
from .scopes import state
from .tensors import KerasTensor


def setter(name: str) -> Routine:
    return lambda value: setattr(state(), name, value)


def get_uid(prefix: Value = "") -> Value:
    state().names[prefix] += 1
    return state().names[prefix]


CONFIG = {
    "backend": lambda: "tensorflow",
    "epsilon": lambda: 1e-07,
    "floatx": lambda: state().policy,
    "set_floatx": setter("policy"),
    "image_data_format": lambda: state().data_format,
    "set_image_data_format": setter("data_format"),
    "set_dtype_policy": lambda name: setattr(state(), "policy", dtype_name(name)),
    "dtype_policy": lambda: state().policy,
}
BOTH = "backend epsilon floatx set_floatx image_data_format set_image_data_format"
PLAIN = {name: CONFIG[name] for name in BOTH.split()} | {
    "get_uid": get_uid,
    "is_float_dtype": lambda name: "float" in dtype_name(name),
    "is_int_dtype": lambda name: "int" in dtype_name(name),
    "is_keras_tensor": lambda x: isinstance(x, KerasTensor),
    "standardize_dtype": dtype_name,
}


def names(tf: bool) -> Value:
    if not tf:
        return PLAIN
    from .tensorflow.backend import NAMES

    return PLAIN | NAMES
