"""A layer is called: it is built, runs on shapes, and hands masks on.

Follows Layer.__call__ of keras/src/layers/layer.py.
"""

from ...counting import CountError
from ...types import Value
from ..libraries.array import Array, Data
from ..looping import Work
from ..unknown import Unknown, closed
from . import eras, tree
from .call_arguments import CallSpec, bound_shapes, default, is_default
from .dtypes import dtype_name
from .graph import Node, Operation, is_symbolic, traced
from .guessed import guessed
from .scopes import state
from .summary import is_whole
from .tensors import AnyTensor, KerasTensor, Tensor, Variable


class Called(Operation):
    @property
    def supports_masking(self) -> Value:
        return self._supports_masking

    @supports_masking.setter
    def supports_masking(self, value: Value) -> None:
        object.__setattr__(self, "_supports_masking", value)

    @default
    def compute_mask(self, inputs: Value, previous_mask: Value) -> Value:
        return previous_mask

    def call(self, *values: Value, **named: Value) -> Value:
        raise CountError(
            "{layer} has no method call, which says what it does with its input.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    @default
    def compute_output_shape(self, *values: Value, **named: Value) -> Value:
        raise CountError(
            "{layer} has no method compute_output_shape.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    def _given_data(self) -> None:
        """The program may build it here: what it has then, only data would tell."""
        object.__setattr__(self, "_on_data", True)
        state().on_data = True

    def __call__(self, *values: Value, **named: Value) -> Value:
        self._check_super_called()
        Work.done += 5
        object.__setattr__(self, "_called", True)
        flat = tree.flatten((values, named))
        if any(is_data(each) for each in flat):
            found = None
            if not is_whole(self):
                found = guessed(self, values, named, is_data)
            if found is None:
                self._given_data()
            return Data(f"{self.name}(…)") if found is None else found
        closed(values)
        given, handed = (values, named), named
        if self._convert_input_args and (
            named
            or len(values) != 1
            or not isinstance(values[0], AnyTensor)
            or dtype_name(values[0].dtype) != self.input_dtype
        ):
            values = tree.map_structure(converted, values)
            handed = tree.map_structure(converted, named)
        self._check_positional(values)
        spec = CallSpec(self, values, handed)
        self.check_input(spec.first)
        with self._name_scope():
            self._maybe_build(spec)
        outer = state().calls
        if outer is None:
            state().calls = {}
        try:
            self._hand_on_training(spec, handed)
            before = self._masks(spec, handed)
            outputs = self._run(values, handed)
            object.__setattr__(self, "built", True)
            if self.supports_masking:
                self._set_masks(spec.first, outputs, before)
        finally:
            if outer is None:
                state().calls = None
        if is_symbolic(given):
            Node(self, *given, outputs)
        elif any(map(is_partly_unknown, flat)):
            object.__setattr__(self, "_open", True)
        return outputs

    def _run(self, values: Value, named: dict[str, Value]) -> Value:
        with self._name_scope():
            if is_symbolic(values, named):
                return self.compute_output_spec(*values, **named)
            return self.call(*values, **named)

    def _check_positional(self, values: tuple[Value, ...]) -> None:
        if self._allow_non_tensor_positional_args:
            return
        for each in tree.flatten(values):
            if each is not None and not isinstance(each, AnyTensor):
                raise CountError(
                    "Only tensors can be given to a layer without a name; {value} "
                    "is none. If it is a setting, write its name before it.",
                    value=shown(each),
                )

    def _hand_on_training(self, spec: CallSpec, named: dict[str, Value]) -> None:
        calls: Value = state().calls
        if "training" in spec.given:
            value = spec.given["training"]
        elif calls.get("training") is not None:
            value = calls["training"]
        else:
            value = spec.arguments.get("training")
        calls["training"] = value
        if self._call_has_training_arg and value is not None:
            named["training"] = value

    def _masks(self, spec: CallSpec, named: dict[str, Value]) -> Value:
        """Hand the masks of the inputs to the call; those of the first are returned."""
        tensors = spec.tensors
        if len(tensors) == 1:
            if "mask" in spec.arguments and spec.arguments["mask"] is None:
                (only,) = tensors.values()
                named["mask"] = tree.map_structure(mask_of, only)
        else:
            for name, value in tensors.items():
                mask = f"{name}_mask"
                if mask in spec.arguments and spec.arguments[mask] is None:
                    named[mask] = tree.map_structure(mask_of, value)
        if named.get("mask") is not None:
            return named["mask"]
        return tree.map_structure(mask_of, spec.first)

    def _set_masks(self, inputs: Value, outputs: Value, before: Value) -> None:
        flat = tree.flatten(outputs)
        if all(mask_of(each) is not None for each in flat):
            return
        masks = self.compute_mask(inputs, before)
        if masks is None:
            return
        for tensor, mask in zip(flat, tree.flatten(masks)):
            if mask_of(tensor) is None and mask is not None:
                tensor._keras_mask = mask

    def check_input(self, value: Value) -> None:
        """Refuse an input of the wrong rank, as Keras' input_spec does."""

    def compute_output_spec(self, *values: Value, **named: Value) -> Value:
        rule = eras.shape_rule(self) or self.compute_output_shape
        if is_default(rule):
            return super().compute_output_spec(*values, **named)
        spec = CallSpec(self, values, named)
        shape = rule(**bound_shapes(rule, spec, type(self).__name__))
        if isinstance(shape, AnyTensor):
            shape = tuple(shape.shape)
        return tree.map_shapes(
            lambda each: KerasTensor(each, dtype=self.compute_dtype),
            tuple(shape) if tree.is_shape(shape) else shape,
        )

    def _maybe_build(self, spec: CallSpec) -> None:
        if self.built:
            return
        if not is_default(self.build):
            self.build(**bound_shapes(self.build, spec, type(self).__name__))
            return
        if any(not each.built for each in self._layers):
            self._build_by_running(spec)
        self.build(next(iter(spec.shapes().values()), None))

    def _build_by_running(self, spec: CallSpec) -> None:
        """Build the layers inside by calling them, where nothing is in the way."""
        try:
            traced(self.call, **spec.arguments)
        except Exception as error:
            if spec.eager:
                return
            if isinstance(error, CountError):
                # Keras only warns here, and stops at the call that follows.
                error.while_building = True


def converted(value: Value) -> Value:
    """An array as TensorFlow's tensor."""
    if isinstance(value, Unknown) and value.shape is not None:
        dtype = dtype_name(value.dtype)
        made = Tensor(value.shape, "float32" if dtype == "float64" else dtype)
        made._keras_mask = None
        return made
    if isinstance(value, Variable):
        return value
    return value


def is_partly_unknown(value: Value) -> bool:
    """Is there a size in it that only data would tell?"""
    shape: Value = getattr(value, "shape", None)
    if not isinstance(value, (Array, Tensor)) or state().tracing:
        return False
    return not all(isinstance(size, int) for size in shape)


def is_data(value: Value) -> bool:
    return isinstance(value, Unknown) and value.shape is None


def mask_of(tensor: AnyTensor) -> AnyTensor | None:
    return getattr(tensor, "_keras_mask", None)


def shown(value: Value) -> Value:
    """A value by its name; a function of Python's own by the name it has there."""
    name = getattr(value, "name", None) or getattr(value, "__name__", None)
    return name.rstrip("_") if isinstance(name, str) else repr(value)
