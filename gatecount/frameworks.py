"""The frameworks by name, and the count of one layer of any of them.

>>> count("LSTM(10)", framework="keras", input_shape=(13, 5)).total
640
"""

from importlib import import_module

from .counting import Count, CountError
from .reading import read
from .types import Any

# Each has a module of its name, imported when it is first asked for.
FRAMEWORKS = (
    "keras",
    "torch",
    "flax.linen",
    "flax.nnx",
    "equinox",
    "onnx",
    "paddle",
    "mindspore",
    "haiku",
    "mlx",
)


def count(code: str, framework: str = "keras", input_shape: Any = None) -> Count:
    """Count the parameters of the layer that `code` constructs.

    `code` is the constructor call as the framework's users write it, such as
    "LSTM(10)" or "keras.layers.Bidirectional(GRU(32))". `input_shape` is
    (time steps, features), without the batch axis; it may also stand in the
    call, as in "LSTM(10, input_shape=(13, 5))". torch, flax and onnx have the
    batch axis in it, equinox has not. For torch, flax.nnx and equinox it may be
    left out: there the constructor already says the input size. A Keras layer of
    several inputs, such as "Add()", takes a list of shapes.

    Raises CountError where the framework refuses.
    """
    module = classes_of(framework)
    more = (getattr(module, each, {}) for each in ("NAMES", "OTHERS"))
    layer = read(code, module.LAYERS, module.PREFIXES, *more)
    shape = layer.input_shape if input_shape is None else input_shape
    if shape is None and getattr(module, "NEEDS_INPUT_SHAPE", True):
        raise CountError(
            "The number of features is missing. Give the input shape, such as "
            "(13, 5) for 13 time steps of 5 features."
        )
    counted: Count = layer.count(shape)
    return counted


def arguments(framework: str, layer: str) -> list[str]:
    """The names of the constructor's arguments, in order."""
    module = classes_of(framework)
    names: list[str] = module.argument_names(module.LAYERS[layer])
    return names


def classes_of(framework: str) -> Any:
    """The module that holds the layer classes of a framework."""
    if framework not in FRAMEWORKS:
        raise CountError(
            "There is no framework {framework} here. Known: {known}.",
            framework=framework,
            known=", ".join(FRAMEWORKS),
        )
    return import_module(f".{framework}", __package__)
