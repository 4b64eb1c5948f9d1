"""The site as an application: a manifest for each language, icons from the mark."""

import json
import re
from pathlib import Path

from live.shared.markup import tag
from live.shared.words import say
from publish import ROOT
from publish.pages import card
from publish.citation import LANGUAGES

MARK = ROOT / "publish/mkdocs/theme/images/favicon.svg"
NAME = "app.webmanifest"
ICONS = "assets/icons"
SIZES = (192, 512)
DARK = re.search(r'fill="(#\w+)"', MARK.read_text(encoding="utf-8"))[1]


def write(site):
    """The icons into `site`, the manifests into its languages' folders."""
    (site / ICONS).mkdir(parents=True, exist_ok=True)
    listed = []
    for size in SIZES:
        for purpose, svg in (("any", mark(size)), ("maskable", masked(size))):
            name = f"{purpose}-{size}.png"
            (site / ICONS / name).write_bytes(card.png(svg))
            listed.append(
                {
                    "src": f"../{ICONS}/{name}",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
            )
    for language, code in LANGUAGES.items():
        said = {
            "name": say(language, "Gatecount: count the parameters of an LSTM"),
            "short_name": say(language, "Gatecount"),
            "lang": code,
            "id": "./",
            "start_url": "./",
            "scope": "../",  # the twins are one site
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": DARK,
            "icons": listed,
        }
        text = json.dumps(said, ensure_ascii=False, indent=1)
        (site / language / NAME).write_text(text, encoding="utf-8")


def mark(size):
    svg = MARK.read_text(encoding="utf-8")
    return svg.replace("<svg ", tag('<svg width="{0}" height="{0}" ')(size), 1)


def masked(size):
    """The mark on a ground that fills the square: a system cuts its own shape."""
    smaller = '<g transform="translate(3.2 3.2) scale(.8)">'
    return mark(size).replace(' rx="7"', "", 1).replace("<g>", smaller, 1)
