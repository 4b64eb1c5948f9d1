"""What a weight is called: in words, and as a place in the framework's tensors.

A pattern has gaps for the row r and the unit u, which weight_names.mjs fills:
`kernel[{r}, {u+10}]`; `{r/6%3}` is r // 6 % 3.
"""

from math import prod

from ..shared.words import say

MOST = 4  # cells of one shape whose names are all said

SENTENCES = {
    "kernel": "From feature {row} to the {gate} of unit {unit}",
    "window": "From channel {channel} at place {place} of the window to the {gate} of "
    "unit {unit}",
    "recurrent_kernel": "From the old hidden value {row} to the {gate} of unit {unit}",
    "recurrent_window": "From the old hidden channel {channel} at place {place} of the "
    "window to the {gate} of unit {unit}",
    "bias": "The bias of the {gate} of unit {unit}",
    "biases": "Bias {row} of the {gate} of unit {unit}",
    "peephole": "From the cell state to the {gate} of unit {unit}",
    "projection": "From unit {unit} to the projected value {row}",
}
GATES = {
    "i": "input gate",
    "f": "forget gate",
    "o": "output gate",
    "z": "update gate",
    "r": "reset gate",
    **dict.fromkeys("acghn", "candidate"),
}


def told(language):
    """All that a script says, in the page's language."""
    return {
        "sentences": {role: blank(language, each) for role, each in SENTENCES.items()},
        "gates": {gate: say(language, each) for gate, each in GATES.items()},
        "only": say(language, "new hidden value"),
    }


def blank(language, sentence):
    """The sentence with its gaps, which the script fills."""
    gaps = ("row", "gate", "unit", "channel", "place")
    return say(language, sentence, **{gap: f"{{{gap}}}" for gap in gaps})


def patterns(cells, role, gate):
    """[(rows, [pattern, …]), …] of one block, from above; cells of one shape."""
    found = []
    for weights in zip(*(holding(cell, role, gate) for cell in cells[:MOST])):
        first = weights[0]
        for place in places(first, gate):
            names = [pattern(each, place) for each in weights]
            found.append((first.size // first.shape[axis(first)], names))
    return found


def holding(cell, role, gate):
    for weight in cell.weights:
        if weight.role == role and (gate in weight.gates or role == "projection"):
            yield weight


def places(weight, gate):
    """Where among the packed blocks the gate is: twice where two biases are."""
    return [k for k, each in enumerate(weight.gates or ("",)) if each == gate]


def axis(weight):
    """The axis that the units lie on; those of a projection are what it reads."""
    return (weight.axis if weight.gates else 1 - weight.axis) % len(weight.shape)


def pattern(weight, place):
    """The place of row r, unit u in this block: `kernel[{r}, {u+10}]`."""
    at, shape, path, begin = axis(weight), weight.shape, weight.path, 0
    if ":" in path:  # rows of a tensor that holds two kernels, one above the other
        path, _, rows = path.partition("[")
        begin = int(rows.partition(":")[0] or 0)
    others, index, before = shape[:at] + shape[at + 1 :], [], 1
    for k, size in enumerate(others, 1):
        after = prod(others[k:])
        gap = f"r/{after}" if after > 1 else f"r+{begin}" if begin > 0 else "r"
        rest = f"%{size}" if before > 1 else ""
        index.append("0" if size == 1 else f"{{{gap}{rest}}}")
        before *= size
    index.insert(at, f"{{u+{place * (shape[at] // max(1, len(weight.gates)))}}}")
    return f"{path}[{', '.join(index)}]".replace("][", ", ")
