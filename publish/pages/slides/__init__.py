"""A page of slides: each heading of the first two levels begins one."""

import re

from live.shared.markup import Html, join, tag

TEMPLATE = "slides.html"
BEGIN = re.compile(r"(?=<h[12] )")
PERMALINK = re.compile(r'<a class="headerlink".*?</a>')


def is_deck(page):
    return page.meta.get("template") == TEMPLATE


def sections(html):
    _, *slides = BEGIN.split(PERMALINK.sub("", html))
    return join(tag("<section>{}</section>")(Html(slide)) for slide in slides)
