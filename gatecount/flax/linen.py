"""The layers of Flax linen, knowing only shapes.

Names, arguments, defaults and refusals are those of `flax.linen`; see
https://flax.readthedocs.io/en/latest/api_reference/flax.linen/layers.html.
A linen layer learns its input size from the input, so that the input shape is
needed: (batch, time, features) for RNN, (batch, features) for a cell. For n
features and m units a cell keeps the tensors of every gate apart: `ii/kernel`
(n, m), `hi/kernel` (m, m) and, where the gate has one, `hi/bias` (m,).
"""

from .. import flax, jax
from ..counting import Count, CountError, product
from ..jax import FANS, FILL, axes_of, broadcast, check_heads, check_vector, least
from ..layer import argument_names as argument_names
from ..layer import (
    check_input,
    check_size,
    known_features,
    matrix,
    shown,
    under,
    weight,
)

PREFIXES = ("nn", "linen", "flax.linen")
NAMES = jax.names(*PREFIXES)


class Layer(jax.Layer):
    """A layer that makes its weights when it first sees an input."""

    example = "(2, 5)"

    @classmethod
    def construct(cls, *values, name=None, parent=None, **named):
        # Every module takes a name, which only matters inside a module of your own.
        return super().construct(*values, **named)

    def accept(self):
        self.check()

    def count(self, input_shape):
        """The weights for an input shape with the batch axis."""
        shape = check_input(self, input_shape, self.example)
        weights = tuple(self.weights(shape))
        output = self.output(self.without_batch(shape))
        return Count(self.used(weights, shape), output)

    def weights(self, shape):
        return ()

    def output(self, shape):
        return shape


class Cell(flax.Cell, Layer):
    @property
    def units(self):
        return self.size("features", self.least())

    def weights(self, shape):
        n = known_features(shape[-1], least(self.kernel_init))
        for name in ("bias_init", "forget_bias_init", "activation_bias_init"):
            check_vector(name, getattr(self, name, FILL))
        return self.tensors(n, self.units)


class SimpleCell(flax.GateByGate, Cell):
    gates = ("h",)

    arguments = """
        features, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, dtype=None,
        param_dtype=None, carry_init=FILL, residual=False
    """

    def part(self, side, gate):
        return side

    def biased(self, side, gate):
        return side == "i"


class LSTMCell(flax.GateByGate, Cell):
    gates = ("i", "f", "g", "o")
    states = 2

    arguments = """
        features, gate_fn=FUNCTION, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, dtype=None,
        param_dtype=None, carry_init=FILL
    """

    def biased(self, side, gate):
        return side == "h"


class OptimizedLSTMCell(LSTMCell):
    """The weights of LSTMCell; only the computation differs."""


class GRUCell(flax.GateByGate, Cell):
    """The candidate n has a second bias, `hn/bias`."""

    gates = ("r", "z", "n")

    arguments = """
        features, gate_fn=FUNCTION, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, dtype=None,
        param_dtype=None, carry_init=FILL
    """

    def biased(self, side, gate):
        return side == "i" or gate == "n"


class MGUCell(flax.GateByGate, Cell):
    """The minimal gated unit; with `reset_gate` n has a second bias."""

    gates = ("f", "n")

    arguments = """
        features, gate_fn=FUNCTION, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, forget_bias_init=FILL,
        activation_bias_init=FILL, dtype=None, param_dtype=None, carry_init=FILL,
        reset_gate=True
    """

    def biased(self, side, gate):
        return side == "i" or (gate == "n" and self.reset_gate)


