"""How many a container holds, where only data would tell."""

import types

from ..types import Value
from .session import current
from .symbols import Symbol
from .unknown import Unknown, is_open


def length(value: Value) -> Value:
    """len(), of a container that a loop over data has filled too."""
    if isinstance(value, Unknown):
        shape = value.shape
        if shape is None:
            return value.number(f"len({value.text})")
        if not shape:
            raise TypeError("len() of unsized object")
        return shape[0]
    several = isinstance(value, (set, frozenset, dict)) and len(value) > 1
    if several and any(isinstance(each, Unknown) for each in value):
        return Unknown("len({…})")  # two of them may be one
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        collected = next((each for each in value if from_loop(each)), None)
        lengths = current().state.setdefault("lengths", {})
        if collected is not None and id(value) not in lengths:
            lengths[id(value)] = value, Unknown("len([…])", origin(collected))
        if collected is not None:
            return lengths[id(value)][1]
    if is_open(value):
        lengths = current().state.setdefault("lengths", {})
        if id(value) not in lengths:
            _, text, line = current().opened.get(id(value), (0, "[…]", None))
            lengths[id(value)] = value, Unknown(f"len of {text}", line)
        return lengths[id(value)][1]
    counted = getattr(type(value), "__len__", None)
    if isinstance(counted, types.FunctionType):  # the program's own, or a tensor's
        found = counted(value)
        if isinstance(found, (Unknown, Symbol)):
            return found
    return len(value)


def origin(value: Value) -> Value:
    """The line from which a collected value comes."""
    return origin(value[0]) if isinstance(value, (list, tuple)) else value.line


def from_loop(value: Value) -> bool:
    """Does the value stand for as many as a loop over data has gone through?"""
    if isinstance(value, (list, tuple)):
        return bool(value) and from_loop(value[0])
    return isinstance(value, Unknown) and value.each
