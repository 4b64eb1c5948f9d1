"""The whole calculator as HTML, with its first answer made at build time."""

from . import form
from .answer import answer
from .words import html


def calculator(language, kind, python_bytes):
    """The inside of `[data-calculator]`; `kind` is "full" or "compact".

    `python_bytes` is what a browser fetches to start Python, unpacked.
    """
    first = answer({}, language, compact=kind == "compact")
    megabytes = f"{python_bytes / 1e6:.1f}"

    def when(state, sentence, more="", **values):
        hidden = " hidden" * (state != "static")
        return (
            f'<span data-when="{state}"{hidden}>'
            f"{html(language, sentence, **values)}{more}</span>"
        )

    retry = html(language, "Try again")
    stale = html(
        language,
        "This is not the answer to what you typed; it is the last one that could be "
        "computed.",
    )
    pending = html(
        language,
        "This is not yet the answer to what stands above: Python has to start first.",
    )
    return (
        f'<div class="gc" data-calculator="{kind}" data-state="static" '
        f'data-bytes="{python_bytes}">'
        f"{form.form(language)}"
        '<p class="gc-error" id="gc-error" data-error role="alert" hidden></p>'
        '<p class="gc-status">'
        + when("static", "This answer was computed when the page was built.")
        + when(
            "loading",
            "Loading Python into your browser ({size} MB unpacked).",
            ' <progress max="1" value="0" aria-label="Python"></progress>',
            size=megabytes,
        )
        + when("ready", "Python is running in your browser.")
        + when(
            "failed",
            "Python did not start, so the answer shown is the one from when the "
            "page was built. Check the connection.",
            f' <button type="button" class="gc-retry md-button">{retry}</button>',
        )
        + "</p><noscript><p>"
        + html(
            language,
            "To change the numbers, switch on JavaScript: Python then runs in "
            "your browser.",
        )
        + "</p></noscript>"
        f'<div class="gc-result" data-refused-note="{stale}" '
        f'data-pending-note="{pending}">{first["html"]}</div>'
        '<p class="gc-live gc-hidden" aria-live="polite"></p></div>'
    )
