"""Keras' own layers: the engine's classes, as layers that a program can call.

The engine (gatecount.keras) knows the arguments, the weights and the shapes of each
class; here it gets a name, a place in the graph, and masks.
"""

from __future__ import annotations

import inspect

from ...counting import CountError
from ...keras import base as engine
from ...signature import argument_names
from ...types import TYPE_CHECKING, Routine, Shape, Value
from ..libraries.literals import NumpyInt
from ..sizing_arguments import known as refuse_unknown
from ..sizing_arguments import setting, unsaid
from . import eras, inner_layers, tree
from .arguments import (
    FREE,
    argument,
    closest,
    defaults,
    forget_state,
    is_filling,
    refuse_numpy,
    set_trainable,
)
from .layer import Layer, distinct
from .named import activation
from .scopes import name_scope, state, uniquify
from .seeds import with_seeds
from .settings import KERAS_2, of_rank, refuse_arguments
from .tensors import AnyTensor, KerasTensor, Tensor, Variable

if TYPE_CHECKING:
    from .dtypes import DType, DTypeText


class BuiltIn(Layer):
    """One class of the engine. Its attributes are those of the engine's layer."""

    engine_class: Value = None
    hidden: tuple[
        str, ...
    ] = ()  # what the engine's layer holds under another name than Keras'
    names_inside: tuple[
        str, ...
    ] = ()  # of the layers that Keras makes inside, when it builds this
    fixed_axes: Value = None  # the axes of the input whose sizes the weights fix

    def __init__(self, *values: Value, **named: Value) -> None:
        own = argument_names(self.engine_class)
        values, named = eras.arguments(type(self).__name__, own, values, named)
        batch_shape = named.pop("_batch_shape", None)
        if "input_shape" in named:
            shape = of_rank(type(self).__name__, named["input_shape"])
            named = named | {"input_shape": shape}
        usual = defaults(self.engine_class)
        open_ = unsaid(dict(zip(own, values)) | named)
        first = [
            setting(name, each, usual.get(name)) for name, each in zip(own, values)
        ]
        values = (*first, *values[len(own) :])
        named = {n: setting(n, each, usual.get(n)) for n, each in named.items()}
        given = dict(zip(own, values)) | named
        refuse_unknown(
            **{name: each for name, each in given.items() if not is_filling(name)}
        )
        for name, value in given.items():
            if isinstance(value, NumpyInt) and name not in FREE:
                if not eras.lenient():
                    refuse_numpy(name, value)
                eras.old(f"{name}=np.int64(…) → {name}=int(…)")
        for name in KERAS_2:
            if name in named and name not in own and name != "input_length":
                refuse_arguments(type(self).__name__, {name: named[name]})
        with closest():
            made = self.engine_class.construct(
                *(argument(name, each) for name, each in zip(own, values)),
                *values[len(own) :],
                **{name: argument(name, each) for name, each in named.items()},
            )
        object.__setattr__(self, "_engine", made)
        object.__setattr__(self, "_seeds", {})
        object.__setattr__(self, "_given", usual | given | open_)
        for part in made.parts:
            engine.give_names(part, state().names)
        shapes = {
            name: named[name]
            for name in ("input_shape", "input_dim")
            if name in named and name not in own
        }
        Layer.__init__(
            self, name=made.name, trainable=made.trainable, dtype=made.dtype, **shapes
        )
        object.__setattr__(self, "_batch_shape_arg", batch_shape)
        made.name = self.name
        self._stateful = bool(getattr(made, "stateful", False))
        forget_state(made)
        for each in tree.flatten(list(given.values())):
            if isinstance(each, Layer):
                self._tracker.track(each) if isinstance(each, BuiltIn) else None
        self._after_init()

    def _after_init(self) -> None:
        """What else Keras does when it makes this layer."""

    def as_engine(self) -> Value:
        return self._engine

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        made = vars(self).get("_engine")
        if made is None:
            raise AttributeError(name)
        if isinstance(getattr(type(self), name, None), property):
            return getattr(type(self), name).fget(self)  # to refuse in its words
        for weight in vars(self).get("_own", ()):
            if weight.name == name == weight.weight.path:  # not one of a layer inside
                return weight
        if name in PARTS:
            part = inner_layers.part(self, name)
            if part is not None:
                return part
        if name in self._given and name not in self.hidden:
            value = self._given[name]
            return activation(value) if name.endswith("activation") else value
        try:
            if name in self.hidden:
                raise AttributeError(name)
            return getattr(made, name)
        except AttributeError:
            raise CountError(
                "The layer {layer} has no {name}.",
                "AttributeError",
                layer=self.name,
                name=name,
            ) from None

    stateful = property(lambda self: self._stateful)

    # Shapes

    def check_input(self, value: Value) -> None:
        check_one_output(self, value)
        shape = shapes_of(value)
        if shape is None:
            return
        self._engine.check_input(without_batch(shape))
        fixed = vars(self).get("_fixed")
        if fixed and not isinstance(shape, list):
            self._check_fixed(shape, fixed)

    def _check_fixed(self, shape: Value, fixed: Value) -> None:
        axes, whole = fixed
        for axis in axes:
            if not -len(shape) <= axis < len(shape):
                continue
            size, before = shape[axis], whole[axis]
            if None not in (size, before) and size != before:
                raise CountError(
                    "{layer} was built for {before} numbers along axis {axis}, and "
                    "is now given {size}. One layer has one set of weights: make a "
                    "second layer.",
                    layer=self.name,
                    before=before,
                    axis=axis,
                    size=size,
                )

    def _build_engine(self, shape: Value) -> None:
        """Make the weights that the engine names."""
        shape = without_batch(shape)
        weights = self._engine.build(shape)
        trained = self._trained(shape)
        made = []
        for weight, (trainable, actual) in zip(weights, trained):
            with name_scope(self.name, self):
                variable = Variable(
                    "zeros",
                    shape=weight.shape,
                    dtype=self.variable_dtype,
                    trainable=trainable,
                    name=weight.name,
                    weight=weight,
                )
            prefix = variable.path.rpartition("/")[0]
            variable.path = f"{prefix}/{weight.path}" if prefix else weight.path
            variable.always = trainable
            made.append(variable)
            if not actual or not self.trainable:
                variable.trainable = False
        object.__setattr__(self, "_own", made)
        if self.fixed_axes and not isinstance(shape, list):
            object.__setattr__(self, "_fixed", (self._axes(shape), shape))
        for name in self.names_inside:
            uniquify(name)

    def _axes(self, shape: Shape) -> Value:
        return self.fixed_axes

    def _trained(self, shape: Value) -> list[tuple[bool, bool]]:
        """For each weight: can it be trained, and is it, with the parts as given."""
        actual = [each.trainable for each in self._engine.build(shape)]
        before = set_trainable(self._engine, None)
        always = [each.trainable for each in self._engine.build(shape)]
        set_trainable(self._engine, before)
        return list(zip(always, actual))

    def _shape_after(self, *shapes: Value) -> tuple[Shape | int | None, ...]:
        """The output's shape, or several, for inputs of these shapes."""
        shape = list(shapes) if len(shapes) > 1 else shapes[0]
        after = self._engine.output(without_batch(shape))
        batch = batch_of(shape)
        if isinstance(after, list):
            return tuple(with_batch(each, batch) for each in after)
        return with_batch(after, batch)

    # Weights

    @property
    def weights(self) -> list[Variable]:
        own = vars(self).get("_own", [])
        others = vars(Layer)["weights"].fget(self)
        return distinct([*own, *others])

    @property
    def variables(self) -> list[Variable]:
        own = with_seeds(self, vars(self).get("_own", []))
        return distinct([*own, *vars(Layer)["variables"].fget(self)])

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: Value) -> None:
        vars(Layer)["trainable"].fset(self, value)
        for weight in vars(self).get("_own", ()):
            if weight.always:
                weight.trainable = bool(value)

    # What the engine's classes have in common; see call_signatures.py for the calls

    def _outputs(self, shape: Value, dtype: DType | DTypeText | None = None) -> Value:
        dtype = dtype or self.compute_dtype
        return tree.map_shapes(lambda each: Tensor(each, dtype), shape)

    def compute_output_spec(self, *values: Value, **named: Value) -> Value:
        outputs = self.call(*values, **named)
        return tree.map_structure(
            lambda each: KerasTensor(tuple(each.shape), str(each.dtype.name)), outputs
        )

    def get_config(self) -> dict[str, Value]:
        return Layer.get_config(self) | {
            name: value for name, value in self._given.items() if name not in BASIC
        }

    def enable_lora(self, rank: Value, *values: Value, **named: Value) -> None:
        refuse_unknown(rank)
        self._engine.lora_rank = rank
        if self.built:
            self._build_engine(self._build_shapes_dict["input_shape"])


