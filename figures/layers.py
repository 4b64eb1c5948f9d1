"""Layers that follow each other, with the shape on every arrow."""

from figures.drawn import svg, text
from live.shared.markup import join, tag

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
    return svg(right + 2, 2 * middle, join(parts))


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
            tag('<path class="wire" d="M{:g} {}V{}h14"/>')(fork, middle, y)
            + tip(fork + 14, y)
        )
        x = wire(parts, box(parts, fork + 14, y, reads, cell), y, single)
        parts.append(tag('<path class="wire" d="M{:g} {}V{}"/>')(x, y, middle))
    parts.append(
        tag(
            '<g class="free"><circle cx="{:g}" cy="{}" r="12"/>'
            '<path d="M{:g} {}v12m6-12v12"/></g>'
        )(x, middle, x - 3, middle - 6)
    )
    return x + 12


def box(parts, x, y, reads, cell):
    size = sum(weight.size for weight in cell.weights)
    parts.append(
        tag('<g class="free"><rect x="{:g}" y="{:g}" width="{}" height="{}" rx="6"/>')(
            x, y - HIGH / 2, WIDE, HIGH
        )
        + text(x + WIDE / 2, y + 5, f"{reads} {size:,}")
        + tag("</g>")
    )
    return x + WIDE


def wire(parts, x, y, shape):
    """A line with a shape above it; returns where it ends."""
    label = " × ".join(map(str, shape))
    end = x + 12 + 8 * len(label)
    parts.append(tag('<path class="wire" d="M{:g} {}H{:g}"/>')(x, y, end))
    parts.append(text((x + end) / 2, y - 7, label))
    return end


def arrow(parts, x, y, shape):
    end = wire(parts, x, y, shape) + 6
    parts.append(tip(end, y))
    return end


def tip(x, y):
    return tag('<path class="tip" d="M{:g} {}l-9-4.5v9z"/>')(x, y)
