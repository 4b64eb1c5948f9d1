"""How Keras' own layers are called: the signatures of build and call, and masks.

Each class of the engine becomes a class of one of these kinds; see layers.py.
"""

from ...counting import CountError
from ...types import Shape, Value
from . import eras
from . import operations as ops
from .builtin import BuiltIn, called, shapes_of
from .call_arguments import default
from .graph import as_specs
from .layer import Layer
from .tensors import AnyTensor, Tensor
from .tree import flatten


class Simple(BuiltIn):
    """One input, or a list of them."""

    def build(self, input_shape: Value) -> None:
        self._build_engine(input_shape)

    def compute_output_shape(self, input_shape: Value) -> Value:
        return self._shape_after(input_shape)

    call = called()


class ThresholdedReLU(Layer):
    """Keras 2's, which tf.keras has kept."""

    def __init__(self, theta: Value = 1.0, **kwargs: Value) -> None:
        Layer.__init__(self, **kwargs)
        self.theta = theta
        self.supports_masking = True

    def compute_output_shape(self, input_shape: Value) -> Value:
        return input_shape

    call = called()


class Light(Simple):
    """A layer without weights, which Keras does not build."""

    build = default(lambda self, input_shape: setattr(self, "built", True))


class LightNow(Light):
    """A layer without weights that is built as soon as it is made."""

    def _after_init(self) -> None:
        self._built_at_once()


class Adapted(Simple):
    """Normalization: its weights may also come from the data that it is adapted to."""

    def build(self, input_shape: Value) -> None:
        self._build_engine(input_shape)
        for weight in self.weights:
            if weight.name == "count":
                weight._dtype = "int64"

    def adapt(self, data: Value, *values: Value, **named: Value) -> None:
        shape = getattr(data, "shape", None)
        if shape is None:
            self._given_data()
        elif shape and not self.built:
            self.build(tuple(size if isinstance(size, int) else None for size in shape))


class GlobalAverage(LightNow):
    def compute_mask(self, inputs: Value, mask: Value = None) -> None:
        return None


class Masking(LightNow):
    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)


class KeptDtype(Light):
    """Flatten, Reshape, Permute: numbers of any kind, in another shape."""

    def call(self, inputs: Value) -> Value:
        shape = self._shape_after(shapes_of(inputs))
        return self._outputs(shape, inputs.dtype)


class Merging(Simple):
    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        if mask is None or any(each is None for each in mask):
            return None
        merged = mask[0]
        for each in mask[1:]:
            merged = ops.logical_or(merged, each)
        return merged

    def check_input(self, value: Value) -> None:
        if not isinstance(value, (list, tuple)):
            self._engine.check_input(())
        super().check_input(value)


class Concatenating(Merging):
    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        if mask is None or all(each is None for each in mask):
            return None
        masks = []
        for tensor, each in zip(inputs, mask):
            if each is None:
                masks.append(ops.ones_like(tensor, dtype="bool"))
            elif each.ndim < tensor.ndim:
                wide = ops.expand_dims(each, axis=-1)
                masks.append(ops.logical_or(wide, ops.zeros_like(tensor, dtype="bool")))
            else:
                masks.append(each)
        joined = ops.concatenate(masks, axis=self.axis)
        return ops.any(joined, axis=-1, keepdims=False)


class Dotting(Merging):
    def compute_mask(self, inputs: Value, mask: Value = None) -> None:
        return None


class Embedding(Simple):
    def build(self, input_shape: Value = None) -> None:
        self._build_engine(input_shape or (None,))

    def _after_init(self) -> None:
        self.supports_masking = bool(self.mask_zero)
        matrix = self._given.get("weights")
        if matrix is not None:
            self.build()
            matrix = matrix if isinstance(matrix, list) else [matrix]
            self.set_weights(matrix)

    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        return ops.not_equal(inputs, 0) if self.mask_zero else None


class Reversible(Embedding):
    def call(self, inputs: Value, reverse: Value = False) -> Value:
        shape = shapes_of(inputs)
        if reverse:
            return self._outputs((*shape[:-1], self.input_dim))
        return self._outputs(self._shape_after(shape))


