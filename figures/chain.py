"""A model from top to bottom: its layers, the shapes between, the parameters."""

from figures.drawn import svg, text
from live.shared.markup import join, tag

WIDE, HIGH, BETWEEN = 176, 34, 40
NUMBER, BAR, LONGEST = 236, 246, 214


def chain(shape, codes, counts):
    """A box for each layer; beside it its parameters, as a number and to scale."""
    most = max(counted.total for counted in counts)
    parts, y = [], 0
    for code, counted in zip(codes, counts, strict=True):
        y = arrow(parts, y, shape)
        parts.append(
            tag('<g class="free"><rect x="1" y="{}" width="{}" height="{}" rx="6"/>')(
                y, WIDE, HIGH
            )
            + text(1 + WIDE / 2, y + 22, code, css="op")
            + tag("</g>")
        )
        parts.append(text(NUMBER, y + 22, f"{counted.total:,}", "end"))
        parts.append(
            tag('<rect class="mark" x="{}" y="{}" height="{}" width="{:.1f}"/>')(
                BAR, y + 7, HIGH - 14, counted.total / most * LONGEST
            )
            if counted.total
            else ""
        )
        y += HIGH
        shape = counted.output_shape[1:]
    y = arrow(parts, y, shape)
    return svg(BAR + LONGEST + 4, y + 2, join(parts))


def arrow(parts, y, shape):
    """A line downwards with the shape beside it; returns where it ends."""
    middle, end = 1 + WIDE / 2, y + BETWEEN
    parts.append(tag('<path class="wire" d="M{:g} {}V{}"/>')(middle, y, end))
    parts.append(tag('<path class="tip" d="M{:g} {}l-4.5-9h9z"/>')(middle, end))
    parts.append(text(middle + 12, y + 24, " × ".join(map(str, shape)), "start"))
    return end
