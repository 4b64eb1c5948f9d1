"""The layer of an answer in every framework that can say it, each with its program."""

from html import escape

from gatecount import CountError

from ..conventions.conventions import link
from ..form import form
from ..shared.layers import FRAMEWORKS
from ..shared.markup import code, data
from ..shared.small_form import table
from ..shared.versions import titled
from ..shared.words import html
from .verifying import program


def place(reading):
    """What the script fills when a reader unfolds it; "" where the form says less."""
    if reading.shown.layer is None or not reading.shown.whole:
        return ""
    return f"<div {data('asks', reading.address)}></div>"


def elsewhere(given: dict[str, str], language: str) -> str:
    """The table as HTML; `given` are the texts of the address that brings the layer."""
    rows = "".join(
        row(reading, counted, language) for reading, counted in readings(given)
    )
    heads = [("Framework", False), ("Parameters", True)]
    heads += [("Verifying program", False), ("Layer", False)]
    return table(heads, rows, language)


def readings(given):
    """The layer in each framework that says all of it, with its count there."""
    first = form.read(given)
    for name in FRAMEWORKS:
        try:
            changed = first.fields | {"framework": name}
            found = form.read(changed, "framework", first.fields)
            if not (found.shown.dropped or found.shown.instead):
                yield found, found.count()
        except CountError:
            continue  # a size that this framework refuses


def row(reading, counted, language):
    text = program(reading, counted)
    title = escape(titled(reading.framework))
    copy = (
        f'<button type="button" class="gc-copy" data-copy="program" '
        f'data-text="{escape(text)}" aria-label="{html(language, "Copy")}: {title}">'
        f"{html(language, 'Copy')}</button>"
        if text
        else "–"
    )
    return (
        f'<tr><th scope="row">{title}</th><td class="gc-number">'
        f'<strong data-count="{counted.total}">{counted.total:,}</strong></td>'
        f'<td>{copy}</td><td class="gc-wrapped">'
        f"{link(reading, '', code(reading.code))}</td></tr>"
    )
