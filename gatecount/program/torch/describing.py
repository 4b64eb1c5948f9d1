"""What PyTorch prints of each layer, and the attributes that differ from the
constructor's arguments. Follows the `extra_repr` of torch/nn/modules.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...types import TYPE_CHECKING, Routine, Shape, Value
from ..unknown import Unknown

if TYPE_CHECKING:
    from .layers import Layer


# An attribute's value; with `=` its name as well, with `?` only if it is not USUAL.
# `~` has the quotes of a text, `bias!` says whether there is one.
POOL, FACTORS = "kernel_size= stride= padding=", "size alpha= beta= k="
TABLE = {
    "Linear LazyLinear": "in_features= out_features= bias!",
    "Bilinear": "in1_features= in2_features= out_features= bias!",
    "Embedding": """num_embeddings embedding_dim padding_idx? max_norm? norm_type?
        scale_grad_by_freq? sparse?""",
    "EmbeddingBag": """num_embeddings embedding_dim max_norm?~ norm_type?~
        scale_grad_by_freq?~ mode=~ padding_idx?~""",
    "RNN LSTM GRU": """input_size hidden_size proj_size? num_layers? bias? batch_first?
        dropout? bidirectional?""",
    "RNNCell LSTMCell GRUCell": "input_size hidden_size bias? nonlinearity?",
    "Conv* ConvTranspose* LazyConv* LazyConvTranspose*": """in_channels out_channels
        kernel_size= stride= padding? dilation? output_padding? groups? bias?!
        padding_mode?""",
    "BatchNorm* InstanceNorm* LazyBatchNorm* LazyInstanceNorm* SyncBatchNorm": """
        num_features eps= momentum= affine= bias! track_running_stats=""",
    "LayerNorm": "normalized_shape eps= elementwise_affine= bias!",
    "RMSNorm": "normalized_shape eps= elementwise_affine=",
    "GroupNorm": "num_groups num_channels eps= affine= bias!",
    "PReLU": "num_parameters=",
    "ReLU ReLU6 SELU SiLU Mish": "inplace?",
    "ELU CELU": "alpha= inplace?",
    "LeakyReLU": "negative_slope= inplace?",
    "Hardtanh": "min_val= max_val= inplace?",
    "RReLU": "lower= upper= inplace?",
    "Threshold": "threshold= value= inplace?",
    "GELU": "approximate=~",
    "GLU Softmax Softmin LogSoftmax": "dim=",
    "Softshrink Hardshrink": "lambd",
    "Softplus": "beta= threshold=",
    "Dropout Dropout* AlphaDropout FeatureAlphaDropout": "p= inplace=",
    "Flatten": "start_dim= end_dim=",
    "Unflatten": "dim= unflattened_size=",
    "MaxPool*": f"{POOL} dilation= ceil_mode=",
    "AvgPool* MaxUnpool*": POOL,
    "LPPool*": "norm_type= kernel_size= stride= ceil_mode=",
    "AdaptiveAvgPool* AdaptiveMaxPool*": "output_size=",
    "ReflectionPad* ReplicationPad* CircularPad* ZeroPad*": "padding",
    "ConstantPad*": "padding= value=",
    "Upsample UpsamplingNearest2d UpsamplingBilinear2d": """scale_factor?~ size?~
        mode=~""",
    "PixelShuffle": "upscale_factor=",
    "PixelUnshuffle": "downscale_factor=",
    "ChannelShuffle": "groups=",
    "Fold": "output_size= kernel_size= dilation= padding= stride=",
    "Unfold": "kernel_size= dilation= padding= stride=",
    "LocalResponseNorm CrossMapLRN2d": FACTORS,
}
USUAL: dict[str, Value] = {
    "norm_type": 2,
    "num_layers": 1,
    "bias": True,
    "nonlinearity": "tanh",
}
USUAL |= {"dilation": 1, "groups": 1, "padding_mode": "zeros"}
USUAL |= dict.fromkeys("proj_size dropout padding output_padding".split(), 0)
USUAL |= dict.fromkeys(
    "scale_grad_by_freq sparse batch_first bidirectional inplace".split(), False
)


def described(layer: Layer, tokens: str) -> str:
    parts = []
    for token in tokens.split():
        name = token.rstrip("=?~!")
        value: Value
        if token.endswith("!"):
            value = layer._parameters.get("bias") is not None
        else:
            value = getattr(layer, name, USUAL.get(name))
        if "?" in token and is_usual(layer, name, value):
            continue
        text = repr(value) if "~" in token else str(value)
        parts.append(text if token == name else f"{name}={text}")
    return ", ".join(parts)


def is_usual(layer: Value, name: Value, value: Value) -> Value:
    usual = USUAL.get(name)
    return not isinstance(value, Unknown) and (
        value == usual or value == several(usual, axes_of(layer))
    )


def axes_of(layer: Layer) -> int:
    kernel = getattr(layer, "kernel_size", ())
    return len(kernel) if isinstance(kernel, tuple) else 0


def several(value: Value, axes: int) -> Value:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * axes


def describing(tokens: str) -> Routine:
    return lambda layer: described(layer, tokens)


def spread(names: Value) -> Iterator[str]:
    """Conv* is Conv1d, Conv2d, Conv3d."""
    for name in names.split():
        ends = ("1d", "2d", "3d") if name.endswith("*") else ("",)
        yield from (name.rstrip("*") + end for end in ends)


TEXTS: dict[str, Value] = {
    name: describing(tokens)
    for names, tokens in TABLE.items()
    for name in spread(names)
}


# Attributes that are not as they were given.


def of_convolution(axes: int) -> Routine:
    names = ("kernel_size", "stride", "padding", "dilation", "output_padding")

    def attributes(given: dict[str, Shape | int | str]) -> Value:
        kept = {
            name: value if isinstance(value, str) else several(value, axes)
            for name, value in given.items()
            if name in names
        }
        return {"output_padding": (0,) * axes, "transposed": False} | kept

    return attributes


def of_pool(axes: Value = None) -> Routine:
    """The stride is the window's, if there is none; in some, a number for each axis."""

    def attributes(given: Value) -> dict[str, Shape | int]:
        stride = given.get("stride")
        kept = {"stride": given.get("kernel_size") if stride in (None, ()) else stride}
        if axes is None:
            return kept
        kept = {
            name: given[name] for name in ("kernel_size", "padding") if given
        } | kept
        return {name: several(value, axes) for name, value in kept.items()}

    return attributes


