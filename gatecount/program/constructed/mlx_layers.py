"""Norms, convolutions and attention of MLX 0.32 for pasted programs, made as it makes
them: https://github.com/ml-explore/mlx/tree/v0.32.4/python/mlx/nn/layers."""

from __future__ import annotations

from ...jax import Window
from ...types import Value
from ..jax import arrays
from ..jax.held import FUNCTION, given
from ..libraries import numpy
from ..unknown import Unknown


def layers(base: Value, linear: Value, dropout: Value) -> dict[str, type[Value]]:
    """The classes, by name; `base` is MLX' Module, the others make layers of it."""

    class Made(base):  # type: ignore[misc]  # a class that is given
        """A module whose constructor `arguments` write."""

        arguments, defaults = "", {"FUNCTION": FUNCTION}

        def __init__(self, *values: Value, **named: Value) -> None:
            self.__dict__["_given"] = given(type(self), values, named)
            self.make(**self._given)

        def vectors(self, size: Value, *names: Value) -> None:
            for name in names:
                setattr(self, name, arrays.zeros((size,), "float32"))

        def __call__(self, value: Value, *others: Value, **named: Value) -> Value:
            return value

    class LayerNorm(Made):
        arguments = "dims, eps=1e-5, affine=True, bias=True"

        def make(self, dims: Value, eps: Value, affine: Value, bias: Value) -> None:
            self.vectors(
                dims, *["weight"] * bool(affine), *["bias"] * bool(affine and bias)
            )

    class RMSNorm(Made):
        arguments = "dims, eps=1e-5"

        def make(self, dims: Value, eps: Value) -> None:
            self.vectors(dims, "weight")

    class InstanceNorm(Made):
        arguments = "dims, eps=1e-5, affine=False"

        def make(self, dims: Value, eps: Value, affine: Value) -> None:
            self.vectors(dims, *["weight", "bias"] * bool(affine))

    class GroupNorm(Made):
        arguments = "num_groups, dims, eps=1e-5, affine=True, pytorch_compatible=False"

        def make(
            self,
            num_groups: Value,
            dims: Value,
            eps: Value,
            affine: Value,
            pytorch_compatible: Value,
        ) -> None:
            self.vectors(dims, *["weight", "bias"] * bool(affine))

    class BatchNorm(Made):
        """Running statistics are parameters, too, which are not trained."""

        arguments = """num_features, eps=1e-5, momentum=0.1, affine=True,
            track_running_stats=True"""

        def make(
            self,
            num_features: Value,
            eps: Value,
            momentum: Value,
            affine: Value,
            track_running_stats: Value,
        ) -> None:
            kept = ("running_mean", "running_var") if track_running_stats else ()
            self.vectors(num_features, *["weight", "bias"] * bool(affine), *kept)
            self.freeze(keys=kept)

    class PReLU(Made):
        arguments = "num_parameters=1, init=0.25"

        def make(self, num_parameters: Value, init: Value) -> None:
            self.vectors(num_parameters, "weight")

    class Convolution(Made):
        arguments = """in_channels, out_channels, kernel_size, stride=1, padding=0,
            dilation=1, groups=1, bias=True"""

        def make(
            self,
            in_channels: Value,
            out_channels: Value,
            kernel_size: Value,
            bias: Value,
            groups: Value = 1,
            **named: Value,
        ) -> None:
            window = several(kernel_size, self.axes)
            read = in_channels if groups == 1 else in_channels // groups
            shape = (out_channels, *window, read)
            self.weight = arrays.zeros(shape, "float32")
            if bias:
                self.vectors(out_channels, "bias")

        def __call__(self, value: Value) -> Value:
            value, axes = numpy.array_of(value), self.axes
            shape = value.shape or arrays.array((None,) * (axes + 2)).shape
            made = self.slid(shape[-axes - 1 : -1])
            front = shape[: len(shape) - axes - 1]
            return value.like((*front, *made, self._given["out_channels"]), "float32")

        def slid(self, sizes: Value) -> Value:
            own = {name: several(self._given[name], self.axes)
                   for name in ("kernel_size", "stride", "padding", "dilation")
                   if name in self._given}  # fmt: skip
            window, stride, padding = list(own.values())[:3]
            rate = own.get("dilation", (1,) * self.axes)
            pairs = tuple((each, each) for each in padding)
            if not all(isinstance(each, int) for each in sizes):
                return [Unknown("size")] * self.axes
            made = Window(window, stride, pairs, rate, (1,) * self.axes)
            return made.slide(tuple(sizes))

    class Transposed(Convolution):
        arguments = """in_channels, out_channels, kernel_size, stride=1, padding=0,
            dilation=1, output_padding=0, bias=True"""

        def slid(self, sizes: Value) -> Value:
            return [Unknown("size")] * self.axes

    class MultiHeadAttention(Made):
        arguments = """dims, num_heads, query_input_dims=None, key_input_dims=None,
            value_input_dims=None, value_dims=None, value_output_dims=None,
            bias=False"""

        def make(
            self,
            dims: Value,
            num_heads: Value,
            query_input_dims: Value,
            key_input_dims: Value,
            value_input_dims: Value,
            value_dims: Value,
            value_output_dims: Value,
            bias: Value,
        ) -> None:
            keys = key_input_dims or dims
            inner, outer = value_dims or dims, value_output_dims or dims
            self.query_proj = linear(query_input_dims or dims, dims, bias=bias)
            self.key_proj = linear(keys, dims, bias=bias)
            self.value_proj = linear(value_input_dims or keys, inner, bias=bias)
            self.out_proj = linear(inner, outer, bias=bias)

        def __call__(
            self, queries: Value, keys: Value, values: Value, mask: Value = None
        ) -> Value:
            self.key_proj(keys)
            read = self.value_proj(values)
            asked = self.query_proj(queries)
            if getattr(asked, "shape", None) and getattr(read, "shape", None):
                asked = asked.like((*asked.shape[:-1], read.shape[-1]))
            return self.out_proj(asked)

        create_additive_causal_mask = staticmethod(
            lambda N, dtype=None: arrays.zeros((N, N), "float32")
        )

    class Block(Made):
        arguments = """dims, num_heads, mlp_dims=None, dropout=0.0, activation=FUNCTION,
            norm_first=True"""
        attending: tuple[str, ...] = ("attention",)

        def make(
            self, dims: Value, num_heads: Value, mlp_dims: Value, **named: Value
        ) -> None:
            wide = mlp_dims or 4 * dims
            for name in self.attending:
                setattr(self, name, MultiHeadAttention(dims, num_heads))
            numbers = range(1, len(self.attending) + 2)
            for n in numbers:
                setattr(self, f"ln{n}", LayerNorm(dims))
            self.linear1, self.linear2 = linear(dims, wide), linear(wide, dims)
            for n in numbers:
                setattr(self, f"dropout{n}", dropout())

    class Decoding(Block):
        attending = ("self_attention", "cross_attention")

    class Stack(Made):
        arguments = f"""num_layers, {Block.arguments}, checkpoint=False"""
        block = Block

        def make(
            self, num_layers: Value, checkpoint: Value = False, **named: Value
        ) -> None:
            self.layers = [self.block(**named) for _ in range(num_layers)]
            self.ln = LayerNorm(named["dims"])

    class Decoder(Stack):
        block = Decoding

    made = {
        "LayerNorm": LayerNorm,
        "RMSNorm": RMSNorm,
        "InstanceNorm": InstanceNorm,
        "GroupNorm": GroupNorm,
        "BatchNorm": BatchNorm,
        "PReLU": PReLU,
        "MultiHeadAttention": MultiHeadAttention,
        "TransformerEncoderLayer": type("TransformerEncoderLayer", (Block,), {}),
        "TransformerDecoderLayer": type("TransformerDecoderLayer", (Decoding,), {}),
        "TransformerEncoder": type("TransformerEncoder", (Stack,), {}),
        "TransformerDecoder": type("TransformerDecoder", (Decoder,), {}),
    }
    for axes in (1, 2, 3):
        for name, kind in (("", Convolution), ("Transpose", Transposed)):
            whole = f"Conv{name}{axes}d"
            made[whole] = type(whole, (kind,), {"axes": axes})
    return made


def several(value: Value, axes: int) -> Value:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * axes
