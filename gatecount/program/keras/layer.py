"""Keras' Layer: what a program derives its own layers from.

Follows keras/src/layers/layer.py, step by step, since what a table shows (which
layers are built, with which shapes, under which names) follows from those steps.
"""

from functools import wraps

from ...counting import CountError
from ..libraries.array import Data
from ..looping import Work
from ..refusing import refused
from ..session import current
from ..unknown import Unknown, sized
from . import eras, tree
from .calling import CallSpec, bound_shapes, default, is_default, signature
from .graph import Node, Operation, is_symbolic, traced
from .scopes import current_path, name_scope, state
from .seeds import SeedGenerator
from .tensors import (
    AnyTensor,
    KerasTensor,
    Tensor,
    Variable,
    dtype_name,
    refuse_shape,
)
from .tracking import Tracker


class Layer(Operation):
    def __new__(cls, *values, **named):
        made = super().__new__(cls)
        object.__setattr__(made, "_place", current().place())
        build = made.build

        @wraps(build)
        def built(*values, **named):
            with made._name_scope():
                made._path = current_path()
                build(*values, **named)
            bound = signature(build).bind(*values, **named)
            made._build_shapes_dict = dict(bound.arguments)
            made.built = True
            made._lock_state()

        object.__setattr__(made, "build", built)
        return made

    def __init__(
        self,
        *,
        activity_regularizer=None,
        trainable=True,
        dtype=None,
        autocast=True,
        name=None,
        **kwargs,
    ):
        self._start_tracking()
        Operation.__init__(self, name=name)
        self._policy = policy_name(dtype)
        self.activity_regularizer = activity_regularizer
        if eras.lenient():
            kwargs = eras.arguments(type(self).__name__, (), (), kwargs)[1]
            batch = kwargs.pop("_batch_shape", None)
            object.__setattr__(self, "_batch_shape_arg", batch)
        dim = kwargs.pop("input_dim", None)
        shape = kwargs.pop("input_shape", None)
        shape = (dim,) if dim is not None else shape
        if shape is not None:
            self._input_shape_arg = sized(of_rank(type(self).__name__, shape))
        if kwargs and not eras.lenient():
            refuse_arguments(type(self).__name__, kwargs)
        self._path = None
        self.built = False
        self.autocast = autocast
        self._input_spec = None
        self._called = False
        if not isinstance(trainable, bool):
            raise refused(
                "trainable must be True or False, not {value}.", value=repr(trainable)
            )
        self._trainable = trainable
        self._call_signature = signature(self.call)
        parameters = self._call_signature.parameters
        self._call_has_training_arg = "training" in parameters
        self._call_has_mask_arg = "mask" in parameters
        self._supports_masking = not is_default(self.compute_mask)
        self._convert_input_args = True
        self._allow_non_tensor_positional_args = False
        self._build_shapes_dict = None
        self._parent_path = None
        state().layers.append(self)

    def _start_tracking(self):
        own = vars(self)
        if "_tracker" in own:
            return
        stores = {
            "_trainable_variables": lambda x: isinstance(x, Variable) and x.trainable,
            "_non_trainable_variables": lambda x: isinstance(x, Variable),
            "_layers": lambda x: isinstance(x, Layer),
            "_seed_generators": lambda x: isinstance(x, SeedGenerator),
        }
        for name in stores:
            own[name] = []
        own["_tracker"] = Tracker(
            {name: (test, own[name]) for name, test in stores.items()}
        )

    def __setattr__(self, name, value):
        self._start_tracking()
        if isinstance(getattr(type(self), name, None), property):
            # TensorFlow's layers pass over what is set already, and so it does not
            # reach the layers inside.
            if name != "trainable" or self.trainable is not value:
                object.__setattr__(self, name, value)
            return
        if name == "_layers" and isinstance(value, list):
            vars(self)[name][:] = value
            return
        object.__setattr__(self, name, self._tracker.track(value))

    def __delattr__(self, name):
        self._tracker.forget(getattr(self, name))
        object.__delattr__(self, name)

    def _check_super_called(self):
        if "_inbound_nodes" not in vars(self):
            raise refused(
                "{layer} does not call super().__init__() as the first line of its "
                "__init__. Add it there.",
                "RuntimeError",
                layer=type(self).__name__,
            )

    def _lock_state(self):
        self._tracker.locked = True

    def _name_scope(self):
        if self._parent_path is None:
            self._parent_path = current_path()
        return name_scope(self.name, self)

    # What there is to build

    path = property(lambda self: self._path)

    @property
    def input_spec(self):
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value):
        self._input_spec = value

    @default
    def build(self, input_shape):
        self._check_super_called()
        self.built = True

    def _built_at_once(self):
        """A layer without weights is built as soon as it is made."""
        if is_default(type(self).build):
            self.built = True
            self._lock_state()

    def add_weight(
        self,
        *values,
        shape=None,
        initializer=None,
        dtype=None,
        trainable=True,
        autocast=True,
        regularizer=None,
        constraint=None,
        aggregation="none",
        overwrite_with_gradient=False,
        name=None,
    ):
        self._check_super_called()
        if values:
            if isinstance(values[0], str) and eras.lenient():
                eras.old("add_weight(name, …) → add_weight(name=…)")
                name, shape, *_ = (*values, shape)
                values = ()
            elif isinstance(values[0], str):
                raise refused(
                    "Keras 3 takes the name of a weight by its name: write "
                    "add_weight(shape=..., name={name}).",
                    name=repr(values[0]),
                )
            if values and (len(values) > 3 or shape is not None):
                raise refused(
                    "add_weight takes shape, initializer and dtype, and all others "
                    "by their names.",
                    "TypeError" if len(values) > 3 else "ValueError",
                )
            shape = values[0] if values else shape
            dtype = values[2] if len(values) > 2 else dtype
        shape = () if shape is None else shape
        shape = sized(shape)
        check_weight_shape(type(self).__name__, shape)
        with name_scope(self.name, self):
            variable = Variable(
                "zeros",
                shape=tuple(shape),
                dtype=dtype_name(dtype, self.variable_dtype),
                trainable=trainable,
                name=name,
            )
        variable.regularizer, variable.constraint = regularizer, constraint
        self._track_variable(variable)
        return variable

    add_variable = add_weight

    def _track_variable(self, variable):
        kind = "trainable" if variable.trainable else "non_trainable"
        self._tracker.add(vars(self)[f"_{kind}_variables"], variable)
        if not self.trainable:
            variable.trainable = False

    # What is trained

    @property
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        value = bool(value)
        object.__setattr__(self, "_trainable", value)
        for each in self._trainable_variables:
            each.trainable = value
        for each in self._layers:
            each.trainable = value

    @property
    def weights(self):
        own = self._trainable_variables + self._non_trainable_variables
        below = [weight for layer in self._layers for weight in layer.weights]
        return distinct(own + below)

    @property
    def variables(self):
        """The weights, and the states of what draws random numbers."""
        own = self._trainable_variables + self._non_trainable_variables
        seeds = [each.state for each in self._seed_generators]
        below = [each for layer in self._layers for each in layer.variables]
        return distinct(own + seeds + below)

    @property
    def trainable_weights(self):
        return [w for w in self.weights if w.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self):
        trained = {id(each) for each in self.trainable_weights}
        return [each for each in self.weights if id(each) not in trained]

    @property
    def trainable_variables(self):
        return [v for v in self.variables if v.trainable] if self.trainable else []

    @property
    def non_trainable_variables(self):
        trained = {id(each) for each in self.trainable_variables}
        return [each for each in self.variables if id(each) not in trained]

    def get_weights(self):
        return [weight.numpy() for weight in self.weights]

    def set_weights(self, values):
        if isinstance(values, Unknown) and values.shape is None:
            return
        if len(values) != len(self.weights):
            raise refused(
                "{layer} has {number} weights, but {given} are given to set_weights.",
                layer=self.name,
                number=len(self.weights),
                given=len(values),
            )
        for weight, value in zip(self.weights, values):
            weight.assign(value)

    def count_params(self):
        if not self.built:
            raise refused(
                "{layer} is not built, so that it has no weights to count yet. "
                "Give the model its input shape first: keras.Input(shape=...) as "
                "its first layer, or model.build((None, ...)).",
                layer=self.name,
            )
        return sum(weight.counted().size for weight in self.weights)

    metrics = losses = property(lambda self: [])

    def add_loss(self, loss):
        pass

    def add_metric(self, *values, **named):
        raise refused(
            "Keras 3 has no add_metric. Give metrics to model.compile.",
            "NotImplementedError",
        )

    # Kinds of numbers

    @property
    def dtype_policy(self):
        from .named import DTypePolicy

        return DTypePolicy(self._policy)

    @property
    def variable_dtype(self):
        return "float32" if self._policy.startswith("mixed") else self._policy

    compute_dtype = property(lambda self: self._policy.removeprefix("mixed_"))
    dtype = property(lambda self: self.variable_dtype)
    input_dtype = property(lambda self: self.compute_dtype)

    # Calling

    @property
    def supports_masking(self):
        return self._supports_masking

    @supports_masking.setter
    def supports_masking(self, value):
        object.__setattr__(self, "_supports_masking", value)

    @default
    def compute_mask(self, inputs, previous_mask):
        return previous_mask

    def call(self, *values, **named):
        raise refused(
            "{layer} has no method call, which says what it does with its input.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    @default
    def compute_output_shape(self, *values, **named):
        raise refused(
            "{layer} has no method compute_output_shape.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    def __call__(self, *values, **named):
        self._check_super_called()
        Work.done += 5
        object.__setattr__(self, "_called", True)
        if any(is_data(each) for each in tree.flatten((values, named))):
            return Data(f"{self.name}(…)")
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
        return outputs

    def _run(self, values, named):
        with self._name_scope():
            if is_symbolic(values, named):
                return self.compute_output_spec(*values, **named)
            return self.call(*values, **named)

    def _check_positional(self, values):
        if self._allow_non_tensor_positional_args:
            return
        for each in tree.flatten(values):
            if each is not None and not isinstance(each, AnyTensor):
                raise refused(
                    "Only tensors can be given to a layer without a name; {value} "
                    "is none. If it is a setting, write its name before it.",
                    value=shown(each),
                )

    def _hand_on_training(self, spec, named):
        calls = state().calls
        if "training" in spec.given:
            value = spec.given["training"]
        elif calls.get("training") is not None:
            value = calls["training"]
        else:
            value = spec.arguments.get("training")
        calls["training"] = value
        if self._call_has_training_arg and value is not None:
            named["training"] = value

    def _masks(self, spec, named):
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

    def _set_masks(self, inputs, outputs, before):
        flat = tree.flatten(outputs)
        if all(mask_of(each) is not None for each in flat):
            return
        masks = self.compute_mask(inputs, before)
        if masks is None:
            return
        for tensor, mask in zip(flat, tree.flatten(masks)):
            if mask_of(tensor) is None and mask is not None:
                tensor._keras_mask = mask

    def check_input(self, value):
        """Refuse an input of the wrong rank, as Keras' input_spec does."""

    def compute_output_spec(self, *values, **named):
        if is_default(self.compute_output_shape):
            return super().compute_output_spec(*values, **named)
        spec = CallSpec(self, values, named)
        shapes = bound_shapes(self.compute_output_shape, spec, type(self).__name__)
        shape = self.compute_output_shape(**shapes)
        if isinstance(shape, AnyTensor):
            shape = tuple(shape.shape)
        return tree.map_shapes(
            lambda each: KerasTensor(each, dtype=self.compute_dtype),
            tuple(shape) if tree.is_shape(shape) else shape,
        )

    def _maybe_build(self, spec):
        if self.built:
            return
        if not is_default(self.build):
            self.build(**bound_shapes(self.build, spec, type(self).__name__))
            return
        if any(not each.built for each in self._layers):
            self._build_by_running(spec)
        self.build(next(iter(spec.shapes().values()), None))

    def _build_by_running(self, spec):
        """Build the layers inside by calling them, where nothing is in the way."""
        try:
            traced(self.call, **spec.arguments)
        except Exception as error:
            if spec.eager:
                return
            if isinstance(error, CountError):
                # Keras only warns here, and stops at the call that follows.
                error.while_building = True

    def stateless_call(self, *values, **named):
        return Data("stateless_call(…)")

    def get_config(self):
        policy = {
            "module": "keras",
            "class_name": "DTypePolicy",
            "config": {"name": self._policy},
            "registered_name": None,
        }
        return {"name": self.name, "trainable": self.trainable, "dtype": policy}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def get_build_config(self):
        return {"input_shape": self._build_shapes_dict}

    def build_from_config(self, config):
        self.build(config["input_shape"])

    def _flatten_layers(self, include_self=True, recursive=True):
        found = [self] if include_self else []
        seen, waiting = set(), list(self._layers)
        while waiting:
            layer = waiting.pop(0)
            if id(layer) in seen:
                continue
            seen.add(id(layer))
            found.append(layer)
            if recursive:
                waiting[:0] = list(reversed(layer._layers))
        return found

    def __repr__(self):
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def distinct(variables):
    return list({id(each): each for each in variables}.values())


def converted(value):
    """An array as TensorFlow's tensor."""
    if isinstance(value, Unknown) and value.shape is not None:
        dtype = dtype_name(value.dtype)
        made = Tensor(value.shape, "float32" if dtype == "float64" else dtype)
        made._keras_mask = None
        return made
    if isinstance(value, Variable):
        return value
    return value


def is_data(value):
    return isinstance(value, Unknown) and value.shape is None


def mask_of(tensor):
    return getattr(tensor, "_keras_mask", None)


def shown(value):
    """A value by its name; a function of Python's own by the name it has there."""
    name = getattr(value, "name", None) or getattr(value, "__name__", None)
    return name.rstrip("_") if isinstance(name, str) else repr(value)


def policy_name(dtype):
    if dtype is None:
        return state().policy
    if isinstance(dtype, dict):
        return dtype.get("config", {}).get("name", "float32")
    return dtype_name(dtype)


def refuse_arguments(layer, unknown):
    """Refuse arguments of Keras 2, and all others that no layer has."""
    name, value = next(iter(unknown.items()))
    if name == "batch_input_shape":
        error = CountError(
            "batch_input_shape is Keras 2: in Keras 3, begin the model with "
            "keras.Input(batch_shape={value}).",
            value=repr(value),
        )
    elif name == "input_length":
        error = CountError(
            "input_length is Keras 2: leave it out, or begin the model with "
            "keras.Input(shape=({value},)).",
            value=repr(value),
        )
    elif name == "weights":
        error = CountError(
            "weights is Keras 2: leave it out, since the number of parameters is the "
            "same, or call layer.set_weights after the model is built.",
        )
    else:
        error = CountError(
            "{layer} has no argument {unknown}. It takes {known}.",
            layer=layer,
            unknown=", ".join(unknown),
            known="activity_regularizer, trainable, dtype, autocast, name",
        )
    raise error


RANKS = dict.fromkeys(("LSTM", "GRU", "SimpleRNN", "Bidirectional", "Conv1D"), 2)
RANKS |= {"Dense": 1, "TimeDistributed": 2, "CuDNNLSTM": 2, "CuDNNGRU": 2, "Conv2D": 3}


def of_rank(layer, shape):
    """X.shape[1:] of data: the layer tells how many axes there are."""
    if isinstance(shape, Unknown) and not shape.shape and layer in RANKS:
        last = shape.number(f"{shape.text}[-1]")
        return (*[None] * (RANKS[layer] - 1), last)
    return shape


KERAS_2 = ("batch_input_shape", "input_length", "weights")


def check_weight_shape(layer, shape):
    if isinstance(shape, int):
        refuse_shape(shape)
    for size in shape:
        if size is None:
            raise refused(
                "{layer} needs to know every size that its weights depend on. Give "
                "a number instead of None in the input shape.",
                layer=layer,
            )
