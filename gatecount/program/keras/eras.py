"""Keras 1 and 2: what they called otherwise, for programs that were written for them.

A program runs as today's Keras runs it. Only where that refuses, it runs once more
with the names and arguments of its own time; `old` notes each of them, so that the
answer can say what to change. Sources: the release notes of Keras 2.0, 2.3 and 3.0,
and keras/legacy/interfaces.py of Keras 2.
"""

from __future__ import annotations

import re
from functools import partial

from ...types import TYPE_CHECKING, Routine, Value
from ..harmless import Harmless
from ..libraries.other import Placeholder
from ..names import names_of
from ..session import current
from ..stand_ins import StandIn
from .era_names import BEGINNING, DATA_FORMATS, FIRST, LEFT_OUT, RENAMED

if TYPE_CHECKING:
    from .layer import Layer
    from .tensors import Tensor


def lenient() -> bool:
    """Is the program run as its own time ran it?"""
    return current().lenient


def old(what: str, era: str | None = None, line: Value = None) -> None:
    """Note that this line is not as today's framework has it."""
    if era is None:
        era = "Keras 1" if what.split(" ")[0].rstrip("=") in FIRST else "Keras 2"
    current().change(what, era, line)


def arguments(
    layer: str,
    known: list[str] | tuple[Value, ...],
    values: tuple[Value, ...],
    named: dict[str, Value],
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """The arguments of a layer as Keras 3 takes them: (values, named)."""
    if not lenient():
        return values, named
    made: dict[str, Value] = {}
    if layer in ("GRU", "GRUCell") and "reset_after" not in named:
        made |= one_bias()
    if known[:1] == ("rate",) or known[:1] == ["rate"]:
        values = tuple(each for each in values if isinstance(each, (int, float)))
        values = values or (0.5,)
    if layer.startswith(("Conv", "MaxPool", "AveragePool", "Deconv", "Separable")):
        values, named = kernels(values, named)
    for name, value in named.items():
        if name in known or name in BEGINNING:
            made[name] = value
        elif RENAMED.get(name) in known:
            old(f"{name} → {RENAMED[name]}")
            made[RENAMED[name]] = (
                DATA_FORMATS.get(value, value) if name == ("dim_ordering") else value
            )
        elif name in LEFT_OUT or (layer, name) == ("Embedding", "dropout"):
            old(f"{name} → –")
        else:
            made[name] = value
    return values, beginning(layer, made)


def one_bias() -> Value:
    """What a GRU has by default: reset_after came with Keras 2.1.3, and became the rule
    with TensorFlow 2 and Keras 2.4. Where that is not told, today's is counted."""
    session = current()
    session.state["dated"] = partial(dated, session)  # asked again at the end
    if dated(session):
        return {"reset_after": False}
    if re.search(r"^\s*(?:from|import) keras\b", session.source, re.M):
        old("GRU(…, reset_after=False), Keras < 2.4 → GRU(…)", "Keras 2")
    return {}


def dated(session: Value) -> Value:
    """What shows that the program is older than TensorFlow 2: tf.compat has both."""
    compat = session.state.get("compat")
    found = {"Keras 1", "Python 2", "TensorFlow 1"}.intersection(session.eras)
    return found - {"TensorFlow 1"} if compat else found


def kernels(values: Value, named: Value) -> Value:
    """Convolution2D(32, 3, 3), or nb_row and nb_col."""
    if len(values) > 2 and all(isinstance(each, int) for each in values[:3]):
        old("Conv2D(32, 3, 3) → Conv2D(32, (3, 3))", "Keras 1")
        values = (values[0], tuple(values[1:3]), *values[3:])
    if "nb_row" in named:
        named = dict(named)
        rows, columns = named.pop("nb_row"), named.pop("nb_col", 1)
        named["kernel_size"] = (rows, columns)
        old("nb_row, nb_col → kernel_size")
    return values, named


def beginning(layer: str, named: dict[str, Value]) -> dict[str, Value]:
    """What a first layer says of the model's input, as input_shape."""
    length = named.pop("input_length", None)
    batch = named.pop("batch_input_shape", None)
    if batch is not None:
        old(f"batch_input_shape → keras.Input(batch_shape={batch!r})")
        named["_batch_shape"] = batch
    elif layer == "Embedding" and "input_shape" not in named:
        if length is not None:
            old("input_length → keras.Input")
        elif length is None:
            old("Embedding(…) → keras.Input(shape=(None,)), Embedding(…)")
        several = isinstance(length, (list, tuple))
        named["input_shape"] = tuple(length) if several else (length,)
    elif "input_dim" in named and layer in RECURRENT:
        named["input_shape"] = (length, named.pop("input_dim"))
    return named


RECURRENT = """LSTM GRU SimpleRNN CuDNNLSTM CuDNNGRU Conv1D Convolution1D Bidirectional
    TimeDistributed ConvLSTM2D TimeDistributedDense""".split()


# What a module of Keras 2 had, and where that is today.
def names(inside: str) -> Value:
    """The names that the module `inside` had besides those of today."""
    from . import library, named, optimizers, utilities
    from .tensorflow import backend

    if inside == "backend":
        return backend.NAMES | {each: Harmless(f"K.{each}") for each in BACKEND}
    if inside in ("losses", "metrics", "objectives"):
        every = [*names_of("keras.losses"), *names_of("tensorflow.keras.metrics")]
        return {each: Harmless(f"keras.{inside}.{each}") for each in every}
    if inside == "initializations":
        return named.initializers
    if inside == "optimizers":
        return {name.lower(): each for name, each in optimizers.CLASSES.items()}
    if inside == "models":
        yaml = {"model_from_yaml": library.MODELS["model_from_json"]}
        return library.LAYERS | yaml
    if inside.startswith(("layers", "legacy", "engine", "topology")):
        made: dict[str, Value] = {
            "preprocessing": None,
            "interfaces": Harmless("interfaces"),
        }
        made |= {"K": StandIn("keras.backend", names("backend"))}
        return library.LAYERS | LAYERS | made
    if inside.startswith("utils"):
        return of("utils") | utilities.UTILS | {"np_utils": None} | UTILS
    if inside.startswith("preprocessing.text"):
        from . import texts

        return texts.NAMES
    if inside.startswith("preprocessing"):
        found = of("preprocessing.sequence") | of("preprocessing.image")
        return found | {"pad_sequences": utilities.pad_sequences}
    if inside == "saving":
        return of("saving") | utilities.SAVING
    if inside.startswith("wrappers"):
        return {"KerasClassifier": Wrapped, "KerasRegressor": Wrapped}
    return {}


# What Keras' backend had besides, and no count depends on.
BACKEND = """T batch_get_value batch_set_value function get_session gradients
    image_dim_ordering in_test_phase in_train_phase learning_phase
    learning_phase_scope manual_variable_initialization placeholder print_tensor
    random_binomial rnn set_image_dim_ordering set_learning_phase set_session
    tf""".split()


def of(path: str) -> dict[str, Harmless]:
    """What a module of tf.keras has, of which nothing changes a count."""
    names = names_of(f"tensorflow.keras.{path}")
    return {name: Harmless(f"keras.{path}.{name}") for name in names}


class Wrapped:
    """A model for scikit-learn: `build_fn` makes it when it is trained."""

    def __init__(
        self, build_fn: Value = None, model: Value = None, **named: Value
    ) -> None:
        self.build_fn, self.named, self.model = build_fn or model, named, None

    def fit(self, *values: Value, **named: Value) -> Placeholder:
        if self.model is None and callable(self.build_fn):
            self.model = self.build_fn(
                **{
                    name: value
                    for name, value in self.named.items()
                    if name in self.build_fn.__code__.co_varnames
                }
            )
            getattr(self.model, "means", lambda: None)()
        return Placeholder("history")

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(f"wrapped.{name}")


def merge(
    inputs: Value,
    mode: Value = "sum",
    concat_axis: Value = -1,
    dot_axes: Value = 1,
    **named: Value,
) -> Value:
    from . import functions

    old("merge(mode=…) → keras.layers.add, concatenate …", "Keras 1")
    kind = {
        "sum": "add",
        "mul": "multiply",
        "ave": "average",
        "max": "maximum",
        "concat": "concatenate",
        "dot": "dot",
    }.get(mode, "add")
    more = {"axis": concat_axis} if kind == "concatenate" else {}
    more |= {"axes": dot_axes} if kind == "dot" else {}
    return functions.MERGING[kind](list(inputs), **more)


def merged(
    layers: Value = None,
    mode: Value = "sum",
    concat_axis: Value = -1,
    dot_axes: Value = -1,
    **named: Value,
) -> Value:
    """Merge([left, right]), the first layer of a Sequential model: it holds models, and
    what comes out of them is what the next layer reads."""
    from .layer import Layer

    how = {"mode": mode, "concat_axis": concat_axis, "dot_axes": dot_axes}
    if not layers:
        return lambda inputs: merge(inputs, **how)
    output = merge([each.outputs[0] for each in layers], **how)

    class Merge(Layer):
        call = staticmethod(lambda inputs: inputs)
        compute_output_shape = staticmethod(lambda input_shape: input_shape)

    Merge.__module__ = "keras.layers"
    made = Merge(input_shape=tuple(output.shape)[1:], name=named.get("name"))
    made.merged = list(layers)
    return made


def time_distributed_dense(
    units: Value = None, output_dim: Value = None, **named: Value
) -> Value:
    from . import library

    old("TimeDistributedDense → TimeDistributed(Dense(…))", "Keras 1")
    return library.LAYERS["Dense"](units or output_dim, **named)


def shape_rule(layer: Value) -> Routine | None:
    """The method of Keras 1 that says what comes out of a layer of the program."""
    rule = getattr(layer, "get_output_shape_for", None) if lenient() else None
    if rule is not None:
        old("get_output_shape_for → compute_output_shape", "Keras 1")
    return rule


def given_weights(layer: Layer, name: str, values: list[Tensor]) -> None:
    """`self.trainable_weights = [self.W]`, which made them the layer's in Keras 1."""
    old(f"self.{name} = [w] → w = self.add_weight(…)", "Keras 1")
    known = set(map(id, layer.weights))
    for each in values:
        if id(each) not in known:
            layer.add_weight(shape=tuple(each.shape), trainable=name[0] == "t")


def multi_gpu_model(model: Value, *values: Value, **named: Value) -> Value:
    return model


def cudnn(name: str) -> type[Value]:
    """CuDNNLSTM keeps two bias vectors, CuDNNGRU is a GRU with reset_after."""
    from ...keras.cells import LSTMCell
    from . import library

    base = library.LAYERS[name.removeprefix("CuDNN")]
    if name == "CuDNNGRU":
        return type(name, (base,), {"__module__": "keras.layers"})

    class Cell(LSTMCell):
        def _bias_shape(self, width: Value) -> Value:
            return (2 * width,)

    engine = type(name, (base.engine_class,), {"cell_class": Cell})
    made = {"__module__": "keras.layers", "engine_class": engine}
    return type(name, (base,), made)


def peephole() -> type[Value]:
    """tf.keras.experimental.PeepholeLSTMCell: three gates look at the cell, too."""
    from ...keras.cells import LSTMCell
    from . import library

    class Cell(LSTMCell):
        input_initializer = forget_initializer = output_initializer = "zeros"

        def _shapes(self, features: Value) -> Value:
            shapes = super()._shapes(features)
            for gate in ("input", "forget", "output"):
                shapes[f"{gate}_gate_peephole_weights"] = (self.output_size,)
            return shapes

    made = {"__module__": "keras.layers", "engine_class": Cell}
    return type("PeepholeLSTMCell", (library.LAYERS["LSTMCell"],), made)


LAYERS: dict[str, Value] = {
    "Merge": merged,
    "merge": merge,
    "TimeDistributedDense": time_distributed_dense,
}
ALIASES = {
    "Deconvolution2D": "Conv2DTranspose",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "AtrousConv1D": "Conv1D",
    "AtrousConv2D": "Conv2D",
}
# What comes with a star, too.
STARRED = {"CuDNNGRU", "CuDNNLSTM", *LAYERS, *ALIASES}
UTILS = {
    "multi_gpu_model": multi_gpu_model,
    "print_summary": lambda model, *values, **named: model.summary(),
    "plot": lambda *values, **named: None,
}


def found(inside: str, name: str) -> Value:
    """The name of another time, or None."""
    from . import call_signatures, library

    if not lenient():
        return None
    if name == "tensorflow_backend":
        old("keras.backend.tensorflow_backend → –")
        return Placeholder("keras.backend.tensorflow_backend")
    if name == "experimental":
        old("tf.keras.experimental → –", "Keras 2")
        cells = {"PeepholeLSTMCell": peephole()}
        return StandIn("keras.experimental", cells, Placeholder)
    if name in ("CuDNNLSTM", "CuDNNGRU"):
        era = "Keras 2" if current().state.get("compat") else "TensorFlow 1"
        old(f"{name} → {name.removeprefix('CuDNN')}", era)
        return cudnn(name)
    if name == "ThresholdedReLU":
        return call_signatures.ThresholdedReLU
    if name in ALIASES:
        return library.LAYERS[ALIASES[name]]
    had = names(inside).get(name)
    if had is not None:
        old(f"keras.{inside}.{name}", "Keras 2")
    return had
