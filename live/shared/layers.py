"""What the form can say: each framework's layers, and the arguments that count.

Which arguments a layer has, in which order, the engine knows; here stands which
of them change a count and so are worth a control. Whatever is not here can
still be written in the line of code.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """One entry of the form's list of layers.

    `name` is the class, or RNN(class) for a cell carried over time. `kind` is
    what stays when the framework changes, and `step` tells a cell that makes a
    single step. `sizes` are written by place, `options` by name. `axes` are those
    of the input shape; without any, the constructor says the input's size, and
    `timed` tells whether the number of time steps is asked for, and `batch` where in
    the shape the batch must stand. `without` are choices that the framework lacks.
    """

    name: str
    kind: str
    sizes: tuple[str, ...]
    options: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    timed: bool = False
    step: bool = False
    batch: int | None = None
    without: tuple[str, ...] = ()

    @property
    def carried(self):
        return self.name.startswith("RNN(")

    @property
    def made_of(self):
        """The class that takes the arguments."""
        return self.name.removeprefix("RNN(").removesuffix(")")

    @property
    def arguments(self):
        return self.sizes + self.options

    @property
    def fields(self):
        """The controls that this layer needs, besides framework, layer and code."""
        shape = ("input_shape",) if self.axes else ()
        return self.arguments + shape + ("time_steps",) * self.timed


@dataclass(frozen=True)
class Framework:
    """How a framework's users write a layer: `prefix`Class(..., `last`)."""

    title: str
    prefix: str
    layers: tuple[Layer, ...]
    last: str = ""
    named: bool = False  # all arguments by name


SEQUENCE, IMAGES = ("T", "n"), ("T", "H", "W", "n")


def keras():
    sizes, sequence = ("units",), ("use_bias", "bidirectional", "return_sequences")
    gru = ("use_bias", "reset_after", "bidirectional", "return_sequences")
    image = ("filters", "kernel_size")
    yield Layer("SimpleRNN", "SimpleRNN", sizes, sequence, SEQUENCE)
    yield Layer("LSTM", "LSTM", sizes, sequence, SEQUENCE)
    yield Layer("GRU", "GRU", sizes, gru, SEQUENCE)
    yield Layer("ConvLSTM2D", "ConvLSTM", image, sequence, IMAGES)
    for name, options in (("SimpleRNN", 1), ("LSTM", 1), ("GRU", 2)):
        cell = f"{name}Cell"
        yield Layer(cell, name, sizes, gru[:options], ("n",), step=True)
    yield Layer("Dense", "Dense", sizes, ("use_bias",), SEQUENCE)
    yield Layer("Embedding", "Embedding", ("input_dim", "output_dim"), (), ("T",))


def torch():
    sizes, both = ("input_size", "hidden_size"), ("num_layers", "bias", "bidirectional")
    yield Layer("RNN", "SimpleRNN", sizes, both, timed=True)
    yield Layer("LSTM", "LSTM", sizes, (*both, "proj_size"), timed=True)
    yield Layer("GRU", "GRU", sizes, both, timed=True)
    for name, kind in (("RNN", "SimpleRNN"), ("LSTM", "LSTM"), ("GRU", "GRU")):
        yield Layer(f"{name}Cell", kind, sizes, ("bias",), step=True)
    yield Layer("Linear", "Dense", ("in_features", "out_features"), ("bias",))
    yield Layer("Embedding", "Embedding", ("num_embeddings", "embedding_dim"))


CELLS = {
    "LSTMCell": "LSTM",
    "GRUCell": "GRU",
    "SimpleCell": "SimpleRNN",
    "OptimizedLSTMCell": "LSTM",
}


def linen():
    both, image = ("bidirectional",), ("features", "kernel_size")
    cells = {name: (kind, ()) for name, kind in CELLS.items()}
    cells["MGUCell"] = "MGU", ("reset_gate",)
    for name, (kind, options) in cells.items():
        carried = f"RNN({name})"
        yield Layer(carried, kind, ("features",), (*options, *both), SEQUENCE)
    yield Layer("RNN(ConvLSTMCell)", "ConvLSTM", image, ("use_bias", *both), IMAGES)
    for name, (kind, options) in cells.items():
        yield Layer(name, kind, ("features",), options, ("n",), step=True)
    yield Layer("Dense", "Dense", ("features",), ("use_bias",), SEQUENCE)
    yield Layer("Embed", "Embedding", ("num_embeddings", "features"), (), ("T",))


def nnx():
    sizes = ("in_features", "hidden_features")
    for name, kind in CELLS.items():
        yield Layer(f"RNN({name})", kind, sizes, ("bidirectional",), timed=True)
    for name, kind in CELLS.items():
        yield Layer(name, kind, sizes, step=True)
    yield Layer("Linear", "Dense", ("in_features", "out_features"), ("use_bias",))
    yield Layer("Embed", "Embedding", ("num_embeddings", "features"))