def of_pad(axes: int) -> Routine:
    return lambda given: {"padding": several(given.get("padding", 0), 2 * axes)}


def of_norm(given: Value) -> dict[str, Shape]:
    shape = given.get("normalized_shape")
    return {"normalized_shape": several(shape, 1)} if given else {}


def of_hardtanh(given: Value) -> dict[Value, Value]:
    found = {"max_val": given.get("max_value"), "min_val": given.get("min_value")}
    return {name: value for name, value in found.items() if value is not None}


def of_upsample(mode: str) -> Routine:
    """Factors are fractions; the shorthands have a mode of their own."""

    def attributes(given: dict[str, Value]) -> dict[str, Value]:
        factor = given.get("scale_factor")
        if isinstance(factor, (tuple, list)):
            factor = tuple(map(float, factor))
        elif factor:
            factor = float(factor)
        return {"mode": mode} | given | {"scale_factor": factor}

    return attributes


def is_number(value: Value) -> Value:
    return isinstance(value, (int, float))


def with_bias(given: Value) -> dict[str, bool]:
    return {"bias": given["bias"]} if given else {}


def of_recurrent(name: str) -> Routine:
    def attributes(given: Value) -> Value:
        kept = with_bias(given) | {"mode": name}
        if name == "RNN" and given:
            kept["mode"] = f"RNN_{str(given['nonlinearity']).upper()}"
        dropout = given.get("dropout")
        return kept | ({"dropout": float(dropout)} if is_number(dropout) else {})

    return attributes


ATTRIBUTES = {
    **{
        f"{name}{axes}d": of_convolution(axes)
        for name in ("Conv", "ConvTranspose", "LazyConv", "LazyConvTranspose")
        for axes in (1, 2, 3)
    },
    **dict.fromkeys(spread("MaxPool* AvgPool*"), of_pool()),
    "AvgPool1d": of_pool(1),
    **{f"MaxUnpool{axes}d": of_pool(axes) for axes in (1, 2, 3)},
    **{
        f"{name}Pad{axes}d": of_pad(axes)
        for name in ("Reflection", "Replication", "Circular", "Zero", "Constant")
        for axes in (1, 2, 3)
    },
    "Upsample": of_upsample("bilinear"),
    "UpsamplingBilinear2d": of_upsample("bilinear"),
    "UpsamplingNearest2d": of_upsample("nearest"),
    **dict.fromkeys(("LayerNorm", "RMSNorm"), of_norm),
    "Hardtanh": of_hardtanh,
    **{name: of_recurrent(name) for name in ("RNN", "LSTM", "GRU")},
    **dict.fromkeys(("RNNCell", "LSTMCell", "GRUCell"), with_bias),
}


def attributes_of(layer: Value, given: dict[str, Value]) -> Value:
    """The attributes that are not as the constructor was given them."""
    found = ATTRIBUTES.get(layer.__name__)
    return found(given) if found else {}


def bracketed(name: str, lines: list[str], children: list[str]) -> str:
    """One line if there is little to say, else one line for each child."""
    everything = lines + children
    if not everything:
        return f"{name}()"
    if len(lines) == 1 and not children:
        return f"{name}({lines[0]})"
    return f"{name}(\n  " + "\n  ".join(everything) + "\n)"


def indented(text: str) -> str:
    return text.replace("\n", "\n  ")
