"""The weights of a layer to scale: one square for one weight, as SVG.

Rows are what a gate reads (features, units, bias, peephole), columns are what it
writes (units, once for each gate); a projection stands below. Cells of the same
shape are drawn once. Symbols and numbers only: no language.
"""

from dataclasses import dataclass
from html import escape

from .derivation import alike, label, window
from .weight_names import MOST as NAMED
from .weight_names import patterns

WIDTH, LEFT, EDGE, TOP, GAP = 400, 46, 3, 34, 4
LOWEST, HIGHEST, LARGEST = 40, 420, 32  # of a drawing, and of one square
NARROWEST, THINNEST = 30, 3  # of a gate, so that its name fits; of a row's band
FINEST = 4  # below this the single weight is not outlined
MANNERS = ("squares", "areas", "thickened", "sketch")
BANDS = ("kernel", "recurrent_kernel", "bias", "peephole")
MOST = 6  # cells of different shapes
LONGEST = 44  # characters of a cell's name


@dataclass(frozen=True)
class Scale:
    """Drawing units for one column and for one row; `manner` says what is drawn.

    "squares": every weight is a square. "areas": to scale, but too fine for
    single squares. "thickened": to scale but for rows too thin to be seen.
    "sketch": rows and columns each have a scale of their own.
    """

    column: float
    row: float
    manner: str


def room(cell):
    return WIDTH - LEFT - EDGE - GAP * (len(cell.gates) - 1)


def largest(cell):
    """The side of a square with which the whole cell has room."""
    return min(room(cell) / cell.columns, HIGHEST / cell.height, LARGEST)


def scale(cell, unit):
    thinnest = min(filter(None, (*map(cell.rows, BANDS), cell.projected)))
    if unit >= FINEST and unit * cell.units >= NARROWEST:
        return Scale(unit, unit, "squares")
    if unit * cell.units >= NARROWEST:
        manner = "areas" if unit * thinnest >= THINNEST else "thickened"
        return Scale(unit, unit, manner)
    height = min(max(unit * cell.height, LOWEST), HIGHEST)
    return Scale(room(cell) / cell.columns, height / cell.height, "sketch")


