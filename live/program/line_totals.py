"""The number of each layer at its line of the program, for the editor."""

from gatecount import CountError

from .counting import counted
from .tables import written


def marks(source):
    """The `marks` of a program, as far as it can be read; nothing else is said."""
    try:
        found, full = counted(source), False
    except CountError as error:
        found = getattr(error, "built", None)
        full = error.framework_error == "MemoryError"
    return {"marks": of(found), "restart": full}


def of(counted):
    """For each line that makes layers, [line, what is written at its end]; for the line
    that makes a model of them, its total."""
    if counted is None or counted.source is None:
        return []
    main, found = counted.model, {}
    for model in (main, *(each for each in counted.models if each is not main)):
        lines = {}
        for layer in leaves(model.layers):
            if layer.line and layer.line not in found:
                lines.setdefault(layer.line, {})[layer.name] = layer.total
        found |= {line: summed([*each.values()]) for line, each in lines.items()}
        if model.line and model.line not in found and model.layers:
            found[model.line] = f"= {written(model.total)}"
    return sorted([line, text] for line, text in found.items())


def leaves(layers):
    """The layers that hold no others, by the names of all that they stand in."""
    for layer in layers:
        yield from leaves(layer.layers) if layer.layers else [layer]


def summed(totals):
    """Of several layers that one line makes: `3 × 840`, or `160 + 840`."""
    first = written(totals[0])
    if len(totals) == 1 or not any(totals):
        return first
    if len(set(map(written, totals))) == 1:
        return f"{len(totals)} × {first}"
    return " + ".join(map(written, totals)) if len(totals) < 4 else written(sum(totals))
