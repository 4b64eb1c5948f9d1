"""What a module refuses: to be used before it is set up, values at the wrong place."""

from __future__ import annotations

import difflib
from collections import namedtuple

from ...counting import CountError
from ...types import TYPE_CHECKING, NoReturn, Value
from ..unknown import UndecidedError, Unknown
from .tensor import Tensor

if TYPE_CHECKING:
    from .module import Module

SHELVES = ("_parameters", "_buffers", "_modules")
_IncompatibleKeys = namedtuple("_IncompatibleKeys", ["missing_keys", "unexpected_keys"])


class IncompatibleKeys(_IncompatibleKeys):
    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return super().__repr__()


def ready(module: Value) -> Value:
    own = vars(module)
    if "_modules" not in own:
        raise CountError(
            "{model} has not been set up. Write super().__init__() as the first "
            "line of its __init__.",
            "AttributeError",
            model=type(module).__name__,
        )
    return own


def check_ready(module: Value, what: str) -> None:
    if "_modules" not in vars(module):
        raise CountError(
            "cannot assign {what} before Module.__init__() call: write "
            "super().__init__() as the first line of __init__ in {model}.",
            "AttributeError",
            what=what,
            model=type(module).__name__,
        )


def refuse_arguments(module: Value) -> NoReturn:
    raise CountError(
        "nn.Module takes no arguments: write super().__init__(), with nothing "
        "between the last brackets, in {model}.",
        "TypeError",
        model=type(module).__name__,
    )


def refuse_assignment(name: str, place: str, wanted: str, value: Value) -> NoReturn:
    if isinstance(value, Unknown):
        raise UndecidedError(value)
    raise CountError(
        "{name} is a {place}: it can be set to {wanted} or None, not to {value}.",
        "TypeError",
        name=name,
        place=place,
        wanted=wanted,
        value=type(value).__name__,
    )


def refuse_child(value: Value) -> NoReturn:
    raise CountError(
        "{value} is not a layer. Write the constructor call, such as nn.Linear(5, 10).",
        "TypeError",
        value=getattr(value, "__name__", None) or repr(value),
    )


def refuse_attribute(module: Value, name: str) -> NoReturn:
    ready_names = {
        *(each for shelf in SHELVES for each in vars(module).get(shelf, ())),
        *(each for each in vars(module) if not each.startswith("_")),
    }
    if "_modules" not in vars(module) and not name.startswith("__"):
        ready(module)
    close = difflib.get_close_matches(name, ready_names, n=2)
    if close:
        raise CountError(
            "{model} has no attribute {name}. Did you mean {close}?",
            "AttributeError",
            model=type(module).__name__,
            name=name,
            close=", ".join(close),
        )
    raise CountError(
        "{model} has no attribute {name}. Set it in __init__, as in self.{name} = …",
        "AttributeError",
        model=type(module).__name__,
        name=name,
    )


def check_loaded(module: Module, name: str, own: Tensor, given: Value) -> None:
    if not isinstance(given, Tensor) or None in (own._shape, given._shape):
        return
    if own._shape != given._shape:
        raise CountError(
            "The weight {name} of {model} has shape {own}, the one to be loaded "
            "has {given}.",
            "RuntimeError",
            name=name,
            model=type(module).__name__,
            own=list(own.shape),
            given=list(given.shape),
        )
