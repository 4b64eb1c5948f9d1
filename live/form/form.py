"""What form and line of code say together, and how each follows the other.

A value is always a text, as a control or an address has it, by the control's
name. What the reader changed governs: the line, or the form.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from gatecount import classes_of, count

from ..shared.layers import FRAMEWORKS, SEQUENCE, Layer, find, names, nearest
from ..shared.values import (
    FieldError,
    plain,
    read_choice,
    read_number,
    read_shape,
    read_switch,
    simple,
    unknown,
)
from .constructor_call import bare
from .controls import AXES, BY_NAME, DEFAULTS
from .line import read_line, write
from .memory import dropped, kind_before, remembered

LONGEST_LINE = 1000  # characters
INPUT = ("input_shape", "time_steps")  # what no constructor says


@dataclass(frozen=True)
class Shown:
    """What the controls say: `fields` are the visible ones, by name.

    `layer` is None where the form has none for the line of code; `whole` tells
    that the form says all that the line says. `memory` is what another layer could
    say, see memory.py; `dropped` are the settings that this one cannot, and
    `instead` is the layer that the framework has nothing alike for.
    """

    framework: str
    layer: Layer | None
    fields: dict = field(default_factory=dict)
    whole: bool = True
    memory: dict = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    instead: str = ""

    @property
    def layers(self):
        return names(self.framework)

    @property
    def axes(self):
        return self.layer.axes if self.layer else ("T", "n")


@dataclass(frozen=True)
class Reading:
    """A constructor call and its input, understood from what is shown."""

    shown: Shown
    code: str
    input_shape: tuple | None

    @property
    def framework(self):
        return self.shown.framework

    @property
    def fields(self):
        return self.shown.fields

    def count(self):
        """Raises CountError where the framework refuses."""
        return count(self.code, self.framework, self.input_shape)

    @property
    def address(self):
        """The names and texts that an address needs to bring all this back."""
        if not self.shown.whole:
            kept = {"framework", "code", *INPUT}
        else:
            options = self.shown.layer.options
            kept = {name for name in self.fields if name != "code"} - {
                name for name in options if self.fields[name] == DEFAULTS[name]
            }
        return {name: text for name, text in self.fields.items() if name in kept}

    @cached_property
    def query(self):
        return urlencode(self.address, safe=",")


def read(given, edited=None, before=None, memory=None):
    """What the controls say, understood: see `settle`. Raises CountError."""
    return understand(settle(given, edited, before, memory))


def settle(given, edited=None, before=None, memory=None):
    """Which layer is meant, and what its controls say. Raises CountError.

    `given` are the texts of the controls, or what an address says; `edited` is
    the control that the reader changed, `before` what was shown before, with the
    `memory` that belonged to it.
    """
    given = {name: text for name, text in given.items() if name in DEFAULTS}
    framework = read_choice("framework", some(given, "framework"), tuple(FRAMEWORKS))
    if "code" in given and edited in (None, "code", *INPUT):
        return from_line(framework, given, edited, before)
    memory = memory or {}
    line = memory.get("line", {})
    if edited == "framework" and line.get("framework") == framework:
        return from_line(framework, line, "code", None)
    old = find(before["framework"], before["layer"]) if before else None
    if edited in ("framework", "layer") and old:
        return another(framework, old, given, edited, before, memory)
    layer = choose(framework, some(given, "layer"))
    if edited in ("framework", "layer") and before:
        given, meant = {}, meanings(old, before | given)
    else:
        meant = meanings(guess(given), given)
    fields = fill(framework, layer, given, meant)
    instead = ""
    if edited == "framework" and before and not old:  # the line alone said it
        memory, instead = {"line": before}, before.get("code", "")
    return Shown(framework, layer, fields, memory=memory, instead=instead)


def another(framework, old, given, edited, before, memory):
    """The form of another framework or layer: what it can say of the old one."""
    if edited == "framework":
        wanted = kind_before(memory) or old
        layer = nearest(framework, wanted)
    else:
        wanted = layer = choose(framework, some(given, "layer"))
    meant = memory | meanings(old, before | given)
    kept = remembered(meant)
    if (layer.kind, layer.step) != (wanted.kind, wanted.step):
        # The framework that `wanted` is of, in this change or in an earlier one.
        earlier = memory.get("instead", f"{before['framework']} {wanted.name}")
        kept |= {"instead": earlier}
    return Shown(
        framework,
        layer,
        fill(framework, layer, {}, meant),
        memory=kept,
        dropped=tuple(dropped(old, layer, before | given)),
        instead=wanted.name if layer.kind != wanted.kind else "",
    )


def some(given, name):
    """The text of a field, its default where it is blank."""
    text = given.get(name, "")
    return text if text.strip() else DEFAULTS[name]


def choose(framework, text):
    """The framework's layer of this name, or the one that does the same."""
    word = plain("layer", text).lower().replace(" ", "")
    for name in (framework, *FRAMEWORKS):
        for layer in FRAMEWORKS[name].layers:
            if layer.name.lower() == word:
                return layer if name == framework else nearest(framework, layer)
    return read_choice("layer", text, names(framework))  # which refuses


