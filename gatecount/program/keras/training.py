"""compile, fit, evaluate and predict: accepted, and nothing is trained.

What they leave behind, as in Keras: a model that is built for the shape of the data,
and an optimizer with variables of its own.
"""

from math import floor

from ...counting import CountError
from ...types import NoReturn, Routine, Value
from ..harmless import Harmless
from ..libraries.array import Array, Data
from ..looping import Work
from ..names import NAMES
from ..session import current
from ..symbols import Symbol
from ..unknown import Unknown, sized
from . import eras, optimizers, tree
from .dtypes import dtype_name
from .graph import traced
from .layer_call import converted, is_data, is_partly_unknown
from .tensors import AnyTensor, KerasTensor


class Trainer:
    def __init__(self) -> None:
        own = vars(self)
        own["optimizer"], own["loss"] = None, None
        own["compiled"], own["stop_training"] = False, False
        own["metrics_names"], own["metric_names"] = ["loss"], []

    def compile(
        self,
        optimizer: Value = "rmsprop",
        loss: Value = None,
        loss_weights: Value = None,
        metrics: Value = None,
        **others: Value,
    ) -> None:
        unknown = [name for name in others if name not in COMPILE]
        if unknown and eras.lenient():
            eras.old(f"compile: {', '.join(unknown)} → –")
        elif unknown:
            refuse_arguments("compile", unknown, COMPILE)
        own = vars(self)
        own["optimizer"] = optimizers.get(optimizer)
        optimizers.check_name("loss", loss, NAMES["keras.losses by name"])
        own["loss"], own["compiled"] = loss, True
        given = tree.flatten(metrics) if metrics is not None else []
        own["metric_names"] = [name_of(each) for each in given]
        self.means(2)

    def fit(
        self,
        x: Value = None,
        y: Value = None,
        batch_size: Value = None,
        epochs: Value = 1,
        verbose: Value = "auto",
        **others: Value,
    ) -> Value:
        self._must_be_compiled()
        if eras.lenient():
            if "nb_epoch" in others:
                eras.old("nb_epoch → epochs", "Keras 1")
                epochs = others.pop("nb_epoch")
            others = {name: each for name, each in others.items() if name in FIT}
        unknown = [name for name in others if name not in FIT]
        if unknown:
            refuse_arguments("fit", unknown, FIT)
        validation = others.get("validation_data")
        batch = whole(batch_size, others.get("validation_split"))
        self._built_for(x, batch, batch_size)
        if self.optimizer is not None and self.built:
            self.optimizer.build(self.trainable_variables)
        self.means(3)
        current().ignore("fit")
        validated = validation is not None or "validation_split" in others
        vars(self)["history"] = History(self, epochs, validated)
        return self.history

    def __getattr__(self, name: str) -> Value:
        if isinstance(getattr(type(self), name, None), property):
            return getattr(type(self), name).fget(self)  # to refuse in its words
        if name in OLD and eras.lenient():
            eras.old(f"{name} → {OLD[name]}")
            way = name.partition("_")[0]
            return lambda x=None, *values, **named: getattr(self, way)(x)
        if name in OLD:
            raise CountError(
                "model.{name} is Keras 2 and gone in Keras 3. Write {instead}.",
                "AttributeError",
                name=name,
                instead=OLD[name],
            )
        if name.startswith("_"):
            raise AttributeError(name)
        if name in NAMES["keras.Model attributes"]:
            return Harmless(f"model.{name}")
        if name in ("add", "pop"):
            raise CountError(
                "Only a Sequential model has {name}. Here, call the layer on the "
                "output: keras.Model(model.inputs, layer(model.output)).",
                "AttributeError",
                name=name,
            )
        raise CountError(
            "The model {layer} has no {name}.",
            "AttributeError",
            layer=vars(self).get("name", type(self).__name__),
            name=name,
        )

    def evaluate(
        self,
        x: Value = None,
        y: Value = None,
        batch_size: Value = None,
        verbose: Value = "auto",
        **others: Value,
    ) -> Data:
        self._must_be_compiled()
        self._built_for(x, whole(batch_size), batch_size)
        self.means()
        current().ignore("evaluate")
        return Data("model.evaluate(…)")

    def predict(
        self,
        x: Value,
        batch_size: Value = None,
        verbose: Value = "auto",
        **others: Value,
    ) -> Value:
        Work.done += 100
        self._built_for(x, first(batch_size), batch_size)
        self.means(0)
        current().ignore("predict")
        rows = getattr(x, "shape", None)
        try:
            shapes = self.output_shape if self.built else None
        except (AttributeError, CountError):
            shapes = None
        if shapes is None or rows is None:
            return Data("model.predict(…)")
        structure = getattr(self, "_outputs_struct", None)
        if isinstance(structure, dict):
            shapes = {name: tuple(each.shape) for name, each in structure.items()}
        return tree.map_shapes(
            lambda each: Array(
                (rows[0], *(s if s is not None else Unknown("?") for s in each[1:])),
                "float32",
                "model.predict(…)",
            ),
            shapes,
        )

    def train_on_batch(
        self, x: Value, y: Value = None, *values: Value, **named: Value
    ) -> Value:
        Work.trained += 1
        Work.done += 50
        self._must_be_compiled()
        self._built_for(x, lambda rows: rows)
        if self.built:
            self.optimizer.build(self.trainable_variables)
        self.means(3)
        return Data("model.train_on_batch(…)")

    def predict_on_batch(self, x: Value, *values: Value, **named: Value) -> Value:
        return self.predict(x)

    def _must_be_compiled(self) -> None:
        if not self.compiled:
            raise CountError(
                "The model {layer} is not compiled. Write model.compile(...) "
                "before fit or evaluate.",
                layer=self.name,
            )

    def _built_for(self, x: Value, batch: Routine, size: Value = None) -> None:
        """Build what is not built, on a batch of this data.

        `batch(rows)` is the size of the batch that Keras builds the model for, `size`
        what the program says of it.
        """
        if all(layer.built for layer in self._flatten_layers()):
            self._check_data(x)
            return
        if x is None or isinstance(x, str):
            return
        shapes = batch_of(x, batch)
        if shapes is None and is_data(x):
            self(x)  # type: ignore[operator]  # a layer, too
        if shapes is not None:
            traced(self, shapes)
            unknown = isinstance(size, (Unknown, Symbol))
            if unknown or any(map(is_partly_unknown, tree.flatten(x))):
                for each in self._flatten_layers():
                    object.__setattr__(each, "_open", True)

    def _check_data(self, x: Value) -> None:
        """Refuse data that does not fit to the model's inputs."""
        batch = batch_of(x, lambda rows: None)
        inside = getattr(self, "_functional", None)
        expected = getattr(self if inside is None else inside, "_inputs", None)
        flat = tree.flatten(batch)
        if batch is None or expected is None or len(flat) != len(expected):
            return
        for given, tensor in zip(flat, expected):
            shape, wanted = getattr(given, "shape", None), tensor.shape
            if shape is None:
                return
            differ = any(
                {*map(type, pair)} == {int} and pair[0] != pair[1]
                for pair in list(zip(shape, wanted))[1:]
            )
            alike = len(shape) == len(wanted)
            if differ if alike else 1 not in (shape[-1], wanted[-1]):
                raise CountError(
                    "The model {layer} takes an input of shape {expected}, but is "
                    "given {shape}.",
                    layer=self.name,
                    expected=str(wanted),
                    shape=str((None, *shape[1:])),
                )


