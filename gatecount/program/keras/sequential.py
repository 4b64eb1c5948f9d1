"""Keras' Sequential: layers on top of each other.

Follows keras/src/models/sequential.py.
"""

from __future__ import annotations

from ...counting import CountError
from ...types import TYPE_CHECKING, Self, Value
from ..doubt import members
from ..libraries.foreign import lacking
from ..printing import tentative
from ..session import current
from ..unknown import Unknown, sized
from . import configured, eras, tree
from .layer import Layer
from .model import Functional, Model
from .scopes import auto_name, is_keras_2, state
from .special import InputLayer, Lambda
from .tensors import KerasTensor

if TYPE_CHECKING:
    from .configured import Config

OWN = ("_ends", "_functional", "_lacks", "_reached", "_stack", "_whole")


class Sequential(Model):
    """`_whole` are the layers up to the first that is missing: what those after it
    are given is not known."""

    _ends: Value
    _reached: Value
    _whole: int | None

    def __new__(cls, *values: Value, **named: Value) -> Self:
        return Layer.__new__(cls, *values, **named)

    def __init__(
        self, layers: Value = None, trainable: Value = True, name: Value = None
    ) -> None:
        Model.__init__(self, trainable=trainable, name=name)
        self._reached = self._functional = None
        self._stack: list[Value] = []
        self._lacks, self._whole = lacks(), None
        if layers:
            for layer in members(layers):
                self.add(layer, rebuild=False)
            self._maybe_rebuild()

    def __setattr__(self, name: str, value: Value) -> None:
        if name in OWN:
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    @property
    def _functional(self) -> Value:
        """The functional model inside, made from its two ends when it is asked for."""
        if isinstance(self._ends, tuple):
            self._ends = quiet(*self._ends)
        return self._ends

    @_functional.setter
    def _functional(self, value: Value) -> None:
        self._ends = value

    def add(self, layer: Value, rebuild: Value = True) -> None:
        if isinstance(layer, Unknown):  # of a library that is not here
            lacking(layer)
        if self._whole is None and (
            isinstance(layer, Unknown) or lacks() > self._lacks
        ):
            self._whole = len(self._stack)
        if isinstance(layer, Unknown):
            return
        if not self._stack and getattr(layer, "_batch_shape_arg", None) is not None:
            self.add(
                InputLayer(batch_shape=layer._batch_shape_arg, name=brought(layer))
            )
        elif not self._stack and getattr(layer, "_input_shape_arg", None) is not None:
            self.add(InputLayer(shape=layer._input_shape_arg, name=brought(layer)))
        if isinstance(layer, KerasTensor):
            origin = layer._keras_history.operation
            layer = origin if isinstance(origin, InputLayer) else layer
        self._check(layer)
        self._stack.append(layer)
        self._tracker.locked = False
        self._tracker.track(layer)
        if rebuild:
            self._maybe_rebuild()
        else:
            self.built, self._functional = False, None

    def _check(self, layer: Value) -> None:
        if not isinstance(layer, Layer):
            value = getattr(layer, "__name__", None) or repr(layer)
            if isinstance(layer, type):
                raise CountError(
                    "{value} is a class: a model takes layers made from it. Write "
                    "{value}(...) with its arguments.",
                    value=value,
                )
            raise CountError(
                "A Sequential model takes layers, not {value}.",
                value=value,
            )
        same = [each for each in self._stack if each.name == layer.name]
        if any(each is not layer for each in same):
            raise CountError(
                "{number} layers of the model have the name {name}. Give each its own.",
                number=2,
                name=repr(layer.name),
            )
        first = self._stack[0] if self._stack else None
        if isinstance(layer, InputLayer) and isinstance(first, InputLayer):
            raise CountError(
                "The model has an input of shape {shape} already. Leave this "
                "second Input out.",
                shape=str(first.batch_shape),
            )

    def pop(self, rebuild: Value = True) -> Value:
        if current().doubts:
            tentative(self)
            spots = (*vars(self).get("_spots", ()), current().place())
            object.__setattr__(self, "_spots", spots)
        layer = self._stack.pop()
        self._tracker.forget(layer)
        self._reached = None
        self.built, self._functional = False, None
        if rebuild:
            self._maybe_rebuild()
        return layer

    def _maybe_rebuild(self) -> None:
        self.built, self._functional = False, None
        first = self._stack[0]
        if len(self._stack) < 2:
            return
        if isinstance(first, InputLayer):
            self.build(first.batch_shape)
        elif hasattr(type(first), "input_shape") and isinstance(first, Model):
            try:
                shape = first.input_shape
            except CountError:
                return
            self.build(shape)

    def _lock_state(self) -> None:
        pass

    def get_config(self) -> Config:
        dtype = Layer.get_config(self)["dtype"]
        config = configured.of_model(self, self._stack, dtype=dtype)
        if self.built:
            config["build_input_shape"] = self.input_shape
        return config

    @classmethod
    def from_config(cls, config: Value, custom_objects: Value = None) -> Value:
        return configured.remembered(config).again()

    def build(self, input_shape: Value = None) -> None:
        input_shape = sized(input_shape)
        if not tree.is_shape(input_shape):
            self._given_data()
            return
        input_shape = tuple(input_shape)
        if not self._stack:
            raise CountError(
                "The model {layer} has no layers. Add some before it is built.",
                layer=self.name,
            )
        first = self._stack[0]
        if not isinstance(first, InputLayer):
            dtype, name = first.compute_dtype, brought(first)
            first = InputLayer(batch_shape=input_shape, dtype=dtype, name=name)
            self._stack = [first, *self._stack]
            self._layers[:] = [first, *self._layers]
        elif first.batch_shape != input_shape:
            raise CountError(
                "The model {layer} has the input shape {shape} already; it cannot "
                "be built with {given}.",
                layer=self.name,
                shape=str(first.batch_shape),
                given=str(input_shape),
            )
        x, begun, tensors = self._reached or (first.output, 1, 0)
        self._reached, names = None, state().names
        names["keras_tensor"] += tensors
        for layer in self._stack[begun : self._whole]:
            before = names["keras_tensor"]
            try:
                x = layer(x)
            except NotImplementedError:
                return
            except CountError as error:
                if getattr(error, "line", None) is None and not is_own(layer):
                    error.line = layer._place.line
                raise
            tensors += names["keras_tensor"] - before
        for layer in self._stack[self._whole :] if self._whole is not None else ():
            layer._given_data()
        if all(map(is_steady, self._stack[begun:])):
            self._reached = x, len(self._stack), tensors
        inner = self.name if is_keras_2() else auto_name("Functional")
        self._functional = first.output, x, inner

    def call(
        self, inputs: Value, training: Value = None, mask: Value = None, **kwargs: Value
    ) -> Value:
        if self._functional:
            return self._functional.call(inputs, training=training, mask=mask)
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs

    def compute_output_spec(
        self, inputs: Value, training: Value = None, mask: Value = None, **kwargs: Value
    ) -> Value:
        if self._functional:
            return self._functional.compute_output_spec(inputs)
        for layer in self.layers:
            inputs = layer.compute_output_spec(inputs)
        return inputs

    def compute_output_shape(self, input_shape: Value) -> Value:
        if self._functional:
            return self._functional.compute_output_shape(input_shape)
        for layer in self.layers:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    @property  # type: ignore[misc]  # this one cannot be set
    def layers(self) -> list[Layer]:
        stack = self._stack
        return stack[1:] if stack and isinstance(stack[0], InputLayer) else stack[:]

    input_shape = property(lambda self: self._known("input shape").input_shape)
    output_shape = property(lambda self: self._known("output shape").output_shape)
    inputs = property(lambda self: self._known("inputs").inputs)
    outputs = property(lambda self: self._known("outputs").outputs)
    input = property(lambda self: self._end("input"))
    output = property(lambda self: self._end("output"))

    def _end(self, name: str) -> Value:
        """A model that nothing has called has none in Keras 3, and had one before: of a
        program that is Keras 2 by nothing else, this is a mistake."""
        older = eras.lenient() and current().eras
        if older and not self._inbound_nodes and self._functional:
            eras.old(f"model.{name} → model.{name}s[0]", "Keras 2")
            return getattr(self, f"{name}s")[0]
        return getattr(super(), name)

    def _known(self, what: str) -> Value:
        if not self._functional:
            raise CountError(
                "The model {layer} has no {what} yet, since it is not built. Begin "
                "it with keras.Input(shape=...).",
                "AttributeError",
                layer=self.name,
                what=what,
            )
        return self._functional

    @property
    def input_dtype(self) -> Value:
        first = self._stack[0] if self._stack else None
        return first.dtype if isinstance(first, InputLayer) else self.compute_dtype

    def check_input(self, value: Value) -> None:
        pass


def quiet(inputs: KerasTensor, outputs: KerasTensor, name: str) -> Functional:
    """The functional model inside, which is none of the program's own."""
    models = list(state().models)
    made = Functional(inputs, outputs, name=name)
    state().models[:] = models
    return made


def is_steady(layer: Layer) -> bool:
    """A second call does what the first did: add() need not call the layer again.

    Otherwise the program would see it: in a `call` of its own, or in a model that
    has grown in the meantime.
    """
    return not any(
        isinstance(each, (Model, Lambda)) or is_own(each)
        for each in layer._flatten_layers()
    )


def is_own(layer: Value) -> bool:
    """A layer of the program's own: its `call` is in the program."""
    return not type(layer).__module__.startswith(("keras", "gatecount"))


def brought(layer: Layer) -> str | None:
    """The name of the input that a first layer brings; Keras 3 counts it as others."""
    return f"{layer.name}_input" if is_keras_2() else None


def lacks() -> Value:
    """How many layers have been found missing so far."""
    return current().state.get("lacks", 0)
