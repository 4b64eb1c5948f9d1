"""The form: its controls, and how to read what stands in them.

Controls bear the names of the framework's constructor arguments. A value is
always a text, as a form or an address has it.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import escape

from gatecount import CountError, arguments

from .words import html

FRAMEWORK = "keras"
LAYERS = ("SimpleRNN", "LSTM", "GRU")
TRUE, FALSE = ("true", "1", "on", "yes"), ("false", "0", "off", "no")
LONGEST = 60  # characters of a field
DIGITS = 20  # of a number; far beyond any size that exists
# Ways to write the same character: full-width, half-width, kinds of space.
SAME = ("<wide>", "<narrow>", "<noBreak>", "<compat>")


@dataclass(frozen=True)
class Field:
    """One control: `kind` is choice, number, shape or switch."""

    name: str
    kind: str
    label: str
    default: str


FIELDS = (
    Field("layer", "choice", "Layer", "LSTM"),
    Field("units", "number", "Units (m)", "10"),
    Field("input_shape", "shape", "Input (steps, features n)", "13,5"),
    Field("use_bias", "switch", "Bias", "True"),
    Field("reset_after", "switch", "Reset gate after the matrix product", "True"),
    Field("return_sequences", "switch", "Output at every time step", "False"),
    Field("bidirectional", "switch", "Both directions", "False"),
)
DEFAULTS = {"framework": FRAMEWORK} | {field.name: field.default for field in FIELDS}


class FieldError(CountError):
    """What stands in the control `field` cannot be understood."""

    def __init__(self, field, template, /, **values):
        super().__init__(template, **values)
        self.field = field


@dataclass(frozen=True)
class Reading:
    """A constructor call and its input, understood from the fields."""

    code: str
    input_shape: tuple
    fields: dict


def read(given):
    """What the fields say; missing ones have their default. Raises CountError."""
    fields = DEFAULTS | {name: given[name] for name in DEFAULTS if name in given}
    for name, text in fields.items():
        if not text.strip() and name not in ("units", "input_shape"):
            fields[name] = DEFAULTS[name]
    if fields["framework"] != FRAMEWORK:
        raise FieldError(
            "framework",
            "There is no framework {framework} here. Known are: {known}.",
            framework=fields["framework"][:LONGEST],
            known=FRAMEWORK,
        )
    layer = read_choice("layer", fields["layer"], LAYERS)
    units = read_number("units", fields["units"])
    shape = read_shape("input_shape", fields["input_shape"])
    switches = {
        field.name: read_switch(field.name, fields[field.name])
        for field in FIELDS
        if field.kind == "switch"
    }
    both = switches.pop("bidirectional")
    changed = [
        f"{name}={value}"
        for name, value in switches.items()
        if name in arguments(FRAMEWORK, layer) and str(value) != DEFAULTS[name]
    ]
    code = f"{layer}({', '.join([str(units), *changed])})"
    return Reading(
        f"Bidirectional({code})" if both else code,
        shape,
        fields
        | {name: str(value) for name, value in switches.items()}
        | {
            "layer": layer,
            "units": str(units),
            "input_shape": ",".join(map(str, shape)),
            "bidirectional": str(both),
        },
    )


def plain(name, text):
    """The text in its simplest characters: full-width digits become ASCII."""
    text = "".join(
        unicodedata.normalize("NFKC", each)
        if unicodedata.decomposition(each).startswith(SAME)
        else each
        for each in text
        if unicodedata.category(each) != "Cf"
    )
    if len(text) > LONGEST:
        raise FieldError(name, "{name} is too long to be a size.", name=name)
    return " ".join(text.split())


def read_number(name, text, separators=",_' "):
    """A number, with or without thousands separators.

    A fraction is passed on as it stands: the framework says what is wrong.
    """
    text = plain(name, text)
    if not text:
        raise FieldError(
            name, "{name} is empty. Write a number, such as 10.", name=name
        )
    grouped = rf"[+-]?\d{{1,3}}(?:[{separators}]\d{{3}})+"
    digits = (
        re.sub(f"[{separators}]", "", text) if re.fullmatch(grouped, text) else text
    )
    if len(digits) > DIGITS:
        raise FieldError(name, "{name} is too long to be a size.", name=name)
    if re.fullmatch(r"[+-]?\d+", digits):
        return int(digits)
    if re.fullmatch(r"[+-]?(?:\d+\.\d*|\.\d+)", digits):
        return float(digits)
    raise FieldError(
        name,
        "{name}: {value} is not a number. Write digits, such as 10.",
        name=name,
        value=text,
    )


def read_shape(name, text):
    """`13, 5` -> (13, 5); `None` is a size that is not known."""
    text = re.sub(r"^(?:input_)?shape *= *", "", plain(name, text)).strip("()[]{} ")
    parts = [part.strip() for part in re.split(r"[,;、×x*]", text)]
    if parts[-1] == "":
        parts.pop()
    if not parts:
        raise FieldError(
            name,
            "{name} is empty. Write time steps and features, such as 13, 5.",
            name=name,
        )
    if "" in parts:
        raise FieldError(
            name,
            "{name}: a size is missing before a comma. Write both, such as 13, 5.",
            name=name,
        )
    if any(re.fullmatch(r"0\d+", part) for part in parts):
        raise FieldError(
            name,
            "{name}: the comma stands between the sizes. Write a thousand as 1000.",
            name=name,
        )
    if len(parts) == 1 and re.fullmatch(r"\S+( \S+)+", text):
        raise FieldError(
            name,
            "{name}: put a comma between time steps and features, such as 13, 5.",
            name=name,
        )
    return tuple(
        None if part.lower() in ("none", "?") else read_number(name, part, "_' ")
        for part in parts
    )


def read_choice(name, text, known):
    """The one of `known` that is meant, in whatever case it is written."""
    word = plain(name, text).lower()
    for each in known:
        if word == each.lower():
            return each
    raise FieldError(
        name,
        "{piece} is not known here. Known are: {known}.",
        piece=text[:LONGEST],
        known=", ".join(known),
    )


def read_switch(name, text):
    word = plain(name, text).lower()
    if word in TRUE + FALSE:
        return word in TRUE
    raise FieldError(
        name, "{name} is True or False, not {value}.", name=name, value=text[:LONGEST]
    )


def form(language):
    """The form as HTML: it rests, disabled, until a script can answer."""
    fields, switches = (
        "".join(
            control(field, language)
            for field in FIELDS
            if (field.kind == "switch") is switch
        )
        for switch in (False, True)
    )
    return (
        '<form class="gc-form" autocomplete="off"><fieldset disabled>'
        f'<legend class="gc-hidden">{html(language, "Layer and input")}</legend>'
        f'<input type="hidden" name="framework" value="{FRAMEWORK}">'
        f'<div class="gc-fields">{fields}</div>'
        f'<div class="gc-switches">{switches}</div></fieldset></form>'
    )


def control(field, language):
    label = (
        f'<span class="gc-label">{html(language, field.label)}'
        f' <code class="gc-name">{field.name}</code></span>'
    )
    if field.kind == "choice":
        options = "".join(
            f"<option{' selected' * (name == field.default)}>{name}</option>"
            for name in LAYERS
        )
        return (
            f'<label class="gc-field">{label}<select name="{field.name}">'
            f"{options}</select></label>"
        )
    if field.kind == "switch":
        checked = " checked" * (field.default == "True")
        needs = needed_by(field.name)
        return (
            f'<label class="gc-switch"{needs}><input type="checkbox" '
            f'name="{field.name}" value="True"{checked}>{label}</label>'
        )
    keyboard = "numeric" if field.kind == "number" else "text"
    return (
        f'<label class="gc-field">{label}<input name="{field.name}" '
        f'value="{escape(field.default)}" inputmode="{keyboard}" size="10" '
        'autocapitalize="none" spellcheck="false"></label>'
    )


def needed_by(name):
    """Attributes that name the layers with this argument, unless all have it."""
    layers = [layer for layer in LAYERS if name in arguments(FRAMEWORK, layer)]
    if not 0 < len(layers) < len(LAYERS):
        return ""
    hidden = "" if DEFAULTS["layer"] in layers else " hidden"
    return f' data-only="{" ".join(layers)}"{hidden}'
