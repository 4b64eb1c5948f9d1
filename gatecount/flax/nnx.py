"""The layers of Flax nnx, knowing only shapes.

Names, arguments, defaults and refusals are those of `flax.nnx`; see
https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/index.html.
An nnx layer makes its weights when it is constructed, from `rngs`. For n
features and m units `OptimizedLSTMCell`, `GRUCell` and `SimpleCell` pack their
gates side by side: `dense_i/kernel` (n, g m), `dense_h/kernel` (m, g m) and one
bias (g m,); `LSTMCell` keeps a tensor for every gate, `ii/kernel` (n, m).
"""

from math import prod

from .. import flax, jax
from ..counting import CountError, product, whole
from ..jax import (
    ORTHOGONAL,
    axes_of,
    broadcast,
    check_heads,
    check_vector,
    dense,
    least,
)
from ..layer import argument_names as argument_names
from ..layer import check_features, check_size, matrix, shown, under, weight

NEEDS_INPUT_SHAPE = False
PREFIXES = ("nnx", "flax.nnx")


class Rngs:
    """Where a layer takes its random numbers from, as in nnx.Rngs(0)."""

    @classmethod
    def construct(cls, *values, **streams):
        given = dict(zip(("default",), values)) | streams
        if len(values) > 1:
            raise CountError(
                "{layer} takes at most {most} arguments; {given} were given.",
                "TypeError",
                layer="Rngs",
                most=1,
                given=len(values),
            )
        if given.get("default", 0) is None:
            del given["default"]
        for value in given.values():
            if not isinstance(value, (int, jax.Key)):
                raise CountError(
                    "{layer} is made from a whole number, as in nnx.Rngs(0), not "
                    "from {value}.",
                    layer="Rngs",
                    value=shown(value),
                )
        rngs = cls()
        rngs.streams = set(given)
        return rngs


def check_rngs(rngs, error="AttributeError"):
    if not isinstance(rngs, Rngs):
        raise CountError(
            "{argument} must be random numbers, as in rngs=nnx.Rngs(0), not {value}.",
            error,
            argument="rngs",
            value=shown(rngs),
        )


def check_stream(rngs, name, error="AttributeError"):
    """`rngs` must be able to draw from the stream of this name."""
    check_rngs(rngs)
    if not rngs.streams & {"default", name}:
        raise CountError(
            "rngs has no numbers for {name}. Write nnx.Rngs(0), or "
            "nnx.Rngs({name}=0) for these alone.",
            error,
            name=name,
        )


# In a program the random numbers often have this name already.
NAMES = jax.names(*PREFIXES) | {
    "nnx.Rngs": Rngs,
    "flax.nnx.Rngs": Rngs,
    "rngs": Rngs.construct(0),
}


class Layer(jax.Constructed):
    example = "(2, 5)"
    expects = "in_features"
    too_few = "TypeError"

    def accepts(self, shape):
        check_features(self, getattr(self, self.expects), shape[-1])

    @property
    def natural(self):
        return (None, getattr(self, self.expects))


class Cell(flax.Cell, Layer):
    negative = "TypeError"

    @property
    def units(self):
        return self.size("hidden_features", self.least(), self.negative)

    def weights(self):
        if self.keep_rngs:
            check_stream(self.rngs, "carry")
        check_stream(self.rngs, "params")
        check_vector("bias_init", self.bias_init)
        n = self.size("in_features", least(self.kernel_init))
        return self.tensors(n, self.units)

    def square(self):
        """An orthogonal matrix cannot be as large as True by True."""
        if self.hidden_features is True and self.recurrent_kernel_init == ORTHOGONAL:
            raise CountError(
                "{argument} must be a whole number of at least {least}, not {value}.",
                "TypeError",
                argument="hidden_features",
                least=1,
                value=True,
            )


class Packed(Cell):
    """A cell with all gates side by side in two tensors and one bias."""

    bias_at = "i"

    def tensors(self, n, m):
        for role, side, rows in (
            ("kernel", "i", n),
            ("recurrent_kernel", "h", m),
        ):
            yield from dense(
                f"dense_{side}",
                (rows, len(self.gates) * m),
                side == self.bias_at,
                role,
                self.gates,
            )


