"""Linear, Embed and the cores of Haiku: layers of the engine, and what joins them."""

from __future__ import annotations

from collections import namedtuple

from .... import haiku as engine
from ....layer import check_input
from ....types import Value
from ...libraries import numpy
from ...libraries.array import Array
from .. import arrays
from ..held import FUNCTION, constructed, given
from .scopes import Module, frame


class RNNCore(Module):
    pass


LSTMState = namedtuple("LSTMState", "hidden cell")


class Layer(Module):
    """A module that the engine knows: its weights are kept as one row."""

    engine: Value

    def __init__(self, *values: Value, **named: Value) -> None:
        layer = constructed(self.engine, values, named)
        Module.__init__(self, layer.name)
        vars(self).update(given(self.engine, values, named), name=self.name)
        vars(self)["engine_layer"] = layer

    def known(self, value: Value) -> Value:
        """The sizes of the output's last axis, once the weights are kept."""
        layer = self.engine_layer
        shape = arrays.shape_of(value, layer.axes)
        shape = check_input(layer, shape, layer.example)
        weights, output = layer.counted(shape, self.module_name)
        several = output if isinstance(output, list) else [output]
        frame().keep(self.module_name, self, layer.used(weights, shape))
        return several[0][-1]

    def __call__(self, value: Value, *others: Value, **named: Value) -> Value:
        value = numpy.array_of(value)
        size = self.known(value)
        if value.shape is None:  # its axes are not known, but their last one is
            return arrays.array((None, size))
        return value.like((*value.shape[: -1 if self.engine_layer.axes else None],
                           arrays.array((size,)).shape[0]), "float32")  # fmt: skip


class Core(Layer, RNNCore):
    def __call__(  # type: ignore[override]  # a state, too
        self, inputs: Value, prev_state: Value = None, *others: Value, **named: Value
    ) -> Value:
        output = Layer.__call__(self, inputs)
        return output, self.after(numpy.array_of(inputs), prev_state, output)

    def after(self, inputs: Value, before: Value, output: Value) -> Value:
        return output

    def initial_state(self, batch_size: Value = None) -> Array:
        front = () if batch_size is None else (batch_size,)
        return Array((*front, self.hidden_size), "float32")


class LSTM(Core):
    engine = engine.LSTM

    def after(self, inputs: Value, before: Value, output: Value) -> Value:
        hidden = getattr(before, "hidden", None)
        if inputs.shape and getattr(hidden, "shape", None):
            numpy.FUNCTIONS["concatenate"]([inputs, hidden], axis=-1)  # or refused
        return LSTMState(output, output)

    def initial_state(self, batch_size: Value = None) -> Value:
        return LSTMState(*[Core.initial_state(self, batch_size)] * 2)


class Made(Module):
    """A module with the constructor that `arguments` write."""

    arguments, defaults = "", {"FUNCTION": FUNCTION}

    def __init__(self, *values: Value, **named: Value) -> None:
        parts = given(type(self), values, named)
        Module.__init__(self, parts.pop("name"))
        vars(self).update(parts)
        self.made()

    def made(self) -> None:
        """What the constructor does with its arguments."""


class GRU(Core):
    engine = engine.GRU


class VanillaRNN(Core):
    engine = engine.VanillaRNN


class Linear(Layer):
    engine = engine.Linear


class Embed(Layer):
    engine = engine.Embed


class DeepRNN(Made, RNNCore):
    arguments = "layers, name=None"
    skip = False

    def __call__(self, inputs: Value, state: Value) -> Value:
        value, states, outputs, number = inputs, [], [], 0
        join = numpy.FUNCTIONS["concatenate"]
        for place, each in enumerate(self.layers):
            if self.skip and place:
                value = join([inputs, value], axis=-1)
            if isinstance(each, RNNCore):
                value, after = each(value, state[number])
                states.append(after)
                outputs.append(value)
                number += 1
            else:
                value = each(value)
        return join(outputs, axis=-1) if self.skip else value, tuple(states)

    def initial_state(self, batch_size: Value = None) -> Value:
        cores = [each for each in self.layers if isinstance(each, RNNCore)]
        return tuple(each.initial_state(batch_size) for each in cores)


def deep_rnn_with_skip_connections(layers: Value, name: Value = None) -> DeepRNN:
    made = DeepRNN(layers, name or "_deep_rnn")
    vars(made)["skip"] = True
    return made


class IdentityCore(RNNCore):
    def __call__(self, inputs: Value, state: Value) -> Value:
        return inputs, state

    def initial_state(self, batch_size: Value = None) -> Value:
        return ()


class ResetCore(Made, RNNCore):
    arguments = "core, name=None"

    def __call__(self, inputs: Value, state: Value) -> Value:
        return self.core(inputs[0], state)

    def initial_state(self, batch_size: Value = None) -> Value:
        return self.core.initial_state(batch_size)