def draw(count, named=None):
    """(the drawing of `count` as SVG, its manner: see Scale).

    `named`: a list that gets, of each block, what picture.mjs needs to name its
    weights; the block says which of them is its own. None where there is no cell to
    draw, or where they are too many.
    """
    groups = list(alike(count.cells))
    if not 0 < len(groups) <= MOST or not all(cells[0].units for cells in groups):
        return None
    unit = min(largest(cells[0]) for cells in groups)
    scales = [scale(cells[0], unit) for cells in groups]
    parts, top = [], 0
    for cells, own in zip(groups, scales):
        title = heading(cells) if len(count.cells) > 1 else ""
        part, height = draw_cell(cells, own, top, title, named)
        parts.append(part)
        top += height
    svg = (
        f'<svg class="gc-weights" style="--cells: {len(groups)}" '
        f'viewBox="0 0 {WIDTH} {top:g}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
    return svg, max((own.manner for own in scales), key=MANNERS.index)


def heading(cells):
    name = label(cells)
    if len(name) > LONGEST:
        name = cells[0].name[:LONGEST]
    return f"{len(cells)} × {name}" if len(cells) > 1 else name


def draw_cell(cells, own, top, title, named):
    cell = cells[0]
    top += 12 if title else 0
    bands, y = [], top + TOP
    for name in (*BANDS, "projection"):
        rows = cell.projected if name == "projection" else cell.rows(name)
        if rows:
            tall = max(rows * own.row, THINNEST)
            bands.append((name, rows, y, tall))
            y += tall + GAP
    wide = cell.units * own.column
    used = len(cell.gates) * (wide + GAP) - GAP
    left = LEFT + (WIDTH - LEFT - EDGE - used) / 2
    labels = "".join(
        f'<text class="gc-axis" x="{left - 8:g}" y="{middle(y0, tall):g}" '
        f'text-anchor="end">{short(rows)}</text>'
        for _, rows, y0, tall in spread(bands)
    )
    projection = "".join(
        block(name, left, y0, wide, tall, own, about(cells, name, "", named))
        for name, _, y0, tall in bands
        if name == "projection"
    )
    gates = [band for band in bands if band[0] != "projection"]
    blocks = "".join(
        draw_gate(gate, cells, left + k * (wide + GAP), top, wide, gates, own, named)
        for k, gate in enumerate(cell.gates)
    )
    above = f'<text class="gc-axis" x="0" y="{top + 1:g}">{escape(title)}</text>'
    return (above if title else "") + labels + blocks + projection, y - top + (
        22 if title else 10
    )


def draw_gate(gate, cells, x, top, wide, bands, own, named):
    cell = cells[0]
    held = [
        (name, y, tall * cell.rows(name, gate) / rows)
        for name, rows, y, tall in bands
        if cell.rows(name, gate)
    ]
    squares = "".join(
        block(name, x, y, wide, tall, own, about(cells, name, gate, named))
        for name, y, tall in held
    )
    size = cell.height_of(gate) * cell.units
    return (
        f'<g class="gate-{gate}" tabindex="0" role="img" '
        f'aria-label="{gate}: {size:,}"><title>{gate}: {size:,}</title>{squares}'
        f'<text class="gc-gate" x="{x + wide / 2:g}" y="{top + TOP - 8}" '
        f'text-anchor="middle">{gate}<tspan class="gc-axis" dx="5">{short(cell.units)}'
        "</tspan></text></g>"
    )


def about(cells, role, gate, named):
    """Which of `named` belongs to a block, as its attribute; it is added there."""
    if named is None:
        return ""
    cell = cells[0]
    kernels = [each.shape for each in cell.weights if each.role == role]
    told = {
        "role": role,
        "gate": gate,
        "rows": cell.rows(role, gate) if gate else cell.projected,
        "units": cell.units,
        "channels": kernels[0][-2] if window(cell) > 1 and role != "bias" else 0,
        "only": len(cell.gates) == 1,
        "names": patterns(cells, role, gate),
        "more": max(0, len(cells) - NAMED),
    }
    named.append(told)
    return f' data-weights="{len(named) - 1}"'


def block(name, x, y, wide, tall, own, more=""):
    rect = (
        f'<rect class="gc-{name}"{more} x="{x:g}" y="{y:g}" width="{wide:g}" '
        f'height="{tall:g}"/>'
    )
    return rect + (grid(x, y, wide, tall, own.row) if own.manner == "squares" else "")


def grid(x, y, wide, tall, unit):
    """Thin lines between the single weights."""
    down = "".join(
        f"M{x + k * unit:g} {y:g}v{tall:g}" for k in range(1, round(wide / unit))
    )
    across = "".join(
        f"M{x:g} {y + k * unit:g}h{wide:g}" for k in range(1, round(tall / unit))
    )
    return f'<path class="gc-grid" d="{down}{across}"/>'


def spread(bands, line=14):
    """The bands, their middles kept one text line apart so that labels are read."""
    last, result = float("-inf"), []
    for name, rows, y, tall in bands:
        centre = max(y + tall / 2, last + line)
        result.append((name, rows, centre - tall / 2, tall))
        last = centre
    return result


def middle(y, tall):
    return y + tall / 2 + 4.5


def short(number):
    """At most six characters for the margin: 640, 12k, 3.4M, 2·10¹⁸."""
    for size, letter in ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**4, "k")):
        unit = 1000 if letter == "k" else size
        if number >= size and number < 1000 * unit:
            # Never 1e+03: rounded to three digits, a number just below is the next.
            rounded = f"{number / unit:.3g}"
            return f"{rounded}{letter}" if "e" not in rounded else NEXT[letter]
    if number < 10**4:
        return str(number)
    digits = str(number)
    first = round(number / 10 ** (len(digits) - 1))  # 10 where it is rounded up
    power = str(len(digits) - (first < 10)).translate(RAISED)
    return f"10{power}" if first in (1, 10) else f"{first}·10{power}"


NEXT = {"k": "1M", "M": "1G", "G": "1T", "T": "10¹⁵"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
