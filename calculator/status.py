"""What a live part says of Python: resting, loading, running, failed."""

from .words import html


def status(language, python_bytes):
    """One line, of which live.mjs shows what is the case."""

    def when(state, sentence, more="", **values):
        hidden = " hidden" * (state != "static")
        return (
            f'<span data-when="{state}"{hidden}>'
            f"{html(language, sentence, **values)}{more}</span>"
        )

    retry = html(language, "Try again")
    return (
        '<p class="gc-status">'
        + when("static", "This answer was computed when the page was built.")
        + when(
            "loading",
            "Loading Python into your browser ({size} MB unpacked).",
            ' <progress max="1" value="0" aria-label="Python"></progress>',
            size=f"{python_bytes / 1e6:.1f}",
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
    )
