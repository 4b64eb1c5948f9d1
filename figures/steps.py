"""The forward pass, a row for each time step; one box of weights for all rows."""

from figures.drawn import SQUARE, lines, rect, sub, svg, text
from live.shared.markup import join, tag

ROW, TOP = 44, 30
FIRST = (1, 2, 3)  # then dots, then the last step
BOX, ARROW, COLUMN = 62, 24, 56


def steps(shape, counted):
    """Old state and features in, new state out; beside it parameters and work."""
    last, n = shape
    m = counted.cells[0].units
    box = 4 + (m + n) * SQUARE + ARROW
    after = box + BOX + ARROW
    total = after + m * SQUARE + COLUMN
    work = total + COLUMN
    rows = [*FIRST, None, last]
    high = ROW * len(rows)
    parts = [
        tag('<g class="free"><rect x="{}" y="{}" width="{}" height="{}" rx="8"/></g>')(
            box, TOP, BOX, high
        ),
        text(box + BOX / 2, TOP + high / 2 - 4, "W, b", css="name"),
        text(box + BOX / 2, TOP + high / 2 + 18, counted.total),
        text(total, TOP - 10, "W, b", "end", "name"),
        text(work, TOP - 10, "×", "end"),
    ]
    for place, t in enumerate(rows):
        middle = TOP + ROW * place + ROW / 2 + 6
        if t is None:
            places = (4 + m * SQUARE / 2, after + m * SQUARE / 2, total - 12, work - 12)
            parts += [text(x, middle, "⋮") for x in places]
            continue
        # Before the first step there is nothing to remember: empty squares.
        parts.append(row("body" if t == 1 else "hidden", 4, middle, m, "h", t - 1))
        parts.append(row("feature", 4 + m * SQUARE, middle, n, "x", t))
        parts.append(row("hidden", after, middle, m, "h", t))
        parts.append(arrow(box - ARROW + 3, box, middle))
        parts.append(arrow(box + BOX, after - 3, middle))
        parts.append(text(total, middle + 5, counted.total, "end"))
        parts.append(text(work, middle + 5, f"{t * counted.macs // last:,}", "end"))
    return svg(work + 4, TOP + high + 4, join(parts))


def row(kind, x, middle, length, name, t):
    y, wide = middle - SQUARE / 2, length * SQUARE
    return (
        rect(kind, x, y, wide, SQUARE)
        + lines(x, y, wide, SQUARE)
        + text(x + wide / 2, y - 7, name + sub(t), css="name small")
    )


def arrow(begin, end, y):
    return tag(
        '<path class="wire" d="M{} {}H{}"/><path class="tip" d="M{} {}l-8-4v8z"/>'
    )(begin, y, end - 6, end, y)
