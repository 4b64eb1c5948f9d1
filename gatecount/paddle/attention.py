"""Attention and transformers of PaddlePaddle; see paddle/nn/layer/transformer.py."""

from collections.abc import Iterable, Iterator

from ..counting import CountError, Weight
from ..layer import check_features, check_size, shown, under
from ..types import Any, Output, Shape
from .module import Paddle, check_names
from .norms import LayerNorm
from .plain import Dropout, Linear

LEAST = (1, "AssertionError", "AssertionError")


class Composite(Paddle):
    """A layer of layers."""

    axes = 3

    def parts(self) -> Iterator[tuple[str, Any]]:
        """The layers that it holds, by name."""
        yield from ()

    def weights(self) -> Iterable[Weight]:
        self.held_parts = dict(self.parts())
        for name, each in self.held_parts.items():
            yield from under(name, each.made, between=".")

    def attributes(self, name: str, number: int) -> list[Any]:
        """The attribute of each of so many parts: a list, or one for all."""
        value = getattr(self, f"{name}_attr")
        if isinstance(value, (list, tuple)) and len(value) != number:
            raise CountError(
                "{argument} is one for all, or a list of {number}, not {value}.",
                "AssertionError",
                argument=f"{name}_attr",
                number=number,
                value=repr(value),
            )
        return list(value) if isinstance(value, (list, tuple)) else [value] * number


class MultiHeadAttention(Composite):
    """q_proj, k_proj, v_proj and out_proj, each Linear; heads change nothing."""

    arguments = """embed_dim, num_heads, dropout=0.0, kdim=None, vdim=None,
        need_weights=False, weight_attr=None, bias_attr=None"""

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"(2, 13, {self.embed_dim})"

    def parts(self) -> Iterator[tuple[str, Any]]:
        m = self.size("embed_dim", *LEAST)
        heads = self.size("num_heads", *LEAST)
        if m % heads:
            raise CountError(
                "{argument}={value} must be divisible by {divisor}={by}.",
                "AssertionError",
                argument="embed_dim",
                value=m,
                divisor="num_heads",
                by=heads,
            )
        self.read = {"k": m, "v": m}
        for name in self.read:
            if vars(self)[f"{name}dim"] is not None:
                self.read[name] = self.size(f"{name}dim", 0, "AssertionError")
        attributes = (self.weight_attr, self.bias_attr)
        check_names(*attributes * 2)
        for name in ("q", "k", "v", "out"):
            made = Linear.construct(self.read.get(name, m), m, *attributes)
            yield f"{name}_proj", made

    def accepts(self, shape: Shape) -> None:
        """An input that is query, key and value."""
        for each in (self.embed_dim, *self.read.values()):
            check_features(self, each, shape[-1])
        for each in self.held_parts.values():
            each.accepts(shape)

    def output(self, shape: Shape) -> Output:
        if not self.need_weights:
            return shape
        return [shape, (shape[0], self.num_heads, shape[1], shape[1])]


class Block(Composite):
    """self_attn, linear1, linear2 and the norms, which always have weight and bias."""

    attending: tuple[str, ...]
    arguments = """d_model, nhead, dim_feedforward, dropout=0.1, activation='relu',
        attn_dropout=None, act_dropout=None, normalize_before=False, weight_attr=None,
        bias_attr=None, layer_norm_eps=1e-05"""

    @property
    def example(self) -> str:  # type: ignore[override]
        return f"(2, 13, {self.d_model})"

    def parts(self) -> Iterator[tuple[str, Any]]:
        sizes = ("d_model", "nhead", "dim_feedforward")
        m, heads, wide = (self.size(each, *LEAST) for each in sizes)
        number = len(self.attending) + 1
        several = [self.attributes(each, number) for each in ("weight", "bias")]
        *attending, last = zip(*several)
        for name, (weight, bias) in zip(self.attending, attending):
            named = {"weight_attr": weight, "bias_attr": bias}
            yield name, MultiHeadAttention.construct(m, heads, **named)
        yield "linear1", Linear.construct(m, wide, *last)
        yield "dropout", Dropout.construct()
        yield "linear2", Linear.construct(wide, m, *last)
        for n in range(1, number + 1):
            yield f"norm{n}", LayerNorm.construct(m)
        for n in range(1, number + 1):
            yield f"dropout{n}", Dropout.construct()

    def accepts(self, shape: Shape) -> None:
        check_features(self, self.d_model, shape[-1])
        for name in (*self.attending, "linear1"):
            self.held_parts[name].accepts(shape)


class TransformerEncoderLayer(Block):
    attending = ("self_attn",)


class TransformerDecoderLayer(Block):
    attending = ("self_attn", "cross_attn")


class TransformerEncoder(Composite):
    """layers.0 is the layer that is given, the others are made as it was."""

    kind: type = TransformerEncoderLayer
    given = "encoder_layer"
    arguments = "encoder_layer, num_layers, norm=None"

    def parts(self) -> Iterator[tuple[str, Any]]:
        block = getattr(self, self.given)
        number = check_size("num_layers", self.depth())
        if number > 1:
            self.check_block(block)
        for n in range(number if isinstance(block, Paddle) else 0):
            yield f"layers.{n}", block
        if isinstance(self.norm, Paddle):
            yield "norm", self.norm

    def depth(self) -> Any:
        """How many layers; a number below 0 is none."""
        number = self.num_layers
        return max(number, 0) if isinstance(number, int) else number

    def check_block(self, block: Any, error: str = "AttributeError") -> None:
        if not isinstance(block, self.kind):
            raise CountError(
                "{argument} must be a {kind}, not {value}.",
                error,
                argument=self.given,
                kind=self.kind.__name__,
                value=shown(block),
            )

    def accepts(self, shape: Shape) -> None:
        if self.depth():
            self.check_block(getattr(self, self.given), "TypeError")
        for each in self.held_parts.values():
            each.accepts(shape)


class TransformerDecoder(TransformerEncoder):
    kind = TransformerDecoderLayer
    given = "decoder_layer"
    arguments = "decoder_layer, num_layers, norm=None"


LAYERS = (
    MultiHeadAttention,
    TransformerEncoderLayer,
    TransformerDecoderLayer,
    TransformerEncoder,
    TransformerDecoder,
)