class Recurrent(BuiltIn):
    def build(self, sequences_shape: Value, initial_state_shape: Value = None) -> None:
        if self._stateful and sequences_shape[0] is None:
            raise CountError(
                "stateful=True needs a fixed batch size: write keras.Input("
                "batch_shape=(32, 13, 5)) with your own numbers.",
            )
        self._build_engine(sequences_shape)

    def compute_output_shape(
        self, sequences_shape: Value, initial_state_shape: Value = None
    ) -> tuple[Shape | int | None, ...]:
        after = self._shape_after(sequences_shape)
        if not self.return_state or not isinstance(after, tuple):
            return after
        return (after[0], *self._grouped(after[1:]))

    def _grouped(self, states: Value) -> Value:
        """The states of cells on top of each other: a list for each cell."""
        cells = getattr(getattr(self._engine, "cell", None), "cells", None)
        if cells is None:
            return states
        states, grouped = list(states), []
        for cell in cells:
            own = [states.pop(0) for _ in cell.state_sizes]
            grouped.append(own if cell.states > 1 else own[0])
        return grouped

    def __call__(self, *values: Value, **named: Value) -> Value:
        several = values and isinstance(values[0], (list, tuple)) and len(values[0]) > 1
        if several and eras.lenient():
            kind = type(self).__name__
            eras.old(f"{kind}()([x, *states]) → {kind}()(x, initial_state=states)")
            first, *named["initial_state"] = values[0]
            values = (first, *values[1:])
        return super().__call__(*values, **named)

    def call(
        self,
        sequences: Value,
        initial_state: Value = None,
        mask: Value = None,
        training: Value = False,
    ) -> Value:
        if getattr(self, "unroll", False) and sequences.shape[1] is None:
            raise CountError(
                "unroll=True needs the number of time steps: write it in place of "
                "None in the input shape.",
            )
        return self._outputs(self.compute_output_shape(shapes_of(sequences)))

    def compute_output_spec(
        self, sequences: Value, *values: Value, **named: Value
    ) -> Value:
        shape = self.compute_output_shape(shapes_of(sequences))
        return as_specs(self._outputs(shape))

    def compute_mask(self, _: Value, mask: Value) -> Value:
        mask = flatten(mask)[0]
        mask = mask if self.return_sequences else None
        if self.return_state:
            states = self._engine.output((None,) * (self._engine.ndim or 3))
            return [mask] + [None] * (len(states) - 1)
        return mask

    def check_input(self, value: Value) -> None:
        check_sequence(self, value)
        super().check_input(value)

    def get_initial_state(self, batch_size: Value) -> list[Tensor]:
        sizes = self._engine.cell.state_sizes
        return [ops.zeros((batch_size, size)) for size in sizes]

    def reset_state(self) -> None:
        pass

    reset_states = reset_state

    return_sequences = property(lambda self: bool(self._engine.return_sequences))
    return_state = property(lambda self: bool(self._engine.return_state))
    states = property(lambda self: None)


class BothWays(Recurrent):
    hidden = ("layer", "backward_layer", "weights", "get_initial_state")

    return_sequences = property(lambda self: bool(self._engine.layer.return_sequences))
    return_state = property(lambda self: bool(self._engine.layer.return_state))

    def compute_mask(self, _: Value, mask: Value) -> Value:
        if isinstance(mask, list):
            mask = mask[0]
        mask = mask if self.return_sequences else None
        return mask if self._engine.merge_mode else (mask, mask)


class Cell(BuiltIn):
    def build(self, input_shape: Value) -> None:
        self._build_engine(input_shape)

    def call(self, inputs: Value, states: Value, training: Value = False) -> Value:
        output, *after = self._shape_after(shapes_of(inputs))
        after = self._outputs(list(after))
        return self._outputs(output), after if len(after) > 1 else after[:1]

    def compute_output_spec(
        self, inputs: Value, states: Value, training: Value = False
    ) -> Value:
        return as_specs(self.call(inputs, states))

    @property
    def state_size(self) -> Value:
        sizes = self._engine.state_sizes
        return sizes if len(sizes) > 1 else sizes[0]

    output_size = property(lambda self: self._engine.output_size)

    def get_initial_state(self, batch_size: Value = None) -> Value:
        return [ops.zeros((batch_size, size)) for size in self._engine.state_sizes]


