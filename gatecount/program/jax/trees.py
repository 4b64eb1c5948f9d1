"""jax.tree: the arrays in nested containers and modules."""

from ..libraries.array import Array, Data
from ..session import current
from ..unknown import Unknown
from .arrays import rebuilt
from .held import Held


def leaves(tree, is_leaf=None, **named):
    return list(flat(tree).values())


def flat(tree, prefix=(), **named):
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
    found = {}
    for key, each in tree:
        found |= flat(each, (*prefix, key))
    return found


def mapped(function, tree, *others, **named):
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


def reduced(function, tree, *initial, **named):
    found = leaves(tree)
    total = initial[0] if initial else found.pop(0)
    for each in found:
        total = function(total, each)
    return total


def is_array(value):
    return isinstance(value, (Array, Unknown))
