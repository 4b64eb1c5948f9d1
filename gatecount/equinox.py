"""The layers of Equinox, knowing only shapes.

Names, arguments, defaults and refusals are those of `equinox.nn`; see
https://docs.kidger.site/equinox/api/nn/rnn/. A layer makes its weights when it
is constructed, and is called with one example: no batch axis. For n features
and m units a cell packs its gates below each other: `weight_ih` (g m, n),
`weight_hh` (g m, m), `bias` (g m,), and in a GRU also `bias_n` (m,).
"""

from dataclasses import replace
from itertools import pairwise

from . import jax
from .counting import Count, CountError, product
from .jax import (
    FUNCTION,
    Key,
    Window,
    axes_of,
    broadcast,
    check_features,
    check_size,
    matrix,
    several,
    shown,
    weight,
)

argument_names = jax.argument_names
NEEDS_INPUT_SHAPE = False
PREFIXES = ("nn", "eqx.nn", "equinox.nn")
NAMES = jax.names()


# The error of the square root of a size, which Equinox takes.
NEGATIVE = "ValueError"


class Layer(jax.Constructed):
    """A layer on one example, that is, without a batch axis."""

    example = "(5,)"
    expects = "in_features"
    too_few = "ValueError"
    keys = Key

    def batch_at(self, shape):
        return None

    def accept(self):
        super().accept()
        if hasattr(self, "key") and not isinstance(self.key, self.keys):
            raise CountError(
                "key must be a random key, as in key=jax.random.key(0), not {value}.",
                "TypeError",
                value=shown(self.key),
            )

    def size(self, argument, least=0):
        return check_size(argument, getattr(self, argument), least, NEGATIVE)

    def accepts(self, shape):
        self.check_rank(shape)
        check_features(self, getattr(self, self.expects), shape[0])

    def check_rank(self, shape, error="ValueError"):
        if len(shape) != self.axes:
            raise CountError(
                "{layer} takes one example of shape {example}, without a batch axis; "
                "{value} has {axes} axes. Use jax.vmap for a batch.",
                error,
                layer=type(self).__name__,
                example=self.example,
                value=repr(shape),
                axes=len(shape),
            )

    @property
    def natural(self):
        return (getattr(self, self.expects),)


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
        return (int(self.hidden_size),)


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
                "bias_n", (int(self.hidden_size),), role="bias", gates=("n",), axis=0
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
        m = int(self.out_features)
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
        return () if self.out_size == "scalar" else (int(self.out_size),)

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


def divides(argument, value, name, total):
    """`argument` must be a whole number, not 0, that divides `total`."""
    numbers = isinstance(value, (int, float)) and isinstance(total, (int, float))
    if numbers and value and not total % value:
        return
    raise CountError(
        "{argument} must divide {name}: {value} does not divide {total}.",
        "ZeroDivisionError" if value == 0 else "ValueError" if numbers else "TypeError",
        argument=argument,
        name=name,
        value=shown(value),
        total=shown(total),
    )


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
        return (int(self.embedding_size),)


