"""The layers that need nothing beside what the engine knows of them."""

from ... import torch as engine
from .layers import Layer, layer_class

ELSEWHERE = """RNN LSTM GRU RNNCell LSTMCell GRUCell Embedding EmbeddingBag Sequential
    MultiheadAttention TransformerEncoderLayer TransformerDecoderLayer
    TransformerEncoder TransformerDecoder Transformer Flatten
    AdaptiveLogSoftmaxWithLoss LinearCrossEntropyLoss""".split()


class Identity(Layer):
    engine = engine.LAYERS["Identity"]

    def forward(self, input):
        return input


LAYERS = {
    name: layer_class(name)
    for name in engine.LAYERS
    if name not in ELSEWHERE and not name.startswith("Lazy")
} | {"Identity": Identity, "Flatten": layer_class("Flatten")}
