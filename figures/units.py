"""One unit through the whole layer: its weights, pre-activations and state."""

from figures.drawn import rect, sub, svg, text
from live.shared.markup import join, tag

SQUARE, LOW, APART = 10, 5, 8
TOP, GAP = 26, 44
ONE = 3  # the unit that is marked
STATE = "ch"


def units(counted):
    """All weights above, what a step makes of them below; one unit is marked."""
    cell = counted.cells[0]
    m, gates = cell.units, cell.gates
    rows = sum(each.shape[0] if each.shape[1:] else 1 for each in cell.weights)
    wide, high = m * SQUARE, rows * LOW
    lefts = [place * (wide + APART) + 4 for place in range(len(gates))]
    columns = [x + (ONE + 0.5) * SQUARE for x in lefts]
    between = sum(columns) / len(columns)
    below = TOP + high + GAP
    last = below + SQUARE + GAP
    parts = []
    for gate, x in zip(gates, lefts, strict=True):
        parts.append(
            tag('<g class="gate-{}">')(gate)
            + text(x + wide / 2, TOP - 9, gate, css="name")
            + squares(x, TOP, m, rows, LOW)
            + squares(x, below, m, 1, SQUARE)
            + tag("</g>")
        )
    parts += [pointer(x, TOP + high + 4, below - 4) for x in columns]
    stems = "".join(f"M{x:g} {below + SQUARE + 4}v8" for x in columns)
    fork = below + SQUARE + 12
    parts.append(
        tag('<path class="wire" d="{}M{:g} {}H{:g}"/>')(
            stems, columns[0], fork, columns[-1]
        )
    )
    products = [
        product(between, TOP + high + 24, m, counted.total // m),
        product(between, fork + 22, m, len(gates)),
        product((lefts[0] + lefts[-1] + wide) / 2, last + 10, m, len(STATE)),
    ]
    # Between two gates, not under one: a step's c and h come from all of them. A name
    # stands between two products, else they read as one equation.
    step = (wide + APART) / 2
    for x, column, name in zip(lefts[::2], columns[::2], STATE):
        x += step
        parts.append(products.pop(0))
        parts.append(pointer(column + step, fork, last - 4))
        parts.append(squares(x, last, m, 1, SQUARE))
        parts.append(text(x + wide / 2, last + 28, name + sub("t"), css="name"))
    parts += products
    return svg(lefts[-1] + wide + 4, last + 36, join(parts))


def squares(x, y, columns, rows, high):
    """Columns of squares, a column for each unit; the marked one is filled."""
    wide, tall = columns * SQUARE, rows * high
    down = "".join(f"M{x + k * SQUARE:g} {y:g}v{tall}" for k in range(1, columns))
    across = "".join(f"M{x:g} {y + k * high:g}h{wide}" for k in range(1, rows))
    drawn = rect("feature", x, y, wide, tall)
    drawn += rect("bias", x + ONE * SQUARE, y, SQUARE, tall)
    return drawn + tag('<path class="gc-grid" d="{}{}"/>')(down, across)


def pointer(x, begin, end):
    return tag(
        '<path class="wire" d="M{0:g} {1:g}V{2:g}"/>'
        '<path class="tip" d="M{0:g} {2:g}l-3.5-7h7z"/>'
    )(x, begin, end)


def product(x, y, units, each):
    return text(x, y, f"{units} × {each} = {units * each}")
