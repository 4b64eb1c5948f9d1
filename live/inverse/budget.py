"""The most units that stay within a budget, for each kind of layer, as HTML."""

from gatecount import CountError
from gatecount.teaching.inverse import largest

from ..conventions.conventions import BY_NAME, KINDS, linked
from ..shared.markup import join, tag
from ..shared.small_form import (
    choice_control,
    number_control,
    part,
    positive,
    refused,
)
from ..shared.table import NUMBER, layers
from ..shared.values import read_choice
from ..shared.words import html, say

UNITS = ("parameters", "float32", "float16", "float64")
DEFAULTS = {
    "budget": "10000",
    "unit": UNITS[0],
    "n_features": "5",
    "convention": "keras",
}
COLUMNS = (
    ("Layer", ""),
    ("Units (m)", NUMBER),
    ("Parameters", NUMBER),
    ("Left over", NUMBER),
)


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

    rows = join(
        row(convention, kind, n, limit, measure, language, base)
        for kind in KINDS
        if convention.layer(kind)
    )
    return {
        "ok": True,
        "html": layers(COLUMNS, rows, language),
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
        return tag('<tr><td>{}</td><td colspan="3">{}</td></tr>')(title, said)
    return tag(
        '<tr data-kind="{}" data-units="{}"><td>{}</td>'
        '<td class="gc-number"><strong>{:,}</strong></td>'
        '<td class="gc-number">{:,}</td>'
        '<td class="gc-number">{:,}</td></tr>'
    )(kind, m, linked(reading, base), m, counted.total, limit - measure(counted))


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
