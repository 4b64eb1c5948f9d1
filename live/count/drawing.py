"""The weights of a layer to scale: one square for one weight, as SVG.

Rows are what a gate reads (features, units, bias, peephole), columns are what it
writes (units, once for each gate); a projection stands below. Cells of the same
shape are drawn once. Symbols and numbers only: no language.
"""

from dataclasses import dataclass

from ..shared.markup import join, tag
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
RECT = tag('<rect class="gc-{}"{} x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>')
SQUARES = tag(
    '<rect class="gc-{}"{} x="{:g}" y="{:g}" width="{:g}" height="{:g}"/>'
    '<path class="gc-grid" d="{}"/>'
)


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
    svg = tag(
        '<svg class="gc-weights" style="--cells: {}" viewBox="0 0 {} {:g}" '
        'xmlns="http://www.w3.org/2000/svg">{}</svg>'
    )(len(groups), WIDTH, top, join(parts))
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
    labels = join(
        tag('<text class="gc-axis" x="{:g}" y="{:g}" text-anchor="end">{}</text>')(
            left - 8, middle(y0, tall), short(rows)
        )
        for _, rows, y0, tall in spread(bands)
    )
    projection = join(
        block(name, left, y0, wide, tall, own, about(cells, name, "", rows, named))
        for name, rows, y0, tall in bands
        if name == "projection"
    )
    gates = [band for band in bands if band[0] != "projection"]
    blocks = join(
        draw_gate(gate, cells, left + k * (wide + GAP), top, wide, gates, own, named)
        for k, gate in enumerate(cell.gates)
    )
    above = tag('<text class="gc-axis" x="0" y="{:g}">{}</text>')
    named = above(top + 1, title) if title else ""
    drawn = join((named, labels, blocks, projection))
    return drawn, y - top + (22 if title else 10)


def draw_gate(gate, cells, x, top, wide, bands, own, named):
    cell = cells[0]
    squares = join(
        block(
            name,
            x,
            y,
            wide,
            tall * held / rows,
            own,
            about(cells, name, gate, held, named),
        )
        for name, rows, y, tall in bands
        if (held := cell.rows(name, gate))
    )
    size = cell.height_of(gate) * cell.units
    return tag(
        '<g class="gate-{0}" tabindex="0" role="img" aria-label="{0}: {1:,}">'
        '<title>{0}: {1:,}</title>{2}<text class="gc-gate" x="{3:g}" y="{4}" '
        'text-anchor="middle">{0}<tspan class="gc-axis" dx="5">{5}</tspan></text></g>'
    )(gate, size, squares, x + wide / 2, top + TOP - 8, short(cell.units))


def about(cells, role, gate, rows, named):
    """Which of `named` belongs to a block, as its attribute; it is added there."""
    if named is None:
        return ""
    cell = cells[0]
    kernels = [each.shape for each in cell.weights if each.role == role]
    told = {
        "role": role,
        "gate": gate,
        "rows": rows,
        "units": cell.units,
        "channels": kernels[0][-2] if window(cell) > 1 and role != "bias" else 0,
        "only": len(cell.gates) == 1,
        "names": patterns(cells, role, gate),
        "more": max(0, len(cells) - NAMED),
    }
    named.append(told)
    return tag(' data-weights="{}"')(len(named) - 1)


def block(name, x, y, wide, tall, own, more=""):
    if own.manner != "squares":
        return RECT(name, more, x, y, wide, tall)
    return SQUARES(name, more, x, y, wide, tall, grid(x, y, wide, tall, own.row))


def grid(x, y, wide, tall, unit):
    """The path of the thin lines between single weights."""
    begin, down, across = f"M{x:g} ", f" {y:g}v{tall:g}", f"h{wide:g}"
    lines = [f"M{x + k * unit:g}{down}" for k in range(1, round(wide / unit))]
    lines += [f"{begin}{y + k * unit:g}{across}" for k in range(1, round(tall / unit))]
    return "".join(lines)


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
