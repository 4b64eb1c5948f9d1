"""PaddlePaddle: `paddle.nn.Layer`, whose attributes are its sublayers."""

import re

from ... import paddle as engine
from ..jax.arrays import array
from ..jax.held import whole
from ..libraries.array import Array, Data
from ..session import current
from . import module

NN = ("paddle.nn", "paddle.fluid.dygraph")
# Functions of static graphs, and of Paddle 1, that make weights.
STATIC = ("paddle.static.nn", "paddle.fluid.layers")
MAKING = re.compile(
    r"(?:fc|prelu|nce|linear_chain_crf|\w*(?:embedding|conv\d\w*|norm|lstm\w*|gru\w*"
    r"|bilinear\w*))$"
)


class Sizes(tuple):
    """A shape, which is a list and prints itself with its class since Paddle 3.3."""

    __slots__ = ()
    __hash__ = tuple.__hash__

    def __repr__(self):
        return f"paddle.Size({list(self)})"

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, (list, tuple)) else False

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return Sizes(found) if isinstance(key, slice) else found

    def __add__(self, other):
        return Sizes((*self, *other))

    def __radd__(self, other):
        return Sizes((*other, *self))


class Tensor(Array):
    def __init__(self, *values, **named):
        super().__init__(*values, **named)
        self.shape = Sizes(self.shape)

    def like(self, shape, dtype=None, text=None):
        made = super().like(shape, dtype, text)
        return Tensor(made.shape, made.dtype, made.text, made.line)


def tensor(shape):
    made = array(shape)
    return Tensor(made.shape, made.dtype) if isinstance(made, Array) else made


class Parameter(module.Parameter):
    def __init__(self, *values, **named):
        super().__init__(*values, **named)
        self.shape = Sizes(self.shape)


def parameter(weight, name):
    return Parameter(weight.shape, weight.trainable, name)


class Base(module.Module):
    framework = "paddle"
    held = Parameter
    tensor = staticmethod(tensor)

    def create_parameter(self, shape, attr=None, dtype=None, is_bias=False, **named):
        trained = attr is not False and getattr(attr, "trainable", True)
        return Parameter(module.sized(shape), trained)

    def add_sublayer(self, name, sublayer):
        return self.holds(name, sublayer)

    def add_parameter(self, name, parameter):
        return self.holds(name, parameter)

    def register_buffer(self, name, tensor, persistable=True):
        vars(self)[name] = Data(name)
        current().state["buffers"] = True

    def state_dict(self, *values, **named):
        """Weights of a recurrent layer are in it twice: by the names of its cells."""
        session, found = current(), {}
        if session.missing or session.state.get("buffers"):
            return Data("state_dict()")
        for row in self.rows():
            layer = vars(row.module).get("engine_layer")
            twice = layer.held() if hasattr(type(layer), "held") else []
            begin = f"{row.path}." if row.path else ""
            second = {f"{begin}{each.path}": each for each in twice}
            first = {each.path: each for each in row.weights if each.path not in second}
            for name, each in (first | second).items():
                found[name] = parameter(each, name)
        return found

    def parameters(self, include_sublayers=True):
        return whole([each for _, each in self.named_weights()], "parameters()")

    def named_parameters(self, prefix="", include_sublayers=True):
        return whole(self.named_weights(), "named_parameters()")

    def named_weights(self):
        return [
            (each.path, parameter(each, each.path))
            for row in self.rows()
            for each in row.weights
        ]

    def sublayers(self, include_self=False):
        return [row.module for row in self.rows()]


class Layer(module.Layer, Base):
    leaf = staticmethod(tensor)


class Listed(module.Listed, Base):
    pass


class Model(Base):
    """paddle.Model(network): trains the network, and holds no weight of its own."""

    def __init__(self, network=None, *values, **named):
        if isinstance(network, Base):
            network.means()

    def summary(self, *values, **named):
        return module.summary()


def drawn(shape=(), *values, **named):
    return tensor(module.sized(named.get("shape", shape)))


def modules():
    nn = module.layers(engine, Base, Layer, "paddle.nn")
    nn |= {"Layer": Base, "Sequential": Listed, "LayerList": Listed}
    nn |= {"ParamAttr": engine.ParamAttr}
    names = dict.fromkeys(("zeros", "ones", "randn", "rand", "normal", "empty"), drawn)
    names |= {"ParamAttr": param_attr, "summary": module.summary, "Model": Model}
    names |= {"no_grad": module.decorator, "seed": lambda *values: None}
    past = {"Layer": Base, "Sequential": Listed, "LayerList": Listed}
    first = {"paddle.fluid": {}, "paddle.fluid.dygraph": past, "paddle.static": {}}
    return {"paddle": names, "paddle.nn": nn} | first | {each: {} for each in STATIC}


def param_attr(*values, **named):
    return engine.ParamAttr.construct(*values, **named)


def missing(path):
    return module.missing(path, NN, *[MAKING] * (path in STATIC))
