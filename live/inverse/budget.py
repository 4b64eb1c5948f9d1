"""The most units that stay within a budget, for each kind of layer, as HTML."""

from gatecount import CountError
from gatecount.teaching.inverse import largest

from ..conventions.conventions import BY_NAME, KINDS, linked
from ..shared.small_form import (
    choice_control,
    number_control,
    part,
    positive,
    refused,
    table,
)
from ..shared.values import read_choice
from ..shared.words import html, say

UNITS = ("parameters", "float32", "float16", "float64")
DEFAULTS = {
    "budget": "10000",
    "unit": UNITS[0],
    "n_features": "5",
    "convention": "keras",
}


def budget(given, language, base):
    """The answer for the texts of `budget`, `unit`, `n_features` and `convention`."""
    given = DEFAULTS | given
    try:
        limit = positive("budget", given["budget"])
        unit = read_choice("unit", given["unit"], UNITS)
        n = positive("n_features", given["n_features"])
        name = read_choice("convention", given["convention"], tuple(BY_NAME))
    except CountError as error:
        return refused(error, language, error.field)
    convention = BY_NAME[name]

    def measure(counted):
        return counted.total if unit == UNITS[0] else counted.bytes(unit)

    rows = "".join(
        row(convention, kind, n, limit, measure, language, base)
        for kind in KINDS
        if convention.layer(kind)
    )
    heads = (
        ("Layer", False),
        ("Units (m)", True),
        ("Parameters", True),
        ("Left over", True),
    )
    return {
        "ok": True,
        "html": table(heads, rows, language),
        "spoken": say(language, "The largest m within {budget}.", budget=f"{limit:,}"),
    }


def row(convention, kind, n, limit, measure, language, base):
    m = largest(convention.family(kind), n, limit, measure)
    reading = convention.reading(kind, n, max(m, 1))
    counted = reading.count()
    if not m:
        said = html(
            language, "even one unit takes {number}", number=f"{measure(counted):,}"
        )
        title = html(language, KINDS[kind])
        return f'<tr><td>{title}</td><td colspan="3">{said}</td></tr>'
    return (
        f'<tr data-kind="{kind}" data-units="{m}">'
        f"<td>{linked(reading, base)}</td>"
        f'<td class="gc-number"><strong>{m:,}</strong></td>'
        f'<td class="gc-number">{counted.total:,}</td>'
        f'<td class="gc-number">{limit - measure(counted):,}</td></tr>'
    )


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    of_bytes = [
        (name, say(language, "bytes as {dtype}", dtype=name)) for name in UNITS[1:]
    ]
    units = [(UNITS[0], say(language, "parameters")), *of_bytes]
    known = [(name, convention.words) for name, convention in BY_NAME.items()]
    return part(
        "budget",
        "What fits into a budget?",
        language,
        base,
        python_bytes,
        number_control("budget", "Budget", DEFAULTS["budget"], language)
        + choice_control("unit", "Counted in", units, language)
        + number_control("n_features", "Features (n)", DEFAULTS["n_features"], language)
        + choice_control("convention", "Who counts", known, language),
        budget({}, language, base)["html"],
        address="budget.",
    )
