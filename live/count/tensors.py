"""The table of what a layer stores, as HTML."""

from functools import cache
from itertools import groupby, islice

from ..shared.markup import code, join, shown, tag
from ..shared.table import NUMBER, table
from ..shared.words import html

MOST = 200  # tensors that are listed
COLUMNS = (
    ("Stored tensor", ""),
    ("Shape", ""),
    ("Parameters", NUMBER),
    ("Blocks, in order", ""),
)


def tensors(counted, language):
    """The table of what is stored, cell by cell."""
    if not counted.weights:
        return ""
    several = len({weight.cell for weight in counted.weights}) > 1
    listed = islice(counted.weights, MOST)
    bodies = join(
        body(cell, list(weights), several)
        for cell, weights in groupby(listed, lambda weight: weight.cell)
    )
    more = len(counted.weights) - MOST
    if more > 0:
        rest = html(language, "and {number} more", number=f"{more:,}")
        bodies += tag('<tbody><tr><td colspan="4">{}</td></tr></tbody>')(rest)
    bodies += tag(
        '<tfoot><tr><th scope="row" colspan="2">{}</th>'
        '<td class="gc-number">{:,}</td><td></td></tr></tfoot>'
    )(html(language, "Total"), counted.total)
    return table(html(language, "Stored tensors"), COLUMNS, bodies, language)


def body(cell, weights, named):
    """The tensors of one cell, under its path where there are several cells."""
    named = named and cell
    total = sum(weight.size for weight in weights)
    heading = tag(
        '<tr><th scope="rowgroup" colspan="2">{}</th>'
        '<td class="gc-number">{:,}</td><td></td></tr>'
    )(code(cell), total)
    rows = join(map(row, weights))
    return tag("<tbody>{}{}</tbody>")(heading if named else "", rows)


def row(weight):
    name = weight.name if weight.role else weight.path
    return tag(
        '<tr data-path="{}"><td><code>{}</code></td><td><code>{}</code></td>'
        '<td class="gc-number">{:,}</td><td>{}</td></tr>'
    )(weight.path, name, shown(weight.shape), weight.size, chips(weight.gates))


@cache  # of few gates
def chips(gates):
    chip = tag('<span class="gc-chip gate-{0}">{0}</span>')
    return tag(" ").join(map(chip, gates))
