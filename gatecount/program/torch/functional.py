"""torch.nn.functional: the layers of the engine, called with their arguments."""

from functools import lru_cache

from ... import torch as engine
from ..refusing import refused
from .dtypes import INT64
from .layers import from_data
from .matrices import cosine_similarity
from .products import matmul, refuse_axes
from .reductions import softmax
from .refusals import as_pytorch
from .reshaping import given_sizes
from .shapes import added, axes_of, broadcast, multiplied, size_of, text
from .strides import kept
from .tensor import FUNCTIONS, Tensor, as_tensor, derived

NAMES = {}


def functional(*names):
    def register(made):
        for name in names or (made.__name__.strip("_"),):
            NAMES[name] = made
        return made

    return register


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
    with as_pytorch():
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
        axes_of(dim, len(source._shape))
    return derived(source, source._shape, strides=kept(source, source._shape))


@functional()
def glu(input, dim=-1):
    return derived(input, computed("GLU", [tensor("glu", input)], (dim,)))


@functional()
def linear(input, weight, bias=None):
    source = tensor("linear", input)
    shape = weight._shape
    if shape is not None and len(shape) == 2:
        shape = shape[::-1]
    others = (weight,) if bias is None else (weight, bias)
    return derived(source, matmul(source._shape, shape), others=others)


@functional()
def bilinear(input1, input2, weight, bias=None):
    sizes = weight._shape
    shape = computed("Bilinear", [input1, input2], (sizes[1], sizes[2], sizes[0]))
    return derived(input1, shape, others=(input2, weight))


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
            else [
                "dilation",
                "groups",
            ]
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
def embedding_bag(input, weight, offsets=None, *arguments, **named):
    first = (offsets if offsets is not None else input)._shape or (None,)
    return derived(weight, (first[0], (weight._shape or (None,))[-1]))


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
    ends = [
        added(size, before, after) for size, (before, after) in zip(shape[::-1], pairs)
    ]
    return derived(source, (*shape[: len(shape) - len(pairs)], *ends[::-1]))


@functional("interpolate", "upsample")
def interpolate(input, size=None, scale_factor=None, mode="nearest", **named):
    source = tensor("interpolate", input)
    shape = source._shape
    if shape is None:
        return derived(source, None)
    axes = len(shape) - 2
    if axes not in (1, 2, 3):
        refuse_axes("interpolate", "3 / 4 / 5", shape, "NotImplementedError")
    if size is not None:
        ends = (
            given_sizes((size,))
            if isinstance(size, (tuple, list))
            else (size_of(size),)
        )
        ends = ends * (axes // len(ends)) if len(ends) == 1 else ends
    else:
        factors = scale_factor
        if not isinstance(factors, (tuple, list)):
            factors = (factors,) * axes
        ends = tuple(
            None if length is None else int(length * factor)
            for length, factor in zip(shape[2:], factors)
        )
    return derived(source, (*shape[:2], *ends))


@functional()
def scaled_dot_product_attention(query, key, value, *arguments, **named):
    one, two, three = query._shape, key._shape, value._shape
    others = (key, value)
    if None in (one, two, three):
        return derived(query, one, others=others)
    keys = (*two[:-2], two[-1], two[-2])
    scores = matmul(one, keys)
    return derived(query, matmul(scores, three), others=others)


@functional()
def pixel_shuffle(input, upscale_factor):
    shape, r = input._shape, upscale_factor
    if shape is None:
        return derived(input, None)
    channels = None if shape[-3] is None else shape[-3] // (r * r)
    ends = [multiplied(size, r) for size in shape[-2:]]
    return derived(input, (*shape[:-3], channels, *ends))


@functional()
def pixel_unshuffle(input, downscale_factor):
    shape, r = input._shape, downscale_factor
    if shape is None:
        return derived(input, None)
    ends = [None if size is None else size // r for size in shape[-2:]]
    return derived(input, (*shape[:-3], multiplied(shape[-3], r * r), *ends))


@functional()
def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    """(batch, channels x kernel, places)."""
    shape = input._shape
    if shape is None:
        return derived(input, None)
    kernel, dilation, padding, stride = (
        each if isinstance(each, (tuple, list)) else (each, each)
        for each in (kernel_size, dilation, padding, stride)
    )
    places = [
        None if size is None else (size + 2 * p - d * (k - 1) - 1) // s + 1
        for size, k, d, p, s in zip(shape[-2:], kernel, dilation, padding, stride)
    ]
    channels = multiplied(shape[-3], *kernel)
    return derived(input, (*shape[:-3], channels, multiplied(*places)))


@functional()
def fold(input, output_size, kernel_size, *arguments, **named):
    shape = input._shape
    if shape is None:
        return derived(input, None)
    kernel = (
        kernel_size if isinstance(kernel_size, (tuple, list)) else (kernel_size,) * 2
    )
    size = output_size if isinstance(output_size, (tuple, list)) else (output_size,) * 2
    area = multiplied(*given_sizes((kernel,)))
    channels = None if None in (area, shape[-2]) else shape[-2] // area
    return derived(input, (*shape[:-2], channels, *given_sizes((size,))))


@functional()
def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    return softmax(logits, dim)


@functional()
def affine_grid(theta, size, align_corners=None):
    sizes = given_sizes((size,))
    return derived(theta, (sizes[0], *sizes[2:], len(sizes) - 2))


@functional()
def grid_sample(input, grid, *arguments, **named):
    if None in (input._shape, grid._shape):
        return derived(input, None)
    return derived(input, (*input._shape[:2], *grid._shape[1:-1]), others=(grid,))


@functional()
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    shape = broadcast(x1._shape, x2._shape)
    if shape is not None:
        shape = (*shape[:-1], 1) if keepdim else shape[:-1]
    return derived(x1, shape, others=(x2,))


@functional()
def pdist(input, p=2.0):
    count = input._shape and input._shape[0]
    return derived(input, (None if count is None else count * (count - 1) // 2,))


NAMES["cosine_similarity"] = cosine_similarity
