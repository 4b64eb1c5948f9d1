"""nn.MultiheadAttention and the Transformer's layers.

Each checks its arguments with the engine's class; the parts and their order are
those of torch/nn/modules/activation.py and transformer.py.
"""

from __future__ import annotations

import copy

from ... import torch as engine
from ...counting import CountError
from ...torch.module import check_layers, check_whole
from ...types import Value
from ..sizing_arguments import known
from . import strides
from .attention_masks import check_mask, check_padding
from .containers import ModuleList
from .layers import Layer, bound, layer_class, plain, refuse_input
from .linear import Linear
from .module import Module
from .shapes import size_of, text
from .tensor import Tensor, derived, make


class NonDynamicallyQuantizableLinear(Linear):
    pass


class MultiheadAttention(Layer):
    error = "AttributeError"
    bias_is_switch = True

    def _adopt(self, built: Value, given: dict[str, float]) -> None:
        super()._adopt(built, given)
        embed, bias = given["embed_dim"], given["bias"]
        kept = vars(self)
        kept["head_dim"] = embed // given["num_heads"]
        kept["kdim"], kept["vdim"] = built.kdim, built.vdim
        kept["_qkv_same_embed_dim"] = built.alone
        names = ("q_proj_weight", "k_proj_weight", "v_proj_weight")
        for name in names if built.alone else ("in_proj_weight",):
            self.register_parameter(name, None)
        if not bias:
            self.register_parameter("in_proj_bias", None)
        place = {name: given[name] for name in ("device", "dtype")}
        self.out_proj = NonDynamicallyQuantizableLinear(embed, embed, bias, **place)

    def forward(
        self,
        query: Value,
        key: Value = None,
        value: Value = None,
        key_padding_mask: Value = None,
        need_weights: Value = True,
        attn_mask: Value = None,
        average_attn_weights: Value = True,
        is_causal: Value = False,
    ) -> Value:
        if key is None or value is None:
            raise CountError(
                "{layer} takes query, key and value: for self-attention, give x "
                "three times.",
                "TypeError",
                layer="MultiheadAttention",
            )
        tensors = [self._checked(each) for each in (query, key, value)]
        shapes = [each._shape for each in tensors]
        parameters = tuple(
            each for each in self._parameters.values() if each is not None
        )
        others = (*tensors[1:], *parameters)
        if None in shapes:
            return derived(tensors[0], shapes[0], others=others), None
        output, weights = self._layer(*shapes)
        batch = weights[:-2]
        check_mask(attn_mask, weights, self.num_heads)
        check_padding(key_padding_mask, batch, shapes[1], self.batch_first)
        if not average_attn_weights:
            weights = (*batch, self.num_heads, *weights[-2:])
        seen = derived(tensors[0], weights, others=others) if need_weights else None
        made = derived(tensors[0], output, others=others)
        if self.batch_first and len(output) == 3:  # it is computed step by step
            steps = make((output[1], output[0], output[2]))
            made._strides = strides.reordered(steps, (1, 0, 2))
        return made, seen


