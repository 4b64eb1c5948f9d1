"""PyTorch's Transformer and its layers; see https://docs.pytorch.org/docs/2.13/nn.html#transformer-layers.

Shapes follow torch/nn/modules/transformer.py.
"""

from types import MappingProxyType

from ..checks import refuse_value
from ..signature import argument_names
from ..types import Any, Output, Shape, cast
from .attention import MultiheadAttention
from .dropout import Dropout
from .linear import Linear
from .module import Module, check_layers, check_whole
from .normalization import LayerNorm


class Function(str):
    """A function of torch.nn.functional, by its name."""


RELU = Function("torch.nn.functional.relu")

FUNCTIONS = ("relu", "gelu")


class TransformerLayer(Module):
    """Attention, then two linear maps at each position, each with a norm."""

    attentions: tuple[str, ...]
    defaults = MappingProxyType({"RELU": RELU})
    arguments = """
        d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=RELU,
        layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True,
        device=None, dtype=None
    """

    def make(self) -> None:
        size, hidden, bias = self.d_model, self.dim_feedforward, self.bias
        place = {"device": self.device, "dtype": self.dtype}
        for name in self.attentions:
            attention = MultiheadAttention(
                size,
                self.nhead,
                dropout=self.dropout,
                bias=bias,
                batch_first=self.batch_first,
                **place,
            )
            self.add(name, attention)
        self.add("linear1", Linear(size, hidden, bias, **place))
        Dropout(self.dropout)
        self.add("linear2", Linear(hidden, size, bias, **place))
        for number in range(len(self.attentions) + 1):
            norm = LayerNorm(size, self.layer_norm_eps, bias=bias, **place)
            self.add(f"norm{number + 1}", norm)
        activation = self.activation
        if isinstance(activation, Module):
            self.add("activation", activation)
        elif isinstance(activation, str) and not (
            isinstance(activation, Function) or activation in FUNCTIONS
        ):
            refuse_value("activation", repr(activation), FUNCTIONS, "RuntimeError")

    def batch_axis(self, shape: Shape) -> int | None:
        attention: Module = self.children["self_attn"]
        return attention.batch_axis(shape)

    def attend(self, name: str, norm: str, shape: Shape, memory: Any = None) -> Shape:
        child = self.children
        if self.norm_first:
            shape = child[norm](shape)
        memory = shape if memory is None else memory
        output: Shape = child[name](shape, memory, memory)[0]
        return output if self.norm_first else cast(Shape, child[norm](output))

    def feed_forward(self, norm: str, shape: Shape) -> Shape:
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

    attentions = ("self_attn",)

    def forward(self, shape: Shape) -> Output:
        self.attend("self_attn", "norm1", shape)
        return self.feed_forward("norm2", shape)


class TransformerDecoderLayer(TransformerLayer):
    """As the encoder's, with a second attention, multihead_attn, and norm3.

    The inputs are target and memory; with one input shape they are alike.
    """

    inputs = 2

    attentions = ("self_attn", "multihead_attn")

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)

    def forward(self, target: Any, memory: Any) -> Output:
        self.attend("self_attn", "norm1", target)
        self.attend("multihead_attn", "norm2", target, memory)
        return self.feed_forward("norm3", target)


class Stack(Module):
    """`num_layers` layers with weights of their own, then perhaps a norm."""

    layer_class: type

    def layer(self) -> Any:
        """The layer that is repeated."""
        raise NotImplementedError

    def make(self) -> None:
        check_whole(num_layers=self.num_layers)
        check_layers("num_layers", self.num_layers)
        self.layers = [self.layer()] * self.num_layers
        for number, each in enumerate(self.layers):
            self.add(f"layers.{number}", each)
        if isinstance(self.norm, Module):
            self.add("norm", self.norm)

    def batch_axis(self, shape: Shape) -> int | None:
        first = self.layers[0] if self.layers else None
        return first.batch_axis(shape) if isinstance(first, Module) else None

    def forward(self, shape: Shape, *memory: Any) -> Output:
        if not self.layers:
            self.check_range("num_layers", 0, False, "IndexError")
        good = isinstance(self.layers[0], self.layer_class)
        error = "TypeError" if memory else "AttributeError"
        self.check_range("layers", type(self.layers[0]).__name__, good, error)
        self.check_kind("norm", self.norm, (Module, type(None)))
        output: Output = self.layers[0](shape, *memory)
        return cast(Output, self.norm(output)) if self.norm else output


class TransformerEncoder(Stack):
    layer_class = TransformerEncoderLayer

    arguments = """
        encoder_layer, num_layers, norm=None, enable_nested_tensor=True,
        mask_check=True
    """

    def layer(self) -> Any:
        return self.encoder_layer


class TransformerDecoder(Stack):
    layer_class = TransformerDecoderLayer
    inputs = 2

    arguments = "decoder_layer, num_layers, norm=None"

    def layer(self) -> Any:
        return self.decoder_layer

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)


class Transformer(Module):
    """encoder and decoder, each with a norm at the end. Inputs: source and target."""

    inputs = 2

    defaults = TransformerLayer.defaults
    arguments = """
        d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6,
        dim_feedforward=2048, dropout=0.1, activation=RELU, custom_encoder=None,
        custom_decoder=None, layer_norm_eps=1e-05, batch_first=False,
        norm_first=False, bias=True, device=None, dtype=None
    """

    def make(self) -> None:
        for side, kind, layer_kind in (
            ("encoder", TransformerEncoder, TransformerEncoderLayer),
            ("decoder", TransformerDecoder, TransformerDecoderLayer),
        ):
            stack = getattr(self, f"custom_{side}")
            if stack is None:
                names = argument_names(layer_kind)
                layer = layer_kind(**{name: getattr(self, name) for name in names})
                norm = LayerNorm(self.d_model, self.layer_norm_eps, bias=self.bias)
                stack = kind(layer, getattr(self, f"num_{side}_layers"), norm)
            self.add(side, stack)

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        return (shape, shape)

    def batch_axis(self, shape: Shape) -> int | None:
        if len(shape) != 3:
            return None
        return 0 if self.batch_first else 1

    def forward(self, source: Any, target: Any) -> Output:
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
        output: Output = self.children["decoder"](target, memory)
        return output


LAYERS = (
    TransformerEncoderLayer,
    TransformerDecoderLayer,
    TransformerEncoder,
    TransformerDecoder,
    Transformer,
)
