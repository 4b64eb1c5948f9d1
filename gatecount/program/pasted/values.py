"""Tensors printed with their values: PyTorch's `state_dict()`, `named_parameters()`."""

import re
from operator import itemgetter

from ...types import Value

# A module of a Sequential is a number: "0.weight".
NAME = r"(?:\d{1,9}\.)*[^\W\d][\w.]{0,200}"
NAMED = re.compile(
    rf"(?<![\w.])({NAME})['\"]?[\s:,=(>-]{{1,40}}"
    r"(?:Parameter containing:\s{1,9})?tensor\("
)
# "scale 1.0": in a sentence of the program, a single number stands without "tensor".
SINGLE = re.compile(
    rf"^[ \t]*({NAME})[ \t:,]{{1,8}}-?\d[\d.]{{0,30}}(?:e[-+]\d+)?[ \t]*$",
    re.M,
)
PART = re.compile(r"\.\.\.|[\[\]()]|[^\s,\[\]()]+")


def entries(text: str) -> list[tuple[str, tuple[Value, ...]]]:
    """(name, shape) of each tensor, in order; a size that "..." hides is None.

    A shape that is not told at all is None as well.
    """
    found = [
        (each.start(1), each[1], shape(text, each.end()))
        for each in NAMED.finditer(text)
    ]
    if found:
        found += [(each.start(1), each[1], ()) for each in SINGLE.finditer(text)]
    return [(name, sizes) for _, name, sizes in sorted(found, key=itemgetter(0))]


def shape(text: str, begin: int) -> Value:
    """The sizes of the nested lists that open at `begin`; None if they do not tell."""
    sizes: dict[Value, Value] = {}
    open_lists: list[Value] = []
    for part in PART.finditer(text, begin):
        if part[0] in "()":
            return () if part[0] == ")" and not open_lists else None
        if part[0] == "]":
            if not open_lists:
                return None
            sizes.setdefault(len(open_lists), set()).add(open_lists.pop())
            if not open_lists:
                break
        elif part[0] == "...":
            if not open_lists:
                return None
            open_lists[-1] = None
        else:
            if open_lists and open_lists[-1] is not None:
                open_lists[-1] += 1
            if part[0] == "[":
                open_lists.append(0)
    whole = not open_lists and all(len(each) == 1 for each in sizes.values())
    return tuple(sizes[depth].pop() for depth in sorted(sizes)) if whole else None


def gates(name: str) -> list[int] | tuple[int, int, int]:
    """How many blocks of rows a recurrent weight may have; often its name tells."""
    said = [g for kind, g in (("lstm", 4), ("gru", 3)) if kind in name.lower()]
    return said or (4, 3, 1)


def completed(
    weights: list[tuple[str, tuple[Value, ...]]],
) -> list[tuple[str, tuple[Value, ...] | None]]:
    """The same, with sizes that "..." hides where other weights tell them.

    A weight has as many rows as its bias. A recurrent one has rows / 4, / 3 or / 1
    columns: that one which another weight reads, if it is only one.
    """
    shapes = {name: sizes for name, sizes in weights if sizes is not None}
    read = {sizes[-1] for sizes in shapes.values() if len(sizes) > 1}
    for name, sizes in shapes.items():
        rows = shapes.get(name.replace("weight", "bias"), (None,))[:1]
        if len(sizes) > 1 and sizes[0] is None and None not in rows:
            sizes = rows + sizes[1:]
        if "weight_hh" in name and sizes[0] and sizes[1:] == (None,):
            fitting = {sizes[0] // g for g in gates(name) if sizes[0] % g == 0} & read
            sizes = (sizes[0], *fitting) if len(fitting) == 1 else sizes
        shapes[name] = sizes
    return [
        (name, None if None in (sizes or ()) else sizes)
        for name, sizes in ((name, shapes.get(name)) for name, _ in weights)
    ]
