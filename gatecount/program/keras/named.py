"""What Keras knows by name: activations, initializers, regularizers, constraints.

Each carries the engine's `Value`, so that the engine checks it as an argument.
"""

from ...counting import CountError
from ...keras.values import ACTIVATIONS, CONSTRAINTS, INITIALIZERS, REGULARIZERS
from ...keras.values import Value as KerasValue
from ...types import Routine, Value
from ..unknown import Unknown
from .dtypes import dtype_name
from .operations import FUNCTIONS
from .operations.base import called
from .scopes import state
from .tensors import AnyTensor, Tensor

# Those that are no function of keras.ops, or another one.
OWN: dict[str, Value] = {
    "exponential": FUNCTIONS["exp"],
    "linear": lambda x: x,
    "mish": called(FUNCTIONS["relu"].shape_only, "Mish"),
    "relu": called(FUNCTIONS["relu"].shape_only, "ReLU"),
}


class Function:
    """`keras.activations.relu`: a name for a layer, and a function of a tensor."""

    def __init__(self, name: str) -> None:
        self.value = KerasValue(name, "activation")
        self.__name__ = name

    def __call__(self, x: Value, *values: Value, **named: Value) -> Value:
        if isinstance(x, Unknown):
            return x
        name = self.__name__
        return (OWN[name] if name in OWN else FUNCTIONS[name])(x)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Settings:
    """An initializer, a regularizer, a constraint: made with arguments, never used."""

    arguments: tuple[str, ...]

    def __init__(self, *values: Value, **named: Value) -> None:
        known = self.arguments
        unknown = [name for name in named if name not in known]
        if unknown or len(values) > len(known):
            raise CountError(
                "{value} takes the arguments {known}, each once and no others.",
                "TypeError",
                value=type(self).__name__,
                known=", ".join(known) or "()",
            )
        for name, value in {**dict(zip(known, values)), **named}.items():
            setattr(self, name, value)

    def __call__(
        self, shape: Value = (), dtype: Value = None, **named: Value
    ) -> Tensor:
        if isinstance(shape, AnyTensor):
            return Tensor(())
        return Tensor(shape, dtype_name(dtype))

    def get_config(self) -> Value:
        return dict(vars(self))


def settings(kind: str, table: dict[str, tuple[str, ...]]) -> dict[str, Value]:
    made = {}
    for name, arguments in table.items():
        value = KerasValue(name, kind, arguments)
        made[name] = type(
            name,
            (Settings,),
            {"arguments": arguments, "value": value, "__module__": f"keras.{kind}s"},
        )
    return made


class Base:
    """What a program derives its own initializer or regularizer from."""

    def __init__(self, *values: Value, **named: Value) -> None:
        pass

    def get_config(self) -> Value:
        return {}

    def __call__(self, *values: Value, **named: Value) -> Value:
        return Tensor(())


SHORT = {
    "normal": "random_normal",
    "uniform": "random_uniform",
    "one": "ones",
    "zero": "zeros",
}


def getter(kind: str, table: dict[str, Function | type[Value]]) -> Routine:
    def get(name: Value) -> Value:
        if isinstance(name, str):
            name = SHORT.get(name, name) if kind == "initializer" else name
            if name not in table:
                raise CountError(
                    "{argument} cannot be {value}. Known: {known}.",
                    argument=kind,
                    value=repr(name),
                    known=", ".join(table),
                )
            made = table[name]
            return made() if isinstance(made, type) else made
        return name

    return get


activations: dict[str, Value] = {name: Function(name) for name in ACTIVATIONS}
initializers = settings("initializer", INITIALIZERS)
regularizers = settings("regularizer", REGULARIZERS)
constraints = settings("constraint", CONSTRAINTS)
for _kind, _table, _base in (
    ("activation", activations, None),
    ("initializer", initializers, "Initializer"),
    ("regularizer", regularizers, "Regularizer"),
    ("constraint", constraints, "Constraint"),
):
    _table["get"] = getter(_kind, dict(_table))
    _table["serialize"] = _table["deserialize"] = lambda value, *others: value
    if _base:
        _table[_base] = type(_base, (Base,), {"__module__": f"keras.{_kind}s"})


def activation(value: Value) -> Value:
    """The function that a layer keeps as its activation."""
    if value is None:
        return activations["linear"]
    return activations[value] if isinstance(value, str) else value


class DTypePolicy:
    def __init__(self, name: str | None = None, *others: Value, **named: Value) -> None:
        self.name = name or state().policy

    compute_dtype = property(lambda self: self.name.removeprefix("mixed_"))

    @property
    def variable_dtype(self) -> Value:
        return "float32" if self.name.startswith("mixed") else self.name

    def __repr__(self) -> str:
        return f'<DTypePolicy "{self.name}">'


def set_policy(policy: Value) -> None:
    state().policy = dtype_name(policy) or "float32"
