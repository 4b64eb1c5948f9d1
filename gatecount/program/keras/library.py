"""The modules of Keras, `keras` and `tf.keras`, for one run of a program."""

from __future__ import annotations

from ...counting import CountError
from ...types import TYPE_CHECKING, NoReturn, Routine, Value
from ..harmless import Harmless
from ..names import NAMES, names_of
from ..stand_ins import StandIn, put
from . import (
    backend,
    call_signatures,
    configured,
    eras,
    functions,
    named,
    operations,
    optimizers,
    preprocessing,
    scopes,
    texts,
    utilities,
)
from .graph import Operation
from .layer import Layer
from .layers import CLASSES
from .model import Model
from .recurrent import RNN, StackedRNNCells
from .seeds import SeedGenerator
from .sequential import Sequential
from .special import Input, InputLayer, Lambda, TimeDistributed, Wrapper
from .tensors import KerasTensor, Variable

if TYPE_CHECKING:
    from ..session import Session

LAYERS: dict[str, Value] = {
    **CLASSES,
    **preprocessing.CLASSES,
    "Input": Input,
    "InputLayer": InputLayer,
    "InputSpec": utilities.InputSpec,
    "Lambda": Lambda,
    "Layer": Layer,
    "RNN": RNN,
    "StackedRNNCells": StackedRNNCells,
    "TimeDistributed": TimeDistributed,
    "Wrapper": Wrapper,
    **functions.MERGING,
}

DATA = [f"datasets.{name}" for name in utilities.DATASETS]
DATA += ["preprocessing.image", "preprocessing.sequence"]
# Modules of Keras 2 that Keras 3 has no more, and what to write instead.
MOVED = {
    "applications": None,
    "engine": "keras.layers",
    "engine.input_layer": "keras.layers",
    "engine.topology": "keras.layers",
    "engine.base_layer": "keras.layers",
    "engine.training": "keras.models",
    "initializations": "keras.initializers",
    "objectives": "keras.losses",
    "layers.advanced_activations": "keras.layers",
    "layers.convolutional": "keras.layers",
    "layers.core": "keras.layers",
    "layers.embeddings": "keras.layers",
    "layers.experimental": "keras.layers",
    "layers.experimental.preprocessing": "keras.layers",
    "layers.merge": "keras.layers",
    "layers.normalization": "keras.layers",
    "layers.pooling": "keras.layers",
    "layers.recurrent": "keras.layers",
    "layers.wrappers": "keras.layers",
    "preprocessing.text": "tensorflow.keras.preprocessing.text",
    "saving": "keras.saving",
    **{
        f"utils.{name}": "keras.utils"
        for name in "data_utils io_utils visualize_util conv_utils np_utils".split()
    },
    "utils.vis_utils": "keras.utils",
    "utils.generic_utils": "keras.utils",
    "wrappers.scikit_learn": "scikeras.wrappers",
    "utils.layer_utils": "keras.utils",
}
# Names of Keras 2 that Keras 3 has no more, and what took their place.
GONE = {
    "ImageDataGenerator": "tensorflow.keras.preprocessing.image.ImageDataGenerator",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "ThresholdedReLU": "ReLU(threshold=...)",
    "LocallyConnected1D": "Conv1D",
    "LocallyConnected2D": "Conv2D",
    "MaxoutDense": "Dense",
    "Highway": "Dense",
    "TimeDistributedDense": "TimeDistributed(Dense(...))",
    "Merge": "Concatenate",
    "merge": "concatenate",
    "AtrousConv1D": "Conv1D(dilation_rate=...)",
    "AtrousConv2D": "Conv2D(dilation_rate=...)",
    "Deconvolution2D": "Conv2DTranspose",
    "np_utils": "to_categorical",
    "multi_gpu_model": "keras.distribution",
    "DenseFeatures": "keras.utils.FeatureSpace",
}


# Of what else these hold, nothing changes a count.
HARMLESS = """losses metrics callbacks utils saving tree mixed_precision dtype_policies
    config backend datasets preprocessing optimizers optimizers.schedules wrappers
    distribution export quantizers visualization legacy""".split()


def modules(session: Session, root: str) -> dict[str, Value]:
    """The modules below `root`: "keras" or "tensorflow.keras"."""
    tf = root != "keras"
    made: dict[str, Value] = {}

    def add(path: str, names: Value = (), missing: Routine | None = None) -> StandIn:
        whole = f"{root}.{path}" if path else root
        module = StandIn(whole, names, missing or absent(whole, tf))
        if names_of(whole):
            vars(module)["__all__"] = names_of(whole)
        return put(made, whole, module)

    add("", top())
    add(
        "layers",
        LAYERS | ({"ThresholdedReLU": call_signatures.ThresholdedReLU} if tf else {}),
    )
    add("models", MODELS)
    plain = {
        name: each
        for name, each in operations.FUNCTIONS.items()
        if name not in functions.IMAGES
    }
    for path in ("ops", "ops.nn", "ops.numpy", "ops.linalg"):
        add(path, plain)
    add("ops.image", functions.IMAGES)
    add("random", operations.RANDOM | {"SeedGenerator": SeedGenerator})
    for path in ("activations", "initializers", "regularizers", "constraints"):
        add(path, getattr(named, path))
    add("optimizers", optimizers.CLASSES | {"get": optimizers.get})
    add("optimizers.schedules")
    add("optimizers.legacy", optimizers.LEGACY)
    for path in HARMLESS:
        if (path == "saving" and tf) or f"{root}.{path}" in made:
            continue
        add(path, OWN.get(path, ()))
    made[f"{root}.backend"].__dict__.update(backend.names(tf))
    for path in ("backend", "utils"):
        made[f"{root}.{path}"].__dict__["clear_session"] = clear_session
    for name, shapes in utilities.DATASETS.items():
        add(f"datasets.{name}", {"load_data": utilities.loader(name, shapes)})
    add("preprocessing.image")
    sequences = {"pad_sequences": utilities.pad_sequences}
    add("preprocessing.sequence", sequences)
    if tf:
        add("preprocessing.text", texts.NAMES)
    for name in ("", *names_of("keras.applications")):
        if name.islower() or not name:
            add(f"applications.{name}".rstrip("."), {}, application)
    return made


