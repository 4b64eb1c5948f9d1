"""The weights of a layer to scale: one square for one weight, as SVG.

Rows are what a gate reads (features, units, bias), columns are what it writes
(units, once for each gate). Symbols and numbers only: no language.
"""

from html import escape

WIDTH, LEFT, TOP, GAP = 400, 34, 34, 4
LOWEST, HIGHEST, THINNEST = 48, 420, 3
FINEST = 4  # below this many drawing units, the single weight is not outlined
BANDS = ("kernel", "recurrent_kernel", "bias")


def draw(count):
    """(the drawing of `count` as SVG, whether rows and columns share one scale)."""
    parts, top, scaled = [], 0, True
    for cell in count.cells:
        part, height, same = draw_cell(cell, top)
        parts.append(part)
        top += height
        scaled = scaled and same
    svg = (
        f'<svg class="gc-weights" viewBox="0 0 {WIDTH} {top:g}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
    return svg, scaled


def draw_cell(cell, top):
    unit = (WIDTH - LEFT - GAP * (len(cell.gates) - 1)) / cell.columns
    height = min(max(unit * cell.height, LOWEST), HIGHEST)
    row = height / cell.height
    same = abs(row - unit) < 1e-9
    bands, y = [], top + TOP
    for name in BANDS:
        rows = cell.rows(name)
        if rows:
            tall = max(rows * row, THINNEST)
            bands.append((name, rows, y, tall))
            y += tall + GAP
    labels = "".join(
        f'<text class="gc-axis" x="{LEFT - 8}" y="{middle(y0, tall):g}" '
        f'text-anchor="end">{short(rows)}</text>'
        for _, rows, y0, tall in spread(bands)
    )
    wide = cell.units * unit
    blocks = "".join(
        draw_gate(gate, cell, LEFT + k * (wide + GAP), top, wide, bands, unit, row)
        for k, gate in enumerate(cell.gates)
    )
    path = cell.name.rpartition("/")[0]
    title = (
        f'<text class="gc-axis" x="0" y="{top + 13}">{escape(path)}</text>'
        if path
        else ""
    )
    return title + labels + blocks, y - top + 10, same


def draw_gate(gate, cell, x, top, wide, bands, unit, row):
    fine = min(unit, row) >= FINEST
    squares = "".join(
        f'<rect class="gc-{name}" x="{x:g}" y="{y:g}" width="{wide:g}" '
        f'height="{tall:g}"/>' + (grid(x, y, wide, tall, unit, row) if fine else "")
        for name, _, y, tall in bands
    )
    size = cell.height * cell.units
    return (
        f'<g class="gate-{gate}" tabindex="0" role="img" '
        f'aria-label="{gate}: {size:,}"><title>{gate}: {size:,}</title>{squares}'
        f'<text class="gc-gate" x="{x + wide / 2:g}" y="{top + TOP - 8}" '
        f'text-anchor="middle">{gate}<tspan class="gc-axis" dx="5">{short(cell.units)}'
        "</tspan></text></g>"
    )


def grid(x, y, wide, tall, unit, row):
    """Thin lines between the single weights."""
    down = "".join(
        f"M{x + k * unit:g} {y:g}v{tall:g}" for k in range(1, round(wide / unit))
    )
    across = "".join(
        f"M{x:g} {y + k * row:g}h{wide:g}" for k in range(1, round(tall / row))
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
    """At most five characters for the margin: 640, 12k, 3.4M."""
    for size, letter in ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**4, "k")):
        if number >= size:
            unit = 1000 if letter == "k" else size
            return f"{number / unit:.3g}{letter}"
    return str(number)
