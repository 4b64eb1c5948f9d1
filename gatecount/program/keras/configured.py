"""What get_config and to_json say of a model, and the model made again from it.

A model's layers hold objects of ours where Keras has plain values, so that what
is said remembers the model that it was said of.
"""

from __future__ import annotations

from ...counting import CountError
from ...types import Value


class Config(dict[str, Value]):
    """The dictionary that Keras gives; `model` is what it describes."""

    model = None

    def again(self) -> Value:
        from .copying import cloned, layer_name

        made = cloned(self.model, layer_name)
        made.name = self["name"]
        return made


class Json(str):
    model = None


def of_model(model: Value, layers: Value, **more: Value) -> Config:
    config = Config(
        {"name": model.name, "trainable": model.trainable}
        | more
        | {"layers": [of_layer(each) for each in layers]}
    )
    config.model = model
    return config


def of_layer(layer: Value) -> dict[str, Value]:
    return {
        "module": "keras.layers",
        "class_name": type(layer).__name__,
        "config": layer.get_config(),
        "registered_name": None,
    }


def as_json(model: Value) -> Json:
    text = Json("{}")
    text.model = model
    return text


def from_json(text: Value, *values: Value, **named: Value) -> Value:
    return of_model(remembered(text).model, ()).again()


def remembered(said: Value) -> Value:
    """`said`, if a model of this program said it; CountError otherwise."""
    if getattr(said, "model", None) is None:
        raise CountError(
            "A model that is described by text or by a dictionary cannot be made "
            "here. Paste the lines that build the model instead.",
            "NotImplementedError",
        )
    return said
