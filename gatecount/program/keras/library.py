"""The modules of Keras, `keras` and `tf.keras`, for one run of a program."""

from ..refusing import refused
from ..standing import StandIn, put
from ..unknown import Unknown
from . import (
    backend,
    configured,
    datasets,
    eras,
    functions,
    kinds,
    named,
    operations,
    optimizers,
    others,
    preprocessing,
    scopes,
    texts,
    utilities,
)
from .graph import Operation
from .layer import Layer
from .layers import CLASSES
from .metrics import LOSSES, METRICS, callbacks
from .model import Model
from .recurrent import RNN, StackedRNNCells
from .seeds import SeedGenerator
from .sequential import Sequential
from .special import Input, InputLayer, Lambda, TimeDistributed, Wrapper
from .tensors import KerasTensor, Variable

LAYERS = {
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

# Modules of Keras 2 that Keras 3 has no more, and what to write instead.
MOVED = {
    "applications": None,
    "engine": "keras.layers",
    "engine.input_layer": "keras.layers",
    "engine.topology": "keras.layers",
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
    "utils.np_utils": "keras.utils",
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


def modules(session, root):
    """The modules below `root`: "keras" or "tensorflow.keras"."""
    tf = root != "keras"
    made = {}

    def add(path, names, missing=None):
        whole = f"{root}.{path}" if path else root
        module = StandIn(whole, names, missing or absent(whole, tf))
        return put(made, whole, module)

    add("", top())
    add("layers", LAYERS | ({"ThresholdedReLU": kinds.ThresholdedReLU} if tf else {}))
    add("models", MODELS)
    plain = {
        name: each
        for name, each in operations.FUNCTIONS.items()
        if name not in functions.IMAGES
    }
    add("ops", plain)
    for name in ("nn", "numpy", "linalg"):
        add(f"ops.{name}", plain)
    add("ops.image", functions.IMAGES)
    add("random", operations.RANDOM | {"SeedGenerator": SeedGenerator})
    add("activations", named.activations)
    add("initializers", named.initializers)
    add("regularizers", named.regularizers)
    add("constraints", named.constraints)
    add("optimizers", optimizers.CLASSES | {"get": optimizers.get})
    schedules = {
        name: type(name, (optimizers.Schedule,), {}) for name in optimizers.SCHEDULES
    }
    add("optimizers.schedules", schedules)
    add("optimizers.legacy", optimizers.LEGACY)
    add("losses", of_root(LOSSES, tf))
    add("metrics", of_root(METRICS, tf))
    add("callbacks", callbacks())
    add("utils", utilities.UTILS | {"clear_session": clear_session})
    if not tf:
        add("saving", utilities.SAVING)
    add("tree", utilities.TREE)
    add("mixed_precision", policies())
    add("dtype_policies", {"DTypePolicy": named.DTypePolicy})
    add("config", backend.CONFIG)
    add("backend", backend.names(tf) | {"clear_session": clear_session})
    add("datasets", {})
    for name, loader in datasets.LOADERS.items():
        add(f"datasets.{name}", loader)
    add("preprocessing", utilities.LOADING)
    images = dict(utilities.IMAGES)
    if not tf:
        del images["ImageDataGenerator"]
    add("preprocessing.image", images)
    add("preprocessing.sequence", utilities.SEQUENCES if tf else {
        "pad_sequences": utilities.SEQUENCES["pad_sequences"]
    })  # fmt: skip
    if tf:
        add("preprocessing.text", texts.NAMES)
    add("applications", {}, application)
    for name in APPLICATIONS:
        add(f"applications.{name}", {}, application)
    for name in ("distribution", "export", "quantizers", "visualization"):
        add(name, {}, lambda each: Unknown(each))
    wrappers = "SKLearnClassifier SKLearnRegressor SKLearnTransformer".split()
    add("wrappers", dict.fromkeys(wrappers, utilities.Scope))
    add("legacy", {})
    return made


APPLICATIONS = """convnext densenet efficientnet efficientnet_v2 imagenet_utils
    inception_resnet_v2 inception_v3 mobilenet mobilenet_v2 mobilenet_v3 nasnet resnet
    resnet50 resnet_v2 vgg16 vgg19 xception""".split()


def application(name):
    """A model of keras.applications: it can be imported, and refuses to be made."""
    if name in ("preprocess_input", "decode_predictions"):
        return lambda x=None, *values, **named: x

    def refuse(*values, **named):
        raise refused(
            "{name} is a large model whose layers are not kept here. Count what "
            "you build on top of it: begin with keras.Input of the shape that it "
            "returns.",
            "NotImplementedError",
            name=name,
        )

    return refuse


def absent(path, tf):
    """Why a module has no such name, and what to write instead."""
    inside = path.partition("keras")[2].lstrip(".")

    def missing(name):
        had = eras.found(inside, name)
        if had is not None:
            return had
        if eras.lenient() and MOVED.get(f"{inside}.{name}".lstrip("."), 0) != 0:
            where = f"{inside}.{name}".lstrip(".")
            eras.old(f"keras.{where} → {MOVED[where] or 'keras'}", "Keras 2")
            return StandIn(f"{path}.{name}", {}, absent(f"{path}.{name}", tf))
        if others.exists(inside, name, tf):
            return others.unknown(path, name)
        if name in GONE:
            raise refused(
                "{name} is Keras 2 and gone in Keras 3. Write {instead} instead.",
                "AttributeError",
                name=name,
                instead=GONE[name],
            )
        where = f"{inside}.{name}".lstrip(".")
        if MOVED.get(where):
            raise refused(
                "{name} is Keras 2: in Keras 3, import from {instead}.",
                "AttributeError",
                name=f"keras.{where}",
                instead=MOVED[where],
            )
        if inside == "backend" and not tf and name in backend.names(True):
            raise refused(
                "keras.backend has no {name} in Keras 3. Use a function of "
                "keras.ops, such as keras.ops.{name}.",
                "AttributeError",
                name=name,
            )
        return elsewhere(inside, name)

    return missing


def elsewhere(inside, name):
    """A name of another module of Keras: say which."""
    homes = {
        "layers": LAYERS,
        "models": MODELS,
        "optimizers": optimizers.CLASSES,
        "utils": utilities.UTILS,
        "callbacks": callbacks(),
    }
    for home, names in homes.items():
        if name in names and home != inside:
            raise refused(
                "{name} is in keras.{home}. Write from keras.{home} import {name}.",
                "AttributeError",
                name=name,
                home=home,
            )
    raise AttributeError(name)


def top():
    return {
        "__version__": "3.15.1",
        "version": lambda: "3.15.1",
        "DTypePolicy": named.DTypePolicy,
        "Function": Model,
        "Initializer": named.initializers["Initializer"],
        "Input": Input,
        "InputSpec": utilities.InputSpec,
        "KerasTensor": KerasTensor,
        "Layer": Layer,
        "Loss": LOSSES["Loss"],
        "Metric": METRICS["Metric"],
        "Model": Model,
        "Operation": Operation,
        "Optimizer": optimizers.Optimizer,
        "Regularizer": named.regularizers["Regularizer"],
        "Sequential": Sequential,
        "Variable": Variable,
        "device": utilities.Scope,
        "name_scope": utilities.Scope,
        "StatelessScope": utilities.Scope,
        "SymbolicScope": utilities.Scope,
        "RematScope": utilities.Scope,
    }


MODELS = {
    "Model": Model,
    "Sequential": Sequential,
    "clone_model": utilities.clone_model,
    "load_model": utilities.load_model,
    "model_from_json": configured.from_json,
    "save_model": utilities.save_model,
}


# What tf.keras alone has of losses and metrics, and what keras alone has.
OLD_NAMES = """KLD MAE MAPE MSE MSLE kld kullback_leibler_divergence logcosh mae mape
    mse msle Reduction""".split()
NEW_NAMES = """kl_divergence log_cosh mean_absolute_error mean_absolute_percentage_error
    mean_squared_error mean_squared_logarithmic_error""".split()


def of_root(names, tf):
    left_out = NEW_NAMES if tf else OLD_NAMES
    return {name: each for name, each in names.items() if name not in left_out}


def policies():
    return {
        "DTypePolicy": named.DTypePolicy,
        "Policy": named.DTypePolicy,
        "LossScaleOptimizer": optimizers.LossScaleOptimizer,
        "dtype_policy": named.DTypePolicy,
        "global_policy": named.DTypePolicy,
        "set_dtype_policy": named.set_policy,
        "set_global_policy": named.set_policy,
    }


def clear_session(free_memory=True):
    """Begin the automatic names anew."""
    scopes.state().names.clear()
