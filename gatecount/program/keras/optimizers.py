"""Optimizers: the variables that each keeps beside the weights that it trains.

Follows `build` in keras/src/optimizers.
"""

import difflib
from typing import ClassVar

from ...counting import CountError
from ...types import NoReturn, Routine, Shape, Value
from ..harmless import Harmless
from ..looping import Work
from ..names import NAMES
from ..training import Training
from ..unknown import Unknown
from . import eras
from .scopes import auto_name
from .tensors import Variable


class Optimizer:
    """`slots` are the variables for each weight: one of its shape for each name."""

    slots = ()
    own = tuple(NAMES["keras.optimizers.Adam"])
    switches: ClassVar[dict[str, Value]] = {}  # more slots, by argument

    def __init__(self, *values: Value, **named: Value) -> None:
        known = self.own
        if eras.lenient():
            if "lr" in named:
                eras.old("lr → learning_rate")
                named["learning_rate"] = named.pop("lr")
            named = {name: each for name, each in named.items() if name in known}
        for name in named:
            if name not in known and name != "decay":
                self._refuse(name)
        self.options = dict(zip(self.own, values)) | named
        self.name = named.get("name") or auto_name(type(self).__name__)
        self.built = False
        self._training: Training | None = None
        self._variables = [variable("iteration", (), "int64")]
        rate = self.options.get("learning_rate", 0.001)
        self._rate = rate
        if not callable(rate):  # as one that changes by itself is
            self._variables.append(variable("learning_rate", (), "float32"))

    def _refuse(self, name: str) -> Value:
        if name == "lr":
            raise CountError(
                "lr is Keras 2: write learning_rate=... in {layer}.",
                layer=type(self).__name__,
            )
        raise CountError(
            "{layer} has no argument {unknown}. It takes {known}.",
            layer=type(self).__name__,
            unknown=name,
            known=", ".join(self.own),
        )

    def build(self, variables: Value) -> None:
        if self.built:
            return
        self.built = True
        self._trainable_variables = list(variables)
        if self.options.get("use_ema"):
            self._add(["average"], variables)
        if self.options.get("gradient_accumulation_steps"):
            self._add(["gradient_accumulator"], variables)
        self._build_slots(variables)

    def _build_slots(self, variables: list[Variable]) -> None:
        name = type(self).__name__
        more = [slot for name, slot in self.switches.items() if self.options.get(name)]
        for slots in (self.slots, *([slot] for slot in more)):
            self._add(slots, variables)
        if name == "Nadam":
            kind = variables[0].dtype if variables else "float32"
            self._variables.append(variable("u_product", (), kind))

    def _add(self, slots: Value, variables: list[Variable]) -> None:
        for each in variables:
            for slot in slots:
                name = f"{each.path.replace('/', '_')}_{slot}"
                self._variables.append(variable(name, tuple(each.shape), each.dtype))

    variables = property(lambda self: list(self._variables))

    @property
    def learning_rate(self) -> Value:
        if isinstance(self._rate, (int, float)):
            return Rate(self._rate)
        return self._rate

    @learning_rate.setter
    def learning_rate(self, value: Value) -> None:
        self._rate = value

    lr = learning_rate

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("_") or not eras.lenient():
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}"
            )
        return Unknown(f"optimizer.{name}")  # decay, get_updates

    iterations = property(lambda self: Unknown("iterations"))

    def apply_gradients(self, pairs: Value, **named: Value) -> None:
        pairs = [pair[1] for pair in pairs if isinstance(pair, (tuple, list))]
        self.apply(None, [each for each in pairs if isinstance(each, Variable)])

    def apply(self, gradients: Value, variables: Value = None) -> None:
        Work.trained += 1
        self._step(variables or [])

    def _step(self, variables: list[Variable]) -> None:
        self.build(variables)
        if self._training is None:
            self._training = Training()
        self._training.of(variables)
        self._training.step()

    def minimize(self, loss: Value, variables: Value, **named: Value) -> None:
        self._step(variables() if callable(variables) else variables)

    def get_config(self) -> Value:
        return dict(self.options)

    def scale_loss(self, loss: Value) -> Value:
        return loss