def refuse_arguments(layer: str, unknown: list[str], known: list[str]) -> NoReturn:
    raise CountError(
        "{layer} has no argument {unknown}. It takes {known}.",
        "TypeError",
        layer=layer,
        unknown=", ".join(unknown),
        known=", ".join(known),
    )


OLD = {
    "fit_generator": "model.fit(generator)",
    "evaluate_generator": "model.evaluate(generator)",
    "predict_generator": "model.predict(generator)",
    "predict_classes": "model.predict(x).argmax(axis=-1)",
    "predict_proba": "model.predict(x)",
}
COMPILE, FIT = NAMES["keras.Model.compile"], NAMES["keras.Model.fit"]


def whole(batch_size: Value, split: Value = None) -> Routine:
    """The size of every batch, if all are equal; as fit and evaluate build."""

    def of(rows: int) -> Value:
        size = batch_size or 32
        if isinstance(split, float) and rows is not None:
            rows = floor(rows * (1 - split))
        known = isinstance(size, int) and rows is not None
        return size if known and rows % size == 0 else None

    return of


def first(batch_size: Value) -> Routine:
    """The size of the first batch; as predict builds."""
    size = batch_size or 32
    return lambda rows: (
        min(rows, size) if isinstance(size, int) and rows is not None else None
    )


def batch_of(x: Value, batch: Routine) -> Value:
    """KerasTensors of the shape of one batch; None where it is not known."""
    if not isinstance(x, Unknown) and hasattr(x, "batch_shapes"):
        return x.batch_shapes()
    unknown = []

    def one(value: Value) -> Value:
        sizes = value.shape if isinstance(value, Array) else None
        value = converted(value)
        if isinstance(value, AnyTensor):
            shape = tuple(value.shape) or (None,)
            rest = sized(tuple(sizes[1:])) if sizes else shape[1:]
            shape = (batch(shape[0]), *rest)
            return KerasTensor(shape, dtype_name(value.dtype), name="batch")
        unknown.append(value)
        return value

    made = tree.map_structure(one, x)
    return None if unknown else made


class History:
    """What fit returns: the losses, which are not known here."""

    def __init__(self, model: Value, epochs: Value, validated: bool) -> None:
        self.model = model
        self.epoch = list(range(epochs)) if isinstance(epochs, int) else []
        self.params = {"epochs": epochs}
        names = sorted([*model.metric_names, "loss"])
        if validated:
            names += [f"val_{name}" for name in names]
        rounds = range(min(len(self.epoch), 1000))
        self.history = Losses(
            {name: [Unknown(f"{name}[{n}]") for n in rounds] for name in names}
        )


class Losses(dict[str, Value]):
    """A number for each epoch, under the name of each metric; a callback has more."""

    def __missing__(self, name: Value) -> Value:
        return Data(f"history[{name!r}]")


def name_of(metric: Value) -> str:
    """The name under which a metric is followed."""
    if isinstance(metric, str):
        return metric
    name = getattr(metric, "name", None) or getattr(metric, "__name__", None)
    return name if isinstance(name, str) else "metric"
