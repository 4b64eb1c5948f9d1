"""torch.nn.functional: the layers of the engine, called with their arguments."""

from __future__ import annotations

from functools import lru_cache

from ... import torch as engine
from ...counting import CountError
from ...shapes.axes import along
from ...shapes.filling import padded, stretched
from ...shapes.joining import refuse_axes
from ...shapes.products import multiplied
from ...shapes.sizes import product, unlike
from ...types import NoReturn, Routine, Shape, Value
from ..registering import registering
from ..unknown import find_unknown
from .dtypes import INT64
from .layers import from_data
from .matrices import cosine_similarity
from .reductions import softmax
from .shapes import given_sizes, size_of, text
from .strides import kept
from .tensor import FUNCTIONS, Tensor, derived

NAMES: dict[str, Value] = {}


functional = registering(NAMES)
ELEMENTWISE = """relu relu_ relu6 elu elu_ selu selu_ celu celu_ leaky_relu leaky_relu_
    prelu rrelu rrelu_ gelu logsigmoid hardshrink tanhshrink softsign softplus
    softshrink hardtanh hardtanh_ hardswish hardsigmoid silu mish threshold threshold_
    tanh sigmoid dropout dropout1d dropout2d dropout3d alpha_dropout
    feature_alpha_dropout""".split()


def tensor(name: Value, value: Value) -> Value:
    if not isinstance(value, Tensor):
        return from_data(type(name, (), {})(), value)
    return value


def elementwise(name: str) -> Routine:
    def apply(input: Value, *arguments: Value, **named: Value) -> Value:
        source = tensor(name, input)
        return derived(source, source._shape, strides=kept(source, source._shape))

    return apply


for _name in ELEMENTWISE:
    NAMES[_name] = elementwise(_name)
for _name in ("softmax", "log_softmax", "softmin"):
    NAMES[_name] = lambda input, dim=None, _stacklevel=3, dtype=None: softmax(
        tensor("softmax", input), dim, dtype
    )


@lru_cache(1000)
def layer_of(
    name: str,
    values: tuple[Shape | int | None, ...],
    named: tuple[tuple[str, Value], ...],
) -> Value:
    """The engine's layer, made once for each set of arguments."""
    return engine.LAYERS[name].construct(*values, **dict(named))


def computed(
    name: str, inputs: list[Tensor], values: Value = (), **named: Value
) -> Value:
    """The shape that the engine's layer of this name gives."""
    shapes = [each._shape for each in inputs]
    if None in shapes:
        return None
    values = tuple(tuple(v) if isinstance(v, list) else v for v in values)
    return layer_of(name, values, tuple(sorted(named.items())))(*shapes)


def pooling(name: str) -> Routine:
    def pool(input: Value, *values: Value, **named: Value) -> Value:
        source = tensor(name, input)
        if name == "AvgPool2d" and source._shape and len(source._shape) < 3:
            refuse_axes("avg_pool2d", "3 / 4", source._shape, "IndexError")
        indices = named.pop("return_indices", False)
        shape = computed(name, [source], values, **named)
        output = derived(source, shape)
        return (output, derived(source, shape, INT64)) if indices else output

    return pool


for _axes in ("1d", "2d", "3d"):
    for _kind, _name in {
        "MaxPool": "max_pool",
        "AvgPool": "avg_pool",
        "AdaptiveAvgPool": "adaptive_avg_pool",
        "AdaptiveMaxPool": "adaptive_max_pool",
    }.items():
        NAMES[f"{_name}{_axes}"] = pooling(f"{_kind}{_axes}")


@functional()
def normalize(
    input: Value, p: Value = 2.0, dim: Value = 1, eps: Value = 1e-12, out: Value = None
) -> Value:
    source = tensor("normalize", input)
    if source._shape is not None:
        along(source._shape, dim)
    return derived(source, source._shape, strides=kept(source, source._shape))


@functional()
def linear(input: Value, weight: Value, bias: Value = None) -> Value:
    source = tensor("linear", input)
    shape = weight._shape
    if shape is not None and len(shape) == 2:
        shape = shape[::-1]
    others = (weight,) if bias is None else (weight, bias)
    shapes = (source._shape, shape)
    made = None if None in shapes else multiplied(*shapes)
    if made is not None and bias is not None and bias._shape is not None:
        stretched(bias._shape, made)
    return derived(source, made, others=others)


