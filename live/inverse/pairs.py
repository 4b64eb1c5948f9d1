"""Which n and m give a number of parameters, as HTML."""

from gatecount import CountError
from gatecount.teaching.inverse import nearest, sizes

from ..conventions.conventions import CONVENTIONS, KINDS, linked
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

LISTED = 60  # pairs on the page
DEFAULTS = {"number": "640", "counted": "keras LSTM"}
LAYERS = {
    f"{convention.name} {kind}": (convention, kind)
    for convention in CONVENTIONS
    for kind in KINDS
    if convention.layer(kind)
}


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
        "html": f'<p class="gc-said">{html(language, said, **values)}</p>'
        + listing(convention, kind, found, language, base),
        "spoken": say(language, said, **values),
    }


def listing(convention, kind, found, language, base):
    rows = "".join(row(convention, kind, n, m, base) for n, m in found[:LISTED])
    more = len(found) - LISTED
    if more > 0:
        rest = html(language, "and {number} more", number=f"{more:,}")
        rows += f'<tr><td colspan="4">{rest}</td></tr>'
    heads = (
        ("Features (n)", True),
        ("Units (m)", True),
        ("Parameters", True),
        ("Layer", False),
    )
    return table(heads, rows, language)


def row(convention, kind, n, m, base):
    reading = convention.reading(kind, n, m)
    numbers = "".join(
        f'<td class="gc-number">{each:,}</td>' for each in (n, m, reading.count().total)
    )
    return f'<tr data-pair="{n},{m}">{numbers}<td>{linked(reading, base)}</td></tr>'


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
