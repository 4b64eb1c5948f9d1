"""The layers of Equinox, knowing only shapes.

Names, arguments, defaults and refusals are those of `equinox.nn`; see
https://docs.kidger.site/equinox/api/nn/rnn/. A layer makes its weights when it
is constructed, and is called with one example: no batch axis. For n features
and m units a cell packs its gates below each other: `weight_ih` (g m, n),
`weight_hh` (g m, m), `bias` (g m,), and in a GRU also `bias_n` (m,).
"""

from itertools import pairwise

from .. import jax
from ..counting import Count, CountError, product, whole
from ..jax import FUNCTION, Key, axes_of, broadcast
from ..layer import argument_names as argument_names
from ..layer import check_features, check_size, matrix, shown, weight
from .base import NEGATIVE, Layer, divides, inside
from .convolution import (
    Conv,
    Conv1d,
    Conv2d,
    Conv3d,
    ConvTranspose,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
)
from .pooling import POOLS

NEEDS_INPUT_SHAPE = False
PREFIXES = ("nn", "eqx.nn", "equinox.nn")
NAMES = jax.names()


class Cell(Layer):
    """One step of a recurrent layer; an LSTM returns h and c, a GRU h."""

    gates: tuple[str, ...]
    expects = "input_size"

    def weights(self):
        n, m = self.size("input_size"), self.size("hidden_size", 1)
        width = len(self.gates) * m
        for name, role, shape in (
            ("weight_ih", "kernel", (width, n)),
            ("weight_hh", "recurrent_kernel", (width, m)),
            ("bias", "bias", (width,)),
        ):
            if role != "bias" or self.use_bias:
                kind = weight if role == "bias" else matrix
                yield kind(name, shape, role=role, gates=self.gates, axis=0)

    def output(self, shape):
        return (whole(self.hidden_size),)


class LSTMCell(Cell):
    gates = ("i", "f", "g", "o")

    arguments = "input_size, hidden_size, use_bias=True, dtype=None, *, key"

    def output(self, shape):
        return [super().output(shape)] * 2


class GRUCell(Cell):
    """The candidate n has a second bias, `bias_n`."""

    gates = ("r", "z", "n")

    arguments = "input_size, hidden_size, use_bias=True, dtype=None, *, key"

    def weights(self):
        yield from super().weights()
        if self.use_bias:
            yield weight(
                "bias_n", (whole(self.hidden_size),), role="bias", gates=("n",), axis=0
            )


def linear(name, n, m, bias, stack=()):
    """weight (m, n) and bias (m,), of layers in a stack with its size in front."""
    yield matrix(f"{name}weight", (*stack, m, n))
    if bias:
        yield weight(f"{name}bias", (*stack, m))


class Linear(Layer):
    """weight (out_features, in_features); "scalar" stands for 1 without an axis."""

    arguments = "in_features, out_features, use_bias=True, dtype=None, *, key"

    def weights(self):
        sizes = (scalar_size(self, each) for each in ("in_features", "out_features"))
        return linear("", *sizes, self.use_bias)

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        if self.in_features == "scalar":
            self.axes, self.example = 0, "()"
            return self.check_rank(shape)
        if not shape:
            self.check_rank(shape)
        check_features(self, self.in_features, shape[-2:][0])
        if self.out_features == "scalar":
            self.check_rank(shape, "AssertionError")

    def output(self, shape):
        if self.out_features == "scalar":
            return ()
        m = whole(self.out_features)
        if len(shape) < 2:
            return (m,)
        mapped = (*shape[:-2], m, shape[-1])
        return broadcast(mapped, (m,)) if self.use_bias else mapped

    def steps(self, shape):
        return product((*shape[:-2], *shape[-2:][1:])), 1

    @property
    def natural(self):
        return () if self.in_features == "scalar" else (self.in_features,)


def scalar_size(layer, argument):
    return 1 if getattr(layer, argument) == "scalar" else layer.size(argument)


class MLP(Layer):
    """Linear layers: in_size, depth times width_size, out_size."""

    expects = "in_size"

    arguments = """
        in_size, out_size, width_size, depth, activation=FUNCTION,
        final_activation=FUNCTION, use_bias=True, use_final_bias=True, dtype=None,
        *, scan=False, key
    """

    def weights(self):
        n, out = (scalar_size(self, each) for each in ("in_size", "out_size"))
        # Where the layers would be, Equinox looks for the last of none.
        error = "IndexError" if self.depth == -1 else "TypeError"
        depth = check_size("depth", self.depth, negative=error)
        widths = [self.size("width_size")] * depth if depth else []
        sizes = [n, *widths, out]
        if self.scan and depth:
            parts = [(n, sizes[1], ()), (sizes[1], sizes[1], (depth - 1,))]
            parts.append((sizes[-2], out, ()))
        else:
            parts = [(*pair, ()) for pair in pairwise(sizes)]
        for k, (rows, columns, stack) in enumerate(parts):
            last = k == len(parts) - 1
            bias = self.use_final_bias if last else self.use_bias
            yield from linear(f"layers[{k}].", rows, columns, bias, stack)

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        if self.in_size == "scalar":
            self.axes, self.example = 0, "()"
            return self.check_rank(shape)
        super().accepts(shape)

    def output(self, shape):
        return () if self.out_size == "scalar" else (whole(self.out_size),)

    @property
    def natural(self):
        return () if self.in_size == "scalar" else (self.in_size,)


