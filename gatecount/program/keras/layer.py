"""Keras' Layer: what a program derives its own layers from.

Follows keras/src/layers/layer.py, step by step, since what a table shows (which
layers are built, with which shapes, under which names) follows from those steps.
"""

from __future__ import annotations

from functools import wraps

from ...counting import CountError
from ...types import TYPE_CHECKING, Self, Value
from ..harmless import Harmless
from ..making import lose_layer
from ..printing import tentative, trains, untold
from ..session import current
from ..unknown import Unknown, sized
from . import eras
from .call_arguments import default, is_default, signature
from .dtypes import dtype_name
from .layer_call import Called
from .scopes import current_path, name_scope, state
from .seeds import SeedGenerator
from .settings import check_weight_shape, of_rank, policy_name, refuse_arguments
from .tensors import Variable
from .tracking import Tracker

if TYPE_CHECKING:
    from ..libraries.array import Array
    from .named import DTypePolicy


class Layer(Called):
    def __new__(cls, *values: Value, **named: Value) -> Self:
        made = super().__new__(cls)
        object.__setattr__(made, "_place", current().place())
        object.__setattr__(made, "_lost", current().state.get("lacks", 0))
        tentative(made)
        build = made.build

        @wraps(build)
        def built(*values: Value, **named: Value) -> None:
            values = sized(values)
            with made._name_scope():
                made._path = current_path()
                build(*values, **named)
            bound = signature(build).bind(*values, **named)
            made._build_shapes_dict = dict(bound.arguments)
            made.built = True
            object.__setattr__(made, "_unsure", untold())
            made._lock_state()

        object.__setattr__(made, "build", built)
        return made

    def __init__(
        self,
        *,
        activity_regularizer: Value = None,
        trainable: Value = True,
        dtype: Value = None,
        autocast: Value = True,
        name: Value = None,
        **kwargs: Value,
    ) -> None:
        self._start_tracking()
        Called.__init__(self, name=name)
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
            raise CountError(
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
        self._build_shapes_dict: Value = None
        self._parent_path = None
        state().layers.append(self)

    def _start_tracking(self) -> None:
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

    def __setattr__(self, name: str, value: Value) -> None:
        self._start_tracking()
        if name in ("trainable_weights", "non_trainable_weights") and eras.lenient():
            eras.given_weights(self, name, value)
            return
        if isinstance(getattr(type(self), name, None), property):
            # TensorFlow's layers pass over what is set already, and so it does not
            # reach the layers inside.
            if name == "trainable":
                trains()
            if name != "trainable" or self.trainable is not value:
                object.__setattr__(self, name, value)
            return
        if isinstance(value, Unknown) and not value.shape:
            lose_layer(value)
        if name == "_layers" and isinstance(value, list):
            vars(self)[name][:] = value
            return
        object.__setattr__(self, name, self._tracker.track(value))

    def __delattr__(self, name: str) -> None:
        self._tracker.forget(getattr(self, name))
        object.__delattr__(self, name)

    def _check_super_called(self) -> None:
        if "_inbound_nodes" not in vars(self):
            raise CountError(
                "{layer} does not call super().__init__() as the first line of its "
                "__init__. Add it there.",
                "RuntimeError",
                layer=type(self).__name__,
            )

    def _lock_state(self) -> None:
        self._tracker.locked = True

    def _name_scope(self) -> Value:
        if self._parent_path is None:
            self._parent_path = current_path()
        return name_scope(self.name, self)

    # What there is to build

    path = property(lambda self: self._path)

    @property
    def input_spec(self) -> Value:
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value: Value) -> None:
        self._input_spec = value

    @default
    def build(self, input_shape: Value) -> None:
        self._check_super_called()
        self.built = True

    def _built_at_once(self) -> None:
        """A layer without weights is built as soon as it is made."""
        if is_default(type(self).build):
            self.built = True
            self._lock_state()

    def add_weight(
        self,
        *values: Value,
        shape: Value = None,
        initializer: Value = None,
        dtype: Value = None,
        trainable: Value = True,
        autocast: Value = True,
        regularizer: Value = None,
        constraint: Value = None,
        aggregation: Value = "none",
        overwrite_with_gradient: Value = False,
        name: Value = None,
    ) -> Variable:
        self._check_super_called()
        if values:
            if isinstance(values[0], str) and eras.lenient():
                eras.old("add_weight(name, …) → add_weight(name=…)")
                name, shape, *_ = (*values, shape)
                values = ()
            elif isinstance(values[0], str):
                raise CountError(
                    "Keras 3 takes the name of a weight by its name: write "
                    "add_weight(shape=..., name={name}).",
                    name=repr(values[0]),
                )
            if values and (len(values) > 3 or shape is not None):
                raise CountError(
                    "add_weight takes shape, initializer and dtype, and all others "
                    "by their names.",
                    "TypeError" if len(values) > 3 else "ValueError",
                )
            shape = values[0] if values else shape
            dtype = values[2] if len(values) > 2 else dtype
        shape = () if shape is None else shape
        shape = sized(shape)
        check_weight_shape(type(self).__name__, shape)
        if current().doubts:
            tentative(self)
            spots = (*vars(self).get("_spots", ()), current().place())
            object.__setattr__(self, "_spots", spots)
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

    def _track_variable(self, variable: Variable) -> None:
        kind = "trainable" if variable.trainable else "non_trainable"
        self._tracker.add(vars(self)[f"_{kind}_variables"], variable)
        if not self.trainable:
            variable.trainable = False

    # What is trained

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: Value) -> None:
        value = bool(value)
        object.__setattr__(self, "_trainable", value)
        for each in self._trainable_variables:
            each.trainable = value
        for each in self._layers:
            each.trainable = value

    @property
    def weights(self) -> list[Variable]:
        own = self._trainable_variables + self._non_trainable_variables
        below = [weight for layer in self._layers for weight in layer.weights]
        return distinct(own + below)

    @property
    def variables(self) -> list[Variable]:
        """The weights, and the states of what draws random numbers."""
        own = self._trainable_variables + self._non_trainable_variables
        seeds = [each.state for each in self._seed_generators]
        below = [each for layer in self._layers for each in layer.variables]
        return distinct(own + seeds + below)

    @property
    def trainable_weights(self) -> list[Variable]:
        return [w for w in self.weights if w.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Variable]:
        trained = {id(each) for each in self.trainable_weights}
        return [each for each in self.weights if id(each) not in trained]

    @property
    def trainable_variables(self) -> list[Variable]:
        return [v for v in self.variables if v.trainable] if self.trainable else []

    @property
    def non_trainable_variables(self) -> Value:
        trained = {id(each) for each in self.trainable_variables}
        return [each for each in self.variables if id(each) not in trained]

    def get_weights(self) -> list[Array]:
        return [weight.numpy() for weight in self.weights]

    def set_weights(self, values: Value) -> None:
        if isinstance(values, Unknown) and values.shape is None:
            return
        if len(values) != len(self.weights):
            raise CountError(
                "{layer} has {number} weights, but {given} are given to set_weights.",
                layer=self.name,
                number=len(self.weights),
                given=len(values),
            )
        for weight, value in zip(self.weights, values):
            weight.assign(value)

    def count_params(self) -> int:
        if not self.built:
            raise CountError(
                "{layer} is not built, so that it has no weights to count yet. "
                "Give the model its input shape first: keras.Input(shape=...) as "
                "its first layer, or model.build((None, ...)).",
                layer=self.name,
            )
        return sum(weight.counted().size for weight in self.weights)

    metrics = losses = property(lambda self: [])

    add_loss = Harmless("add_loss", 0)

    def add_metric(self, *values: Value, **named: Value) -> Value:
        raise CountError(
            "Keras 3 has no add_metric. Give metrics to model.compile.",
            "NotImplementedError",
        )

    # Kinds of numbers

    @property
    def dtype_policy(self) -> DTypePolicy:
        from .named import DTypePolicy

        return DTypePolicy(self._policy)

    @property
    def variable_dtype(self) -> Value:
        return "float32" if self._policy.startswith("mixed") else self._policy

    compute_dtype = property(lambda self: self._policy.removeprefix("mixed_"))
    dtype = property(lambda self: self.variable_dtype)
    input_dtype = property(lambda self: self.compute_dtype)

    def get_config(self) -> dict[str, Value]:
        policy = {
            "module": "keras",
            "class_name": "DTypePolicy",
            "config": {"name": self._policy},
            "registered_name": None,
        }
        return {"name": self.name, "trainable": self.trainable, "dtype": policy}

    @classmethod
    def from_config(cls, config: Value) -> Value:
        return cls(**config)

    def get_build_config(self) -> Value:
        return {"input_shape": self._build_shapes_dict}

    def build_from_config(self, config: Value) -> None:
        self.build(config["input_shape"])

    def _flatten_layers(
        self, include_self: bool = True, recursive: bool = True
    ) -> list[Layer]:
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

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def distinct(variables: list[Variable]) -> list[Variable]:
    return list({id(each): each for each in variables}.values())
