"""The layers that need nothing beside what the engine knows of them."""

from __future__ import annotations

from ... import torch as engine
from ...types import Value
from .layers import Layer, layer_class

ELSEWHERE = """RNN LSTM GRU RNNCell LSTMCell GRUCell Embedding EmbeddingBag Sequential
    MultiheadAttention TransformerEncoderLayer TransformerDecoderLayer
    TransformerEncoder TransformerDecoder Transformer Flatten
    AdaptiveLogSoftmaxWithLoss LinearCrossEntropyLoss""".split()


class Identity(Layer):
    engine = engine.LAYERS["Identity"]

    def forward(self, input: Value) -> Value:
        return input


LAYERS: dict[str, Value] = {
    name: layer_class(name)
    for name in engine.LAYERS
    if name not in ELSEWHERE and not name.startswith("Lazy")
} | {"Identity": Identity, "Flatten": layer_class("Flatten")}
