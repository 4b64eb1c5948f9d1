"""Small pieces of HTML."""

from html import escape


def shown(shape):
    """A shape as Python writes it; several shapes one after the other."""
    if shape is None:
        return "?"
    if isinstance(shape, list):
        return ", ".join(map(shown, shape))
    return str(tuple(shape))


def code(text):
    return f"<code>{escape(text)}</code>"


def math(tex):
    return f'<span class="arithmatex">\\({tex}\\)</span>'
