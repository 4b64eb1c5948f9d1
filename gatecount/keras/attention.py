"""The attention layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/attention_layers/. Shapes follow `build` in
keras/src/layers/attention.
"""

from collections.abc import Iterable

from ..checks import refuse_value
from ..counting import CountError, Weight, product
from ..types import Any, Output, Shape
from .base import Layer
from .checks import check_seed, check_whole
from .core import einsum
from .passing import check_rate


class Heads(Layer):
    """Linear maps to the heads of query, key and value, and one map back.

    Takes [query, value] or [query, value, key]; one shape stands for all three.
    """

    many = True

    def _check(self) -> None:
        for argument in ("kernel_initializer", "bias_initializer"):
            if getattr(self, argument) is None:
                raise CountError(
                    "{layer} needs {argument}: write {layer}({argument}=...).",
                    "AttributeError",
                    layer=type(self).__name__,
                    argument=argument,
                )
        if self.sliding_window is not None:
            check_whole("sliding_window", self.sliding_window, "ValueError")
        if self.flash_attention and self.dropout > 0:
            raise CountError("flash_attention=True does not go together with dropout.")

    def check_input(self, shape: Any) -> None:
        if isinstance(shape, list) and not 2 <= len(shape) <= 3:
            raise CountError(
                "{layer} takes the shapes of query and value, or of query, value and "
                "key, not {number} shapes.",
                "TypeError",
                layer=type(self).__name__,
                number=len(shape),
            )

    def inputs(self, shape: Any) -> tuple[Shape, Shape, Shape]:
        """The shapes of query, value and key."""
        query, value, *more = shape if isinstance(shape, list) else [shape, shape]
        key = more[0] if more else value
        if value[1:-1] != key[1:-1]:
            raise CountError(
                "value and key must have equal shapes but for the last size: {value} "
                "and {key} do not.",
                value=repr(value[1:]),
                key=repr(key[1:]),
            )
        return query, value, key

    def _check_rates(self) -> None:
        check_rate("dropout", self.dropout)
        if self.dropout:
            check_seed(self.seed)

    def dense(
        self, name: str, kernel: Shape, bias: Shape, places: Shape
    ) -> tuple[Weight, ...]:
        """One linear map of each place: a kernel and, with `use_bias`, a bias."""
        steps = (product(places),)
        weights = [self.weight("kernel", kernel, self.kernel_initializer, steps=steps)]
        if self.use_bias:
            weights.append(self.weight("bias", bias, self.bias_initializer))
        return self.below(name, weights)


class MultiHeadAttention(Heads):
    """query, key, value: kernel (n, heads, d); attention_output: (heads, d, n)."""

    output_shape: tuple[int, ...]
    attention_axes: Any
    arguments = """
        num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True,
        output_shape=None, attention_axes=None, sliding_window=None,
        flash_attention=None, kernel_initializer='glorot_uniform',
        bias_initializer='zeros', kernel_regularizer=None,
        bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, use_gate=False,
        seed=None, **kwargs
    """

    def _check(self) -> None:
        for argument in ("num_heads", "key_dim", "value_dim"):
            value = getattr(self, argument)
            if argument != "value_dim" or value is not None:
                check_whole(argument, value, "ValueError")
        sizes = self.output_shape
        sizes = (sizes,) if sizes and isinstance(sizes, int) else sizes or ()
        axes = self.attention_axes
        axes = (axes,) if isinstance(axes, int) else axes or ()
        for argument, value in (("output_shape", sizes), ("attention_axes", axes)):
            if not isinstance(value, (tuple, list)):
                raise CountError(
                    "{argument} must be a whole number or a row of them, not {value}.",
                    argument=argument,
                    value=repr(value),
                )
        self.output_shape, self.attention_axes = tuple(sizes), axes
        super()._check()

    def build(self, shape: Any) -> Iterable[Weight]:
        query, value, key = self.inputs(shape)
        heads, deep = self.num_heads, self.value_dim or self.key_dim
        keys, values = (heads, self.key_dim), (heads, deep)
        out = self.output_shape or query[-1:]
        asked, read = query[1:-1], key[1:-1]
        gate = (
            self.dense("gate", (query[-1], *values), values, asked)
            if self.use_gate
            else ()
        )
        weights = (
            *self.dense("query", (query[-1], *keys), keys, asked),
            *self.dense("key", (key[-1], *keys), keys, read),
            *gate,
            *self.dense("value", (value[-1], *values), values, read),
        )
        if any(not -len(value) <= axis <= len(value) for axis in self.attention_axes):
            raise CountError(
                "attention_axes={axes} is not an axis of an input with {given} axes, "
                "the batch axis included.",
                "IndexError",
                axes=repr(self.attention_axes),
                given=len(value),
            )
        self._check_rates()
        return weights + self.dense("attention_output", (*values, *out), out, asked)

    def output(self, shape: Any) -> Output:
        query, *_ = self.inputs(shape)
        return (*query[:-1], *self.output_shape) if self.output_shape else query