class Rate(float):
    """The learning rate, as a number and as a variable."""

    def numpy(self) -> Value:
        return float(self)

    def assign(self, value: Value) -> Value:
        return value

    value = property(float)


def variable(name: str, shape: Shape, dtype: str) -> Variable:
    return Variable("zeros", shape=shape, dtype=dtype, trainable=False, name=name)


# The variables for each weight, and more by switch.
KINDS = {
    "SGD": ("", {"momentum": "momentum"}),
    "RMSprop": ("velocity", {"momentum": "momentum", "centered": "average_gradient"}),
    "Adam": ("momentum velocity", {"amsgrad": "velocity_hat"}),
    "AdamW": ("momentum velocity", {"amsgrad": "velocity_hat"}),
    "Adagrad": ("accumulator", {}),
    "Adadelta": ("accumulated_grad accumulated_delta_var", {}),
    "Adamax": ("momentum norm", {}),
    "Nadam": ("momentum velocity", {}),
    "Ftrl": ("accumulator linear", {}),
    "Lion": ("momentum", {}),
    "Lamb": ("momentum velocity", {}),
}
CLASSES: dict[str, Value] = {
    name: type(
        name,
        (Optimizer,),
        {
            "own": tuple(NAMES[f"keras.optimizers.{name}"]),
            "slots": tuple(slots.split()),
            "switches": switches,
        },
    )
    for name, (slots, switches) in KINDS.items()
}


CLASSES["Optimizer"] = Optimizer


def legacy(name: str) -> Routine:
    """An optimizer of Keras 2: it can be imported, and no more."""

    def make(*values: Value, **named: Value) -> Value:
        if eras.lenient():
            eras.old("keras.optimizers.legacy → keras.optimizers")
            return CLASSES[name](*values, **named)
        raise CountError(
            "keras.optimizers.legacy is Keras 2. Write keras.optimizers.{name} "
            "instead.",
            "ImportError",
            name=name,
        )

    return make


LEGACY = {
    name: legacy(name) for name in "Adagrad Adam Ftrl Optimizer RMSprop SGD".split()
}


def get(optimizer: Value) -> Value:
    """The optimizer of this name, or the one that is given."""
    if optimizer is None or not isinstance(optimizer, str):
        if isinstance(optimizer, type) and issubclass(optimizer, Optimizer):
            raise CountError(
                "{value} is a class: compile takes an optimizer made from it. "
                "Write {value}().",
                value=optimizer.__name__,
            )
        known = isinstance(optimizer, (Optimizer, Unknown, type(None)))
        return optimizer if known else Optimizer()
    names = [name for name in NAMES["keras.optimizers"] if name[0].isupper()]
    by_name = {name.lower(): name for name in names}
    name = by_name.get(optimizer.lower())
    if name is None:
        refuse_name("optimizer", optimizer, list(by_name))
    return CLASSES[name]() if name in CLASSES else Harmless(name)


def check_name(argument: str, value: Value, known: list[str]) -> None:
    """Refuse a loss that Keras does not know by this name."""
    if isinstance(value, str) and value not in known:
        refuse_name(argument, value, known)
    if isinstance(value, (list, tuple)):
        for each in value:
            check_name(argument, each, known)
    if isinstance(value, dict):
        for each in value.values():
            check_name(argument, each, known)


def refuse_name(argument: str, value: str, known: list[str]) -> NoReturn:
    close = difflib.get_close_matches(value, known, n=3, cutoff=0.5)
    raise CountError(
        "{argument} cannot be {value}. Known: {known}.",
        argument=argument,
        value=repr(value),
        known=", ".join(close or known),
    )
