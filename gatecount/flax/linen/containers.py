"""linen's containers of layers."""

from ...counting import Count, CountError
from ...layer import shown
from ...types import Any
from .. import containers
from .base import Layer


class Sequential(containers.Sequential, Layer):
    arguments = "layers"
    parts = "layers_"

    def prepare(self) -> None:
        if not isinstance(self.layers, (tuple, list)):
            raise CountError(
                "layers must be a list, such as [nn.Dense(3), nn.relu], not {value}.",
                value=shown(self.layers),
            )

    def count(self, input_shape: Any = None) -> Count:
        if not self.layers:
            raise CountError("Sequential needs at least one layer.")
        return super().count(input_shape)


LAYERS = (Sequential,)