class LSTMCell(flax.GateByGate, Cell):
    gates = ("i", "f", "g", "o")
    states = 2

    arguments = """
        in_features, hidden_features, *, gate_fn=FUNCTION, activation_fn=FUNCTION,
        kernel_init=FANS, recurrent_kernel_init=ORTHOGONAL, bias_init=FILL,
        dtype=None, param_dtype=None, carry_init=None, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """

    def prepare(self):
        self.square()

    def part(self, side, gate):
        return "if_" if side + gate == "if" else side + gate

    def biased(self, side, gate):
        return side == "h"


class OptimizedLSTMCell(Packed):
    gates = ("i", "f", "g", "o")
    states = 2
    bias_at = "h"

    arguments = """
        in_features, hidden_features, *, gate_fn=FUNCTION, activation_fn=FUNCTION,
        kernel_init=FANS, recurrent_kernel_init=ORTHOGONAL, bias_init=FILL,
        dtype=None, param_dtype=None, carry_init=None, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """


class SimpleCell(Packed):
    negative = "ValueError"
    gates = ("h",)

    arguments = """
        in_features, hidden_features, *, dtype=None, param_dtype=None,
        carry_init=None, residual=False, activation_fn=FUNCTION, kernel_init=FANS,
        recurrent_kernel_init=ORTHOGONAL, bias_init=FILL, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """

    def prepare(self):
        self.square()


class GRUCell(Packed):
    """One bias for all three gates: 3 m less than PyTorch, m less than linen."""

    gates = ("r", "z", "n")

    arguments = """
        in_features, hidden_features, *, gate_fn=FUNCTION, activation_fn=FUNCTION,
        kernel_init=FANS, recurrent_kernel_init=ORTHOGONAL, bias_init=FILL,
        dtype=None, param_dtype=None, carry_init=None, promote_dtype=None,
        keep_rngs=False, rngs, kernel_metadata=None, recurrent_kernel_metadata=None,
        bias_metadata=None
    """


class Recurrent:
    """RNN and Bidirectional: nothing of their own but the parts' weights."""

    example = "(2, 13, 5)"

    def accepts(self, shape):
        for part in self.parts:
            getattr(self, part).accepts(shape)

    def count(self, input_shape=None):
        """Whether the parts are recurrent shows only in a call."""
        for part in self.parts if input_shape is not None else ():
            self.check_cell(
                part,
                getattr(self, part),
                self.made_of,
                "nnx.RNN(nnx.LSTMCell(5, 10, rngs=nnx.Rngs(0)))",
            )
        return super().count(input_shape)

    def weights(self):
        for part in self.parts:
            if isinstance(getattr(self, part), Layer):
                yield from under(part, getattr(self, part).made)
        if isinstance(self.rngs, Rngs):
            check_stream(self.rngs, "carry")
        elif not isinstance(self.rngs, bool):
            check_rngs(self.rngs, "ValueError")

    @property
    def natural(self):
        parts = [getattr(self, part) for part in self.parts]
        if not all(isinstance(part, self.made_of) for part in parts):
            return None
        return (None, None, parts[0].natural[-1])


class RNN(Recurrent, flax.RNN, Layer):
    parts = ("cell",)
    made_of = Cell

    arguments = """
        cell, *, time_major=False, return_carry=False, reverse=False,
        keep_order=False, unroll=1, state_axes=None, broadcast_rngs=None, rngs=True
    """


class Bidirectional(Recurrent, flax.Bidirectional, Layer):
    parts = ("forward_rnn", "backward_rnn")
    made_of = Recurrent

    arguments = """
        forward_rnn, backward_rnn, *, merge_fn=FUNCTION, time_major=False,
        return_carry=False, rngs=True
    """


