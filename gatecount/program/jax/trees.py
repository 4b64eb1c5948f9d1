"""jax.tree: the arrays in nested containers and modules."""

from ...types import Value
from ..libraries.array import Array, Data
from ..session import current
from ..unknown import Unknown
from .arrays import rebuilt
from .held import Held


def leaves(tree: Value, is_leaf: Value = None, **named: Value) -> list[Unknown]:
    return list(flat(tree).values())


def flat(tree: Value, prefix: tuple[int | str, ...] = (), **named: Value) -> Value:
    """{path: leaf}"""
    if isinstance(tree, Held):
        if current().missing:
            return {prefix: Data("leaves")}
        return {each.path: each.array() for each in tree.weights()}
    if isinstance(tree, dict):
        tree = [(key, tree[key]) for key in sorted(tree, key=str)]
    elif isinstance(tree, (list, tuple)):
        tree = enumerate(tree)
    elif tree is None:
        return {}
    else:
        return {prefix: tree}
    found: dict[Value, Value] = {}
    for key, each in tree:
        found |= flat(each, (*prefix, key))
    return found


def mapped(function: Value, tree: Value, *others: Value, **named: Value) -> Value:
    if isinstance(tree, dict):
        return {
            key: mapped(function, each, *(other[key] for other in others))
            for key, each in sorted(tree.items(), key=lambda pair: str(pair[0]))
        }
    if isinstance(tree, (list, tuple)):
        rows = [mapped(function, *each) for each in zip(tree, *others)]
        return rebuilt(tree, rows)
    if isinstance(tree, Held):
        return tree
    return None if tree is None else function(tree, *others)


def reduced(function: Value, tree: Value, *initial: Value, **named: Value) -> Value:
    found = leaves(tree)
    total = initial[0] if initial else found.pop(0)
    for each in found:
        total = function(total, each)
    return total


def is_array(value: Value) -> Value:
    return isinstance(value, (Array, Unknown))
