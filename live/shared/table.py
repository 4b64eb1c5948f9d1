"""Tables, which scroll where a screen is narrow, as HTML."""

from functools import cache

from .markup import join, tag
from .words import html

NUMBER = tag(' class="gc-number"')


def table(label, columns, inside, language, css="", caption=""):
    """`columns` are pairs, of words and attributes; `inside` is what follows them."""
    return tag(
        '<div class="gc-scroll" tabindex="0" role="group" aria-label="{}">'
        '<table class="gc-table{}">{}<thead><tr>{}</tr></thead>{}</table></div>'
    )(label, css, caption, heads(language, *columns), inside)


def layers(columns, rows, language):
    """A table of layers."""
    body = tag("<tbody>{}</tbody>")(rows)
    return table(html(language, "Layers"), columns, body, language)


@cache
def heads(language, *columns):
    head = tag('<th scope="col"{}>{}</th>')
    return join(head(more, html(language, words)) for words, more in columns)
