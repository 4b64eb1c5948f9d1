"""What the three frameworks share: modules, their layers, lists and parameters."""

from __future__ import annotations

import re
from types import ModuleType

from ...types import Routine, Value
from ..jax import arrays, attributes
from ..jax.arrays import Absent as Absent
from ..jax.held import whole
from ..libraries import numpy
from ..libraries.array import Array
from ..libraries.array import Data as Data
from ..libraries.foreign import is_layer, lacking
from ..libraries.other import Placeholder as Placeholder
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

    def __init__(
        self, shape: Value, trainable: Value = True, text: Value = "parameter"
    ) -> None:
        super().__init__(shape, "float32", text)
        self.trainable = trainable

    def numpy(self) -> Value:
        return self.like(self.shape)

    def numel(self) -> Value:
        return Data("numel()")


class Module(attributes.Module):
    between = "."
    held: Value = Parameter
    does = "forward"  # what a call runs
    tensor: Value = staticmethod(arrays.array)

    def __init__(self, *values: Value, **named: Value) -> None:
        pass

    def __call__(self, *values: Value, **named: Value) -> Value:
        run = getattr(type(self), self.does, None)
        return Data("…") if run is None else run(self, *values, **named)

    def __setattr__(self, name: str, value: Value) -> None:
        vars(self)[name] = value
        root = self.framework.partition(".")[0]
        if is_layer(value) and not value.text.startswith(f"{root}."):
            lacking(value)  # a layer of another library; one of this has said so

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"{type(self).__name__}.{name}")

    def parameters(self, *values: Value, **named: Value) -> Value:
        """Each weight, by name, with its shape and whether it is trained."""
        return whole(self.named_weights(), "parameters()")

    def named_weights(self) -> Value:
        return [
            (each.path, self.held(each.shape, each.trainable, each.path))
            for row in self.rows()
            for each in row.weights
        ]

    def numbered(self, path: Value, key: Value) -> str:
        return f"{path}.{key}"

    def holds(self, name: Value, value: Value) -> Value:
        setattr(self, name, value)
        return value


class Layer(attributes.Layer, Module):
    """A layer of the engine; a call gives its output, and its state beside it."""

    def __call__(self, *inputs: Value, **named: Value) -> Value:
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

    def __init__(self, *layers: Value) -> None:
        several = len(layers) == 1 and isinstance(layers[0], (list, tuple, dict))
        found = layers[0] if several else layers
        self.extend(found.items() if isinstance(found, dict) else found)

    def extend(self, layers: Value) -> None:
        for each in layers:
            self.append(each)

    def append(self, layer: Value) -> None:
        name = str(len(self))
        if isinstance(layer, tuple) and isinstance(layer[0], str):
            name, layer = layer
        self.holds(name, layer)

    insert = property(lambda self: lambda place, layer: self.append(layer))

    def _layers(self) -> Value:
        own = vars(self).items()
        return [each for name, each in own if name not in ("_place", "_meant")]

    def __len__(self) -> int:
        return len(self._layers())

    def __iter__(self) -> Value:
        return iter(self._layers())

    def __getitem__(self, place: Value) -> Value:
        return self._layers()[place]

    def __call__(self, value: Value = None, *others: Value, **named: Value) -> Value:
        for each in self:
            value = each(value) if callable(each) else Data("…")
        return value


def layers(
    engine: ModuleType, base: type[Value], kind: type[Value], path: str
) -> dict[str, type[Value]]:
    """The framework's layers, as classes that a program may derive from, too."""
    made = {"engine": None, "__module__": path}
    return {
        name: type(name, (kind, base), made | {"engine": each})
        for name, each in engine.LAYERS.items()
    }


def missing(
    path: str, nn: tuple[str, ...], making: re.Pattern[str] = re.compile("(?!)")
) -> Routine:
    """What a module answers for a name that it does not know.

    In `nn` classes make weights, but for the harmless; what matches `making` does, too.
    """

    def unknown(name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        kind = path in nn and name[:1].isupper() and not HARMLESS.search(name)
        made = Absent if kind or making.match(name) else Placeholder
        return made(f"{path}.{name}")

    return unknown


def summary(model: Value = None, *values: Value, **named: Value) -> Value:
    """A table that the framework prints: said not to be printed here."""
    current().ignore("summary")
    if isinstance(model, Module):
        model.means()
    return Data("summary")


def decorator(function: Value = None, *values: Value, **named: Value) -> Value:
    """@jit, @no_grad(): what is decorated, as it is."""
    return function if callable(function) else (lambda given: given)


def sized(shape: Value) -> Value:
    """A shape as programs give it."""
    shape = shape if isinstance(shape, (list, tuple)) else (shape,)
    return tuple(each if isinstance(each, (int, Unknown)) else None for each in shape)
