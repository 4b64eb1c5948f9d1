"""Which n and m give a number of parameters, as HTML."""

from gatecount import CountError
from gatecount.teaching.inverse import nearest, sizes

from ..conventions.conventions import CONVENTIONS, KINDS, linked
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

LISTED = 60  # pairs on the page
DEFAULTS = {"number": "640", "counted": "keras LSTM"}
LAYERS = {
    f"{convention.name} {kind}": (convention, kind)
    for convention in CONVENTIONS
    for kind in KINDS
    if convention.layer(kind)
}
COLUMNS = (
    ("Features (n)", NUMBER),
    ("Units (m)", NUMBER),
    ("Parameters", NUMBER),
    ("Layer", ""),
)


def pairs(given, language, base):
    """The answer for the texts of `number` and `counted`."""
    given = DEFAULTS | given
    try:
        total = positive("number", given["number"])
        name = read_choice("counted", given["counted"], tuple(LAYERS))
    except CountError as error:
        return refused(error, language, error.field)
    convention, kind = LAYERS[name]
    family = convention.family(kind)
    found = sizes(family, total)
    if found:
        values = {"total": f"{total:,}", "number": len(found)}
        said = "{total} parameters: {number} pairs of n and m"
        if len(found) == 1:
            said = "{total} parameters: 1 pair of n and m"
    else:
        near = [each for each in nearest(family, total) if each]
        found = [pair for each in near for pair in sizes(family, each)]
        numbers = say(language, " and ").join(f"{each:,}" for each in near)
        values = {"total": f"{total:,}", "numbers": numbers}
        said = "No n and m give {total}. The nearest numbers that occur: {numbers}."
    return {
        "ok": True,
        "html": tag('<p class="gc-said">{}</p>')(html(language, said, **values))
        + listing(convention, kind, found, language, base),
        "spoken": say(language, said, **values),
    }


def listing(convention, kind, found, language, base):
    rows = join(row(convention, kind, n, m, base) for n, m in found[:LISTED])
    more = len(found) - LISTED
    if more > 0:
        rest = html(language, "and {number} more", number=f"{more:,}")
        rows += tag('<tr><td colspan="4">{}</td></tr>')(rest)
    return layers(COLUMNS, rows, language)


def row(convention, kind, n, m, base):
    reading = convention.reading(kind, n, m)
    number = tag('<td class="gc-number">{:,}</td>')
    numbers = join(map(number, (n, m, reading.count().total)))
    return tag('<tr data-pair="{},{}">{}<td>{}</td></tr>')(
        n, m, numbers, linked(reading, base)
    )


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    known = [
        (name, f"{convention.layer(kind).name} · {convention.words}")
        for name, (convention, kind) in LAYERS.items()
    ]
    known.sort(key=lambda option: option[0] != DEFAULTS["counted"])
    return part(
        "pairs",
        "Which sizes give this number?",
        language,
        base,
        python_bytes,
        number_control("number", "Parameters", DEFAULTS["number"], language)
        + choice_control("counted", "Layer", known, language),
        pairs({}, language, base)["html"],
        address="pairs.",
    )
