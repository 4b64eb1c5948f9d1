"""nnx's containers of layers."""

from collections.abc import Iterable

from ...counting import Count, CountError, Weight
from ...layer import shown, under
from ...types import Any
from .. import containers
from .base import Layer


class Sequential(containers.Sequential, Layer):
    parts = "layers/"

    @classmethod
    def construct(cls, *values: Any) -> Any:
        return cls({"layers": values})

    def weights(self) -> Iterable[Weight]:
        for place, layer in enumerate(self.layers):
            if isinstance(layer, Layer):
                yield from under(f"layers/{place}", layer.made)


class List(Layer):
    """Holds layers, under their numbers; it cannot be called."""

    arguments = "it=None"
    natural = None

    def weights(self) -> Iterable[Weight]:
        if not isinstance(self.it, (tuple, list, type(None))):
            raise CountError(
                "{layer} is made of several layers, not of {value}.",
                "TypeError",
                layer=type(self).__name__,
                value=shown(self.it),
            )
        for place, layer in enumerate(self.it or ()):
            if isinstance(layer, Layer):
                yield from under(str(place), layer.made)

    def count(self, input_shape: Any = None) -> Count:
        if input_shape is not None:
            raise CountError(
                "{layer} only holds layers and cannot be called. Leave out the input "
                "shape.",
                "TypeError",
                layer=type(self).__name__,
            )
        return super().count()


class Dict(List):
    """Holds layers, under names."""

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        return cls({"it": None, "named": dict(*values) | named})

    def weights(self) -> Iterable[Weight]:
        for name, layer in self.named.items():
            if isinstance(layer, Layer):
                yield from under(name, layer.made)


LAYERS = (Sequential, List, Dict)
