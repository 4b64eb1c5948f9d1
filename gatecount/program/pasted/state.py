"""The layers behind the lines of a PyTorch `state_dict()`: names and shapes."""

import re

from .notes import note
from .reading import Explanation, Layer, confirmed

ENTRY = re.compile(
    r"(?<![\w.])([A-Za-z_][\w.]{0,200})['\"]?[\s:,=(>-]{1,40}"
    r"torch\.Size\(\[([\d, ]{0,80})\]\)"
)
RECURRENT = re.compile(r"(?:weight|bias)_(?:ih|hh|hr)_l(\d{1,3})(_reverse)?")
GATES = {4: "LSTM", 3: "GRU", 1: "RNN"}


def entries(lines):
    """(name, shape), in order."""
    return [
        (name, tuple(int(size) for size in sizes.split(",") if size.strip()))
        for name, sizes in ENTRY.findall("\n".join(lines))
    ]


def explained(lines):
    return Explanation("state_dict", layers(entries(lines)))


def layers(weights):
    """The layers of these (name, shape), grouped by the module in the name."""
    groups = {}
    for name, shape in weights:
        module, _, own = name.rpartition(".")
        groups.setdefault(module, []).append((own, shape))
    return tuple(layer(module, own) for module, own in groups.items())


def layer(module, weights):
    readings = confirmed(proposals(dict(weights)), weights=weights)
    notes = ()
    if not readings:
        notes = (note("No layer known here has just these weights: {names}.",
                      names=", ".join(name for name, _ in weights)),)  # fmt: skip
    kind = readings[0].code.partition("(")[0] if readings else ""
    return Layer(module, kind, (), None, None, tuple(weights), readings, notes)


def proposals(shapes):
    if "weight_hh_l0" in shapes and "weight_ih_l0" in shapes:
        made = recurrent(shapes)
    elif len(shapes.get("weight", ())) == 2:
        rows, columns = shapes["weight"]
        bias = "" if "bias" in shapes else ", bias=False"
        made = [
            f"nn.Linear({columns}, {rows}{bias})",
            f"nn.Embedding({rows}, {columns})",
        ]
    else:
        made = []
    return [(code, "torch", None, ()) for code in made]


def recurrent(shapes):
    """m is as wide as the hidden state; a projection makes that narrower."""
    n, width = shapes["weight_ih_l0"][-1], shapes["weight_hh_l0"][0]
    m, more = shapes["weight_hh_l0"][-1], ""
    if "weight_hr_l0" in shapes:
        more, m = f", proj_size={m}", shapes["weight_hr_l0"][-1]
    names = [match for match in map(RECURRENT.fullmatch, shapes) if match]
    depth = 1 + max(int(match[1]) for match in names)
    kind = GATES.get(width // m) if m else None
    if kind:
        more = ("" if "bias_ih_l0" in shapes else ", bias=False") + more
        more = (", bidirectional=True" if any(m[2] for m in names) else "") + more
        more = (f", num_layers={depth}" if depth > 1 else "") + more
        yield f"nn.{kind}({n}, {m}{more})"
