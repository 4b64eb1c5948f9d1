"""All conventions side by side: one n, one m, and every framework's count."""

from gatecount import CountError

from ..shared.small_form import number_control, part, positive, refused
from ..shared.words import html, say
from .conventions import CONVENTIONS, KINDS, link, why

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
    heads = "".join(
        f'<th scope="col">{html(language, title)}</th>' for title in KINDS.values()
    )
    rows = "".join(
        f'<tr><th scope="row">{each.title}</th>'
        + "".join(cell(each, kind, n, m, language, base) for kind in KINDS)
        + "</tr>"
        for each in CONVENTIONS
    )
    caption = html(
        language,
        "Parameters for {n} features and {m} units",
        n=f"<b>{n:,}</b>",
        m=f"<b>{m:,}</b>",
    )
    return (
        '<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "All conventions")}">'
        f'<table class="gc-table gc-strip"><caption>{caption}</caption><thead><tr>'
        f'<th scope="col">{html(language, "Who counts")}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def cell(convention, kind, n, m, language, base):
    if not convention.layer(kind):
        return "<td>–</td>"
    reading = convention.reading(kind, n, m)
    counted = reading.count()
    number = f'<strong data-count="{counted.total}">{counted.total:,}</strong>'
    return (
        f'<td data-kind="{kind}" data-convention="{convention.name}">'
        f'{link(reading, base, number)} <span class="gc-why">'
        f"{why(counted, language)}</span></td>"
    )


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
