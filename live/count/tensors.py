"""The table of what a layer stores, as HTML."""

from html import escape
from itertools import groupby, islice

from ..shared.markup import code, shown
from ..shared.words import html

MOST = 200  # tensors that are listed


def tensors(counted, language):
    """The table of what is stored, cell by cell."""
    if not counted.weights:
        return ""
    heads = "".join(
        f'<th scope="col"{css}>{html(language, head)}</th>'
        for head, css in (
            ("Stored tensor", ""),
            ("Shape", ""),
            ("Parameters", ' class="gc-number"'),
            ("Blocks, in order", ""),
        )
    )
    several = len({weight.cell for weight in counted.weights}) > 1
    listed = islice(counted.weights, MOST)
    bodies = "".join(
        body(cell, list(weights), several)
        for cell, weights in groupby(listed, lambda weight: weight.cell)
    )
    more = len(counted.weights) - MOST
    if more > 0:
        rest = html(language, "and {number} more", number=f"{more:,}")
        bodies += f'<tbody><tr><td colspan="4">{rest}</td></tr></tbody>'
    return (
        f'<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "Stored tensors")}">'
        f'<table class="gc-table"><thead><tr>{heads}'
        f"</tr></thead>{bodies}<tfoot><tr>"
        f'<th scope="row" colspan="2">{html(language, "Total")}</th>'
        f'<td class="gc-number">{counted.total:,}</td><td></td></tr></tfoot>'
        "</table></div>"
    )


def body(cell, weights, named):
    """The tensors of one cell, under its path where there are several cells."""
    named = named and cell
    total = sum(weight.size for weight in weights)
    heading = (
        f'<tr><th scope="rowgroup" colspan="2">{code(cell)}</th>'
        f'<td class="gc-number">{total:,}</td><td></td></tr>'
    )
    rows = "".join(
        f'<tr data-path="{escape(each.path)}"><td>'
        f"{code(each.name if each.role else each.path)}</td>"
        f"<td>{code(shown(each.shape))}</td>"
        f'<td class="gc-number">{each.size:,}</td><td>{gates(each)}</td></tr>'
        for each in weights
    )
    return f"<tbody>{heading if named else ''}{rows}</tbody>"


def gates(weight):
    return " ".join(
        f'<span class="gc-chip gate-{name}">{name}</span>' for name in weight.gates
    )
