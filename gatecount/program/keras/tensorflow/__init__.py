"""`tensorflow`: its tensors and functions by shape, and placeholders for the rest."""

from ....keras.values import PLAIN, Value
from ...libraries.other import Placeholder
from ...names import NAMES
from ...refusing import refused
from ...session import current
from ...standing import StandIn, put
from ...unknown import Harmless, Unknown, sized
from .. import eras, library
from ..operations.base import result, shape_of, sizes_of
from ..tensors import DType, Tensor, TensorShape, Variable, dtype_name
from . import first, functions

TOP = """abs acos add add_n argmax argmin argsort asin atan boolean_mask broadcast_to
    cast clip_by_norm clip_by_value concat constant convert_to_tensor cos cosh cumsum
    divide einsum ensure_shape equal exp expand_dims eye fill floor gather gather_nd
    greater greater_equal identity less less_equal linspace logical_and logical_not
    logical_or matmul maximum meshgrid minimum multiply negative norm not_equal one_hot
    ones ones_like pad pow range rank realdiv reduce_all reduce_any reduce_logsumexp
    reduce_max reduce_mean reduce_min reduce_prod reduce_sum repeat reshape reverse roll
    round saturate_cast sequence_mask shape sigmoid sign sin sinh size slice sort split
    sqrt square squeeze stack stop_gradient subtract tan tanh tensordot tile transpose
    truediv unstack where zeros zeros_like""".split()
ACTIVATIONS = """elu gelu leaky_relu log_softmax relu relu6 selu sigmoid silu softmax
    softplus softsign swish tanh""".split()


# Names of TensorFlow 1, and what took their place.
OLD = {
    "ConfigProto": "tf.config",
    "InteractiveSession": "model.fit",
    "Session": "model.fit",
    "app": "main()",
    "contrib": "tf.keras",
    "flags": "argparse",
    "get_variable": "tf.Variable",
    "global_variables_initializer": "tf.keras",
    "layers": "tf.keras.layers",
    "log": "tf.math.log",
    "mul": "tf.multiply",
    "placeholder": "tf.keras.Input",
    "random_normal": "tf.random.normal",
    "random_uniform": "tf.random.uniform",
    "reset_default_graph": "tf.keras.utils.clear_session",
    "set_random_seed": "tf.random.set_seed",
    "sub": "tf.subtract",
    "to_float": "tf.cast",
    "to_int32": "tf.cast",
    "truncated_normal": "tf.random.truncated_normal",
    "variable_scope": "tf.name_scope",
}


def activation(function):
    """A function that may also be given to a layer as its activation."""
    function.value = Value(function.__name__, "activation")
    return function


def function(*values, **named):
    """`@tf.function`, with or without arguments: the function itself."""
    if values and callable(values[0]):
        return values[0]
    return lambda made: made


class GradientTape:
    def __init__(self, *values, **named):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def watch(self, *values):
        pass

    def gradient(self, target, sources, *values, **named):
        if isinstance(sources, (list, tuple)):
            return [Tensor(shape_of(each)) for each in sources]
        return Tensor(shape_of(sources))

    batch_jacobian = jacobian = gradient


class Module:
    """`tf.Module`: what a program derives its own from."""

    def __init__(self, name=None):
        self.name = name


def variable(
    initial_value=None, trainable=None, *values, name=None, dtype=None, **named
):
    shape = named.get("shape")
    if shape is None and isinstance(initial_value, Unknown):
        if initial_value.shape is None:
            current().lack("tf.Variable")
            return initial_value
        shape = sized(tuple(initial_value.shape))
    else:
        shape = shape_of(initial_value) if shape is None else sizes_of(shape)
    made = Variable(
        initial_value,
        shape=shape,
        dtype=dtype,
        trainable=trainable is not False,
        name=name or "Variable",
    )
    if eras.lenient():
        first.kept().append((made, current().place()))
    return made


def tf_print(*values, **named):
    """Goes to the error stream, which nobody reads here."""


def map_fn(fn, elems, *values, **named):
    from ..operations.flowing import vectorized_map

    return vectorized_map(fn, elems)


def no_devices(*values, **named):
    return []


def quiet(prefix):
    def missing(name):
        had = older(prefix, name)
        return Placeholder(f"{prefix}.{name}") if had is None else had

    return missing


