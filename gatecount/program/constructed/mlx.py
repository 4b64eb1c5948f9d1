"""MLX: `mlx.nn.Module`, of which every array is a parameter."""

from ... import mlx as engine
from ..jax import arrays
from ..libraries.array import Array
from . import module

NN = ("mlx.nn",)


class Base(module.Module):
    framework = "mlx"
    held = Array
    does = "__call__"

    def parameters(self):
        return dict(module.Module.parameters(self))

    trainable_parameters = parameters


class Layer(module.Layer, Base):
    def __call__(self, *inputs, **named):
        """The hidden states of all steps; of an LSTM the cell states, too."""
        return module.Layer.__call__(self, *inputs)


class Sequential(Base):
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, value):
        for each in self.layers:
            value = each(value)
        return value


def flattened(tree, *values, **named):
    """mlx.utils.tree_flatten"""
    return list(tree.items()) if isinstance(tree, dict) else module.Data("leaves")


def gradient(*values, **named):
    return lambda *given, **more: module.Data("gradients")


def modules():
    nn = module.layers(engine, Base, Layer, "mlx.nn") | arrays.SHAPED
    nn |= {"Module": Base, "Sequential": Sequential, "value_and_grad": gradient}
    names = arrays.numpy_names() | {"eval": lambda *values: None}
    names["compile"] = module.decorator
    return {
        "mlx": {},
        "mlx.core": names,
        "mlx.core.random": arrays.RANDOM,
        "mlx.nn": nn,
        "mlx.utils": {"tree_flatten": flattened},
        "mlx.optimizers": {},
    }


def missing(path):
    return module.missing(path, NN)