class Attending(BuiltIn):
    """MultiHeadAttention and its relative: query, value, and perhaps key."""

    names_inside = ("softmax", "dropout")

    def build(
        self, query_shape: Value, value_shape: Value, key_shape: Value = None
    ) -> None:
        self._build_engine(list(filter(None, (query_shape, value_shape, key_shape))))

    def compute_output_shape(
        self, query_shape: Value, value_shape: Value, key_shape: Value = None
    ) -> Value:
        return self._shape_after(*filter(None, (query_shape, value_shape, key_shape)))

    def call(
        self,
        query: Value,
        value: Value,
        key: Value = None,
        query_mask: Value = None,
        value_mask: Value = None,
        key_mask: Value = None,
        attention_mask: Value = None,
        return_attention_scores: Value = False,
        training: Value = None,
        use_causal_mask: Value = False,
    ) -> Value:
        tensors = [query, value] if key is None else [query, value, key]
        shapes = shapes_of(tensors)
        output = self._outputs(self._shape_after(*shapes))
        if not return_attention_scores:
            return output
        return output, self._outputs(self._scores(*shapes))

    def _scores(self, query: Value, value: Value, key: Value = None) -> Value:
        return query[0], self._engine.num_heads, query[1], query[1]

    def check_input(self, value: Value) -> None:
        if not isinstance(value, AnyTensor):
            super().check_input(value)


class Grouped(Attending):
    def _scores(self, query: Value, value: Value, key: Value = None) -> Value:
        steps = query[1], (value if key is None else key)[1]
        return query[0], self._engine.num_query_heads, *steps


class Attention(BuiltIn):
    """query and value in one list, with a mask for each."""

    def build(self, input_shape: Value) -> None:
        self._build_engine(list(input_shape))

    def compute_output_shape(self, input_shape: Value) -> Value:
        return self._shape_after(*input_shape)

    def call(
        self,
        inputs: Value,
        mask: Value = None,
        training: Value = False,
        return_attention_scores: Value = False,
        use_causal_mask: Value = False,
    ) -> Value:
        query, value, *key = shapes_of(inputs)
        output = self._outputs(self._shape_after(*shapes_of(inputs)))
        if not return_attention_scores:
            return output
        scores = (*query[:-1], (key[0] if key else value)[-2])
        return output, self._outputs(scores)

    def compute_mask(self, inputs: Value, mask: Value = None) -> Value:
        return None if mask is None or mask[0] is None else mask[0]

    def check_input(self, value: Value) -> None:
        if isinstance(value, AnyTensor):
            self._engine.check_input(())
        super().check_input(value)


def check_sequence(layer: Recurrent, value: Value) -> None:
    """Say what is missing where the layer before returns its last step only."""
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    if not isinstance(first, AnyTensor) or layer._engine.ndim not in (3, None):
        return
    if len(first.shape) != 2:
        return
    before = getattr(getattr(first, "_keras_history", None), "operation", None)
    if isinstance(before, Recurrent) and not before.return_sequences:
        error = CountError(
            "{layer} reads a sequence, but {before} before it (line {line}) "
            "returns its last step only, of shape {shape}. Write "
            "return_sequences=True in {kind}.",
            layer=type(layer).__name__,
            before=before.name,
            line=before._place.line,
            shape=str(tuple(first.shape)),
            kind=before._place.code or type(before).__name__,
        )
        if before is layer:
            error = CountError(
                "This is the layer {layer} again, which has read other features "
                "before: [layer] * 3 is one layer three times. Write "
                "[{kind} for _ in range(3)], and return_sequences=True in all but "
                "the last.",
                layer=layer.name,
                kind=type(layer).__name__ + "(...)",
            )
        error.theirs = (
            f"Input 0 with name 'None' of layer '{layer.name}' is incompatible with "
            "the layer: expected ndim=3, found ndim=2. Full shape received: "
            f"{tuple(first.shape)}"
        )
        raise error