class Linear(Layer):
    """kernel (in_features, out_features), bias (out_features,)"""

    arguments = """
        in_features, out_features, *, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, dot_general=None,
        promote_dtype=None, preferred_element_type=None, rngs, kernel_metadata=None,
        bias_metadata=None
    """

    def weights(self):
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n, m = (self.size(each, lowest) for each in ("in_features", "out_features"))
        yield matrix("kernel", (n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape):
        return (*shape[:-1], whole(self.out_features))


class LinearGeneral(Layer):
    """kernel (*in_features, *out_features), bias (*out_features,)"""

    example = "(2, 13, 5)"

    arguments = """
        in_features, out_features, *, axis=-1, batch_axis=None, use_bias=True,
        dtype=None, param_dtype=None, kernel_init=FANS, bias_init=FILL,
        precision=None, promote_dtype=None, dot_general=None, dot_general_cls=None,
        preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self):
        lowest = least(self.kernel_init)
        self.inner, self.outer = (
            tuple(check_size(argument, each, lowest) for each in flax.tuple_of(value))
            for argument, value in (
                ("in_features", self.in_features),
                ("out_features", self.out_features),
            )
        )
        self.over = flax.tuple_of(self.axis)
        if not self.outer:
            raise CountError(
                "{argument} must be a whole number or a tuple of them, not {value}.",
                "TypeError",
                argument="out_features",
                value=(),
            )
        if len(self.inner) != len(self.over):
            raise CountError(
                "in_features and axis must be as many: {features} and {axes} were "
                "given.",
                features=len(self.inner),
                axes=len(self.over),
            )
        check_stream(self.rngs, "params")
        yield matrix("kernel", self.inner + self.outer)
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", self.outer)

    def _axes(self, shape):
        axes_of("axis", self.over, len(shape), "TypeError")
        return sorted(axis % len(shape) for axis in self.over)

    def accepts(self, shape):
        for axis, size in zip(self._axes(shape), self.inner):
            check_features(self, size, shape[axis])

    def output(self, shape):
        return self._kept(shape) + self.outer

    def _kept(self, shape):
        axes = self._axes(shape)
        return tuple(size for k, size in enumerate(shape) if k not in axes)

    def steps(self, shape):
        return product(self._kept(shape)), 1

    @property
    def natural(self):
        return (None, *self.inner) if self.over == (-1,) else None


class Conv(flax.Convolution, Layer):
    """kernel (*kernel_size, in_features / groups, out_features)"""

    example = "(2, 32, 5)"

    arguments = """
        in_features, out_features, kernel_size, strides=1, *, padding='SAME',
        input_dilation=1, kernel_dilation=1, feature_group_count=1, use_bias=True,
        mask=None, dtype=None, param_dtype=None, precision=None, kernel_init=FANS,
        bias_init=FILL, conv_general_dilated=None, promote_dtype=None,
        preferred_element_type=None, rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self):
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n = self.size("in_features", lowest)
        m = self.size("out_features", lowest)
        groups = self.size("feature_group_count", 1)
        channels = n // groups
        if channels < lowest:
            flax.check_groups(groups, n, m)
        yield matrix("kernel", (*self.spatial(), channels, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def accepts(self, shape):
        super().accepts(shape)
        flax.check_groups(self.feature_group_count, self.in_features, self.out_features)

    def output(self, shape):
        return self.convolve(shape, whole(self.out_features))

    @property
    def natural(self):
        return (None,) * self.axes + (self.in_features,)


class ConvTranspose(flax.Transposed, Layer):
    """kernel (*kernel_size, in_features, out_features), bias (out_features,)"""

    example = "(2, 32, 5)"
    arguments = """
        in_features, out_features, kernel_size, strides=None, *, padding='SAME',
        kernel_dilation=None, use_bias=True, mask=None, dtype=None,
        param_dtype=None, precision=None, kernel_init=FANS, bias_init=FILL,
        transpose_kernel=False, promote_dtype=None, preferred_element_type=None,
        rngs, kernel_metadata=None, bias_metadata=None
    """

    def weights(self):
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        n = self.size("in_features", lowest)
        m = self.size("out_features", lowest)
        yield matrix("kernel", self.kernel(n, m))
        if self.use_bias:
            check_vector("bias_init", self.bias_init)
            yield weight("bias", (m,))

    def output(self, shape):
        return self.convolve(shape, whole(self.out_features))

    @property
    def natural(self):
        return (None,) * self.axes + (self.in_features,)


class Einsum(Layer):
    """kernel and, where it is given, bias of the given shapes"""

    axes = 0
    example = "(2, 13, 5)"
    natural = None
    arguments = """
        einsum_str, kernel_shape, bias_shape=None, *, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, promote_dtype=None,
        einsum_op=FUNCTION, preferred_element_type=None, rngs,
        kernel_metadata=None, bias_metadata=None
    """

    def weights(self):
        flax.operands_of(self.einsum_str)
        check_stream(self.rngs, "params")
        lowest = least(self.kernel_init)
        self.whole = self._sizes("kernel_shape", lowest)
        check_vector("kernel_init", self.kernel_init, len(self.whole))
        yield matrix("kernel", self.whole)
        if self.bias_shape is not None:
            sizes = self._sizes("bias_shape", 0)
            check_vector("bias_init", self.bias_init, len(sizes))
            yield weight("bias", sizes)

    def _sizes(self, argument, lowest):
        sizes = flax.tuple_of(getattr(self, argument))
        return tuple(check_size(argument, each, lowest) for each in sizes)

    def accepts(self, shape):
        output, inside = flax.einsum(self.einsum_str, shape, self.whole)
        sizes = [output[place] for place in inside]
        given = self.bias_shape
        if given is not None and prod(self._sizes("bias_shape", 0)) != prod(sizes):
            raise CountError(
                "bias_shape must be {sizes}, the sizes that the kernel adds to the "
                "output, not {value}.",
                "TypeError",
                sizes=tuple(sizes),
                value=shown(given),
            )

    def steps(self, shape):
        output, inside = flax.einsum(self.einsum_str, shape, self.whole)
        return product(
            size for place, size in enumerate(output) if place not in inside
        ), 1

    def output(self, shape):
        return flax.einsum(self.einsum_str, shape, self.whole)[0]


class PReLU(Layer):
    """negative_slope (): one number for all"""

    axes = 0
    natural = None
    arguments = """
        negative_slope_init=0.01, *, dtype=None, param_dtype=None,
        promote_dtype=None, negative_slope_metadata=None
    """

    def check(self, kinds=()):
        """Its initializer is a number, and any will do."""

    def weights(self):
        yield weight("negative_slope", ())

    def accepts(self, shape):
        pass


class LoRA(Layer):
    """Two thin matrices, lora_a (n, rank) and lora_b (rank, m), beside a base."""

    too_few = "ValueError"

    arguments = """
        in_features, lora_rank, out_features, *, base_module=None, dtype=None,
        param_dtype=None, a_initializer=FANS, b_initializer=FILL,
        lora_param_type=None, promote_dtype=None, rngs, a_metadata=None,
        b_metadata=None
    """

    def weights(self):
        check_stream(self.rngs, "params")
        n, rank = (self.size(each, 1) for each in ("in_features", "lora_rank"))
        m = self.size("out_features")
        yield matrix("lora_a", (n, rank))
        yield matrix("lora_b", (rank, m))
        if isinstance(self.base_module, Layer):
            yield from under("base_module", self.base_module.made)

    def accepts(self, shape):
        super().accepts(shape)
        if self.base_module is None:
            return
        if not isinstance(self.base_module, Layer):
            raise CountError(
                "base_module must be a layer, such as nnx.Linear(5, 10, "
                "rngs=nnx.Rngs(0)), not {value}.",
                value=shown(self.base_module),
            )
        self.base_module.accepts(shape)

    def output(self, shape):
        output = (*shape[:-1], whole(self.out_features))
        if self.base_module is not None:
            output = broadcast(output, self.base_module.output(shape))
        return output


class LoRALinear(Linear):
    """Linear, and beside it lora/lora_a (n, rank) and lora/lora_b (rank, m)."""

    arguments = """
        in_features, out_features, *, lora_rank, lora_dtype=None,
        lora_param_dtype=None, a_initializer=FANS, b_initializer=FILL,
        lora_param_type=None, lora_promote_dtype=None, rngs, a_metadata=None,
        b_metadata=None, use_bias=True, dtype=None, param_dtype=None,
        precision=None, kernel_init=FANS, bias_init=FILL, dot_general=None,
        promote_dtype=None, preferred_element_type=None, kernel_metadata=None,
        bias_metadata=None
    """

    def weights(self):
        yield from super().weights()
        n, m = whole(self.in_features), whole(self.out_features)
        rank = self.size("lora_rank", 1)
        yield matrix("lora/lora_a", (n, rank))
        yield matrix("lora/lora_b", (rank, m))


class Sequential(flax.Sequential, Layer):
    parts = "layers/"

    @classmethod
    def construct(cls, *values):
        return cls({"layers": values})

    def weights(self):
        for place, layer in enumerate(self.layers):
            if isinstance(layer, Layer):
                yield from under(f"layers/{place}", layer.made)


class List(Layer):
    """Holds layers, under their numbers; it cannot be called."""

    arguments = "it=None"
    natural = None

    def weights(self):
        if not isinstance(self.it, (tuple, list, type(None))):
            raise CountError(
                "{layer} is made of several layers, not of {value}.",
                "TypeError",
                layer=type(self).__name__,
                value=shown(self.it),
            )
        for place, layer in enumerate(self.it or ()):
            if isinstance(layer, Layer):
                yield from under(str(place), layer.made)

    def count(self, input_shape=None):
        if input_shape is not None:
            raise CountError(
                "{layer} only holds layers and cannot be called. Leave out the input "
                "shape.",
                "TypeError",
                layer=type(self).__name__,
            )
        return super().count()


class Dict(List):
    """Holds layers, under names."""

    @classmethod
    def construct(cls, *values, **named):
        return cls({"it": None, "named": dict(*values) | named})

    def weights(self):
        for name, layer in self.named.items():
            if isinstance(layer, Layer):
                yield from under(name, layer.made)


class Embed(Layer):
    """embedding (num_embeddings, features), for an input of whole numbers"""

    axes = 0
    example = "(2, 13)"
    natural = (None, None)

    arguments = """
        num_embeddings, features, *, dtype=None, param_dtype=None,
        embedding_init=FANS, promote_dtype=None, rngs, embedding_metadata=None
    """

    def weights(self):
        check_stream(self.rngs, "params")
        lowest = least(self.embedding_init)
        yield weight(
            "embedding",
            [self.size(each, lowest) for each in ("num_embeddings", "features")],
        )

    def accepts(self, shape):
        pass

    def output(self, shape):
        return flax.look_up(shape, whole(self.num_embeddings), whole(self.features))


class Norm(Layer):
    """scale and bias (num_features,)"""

    expects = "num_features"
    use_bias = False

    def weights(self):
        if self.use_scale or self.use_bias:
            check_stream(self.rngs, "params")
            yield from flax.scale_and_bias(self, (self.size("num_features"),))

    def accepts(self, shape):
        axes_of("reduction_axes", self.reduction_axes, len(shape))
        axes = axes_of("feature_axes", self.feature_axes, len(shape))
        sizes = [shape[axis] for axis in axes]
        # Flax takes a scale without numbers for no scale at all.
        scaled = self.num_features and (self.use_scale or self.use_bias)
        if scaled and None not in sizes:
            check_features(self, self.num_features, prod(sizes))


class LayerNorm(Norm):
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True,
        use_scale=True, bias_init=FILL, scale_init=FILL, reduction_axes=-1,
        feature_axes=-1, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, promote_dtype=None, rngs, bias_metadata=None,
        scale_metadata=None
    """


class RMSNorm(Norm):
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None,
        use_scale=True, scale_init=FILL, reduction_axes=-1, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        promote_dtype=None, rngs, scale_metadata=None
    """


class InstanceNorm(Norm):
    reduction_axes = ()
    arguments = """
        num_features, *, epsilon=1e-06, dtype=None, param_dtype=None, use_bias=True,
        use_scale=True, bias_init=FILL, scale_init=FILL, feature_axes=-1,
        axis_name=None, axis_index_groups=None, use_fast_variance=True,
        promote_dtype=None, rngs, bias_metadata=None, scale_metadata=None
    """

    def accepts(self, shape):
        axes = axes_of("feature_axes", self.feature_axes, len(shape))
        if 0 in axes:
            raise CountError("feature_axes cannot contain the batch axis, 0.")
        super().accepts(shape)


class BatchNorm(Norm):
    """scale and bias are trained; mean and var, as large, are only kept."""

    arguments = """
        num_features, *, use_running_average=False, axis=-1, momentum=0.99,
        epsilon=1e-05, dtype=None, param_dtype=None, use_bias=True, use_scale=True,
        bias_init=FILL, scale_init=FILL, axis_name=None, axis_index_groups=None,
        use_fast_variance=True, promote_dtype=None, rngs, bias_metadata=None,
        scale_metadata=None
    """

    def weights(self):
        yield from super().weights()
        for name in ("mean", "var"):
            yield weight(name, (self.size("num_features"),), trainable=False)

    def accepts(self, shape):
        axes = axes_of("axis", self.axis, len(shape))
        sizes = [shape[axis] for axis in axes]
        # One feature would do for any number of them, but for the running mean.
        self.unlike = "ValueError" if self.num_features == 1 else "TypeError"
        if None not in sizes:
            check_features(self, self.num_features, prod(sizes))


class GroupNorm(Norm):
    arguments = """
        num_features, num_groups=32, group_size=None, *, epsilon=1e-06, dtype=None,
        param_dtype=None, use_bias=True, use_scale=True, bias_init=FILL,
        scale_init=FILL, reduction_axes=None, axis_name=None,
        axis_index_groups=None, use_fast_variance=True, promote_dtype=None, rngs,
        bias_metadata=None, scale_metadata=None
    """

    def weights(self):
        self.grouped = flax.groups_of(
            self.num_features, self.num_groups, self.group_size, "ValueError"
        )
        self.size("num_features")
        return super().weights()

    too_few = "ValueError"

    def fewest_axes(self):
        return 2

    def accepts(self, shape):
        for size in self.grouped:
            check_size("group_size", size)
        check_features(self, self.num_features, shape[-1])
        if self.reduction_axes is not None:
            axes_of("reduction_axes", self.reduction_axes, len(shape))


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

    def weights(self):
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
        return flax.attention(
            {
                "query": (n, heads, depth),
                "key": (kv, shared, depth),
                "value": (kv, shared, depth),
                "out": (heads, depth, out),
            },
            self.use_bias,
            self.normalize_qk,
        )

    def accepts(self, shape):
        super().accepts(shape)
        self.unlike = "TypeError"
        check_features(self, self.in_kv_features, shape[-1])

    def output(self, shape):
        return (*shape[:-1], whole(self.out_features))

    @property
    def natural(self):
        return (None, None, self.in_features)


class Dropout(Layer):
    """No weights."""

    natural = None

    arguments = """
        rate, *, broadcast_dims=(), deterministic=False, rng_collection='dropout',
        rngs=None
    """

    def prepare(self):
        if self.rngs is not None:
            check_rngs(self.rngs, "TypeError")
            check_stream(self.rngs, self.rng_collection, error="KeyError")

    def fewest_axes(self):
        return 0

    def accepts(self, shape):
        pass


LAYERS = {
    layer.__name__: layer
    for layer in (
        SimpleCell,
        LSTMCell,
        OptimizedLSTMCell,
        GRUCell,
        RNN,
        Bidirectional,
        Linear,
        LinearGeneral,
        LoRA,
        LoRALinear,
        Einsum,
        PReLU,
        Sequential,
        List,
        Dict,
        Conv,
        ConvTranspose,
        Embed,
        LayerNorm,
        RMSNorm,
        BatchNorm,
        InstanceNorm,
        GroupNorm,
        MultiHeadAttention,
        Dropout,
    )
}

# What else `flax.nnx` has, and why it is not counted.
OTHERS = {"Module": "base", "RNNCellBase": "base"}
OTHERS |= dict.fromkeys(("SpectralNorm", "WeightNorm"), "state")
