"""The whole calculator as HTML, with its first answer made at build time."""

from ..form import controls, form
from ..shared import routes
from ..shared.markup import data
from ..shared.status import broken, status
from ..shared.words import html
from .answer import answer


def calculator(language, kind, python_bytes, site=None):
    """The inside of `[data-calculator]`; `kind` is "full" or "compact".

    `python_bytes` is what a browser fetches to start Python, unpacked; `site` says
    where the calculator is, for who cites or frames a result (citing.py).
    """
    first = answer({}, language, compact=kind == "compact", site=site)
    stale = html(
        language,
        "This is not the answer to what you typed; it is the last one that could be "
        "computed.",
    )
    pending = html(
        language,
        "This is not yet the answer to what stands above: Python has to start first.",
    )
    copied = html(language, "Copied.")
    return (
        f'<div class="gc" data-calculator="{kind}" data-state="static" '
        f'data-bytes="{python_bytes}" data-broken="{broken(language)}" '
        f"{data('site', site)} "
        f'data-take="{html(language, "Take {code}", code="{code}")}" '
        f"{routes.attribute(language)}>"
        f"{controls.form(language, form.read({}).shown)}"
        '<p class="gc-error" id="gc-error" data-error role="alert" hidden></p>'
        f"{status(language, python_bytes)}"
        f'<div class="gc-result" data-refused-note="{stale}" '
        f'data-pending-note="{pending}" data-copied-note="{copied}">'
        f"{first['html']}</div>"
        '<p class="gc-live gc-hidden" aria-live="polite"></p></div>'
    )