class TransformerLayer(Module):
    """The parts of an encoder's or decoder's layer, in PyTorch's order."""

    engine: Value
    attentions: tuple[str, ...] = ("self_attn",)

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__()
        given = bound(self.engine, values, named)
        activation = given.get("activation")
        shown = {
            name: value
            for name, value in given.items()
            if name != "activation" or isinstance(value, str)
        }
        if given:
            self.engine.construct(**plain(shown))
        else:
            self.engine.construct(*values, **named)
        self._make(given, activation)

    def _make(self, given: Value, activation: Value) -> None:
        place = {name: given[name] for name in ("device", "dtype")}
        width, hidden, bias = given["d_model"], given["dim_feedforward"], given["bias"]
        rate = given["dropout"]
        for name in self.attentions:
            attention = NAMES["MultiheadAttention"](
                width,
                given["nhead"],
                dropout=rate,
                bias=bias,
                batch_first=given["batch_first"],
                **place,
            )
            setattr(self, name, attention)
        self.linear1 = LAYERS["Linear"](width, hidden, bias, **place)
        self.dropout = LAYERS["Dropout"](rate)
        self.linear2 = LAYERS["Linear"](hidden, width, bias, **place)
        self.norm_first = given["norm_first"]
        numbers = range(1, len(self.attentions) + 2)
        for number in numbers:
            norm = LAYERS["LayerNorm"](
                width, given["layer_norm_eps"], bias=bias, **place
            )
            setattr(self, f"norm{number}", norm)
        for number in numbers:
            setattr(self, f"dropout{number}", LAYERS["Dropout"](rate))
        if isinstance(activation, Module):
            self.activation = activation
        else:
            vars(self)["activation"] = activation

    def _attend(
        self, number: int, x: Tensor, memory: Tensor | None = None, **masks: Value
    ) -> Value:
        attention = getattr(self, self.attentions[number - 1])
        norm, dropout = (getattr(self, f"{n}{number}") for n in ("norm", "dropout"))
        inner = norm(x) if self.norm_first else x
        memory = inner if memory is None else memory
        seen = attention(inner, memory, memory, need_weights=False, **masks)[0]
        output = x + dropout(seen)
        return output if self.norm_first else norm(output)

    def _feed(self, x: Tensor) -> Value:
        number = len(self.attentions) + 1
        norm, dropout = (getattr(self, f"{n}{number}") for n in ("norm", "dropout"))
        inner = norm(x) if self.norm_first else x
        hidden = self.linear1(inner)
        if callable(self.activation):
            hidden = self.activation(hidden)
        output = x + dropout(self.linear2(self.dropout(hidden)))
        return output if self.norm_first else norm(output)


class TransformerEncoderLayer(TransformerLayer):
    engine = engine.LAYERS["TransformerEncoderLayer"]

    def forward(
        self,
        src: Value,
        src_mask: Value = None,
        src_key_padding_mask: Value = None,
        is_causal: Value = False,
    ) -> Value:
        check_tensor(self, src)
        x = self._attend(
            1, src, attn_mask=src_mask, key_padding_mask=src_key_padding_mask
        )
        return self._feed(x)


class TransformerDecoderLayer(TransformerLayer):
    engine = engine.LAYERS["TransformerDecoderLayer"]
    attentions = ("self_attn", "multihead_attn")

    def forward(
        self,
        tgt: Value,
        memory: Value,
        tgt_mask: Value = None,
        memory_mask: Value = None,
        tgt_key_padding_mask: Value = None,
        memory_key_padding_mask: Value = None,
        tgt_is_causal: Value = False,
        memory_is_causal: Value = False,
    ) -> Value:
        check_tensor(self, tgt)
        x = self._attend(
            1, tgt, attn_mask=tgt_mask, key_padding_mask=tgt_key_padding_mask
        )
        x = self._attend(
            2,
            x,
            memory,
            attn_mask=memory_mask,
            key_padding_mask=memory_key_padding_mask,
        )
        return self._feed(x)


def check_tensor(layer: Module, value: Value) -> None:
    if not isinstance(value, Tensor):
        refuse_input(layer, value)


class Stack(Module):
    """`num_layers` copies of a layer, then perhaps a norm."""

    def _stack(
        self, layer: TransformerLayer, num_layers: Value, norm: Layer | None
    ) -> None:
        known(num_layers)
        check_whole(num_layers=num_layers)
        check_layers("num_layers", num_layers)
        self.layers = ModuleList(copy.deepcopy(layer) for _ in range(num_layers))
        self.num_layers = num_layers
        self.norm = norm


class TransformerEncoder(Stack):
    def __init__(
        self,
        encoder_layer: Value,
        num_layers: Value,
        norm: Value = None,
        enable_nested_tensor: Value = True,
        mask_check: Value = True,
    ) -> None:
        super().__init__()
        self._stack(encoder_layer, num_layers, norm)

    def forward(
        self,
        src: Value,
        mask: Value = None,
        src_key_padding_mask: Value = None,
        is_causal: Value = None,
    ) -> Value:
        check_tensor(self, src)
        for layer in self.layers:
            src = layer(src, src_mask=mask, src_key_padding_mask=src_key_padding_mask)
        return src if self.norm is None else self.norm(src)