class Norm(Layer):
    """weight and bias of the shape that is normalised"""

    def weights(self):
        value = self.shape
        if not isinstance(value, (int, tuple, list, str)):
            raise CountError(
                "shape must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                value=shown(value),
            )
        sizes = (value,) if isinstance(value, int) else tuple(value)
        self.whole = sizes
        for name in ("weight", "bias"):
            if getattr(self, f"use_{name}"):
                sizes = tuple(check_size("shape", each) for each in sizes)
                yield weight(name, sizes)

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        fits = len(shape) == len(self.whole) and all(
            a is None or a == b for a, b in zip(shape, self.whole)
        )
        if not fits:
            raise CountError(
                "{layer} was made for inputs of shape {expected}, not {value}. Use "
                "jax.vmap for a batch.",
                layer=type(self).__name__,
                expected=repr(self.whole),
                value=repr(shape),
            )

    @property
    def natural(self):
        return self.whole


class LayerNorm(Norm):
    arguments = """
        shape, eps=1e-05, use_weight=True, use_bias=True, dtype=None, *,
        elementwise_affine=None
    """

    def prepare(self):
        if self.elementwise_affine is not None:
            self.use_weight = self.use_bias = self.elementwise_affine


class RMSNorm(Norm):
    arguments = "shape, eps=1e-05, use_weight=True, use_bias=True, dtype=None"


class GroupNorm(Layer):
    """weight and bias (channels,), for an input (channels, *spatial)"""

    example = "(4, 32)"
    expects = "channels"
    unlike = "ValueError"

    arguments = """
        groups, channels=None, eps=1e-05, channelwise_affine=True, dtype=None
    """

    def weights(self):
        if self.channels is not None:
            divides("groups", self.groups, "channels", self.channels)
        if self.channelwise_affine:
            if self.channels is None:
                raise CountError(
                    "The number of channels is needed, unless channelwise_affine=False."
                )
            sizes = (check_size("channels", self.channels),)
            yield weight("weight", sizes)
            yield weight("bias", sizes)

    def accepts(self, shape):
        check_size("groups", self.groups, 1)
        if shape[0] is not None:
            divides("groups", self.groups, "channels", shape[0])
            if self.channelwise_affine:
                check_features(self, self.channels, shape[0])

    @property
    def natural(self):
        return None if self.channels is None else (self.channels, None)


class Embedding(Layer):
    """weight (num_embeddings, embedding_size), for one whole number"""

    axes = 0
    example = "()"
    natural = ()
    keys = (Key, type(None))  # it says itself that it needs one

    arguments = """
        num_embeddings=None, embedding_size=None, weight=None, dtype=None, *,
        key=None
    """

    def weights(self):
        if self.weight is not None:
            raise CountError(
                "A given weight cannot be read here. Write "
                "Embedding(num_embeddings=..., embedding_size=..., key=...)."
            )
        for argument in ("num_embeddings", "embedding_size", "key"):
            if getattr(self, argument) is None:
                raise CountError(
                    "{layer} needs {argument}: write {layer}({argument}=...).",
                    layer="Embedding",
                    argument=argument,
                )
        yield weight(
            "weight", (self.size("num_embeddings"), self.size("embedding_size"))
        )

    def accepts(self, shape):
        self.check_rank(shape)
        check_size("num_embeddings", self.num_embeddings, 1, zero="IndexError")

    def output(self, shape):
        return (whole(self.embedding_size),)


class PReLU(Layer):
    """negative_slope (): one number for all"""

    arguments = "init_alpha=0.25"
    natural = None

    def weights(self):
        if not isinstance(self.init_alpha, (int, float)):
            raise CountError(
                "{argument} must be a number, not {value}.",
                "TypeError",
                argument="init_alpha",
                value=shown(self.init_alpha),
            )
        yield weight("negative_slope", ())

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


class Lambda(Layer):
    """A function, which changes no shape."""

    arguments = "fn"
    natural = None

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        if self.fn is not FUNCTION:
            jax.check_kind("activation_fn", self.fn)


