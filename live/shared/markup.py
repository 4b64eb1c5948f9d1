"""HTML that escapes by itself: text that is not HTML yet is escaped on its way in.

MarkupSafe does the same in 10 µs a piece where it is not compiled; an answer has a
hundred pieces, and a browser's Python makes one at each keystroke. A literal that is
taken apart once takes a tenth of that. Only a literal becomes a `tag`, and tags stand
nowhere else: tests/live/test_markup.py sees to it.
"""

import json
import re
from functools import cache, lru_cache
from html import escape

JSON = json.JSONEncoder(ensure_ascii=False)
GAP = re.compile(r"\{(\w*):?([^{}]*)\}")
SHORT = 80  # characters of a text that may come again at the next keystroke


class Html(str):
    """Text that is HTML already; what is added to it is escaped."""

    __slots__ = ()

    def __html__(self):
        return self

    def __add__(self, other):
        return Html(str.__add__(self, safe(other)))

    def __radd__(self, other):
        return Html(safe(other) + str(self))

    def __mul__(self, times):
        return Html(str.__mul__(self, times))

    def replace(self, old, new):
        return Html(str.replace(self, safe(old), safe(new)))

    def join(self, parts):
        return Html(str.join(self, map(safe, parts)))


def template(text):
    """The text as HTML; one with gaps as a function that fills them.

    Gaps are those of str.format: `<p>{}</p>`, `<td>{:,}</td>`, `{0} {0}`, `{name}`.
    """
    pieces, names, forms = (GAP.split(text)[k::3] for k in range(3))
    if not names:
        return Html(text)
    parts = [each for piece in pieces for each in (piece, "")][:-1]
    keys = [int(each) if each.isdigit() else each or k for k, each in enumerate(names)]
    gaps = [*zip(keys, forms)]

    def fill(*values):
        filled = parts[:]
        filled[1::2] = [v if type(v) is Html else safe(v) for v in values]
        return Html("".join(filled))

    def write(*values, **named):
        given, filled = named or values, parts[:]
        filled[1::2] = [
            format(v, form) if form and type(v) in NUMBERS else safe(v, form)
            for key, form in gaps
            for v in (given[key],)
        ]
        return Html("".join(filled))

    return write if any(names) or any(forms) else fill


def safe(value, form=""):
    """The value as HTML has it; `form` says how a number is written."""
    kind = type(value)
    if kind is Html:
        return value
    text = value if kind is str else format(value, form)
    return known(text) if len(text) < SHORT else escape(text)


NUMBERS = {int, float}  # of which nothing has to be escaped
tag = cache(template)
known = lru_cache(1000)(escape)
join = Html().join


def shown(shape):
    """A shape as Python writes it; several shapes one after the other."""
    if shape is None:
        return "?"
    if isinstance(shape, list):
        return ", ".join(map(shown, shape))
    return str(tuple(shape))


def code(text):
    return tag("<code>{}</code>")(text)


def data(name, value):
    """An attribute that a script reads as JSON."""
    return tag('data-{}="{}"')(name, JSON.encode(value))


def script(value):
    """JSON as the inside of a script element, which it cannot end."""
    return Html(JSON.encode(value).replace("<", "\\u003c"))


def math(tex):
    return tag('<span class="arithmatex">\\({}\\)</span>')(tex)


def formula(tex):
    """The same in lines of its own."""
    return tag('<div class="arithmatex">\\[{}\\]</div>')(tex)
