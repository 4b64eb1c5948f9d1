"""What PyTorch prints of each layer, and the attributes that differ from the
constructor's arguments. Follows the `extra_repr` of torch/nn/modules.
"""


def several(value, axes):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * axes


def pairs(*names):
    """name=value for each attribute."""
    return lambda layer: ", ".join(f"{name}={getattr(layer, name)}" for name in names)


def has_bias(layer):
    return layer._parameters.get("bias") is not None


def linear(layer):
    shown = pairs("in_features", "out_features")(layer)
    return f"{shown}, bias={has_bias(layer)}"


def bilinear(layer):
    shown = pairs("in1_features", "in2_features", "out_features")(layer)
    return f"{shown}, bias={has_bias(layer)}"


def embedding(layer):
    shown = f"{layer.num_embeddings}, {layer.embedding_dim}"
    for name, usual in (
        ("padding_idx", None),
        ("max_norm", None),
        ("norm_type", 2),
        ("scale_grad_by_freq", False),
        ("sparse", False),
    ):
        value = getattr(layer, name)
        if value != usual:
            shown += f", {name}={value}"
    return shown


def embedding_bag(layer):
    shown = f"{layer.num_embeddings}, {layer.embedding_dim}"
    for name, usual in (
        ("max_norm", None),
        ("norm_type", 2),
        ("scale_grad_by_freq", False),
    ):
        value = getattr(layer, name)
        if value != usual:
            shown += f", {name}={value!r}"
    shown += f", mode={layer.mode!r}"
    if layer.padding_idx is not None:
        shown += f", padding_idx={layer.padding_idx!r}"
    return shown


def recurrent(layer):
    shown = f"{layer.input_size}, {layer.hidden_size}"
    for name, usual in (
        ("proj_size", 0),
        ("num_layers", 1),
        ("bias", True),
        ("batch_first", False),
        ("dropout", 0),
        ("bidirectional", False),
    ):
        value = getattr(layer, name)
        if value != usual:
            shown += f", {name}={value}"
    return shown


def cell(layer):
    shown = f"{layer.input_size}, {layer.hidden_size}"
    if layer.bias is not True:
        shown += f", bias={layer.bias}"
    if getattr(layer, "nonlinearity", "tanh") != "tanh":
        shown += f", nonlinearity={layer.nonlinearity}"
    return shown


def convolution(layer):
    shown = (
        f"{layer.in_channels}, {layer.out_channels}, "
        f"kernel_size={layer.kernel_size}, stride={layer.stride}"
    )
    axes = len(layer.kernel_size)
    for name, usual in (
        ("padding", (0,) * axes),
        ("dilation", (1,) * axes),
        ("output_padding", (0,) * axes),
        ("groups", 1),
    ):
        value = getattr(layer, name)
        if value != usual:
            shown += f", {name}={value}"
    if not has_bias(layer):
        shown += ", bias=False"
    if layer.padding_mode != "zeros":
        shown += f", padding_mode={layer.padding_mode}"
    return shown


def feature_norm(layer):
    shown = f"{layer.num_features}, " + pairs("eps", "momentum", "affine")(layer)
    return (
        f"{shown}, bias={has_bias(layer)}, "
        f"track_running_stats={layer.track_running_stats}"
    )


def layer_norm(layer):
    shown = f"{layer.normalized_shape}, " + pairs("eps", "elementwise_affine")(layer)
    return f"{shown}, bias={has_bias(layer)}"


def rms_norm(layer):
    return f"{layer.normalized_shape}, " + pairs("eps", "elementwise_affine")(layer)


def group_norm(layer):
    shown = f"{layer.num_groups}, {layer.num_channels}, "
    return f"{shown}{pairs('eps', 'affine')(layer)}, bias={has_bias(layer)}"


def in_place(*names):
    """name=value, then inplace=True if so."""

    def shown(layer):
        parts = [f"{name}={getattr(layer, name)}" for name in names]
        if layer.inplace:
            parts.append("inplace=True")
        return ", ".join(parts)

    return shown


def padding(layer):
    return f"{layer.padding}"


def upsample(layer):
    if layer.scale_factor is not None:
        return f"scale_factor={layer.scale_factor!r}, mode={layer.mode!r}"
    return f"size={layer.size!r}, mode={layer.mode!r}"


DIMENSIONS = ("1d", "2d", "3d")


def spatial(text, *names):
    return {f"{name}{end}": text for name in names for end in DIMENSIONS}


