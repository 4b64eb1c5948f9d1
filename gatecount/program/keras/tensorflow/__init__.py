"""`tensorflow`: its tensors and functions by shape, and placeholders for the rest."""

from __future__ import annotations

from ....counting import CountError
from ....keras.values import PLAIN
from ....keras.values import Value as KerasValue
from ....types import TYPE_CHECKING, Routine, Value
from ...harmless import Harmless
from ...libraries.other import Placeholder
from ...names import NAMES
from ...session import Session, current
from ...stand_ins import StandIn, put
from ...unknown import Unknown, sized
from .. import eras, library
from ..dtypes import DType, dtype_name
from ..operations.base import shape_of, sizes_of
from ..tensors import Tensor, TensorShape
from . import first, functions, variables

if TYPE_CHECKING:
    from .variables import GraphVariable

TOP = [name for name in functions.TABLE if name in NAMES["tensorflow"]]
ACTIVATIONS = [each for each in NAMES["keras.activations"] if each in functions.TABLE]


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


def activation(function: Value) -> Value:
    """A function that may also be given to a layer as its activation."""
    function.value = KerasValue(function.__name__, "activation")
    return function


def function(*values: Value, **named: Value) -> Value:
    """`@tf.function`, with or without arguments: the function itself."""
    if values and callable(values[0]):
        return values[0]
    return lambda made: made


class GradientTape:
    def __init__(self, *values: Value, **named: Value) -> None:
        pass

    def __enter__(self) -> GradientTape:
        return self

    def __exit__(self, *error: Value) -> Value:
        return False

    watch = Harmless("tape.watch", 0)

    def gradient(
        self, target: Value, sources: Value, *values: Value, **named: Value
    ) -> list[Tensor]:
        if isinstance(sources, (list, tuple)):
            return [Tensor(shape_of(each)) for each in sources]
        return Tensor(shape_of(sources))

    batch_jacobian = jacobian = gradient


def variable(
    initial_value: Value = None,
    trainable: Value = None,
    *values: Value,
    name: Value = None,
    dtype: Value = None,
    **named: Value,
) -> GraphVariable | Unknown:
    shape = named.get("shape")
    if shape is None and isinstance(initial_value, Unknown):
        if initial_value.shape is None:
            current().lack("tf.Variable")
            return initial_value
        shape = sized(tuple(initial_value.shape))
    else:
        shape = shape_of(initial_value) if shape is None else sizes_of(shape)
    made = variables.GraphVariable(
        initial_value,
        shape=shape,
        dtype=dtype,
        trainable=trainable is not False,
        name=name or "Variable",
    )
    if eras.lenient():
        return variables.keep(made)
    made.stands_as(made.title)
    return made


def map_fn(fn: Value, elems: Value, *values: Value, **named: Value) -> Value:
    from ..operations.flowing import vectorized_map

    return vectorized_map(fn, elems)


def quiet(prefix: str) -> Routine:
    def missing(name: str) -> Routine | StandIn:
        had = older(prefix, name)
        return Placeholder(f"{prefix}.{name}") if had is None else had

    return missing


def older(prefix: str, name: str) -> Value:
    """A name of TensorFlow 1, in a program that was written for it."""
    found = first.found(prefix, name) if eras.lenient() else None
    if found is not None:
        eras.old(f"{prefix}.{name}", "TensorFlow 1")
    return found


def top() -> dict[str, Value]:
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
        "Module": Harmless("tf.Module", 0),
        "Tensor": Tensor,
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
        "print": Harmless("tf.print", 0),
        "vectorized_map": map_fn,
        **{
            f"{name}_initializer": lambda *values, **named: (
                lambda shape=(), dtype=None, **more: Tensor(shape, dtype_name(dtype))
            )
            for name in ("random_normal", "random_uniform", "zeros", "ones", "constant")
        },
    }


def modules(session: Session) -> dict[str, Value]:
    """`tensorflow` and its parts, with `tf.keras` among them."""

    def missing(name: str) -> Value:
        had = older("tf", name)
        if had is not None:
            return had
        if eras.lenient() and name in ("compat", "disable_v2_behavior"):
            root = made["tensorflow"]
            root.__dict__["v1"] = root
            session.state["compat"] = True
            return root if name == "compat" else Placeholder(f"tf.{name}")
        if eras.lenient() and name in OLD:
            eras.old(f"tf.{name} → {OLD[name]}", "TensorFlow 1")
            return Placeholder(f"tf.{name}")
        if name in NAMES["tensorflow"] or name == "python" or eras.lenient():
            return Placeholder(f"tf.{name}")
        if name in OLD:
            raise CountError(
                "tf.{name} is TensorFlow 1 and gone in TensorFlow 2. Write "
                "{instead} instead.",
                "AttributeError",
                name=name,
                instead=OLD[name],
            )
        raise AttributeError(name)

    made: dict[str, Value] = {}
    put(made, "tensorflow", StandIn("tensorflow", top(), missing))
    for path, names in {
        "math": functions.names("tf.math."),
        "nn": functions.names("tf.nn."),
        "linalg": functions.names("tf.linalg."),
        "random": functions.names("tf.random.") | {"set_seed": lambda seed: None},
        "config": {
            "list_physical_devices": lambda *values, **named: [],
            "list_logical_devices": lambda *values, **named: [],
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
