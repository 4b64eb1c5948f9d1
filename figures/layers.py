"""Layers that follow each other, with the shape on every arrow."""

from figures.drawn import svg, text

APART = 36  # of a cell that reads one way from the middle
WIDE, HIGH = 70, 34


def layers(shape, counts):
    """A box is one cell: the way it reads, and its parameters."""
    both = any(len(counted.cells) == 2 for counted in counts)
    middle = 26 + APART * both
    x, parts = 0, []
    for counted in counts:
        x = draw_layer(parts, x, middle, shape, counted)
        shape = counted.output_shape[1:]
    right = arrow(parts, x, middle, shape)
    return svg(right + 2, 2 * middle, "".join(parts))


def draw_layer(parts, x, middle, shape, counted):
    """Append the arrow into the layer and the layer; returns where it ends."""
    single = (*counted.output_shape[1:-1], counted.cells[0].units)
    if len(counted.cells) == 1:
        begin = arrow(parts, x, middle, shape)
        return box(parts, begin, middle, "→", counted.cells[0])
    fork = wire(parts, x, middle, shape)
    for cell, reads, y in zip(
        counted.cells, "→←", (middle - APART, middle + APART), strict=True
    ):
        parts.append(
            f'<path class="wire" d="M{fork:g} {middle}V{y}h14"/>' + tip(fork + 14, y)
        )
        x = wire(parts, box(parts, fork + 14, y, reads, cell), y, single)
        parts.append(f'<path class="wire" d="M{x:g} {y}V{middle}"/>')
    parts.append(
        f'<g class="free"><circle cx="{x:g}" cy="{middle}" r="12"/>'
        f'<path d="M{x - 3:g} {middle - 6}v12m6-12v12"/></g>'
    )
    return x + 12


def box(parts, x, y, reads, cell):
    size = sum(weight.size for weight in cell.weights)
    parts.append(
        f'<g class="free"><rect x="{x:g}" y="{y - HIGH / 2:g}" width="{WIDE}" '
        f'height="{HIGH}" rx="6"/>'
        + text(x + WIDE / 2, y + 5, f"{reads} {size:,}")
        + "</g>"
    )
    return x + WIDE


def wire(parts, x, y, shape):
    """A line with a shape above it; returns where it ends."""
    label = " × ".join(map(str, shape))
    end = x + 12 + 8 * len(label)
    parts.append(f'<path class="wire" d="M{x:g} {y}H{end:g}"/>')
    parts.append(text((x + end) / 2, y - 7, label))
    return end


def arrow(parts, x, y, shape):
    end = wire(parts, x, y, shape) + 6
    parts.append(tip(end, y))
    return end


def tip(x, y):
    return f'<path class="tip" d="M{x:g} {y}l-9-4.5v9z"/>'