BASIC = ("input_shape", "input_dim")
PARTS = ("cell", "forward_layer", "backward_layer", "layer")


def check_one_output(layer: BuiltIn, value: Value) -> None:
    """With return_state, a layer returns its states as well: take the output alone."""
    if not isinstance(value, (list, tuple)) or layer._engine.many or len(value) < 2:
        return
    histories = [getattr(each, "_keras_history", None) for each in value]
    before = histories[0] and histories[0].operation
    if before is not None and all(h and h.operation is before for h in histories):
        raise CountError(
            "{before} returns {number} tensors, since return_state=True: its "
            "output and its states. Take the output alone: x, *states = ...",
            before=before.name,
            number=len(value),
        )


def shapes_of(value: Value) -> Value:
    """The shapes of tensors, as the engine takes them: one, or a list."""
    if isinstance(value, AnyTensor):
        return tuple(value.shape)
    if isinstance(value, (list, tuple)) and value:
        shapes = [shapes_of(each) for each in value]
        return None if None in shapes else shapes
    if isinstance(value, dict):
        return shapes_of(list(value.values()))
    raise CountError(
        "The input of a layer is a tensor, not {value}.",
        value=getattr(value, "name", None) or repr(value),
    )


def without_batch(shape: Value) -> Value:
    """The engine calls the batch axis None."""
    if isinstance(shape, list) and shape and isinstance(shape[0], (tuple, list)):
        return [without_batch(tuple(each)) for each in shape]
    return (None, *shape[1:]) if shape else ()


def batch_of(shape: Value) -> Value:
    if isinstance(shape, list) and shape and isinstance(shape[0], (tuple, list)):
        known = [each[0] for each in shape if each and each[0] is not None]
        return known[0] if known else None
    return shape[0] if shape else None


def with_batch(shape: Shape, batch: Value) -> Shape:
    return (batch, *shape[1:]) if shape else shape


def called(arguments: str = "") -> Routine:
    """The method call of one input, with these arguments besides."""

    def call(self: Value, inputs: Value, *values: Value, **named: Value) -> Value:
        return self._outputs(self._shape_after(shapes_of(inputs)))

    signature = inspect.signature(eval(f"lambda self, inputs, {arguments}: 0"))
    vars(call)["__signature__"] = signature
    return call
