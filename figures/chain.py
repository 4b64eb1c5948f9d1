"""A model from top to bottom: its layers, the shapes between, the parameters."""

from figures.drawn import svg, text

WIDE, HIGH, BETWEEN = 176, 34, 40
NUMBER, BAR, LONGEST = 236, 246, 214


def chain(shape, codes, counts):
    """A box for each layer; beside it its parameters, as a number and to scale."""
    most = max(counted.total for counted in counts)
    parts, y = [], 0
    for code, counted in zip(codes, counts, strict=True):
        y = arrow(parts, y, shape)
        parts.append(
            f'<g class="free"><rect x="1" y="{y}" width="{WIDE}" height="{HIGH}" '
            f'rx="6"/>' + text(1 + WIDE / 2, y + 22, code, css="op") + "</g>"
        )
        parts.append(text(NUMBER, y + 22, f"{counted.total:,}", "end"))
        parts.append(
            f'<rect class="mark" x="{BAR}" y="{y + 7}" height="{HIGH - 14}" '
            f'width="{counted.total / most * LONGEST:.1f}"/>'
            if counted.total
            else ""
        )
        y += HIGH
        shape = counted.output_shape[1:]
    y = arrow(parts, y, shape)
    return svg(BAR + LONGEST + 4, y + 2, "".join(parts))


def arrow(parts, y, shape):
    """A line downwards with the shape beside it; returns where it ends."""
    middle, end = 1 + WIDE / 2, y + BETWEEN
    parts.append(f'<path class="wire" d="M{middle:g} {y}V{end}"/>')
    parts.append(f'<path class="tip" d="M{middle:g} {end}l-4.5-9h9z"/>')
    parts.append(text(middle + 12, y + 24, " × ".join(map(str, shape)), "start"))
    return end