def equinox():
    for name in ("LSTM", "GRU"):
        sizes = ("input_size", "hidden_size")
        yield Layer(f"{name}Cell", name, sizes, ("use_bias",), step=True)
    yield Layer("Linear", "Dense", ("in_features", "out_features"), ("use_bias",))
    yield Layer("Embedding", "Embedding", ("num_embeddings", "embedding_size"))


def onnx():
    axes = ("T", "B", "n")
    for name, kind in (("RNN", "SimpleRNN"), ("LSTM", "LSTM"), ("GRU", "GRU")):
        yield Layer(name, kind, ("inputs", "hidden_size"), ("direction",), axes)


def paddle():
    sizes, biases = ("input_size", "hidden_size"), ("bias_ih_attr", "bias_hh_attr")
    stack = ("num_layers", "direction", *biases)
    more = {"timed": True, "batch": 0, "without": ("reverse",)}
    yield Layer("SimpleRNN", "SimpleRNN", sizes, stack, **more)
    yield Layer("LSTM", "LSTM", sizes, (*stack, "proj_size"), **more)
    yield Layer("GRU", "GRU", sizes, stack, **more)
    for kind in ("SimpleRNN", "LSTM", "GRU"):
        yield Layer(f"{kind}Cell", kind, sizes, biases, step=True)
    yield Layer("Linear", "Dense", ("in_features", "out_features"))
    yield Layer("Embedding", "Embedding", ("num_embeddings", "embedding_dim"))


def mindspore():
    sizes, stack = ("input_size", "hidden_size"), ("num_layers", "has_bias")
    for name, kind in (("RNN", "SimpleRNN"), ("LSTM", "LSTM"), ("GRU", "GRU")):
        both = (*stack, "bidirectional")
        yield Layer(name, kind, sizes, both, timed=True, batch=1)
    for name, kind in (("RNN", "SimpleRNN"), ("LSTM", "LSTM"), ("GRU", "GRU")):
        yield Layer(f"{name}Cell", kind, sizes, ("has_bias",), step=True)
    yield Layer("Dense", "Dense", ("in_channels", "out_channels"), ("has_bias",))
    yield Layer("Embedding", "Embedding", ("vocab_size", "embedding_size"))


def haiku():
    sizes = ("hidden_size",)
    yield Layer("VanillaRNN", "SimpleRNN", sizes, ("double_bias",), ("n",), step=True)
    yield Layer("LSTM", "LSTM", sizes, (), ("n",), step=True)
    yield Layer("GRU", "GRU", sizes, (), ("n",), step=True)
    yield Layer("Linear", "Dense", ("output_size",), ("with_bias",), SEQUENCE)
    yield Layer("Embed", "Embedding", ("vocab_size", "embed_dim"), (), ("T",))


def mlx():
    for name, kind in (("RNN", "SimpleRNN"), ("LSTM", "LSTM"), ("GRU", "GRU")):
        sizes = ("input_size", "hidden_size")
        yield Layer(name, kind, sizes, ("bias",), timed=True)
    yield Layer("Linear", "Dense", ("input_dims", "output_dims"), ("bias",))
    yield Layer("Embedding", "Embedding", ("num_embeddings", "dims"))


FRAMEWORKS = {
    "keras": Framework("Keras", "", tuple(keras())),
    "torch": Framework("PyTorch", "nn.", tuple(torch())),
    "flax.linen": Framework("Flax linen", "nn.", tuple(linen())),
    "flax.nnx": Framework("Flax nnx", "nnx.", tuple(nnx()), last="rngs=rngs"),
    "equinox": Framework("Equinox", "eqx.nn.", tuple(equinox()), last="key=key"),
    "onnx": Framework("ONNX", "", tuple(onnx()), named=True),
    "paddle": Framework("PaddlePaddle", "nn.", tuple(paddle())),
    "mindspore": Framework("MindSpore", "nn.", tuple(mindspore())),
    "haiku": Framework("Haiku", "hk.", tuple(haiku())),
    "mlx": Framework("MLX", "nn.", tuple(mlx())),
}


def names(framework):
    return [layer.name for layer in FRAMEWORKS[framework].layers]


def find(framework, name):
    """The layer of this name, None where the form has none."""
    layers = FRAMEWORKS[framework].layers
    return next((layer for layer in layers if layer.name == name), None)


def nearest(framework, other):
    """The layer that does what `other`, of any framework, does."""

    def unlike(layer):
        return (
            layer.kind != other.kind,
            layer.step != other.step,
            layer.kind != "LSTM",
        )

    return min(FRAMEWORKS[framework].layers, key=unlike)
