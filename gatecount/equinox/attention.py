"""Equinox' attention; see https://docs.kidger.site/equinox/api/nn/attention/."""

from collections.abc import Iterable

from ..counting import CountError, Weight, whole
from ..layer import check_features, check_size
from ..types import Output, Shape
from .base import NEGATIVE, Layer
from .linear import linear


class MultiheadAttention(Layer):
    """Self-attention on an input of shape (time, features)."""

    axes = 2
    example = "(13, 6)"

    arguments = """
        num_heads, query_size, key_size=None, value_size=None, output_size=None,
        qk_size=None, vo_size=None, use_query_bias=False, use_key_bias=False,
        use_value_bias=False, use_output_bias=False, dropout_p=0.0, inference=False,
        dtype=None, *, key
    """

    def weights(self) -> Iterable[Weight]:
        query = self.size("query_size")
        for argument in ("key_size", "value_size", "output_size"):
            if getattr(self, argument) is None:
                setattr(self, argument, query)
            self.size(argument)
        qk, vo = self._inner("qk_size"), self._inner("vo_size")
        for name, n, m in (
            ("query", query, qk),
            ("key", self.key_size, qk),
            ("value", self.value_size, vo),
            ("output", vo, self.output_size),
        ):
            bias = getattr(self, f"use_{name}_bias")
            yield from linear(f"{name}_proj.", whole(n), whole(m), bias)

    def _inner(self, argument: str) -> int:
        """The features of all heads together."""
        heads, size = self.num_heads, getattr(self, argument)
        if not isinstance(heads, int) or (heads == 0 and size is None):
            check_size("num_heads", heads, 1)
        if size is None:
            size = self.query_size // heads
        elif not isinstance(size, int):
            check_size(argument, size)
        return check_size(argument, heads * size, negative=NEGATIVE)

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape)
        check_size("num_heads", self.num_heads, 1)
        for expected in (self.query_size, self.key_size, self.value_size):
            check_features(self, expected, shape[-1])

    def output(self, shape: Shape) -> Output:
        return (shape[0], int(self.output_size))

    @property
    def natural(self) -> Shape | None:
        return (None, self.query_size)


class RotaryPositionalEmbedding(Layer):
    """No weights: it turns pairs of features, by their position."""

    axes = 2
    example = "(13, 6)"
    unlike = "ValueError"
    arguments = "embedding_size, theta=10000.0, dtype=None"

    def weights(self) -> Iterable[Weight]:
        size = check_size("embedding_size", self.embedding_size, negative=NEGATIVE)
        if size % 2:
            raise CountError(
                "{argument} must be an even number, not {value}.",
                argument="embedding_size",
                value=size,
            )
        return ()

    def accepts(self, shape: Shape) -> None:
        self.check_rank(shape)
        check_features(self, self.embedding_size, shape[-1])

    @property
    def natural(self) -> Shape | None:
        return (None, self.embedding_size)


LAYERS = (MultiheadAttention, RotaryPositionalEmbedding)
