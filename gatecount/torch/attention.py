"""PyTorch's attention, Transformer layers.

Shapes follow torch/nn/modules/activation.py and transformer.py; see
https://docs.pytorch.org/docs/2.13/nn.html#transformer-layers.
"""

from ..counting import CountError, product
from .module import (
    Module,
    check_dropout,
    check_layers,
    check_least_1,
    check_whole,
)
from .plain import NUMBER, Dropout
from .weighted import LayerNorm, Linear


class Function(str):
    """A function of torch.nn.functional, by its name."""


RELU = Function("torch.nn.functional.relu")
FUNCTIONS = ("relu", "gelu")


class MultiheadAttention(Module):
    """in_proj_weight (3 E, E), in_proj_bias (3 E,), out_proj: Linear(E, E).

    Keys or values with another number of features than the queries' E split
    in_proj_weight into q_proj_weight (E, E), k_proj_weight (E, kdim) and
    v_proj_weight (E, vdim). The number of heads changes nothing. With one
    input shape, queries, keys and values are alike.
    """

    inputs = 3

    def __init__(
        self,
        embed_dim,
        num_heads,
        dropout=0.0,
        bias=True,
        add_bias_kv=False,
        add_zero_attn=False,
        kdim=None,
        vdim=None,
        batch_first=False,
        device=None,
        dtype=None,
    ):
        for argument, value in (("embed_dim", embed_dim), ("num_heads", num_heads)):
            check_least_1(argument, value)
        self.embed_dim, self.num_heads, self.dropout = embed_dim, num_heads, dropout
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self.batch_first = batch_first
        self.more_keys = bool(add_bias_kv) + bool(add_zero_attn)
        if embed_dim // num_heads * num_heads != embed_dim:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                "AssertionError",
                argument="embed_dim",
                value=repr(embed_dim),
                divisor="num_heads",
                by=repr(num_heads),
            )
        self.place(device, dtype)
        self.alone = self.kdim == embed_dim and self.vdim == embed_dim
        if self.alone:
            self.matrix("in_proj_weight", (3 * embed_dim, embed_dim))
        else:
            self.matrix("q_proj_weight", (embed_dim, embed_dim))
            self.matrix("k_proj_weight", (embed_dim, self.kdim))
            self.matrix("v_proj_weight", (embed_dim, self.vdim))
        if bias:
            self.parameter("in_proj_bias", 3 * embed_dim)
        self.add("out_proj", Linear(embed_dim, embed_dim, bias, device, dtype))
        if add_bias_kv:
            self.parameter("bias_k", (1, 1, embed_dim))
            self.parameter("bias_v", (1, 1, embed_dim))

    def alike(self, shape):
        if not shape or self.alone:
            return (shape,) * 3
        return (shape, (*shape[:-1], self.kdim), (*shape[:-1], self.vdim))

    def batch_axis(self, shape):
        if len(shape) != 3:
            return None
        return 0 if self.batch_first else 1

    def forward(self, query, key, value):
        """The output and the attention weights, as a list of shapes."""
        self.check_axes(query, 2, 3, error="AssertionError")
        for shape in (key, value):
            self.check_axes(shape, len(query), error="AssertionError")
        self.check_size(query, -1, self.embed_dim, "AssertionError")
        self.check_size(key, -1, self.kdim, "AssertionError")
        self.check_size(value, -1, self.vdim, "AssertionError")
        for axis, size in enumerate(key[:-1]):
            if size is not None:
                self.check_size(value, axis, size, "AssertionError")
        self.check_kind("num_heads", self.num_heads, int)
        self.check_kind("dropout", self.dropout, NUMBER)
        if self.dropout > 0:
            check_dropout(self.dropout)
        asked, read = product(query[:-1]), product(key[:-1])
        self.used((asked, read, read), "in_proj_weight")
        self.used(asked, "q_proj_weight")
        self.used(read, "k_proj_weight", "v_proj_weight")
        self.children["out_proj"].used(asked)
        batch = ()
        if len(query) == 3:
            axis = self.batch_axis(query)
            batch = (query[axis],)
            if batch[0] is not None:
                self.check_size(key, axis, batch[0])
        steps = -2 if self.batch_first or not batch else 0
        keys = key[steps]
        keys = None if keys is None else keys + self.more_keys
        return [query, (*batch, query[steps], keys)]


class TransformerLayer(Module):
    def _make_parameters(self, given, attentions):
        d_model, hidden, bias = (
            given["d_model"],
            given["dim_feedforward"],
            given["bias"],
        )
        place = {"device": given["device"], "dtype": given["dtype"]}
        for name in attentions:
            attention = MultiheadAttention(
                d_model,
                given["nhead"],
                dropout=given["dropout"],
                bias=bias,
                batch_first=given["batch_first"],
                **place,
            )
            self.add(name, attention)
        self.add("linear1", Linear(d_model, hidden, bias, **place))
        Dropout(given["dropout"])
        self.add("linear2", Linear(hidden, d_model, bias, **place))
        for number in range(len(attentions) + 1):
            norm = LayerNorm(d_model, given["layer_norm_eps"], bias=bias, **place)
            self.add(f"norm{number + 1}", norm)
        self.norm_first = given["norm_first"]
        self.activation = activation = given["activation"]
        if isinstance(activation, Module):
            self.add("activation", activation)
        elif isinstance(activation, str) and not (
            isinstance(activation, Function) or activation in FUNCTIONS
        ):
            raise CountError(
                "{argument} cannot be {value}. Known: {known}.",
                "RuntimeError",
                argument="activation",
                value=repr(activation),
                known=", ".join(FUNCTIONS),
            )

    def batch_axis(self, shape):
        return self.children["self_attn"].batch_axis(shape)

    def attend(self, name, norm, shape, memory=None):
        child = self.children
        if self.norm_first:
            shape = child[norm](shape)
        memory = shape if memory is None else memory
        output = child[name](shape, memory, memory)[0]
        return output if self.norm_first else child[norm](output)

    def feed_forward(self, norm, shape):
        child = self.children
        shape = child[norm](shape) if self.norm_first else shape
        hidden = child["linear1"](shape)
        if "activation" in child:
            hidden = child["activation"](hidden)
        self.check_kind("activation", self.activation, (str, Module))
        child["linear2"](hidden)
        return shape if self.norm_first else child[norm](shape)


