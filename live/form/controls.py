"""The form's controls, named after the constructor's arguments, and their HTML."""

from dataclasses import dataclass

from ..shared.layers import FRAMEWORKS
from ..shared.markup import join, tag
from ..shared.words import html

# What each axis of an input shape is, and its size unless one is given.
AXES = {
    "T": ("steps", "13"),
    "B": ("batch", "1"),
    "H": ("height", "8"),
    "W": ("width", "8"),
    "n": ("features n", "5"),
}


@dataclass(frozen=True)
class Field:
    """One control: `kind` is choice, number, sizes, shape, steps, switch or code.

    `role` is what stays when the framework changes: m units, n features, ...
    """

    name: str
    kind: str
    label: str
    default: str
    role: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_argument(self):
        return self.name not in ("framework", "layer", "code")


def units(name, label="Units (m)"):
    return Field(name, "number", label, "10", "m")


FIELDS = (
    Field("framework", "choice", "Framework", "keras", choices=tuple(FRAMEWORKS)),
    Field("layer", "choice", "Layer", "LSTM"),
    Field("input_dim", "number", "Vocabulary (V)", "1000", "V"),
    Field("num_embeddings", "number", "Vocabulary (V)", "1000", "V"),
    Field("vocab_size", "number", "Vocabulary (V)", "1000", "V"),
    Field("input_size", "number", "Features (n)", "5", "n"),
    Field("in_channels", "number", "Features (n)", "5", "n"),
    Field("input_dims", "number", "Features (n)", "5", "n"),
    Field("in_features", "number", "Features (n)", "5", "n"),
    units("units"),
    units("hidden_size"),
    units("hidden_features"),
    units("features"),
    units("filters", "Filters (m)"),
    units("out_features", "Outputs (m)"),
    units("output_dim", "Outputs (m)"),
    units("embedding_dim", "Outputs (m)"),
    units("embedding_size", "Outputs (m)"),
    units("embed_dim", "Outputs (m)"),
    units("dims", "Outputs (m)"),
    units("output_size", "Outputs (m)"),
    units("out_channels", "Outputs (m)"),
    units("output_dims", "Outputs (m)"),
    Field("kernel_size", "sizes", "Kernel (height, width)", "3,3", "k"),
    Field("num_layers", "number", "Layers", "1"),
    Field("proj_size", "number", "Projection (p)", "0"),
    Field(
        "inputs",
        "choice",
        "Inputs (B biases, P peepholes)",
        "X,W,R,B",
        choices=("X,W,R", "X,W,R,B", "X,W,R,P", "X,W,R,B,P"),
    ),
    Field(
        "direction",
        "choice",
        "Direction",
        "forward",
        choices=("forward", "reverse", "bidirectional"),
    ),
    Field("input_shape", "shape", "Input ({axes})", "13,5"),
    Field("time_steps", "steps", "Time steps (T)", "13", "T"),
    Field("use_bias", "switch", "Bias", "True", "bias"),
    Field("bias", "switch", "Bias", "True", "bias"),
    Field("has_bias", "switch", "Bias", "True", "bias"),
    Field("with_bias", "switch", "Bias", "True", "bias"),
    Field("bias_ih_attr", "switch", "Bias of the input", "True"),
    Field("bias_hh_attr", "switch", "Bias of the state", "True"),
    Field("double_bias", "switch", "Two biases", "True"),
    Field("reset_after", "switch", "Reset gate after the matrix product", "True"),
    Field("reset_gate", "switch", "Reset gate", "True"),
    Field("bidirectional", "switch", "Both directions", "False", "both"),
    Field("return_sequences", "switch", "Output at every time step", "False"),
    Field("code", "code", "The same as a line of code", "LSTM(10)"),
)
BY_NAME = {field.name: field for field in FIELDS}
DEFAULTS = {field.name: field.default for field in FIELDS}


def form(language, shown):
    """The form as HTML: it rests, disabled, until a script can answer.

    `shown` is a Shown of form.py: what the controls say, and which are visible.
    """

    def some(*kinds):
        return join(
            control(field, language, shown) for field in FIELDS if field.kind in kinds
        )

    part = html(
        language,
        "The line says more than the form can show. The count is that of the line; "
        "a change in the form rewrites the line.",
    )
    return tag(
        '<form class="gc-form" autocomplete="off"><fieldset disabled>'
        '<legend class="gc-hidden">{}</legend><div class="gc-fields">{}</div>'
        '<div class="gc-switches">{}</div>{}'
        '<p class="gc-part" hidden>{}</p>'
        '<p class="gc-heard" role="status" hidden></p></fieldset></form>'
    )(
        html(language, "Layer and input"),
        some("choice", "number", "sizes", "shape", "steps"),
        some("switch"),
        some("code"),
        part,
    )


def control(field, language, shown):
    value = shown.fields.get(field.name, field.default)
    hidden = "" if field.name in shown.fields else " hidden"
    words = label_of(field, language, shown)
    name = tag(' <code class="gc-name">{}</code>')(field.name) * field.is_argument
    label = tag('<span class="gc-label"><span class="gc-words">{}</span>{}</span>')
    label = label(words, name)
    if field.kind == "choice":
        other = html(language, "as in the line of code")
        more = tag(' data-other="{}"')(other) if field.name == "layer" else ""
        return tag(
            '<label class="gc-field"{}>{}<select name="{}"{}>{}</select></label>'
        )(hidden, label, field.name, more, options(field, shown, value))
    if field.kind == "switch":
        checked = " checked" * (value == "True")
        return tag(
            '<label class="gc-switch"{}><input type="checkbox" '
            'name="{}" value="True"{}>{}</label>'
        )(hidden, field.name, checked, label)
    as_typed = tag('autocapitalize="none" autocorrect="off" spellcheck="false"')
    if field.kind == "code":
        return tag(
            '<label class="gc-field gc-line">{}<textarea name="{}" '
            'rows="1" {}>{}</textarea></label>'
        )(label, field.name, as_typed, value)
    keyboard = "numeric" if field.kind == "number" else "text"
    return tag(
        '<label class="gc-field"{}>{}<input name="{}" '
        'value="{}" inputmode="{}" size="10" {}></label>'
    )(hidden, label, field.name, value, keyboard, as_typed)


def label_of(field, language, shown):
    if field.name != "input_shape":
        return html(language, field.label)
    comma = html(language, ", ")
    axes = comma.join(html(language, AXES[axis][0]) for axis in shown.axes)
    return html(language, field.label, axes=axes)


def options(field, shown, value):
    if field.name == "layer":
        known = [(name, name) for name in shown.layers]
    elif field.name == "framework":
        known = [(name, each.title) for name, each in FRAMEWORKS.items()]
    else:
        known = [(name, name.replace(",", ", ")) for name in field.choices]
    option = tag('<option value="{}"{}>{}</option>')
    return join(
        option(name, " selected" * (name == value), title) for name, title in known
    )
