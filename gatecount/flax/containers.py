"""What Sequential of linen and of nnx shares."""

from ..counting import Count, CountError, Weight
from ..jax import FUNCTION, Layer
from ..layer import shown, under
from ..types import Any
from .recurrent import Cell


class Sequential(Layer):
    """One layer after the other, and functions, which change no shape."""

    def count(self, input_shape: Any = None) -> Count:
        if input_shape is None:
            return Count(self.made, None)
        weights: list[Weight] = []
        output = input_shape
        for place, layer in enumerate(self.layers):
            if layer is FUNCTION:
                continue
            self.check_part(layer)
            counted = layer.count(output)
            weights += under(f"{self.parts}{place}", counted.weights)
            output = counted.output_shape
        return Count(tuple(weights), output)

    def check_part(self, layer: Any) -> None:
        if not isinstance(layer, Layer) or isinstance(layer, Cell):
            raise CountError(
                "{value} cannot stand in Sequential, which calls each layer with the "
                "output of the one before.",
                "TypeError",
                value=shown(layer),
            )
