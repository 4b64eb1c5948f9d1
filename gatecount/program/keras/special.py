"""Layers that the engine does not hold: inputs, functions, and wrappers."""

import inspect

from ...counting import CountError
from ...keras.core import InputLayer as EngineInput
from ...types import Shape, Value
from ..unknown import sized
from . import tree
from .dtypes import dtype_name
from .graph import Node, traced
from .layer import Layer
from .tensors import KerasTensor, Tensor, refuse_shape


class InputLayer(Layer):
    def __init__(
        self,
        shape: Value = None,
        batch_size: Value = None,
        dtype: Value = None,
        sparse: Value = None,
        ragged: Value = None,
        batch_shape: Value = None,
        input_tensor: Value = None,
        optional: Value = False,
        name: Value = None,
        **kwargs: Value,
    ) -> None:
        Layer.__init__(self, name=name)
        shape = kwargs.pop("input_shape", shape)
        batch_shape = kwargs.pop("batch_input_shape", batch_shape)
        if input_tensor is not None:
            batch_shape, shape, dtype = input_tensor.shape, None, input_tensor.dtype
        shape, batch_shape = sized(shape), sized(batch_shape)
        batch_size = sized(batch_size)
        self.optional = optional
        self._kind = dtype_name(dtype)
        if isinstance(shape, int):
            refuse_shape(shape)
        made = EngineInput(
            shape=shape, batch_size=batch_size, batch_shape=batch_shape, dtype=None
        )
        self._batch_shape = tuple(made.whole)
        if input_tensor is None:
            input_tensor = KerasTensor(
                self._batch_shape,
                dtype=self._kind,
                sparse=bool(sparse),
                ragged=bool(ragged),
                name=name,
            )
        Node(self, (), {}, input_tensor)
        self.built = True

    def call(self) -> Value:
        return None

    batch_shape = property(lambda self: self._batch_shape)
    dtype = property(lambda self: self._kind)


def Input(  # noqa: N802, as Keras writes it
    shape: Value = None,
    batch_size: Value = None,
    dtype: Value = None,
    sparse: Value = None,
    ragged: Value = None,
    batch_shape: Value = None,
    name: Value = None,
    tensor: Value = None,
    optional: Value = False,
) -> Value:
    layer = InputLayer(
        shape=shape,
        batch_size=batch_size,
        dtype=dtype,
        sparse=sparse,
        ragged=ragged,
        batch_shape=batch_shape,
        input_tensor=tensor,
        optional=optional,
        name=name,
    )
    return layer.output


class Lambda(Layer):
    """A function of the program's own, as a layer."""

    def __init__(
        self,
        function: Value,
        output_shape: Value = None,
        mask: Value = None,
        arguments: Value = None,
        **kwargs: Value,
    ) -> None:
        Layer.__init__(self, **kwargs)
        self.arguments = arguments or {}
        self.function = function
        self.supports_masking = mask is not None
        self.mask = mask
        self._output_shape = output_shape
        names = inspect.signature(function).parameters
        self._takes_training, self._takes_mask = "training" in names, "mask" in names

    def compute_output_shape(self, input_shape: Value) -> Value:
        if self._output_shape is None:
            inputs = tree.map_shapes(
                lambda each: KerasTensor(each, self.compute_dtype), input_shape
            )
            output = traced(self.call, inputs)
            return tree.map_structure(lambda x: tuple(x.shape), output)
        if callable(self._output_shape):
            return self._output_shape(input_shape)
        batch = tree.flatten(input_shape)[0]
        self._output_shape = sized(self._output_shape)
        return tree.map_shapes(lambda each: (batch, *each), self._output_shape)

    def call(self, inputs: Value, mask: Value = None, training: Value = None) -> Value:
        named = dict(self.arguments)
        if self._takes_mask:
            named["mask"] = mask
        if self._takes_training:
            named["training"] = training
        return self.function(inputs, **named)

    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        return self.mask(inputs, mask) if callable(self.mask) else self.mask


class Wrapper(Layer):
    """A layer around one other."""

    def __init__(self, layer: Value, **kwargs: Value) -> None:
        if not isinstance(layer, Layer):
            raise CountError(
                "{wrapper} wraps a layer, as in {wrapper}(Dense(10)), not {value}.",
                wrapper=type(self).__name__,
                value=getattr(layer, "__name__", None) or repr(layer),
            )
        Layer.__init__(self, **kwargs)
        self.layer = layer

    def build(self, input_shape: Value = None) -> None:
        if not self.layer.built:
            self.layer.build(input_shape)
            self.layer.built = True


class TimeDistributed(Wrapper):
    """The same layer, with the same weights, at every time step."""

    def __init__(self, layer: Value, **kwargs: Value) -> None:
        Wrapper.__init__(self, layer, **kwargs)
        self.supports_masking = True

    def build(self, input_shape: Value) -> None:  # type: ignore[override]
        Wrapper.build(self, self._step(input_shape))

    def _step(self, shape: Shape) -> Shape:
        if not tree.is_shape(shape) or len(shape) < 3:
            raise CountError(
                "TimeDistributed reads a sequence, of shape (batch, time steps, "
                "...), not {shape}.",
                shape=str(shape),
            )
        return (shape[0], *shape[2:])

    def compute_output_shape(self, input_shape: Value) -> Shape:
        step = self._step(input_shape)
        after = self.layer.compute_output_shape(step)
        if not tree.is_shape(after):
            raise CountError(
                "TimeDistributed wraps a layer that returns one output, not {number}.",
                number=len(after),
            )
        return (after[0], input_shape[1], *after[1:])

    def call(self, inputs: Value, training: Value = None, mask: Value = None) -> Tensor:
        shape = self.compute_output_shape(tuple(inputs.shape))
        return Tensor(shape, self.compute_dtype)
