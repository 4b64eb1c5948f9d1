"""`keras.utils`, `keras.saving`, `keras.tree` and their like."""

from contextlib import contextmanager
from math import ceil

from ..libraries import literals
from ..libraries.array import Array, Data, literal_shape
from ..libraries.numpy import array_of
from ..refusing import refused
from ..session import current
from ..unknown import Unknown
from . import tree
from .scopes import state
from .tensors import AnyTensor, KerasTensor, dtype_name


class InputSpec:
    def __init__(self, dtype=None, shape=None, ndim=None, **named):
        self.dtype, self.shape, self.ndim = dtype, shape, ndim
        vars(self).update(named)


class Scope:
    """A `with` that changes nothing here."""

    def __init__(self, *values, **named):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


@contextmanager
def custom_object_scope(*values, **named):
    yield


def to_categorical(x, num_classes=None):
    """One axis more, of as many places as there are classes."""
    if isinstance(x, AnyTensor):
        return Array((*x.shape, num_classes), "float32")
    made = array_of(x)
    if num_classes is None:
        data = literals.literal(x)
        flat = [] if data is None else literals.flat(data)
        known = flat and all(isinstance(each, int) for each in flat)
        num_classes = max(flat) + 1 if known else Unknown("number of classes")
    if made.shape is None:
        return Data("to_categorical(…)")
    shape = made.shape
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    return Array((*shape, num_classes), "float32", f"to_categorical({made.text})")


def pad_sequences(
    sequences, maxlen=None, dtype="int32", padding="pre", truncating="pre", value=0.0
):
    """(sequences, steps): all made as long as the longest, or as `maxlen`."""
    unknown = isinstance(sequences, Unknown)
    if unknown:
        whole = getattr(sequences, "shape", None)
        rows = whole[0] if whole else Unknown("len(sequences)")
        return Array((rows, maxlen or Unknown("maxlen")), "int32", "pad_sequences(…)")
    found = [literal_shape(each) for each in sequences]
    known = not any(isinstance(each, Unknown) for each in sequences)
    rows = len(found) if known else Unknown("len(sequences)")
    if maxlen is None:
        maxlen = max((shape[0] for shape in found), default=0) if known else None
    inner = found[0][1:] if found else ()
    return Array(
        (rows, maxlen or Unknown("maxlen"), *inner), "int32", "pad_sequences(…)"
    )


def normalize(x, *values, **named):
    return array_of(x)


def plot_model(*values, **named):
    current().ignore("plot_model")


def clone_model(model, *values, **named):
    """A model of the same layers with weights of its own."""
    from .copying import cloned

    return cloned(model)


def load_model(path=None, *values, **named):
    """The model that the program has saved there, or else the one it has trained."""
    current().ignore("load_model")
    saved = current().state.get("saved", [])
    same = [model for where, model in saved if where == path and path is not None]
    meant = state().meant
    trained = [each for each in state().models if meant.get(id(each), 0) > 2e9]
    if same or trained:
        return (same or trained)[-1]
    raise refused(
        "load_model reads a file that is not here. Paste the lines that build the "
        "model instead.",
        "NotImplementedError",
    )


def save_model(model, *values, **named):
    model.save()


class TimeseriesGenerator:
    """Windows of `length` rows of the data."""

    def __init__(self, data, targets, length, *values, batch_size=128, **named):
        self.data, self.targets = array_of(data), array_of(targets)
        self.length, self.batch_size = length, batch_size

    def batch_shapes(self):
        shape = self.data.shape
        if shape is None:
            return None
        sizes = [each if isinstance(each, int) else None for each in shape[1:]]
        return KerasTensor((None, self.length, *sizes), name="batch")

    def __getitem__(self, n):
        rest = self.data.shape[1:] if self.data.shape else (Unknown("features"),)
        rows = (Unknown("batch"), self.length, *rest)
        return Array(rows), Array((rows[0],))

    def __len__(self):
        rows = self.data.shape[0] if self.data.shape else None
        return ceil(rows / self.batch_size) if isinstance(rows, int) else 1

    def __iter__(self):
        yield self[0]


