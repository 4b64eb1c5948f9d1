"""Keras' own layers: the engine's classes, as layers that a program can call.

The engine (gatecount.keras) knows the arguments, the weights and the shapes of each
class; here it gets a name, a place in the graph, and masks.
"""

import difflib
from contextlib import contextmanager

from ...counting import CountError
from ...keras import base as engine
from ...keras.values import Value
from ...signature import parameters
from ..libraries.literals import NumpyInt
from ..refusing import refused
from ..setting import setting
from ..unknown import known as refuse_unknown
from . import eras, parts, tree
from .layer import Layer, distinct
from .named import activation
from .scopes import name_scope, state, uniquify
from .seeds import with_seeds
from .settings import KERAS_2, of_rank, policy_name, refuse_arguments
from .tensors import AnyTensor, KerasTensor, Tensor, Variable

KINDS = ("activation", "initializer", "regularizer", "constraint")


class BuiltIn(Layer):
    """One class of the engine. Its attributes are those of the engine's layer."""

    engine_class = None
    hidden = ()  # what the engine's layer holds under another name than Keras'
    names_inside = ()  # of the layers that Keras makes inside, when it builds this
    fixed_axes = None  # the axes of the input whose sizes the weights fix

    def __init__(self, *values, **named):
        own = engine.argument_names(self.engine_class)
        values, named = eras.arguments(type(self).__name__, own, values, named)
        batch_shape = named.pop("_batch_shape", None)
        if "input_shape" in named:
            shape = of_rank(type(self).__name__, named["input_shape"])
            named = named | {"input_shape": shape}
        usual = defaults(self.engine_class)
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
                refuse_numpy(name, value)
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
        object.__setattr__(self, "_given", usual | given)
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

    def _after_init(self):
        """What else Keras does when it makes this layer."""

    def __getattr__(self, name):
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
            part = parts.part(self, name)
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
            raise refused(
                "The layer {layer} has no {name}.",
                "AttributeError",
                layer=self.name,
                name=name,
            ) from None

    stateful = property(lambda self: self._stateful)

    # Shapes

    def check_input(self, value):
        check_one_output(self, value)
        shape = shapes_of(value)
        if shape is None:
            return
        self._engine.check_input(without_batch(shape))
        fixed = vars(self).get("_fixed")
        if fixed and not isinstance(shape, list):
            self._check_fixed(shape, fixed)

    def _check_fixed(self, shape, fixed):
        axes, whole = fixed
        for axis in axes:
            if not -len(shape) <= axis < len(shape):
                continue
            size, before = shape[axis], whole[axis]
            if None not in (size, before) and size != before:
                raise refused(
                    "{layer} was built for {before} numbers along axis {axis}, and "
                    "is now given {size}. One layer has one set of weights: make a "
                    "second layer.",
                    layer=self.name,
                    before=before,
                    axis=axis,
                    size=size,
                )

    def _build_engine(self, shape):
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

    def _axes(self, shape):
        return self.fixed_axes

    def _trained(self, shape):
        """For each weight: can it be trained, and is it, with the parts as given."""
        actual = [each.trainable for each in self._engine.build(shape)]
        before = set_trainable(self._engine, None)
        always = [each.trainable for each in self._engine.build(shape)]
        set_trainable(self._engine, before)
        return list(zip(always, actual))

    def _shape_after(self, *shapes):
        """The output's shape, or several, for inputs of these shapes."""
        shape = list(shapes) if len(shapes) > 1 else shapes[0]
        after = self._engine.output(without_batch(shape))
        batch = batch_of(shape)
        if isinstance(after, list):
            return tuple(with_batch(each, batch) for each in after)
        return with_batch(after, batch)

    # Weights

    @property
    def weights(self):
        own = vars(self).get("_own", [])
        others = Layer.weights.fget(self)
        return distinct([*own, *others])

    @property
    def variables(self):
        own = with_seeds(self, vars(self).get("_own", []))
        return distinct([*own, *Layer.variables.fget(self)])

    @property
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        Layer.trainable.fset(self, value)
        for weight in vars(self).get("_own", ()):
            if weight.always:
                weight.trainable = bool(value)

    # What the engine's classes have in common; see kinds.py for the calls

    def _outputs(self, shape, dtype=None):
        dtype = dtype or self.compute_dtype
        return tree.map_shapes(lambda each: Tensor(each, dtype), shape)

    def compute_output_spec(self, *values, **named):
        outputs = self.call(*values, **named)
        return tree.map_structure(
            lambda each: KerasTensor(tuple(each.shape), str(each.dtype.name)), outputs
        )

    def get_config(self):
        return Layer.get_config(self) | {
            name: value for name, value in self._given.items() if name not in BASIC
        }

    def enable_lora(self, rank, *values, **named):
        refuse_unknown(rank)
        self._engine.lora_rank = rank
        if self.built:
            self._build_engine(self._build_shapes_dict["input_shape"])


