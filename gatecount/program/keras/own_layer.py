"""A program's own layer, where the engine's wrappers expect one of the engine's."""

from ...keras import base as engine
from ...types import Value


class Foreign(engine.Layer):
    def __init__(self, layer: Value) -> None:
        engine.Layer.__init__(self, name=layer.name, trainable=layer.trainable)
        self.layer = layer

    def build(self, shape: Value) -> Value:
        if not self.layer.built:
            self.layer.build(shape)
        return tuple(each.counted() for each in self.layer.weights)

    def output(self, shape: Value) -> Value:
        return self.layer.compute_output_shape(shape)
