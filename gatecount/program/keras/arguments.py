"""The arguments of Keras' own layers, as the engine's classes take them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager

from ...counting import CountError
from ...keras.values import Value as KerasValue
from ...signature import parameters
from ...types import TYPE_CHECKING, NoReturn, Value
from .own_layer import Foreign
from .settings import policy_name

if TYPE_CHECKING:
    from ..libraries.literals import NumpyInt

KINDS = ("activation", "initializer", "regularizer", "constraint")


def is_filling(argument: str) -> bool:
    """Does the argument say what a weight starts with, and not how large it is?"""
    return argument in ("weights", "input_length") or argument.endswith("_initializer")


# Arguments that take np.int64 as well as int.
FREE = ("filters", "axis", "axes", "rate", "seed", "strides", "dilation_rate", "name")


def refuse_numpy(argument: str, value: NumpyInt) -> NoReturn:
    raise CountError(
        "{argument} must be Python's own int, and {value} is NumPy's np.int64. "
        "Write int(...) around it.",
        argument=argument,
        value=int(value),
    )


def defaults(layer: Value) -> dict[str, Value]:
    """The arguments of a layer's constructor that have a default."""
    return {
        each.name: each.default
        for each in parameters(layer)
        if each.kind is each.POSITIONAL_OR_KEYWORD and each.default is not each.empty
    }


@contextmanager
def closest() -> Iterator[None]:
    """Say which of the known names may be meant, where one is close."""
    try:
        yield
    except CountError as error:
        if "known" not in error.values:
            raise
        known = error.values["known"].split(", ")
        asked = str(error.values.get("unknown", error.values.get("value"))).strip("'")
        found = difflib.get_close_matches(asked, known, n=2, cutoff=0.75)
        if not found:
            raise
        close = ", ".join(found)
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


def argument(name: str, value: Value) -> Value:
    """An argument as the engine's classes take it."""
    if isinstance(value, (list, tuple)) and name in ("cell", "cells"):
        return [argument(name, each) for each in value]
    if hasattr(type(value), "as_engine"):
        return value.as_engine()
    kind = name.rpartition("_")[2]
    if name == "weights":
        return None  # numbers: no size depends on them
    if kind in KINDS:
        return choice(kind, value)
    if name == "dtype" and value is not None:
        return policy_name(value)
    if hasattr(value, "_inbound_nodes"):
        return Foreign(value)
    return value


def choice(kind: str, value: Value) -> Value:
    """An activation, an initializer: the engine knows those of Keras by name."""
    if value is None or isinstance(value, (str, KerasValue)):
        return value
    named = getattr(value, "value", None)
    if isinstance(named, KerasValue):
        return named
    if isinstance(value, type) and kind != "activation":
        return KerasValue(value.__name__, kind)
    if callable(value) or isinstance(value, dict):
        return None if kind in ("activation", "regularizer", "constraint") else "zeros"
    return value


def forget_state(made: Value) -> None:
    """A batch size is known here, or refused: see kinds.Recurrent."""
    if getattr(made, "stateful", False):
        made.stateful = False
    for part in made.parts:
        forget_state(part)


def set_trainable(layer: Value, flags: Value) -> Value:
    """Set the flags of a layer and its parts; returns those before. None: all."""
    before = [layer.trainable]
    layer.trainable = True if flags is None else flags[0]
    for n, part in enumerate(layer.parts):
        before.append(set_trainable(part, None if flags is None else flags[n + 1]))
    return before