def is_filling(argument):
    """Does the argument say what a weight starts with, and not how large it is?"""
    return argument in ("weights", "input_length") or argument.endswith("_initializer")


# Arguments that take np.int64 as well as int.
FREE = ("filters", "axis", "axes", "rate", "seed", "strides", "dilation_rate", "name")


def refuse_numpy(argument, value):
    raise refused(
        "{argument} must be Python's own int, and {value} is NumPy's np.int64. "
        "Write int(...) around it.",
        argument=argument,
        value=int(value),
    )


BASIC = ("input_shape", "input_dim")
PARTS = ("cell", "forward_layer", "backward_layer", "layer")


def defaults(layer):
    """The arguments of a layer's constructor that have a default."""
    return {
        each.name: each.default
        for each in parameters(layer)
        if each.kind is each.POSITIONAL_OR_KEYWORD and each.default is not each.empty
    }


@contextmanager
def closest():
    """Say which of the known names may be meant, where one is close."""
    try:
        yield
    except CountError as error:
        if "known" not in error.values:
            raise
        known = error.values["known"].split(", ")
        asked = str(error.values.get("unknown", error.values.get("value"))).strip("'")
        close = difflib.get_close_matches(asked, known, n=2, cutoff=0.75)
        if not close:
            raise
        close = ", ".join(close)
        if "unknown" in error.values:
            better = CountError(
                "{layer} has no argument {unknown}. Did you mean {close}?",
                error.framework_error,
                layer=error.values["layer"],
                unknown=asked,
                close=close,
            )
        else:
            better = CountError(
                "{argument} cannot be {value}. Did you mean {close}?",
                error.framework_error,
                argument=error.values.get("argument", "-"),
                value=repr(asked),
                close=close,
            )
        raise better from error


def argument(name, value):
    """An argument as the engine's classes take it."""
    if isinstance(value, (list, tuple)) and name in ("cell", "cells"):
        return [argument(name, each) for each in value]
    if isinstance(value, BuiltIn):
        return value._engine
    if isinstance(value, Layer) and hasattr(value, "as_engine"):
        return value.as_engine()
    kind = name.rpartition("_")[2]
    if name == "weights":
        return None  # numbers: no size depends on them
    if kind in KINDS:
        return choice(kind, value)
    if name == "dtype" and value is not None:
        return policy_name(value)
    if isinstance(value, Layer):
        from .foreign import Foreign

        return Foreign(value)
    return value


def choice(kind, value):
    """An activation, an initializer: the engine knows those of Keras by name."""
    if value is None or isinstance(value, (str, Value)):
        return value
    named = getattr(value, "value", None)
    if isinstance(named, Value):
        return named
    if isinstance(value, type) and kind != "activation":
        return Value(value.__name__, kind)
    if callable(value) or isinstance(value, dict):
        return None if kind in ("activation", "regularizer", "constraint") else "zeros"
    return value


def forget_state(made):
    """A batch size is known here, or refused: see kinds.Recurrent."""
    if getattr(made, "stateful", False):
        made.stateful = False
    for part in made.parts:
        forget_state(part)


def set_trainable(layer, flags):
    """Set the flags of a layer and its parts; returns those before. None: all."""
    before = [layer.trainable]
    layer.trainable = True if flags is None else flags[0]
    for n, part in enumerate(layer.parts):
        before.append(set_trainable(part, None if flags is None else flags[n + 1]))
    return before


def check_one_output(layer, value):
    """With return_state, a layer returns its states as well: take the output alone."""
    if not isinstance(value, (list, tuple)) or layer._engine.many or len(value) < 2:
        return
    histories = [getattr(each, "_keras_history", None) for each in value]
    before = histories[0] and histories[0].operation
    if before is not None and all(h and h.operation is before for h in histories):
        raise refused(
            "{before} returns {number} tensors, since return_state=True: its "
            "output and its states. Take the output alone: x, *states = ...",
            before=before.name,
            number=len(value),
        )


def shapes_of(value):
    """The shapes of tensors, as the engine takes them: one, or a list."""
    if isinstance(value, AnyTensor):
        return tuple(value.shape)
    if isinstance(value, (list, tuple)) and value:
        shapes = [shapes_of(each) for each in value]
        return None if None in shapes else shapes
    if isinstance(value, dict):
        return shapes_of(list(value.values()))
    raise refused(
        "The input of a layer is a tensor, not {value}.",
        value=getattr(value, "name", None) or repr(value),
    )


def without_batch(shape):
    """The engine calls the batch axis None."""
    if isinstance(shape, list) and shape and isinstance(shape[0], (tuple, list)):
        return [without_batch(tuple(each)) for each in shape]
    return (None, *shape[1:]) if shape else ()


def batch_of(shape):
    if isinstance(shape, list) and shape and isinstance(shape[0], (tuple, list)):
        known = [each[0] for each in shape if each and each[0] is not None]
        return known[0] if known else None
    return shape[0] if shape else None


def with_batch(shape, batch):
    return (batch, *shape[1:]) if shape else shape