class GroupedQueryAttention(Heads):
    """Several query heads share one key head and one value head."""

    arguments = """
        head_dim, num_query_heads, num_key_value_heads, dropout=0.0,
        use_bias=True, sliding_window=None, flash_attention=None,
        kernel_initializer='glorot_uniform', bias_initializer='zeros',
        kernel_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, use_gate=False, seed=None, **kwargs
    """

    def _check(self) -> None:
        if self.num_key_value_heads == 0:
            raise CountError(
                "{argument} must be a whole number of at least {least}, not {value}.",
                "ZeroDivisionError",
                argument="num_key_value_heads",
                least=1,
                value=0,
            )
        for argument in ("num_query_heads", "num_key_value_heads", "head_dim"):
            check_whole(argument, getattr(self, argument))
        if self.num_query_heads % self.num_key_value_heads:
            raise CountError(
                "num_query_heads must be a multiple of num_key_value_heads: {queries} "
                "is not one of {keys}.",
                queries=self.num_query_heads,
                keys=self.num_key_value_heads,
            )
        super()._check()

    def build(self, shape: Any) -> Iterable[Weight]:
        query, value, key = self.inputs(shape)
        queries = (self.num_query_heads, self.head_dim)
        keys = (self.num_key_value_heads, self.head_dim)
        gate = self.heads("gate", query, queries) if self.use_gate else ()
        weights = (
            *self.heads("query", query, queries),
            *self.heads("key", key, keys),
            *gate,
            *self.heads("value", value, keys),
        )
        self._check_rates()
        back = (*queries, query[-1])
        return weights + self.dense("attention_output", back, query[-1:], query[1:-1])

    def heads(
        self, name: str, shape: Shape, heads: tuple[int, int]
    ) -> tuple[Weight, ...]:
        kernel, bias, *_ = einsum("bqm,muh->bquh", "uh", shape, (None, *heads))
        return self.dense(name, kernel, bias, shape[1:-1])

    def output(self, shape: Any) -> Output:
        query, value, _ = self.inputs(shape)
        if query[-1] != value[-1]:
            raise CountError(
                "query and value must have the same last size, not {query} and "
                "{value}.",
                query=query[-1],
                value=value[-1],
            )
        return query


class Attention(Layer):
    """At most two numbers to train: scale () and concat_score_weight ()."""

    many = True

    arguments = "use_scale=False, score_mode='dot', dropout=0.0, seed=None, **kwargs"

    def _check(self) -> None:
        if self.score_mode not in ("dot", "concat"):
            refuse_value("score_mode", repr(self.score_mode), ("dot", "concat"))
        if self.dropout > 0:
            check_seed(self.seed)

    def check_input(self, shape: Any) -> None:
        if not isinstance(shape, list) or not 2 <= len(shape) <= 3:
            raise CountError(
                "{layer} takes a list of inputs, [query, value] or [query, value, "
                "key]; as shapes, such as [(13, 5), (7, 5)].",
                layer=type(self).__name__,
            )

    def build(self, shape: list[Shape]) -> Iterable[Weight]:
        weights = [self.weight("scale", ())] if self.use_scale else []
        if self.score_mode == "concat":
            weights.append(self.weight("concat_score_weight", ()))
        return weights

    def output(self, shape: list[Shape]) -> Output:
        query, value, *_ = shape
        return (*query[:-1], value[-1])


class AdditiveAttention(Attention):
    """scale (n,), one for each feature of the query."""

    arguments = "use_scale=True, dropout=0.0, **kwargs"

    def _accept(self, given: dict[str, Any]) -> None:
        for argument, default in (("score_mode", "dot"), ("seed", None)):
            given[argument] = given["kwargs"].pop(argument, default)
        super()._accept(given)

    def build(self, shape: list[Shape]) -> Iterable[Weight]:
        return [self.weight("scale", shape[0][-1:])] if self.use_scale else []
