"""torch.nn.functional: the layers of the engine, called with their arguments."""

from functools import lru_cache

from ... import torch as engine
from ...shapes.axes import along
from ...shapes.filling import padded
from ...shapes.joining import refuse_axes
from ...shapes.products import multiplied
from ..refusing import refused
from ..standing import registering
from ..unknown import find_unknown
from .dtypes import INT64
from .layers import from_data
from .matrices import cosine_similarity
from .reductions import softmax
from .shapes import given_sizes, size_of, text
from .strides import kept
from .tensor import FUNCTIONS, Tensor, as_tensor, derived

NAMES = {}


functional = registering(NAMES)
ELEMENTWISE = """relu relu_ relu6 elu elu_ selu selu_ celu celu_ leaky_relu leaky_relu_
    prelu rrelu rrelu_ gelu logsigmoid hardshrink tanhshrink softsign softplus
    softshrink hardtanh hardtanh_ hardswish hardsigmoid silu mish threshold threshold_
    tanh sigmoid dropout dropout1d dropout2d dropout3d alpha_dropout
    feature_alpha_dropout normalize local_response_norm batch_norm instance_norm
    group_norm rms_norm""".split()


def tensor(name, value):
    if not isinstance(value, Tensor):
        return from_data(type(name, (), {})(), value)
    return value


def elementwise(name):
    def apply(input, *arguments, **named):
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
def layer_of(name, values, named):
    """The engine's layer, made once for each set of arguments."""
    return engine.LAYERS[name].construct(*values, **dict(named))


def computed(name, inputs, values=(), **named):
    """The shape that the engine's layer of this name gives."""
    shapes = [each._shape for each in inputs]
    if None in shapes:
        return None
    values = tuple(tuple(v) if isinstance(v, list) else v for v in values)
    named = tuple(sorted(named.items()))
    return layer_of(name, values, named)(*shapes)


def pooling(name):
    def pool(input, *values, **named):
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
def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    source = tensor("normalize", input)
    if source._shape is not None:
        along(source._shape, dim)
    return derived(source, source._shape, strides=kept(source, source._shape))


@functional()
def linear(input, weight, bias=None):
    source = tensor("linear", input)
    shape = weight._shape
    if shape is not None and len(shape) == 2:
        shape = shape[::-1]
    others = (weight,) if bias is None else (weight, bias)
    shapes = (source._shape, shape)
    made = None if None in shapes else multiplied(*shapes)
    return derived(source, made, others=others)


def convolution(name, transposed=False):
    """The kernel's shape tells the channels."""

    def convolve(input, weight, bias=None, *values, **named):
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
        shape = computed(name, [source], (*channels, tuple(kernel)), **given)
        return derived(source, shape, others=(weight,))

    return convolve


for _axes in ("1d", "2d", "3d"):
    NAMES[f"conv{_axes}"] = convolution(f"Conv{_axes}")
    NAMES[f"conv_transpose{_axes}"] = convolution(f"ConvTranspose{_axes}", True)
    for _name in (f"conv{_axes}", f"conv_transpose{_axes}"):
        FUNCTIONS[_name] = NAMES[_name]


@functional()
def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-5):
    source = tensor("layer_norm", input)
    shape = normalized_shape
    shape = (shape,) if isinstance(shape, int) else given_sizes((shape,))
    if None not in shape:
        computed("LayerNorm", [source], (shape,))
    if source.dtype is not None and source.dtype.rank < 2:
        refuse_whole("layer_norm", source, "NotImplementedError")
    return derived(
        source, source._shape, others=(weight,) if weight is not None else ()
    )


def refuse_whole(name, source, error):
    raise refused(
        "{name} takes numbers with a fraction, not {dtype}. Write x.float().",
        error,
        name=name,
        dtype=source.dtype,
    )


@functional()
def embedding(input, weight, *arguments, **named):
    source = tensor("embedding", input)
    if None in (source._shape, weight._shape):
        return derived(weight, None, others=(source,))
    return derived(weight, (*source._shape, weight._shape[-1]), others=(source,))


@functional()
def one_hot(tensor, num_classes=-1):
    source = as_tensor(tensor)
    if source.dtype is not None and source.dtype is not INT64:
        raise refused(
            "one_hot takes whole numbers (torch.int64), not {dtype}. Write x.long().",
            "RuntimeError",
            dtype=source.dtype,
        )
    size = size_of(num_classes)
    if size == -1:
        size = max(source._values) + 1 if source._values else None
    shape = source._shape
    return derived(source, None if shape is None else (*shape, size), INT64)


@functional("pad")
def pad(input, pad, mode="constant", value=None):
    """(before, after) for each axis, the last axis first."""
    source = tensor("pad", input)
    shape = source._shape
    if shape is None:
        return derived(source, None)
    pairs = list(zip(given_sizes((pad[::2],)), given_sizes((pad[1::2],))))
    if len(pairs) > len(shape) or len(pad) % 2:
        raise refused(
            "pad={pad} must have two numbers for each axis that is padded; {shape} "
            "has {axes} axes.",
            "RuntimeError",
            pad=tuple(pad),
            shape=text(shape),
            axes=len(shape),
        )
    pairs = [(0, 0)] * (len(shape) - len(pairs)) + pairs[::-1]
    return derived(source, padded(shape, pairs))


@functional("interpolate", "upsample")
def interpolate(input, size=None, scale_factor=None, *values, **named):
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
def scaled_dot_product_attention(query, key, value, *arguments, **named):
    one, two, three = query._shape, key._shape, value._shape
    others = (key, value)
    if None in (one, two, three):
        return derived(query, one, others=others)
    keys = (*two[:-2], two[-1], two[-2])
    scores = multiplied(one, keys)
    return derived(query, multiplied(scores, three), others=others)


def as_layer(name, layer):
    """A function with the arguments of the layer of the engine."""

    def apply(input, *values, **named):
        source = tensor(name, input)
        return derived(source, computed(layer, [source], values, **named))

    return apply


for _name, _layer in {
    "glu": "GLU",
    "fold": "Fold",
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