def older(prefix, name):
    """A name of TensorFlow 1, in a program that was written for it."""
    found = first.found(prefix, name) if eras.lenient() else None
    if found is not None:
        eras.old(f"{prefix}.{name}", "TensorFlow 1")
    return found


def while_loop(cond, body, loop_vars, *values, **named):
    after = body(*loop_vars)
    return after if isinstance(after, (list, tuple)) else (after,)


class TensorArray:
    def __init__(self, dtype=None, size=0, *values, **named):
        self.size_, self.element = size, ()

    def write(self, index, value):
        self.element = shape_of(value)
        return self

    def read(self, index):
        return result(self.element)

    def stack(self):
        size = self.size_ if isinstance(self.size_, int) and self.size_ else None
        return result((size, *self.element))

    def unstack(self, value):
        self.element = shape_of(value)[1:]
        return self

    def size(self):
        return result((), "int32")


def top():
    types = {name: DType(name) for name in PLAIN}
    names = functions.names("tf.", TOP)
    activation(names["sigmoid"])
    activation(names["tanh"])
    return {
        **types,
        **names,
        "half": DType("float16"),
        "double": DType("float64"),
        "__version__": NAMES["tensorflow.__version__"][0],
        "DType": DType,
        "GradientTape": GradientTape,
        "Module": Module,
        "Tensor": Tensor,
        "TensorArray": TensorArray,
        "TensorShape": lambda shape: TensorShape(shape or ()),
        "TensorSpec": lambda shape=None, *values, **named: Placeholder("tf.TensorSpec"),
        "Variable": variable,
        "cond": lambda pred, true_fn=None, false_fn=None, **named: true_fn(),
        "device": Harmless("tf.device", 0),
        "executing_eagerly": lambda: True,
        "function": function,
        "is_tensor": lambda x: isinstance(x, Tensor),
        "map_fn": map_fn,
        "newaxis": None,
        "name_scope": Harmless("tf.name_scope", 0),
        "print": tf_print,
        "vectorized_map": map_fn,
        "while_loop": while_loop,
        **{
            f"{name}_initializer": lambda *values, **named: (
                lambda shape=(), dtype=None, **more: Tensor(shape, dtype_name(dtype))
            )
            for name in ("random_normal", "random_uniform", "zeros", "ones", "constant")
        },
    }


def modules(session):
    """`tensorflow` and its parts, with `tf.keras` among them."""

    def missing(name):
        had = older("tf", name)
        if had is not None:
            return had
        if eras.lenient() and name in ("compat", "disable_v2_behavior"):
            root = made["tensorflow"]
            vars(root)["v1"] = root
            return root if name == "compat" else Placeholder(f"tf.{name}")
        if eras.lenient() and name in OLD:
            eras.old(f"tf.{name} → {OLD[name]}", "TensorFlow 1")
            return Placeholder(f"tf.{name}")
        if name in NAMES["tensorflow"] or name == "python" or eras.lenient():
            return Placeholder(f"tf.{name}")
        if name in OLD:
            raise refused(
                "tf.{name} is TensorFlow 1 and gone in TensorFlow 2. Write "
                "{instead} instead.",
                "AttributeError",
                name=name,
                instead=OLD[name],
            )
        raise AttributeError(name)

    made = {}
    put(made, "tensorflow", StandIn("tensorflow", top(), missing))
    for path, names in {
        "math": functions.names("tf.math."),
        "nn": functions.names("tf.nn."),
        "linalg": functions.names("tf.linalg."),
        "random": functions.names("tf.random.") | {"set_seed": lambda seed: None},
        "config": {
            "list_physical_devices": no_devices,
            "list_logical_devices": no_devices,
            "experimental": Placeholder("tf.config.experimental"),
        },
        "image": {
            "resize": functions.guarded(
                "tf.image.resize", functions.TABLE["image_resize"]
            )
        },
        "test": {
            "is_gpu_available": lambda *v, **n: False,
            "gpu_device_name": lambda: "",
        },
        "data": {"Dataset": Placeholder("tf.data.Dataset"), "AUTOTUNE": -1},
        "debugging": {},
    }.items():
        whole = f"tensorflow.{path}"
        put(made, whole, StandIn(whole, names, quiet(f"tf.{path}")))
    for name in ACTIVATIONS:
        activation(vars(made["tensorflow.nn"])[name])
    for path, module in library.modules(session, "tensorflow.keras").items():
        put(made, path, module)
    return made
