"""What the form remembers when the framework or the layer changes.

A text is remembered by what it means (m, n, both, ...), or by its name where it
has no such meaning; so a layer that cannot say it hands it on to one that can.
"""

from ..shared.layers import FRAMEWORKS, Layer, find
from .controls import BY_NAME, DEFAULTS

# What the reader is not told of when it goes: it does not change the count.
SILENT = {"return_sequences"}
ROLES = {field.role for field in BY_NAME.values()} - {""} | {"B", "H", "W"}
OWN = {"framework", "layer", "code", "input_shape"}  # each layer's own


def remembered(meant: dict[str, str]) -> dict[str, str]:
    """Of the texts by name and by meaning, those for another layer to find."""
    return {
        name: text
        for name, text in meant.items()
        if name in ROLES or (name in BY_NAME.keys() - OWN and not BY_NAME[name].role)
    }


def dropped(old: Layer, new: Layer, fields: dict[str, str]) -> list[str]:
    """The settings of `old` that differ from the default and `new` cannot say."""
    sizes = {name for name in old.sizes if name != "inputs"}
    return [
        f"{name}={fields[name]}"
        for name in old.arguments
        if name in fields.keys() - sizes - SILENT
        and fields[name] != DEFAULTS[name]
        and not says(new, name, fields[name])
    ]


def says(layer, name, text):
    """Whether the layer has this argument, or one that means the same."""
    known = set(layer.arguments)
    roles = {BY_NAME[each].role for each in known} - {""}
    roles |= {"both"} if "direction" in known else set()
    roles |= {"bias"} if "inputs" in known else set()
    if name in known:
        return True
    if name == "direction":
        return text == "bidirectional" and "both" in roles
    if name == "inputs":  # those of an ONNX node: P are peepholes, B biases
        return "P" not in text and ("B" in text or "bias" in roles)
    return BY_NAME[name].role in roles


def kind_before(memory: dict[str, str]) -> Layer | None:
    """The layer for which the last frameworks had nothing alike."""
    framework, _, name = memory.get("instead", "").partition(" ")
    return find(framework, name) if framework in FRAMEWORKS else None
