"""The layers behind the lines of a PyTorch `state_dict()`: names and shapes."""

import re
from dataclasses import replace

from ...types import Shape, Value
from . import values
from .notes import note
from .reading import Explanation, Layer, confirmed

ENTRY = re.compile(
    rf"(?<![\w.])({values.NAME})['\"]?[\s:,=(>-]{{1,40}}"
    r"torch\.Size\(\[([\d, ]{0,80})\]\)"
)
RECURRENT = re.compile(r"(?:weight|bias)_(?:ih|hh|hr)_l(\d{1,3})(_reverse)?")
GATES = {4: "LSTM", 3: "GRU", 1: "RNN"}


# What a BatchNorm counts while it trains: saved, but no parameter.
BUFFER = re.compile(r"(?:.*\.)?(?:running_mean|running_var|num_batches_tracked)")


def entries(lines: list[str]) -> Value:
    """(name, shape), in order; a shape is None where the values printed hide it."""
    found = [
        (name, tuple(int(size) for size in sizes.split(",") if size.strip()))
        for name, sizes in ENTRY.findall(text(lines))
    ]
    return found or values.completed(values.entries(text(lines)))


def text(lines: list[str]) -> Value:
    return "\n".join(lines)


def explained(lines: list[str]) -> Explanation:
    dotted = any(sizes and None in sizes for _, sizes in values.entries(text(lines)))
    found = entries(lines)
    lost = text(lines).count("torch.Size([") - len(found)
    said = told(found, dotted)
    return unread(said, lost) if lost > 0 else said


def unread(explanation: Explanation, number: int) -> Explanation:
    """A shape whose name cannot be read is one that a total must not leave out."""
    said = note(
        "{number} of the shapes stand beside no name that can be read here, so the "
        "total is not known.",
        number=number,
    )
    return replace(explanation, notes=(said, *explanation.notes), doubtful=True)


def told(weights: Value, dotted: bool = False, buffers: Value = ()) -> Explanation:
    """What these (name, shape) say; `dotted`: some sizes had to be found out; `buffers`
    are known to be no parameters."""
    notes: tuple[Value, ...] = ()
    doubtful = False
    normed = {name.rpartition(".")[0] for name, _ in weights if BUFFER.fullmatch(name)}
    buffers = [name for name, _ in weights
               if BUFFER.fullmatch(name) or name in buffers]  # fmt: skip
    if buffers:
        said = note(
            "{names} are buffers, saved with the weights but no parameters: they are "
            "not counted.",
            names=", ".join(buffers),
        )
        notes = (said,)
    hidden = [name for name, shape in weights if shape is None]
    if hidden:
        doubtful = True
        said = note(
            "The “...” in {names} hides how many numbers there are, so the total is "
            "not known. Print the shapes: for k, v in model.state_dict().items(): "
            "print(k, v.shape)",
            names=", ".join(hidden),
        )
        notes = (said, *notes)
    elif dotted:
        said = note(
            "The “...” hides sizes here: they are taken from the bias and from the "
            "layer that reads these."
        )
        notes = (said, *notes)
    kept = [each for each in weights if each[0] not in {*buffers, *hidden}]
    return Explanation("state_dict", layers(kept, normed), None, notes, doubtful)


def layers(
    weights: list[tuple[str, tuple[Value, ...]]],
    normed: set[str] | tuple[Value, ...] = (),
) -> tuple[Layer, ...]:
    """The layers of these (name, shape), grouped by the module in the name.

    The modules `normed` have running statistics.
    """
    groups: dict[Value, Value] = {}
    for name, shape in weights:
        module, _, own = name.rpartition(".")
        groups.setdefault(module, []).append((own, shape))
    return tuple(layer(module, own, module in normed) for module, own in groups.items())


def layer(
    module: str, weights: list[tuple[str, tuple[Value, ...]]], normed: bool = False
) -> Layer:
    readings = confirmed(proposals(dict(weights), normed), weights=weights)
    notes: tuple[Value, ...] = ()
    if not readings:
        notes = (note("No layer known here has just these weights: {names}.",
                      names=", ".join(name for name, _ in weights)),)  # fmt: skip
    kind = readings[0].code.partition("(")[0] if readings else ""
    return Layer(module, kind, (), None, None, tuple(weights), readings, notes)


def proposals(
    shapes: dict[str, Shape], normed: bool
) -> list[tuple[str, str, Value, tuple[Value, ...]]]:
    if "weight_hh_l0" in shapes and "weight_ih_l0" in shapes:
        made = recurrent(shapes)
    elif len(shapes.get("weight", ())) == 2:
        rows, columns = shapes["weight"]
        bias = "" if "bias" in shapes else ", bias=False"
        made = [
            f"nn.Linear({columns}, {rows}{bias})",
            f"nn.Embedding({rows}, {columns})",
        ]
    elif len(shapes.get("weight", ())) == 1:
        [size] = shapes["weight"]
        made = [f"nn.{'BatchNorm1d' if normed else 'LayerNorm'}({size})"]
    else:
        made = []
    return [(code, "torch", None, ()) for code in made]


def recurrent(shapes: Value) -> Value:
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
