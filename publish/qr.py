"""A QR code that leads from a slide to an address of this site, with that address."""

from html import escape

import segno

from calculator.words import html


def place(language, address):
    """The code as SVG; who has no camera types what stands beside it."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None
    )
    address = escape(address)
    named = html(language, "QR code: {address}", address=address)
    return (
        f'<div class="qr"><div role="img" aria-label="{named}">{drawn}</div>'
        f"<code>{address}</code></div>"
    )
