"""The layer of an answer in every framework that can say it, each with its program."""

from gatecount import CountError

from ..conventions.conventions import link, strong
from ..form import form
from ..shared.layers import FRAMEWORKS
from ..shared.markup import code, data, join, tag
from ..shared.table import NUMBER, layers
from ..shared.versions import titled
from ..shared.words import html
from .verifying import program

COLUMNS = (
    ("Framework", ""),
    ("Parameters", NUMBER),
    ("Verifying program", ""),
    ("Layer", ""),
)


def place(reading):
    """What the script fills when a reader unfolds it; "" where the form says less."""
    if reading.shown.layer is None or not reading.shown.whole:
        return ""
    return tag("<div {}></div>")(data("asks", reading.address))


def elsewhere(given: dict[str, str], language: str) -> str:
    """The table as HTML; `given` are the texts of the address that brings the layer."""
    rows = join(row(reading, counted, language) for reading, counted in readings(given))
    return layers(COLUMNS, rows, language)


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
    title = titled(reading.framework)
    copy = tag(
        '<button type="button" class="gc-copy" data-copy="program" '
        'data-text="{}" aria-label="{}: {}">{}</button>'
    )
    said = html(language, "Copy")
    return tag(
        '<tr><th scope="row">{}</th><td class="gc-number">{}</td>'
        '<td>{}</td><td class="gc-wrapped">{}</td></tr>'
    )(
        title,
        strong(counted),
        copy(text, said, title, said) if text else "–",
        link(reading, "", code(reading.code)),
    )