class ConvLSTMCell(flax.Convolution, Cell):
    """Its input and its state are images: (batch, height, width, features).

    `ih/kernel` (*kernel_size, channels, 4 m) and `hh/kernel`
    (*kernel_size, m, 4 m), each with a bias (4 m,) of its own.
    """

    gates = ("i", "g", "f", "o")
    states = 2
    example = "(2, 32, 32, 5)"
    input_dilation = kernel_dilation = 1
    kernel_init = FANS

    arguments = """
        features, kernel_size, strides=None, padding='SAME', use_bias=True,
        dtype=None, param_dtype=None, carry_init=FILL
    """

    def prepare(self):
        if not isinstance(self.kernel_size, (tuple, list)):
            raise CountError(
                "{argument} must be a tuple, such as (3, 3), not {value}.",
                "TypeError",
                argument="kernel_size",
                value=shown(self.kernel_size),
            )

    def least(self):
        return 1

    def tensors(self, n, m):
        for role, name, channels in (
            ("kernel", "ih", n),
            ("recurrent_kernel", "hh", m),
        ):
            yield from jax.dense(
                name,
                (*self.spatial(), channels, 4 * m),
                self.use_bias,
                role,
                self.gates,
            )

    def step(self, shape):
        gates = self.convolve(shape, self.units)
        state = broadcast((*shape[:-1], self.units), gates)
        return [state] * 2, state


class RNN(flax.RNN, Layer):
    example = "(2, 13, 5)"

    arguments = """
        cell, time_major=False, return_carry=False, reverse=False, keep_order=False,
        unroll=1, variable_axes=None, variable_broadcast='params',
        variable_carry=False, split_rngs=None
    """

    def prepare(self):
        self.check_cell("cell", self.cell, Cell, "nn.RNN(nn.LSTMCell(10))")

    def weights(self, shape):
        return under("cell", self.cell.weights(shape))


class Bidirectional(flax.Bidirectional, Layer):
    example = "(2, 13, 5)"

    arguments = """
        forward_rnn, backward_rnn, merge_fn=FUNCTION, time_major=False,
        return_carry=False
    """

    def prepare(self):
        for argument in ("forward_rnn", "backward_rnn"):
            self.check_cell(
                argument,
                getattr(self, argument),
                flax.Recurrent,
                "nn.Bidirectional(nn.RNN(nn.LSTMCell(10)), nn.RNN(nn.LSTMCell(10)))",
                "TypeError",
            )

    def weights(self, shape):
        for side in ("forward_rnn", "backward_rnn"):
            yield from under(side, getattr(self, side).weights(shape))


