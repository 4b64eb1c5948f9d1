"""Gatecount: how many parameters a recurrent layer has, and why.

>>> count("LSTM(10)", framework="keras", input_shape=(13, 5)).total
640
"""

from . import keras
from .counting import Cell, Count, CountError, Weight
from .reading import read

__all__ = [
    "FRAMEWORKS",
    "Cell",
    "Count",
    "CountError",
    "Weight",
    "arguments",
    "count",
]

FRAMEWORKS = {"keras": keras}


def count(code, framework="keras", input_shape=None):
    """Count the parameters of the layer that `code` constructs.

    `code` is the constructor call as the framework's users write it, such as
    "LSTM(10)" or "keras.layers.Bidirectional(GRU(32))". `input_shape` is
    (time steps, features), without the batch axis; it may also stand in the
    call, as in "LSTM(10, input_shape=(13, 5))".

    Raises CountError where the framework refuses.
    """
    if framework not in FRAMEWORKS:
        raise CountError(
            "There is no framework {framework} here. Known are: {known}.",
            framework=framework,
            known=", ".join(FRAMEWORKS),
        )
    module = FRAMEWORKS[framework]
    values = getattr(module, "VALUES", {})
    layer = read(code, module.LAYERS, module.PREFIXES, values)
    shape = layer.input_shape if input_shape is None else input_shape
    if shape is None:
        raise CountError(
            "The number of features is missing. Give the input shape, such as "
            "(13, 5) for 13 time steps of 5 features."
        )
    return layer.count(shape)


def arguments(framework, layer):
    """The names of the constructor's arguments, in order."""
    module = FRAMEWORKS[framework]
    return module.argument_names(module.LAYERS[layer])
