"""Live parts beside the calculator: a small form, and an answer below it.

small_form.mjs sends the form's texts to the function of this name in calls.py.
"""

from html import escape

from . import routes
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
    return (
        f'<div class="gc" data-live="{name}" data-base="{escape(base)}" '
        f'data-address="{address}" data-pause="{pause}" {routes.attribute(language)} '
        f'data-state="static" data-bytes="{python_bytes}" '
        f'data-broken="{broken(language)}">'
        '<form class="gc-form" autocomplete="off"><fieldset disabled>'
        f'<legend class="gc-title">{html(language, title)}</legend>'
        f'<div class="gc-fields">{controls}</div></fieldset></form>'
        f'<p class="gc-error" id="gc-error-{name}" data-refusal role="alert" '
        "hidden></p>"
        f'<div class="gc-result" data-pending-note="{pending}" '
        f'data-refused-note="{old}" data-asked-note="{asked}">{first}</div>'
        f"{status(language, python_bytes)}"
        '<p class="gc-live gc-hidden" aria-live="polite"></p></div>'
    )


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
    return (
        f'<label class="gc-field{" gc-wide" * wide}">{words(label, language)}'
        f'<input name="{name}" value="{value}" inputmode="numeric" size="10" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></label>'
    )


def choice_control(name, label, options, language):
    """`options` are (value, text); the first is chosen."""
    listed = "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in options
    )
    return (
        f'<label class="gc-field gc-wide">{words(label, language)}'
        f'<select name="{name}">{listed}</select></label>'
    )


def switch_control(name, label, language):
    return (
        f'<label class="gc-switch"><input type="checkbox" name="{name}" value="True">'
        f"{words(label, language)}</label>"
    )


def words(label, language):
    return f'<span class="gc-label">{html(language, label)}</span>'


def table(heads, rows, language):
    """`heads` are (words, whether the column holds numbers)."""
    columns = "".join(
        f'<th scope="col"{NUMBER * number}>{html(language, head)}</th>'
        for head, number in heads
    )
    return (
        '<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "Layers")}"><table class="gc-table">'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


NUMBER = ' class="gc-number"'
