"""What a live part says of Python: resting, loading, running, failed."""

from .markup import tag
from .words import html


class Bytes(int):
    """What a browser fetches to start Python; `travelling`: so much when packed."""

    travelling = 0


def broken(language):
    """The sentence for an input that Python stumbles over."""
    return html(
        language,
        "This could not be answered: you have found a mistake in the calculator. "
        "Please report what you typed.",
    )


def status(
    language,
    python_bytes,
    static="This answer was computed when the page was built.",
    failed="Python did not start, so the answer shown is the one from when the "
    "page was built. Check the connection.",
    scriptless="To change the numbers, switch on JavaScript: Python then runs in "
    "your browser.",
):
    """One line, of which live.mjs shows what is the case."""

    def when(state, sentence, more="", **values):
        hidden = " hidden" * (state != "static")
        return tag('<span data-when="{}"{}>{}{}</span>')(
            state, hidden, html(language, sentence, **values), more
        )

    again = html(language, "Try again")
    retry = tag(' <button type="button" class="gc-retry md-button">{}</button>')(again)
    slow = html(
        language, "Nothing has come for a while: the connection is slow or cut."
    )
    loading = when(
        "loading",
        "Loading Python into your browser (about {size} MB).",
        tag(
            ' <progress max="1" value="0" aria-label="Python"></progress>'
            " <span data-slow hidden>{}{}</span>"
        )(slow, retry),
        size=f"{python_bytes.travelling / 1e6:.1f}",
    )
    return tag(
        '<p class="gc-status" role="status">{}{}{}{}</p><noscript><p>{}</p></noscript>'
    )(
        when("static", static),
        loading,
        when("ready", "Python is ready, in this browser."),
        when("failed", failed, retry),
        html(language, scriptless),
    )