def convolution(name: str, transposed: bool = False) -> Routine:
    """The kernel's shape tells the channels."""

    def convolve(
        input: Value, weight: Value, bias: Value = None, *values: Value, **named: Value
    ) -> Value:
        source = tensor(name, input)
        if None in (source._shape, weight._shape) or None in weight._shape:
            return derived(source, None, others=(weight,))
        order = ["stride", "padding"]
        order += (
            ["output_padding", "groups", "dilation"]
            if transposed
            else ["dilation", "groups"]
        )
        given = dict(zip(order, values)) | named
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
        one, two, *kernel = weight._shape
        groups = given.get("groups", 1)
        channels = (one, two * groups) if transposed else (two * groups, one)
        if isinstance(bias, Tensor):
            check_vectors(name, channels[1:], [bias])
        shape = computed(name, [source], (*channels, tuple(kernel)), **given)
        return derived(source, shape, others=(weight,))

    return convolve


for _axes in ("1d", "2d", "3d"):
    NAMES[f"conv{_axes}"] = convolution(f"Conv{_axes}")
    NAMES[f"conv_transpose{_axes}"] = convolution(f"ConvTranspose{_axes}", True)
    for _name in (f"conv{_axes}", f"conv_transpose{_axes}"):
        FUNCTIONS[_name] = NAMES[_name]


def over_last(name: str, layer: str) -> None:
    """A norm over the last axes, whose sizes are given, as are those of its weights."""

    def apply(
        input: Value,
        normalized_shape: Value,
        weight: Value = None,
        bias: Value = None,
        eps: Value = 1e-5,
    ) -> Value:
        source = tensor(name, input)
        if isinstance(normalized_shape, int):
            raise CountError("{name} takes a tuple of sizes.", "TypeError", name=name)
        shape = given_sizes((normalized_shape,))
        vectors = [each for each in (weight, bias) if isinstance(each, Tensor)]
        check_vectors(name, shape, vectors)
        if None not in shape:
            computed(layer, [source], (shape,))
        if source._dtype is not None and source._dtype.rank < 2:
            refuse_whole(name, source, "NotImplementedError")
        return derived(source, source._shape, others=tuple(vectors))

    NAMES[name] = apply


over_last("layer_norm", "LayerNorm")
over_last("rms_norm", "RMSNorm")


def check_vectors(name: str, shape: Shape, vectors: list[Tensor]) -> None:
    """Weights and statistics have the shape that they are multiplied with."""
    for each in vectors:
        if each._shape is not None and unlike(each._shape, shape):
            raise CountError(
                "{name} takes weights and statistics of shape {wanted}, not {given}.",
                "RuntimeError",
                name=name,
                wanted=text(shape),
                given=text(each._shape),
            )


def by_channel(
    name: Value,
    input: Tensor,
    *vectors: Tensor | None,
    least: Value = 2,
    error: Value = "RuntimeError",
) -> tuple[Tensor, Tensor]:
    """(the input, its channels): a norm for each channel."""
    source = tensor(name, input)
    given = [each for each in vectors if isinstance(each, Tensor)]
    shape = source._shape
    if shape is not None:
        if len(shape) < least:
            refuse_axes(name, f"{least}+", shape, error)
        check_vectors(name, shape[1:2], given)
    return source, derived(source, shape, others=tuple(given))


@functional()
def batch_norm(
    input: Value,
    running_mean: Value,
    running_var: Value,
    weight: Value = None,
    bias: Value = None,
    training: Value = False,
    *more: Value,
    **named: Value,
) -> Tensor:
    vectors = (running_mean, running_var, weight, bias)
    if not training and (running_mean is None or running_var is None):
        raise CountError(
            "batch_norm without training=True takes running_mean and running_var.",
            "RuntimeError",
        )
    return by_channel("batch_norm", input, *vectors)[1]


@functional()
def instance_norm(
    input: Value,
    running_mean: Value = None,
    running_var: Value = None,
    weight: Value = None,
    bias: Value = None,
    *more: Value,
    **named: Value,
) -> Tensor:
    vectors = (running_mean, running_var, weight, bias)
    source, made = by_channel(
        "instance_norm", input, *vectors, least=3, error="ValueError"
    )
    if source._shape is not None and product(source._shape[2:]) == 1:
        refuse_axes("instance_norm", "more than one place on 3+", source._shape)
    return made


