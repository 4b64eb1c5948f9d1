"""Attention layers of packages: what Keras counts of them.

keras_self_attention 0.51 and attention 5.0, by their authors' build methods.
"""

from ...types import Value
from ..stand_ins import StandIn
from ..unknown import sized
from .layer import Layer


class SeqSelfAttention(Layer):
    """Additive: W_t and W_x to `units`, then W_a; multiplicative: W_a alone."""

    def __init__(
        self,
        units: Value = 32,
        attention_width: Value = None,
        attention_type: Value = "additive",
        return_attention: Value = False,
        history_only: Value = False,
        *values: Value,
        use_additive_bias: Value = True,
        use_attention_bias: Value = True,
        name: Value = None,
        **named: Value,
    ) -> None:
        super().__init__(name=name)
        self.units, self.kind = sized(units), attention_type
        self.biases = use_additive_bias, use_attention_bias
        self.supports_masking = True

    def build(self, input_shape: Value) -> None:
        features = input_shape[-1]
        if self.kind == "additive":
            self.Wt = self.add_weight(shape=(features, self.units), name="Wt")
            self.Wx = self.add_weight(shape=(features, self.units), name="Wx")
            if self.biases[0]:
                self.bh = self.add_weight(shape=(self.units,), name="bh")
            self.Wa = self.add_weight(shape=(self.units, 1), name="Wa")
        else:
            self.Wa = self.add_weight(shape=(features, features), name="Wa")
        if self.biases[1]:
            self.ba = self.add_weight(shape=(1,), name="ba")

    def call(self, inputs: Value, mask: Value = None, **named: Value) -> Value:
        return inputs

    def compute_output_shape(self, input_shape: Value) -> Value:
        return input_shape


class Attention(Layer):
    """Its dense layers are made in `build` and called in `call`, which Keras 3 does
    not run while it builds a model: until then it counts none of their weights."""

    def __init__(
        self, units: Value = 128, score: Value = "luong", **named: Value
    ) -> None:
        super().__init__(name=named.get("name"))
        self.units = sized(units)

    def call(self, inputs: Value, **named: Value) -> Value:
        return inputs

    def compute_output_shape(self, input_shape: Value) -> Value:
        return (input_shape[0], self.units)


def modules(root: str) -> dict[str, StandIn]:
    names: dict[str, Value] = {}
    names |= {"SeqSelfAttention": SeqSelfAttention} if root != "attention" else {}
    names |= {"Attention": Attention} if root == "attention" else {}
    return {root: StandIn(root, names)}
