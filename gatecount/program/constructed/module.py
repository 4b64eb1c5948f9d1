"""What the three frameworks share: modules, their layers, lists and parameters."""

import re

from ..jax import arrays, attributes
from ..jax.arrays import Absent
from ..jax.held import whole
from ..libraries import numpy
from ..libraries.array import Array, Data
from ..libraries.foreign import is_layer, lacking
from ..libraries.other import Placeholder
from ..session import current
from ..unknown import Unknown

# Layers without weights; another one that is not known makes the total incomplete.
HARMLESS = re.compile(
    r"Loss|Positional|RoPE|ALiBi|Drop|Pool|Pad|Flatten|Upsampl|Up[Ss]ample|Identity|Sigmoid|Tanh|Softmax"
    r"|Soft[A-Z]|Hard[A-Z]|(?<!P)ReLU|[SGC]?ELU|GELU|Sil[uU]|SiLU|Swish|Mish|Shrink"
    r"|Similarity|Distance|Fold|Shuffle|Entropy|Clip|Optim|Scheduler|^Metric|Accuracy"
    r"|WithLossCell|TrainOneStepCell|Wrapper|Initializer|^Step$|OneHot"
    r"|Adam|Ada[A-Z]|SGD|RMSProp|Momentum|Lamb|LARS|F[Tt][Rr][Ll]|Rprop|LR$"
)


class Parameter(Array):
    """A weight; what is computed from it is none."""

    trainable = True

    def __init__(self, shape, trainable=True, text="parameter"):
        super().__init__(shape, "float32", text)
        self.trainable = trainable

    def numpy(self):
        return self.like(self.shape)

    def numel(self):
        return Data("numel()")


class Module(attributes.Module):
    between = "."
    held = Parameter
    does = "forward"  # what a call runs
    tensor = staticmethod(arrays.array)

    def __init__(self, *values, **named):
        pass

    def __call__(self, *values, **named):
        run = getattr(type(self), self.does, None)
        return Data("…") if run is None else run(self, *values, **named)

    def __setattr__(self, name, value):
        vars(self)[name] = value
        root = self.framework.partition(".")[0]
        if is_layer(value) and not value.text.startswith(f"{root}."):
            lacking(value)  # a layer of another library; one of this has said so

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{type(self).__name__}.{name}")

    def parameters(self, *values, **named):
        """Each weight, by name, with its shape and whether it is trained."""
        return whole(self.named_weights(), "parameters()")

    def named_weights(self):
        return [
            (each.path, self.held(each.shape, each.trainable, each.path))
            for row in self.rows()
            for each in row.weights
        ]

    def numbered(self, path, key):
        return f"{path}.{key}"

    def holds(self, name, value):
        setattr(self, name, value)
        return value


class Layer(attributes.Layer, Module):
    """A layer of the engine; a call gives its output, and its state beside it."""

    def __call__(self, *inputs, **named):
        shape = getattr(numpy.array_of(inputs[0]), "shape", None)
        if shape is None or not all(isinstance(size, int) for size in shape):
            return Data(f"{type(self).__name__}(…)")
        self.engine_layer.count(tuple(shape))  # refuses what does not fit
        output = self.engine_layer.output(tuple(shape))
        vars(self)["_called"] = tuple(shape), output
        if not isinstance(output, list):
            return self.tensor(output)
        vars(self)["_called"] = tuple(shape), output[0]
        first, *states = map(self.tensor, output)
        return first, states[0] if len(states) == 1 else tuple(states)


class Listed(Module):
    """Layers by number: one after the other, or a list of them."""

    def __init__(self, *layers):
        several = len(layers) == 1 and isinstance(layers[0], (list, tuple, dict))
        found = layers[0] if several else layers
        self.extend(found.items() if isinstance(found, dict) else found)

    def extend(self, layers):
        for each in layers:
            self.append(each)

    def append(self, layer):
        name = str(len(self))
        if isinstance(layer, tuple) and isinstance(layer[0], str):
            name, layer = layer
        self.holds(name, layer)

    insert = property(lambda self: lambda place, layer: self.append(layer))

    def _layers(self):
        own = vars(self).items()
        return [each for name, each in own if name not in ("_place", "_meant")]

    def __len__(self):
        return len(self._layers())

    def __iter__(self):
        return iter(self._layers())

    def __getitem__(self, place):
        return self._layers()[place]

    def __call__(self, value=None, *others, **named):
        for each in self:
            value = each(value) if callable(each) else Data("…")
        return value


def layers(engine, base, kind, path):
    """The framework's layers, as classes that a program may derive from, too."""
    made = {"engine": None, "__module__": path}
    return {
        name: type(name, (kind, base), made | {"engine": each})
        for name, each in engine.LAYERS.items()
    }


def missing(path, nn, making=re.compile("(?!)")):
    """What a module answers for a name that it does not know.

    In `nn` classes make weights, but for the harmless; what matches `making` does, too.
    """

    def unknown(name):
        if name.startswith("__"):
            raise AttributeError(name)
        kind = path in nn and name[:1].isupper() and not HARMLESS.search(name)
        made = Absent if kind or making.match(name) else Placeholder
        return made(f"{path}.{name}")

    return unknown


def summary(model=None, *values, **named):
    """A table that the framework prints: said not to be printed here."""
    current().ignore("summary")
    if isinstance(model, Module):
        model.means()
    return Data("summary")


def decorator(function=None, *values, **named):
    """@jit, @no_grad(): what is decorated, as it is."""
    return function if callable(function) else (lambda given: given)


def sized(shape):
    """A shape as programs give it."""
    shape = shape if isinstance(shape, (list, tuple)) else (shape,)
    return tuple(each if isinstance(each, (int, Unknown)) else None for each in shape)
