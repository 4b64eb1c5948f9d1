"""The whole calculator as HTML, with its first answer made at build time."""

from ..form import controls, form
from ..shared import routes
from ..shared.markup import data, tag
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
    taken = html(language, "Take {code}", code="{code}")
    routed, where = routes.attribute(language), data("site", site)
    said, shown = status(language, python_bytes), form.read({}).shown
    return tag(
        '<div class="gc" data-calculator="{}" data-state="static" '
        'data-bytes="{}" data-broken="{}" {} data-take="{}" {}>'
    )(kind, python_bytes, broken(language), where, taken, routed) + tag(
        '{}<p class="gc-error" id="gc-error" data-error role="alert" hidden></p>'
        '{}<div class="gc-result" data-refused-note="{}" '
        'data-pending-note="{}" data-copied-note="{}">{}</div>'
        '<p class="gc-live gc-hidden" aria-live="polite"></p></div>'
    )(controls.form(language, shown), said, stale, pending, copied, first["html"])