class TransformerDecoder(Stack):
    def __init__(
        self, decoder_layer: Value, num_layers: Value, norm: Value = None
    ) -> None:
        super().__init__()
        self._stack(decoder_layer, num_layers, norm)

    def forward(
        self,
        tgt: Value,
        memory: Value,
        tgt_mask: Value = None,
        memory_mask: Value = None,
        *,
        tgt_is_causal: Value = None,
        **named: Value,
    ) -> Value:
        check_tensor(self, tgt)
        named.pop("memory_is_causal", None)
        for layer in self.layers:
            tgt = layer(
                tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask, **named
            )
        return tgt if self.norm is None else self.norm(tgt)


class Transformer(Module):
    engine = engine.LAYERS["Transformer"]

    def __init__(self, *values: Value, **named: Value) -> None:
        super().__init__()
        given = bound(self.engine, values, named)
        if not given:
            self.engine.construct(*values, **named)
        for name in ("d_model", "nhead", "batch_first"):
            setattr(self, name, given[name])
        self.encoder = given["custom_encoder"] or self._part(
            given, TransformerEncoderLayer, TransformerEncoder, "num_encoder_layers"
        )
        self.decoder = given["custom_decoder"] or self._part(
            given, TransformerDecoderLayer, TransformerDecoder, "num_decoder_layers"
        )

    def _part(
        self, given: Value, layer: type[Value], stack: type[Value], number: str
    ) -> Value:
        names = """d_model nhead dim_feedforward dropout activation layer_norm_eps
            batch_first norm_first bias device dtype""".split()
        one = layer(**{name: given[name] for name in names})
        place = {name: given[name] for name in ("device", "dtype")}
        norm = LAYERS["LayerNorm"](
            given["d_model"], given["layer_norm_eps"], bias=given["bias"], **place
        )
        return stack(one, given[number], norm)

    def forward(
        self,
        src: Value,
        tgt: Value,
        src_mask: Value = None,
        tgt_mask: Value = None,
        memory_mask: Value = None,
        src_key_padding_mask: Value = None,
        tgt_key_padding_mask: Value = None,
        memory_key_padding_mask: Value = None,
        **named: Value,
    ) -> Value:
        for tensor in (src, tgt):
            check_tensor(self, tensor)
            check_width(self, tensor)
        check_batches(self, src, tgt)
        memory = self.encoder(
            src, mask=src_mask, src_key_padding_mask=src_key_padding_mask
        )
        return self.decoder(
            tgt,
            memory,
            tgt_mask=tgt_mask,
            memory_mask=memory_mask,
            tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask,
        )

    @staticmethod
    def generate_square_subsequent_mask(
        sz: Value, device: Value = None, dtype: Value = None
    ) -> Value:
        return make((size_of(sz),) * 2)


def check_width(layer: Transformer, tensor: Tensor) -> None:
    shape = tensor._shape
    if shape and shape[-1] not in (None, layer.d_model):
        raise CountError(
            "The last axis of Transformer's inputs must have d_model={width} "
            "features; {shape} has {given}.",
            "RuntimeError",
            width=layer.d_model,
            shape=text(shape),
            given=shape[-1],
        )


def check_batches(layer: Transformer, src: Value, tgt: Value) -> None:
    one, two = src._shape, tgt._shape
    if None in (one, two) or len(one) != 3 or len(two) != 3:
        return
    axis = 0 if layer.batch_first else 1
    if one[axis] != two[axis] and None not in (one[axis], two[axis]):
        raise CountError(
            "Transformer's source and target must have one batch size: {one} and "
            "{two} differ. Mind batch_first.",
            "RuntimeError",
            one=text(one),
            two=text(two),
        )


LAYERS: dict[str, Value] = {
    "Linear": Linear,
    "Dropout": layer_class("Dropout"),
    "LayerNorm": layer_class("LayerNorm"),
}
NAMES: dict[str, Value] = {
    "MultiheadAttention": layer_class("MultiheadAttention", MultiheadAttention),
    **{
        each.__name__: each
        for each in (
            TransformerEncoderLayer,
            TransformerDecoderLayer,
            TransformerEncoder,
            TransformerDecoder,
            Transformer,
        )
    },
}
