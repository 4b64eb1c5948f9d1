"""`keras.backend`, and what tf.keras keeps in it of Keras 2."""

from .scopes import state
from .tensors import KerasTensor, dtype_name


def data_format():
    return state().data_format


def set_data_format(name):
    state().data_format = name


def get_uid(prefix=""):
    state().names[prefix] += 1
    return state().names[prefix]


CONFIG = {
    "backend": lambda: "tensorflow",
    "epsilon": lambda: 1e-07,
    "set_epsilon": lambda value: None,
    "floatx": lambda: state().policy,
    "set_floatx": lambda name: setattr(state(), "policy", name),
    "image_data_format": data_format,
    "set_image_data_format": set_data_format,
    "enable_unsafe_deserialization": lambda: None,
    "disable_traceback_filtering": lambda: None,
    "enable_traceback_filtering": lambda: None,
    "disable_interactive_logging": lambda: None,
    "enable_interactive_logging": lambda: None,
    "is_interactive_logging_enabled": lambda: True,
    "set_dtype_policy": lambda name: setattr(state(), "policy", dtype_name(name)),
    "dtype_policy": lambda: state().policy,
    "set_backend": lambda name: None,
}
PLAIN = {
    "backend": lambda: "tensorflow",
    "epsilon": lambda: 1e-07,
    "floatx": CONFIG["floatx"],
    "get_uid": get_uid,
    "image_data_format": data_format,
    "is_float_dtype": lambda name: "float" in dtype_name(name),
    "is_int_dtype": lambda name: "int" in dtype_name(name),
    "is_keras_tensor": lambda x: isinstance(x, KerasTensor),
    "result_type": lambda *names: "float32",
    "set_epsilon": lambda value: None,
    "set_floatx": CONFIG["set_floatx"],
    "set_image_data_format": set_data_format,
    "standardize_dtype": dtype_name,
}


def names(tf):
    if not tf:
        return PLAIN
    from .tensorflow.backend import NAMES

    return PLAIN | NAMES