def meanings(layer, fields):
    """The texts by their names and by what they mean: m, n, bias, ..."""
    meant = dict(fields)
    roles = {name: BY_NAME[name].role for name in fields}
    meant |= {role: fields[name] for name, role in roles.items() if role}
    if "inputs" in fields:
        meant["bias"] = str("B" in fields["inputs"])
    if "direction" in fields:
        meant["both"] = str(fields["direction"] == "bidirectional")
    if layer and layer.axes and "input_shape" in fields:
        sizes = simple(fields["input_shape"]).strip("()[] ").split(",")
        meant |= dict(zip(reversed(layer.axes), map(str.strip, reversed(sizes))))
    return meant


def guess(given):
    """A layer with the axes that the input shape of an address probably has."""
    sizes = given.get("input_shape", "").count(",") + 1
    axes = {1: ("n",), 2: ("T", "n"), 3: ("T", "B", "n")}
    return Layer("", "", (), axes=axes.get(sizes, ()))


def fill(framework, layer, given, meant):
    """The layer's fields: as given, else what is meant, else the default."""
    return {"framework": framework, "layer": layer.name} | {
        name: given[name] if name in given else meaning(name, layer, meant)
        for name in layer.fields
    }


def meaning(name, layer, meant):
    if name == "input_shape":
        return ",".join(meant.get(axis, AXES[axis][1]) for axis in layer.axes)
    if name == "inputs":
        inputs = "X,W,R,B" if meant.get("bias", "True") == "True" else "X,W,R"
        peepholes = layer.kind == "LSTM" and "P" in meant.get(name, "")
        return inputs + ",P" * peepholes
    if name == "direction" and "both" in meant:
        if meant["both"] == "True":
            return "bidirectional"
        back = meant.get(name) == "reverse" and "reverse" not in layer.without
        return "reverse" if back else "forward"
    return meant.get(name, meant.get(BY_NAME[name].role, DEFAULTS[name]))


def from_line(framework, given, edited, before):
    """What the form shows of a line of code."""
    code = simple(given["code"]).strip()
    if len(code) > LONGEST_LINE:
        raise FieldError(
            "code",
            "This is longer than one layer: {length} characters. Give one "
            "constructor call, such as LSTM(10).",
            length=len(code),
        )
    code, said = bare(code)
    if said and edited not in INPUT:
        given = given | {"input_shape": said}
    line = read_line(framework, code)
    framework, layer = line.framework, line.layer
    old = find(before["framework"], before["layer"]) if before else None
    kept = {name: given[name] for name in INPUT if name in given}
    if layer is None:
        needed = getattr(classes_of(framework), "NEEDS_INPUT_SHAPE", True)
        shape = kept.get("input_shape", DEFAULTS["input_shape"] if needed else "")
        if old and not needed:
            shape = ""  # that of another framework's layer
        fields = {"framework": framework, "layer": "", "input_shape": shape}
        return Shown(framework, None, fields | {"code": code}, whole=False)
    if layer is not old and not fits(layer, kept.get("input_shape", "")):
        kept.pop("input_shape", None)
    texts = {name: DEFAULTS[name] for name in layer.arguments} | line.texts
    meant = meanings(old, before) if before else meanings(guess(given), given)
    fields = fill(framework, layer, texts | kept, meant)
    return Shown(framework, layer, fields | {"code": code}, line.whole)


def fits(layer, shape):
    sizes = simple(shape).strip("()[], ").count(",") + 1
    return sizes == len(layer.axes) or (sizes == 1 and layer.axes == SEQUENCE)


def understand(shown):
    """The values of what is shown. Raises CountError."""
    fields, layer = dict(shown.fields), shown.layer
    if layer is None:
        text = fields["input_shape"]
        shape = read_shape("input_shape", text) if text.strip() else None
        return Reading(shown, fields["code"], shape)
    values = {name: read_value(name, fields, layer) for name in layer.fields}
    shape = values.get("input_shape")
    if layer.timed:
        steps = [values["time_steps"], values[layer.sizes[0]]]
        steps[layer.batch or 0 : layer.batch or 0] = [None] * (layer.batch is not None)
        shape = tuple(steps)
    fields |= {name: text_of(value) for name, value in values.items()}
    fields.setdefault("code", write(shown.framework, layer, values))
    return Reading(replace(shown, fields=fields), fields["code"], shape)


def read_value(name, fields, layer):
    text, kind = fields[name], BY_NAME[name].kind
    if kind == "number":
        return read_number(name, text)
    if kind == "steps":
        return None if not text.strip() or unknown(text) else read_number(name, text)
    if kind == "shape":
        example = ", ".join(AXES[axis][1] for axis in layer.axes)
        sizes = read_shape(name, text, example)
        # 128 alone: that many features, and steps that are not known.
        alone = (
            layer.axes == SEQUENCE and len(sizes) == 1 and text.strip()[-1] not in ",;"
        )
        return (None, *sizes) if alone else sizes
    if kind == "sizes":
        sizes = read_shape(name, text, "3, 3")
        return sizes if len(sizes) > 1 else sizes[0]
    if kind == "switch":
        return read_switch(name, some(fields, name))
    return read_choice(name, some(fields, name), BY_NAME[name].choices)


def text_of(value):
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value)
