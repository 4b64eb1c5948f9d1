"""Tensors printed with their values: PyTorch's `state_dict()`, `named_parameters()`."""

import re
from operator import itemgetter

NAMED = re.compile(
    r"(?<![\w.])([A-Za-z_][\w.]{0,200})['\"]?[\s:,=(>-]{1,40}"
    r"(?:Parameter containing:\s{1,9})?tensor\("
)
# "scale 1.0": in a sentence of the program, a single number stands without "tensor".
SINGLE = re.compile(
    r"^[ \t]*([A-Za-z_][\w.]{0,200})[ \t:,]{1,8}-?\d[\d.]{0,30}(?:e[-+]\d+)?[ \t]*$",
    re.M,
)
PART = re.compile(r"\.\.\.|[\[\]()]|[^\s,\[\]()]+")


def entries(text):
    """(name, shape) of each tensor, in order; None for a shape with a "..." in it."""
    found = [
        (each.start(1), each[1], shape(text, each.end()))
        for each in NAMED.finditer(text)
    ]
    if found:
        found += [(each.start(1), each[1], ()) for each in SINGLE.finditer(text)]
    return [(name, sizes) for _, name, sizes in sorted(found, key=itemgetter(0))]


def shape(text, begin):
    """The sizes of the nested lists that open at `begin`; None if they do not tell."""
    sizes, open_lists = {}, []
    for part in PART.finditer(text, begin):
        if part[0] in ("...", "(", ")"):
            return () if part[0] == ")" and not open_lists else None
        if part[0] == "]":
            if not open_lists:
                return None
            sizes.setdefault(len(open_lists), set()).add(open_lists.pop())
            if not open_lists:
                break
            continue
        if open_lists:
            open_lists[-1] += 1
        if part[0] == "[":
            open_lists.append(0)
    whole = not open_lists and all(len(each) == 1 for each in sizes.values())
    return tuple(min(sizes[depth]) for depth in sorted(sizes)) if whole else None