@functional()
def group_norm(
    input: Value,
    num_groups: Value,
    weight: Value = None,
    bias: Value = None,
    eps: Value = 1e-5,
) -> Value:
    source, made = by_channel("group_norm", input, weight, bias)
    if source._shape is not None and source._shape[1] is not None:
        computed("GroupNorm", [source], (size_of(num_groups), source._shape[1]))
    return made


def refuse_whole(name: Value, source: Value, error: Value) -> NoReturn:
    raise CountError(
        "{name} takes numbers with a fraction, not {dtype}. Write x.float().",
        error,
        name=name,
        dtype=source._dtype,
    )


PADS = {
    "reflect": "ReflectionPad",
    "replicate": "ReplicationPad",
    "circular": "CircularPad",
}


@functional("pad")
def pad(
    input: Value, pad: Value, mode: Value = "constant", value: Value = None
) -> Value:
    """(before, after) for each axis, the last axis first."""
    source = tensor("pad", input)
    shape = source._shape
    if shape is None:
        return derived(source, None)
    pairs = list(zip(given_sizes((pad[::2],)), given_sizes((pad[1::2],))))
    if len(pairs) > len(shape) or len(pad) % 2:
        raise CountError(
            "pad={pad} must have two numbers for each axis that is padded; {shape} "
            "has {axes} axes.",
            "RuntimeError",
            pad=tuple(pad),
            shape=text(shape),
            axes=len(shape),
        )
    if mode in PADS:
        layer = f"{PADS[mode]}{len(pairs)}d"
        return derived(source, computed(layer, [source], (tuple(pad),)))
    pairs = [(0, 0)] * (len(shape) - len(pairs)) + pairs[::-1]
    return derived(source, padded(shape, pairs))


@functional("interpolate", "upsample")
def interpolate(
    input: Value,
    size: Value = None,
    scale_factor: Value = None,
    *values: Value,
    **named: Value,
) -> Value:
    source = tensor("interpolate", input)
    shape = source._shape
    if shape is not None and len(shape) not in (3, 4, 5):
        refuse_axes("interpolate", "3 / 4 / 5", shape, "NotImplementedError")
    if find_unknown((size, scale_factor)) is not None:
        return derived(source, shape and (*shape[:2], *[None] * (len(shape) - 2)))
    given = dict(zip(("mode", "align_corners", "recompute_scale_factor"), values))
    named.pop("antialias", None)
    return derived(
        source, computed("Upsample", [source], (size, scale_factor), **given, **named)
    )


@functional()
def scaled_dot_product_attention(
    query: Value, key: Value, value: Value, *arguments: Value, **named: Value
) -> Value:
    one, two, three = query._shape, key._shape, value._shape
    others = (key, value)
    if None in (one, two, three):
        return derived(query, one, others=others)
    keys = (*two[:-2], two[-1], two[-2])
    scores = multiplied(one, keys)
    return derived(query, multiplied(scores, three), others=others)


def as_layer(name: str, layer: str) -> Routine:
    """A function with the arguments of the layer of the engine."""

    def apply(input: Value, *values: Value, **named: Value) -> Value:
        source = tensor(name, input)
        return derived(source, computed(layer, [source], values, **named))

    return apply


for _name, _layer in {
    "glu": "GLU",
    "fold": "Fold",
    "local_response_norm": "LocalResponseNorm",
    "lp_pool1d": "LPPool1d",
    "lp_pool2d": "LPPool2d",
    "lp_pool3d": "LPPool3d",
    "unfold": "Unfold",
    "pixel_shuffle": "PixelShuffle",
    "pixel_unshuffle": "PixelUnshuffle",
    "channel_shuffle": "ChannelShuffle",
}.items():
    NAMES[_name] = as_layer(_name, _layer)
NAMES["gumbel_softmax"] = lambda logits, tau=1, hard=False, eps=1e-10, dim=-1: softmax(
    logits, dim
)
NAMES["cosine_similarity"] = cosine_similarity
