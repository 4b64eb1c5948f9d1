"""A QR code that leads from a slide to an address of this site, with that address."""

import segno

from live.shared.markup import Html, code, join, tag
from live.shared.words import html


def stops(language, address, number):
    """A code for each stop of the slide's figure, at first that of stop 0; `address`
    has a gap for the stop."""
    return join(
        place(
            language,
            address.format(stop),
            tag(' data-at="{}"{}')(stop, " hidden" * (stop > 0)),
        )
        for stop in range(number)
    )


def place(language, address, attributes=""):
    """The code as SVG; who has no camera types what stands beside it."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None
    )
    named = html(language, "QR code: {address}", address=address)
    return tag('<div class="qr"{}><div role="img" aria-label="{}">{}</div>{}</div>')(
        attributes, named, Html(drawn), code(address)
    )