def application(name: Value) -> Value:
    """A model of keras.applications: it can be imported, and refuses to be made."""
    if name in ("preprocess_input", "decode_predictions"):
        return lambda x=None, *values, **named: x

    def refuse(*values: Value, **named: Value) -> NoReturn:
        raise CountError(
            "{name} is a large model whose layers are not kept here. Count what "
            "you build on top of it: begin with keras.Input of the shape that it "
            "returns.",
            "NotImplementedError",
            name=name,
        )

    return refuse


def absent(path: str, tf: bool) -> Routine:
    """What a module has besides; why it has no such name, and what to write instead."""
    inside = path.partition("keras")[2].lstrip(".")

    def missing(name: str) -> Value:
        had = eras.found(inside, name)
        if had is not None:
            return had
        where = f"{inside}.{name}".lstrip(".")
        if eras.lenient() and MOVED.get(where, 0) != 0:
            eras.old(f"keras.{where} → {MOVED[where] or 'keras'}", "Keras 2")
            return StandIn(f"{path}.{name}", {}, absent(f"{path}.{name}", tf))
        if exists(path, inside, name):
            harmless = inside in HARMLESS or inside.startswith(
                ("datasets.", "preprocessing.")
            )
            return Harmless(f"{path}.{name}") if harmless else unknown(path, name)
        if name in GONE and eras.lenient():  # imported; what is made with it, stops
            return unknown(path, name)
        if name in GONE:
            raise CountError(
                "{name} is Keras 2 and gone in Keras 3. Write {instead} instead.",
                "AttributeError",
                name=name,
                instead=GONE[name],
            )
        if MOVED.get(where):
            raise CountError(
                "{name} is Keras 2: in Keras 3, import from {instead}.",
                "AttributeError",
                name=f"keras.{where}",
                instead=MOVED[where],
            )
        if inside == "backend" and not tf and name in backend.names(True):
            raise CountError(
                "keras.backend has no {name} in Keras 3. Use a function of "
                "keras.ops, such as keras.ops.{name}.",
                "AttributeError",
                name=name,
            )
        return elsewhere(inside, name)

    return missing


def exists(path: str, inside: str, name: str) -> bool:
    """Has Keras such a name there? Of some modules, not even the names are kept."""
    if inside.startswith("ops.") and inside != "ops.image":
        path = path.rpartition(".")[0]
    known = names_of(path)
    whole = known or f"{inside}.{name}" in MOVED
    return name in known or (not whole and inside in (*HARMLESS, *DATA))


def unknown(path: str, name: str) -> Routine:
    """What refuses when it is called, and not before."""

    def refuse(*values: Value, **named: Value) -> NoReturn:
        raise CountError(
            "{name} of {module} is not known here yet, so that the program cannot "
            "be counted. Leave it out if no layer depends on it.",
            "NotImplementedError",
            module=path,
            name=name,
        )

    refuse.__name__ = name
    return refuse


def elsewhere(inside: str, name: str) -> NoReturn:
    """A name of another module of Keras: say which."""
    for home in ("layers", "models", "optimizers", "utils", "callbacks"):
        if name in names_of(f"keras.{home}") and home != inside:
            raise CountError(
                "{name} is in keras.{home}. Write from keras.{home} import {name}.",
                "AttributeError",
                name=name,
                home=home,
            )
    raise AttributeError(name)


def top() -> dict[str, Value]:
    version = NAMES["keras.__version__"][0]
    return {
        "__version__": version,
        "version": lambda: version,
        "DTypePolicy": named.DTypePolicy,
        "Function": Model,
        "Initializer": named.initializers["Initializer"],
        "Input": Input,
        "InputSpec": utilities.InputSpec,
        "KerasTensor": KerasTensor,
        "Layer": Layer,
        "Model": Model,
        "Operation": Operation,
        "Optimizer": optimizers.Optimizer,
        "Regularizer": named.regularizers["Regularizer"],
        "Sequential": Sequential,
        "Variable": Variable,
        **{name: Harmless(f"keras.{name}", 0) for name in SCOPES},
    }


SCOPES = """device name_scope StatelessScope SymbolicScope RematScope Loss
    Metric""".split()


MODELS: dict[str, Value] = {
    "Model": Model,
    "Sequential": Sequential,
    "clone_model": utilities.clone_model,
    "load_model": utilities.load_model,
    "model_from_json": configured.from_json,
    "save_model": utilities.save_model,
}


POLICY = dict.fromkeys(
    "DTypePolicy Policy dtype_policy global_policy".split(), named.DTypePolicy
)
OWN: dict[str, Value] = {
    "config": backend.CONFIG,
    "dtype_policies": {"DTypePolicy": named.DTypePolicy},
    "mixed_precision": POLICY
    | dict.fromkeys(("set_dtype_policy", "set_global_policy"), named.set_policy),
    "saving": utilities.SAVING,
    "tree": utilities.TREE,
    "utils": utilities.UTILS,
}


def clear_session(free_memory: Value = True) -> None:
    """Begin the automatic names anew."""
    scopes.state().names.clear()
