"""The calculator in a frame of another site: its template, and the code to copy."""

from html import escape
from pathlib import Path

import material

from calculator.carried import frame
from calculator.words import html, say
from publish import citation

TEMPLATE = "embed/index.html"
# Material's style sheets bear a hash in their names.
STYLES = Path(material.__file__).parent / "templates/assets/stylesheets"


def context(language, scripts):
    """What the template needs beside MkDocs' own values."""
    styles = [
        f"assets/stylesheets/{path.name}"
        for name in ("main", "palette")
        for path in STYLES.glob(f"{name}.*.min.css")
    ]
    return {
        "title": say(language, "Gatecount: how many parameters a layer has"),
        "whole": say(language, "Open the whole page"),
        "version": citation.VERSION,
        "styles": styles,
        "scripts": [*scripts, "javascripts/embed.mjs"],
    }


def snippet(address, language):
    """The frame's code, to copy; `address` is that of the language's root."""
    code = escape(frame(f"{address}embed/", language))
    return (
        f'<textarea class="gc-copied" data-frame readonly rows="4" '
        f'aria-label="{html(language, "The text to copy")}">{code}</textarea>'
    )
