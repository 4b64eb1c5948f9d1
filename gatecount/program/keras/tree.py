"""Nested lists, tuples and dicts: their leaves, and the same with other leaves."""

from ...types import Routine, Value


def is_nested(value: Value) -> bool:
    return isinstance(value, (list, tuple, dict))


def keys_of(value: dict[str, Value]) -> list[str]:
    """A dict's keys, in order; Keras sorts them where they can be sorted."""
    try:
        return sorted(value)
    except TypeError:
        return list(value)


def flatten(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return [leaf for key in keys_of(value) for leaf in flatten(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for each in value for leaf in flatten(each)]
    return [value]


def map_structure(function: Routine, value: Value) -> Value:
    if isinstance(value, dict):
        made = {key: map_structure(function, value[key]) for key in keys_of(value)}
        return {key: made[key] for key in value}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(map_structure(function, each) for each in value))
    if isinstance(value, tuple):
        return tuple(map_structure(function, each) for each in value)
    if isinstance(value, list):
        return [map_structure(function, each) for each in value]
    return function(value)


def is_shape(value: Value) -> bool:
    return isinstance(value, (tuple, list)) and all(
        size is None or isinstance(size, int) for size in value
    )


def map_shapes(function: Routine, value: Value) -> Value:
    """The same with whole shapes as leaves."""
    if is_shape(value):
        return function(tuple(value))
    if isinstance(value, dict):
        return {key: map_shapes(function, value[key]) for key in value}
    if isinstance(value, tuple):
        return tuple(map_shapes(function, each) for each in value)
    if isinstance(value, list):
        return [map_shapes(function, each) for each in value]
    return function(value)


def pack(structure: Value, leaves: Value) -> Value:
    """The leaves, in the order of `flatten`, in the form of `structure`."""
    leaves = iter(leaves)
    return map_structure(lambda _: next(leaves), structure)