class RotaryPositionalEmbedding(Layer):
    """No weights: it turns pairs of features, by their position."""

    axes = 2
    example = "(13, 6)"
    unlike = "ValueError"
    arguments = "embedding_size, theta=10000.0, dtype=None"

    def weights(self):
        size = check_size("embedding_size", self.embedding_size, negative=NEGATIVE)
        if size % 2:
            raise CountError(
                "{argument} must be an even number, not {value}.",
                argument="embedding_size",
                value=size,
            )
        return ()

    def accepts(self, shape):
        self.check_rank(shape)
        check_features(self, self.embedding_size, shape[-1])

    @property
    def natural(self):
        return (None, self.embedding_size)


class Sequential(Layer):
    """One layer after the other; a function stands in it as Lambda(function)."""

    arguments = "layers"

    def prepare(self):
        if not isinstance(self.layers, (tuple, list)):
            raise CountError(
                "layers must be a list, such as [nn.Linear(5, 3, key=key), "
                "nn.Lambda(jax.nn.relu)], not {value}.",
                "TypeError",
                value=shown(self.layers),
            )

    def weights(self):
        for place, layer in enumerate(self.layers):
            if isinstance(layer, Layer):
                yield from inside(f"layers[{place}]", layer.made)

    def count(self, input_shape=None):
        if input_shape is None:
            return Count(self.made, None)
        weights, output = [], input_shape
        for place, layer in enumerate(self.layers):
            if not isinstance(layer, Layer) or isinstance(layer, (Cell, PReLU)):
                raise CountError(
                    "{value} cannot stand in Sequential, which calls each layer with "
                    "the output of the one before.",
                    "TypeError",
                    value=shown(layer),
                )
            counted = layer.count(output)
            weights += inside(f"layers[{place}]", counted.weights)
            output = counted.output_shape
        return Count(tuple(weights), output)


class WeightNorm(Layer):
    """The weights of a layer, and g, the lengths of its vectors along the others."""

    arguments = "layer, weight_name='weight', axis=0"

    def weights(self):
        if not isinstance(self.layer, Layer):
            self._refuse("AttributeError")
        yield from inside("layer", self.layer.made)
        named = [each for each in self.layer.made if each.name == self.weight_name]
        if not named:
            self._refuse("AttributeError")
        shape = named[0].shape
        if self.axis is None:
            yield weight("g", (1,) * len(shape))
        else:
            (axis,) = axes_of("axis", self.axis, len(shape), "ValueError")
            axis %= len(shape)
            yield weight(
                "g", [size if k == axis else 1 for k, size in enumerate(shape)]
            )

    def _refuse(self, error):
        raise CountError(
            "WeightNorm wraps a layer that has the weight {name}, such as "
            "nn.Linear(5, 10, key=key), not {value}.",
            error,
            name=shown(self.weight_name),
            value=shown(self.layer),
        )

    def count(self, input_shape=None):
        if input_shape is not None and isinstance(self.layer, Cell):
            self._refuse("TypeError")
        counted = self.layer.count(input_shape)
        held = tuple(inside("layer", counted.weights))
        return Count(held + self.made[len(held) :], counted.output_shape)


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

    def weights(self):
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

    def _inner(self, argument):
        """The features of all heads together."""
        heads, size = self.num_heads, getattr(self, argument)
        if not isinstance(heads, int) or (heads == 0 and size is None):
            check_size("num_heads", heads, 1)
        if size is None:
            size = self.query_size // heads
        elif not isinstance(size, int):
            check_size(argument, size)
        return check_size(argument, heads * size, negative=NEGATIVE)

    def accepts(self, shape):
        self.check_rank(shape)
        check_size("num_heads", self.num_heads, 1)
        for expected in (self.query_size, self.key_size, self.value_size):
            check_features(self, expected, shape[-1])

    def output(self, shape):
        return (shape[0], int(self.output_size))

    @property
    def natural(self):
        return (None, self.query_size)


class Dropout(Layer):
    """No weights."""

    natural = None

    arguments = "p=0.5, inference=False, *, deterministic=None"

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


class Identity(Dropout):
    """No weights; any arguments are taken, and ignored."""

    arguments = ""

    @classmethod
    def construct(cls, *values, **named):
        return cls({})


# What else `equinox.nn` has, and why it is not counted.
OTHERS = {
    "AdaptivePool": "base",
    "Pool": "base",
    "StatefulLayer": "base",
    **dict.fromkeys(("BatchNorm", "SpectralNorm", "State", "StateIndex"), "state"),
    "Shared": "code",
}

LAYERS = {
    layer.__name__: layer
    for layer in (
        LSTMCell,
        GRUCell,
        Linear,
        MLP,
        LayerNorm,
        RMSNorm,
        GroupNorm,
        Embedding,
        Conv,
        Conv1d,
        Conv2d,
        Conv3d,
        MultiheadAttention,
        ConvTranspose,
        ConvTranspose1d,
        ConvTranspose2d,
        ConvTranspose3d,
        RotaryPositionalEmbedding,
        PReLU,
        Sequential,
        Lambda,
        WeightNorm,
        Dropout,
        Identity,
        *POOLS,
    )
}