POOLED = pairs("kernel_size", "stride", "padding", "dilation", "ceil_mode")
TEXTS = {
    "Linear": linear,
    "LazyLinear": linear,
    "Bilinear": bilinear,
    "Embedding": embedding,
    "EmbeddingBag": embedding_bag,
    **dict.fromkeys(("RNN", "LSTM", "GRU"), recurrent),
    **dict.fromkeys(("RNNCell", "LSTMCell", "GRUCell"), cell),
    **spatial(convolution, "Conv", "ConvTranspose", "LazyConv", "LazyConvTranspose"),
    **spatial(
        feature_norm, "BatchNorm", "InstanceNorm", "LazyBatchNorm", "LazyInstanceNorm"
    ),
    "SyncBatchNorm": feature_norm,
    "LayerNorm": layer_norm,
    "RMSNorm": rms_norm,
    "GroupNorm": group_norm,
    "PReLU": pairs("num_parameters"),
    **dict.fromkeys(("ReLU", "ReLU6", "SELU", "SiLU", "Mish"), in_place()),
    **dict.fromkeys(("ELU", "CELU"), in_place("alpha")),
    "LeakyReLU": in_place("negative_slope"),
    "Hardtanh": in_place("min_val", "max_val"),
    "RReLU": in_place("lower", "upper"),
    "Threshold": in_place("threshold", "value"),
    "GELU": lambda layer: f"approximate={layer.approximate!r}",
    **dict.fromkeys(("GLU", "Softmax", "Softmin", "LogSoftmax"), pairs("dim")),
    **dict.fromkeys(("Softshrink", "Hardshrink"), lambda layer: f"{layer.lambd}"),
    "Softplus": pairs("beta", "threshold"),
    **dict.fromkeys(
        ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout"),
        pairs("p", "inplace"),
    ),
    "FeatureAlphaDropout": pairs("p", "inplace"),
    "Flatten": pairs("start_dim", "end_dim"),
    "Unflatten": pairs("dim", "unflattened_size"),
    **spatial(POOLED, "MaxPool"),
    **spatial(pairs("kernel_size", "stride", "padding"), "AvgPool", "MaxUnpool"),
    **spatial(pairs("norm_type", "kernel_size", "stride", "ceil_mode"), "LPPool"),
    **spatial(pairs("output_size"), "AdaptiveAvgPool", "AdaptiveMaxPool"),
    **spatial(padding, "ReflectionPad", "ReplicationPad", "CircularPad", "ZeroPad"),
    **spatial(pairs("padding", "value"), "ConstantPad"),
    "Upsample": upsample,
    "UpsamplingNearest2d": upsample,
    "UpsamplingBilinear2d": upsample,
    "PixelShuffle": pairs("upscale_factor"),
    "PixelUnshuffle": pairs("downscale_factor"),
    "ChannelShuffle": pairs("groups"),
    "Fold": pairs("output_size", "kernel_size", "dilation", "padding", "stride"),
    "Unfold": pairs("kernel_size", "dilation", "padding", "stride"),
    "LocalResponseNorm": lambda layer: (
        f"{layer.size}, " + pairs("alpha", "beta", "k")(layer)
    ),
    "CrossMapLRN2d": lambda layer: (
        f"{layer.size}, " + pairs("alpha", "beta", "k")(layer)
    ),
}


# Attributes that are not as they were given.


def of_convolution(axes):
    def attributes(given):
        names = ("kernel_size", "stride", "padding", "dilation", "output_padding")
        kept = {
            name: value if isinstance(value, str) else several(value, axes)
            for name, value in given.items()
            if name in names
        }
        return {"output_padding": (0,) * axes, "transposed": False} | kept

    return attributes


def of_pool(given):
    stride = given.get("stride")
    return {"stride": given.get("kernel_size") if stride in (None, ()) else stride}


def of_wide_pool(axes):
    """A number for each axis."""

    def attributes(given):
        return {
            name: several(value, axes)
            for name, value in (given | of_pool(given)).items()
            if name in ("kernel_size", "stride", "padding")
        }

    return attributes


def of_pad(axes):
    return lambda given: {"padding": several(given.get("padding", 0), 2 * axes)}


def of_norm(given):
    shape = given.get("normalized_shape")
    return {"normalized_shape": several(shape, 1)} if given else {}


def of_hardtanh(given):
    high = given.get("max_value")
    low = given.get("min_value")
    found = {} if high is None else {"max_val": high}
    return found if low is None else found | {"min_val": low}


def of_upsample(name):
    """Factors are fractions; the shorthands have a mode of their own."""

    def attributes(given):
        factor = given.get("scale_factor")
        if isinstance(factor, (tuple, list)):
            factor = tuple(map(float, factor))
        elif factor:
            factor = float(factor)
        mode = "nearest" if "Nearest" in name else "bilinear"
        return {"mode": mode} | given | {"scale_factor": factor}

    return attributes


def with_bias(given):
    return {"bias": given["bias"]} if given else {}


def of_recurrent(name):
    def attributes(given):
        kept = with_bias(given) | {"mode": name}
        if name == "RNN" and given:
            kept["mode"] = f"RNN_{str(given['nonlinearity']).upper()}"
        return kept | ({"dropout": float(given["dropout"])} if given else {})

    return attributes


ATTRIBUTES = {
    **{
        f"{name}{axes}d": of_convolution(axes)
        for name in ("Conv", "ConvTranspose", "LazyConv", "LazyConvTranspose")
        for axes in (1, 2, 3)
    },
    **spatial(of_pool, "MaxPool", "AvgPool"),
    "AvgPool1d": of_wide_pool(1),
    **{f"MaxUnpool{axes}d": of_wide_pool(axes) for axes in (1, 2, 3)},
    **{
        f"{name}Pad{axes}d": of_pad(axes)
        for name in ("Reflection", "Replication", "Circular", "Zero", "Constant")
        for axes in (1, 2, 3)
    },
    **{
        name: of_upsample(name)
        for name in ("Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d")
    },
    "LayerNorm": of_norm,
    "RMSNorm": of_norm,
    "Hardtanh": of_hardtanh,
    **{name: of_recurrent(name) for name in ("RNN", "LSTM", "GRU")},
    **dict.fromkeys(("RNNCell", "LSTMCell", "GRUCell"), with_bias),
}


def attributes_of(layer, given):
    """The attributes that are not as the constructor was given them."""
    found = ATTRIBUTES.get(layer.__name__)
    return found(given) if found else {}
