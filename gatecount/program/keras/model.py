"""Keras' Model, and the functional model: a graph between inputs and outputs.

Follows keras/src/models/model.py and functional.py.
"""

from __future__ import annotations

from ...counting import CountError
from ...types import TYPE_CHECKING, Self, Shape, Value
from ..printing import show
from ..result import TRAINED
from ..session import current
from ..unknown import sized
from . import configured, eras, summary_2, tree
from .call_arguments import default
from .graph import (
    as_keras_tensor,
    as_tensor,
    mapped,
    node_of,
    traced,
)
from .layer import Layer
from .scopes import state, untracked
from .settings import refuse_outputs
from .subgraph import check_tensors, cloned
from .tensors import AnyTensor, KerasTensor
from .training import Trainer

if TYPE_CHECKING:
    from .configured import Config, Json


def is_functional(values: tuple[Value, ...], named: dict[str, Value]) -> bool:
    """Do the arguments of a model name its inputs and outputs?"""
    return (
        len(values) == 2
        or (len(values) == 1 and "outputs" in named)
        or ("inputs" in named and "outputs" in named)
    )


def today(values: tuple[Value, ...], named: dict[str, Value]) -> dict[str, Value]:
    """Model(input=, output=), as Keras 1 had it."""
    if eras.lenient() and ("input" in named or "output" in named):
        eras.old("Model(input=, output=) → Model(inputs=, outputs=)", "Keras 1")
        words = {"input": "inputs", "output": "outputs"}
        return {words.get(name, name): each for name, each in named.items()}
    return named