class Conv(Layer):
    """weight (out, in / groups, *kernel_size), bias (out, 1, ...)"""

    expects = "in_channels"
    unlike = "ValueError"

    arguments = """
        num_spatial_dims, in_channels, out_channels, kernel_size, stride=1,
        padding=0, dilation=1, groups=1, use_bias=True, padding_mode='ZEROS',
        dtype=None, *, key
    """

    def weights(self):
        count = self.size("num_spatial_dims")
        self.axes = count + 1
        self.example = repr((self.in_channels,) + (32,) * count)
        kernel = sizes_of("kernel_size", self.kernel_size, count)
        strides = sizes_of("stride", self.stride, count)
        dilations = sizes_of("dilation", self.dilation, count)
        self._check_groups()
        groups = self.groups
        channels = check_size("in_channels", self.in_channels, 1, NEGATIVE)
        channels //= check_size("groups", groups, 1, NEGATIVE)
        kernel = tuple(check_size("kernel_size", each, 1, NEGATIVE) for each in kernel)
        self.window = Window(
            kernel,
            strides,
            self._padding(count, kernel, dilations),
            dilations,
            (1,) * count,
        )
        m = self.size("out_channels")
        yield matrix("weight", (m, channels, *kernel))
        if self.use_bias:
            yield weight("bias", (m, *(1,) * count))

    def _check_groups(self):
        divides("groups", self.groups, "in_channels", self.in_channels)

    def _padding(self, count, kernel, dilations):
        padding = self.padding
        check_name("padding_mode", self.padding_mode, MODES)
        if isinstance(padding, str):
            return check_name("padding", padding, ("SAME", "SAME_LOWER", "VALID"))
        if isinstance(padding, int):
            return ((padding, padding),) * count
        if isinstance(padding, (tuple, list)) and len(padding) == count:
            if all(isinstance(each, (tuple, list)) for each in padding):
                return tuple(padding)
            return tuple((each, each) for each in padding)
        raise CountError(
            "padding is a name such as 'SAME', a whole number, or a pair (before, "
            "after) for each of the {count} spatial axes, not {value}.",
            count=count,
            value=shown(padding),
        )

    def accepts(self, shape):
        super().accepts(shape)
        window = self.window
        for name, values in (
            ("stride", window.strides),
            ("dilation", window.dilations),
        ):
            zero = "TypeError" if name == "dilation" else "ZeroDivisionError"
            for value in values:
                check_size(name, value, 1, zero=zero)
        if not isinstance(window.padding, str):
            for pair in window.padding:
                if len(pair) != 2 or any(not isinstance(each, int) for each in pair):
                    raise CountError(
                        "padding is a name such as 'SAME', a whole number, or a pair "
                        "(before, after) for each of the {count} spatial axes, not "
                        "{value}.",
                        "TypeError",
                        count=self.num_spatial_dims,
                        value=shown(self.padding),
                    )
        if self.padding_mode.upper() != "ZEROS":
            self._check_mirror(shape[1:])
        if self.out_channels % self.groups:
            divides("groups", self.groups, "out_channels", self.out_channels)

    def _check_mirror(self, sizes):
        """Padding with the input's own values needs some, and cannot be negative."""
        padding = self.window.padding
        pairs = () if isinstance(padding, str) else padding
        if any(each < 0 for pair in pairs for each in pair) or (
            0 in sizes and any(each for pair in pairs for each in pair)
        ):
            raise CountError(
                "padding_mode={mode} needs an input that is not empty and padding that "
                "is not negative.",
                mode=repr(self.padding_mode),
            )

    def steps(self, shape):
        return product(self.window.slide(shape[1:])), 1

    def output(self, shape):
        return (int(self.out_channels), *self.window.slide(shape[1:]))

    @property
    def natural(self):
        return (self.in_channels,) + (None,) * (self.axes - 1)


MODES = ("ZEROS", "REFLECT", "REPLICATE", "CIRCULAR")


def check_name(argument, value, known):
    if isinstance(value, str) and value.upper() in known:
        return value.upper()
    raise CountError(
        "{argument} cannot be {value}. Known are: {known}.",
        "ValueError" if isinstance(value, str) else "AttributeError",
        argument=argument,
        value=shown(value),
        known=", ".join(known),
    )


def sizes_of(argument, value, count):
    """A number for each spatial axis; the numbers are checked where they are used."""
    if isinstance(value, (tuple, list, str)):
        if len(value) == count:
            return tuple(value)
        return several(argument, (1,) * len(value), count)
    return (value,) * count


class Conv1d(Conv):
    dimensions = 1

    arguments = """
        in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1,
        groups=1, use_bias=True, padding_mode='ZEROS', dtype=None, *, key
    """

    def prepare(self):
        self.num_spatial_dims = self.dimensions


class Conv2d(Conv1d):
    dimensions = 2


class Conv3d(Conv1d):
    dimensions = 3


class ConvTranspose(Conv):
    """weight (out, in / groups, *kernel_size): used at each place of the input"""

    arguments = """
        num_spatial_dims, in_channels, out_channels, kernel_size, stride=1,
        padding=0, output_padding=0, dilation=1, groups=1, use_bias=True,
        padding_mode='ZEROS', dtype=None, *, key
    """

    def weights(self):
        count = self.size("num_spatial_dims")
        extra = sizes_of("output_padding", self.output_padding, count)
        strides = sizes_of("stride", self.stride, count)
        if any(more >= stride for more, stride in zip(extra, strides)):
            raise CountError(
                "output_padding must be less than strides along every axis."
            )
        self.extra = extra
        yield from super().weights()
        self._check_mode()

    def _check_groups(self):
        """Only an input shows that the channels do not divide."""
        check_size("groups", self.groups, 1, NEGATIVE)
        channels = self.in_channels
        if isinstance(channels, int) and 0 <= channels < self.groups:
            check_size("in_channels", 0, 1)

    def accepts(self, shape):
        super().accepts(shape)
        divides("groups", self.groups, "in_channels", self.in_channels)

    def _check_mode(self):
        mode, same = self.padding_mode.upper(), ("SAME", "SAME_LOWER")
        circular = mode == "CIRCULAR" and (
            any(self.extra) or self.window.padding not in same
        )
        if mode in ("REFLECT", "REPLICATE") or circular:
            raise CountError(
                "{argument} cannot be {value}. Known are: {known}.",
                "NotImplementedError",
                argument="padding_mode",
                value=repr(self.padding_mode),
                known="ZEROS",
            )

    def _check_mirror(self, sizes):
        """The padding is the transposed one's own."""

    def steps(self, shape):
        return product(shape[1:]), 1

    def output(self, shape):
        sizes = tuple(
            None if size is None else self._spread(axis, size)
            for axis, size in enumerate(shape[1:])
        )
        return (int(self.out_channels), *sizes)

    def _spread(self, axis, size):
        window = self.window
        stride, more = window.strides[axis], self.extra[axis]
        reach = window.dilations[axis] * (window.kernel[axis] - 1)
        padding = 0
        if window.padding in ("SAME", "SAME_LOWER"):
            padding = reach - stride + more + 1
            more, padding = max(more, -padding if padding < 0 else 0), max(padding, 0)
        elif window.padding != "VALID":
            padding = sum(window.padding[axis])
        return max((size - 1) * stride + 1 + reach - padding + more, 0)


