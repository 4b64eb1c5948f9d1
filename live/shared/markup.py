"""Small pieces of HTML."""

import json
from html import escape

JSON = json.JSONEncoder(ensure_ascii=False)


def shown(shape):
    """A shape as Python writes it; several shapes one after the other."""
    if shape is None:
        return "?"
    if isinstance(shape, list):
        return ", ".join(map(shown, shape))
    return str(tuple(shape))


def code(text):
    return f"<code>{escape(text)}</code>"


def data(name, value):
    """An attribute that a script reads as JSON."""
    text = JSON.encode(value)
    return f'data-{name}="{escape(text)}"'


def math(tex):
    return f'<span class="arithmatex">\\({tex}\\)</span>'