class Model(Trainer, Layer):
    def __new__(cls, *values: Value, **named: Value) -> Value:
        named = today(values, named)
        if cls is Model and is_functional(values, named):
            return Functional.__new__(Functional, *values, **named)
        return Layer.__new__(cls, *values, **named)

    def __init__(self, *values: Value, **named: Value) -> None:
        Trainer.__init__(self)
        named = today(values, named)
        if is_functional(values, named):
            make_functional(type(self))
            itself: Value = self  # which is one by now
            Functional.__init__(itself, *values, **named)
            return
        if len(values) == 1 and type(self) is not Model and eras.lenient():
            eras.old("super().__init__(…) → super().__init__()")
        elif values:
            refuse_outputs("TypeError")
        for name in ("inputs", "outputs", "input", "output"):
            if name in named:
                refuse_outputs("ValueError")
        Layer.__init__(self, **named)
        state().models.append(self)

    def call(self, *values: Value, **named: Value) -> Value:
        raise CountError(
            "{layer} has no method call, which says what it does with its input.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    @property
    def layers(self) -> list[Layer]:
        return self._flatten_layers(include_self=False, recursive=False)

    @layers.setter
    def layers(self, value: Value) -> Value:
        raise CountError(
            "layers is Keras' own name in a model. Call the attribute otherwise.",
            "AttributeError",
        )

    def get_layer(self, name: Value = None, index: Value = None) -> Layer:
        layers = self.layers
        if index is not None and name is None:
            if index < len(layers):
                return layers[index]
        elif index is None and name is not None:
            found = [each for each in layers if each.name == name]
            if found:
                return found[0]
        raise CountError(
            "The model has no layer {asked}. It has {known}.",
            asked=repr(name if name is not None else index),
            known=", ".join(each.name for each in layers),
        )

    def summary(
        self,
        line_length: Value = None,
        positions: Value = None,
        print_fn: Value = None,
        expand_nested: Value = False,
        show_trainable: Value = False,
        layer_range: Value = None,
    ) -> None:
        self.means()
        text = summary_2.of_its_time(
            self, line_length, positions, expand_nested, show_trainable, layer_range
        )
        if print_fn is None:
            show(text)
        else:
            print_fn(text)

    def means(self, how: Value = 1) -> None:
        """Note what the program does with this model: 2 compiles it, 3 trains it."""
        before = state().meant.get(id(self), 0)
        state().meant[id(self)] = max(before, how * TRAINED + current().tick())

    def save(self, *values: Value, **named: Value) -> None:
        self.means()
        where = values[0] if values else named.get("filepath")
        current().state.setdefault("saved", []).append((where, self))
        current().ignore("save")

    save_weights = export = save

    def load_weights(self, *values: Value, **named: Value) -> None:
        current().ignore("load_weights")

    def get_config(self) -> Value:
        return Layer.get_config(self)

    @classmethod
    def from_config(cls, config: Value, custom_objects: Value = None) -> Value:
        if isinstance(config, configured.Config):
            return config.again()
        return cls(**config)

    def to_json(self, **named: Value) -> Json:
        return configured.as_json(self)

    def build_from_config(self, config: Value) -> None:
        if config.get("input_shape"):
            self.build(config["input_shape"])

    @default
    def build(self, input_shape: Value = None) -> None:
        """Keras 2 called the model; Keras 3 leaves what is inside as it is."""
        inside = self._flatten_layers(include_self=False)
        waiting = not all(each.built for each in inside)
        if eras.lenient() and waiting and tree.is_shape(input_shape):
            eras.old("model.build(shape) → model(keras.Input(…))")
            shape = sized(tuple(input_shape))
            whole = "Embedding" in {type(each).__name__ for each in inside}
            traced(self.call, KerasTensor(shape, "int64" if whole else "float32"))
            self.built = True
            return
        super().build(input_shape)

    def reset_states(self) -> None:
        for layer in self.layers:
            if hasattr(type(layer), "reset_state"):
                layer.reset_state()

    reset_state = reset_states


def make_functional(cls: Value) -> Value:
    """Put Functional below a class of the program that is derived from Model."""
    if cls is Model:
        return Functional
    if cls is object or not issubclass(cls, Model) or issubclass(cls, Functional):
        return cls
    cls.__bases__ = tuple(map(make_functional, cls.__bases__))
    return cls


class Functional(Model):
    """A model that is the graph between its inputs and its outputs."""

    def __new__(cls, *values: Value, **named: Value) -> Self:
        return Layer.__new__(cls, *values, **named)

    def __init__(
        self,
        inputs: Value = None,
        outputs: Value = None,
        name: Value = None,
        **kwargs: Value,
    ) -> None:
        kwargs = today((), kwargs)
        inputs = kwargs.pop("inputs", inputs)
        outputs = kwargs.pop("outputs", outputs)
        Trainer.__init__(self)
        trainable = kwargs.pop("trainable", None)
        check_tensors("inputs", inputs)
        check_tensors("outputs", outputs)
        if not all(node_of(each).is_input for each in tree.flatten(inputs)):
            inputs, outputs = cloned(inputs, outputs)
        Layer.__init__(self, name=name, **kwargs)
        with untracked():
            self._inputs_struct = inputs
            self._outputs_struct = outputs
            self._inputs = tree.flatten(inputs)
            self._outputs = tree.flatten(outputs)
            self._operations, self._nodes_by_depth = mapped(self._inputs, self._outputs)
        self._check_connected()
        if trainable is not None:
            self.trainable = trainable
        for layer in self.layers:
            self._tracker.track(layer)
        self.build(None)
        self._convert_input_args = False
        self._allow_non_tensor_positional_args = True
        self.output_names = [
            each._keras_history.operation.name for each in self.outputs
        ]
        state().models.append(self)

    def _lock_state(self) -> None:
        pass

    def _check_connected(self) -> None:
        """Refuse an output that another Input leads to."""
        reached = {id(each) for each in self._inputs}
        others = []
        for depth in sorted(self._nodes_by_depth, reverse=True):
            for node in self._nodes_by_depth[depth]:
                if node.is_input and not any(id(t) in reached for t in node.outputs):
                    others.append(node.operation.name)
                if not node.is_input and all(
                    id(each) in reached for each in node.input_tensors
                ):
                    reached |= {id(each) for each in node.outputs}
        if any(id(each) not in reached for each in self._outputs):
            raise CountError(
                "The outputs of the model also come from {other}, which is none of "
                "its inputs. Name it in inputs as well.",
                other=", ".join(others) or "-",
            )

    def build(self, input_shape: Value) -> None:
        self.built = True

    @property  # type: ignore[misc]  # this one cannot be set
    def layers(self) -> list[Layer]:
        return [each for each in self._operations if isinstance(each, Layer)]

    operations = property(lambda self: list(self._operations))
    inputs = property(lambda self: self._inputs)
    outputs = property(lambda self: self._outputs)
    input = property(lambda self: self._inputs_struct)
    output = property(lambda self: self._outputs_struct)

    @property
    def input_shape(self) -> Value:
        return only([each.shape for each in self._inputs_of(self._inputs_struct)])

    output_shape = property(lambda self: only([each.shape for each in self.outputs]))

    def _inputs_of(self, structure: KerasTensor) -> list[KerasTensor]:
        return self._inputs

    def call(
        self, inputs: Value, training: Value = None, mask: Value = None, **kwargs: Value
    ) -> Value:
        outputs = unpack(self._through(self._adjusted(inputs)))
        return tree.map_structure(as_tensor, outputs)

    def compute_output_spec(
        self, inputs: Value, training: Value = None, mask: Value = None
    ) -> Value:
        adjusted = self._adjusted(inputs, strict=True)
        if all(a.shape == b.shape for a, b in zip(adjusted, self._inputs)):
            return tree.map_structure(
                lambda x: KerasTensor(x.shape, x.dtype), self._outputs_struct
            )
        return tree.map_structure(as_keras_tensor, self._through(adjusted))

    def compute_output_shape(self, input_shape: Value) -> Value:
        given = tree.flatten(
            tree.map_shapes(lambda each: KerasTensor(each), input_shape)
        )
        outputs = self._through(given)
        return tree.map_structure(lambda x: tuple(x.shape), unpack(outputs))

    def _through(self, inputs: list[AnyTensor]) -> Value:
        """The outputs for other inputs: each operation on their shapes."""
        tensors = {id(a): b for a, b in zip(self._inputs, inputs)}
        for depth in sorted(self._nodes_by_depth, reverse=True):
            for node in self._nodes_by_depth[depth]:
                if node.is_input:
                    continue
                if any(id(each) not in tensors for each in node.input_tensors):
                    continue
                values, named = node.filled(tensors)
                outputs = shaped(node.operation, values, named)
                for a, b in zip(node.outputs, tree.flatten(outputs)):
                    tensors[id(a)] = b
        return tree.map_structure(lambda x: tensors[id(x)], self._outputs_struct)

    def _adjusted(self, inputs: Value, strict: bool = False) -> list[AnyTensor]:
        """The inputs in the model's order; an axis of size 1 may come or go."""
        if isinstance(inputs, dict) and not isinstance(self._inputs_struct, dict):
            names = [each.name for each in self._inputs]
            if set(names) <= set(inputs):
                inputs = [inputs[name] for name in names]
        flat = tree.flatten(inputs)
        if len(flat) != len(self._inputs):
            raise CountError(
                "The model {layer} takes {number} inputs, but is given {given}.",
                layer=self.name,
                number=len(self._inputs),
                given=len(flat),
            )
        adjusted = [fitted(self, a, b) for a, b in zip(flat, self._inputs)]
        if strict:
            for a, b in zip(adjusted, self._inputs):
                check_sizes(self, a, b)
        return adjusted

    def check_input(self, value: Value) -> None:
        for a, b in zip(tree.flatten(value), self._inputs):
            if isinstance(a, AnyTensor) and len(a.shape) == len(b.shape):
                check_sizes(self, a, b)

    def get_config(self) -> Config:
        return configured.of_model(self, self.layers)

    @classmethod
    def from_config(cls, config: Value, custom_objects: Value = None) -> Value:
        return configured.remembered(config).again()


def shaped(
    operation: Value,
    values: tuple[AnyTensor | float, ...],
    named: dict[str, KerasTensor | int | None],
) -> Value:
    """What an operation returns for tensors of other shapes, outside the graph."""
    outputs = operation.compute_output_spec(*values, **named)
    return outputs


def fitted(model: Functional, given: Value, expected: KerasTensor) -> AnyTensor:
    if not isinstance(given, AnyTensor):
        raise CountError(
            "The input of a layer is a tensor, not {value}.",
            value=repr(given),
        )
    shape = tuple(given.shape)
    difference = len(shape) - len(expected.shape)
    if difference == 0:
        return given
    if difference == 1 and shape[-1] == 1:
        return KerasTensor(shape[:-1], "float32", name="squeezed")
    if difference == -1 and expected.shape[-1] == 1:
        return KerasTensor((*shape, 1), "float32", name="expanded")
    raise refuse_shape(model, shape, expected)


def check_sizes(model: Functional, given: KerasTensor, expected: KerasTensor) -> None:
    pairs = list(zip(given.shape, expected.shape))[1:]
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        raise refuse_shape(model, tuple(given.shape), expected)


def refuse_shape(model: Functional, shape: Shape, expected: KerasTensor) -> Value:
    return CountError(
        "The model {layer} takes an input of shape {expected}, but is given {shape}.",
        layer=model.name,
        expected=str(expected.shape),
        shape=str(shape),
    )


def only(values: list[Shape]) -> Shape | list[Shape]:
    return values[0] if len(values) == 1 else values


def unpack(value: Value) -> Value:
    return value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
