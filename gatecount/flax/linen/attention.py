"""linen's multi-head attention."""

from collections.abc import Iterable

from ...counting import Weight
from ...jax import check_heads, check_vector, least
from ...layer import known_features
from ...types import Output, Shape
from .. import attention
from .base import Layer


class MultiHeadDotProductAttention(Layer):
    """Self-attention on an input of shape (batch, time, features)."""

    axes = 2
    example = "(2, 13, 6)"

    arguments = """
        num_heads, dtype=None, param_dtype=None, qkv_features=None,
        out_features=None, broadcast_dropout=True, dropout_rate=0.0,
        deterministic=None, precision=None, kernel_init=FANS, out_kernel_init=None,
        bias_init=FILL, out_bias_init=None, use_bias=True, attention_fn=FUNCTION,
        decode=False, normalize_qk=False, force_fp32_for_softmax=False,
        qkv_dot_general=None, out_dot_general=None, qkv_dot_general_cls=None,
        out_dot_general_cls=None, qk_attn_weights_einsum_cls=None,
        attn_weights_value_einsum_cls=None
    """

    def weights(self, shape: Shape) -> Iterable[Weight]:
        n = known_features(shape[-1], least(self.kernel_init))
        heads = self.size("num_heads", 1)
        for argument in ("qkv_features", "out_features"):
            if getattr(self, argument):
                self.size(argument, 1)
        inner = self.qkv_features or n
        depth = check_heads("qkv_features", inner, heads, "AssertionError")
        sizes = dict.fromkeys(("query", "key", "value"), (n, heads, depth))
        sizes["out"] = (heads, depth, self.out_features or n)
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
        return attention.tensors(sizes, self.use_bias, self.normalize_qk)

    def output(self, shape: Shape) -> Output:
        return (*shape[:-1], self.out_features or shape[-1])


class MultiHeadAttention(MultiHeadDotProductAttention):
    """Another name of MultiHeadDotProductAttention."""


class SelfAttention(MultiHeadDotProductAttention):
    """MultiHeadDotProductAttention of one input with itself."""


LAYERS = (MultiHeadDotProductAttention, MultiHeadAttention, SelfAttention)
