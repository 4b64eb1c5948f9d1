"""All conventions side by side: one n, one m, and every framework's count."""

from gatecount import CountError

from ..shared.markup import join, tag
from ..shared.small_form import number_control, part, positive, refused
from ..shared.table import table as wide
from ..shared.words import html, say
from .conventions import CONVENTIONS, KINDS, link, strong, why

DEFAULTS = {"n": "5", "m": "10"}


def strip(given, language, base):
    """The answer for the texts of n and m: the table, or a sentence."""
    given = DEFAULTS | given
    try:
        n, m = (positive(name, given[name]) for name in DEFAULTS)
    except CountError as error:
        return refused(error, language, error.field)
    return {
        "ok": True,
        "html": table(n, m, language, base),
        "spoken": say(language, "{n} features, {m} units.", n=f"{n:,}", m=f"{m:,}"),
    }


def table(n, m, language, base):
    columns = [(title, "") for title in ("Who counts", *KINDS.values())]
    rows = join(
        tag('<tr><th scope="row">{}</th>{}</tr>')(
            each.title, join(cell(each, kind, n, m, language, base) for kind in KINDS)
        )
        for each in CONVENTIONS
    )
    caption = html(
        language,
        "Parameters for {n} features and {m} units",
        n=tag("<b>{:,}</b>")(n),
        m=tag("<b>{:,}</b>")(m),
    )
    label, body = html(language, "All conventions"), tag("<tbody>{}</tbody>")(rows)
    caption = tag("<caption>{}</caption>")(caption)
    return wide(label, columns, body, language, " gc-strip", caption)


def cell(convention, kind, n, m, language, base):
    if not convention.layer(kind):
        return tag("<td>–</td>")
    reading = convention.reading(kind, n, m)
    counted = reading.count()
    number = link(reading, base, strong(counted))
    return tag(
        '<td data-kind="{}" data-convention="{}">{} <span class="gc-why">{}</span></td>'
    )(kind, convention.name, number, why(counted, language))


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    controls = number_control(
        "n", "Features (n)", DEFAULTS["n"], language
    ) + number_control("m", "Units (m)", DEFAULTS["m"], language)
    first = strip({}, language, base)
    title = "One layer, counted by every framework"
    return part(
        "strip",
        title,
        language,
        base,
        python_bytes,
        controls,
        first["html"],
        address="strip.",
    )
