"""Live parts beside the calculator: a small form, and an answer below it.

small_form.mjs sends the form's texts to the function of this name in calls.py.
"""

from . import routes
from .markup import join, tag
from .status import broken, status
from .values import FieldError, read_number
from .words import html, say


def part(name, title, language, base, python_bytes, controls, first, address, pause=0):
    """The part as HTML; `first` is the answer that was made at build time.

    `base` is the address of the calculator, as seen from the page. The controls
    are in the page's address, under their names with `address` before them.
    It is asked when nothing was typed for `pause` milliseconds.
    """
    pending = html(
        language,
        "This is not yet the answer to what stands above: Python has to start first.",
    )
    old = html(
        language,
        "This is not the answer to what you typed; it is the last one that could be "
        "computed.",
    )
    asked = html(language, "The answer to what stands above is being worked out.")
    routed, said = routes.attribute(language), status(language, python_bytes)
    return tag(
        '<div class="gc" data-live="{}" data-base="{}" data-address="{}" '
        'data-pause="{}" {} data-state="static" data-bytes="{}" data-broken="{}">'
    )(name, base, address, pause, routed, python_bytes, broken(language)) + tag(
        '<form class="gc-form" autocomplete="off"><fieldset disabled>'
        '<legend class="gc-title">{}</legend>'
        '<div class="gc-fields">{}</div></fieldset></form>'
        '<p class="gc-error" id="gc-error-{}" data-refusal role="alert" hidden></p>'
        '<div class="gc-result" data-pending-note="{}" '
        'data-refused-note="{}" data-asked-note="{}">{}</div>{}'
        '<p class="gc-live gc-hidden" aria-live="polite"></p></div>'
    )(html(language, title), controls, name, pending, old, asked, first, said)


def refused(error, language, field):
    """The answer where there is none: a sentence, at the control it is about.

    The sentence calls the control as the reader does, not as its address does.
    """
    called = {
        name: say(language, LABELS[value])
        for name, value in error.values.items()
        if name in ("name", "argument") and value in LABELS
    }
    sentence = say(language, error.template, **error.values | called)
    return {"ok": False, "error": sentence, "field": field}


LABELS = {
    "number": "Your number",
    "budget": "Your budget",
    "n_features": "n",
    "num_layers": "The number of layers",
    "batch": "The batch size",
    "T": "The number of time steps T",
}


def positive(name, text):
    value = read_number(name, text)
    if isinstance(value, int) and value > 0:
        return value
    raise FieldError(
        name,
        "{argument} must be a whole number of at least {least}, not {value}.",
        argument=name,
        least=1,
        value=value,
    )


def number_control(name, label, value, language, wide=False):
    return tag(
        '<label class="gc-field{}">{}'
        '<input name="{}" value="{}" inputmode="numeric" size="10" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></label>'
    )(" gc-wide" * wide, words(label, language), name, value)


def choice_control(name, label, options, language):
    """`options` are (value, text); the first is chosen."""
    listed = join(
        tag('<option value="{}">{}</option>')(value, text) for value, text in options
    )
    return tag(
        '<label class="gc-field gc-wide">{}<select name="{}">{}</select></label>'
    )(words(label, language), name, listed)


def switch_control(name, label, language):
    return tag(
        '<label class="gc-switch"><input type="checkbox" name="{}" value="True">'
        "{}</label>"
    )(name, words(label, language))


def words(label, language):
    return tag('<span class="gc-label">{}</span>')(html(language, label))