class ConvTranspose1d(ConvTranspose):
    dimensions = 1
    arguments = """
        in_channels, out_channels, kernel_size, stride=1, output_padding=0,
        padding=0, dilation=1, groups=1, use_bias=True, padding_mode='ZEROS',
        dtype=None, *, key
    """

    def prepare(self):
        self.num_spatial_dims = self.dimensions


class ConvTranspose2d(ConvTranspose1d):
    dimensions = 2


class ConvTranspose3d(ConvTranspose1d):
    dimensions = 3


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


def inside(name, weights):
    """The weights of a layer that another one holds under this name."""
    return tuple(
        replace(
            each,
            path=f"{name}.{each.path}",
            cell=f"{name}.{each.cell}".rstrip(".") if each.role else "",
        )
        for each in weights
    )


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
            yield from linear(f"{name}_proj.", int(n), int(m), bias)

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


class Pool(Layer):
    """A window that slides over the axes behind the channels. No weights."""

    dimensions: int
    example = "(4, 32)"
    too_few = "AssertionError"
    arguments = "kernel_size, stride=1, padding=0, use_ceil=False"

    def weights(self):
        count = self.dimensions
        self.axes = count + 1
        self.kernel = self._each("kernel_size", count)
        self.strides = self._each("stride", count)
        padding = self.padding
        if isinstance(padding, int):
            padding = (padding,) * count
        if not isinstance(padding, (tuple, list)) or len(padding) != count:
            raise CountError(
                "padding is a whole number, or a pair (before, after) for each of the "
                "{count} spatial axes, not {value}.",
                count=count,
                value=shown(padding),
            )
        if not all(isinstance(each, (tuple, list)) for each in padding):
            padding = [(each, each) for each in padding]
        self.pads = tuple(map(tuple, padding))
        return ()

    def _each(self, argument, count):
        value = getattr(self, argument)
        if not isinstance(value, (int, tuple, list)):
            raise CountError(
                "{argument} must be a whole number or a tuple of {count}, not {value}.",
                argument=argument,
                count=count,
                value=shown(value),
            )
        return (value,) * count if isinstance(value, int) else tuple(value)

    def accepts(self, shape):
        self.check_rank(shape, "AssertionError")
        count = self.dimensions
        kernel = several("kernel_size", self.kernel, count, "TypeError")
        strides = several("stride", self.strides, count, "TypeError")
        for name, values in (("kernel_size", kernel), ("stride", strides)):
            for value in values:
                check_size(name, value, 1, zero="TypeError")
        self.ends = []
        for size, k, s, (before, after) in zip(shape[1:], kernel, strides, self.pads):
            if size is None:
                self.ends.append(None)
                continue
            room = size + before + after - k
            if self.use_ceil and room % s:
                after += s - room % s
                room += s - room % s
            if max(before, after) > k:
                raise CountError(
                    "padding reaches further than the window of {size}. Make it "
                    "smaller.",
                    "RuntimeError",
                    size=k,
                )
            self.ends.append(max(room // s + 1, 0))

    def output(self, shape):
        return (shape[0], *self.ends)

    @property
    def natural(self):
        return None


class AdaptivePool(Layer):
    """Whatever the input, the output has the size that is asked for. No weights."""

    dimensions: int
    example = "(4, 32)"
    natural = None
    arguments = "target_shape"

    def weights(self):
        self.axes = self.dimensions + 1
        target, count = self.target_shape, self.dimensions
        if isinstance(target, int):
            target = (target,) * count
        if not isinstance(target, (tuple, list)) or len(target) != count:
            raise CountError(
                "{argument} must be a whole number or a tuple of {count}, not {value}.",
                argument="target_shape",
                count=count,
                value=shown(target),
            )
        self.target = tuple(target)
        return ()

    def accepts(self, shape):
        self.check_rank(shape)
        for each in self.target:
            check_size("target_shape", each, 1)

    def output(self, shape):
        return (shape[0], *map(int, self.target))


POOLS = [
    type(f"{name}{each}d", (base,), {"dimensions": each})
    for each in (1, 2, 3)
    for name, base in (
        ("AvgPool", Pool),
        ("MaxPool", Pool),
        ("AdaptiveAvgPool", AdaptivePool),
        ("AdaptiveMaxPool", AdaptivePool),
    )
]

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
