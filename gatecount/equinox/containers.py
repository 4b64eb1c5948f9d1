"""Equinox' Sequential; see https://docs.kidger.site/equinox/api/nn/sequential/."""

from collections.abc import Iterable

from ..counting import Count, CountError, Weight
from ..layer import shown
from ..types import Any
from .base import Layer, inside
from .others import PReLU
from .recurrent import Cell


class Sequential(Layer):
    """One layer after the other; a function stands in it as Lambda(function)."""

    arguments = "layers"

    def prepare(self) -> None:
        if not isinstance(self.layers, (tuple, list)):
            raise CountError(
                "layers must be a list, such as [nn.Linear(5, 3, key=key), "
                "nn.Lambda(jax.nn.relu)], not {value}.",
                "TypeError",
                value=shown(self.layers),
            )

    def weights(self) -> Iterable[Weight]:
        for place, layer in enumerate(self.layers):
            if isinstance(layer, Layer):
                yield from inside(f"layers[{place}]", layer.made)

    def count(self, input_shape: Any = None) -> Count:
        if input_shape is None:
            return Count(self.made, None)
        weights: list[Weight] = []
        output = input_shape
        for place, layer in enumerate(self.layers):
            if not isinstance(layer, Layer) or isinstance(layer, (Cell, PReLU)):
                raise CountError(
                    "{value} cannot stand in Sequential, which calls each layer with "
                    "the output of the one before.",
                    "TypeError",
                    value=shown(layer),
                )
            counted = layer.count(output)
            weights += inside(f"layers[{place}]", counted.weights)
            output = counted.output_shape
        return Count(tuple(weights), output)


LAYERS = (Sequential,)