def images_from(*values, **named):
    current().ignore("dataset_from_directory")
    return Data("dataset")


class ImageDataGenerator:
    def __init__(self, *values, **named):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return images_from


def decorated(*values, **named):
    """A decorator with or without arguments."""
    if len(values) == 1 and not named and isinstance(values[0], type):
        return values[0]
    return lambda made: made


class Sequence:
    """A source of batches that the program derives its own from."""

    def __init__(self, *values, **named):
        pass


class Progbar(Scope):
    def update(self, *values, **named):
        pass

    add = update


SAVING = {
    "CustomObjectScope": Scope,
    "custom_object_scope": custom_object_scope,
    "get_custom_objects": dict,
    "load_model": load_model,
    "load_weights": lambda *values, **named: None,
    "register_keras_serializable": decorated,
    "save_model": save_model,
    "save_weights": lambda *values, **named: None,
    "serialize_keras_object": lambda value: value,
    "deserialize_keras_object": lambda value, **named: value,
    "get_registered_name": lambda value: value,
    "get_registered_object": lambda value, **named: value,
    "KerasFileEditor": Scope,
}
LOADING = {
    "image_dataset_from_directory": images_from,
    "text_dataset_from_directory": images_from,
    "timeseries_dataset_from_array": images_from,
}
IMAGES = {
    "ImageDataGenerator": ImageDataGenerator,
    "array_to_img": lambda x, **named: Data("image"),
    "img_to_array": lambda x, **named: Data("image"),
    "load_img": lambda *values, **named: Data("image"),
    "save_img": lambda *values, **named: None,
    "smart_resize": lambda x, size, **named: x,
}
SEQUENCES = {
    "pad_sequences": pad_sequences,
    "TimeseriesGenerator": TimeseriesGenerator,
    "make_sampling_table": lambda *values, **named: Data("sampling table"),
    "skipgrams": lambda *values, **named: (Data("couples"), Data("labels")),
}
SHARED = """CustomObjectScope custom_object_scope get_custom_objects
    register_keras_serializable serialize_keras_object deserialize_keras_object
    get_registered_name get_registered_object""".split()
UTILS = {
    **{name: SAVING[name] for name in SHARED},
    **LOADING,
    **{
        name: IMAGES[name]
        for name in IMAGES
        if name[0].islower() and "smart" not in name
    },
    "Progbar": Progbar,
    "PyDataset": Sequence,
    "Sequence": Sequence,
    "audio_dataset_from_directory": images_from,
    "disable_interactive_logging": lambda: None,
    "enable_interactive_logging": lambda: None,
    "is_interactive_logging_enabled": lambda: True,
    "get_file": lambda *values, **named: Data("file"),
    "is_keras_tensor": lambda x: isinstance(x, KerasTensor),
    "model_to_dot": plot_model,
    "normalize": normalize,
    "pad_sequences": pad_sequences,
    "plot_model": plot_model,
    "set_random_seed": lambda seed: None,
    "split_dataset": lambda *values, **named: (Data("dataset"), Data("dataset")),
    "standardize_dtype": dtype_name,
    "to_categorical": to_categorical,
    "get_source_inputs": lambda tensor: [tensor],
    "pack_x_y_sample_weight": lambda *values: values,
    "unpack_x_y_sample_weight": lambda values: values,
    "FeatureSpace": Scope,
    "Config": dict,
    "bounding_boxes": None,
    "legacy": None,
}
TREE = {
    "flatten": tree.flatten,
    "map_structure": tree.map_structure,
    "is_nested": tree.is_nested,
    "pack_sequence_as": tree.pack,
    "map_shape_structure": tree.map_shapes,
}
