"""nnx's multi-head attention."""

from collections.abc import Iterable

from ...counting import CountError, Weight, whole
from ...jax import check_heads, check_vector, least
from ...layer import check_features
from ...types import Output, Shape
from .. import attention
from .base import Layer, check_stream


class MultiHeadAttention(Layer):
    """Self-attention on an input of shape (batch, time, features)."""

    axes = 2
    example = "(2, 13, 6)"
    too_few = "IndexError"
    unlike = "ValueError"

    arguments = """
        num_heads, in_features, qkv_features=None, out_features=None,
        num_kv_heads=None, in_kv_features=None, *, dtype=None, param_dtype=None,
        broadcast_dropout=True, dropout_rate=0.0, deterministic=None,
        precision=None, kernel_init=FANS, out_kernel_init=None, bias_init=FILL,
        out_bias_init=None, use_bias=True, attention_fn=FUNCTION, decode=None,
        normalize_qk=False, qkv_promote_dtype=None, out_promote_dtype=None,
        ln_promote_dtype=None, qkv_dot_general=None, out_dot_general=None,
        qkv_dot_general_cls=None, out_dot_general_cls=None, rngs, keep_rngs=True,
        kernel_metadata=None, out_kernel_metadata=None, bias_metadata=None,
        out_bias_metadata=None, query_ln_scale_metadata=None,
        key_ln_scale_metadata=None
    """

    def weights(self) -> Iterable[Weight]:
        lowest = least(self.kernel_init)
        n = self.size("in_features", lowest)
        for argument, default in (
            ("qkv_features", n),
            ("out_features", n),
            ("in_kv_features", n),
            ("num_kv_heads", self.num_heads),
        ):
            if getattr(self, argument) is None:
                setattr(self, argument, default)
        heads = self.size("num_heads", 1)
        shared = self.size("num_kv_heads", 1)
        if heads % shared:
            raise CountError(
                "num_heads must be a multiple of num_kv_heads: {heads} is not a "
                "multiple of {shared}.",
                heads=heads,
                shared=shared,
            )
        inner, kv, out = (
            self.size(each, lowest)
            for each in ("qkv_features", "in_kv_features", "out_features")
        )
        depth = check_heads("qkv_features", inner, heads)
        check_stream(self.rngs, "params")
        if self.keep_rngs and self.dropout_rate:
            check_stream(self.rngs, "dropout")
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
        return attention.tensors(
            {
                "query": (n, heads, depth),
                "key": (kv, shared, depth),
                "value": (kv, shared, depth),
                "out": (heads, depth, out),
            },
            self.use_bias,
            self.normalize_qk,
        )

    def accepts(self, shape: Shape) -> None:
        super().accepts(shape)
        self.unlike = "TypeError"
        check_features(self, self.in_kv_features, shape[-1])

    def output(self, shape: Shape) -> Output:
        return (*shape[:-1], whole(self.out_features))


LAYERS = (MultiHeadAttention,)