class TransformerEncoderLayer(TransformerLayer):
    """self_attn, linear1, linear2, norm1, norm2; the heads change nothing."""

    def __init__(
        self,
        d_model,
        nhead,
        dim_feedforward=2048,
        dropout=0.1,
        activation=RELU,
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        self._make_parameters(locals(), ["self_attn"])

    def forward(self, shape):
        self.attend("self_attn", "norm1", shape)
        return self.feed_forward("norm2", shape)


class TransformerDecoderLayer(TransformerLayer):
    """As the encoder's, with a second attention, multihead_attn, and norm3.

    The inputs are target and memory; with one input shape they are alike.
    """

    inputs = 2

    def __init__(
        self,
        d_model,
        nhead,
        dim_feedforward=2048,
        dropout=0.1,
        activation=RELU,
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        self._make_parameters(locals(), ["self_attn", "multihead_attn"])

    def alike(self, shape):
        return (shape, shape)

    def forward(self, target, memory):
        self.attend("self_attn", "norm1", target)
        self.attend("multihead_attn", "norm2", target, memory)
        return self.feed_forward("norm3", target)


class Stack(Module):
    """`num_layers` layers with weights of their own, then perhaps a norm."""

    layer_class: type

    def _stack(self, layer, num_layers, norm):
        check_whole(num_layers=num_layers)
        check_layers("num_layers", num_layers)
        self.layers = [layer] * num_layers
        for number, each in enumerate(self.layers):
            self.add(f"layers.{number}", each)
        self.norm = norm
        if isinstance(norm, Module):
            self.add("norm", norm)

    def batch_axis(self, shape):
        first = self.layers[0] if self.layers else None
        return first.batch_axis(shape) if isinstance(first, Module) else None

    def forward(self, shape, *memory):
        if not self.layers:
            self.check_range("num_layers", 0, False, "IndexError")
        good = isinstance(self.layers[0], self.layer_class)
        error = "TypeError" if memory else "AttributeError"
        self.check_range("layers", type(self.layers[0]).__name__, good, error)
        self.check_kind("norm", self.norm, (Module, type(None)))
        output = self.layers[0](shape, *memory)
        return self.norm(output) if self.norm else output


class TransformerEncoder(Stack):
    layer_class = TransformerEncoderLayer

    def __init__(
        self,
        encoder_layer,
        num_layers,
        norm=None,
        enable_nested_tensor=True,
        mask_check=True,
    ):
        self._stack(encoder_layer, num_layers, norm)


class TransformerDecoder(Stack):
    layer_class = TransformerDecoderLayer
    inputs = 2

    def __init__(self, decoder_layer, num_layers, norm=None):
        self._stack(decoder_layer, num_layers, norm)

    def alike(self, shape):
        return (shape, shape)


class Transformer(Module):
    """encoder and decoder, each with a norm at the end. Inputs: source and target."""

    inputs = 2

    def __init__(
        self,
        d_model=512,
        nhead=8,
        num_encoder_layers=6,
        num_decoder_layers=6,
        dim_feedforward=2048,
        dropout=0.1,
        activation=RELU,
        custom_encoder=None,
        custom_decoder=None,
        layer_norm_eps=1e-05,
        batch_first=False,
        norm_first=False,
        bias=True,
        device=None,
        dtype=None,
    ):
        def stack(kind, layer_kind, number):
            layer = layer_kind(
                d_model,
                nhead,
                dim_feedforward,
                dropout,
                activation,
                layer_norm_eps,
                batch_first,
                norm_first,
                bias,
                device,
                dtype,
            )
            return kind(layer, number, LayerNorm(d_model, layer_norm_eps, bias=bias))

        self.d_model, self.batch_first = d_model, batch_first
        if custom_encoder is None:
            custom_encoder = stack(
                TransformerEncoder, TransformerEncoderLayer, num_encoder_layers
            )
        self.add("encoder", custom_encoder)
        if custom_decoder is None:
            custom_decoder = stack(
                TransformerDecoder, TransformerDecoderLayer, num_decoder_layers
            )
        self.add("decoder", custom_decoder)

    def alike(self, shape):
        return (shape, shape)

    def batch_axis(self, shape):
        if len(shape) != 3:
            return None
        return 0 if self.batch_first else 1

    def forward(self, source, target):
        for shape in (source, target):
            if len(shape) < (1 if self.batch_first else 2):
                self.check_axes(shape, 2, 3, error="IndexError")
            self.check_size(shape, -1, self.d_model)
        for side, kind in (
            ("encoder", TransformerEncoder),
            ("decoder", TransformerDecoder),
        ):
            good = isinstance(self.children[side], kind)
            self.check_range(f"custom_{side}", "...", good, "TypeError")
        memory = self.children["encoder"](source)
        return self.children["decoder"](target, memory)