class Dense(Layer):
    """kernel (n, features), bias (features,)"""

    arguments = """
        features, use_bias=True, dtype=None, param_dtype=None, precision=None,
        kernel_init=FANS, bias_init=FILL, promote_dtype=None, dot_general=None,
        dot_general_cls=None
    """

    def weights(self, shape):
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        m = self.size("features", lowest)
        yield matrix("kernel", (n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape):
        return (*shape[:-1], self.size("features"))


class Conv(flax.Convolution, Layer):
    """kernel (*kernel_size, channels / groups, features), bias (features,)"""

    example = "(2, 32, 5)"

    arguments = """
        features, kernel_size, strides=1, padding='SAME', input_dilation=1,
        kernel_dilation=1, feature_group_count=1, use_bias=True, mask=None,
        dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, promote_dtype=None, conv_general_dilated=None,
        conv_general_dilated_cls=None
    """

    def weights(self, shape):
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        m = self.size("features", lowest)
        groups = self.size("feature_group_count", 1)
        flax.check_groups(groups, n, m)
        yield matrix("kernel", (*self.spatial(), n // groups, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape):
        return self.convolve(shape, self.size("features"))


class ConvTranspose(flax.Transposed, Layer):
    example = "(2, 32, 5)"
    arguments = """
        features, kernel_size, strides=None, padding='SAME', kernel_dilation=None,
        use_bias=True, mask=None, dtype=None, param_dtype=None, precision=None,
        kernel_init=FANS, bias_init=FILL, transpose_kernel=False,
        promote_dtype=None, preferred_element_type=None
    """

    def weights(self, shape):
        lowest = least(self.kernel_init)
        n = known_features(shape[-1], lowest)
        m = self.size("features", lowest)
        yield matrix("kernel", self.kernel(n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape):
        return self.convolve(shape, self.size("features"))


class ConvLocal(Conv):
    """A kernel for each place of the output: kernel (*places, window, features)."""

    def weights(self, shape):
        n = known_features(shape[-1], 1)
        m = self.size("features", 1)
        if self.feature_group_count > 1:
            raise CountError(
                "ConvLocal has no groups. Leave feature_group_count out.",
                "NotImplementedError",
            )
        places = self.output(shape)[-self.axes : -1]
        for size in places:
            known_features(size)
        if not places:
            raise CountError(
                "{argument} must be a tuple, such as (3, 3), not {value}.",
                "TypeError",
                argument="kernel_size",
                value=(),
            )
        yield matrix("kernel", (*places, product(self.spatial()) * n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (*places, m))

    def steps(self, shape):
        return 1, 1


class DenseGeneral(Layer):
    """kernel (*batch_dims, *axis, *features), bias (*batch_dims, *features)"""

    example = "(2, 13, 5)"
    arguments = """
        features, axis=-1, batch_dims=(), use_bias=True, dtype=None,
        param_dtype=None, kernel_init=FANS, bias_init=FILL, precision=None,
        promote_dtype=None, dot_general=None, dot_general_cls=None
    """

    def _read(self, shape):
        """The axes of a batch with weights of its own, and those multiplied away."""
        batch = flax.tuple_of(self.batch_dims)
        if set(batch) != set(range(len(batch))):
            raise CountError(
                "batch_dims must be the first axes, such as (0, 1), not {value}.",
                value=repr(self.batch_dims),
            )
        over = flax.tuple_of(self.axis)
        axes_of("axis", over, len(shape), twice="TypeError")
        over = tuple(sorted(axis % len(shape) for axis in over))
        if len({*batch, *over}) < len(batch) + len(over):
            raise CountError(
                "axis={axis} and batch_dims={batch} must name each axis once.",
                "TypeError",
                axis=self.axis,
                batch=self.batch_dims,
            )
        return batch, over

    def weights(self, shape):
        batch, over = self._read(shape)
        lowest = least(self.kernel_init)
        held, inner = (
            tuple(known_features(shape[axis], lowest) for axis in axes)
            for axes in (batch, over)
        )
        outer = self._outer()
        yield matrix("kernel", (*held, *inner, *outer))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (*held, *outer))

    def _outer(self):
        lowest = least(self.kernel_init)
        sizes = flax.tuple_of(self.features)
        if not sizes:
            raise CountError(
                "{argument} must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                argument="features",
                value=(),
            )
        return tuple(check_size("features", each, lowest) for each in sizes)

    def _kept(self, shape):
        batch, over = self._read(shape)
        return [axis for axis in range(len(shape)) if axis not in (*batch, *over)]

    def steps(self, shape):
        return product(shape[axis] for axis in self._kept(shape)), 1

    def output(self, shape):
        batch, _ = self._read(shape)
        kept = (*batch, *self._kept(shape))
        return (*(shape[axis] for axis in kept), *self._outer())


class Einsum(Layer):
    """kernel of the given shape; the bias has the axes that it adds to the output"""

    example = "(2, 13, 5)"
    axes = 0
    arguments = """
        shape, einsum_str=None, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, promote_dtype=None,
        preferred_element_type=None
    """

    def _kernel(self):
        lowest = least(self.kernel_init)
        sizes = flax.tuple_of(self.shape)
        return tuple(check_size("shape", each, lowest) for each in sizes)

    def weights(self, shape):
        if self.einsum_str is None:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                layer="Einsum",
                argument="einsum_str",
            )
        kernel = self._kernel()
        output, inside = flax.einsum(self.einsum_str, shape, kernel)
        yield matrix("kernel", kernel)
        if self.use_bias:
            sizes = [output[place] for place in inside]
            check_vector("bias_init", self.bias_init, len(sizes))
            yield weight("bias", sizes)

    def steps(self, shape):
        output, inside = flax.einsum(self.einsum_str, shape, self._kernel())
        return product(
            size for place, size in enumerate(output) if place not in inside
        ), 1

    def output(self, shape):
        return flax.einsum(self.einsum_str, shape, self._kernel())[0]


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    arguments = "param_dtype=None, negative_slope_init=0.01"

    def check(self, kinds=()):
        """Its initializer is a number, and any will do."""

    def weights(self, shape):
        yield weight("negative_slope", ())


class Sequential(flax.Sequential, Layer):
    arguments = "layers"
    parts = "layers_"

    def prepare(self):
        if not isinstance(self.layers, (tuple, list)):
            raise CountError(
                "layers must be a list, such as [nn.Dense(3), nn.relu], not {value}.",
                value=shown(self.layers),
            )

    def count(self, input_shape):
        if not self.layers:
            raise CountError("Sequential needs at least one layer.")
        return super().count(input_shape)


class Embed(Layer):
    """embedding (num_embeddings, features), for an input of whole numbers"""

    axes = 0
    example = "(2, 13)"

    arguments = """
        num_embeddings, features, dtype=None, param_dtype=None, embedding_init=FANS,
        promote_dtype=None
    """

    def weights(self, shape):
        lowest = least(self.embedding_init)
        yield weight(
            "embedding",
            (self.size("num_embeddings", lowest), self.size("features", lowest)),
        )

    def output(self, shape):
        return flax.look_up(shape, self.size("num_embeddings"), self.size("features"))


class Norm(Layer):
    """scale and bias, one number for each feature"""

    def weights(self, shape):
        rank = len(shape)
        axes_of("reduction_axes", self.reduction_axes, rank)
        features = axes_of("feature_axes", self.feature_axes, rank)
        sizes = tuple(known_features(shape[axis]) for axis in features)
        return flax.scale_and_bias(self, sizes)


class LayerNorm(Norm):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, reduction_axes=-1, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """


class RMSNorm(Norm):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_scale=True,
        scale_init=FILL, reduction_axes=-1, feature_axes=-1, axis_name=None,
        axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """


class InstanceNorm(Layer):
    arguments = """
        epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, feature_axes=-1, axis_name=None,
        axis_index_groups=None, use_fast_variance=True,
        force_float32_reductions=True
    """

    def weights(self, shape):
        features = axes_of("feature_axes", self.feature_axes, len(shape))
        if 0 in features:
            raise CountError("feature_axes cannot contain the batch axis, 0.")
        sizes = tuple(known_features(shape[axis]) for axis in features)
        return flax.scale_and_bias(self, sizes)


class Reparameterized(Layer):
    """A layer around one other, whose weights it computes from more of them."""

    axes = 0

    def check(self, kinds=()):
        if not isinstance(self.layer_instance, Layer):
            raise CountError(
                "{wrapper} wraps a layer, as in {wrapper}(nn.Dense(10)), not {value}.",
                "TypeError"
                if isinstance(self.layer_instance, type)
                else "AttributeError",
                wrapper=type(self).__name__,
                value=shown(self.layer_instance),
            )

    def count(self, input_shape):
        if isinstance(self.layer_instance, Cell):
            raise CountError(
                "{wrapper} cannot wrap {value}, which takes its state as a second "
                "input.",
                "TypeError",
                wrapper=type(self).__name__,
                value=shown(self.layer_instance),
            )
        counted = self.layer_instance.count(input_shape)
        own = [more for each in counted.weights for more in self.of(each)]
        weights = under("layer_instance", (*counted.weights, *own))
        return Count(weights, counted.output_shape)


class WeightNorm(Reparameterized):
    """For each kernel a scale, one number for each feature."""

    arguments = """
        layer_instance, epsilon=1e-12, dtype=None, param_dtype=None, use_scale=True,
        scale_init=FILL, feature_axes=-1, variable_filter=('kernel',)
    """

    def of(self, each):
        if self.use_scale and any(part in each.path for part in self.variable_filter):
            axes = () if self.feature_axes is None else self.feature_axes
            axes = axes_of("feature_axes", axes, len(each.shape))
            sizes = [each.shape[axis] for axis in sorted(axes)]
            yield weight(f"{each.path}/scale", sizes)


class SpectralNorm(Reparameterized):
    """For each matrix u (1, features) and sigma (), which are not trained."""

    arguments = """
        layer_instance, n_steps=1, epsilon=1e-12, dtype=None, param_dtype=None,
        error_on_non_matrix=False, collection_name='batch_stats'
    """

    def of(self, each):
        if not each.trainable or len(each.shape) < 2 or self.n_steps < 1:
            return
        if self.error_on_non_matrix and len(each.shape) > 2:
            raise CountError(
                "{weight} has {axes} axes and is no matrix. Leave error_on_non_matrix "
                "out.",
                weight=each.path,
                axes=len(each.shape),
            )
        yield weight(f"{each.path}/u", (1, each.shape[-1]), trainable=False)
        yield weight(f"{each.path}/sigma", (), trainable=False)


class BatchNorm(Layer):
    """scale and bias are trained; mean and var, as large, are only kept."""

    arguments = """
        use_running_average=None, axis=-1, momentum=0.99, epsilon=1e-05, dtype=None,
        param_dtype=None, use_bias=True, use_scale=True, bias_init=FILL,
        scale_init=FILL, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, force_float32_reductions=True
    """

    def weights(self, shape):
        axes = axes_of("axis", self.axis, len(shape))
        sizes = tuple(known_features(shape[axis]) for axis in axes)
        yield from flax.scale_and_bias(self, sizes)
        for name in ("mean", "var"):
            yield weight(name, sizes, trainable=False)

    def output(self, shape):
        """An axis that is too far below 0 counts twice, and adds one in front."""
        axes = flax.tuple_of(self.axis)
        beyond = any(axis < -len(shape) for axis in axes)
        return (1, *shape) if beyond and self.use_running_average else shape


class GroupNorm(Layer):
    """scale and bias, one number for each feature"""

    arguments = """
        num_groups=32, group_size=None, epsilon=1e-06, dtype=None, param_dtype=None,
        use_bias=True, use_scale=True, bias_init=FILL, scale_init=FILL,
        reduction_axes=None, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, force_float32_reductions=True
    """

    def weights(self, shape):
        rank = len(shape)
        n = known_features(shape[-1])
        if self.reduction_axes is not None:
            axes = self.reduction_axes
            axes = axes if isinstance(axes, (tuple, list)) else (axes,)
            if rank - 1 not in axes and -1 not in axes:
                raise CountError(
                    "reduction_axes must contain the last axis, -1.",
                    "ValueError" if axes else "IndexError",
                )
        groups, size = flax.groups_of(n, self.num_groups, self.group_size)
        if self.reduction_axes is not None:
            axes_of("reduction_axes", axes, rank)
        if groups <= 0:
            raise CountError("There are no features to form groups of.")
        check_size("group_size", size)
        self.check()
        return flax.scale_and_bias(self, (n,))

    def accept(self):
        """Flax forms the groups before it looks at the rest."""


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

    def weights(self, shape):
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
        return flax.attention(sizes, self.use_bias, self.normalize_qk)

    def output(self, shape):
        return (*shape[:-1], self.out_features or shape[-1])


class MultiHeadAttention(MultiHeadDotProductAttention):
    """Another name of MultiHeadDotProductAttention."""


class SelfAttention(MultiHeadDotProductAttention):
    """MultiHeadDotProductAttention of one input with itself."""


class Dropout(Layer):
    """No weights."""

    arguments = """
        rate, broadcast_dims=(), deterministic=None, rng_collection='dropout'
    """

    def count(self, input_shape):
        shape = check_input(self, input_shape, self.example, axes=0)
        return Count((), self.without_batch(shape))


LAYERS = {
    layer.__name__: layer
    for layer in (
        SimpleCell,
        LSTMCell,
        OptimizedLSTMCell,
        GRUCell,
        MGUCell,
        ConvLSTMCell,
        RNN,
        Bidirectional,
        Dense,
        Conv,
        ConvTranspose,
        ConvLocal,
        DenseGeneral,
        Einsum,
        PReLU,
        Sequential,
        Embed,
        LayerNorm,
        RMSNorm,
        BatchNorm,
        InstanceNorm,
        WeightNorm,
        SpectralNorm,
        GroupNorm,
        MultiHeadDotProductAttention,
        MultiHeadAttention,
        SelfAttention,
        Dropout,
    )
}

# What else `flax.linen` has, and why it is not counted.
OTHERS = {"Module": "base", "RNNCellBase": "base"} | dict.fromkeys(
    """Fp8DirectDotGeneralOp Fp8DotGeneral Fp8DotGeneralOp Fp8Einsum
    NANOOFp8DotGeneralOp""".split(),
    "code",
)
