"""Figures whose numbers come from the engine: symbols and numbers, no words."""

from live.shared.markup import join, tag

SQUARE = 9
FONT = 15


def sample(steps, features):
    """A sequence as a matrix: one row for one time step, one row marked."""
    marked, wide = 2, 22
    left, top = 70, 30
    squares = join(
        tag('<rect class="{}" x="{}" y="{}" width="{}" height="12" rx="2"/>')(
            "mark" if t == marked else "square", left + j * wide, top + t * 14, wide - 2
        )
        for t in range(steps)
        for j in range(features)
    )
    right, bottom = left + features * wide, top + steps * 14
    middle = top + marked * 14 + 11
    labels = (
        text(left + features * wide / 2, top - 12, features)
        + text(left - 14, top + steps * 7 + 5, steps, "end")
        + text(right + 10, middle, "x" + sub("t"), "start", "name")
    )
    return svg(right + 60, bottom + 8, squares + labels)


def product(cell):
    """σ of [h, x] times W plus b is one gate, with the shape under each."""
    n, m = cell.rows("kernel"), cell.units
    high = (n + m) * SQUARE
    parts, x, middle = [], 28, 30 + high / 2
    long, short = (n + m) * SQUARE, m * SQUARE
    row = middle - SQUARE / 2

    def block(kind, x, y, wide, tall):
        parts.append(rect(kind, x, y, wide, tall) + lines(x, y, wide, tall))

    def sign(x, symbol):
        parts.append(text(x, middle + 5, symbol))

    sign(12, "σ (")
    block("hidden", x, row, m * SQUARE, SQUARE)
    block("feature", x + m * SQUARE, row, n * SQUARE, SQUARE)
    parts.append(text(x + m * SQUARE / 2, row - 8, "h" + sub("t−1"), css="name"))
    parts.append(text(x + (m + n / 2) * SQUARE, row - 8, "x" + sub("t"), css="name"))
    parts.append(text(x + long / 2, row + 26, f"1 × {n + m}"))
    x += long + 14
    sign(x, "·")
    x += 14
    parts.append(tag('<g class="gate-f">'))
    block("hidden", x, 30, short, m * SQUARE)
    block("feature", x, 30 + m * SQUARE, short, n * SQUARE)
    parts.append(text(x + short / 2, 20, "W" + sub("f"), css="name"))
    parts.append(text(x + short / 2, 30 + high + 20, f"{n + m} × {m}"))
    x += short + 14
    sign(x, "+")
    x += 14
    block("bias", x, row, short, SQUARE)
    parts.append(text(x + short / 2, row - 8, "b" + sub("f"), css="name"))
    parts.append(text(x + short / 2, row + 26, f"1 × {m}"))
    parts.append(tag("</g>"))
    x += short + 8
    sign(x, ")")
    x += 16
    sign(x, "=")
    x += 14
    parts.append(tag('<g class="gate-f">'))
    block("result", x, row, short, SQUARE)
    parts.append(text(x + short / 2, row - 8, "f" + sub("t"), css="name"))
    parts.append(text(x + short / 2, row + 26, f"1 × {m}"))
    parts.append(tag("</g>"))
    return svg(x + short + 4, 30 + high + 28, join(parts))


def lines(x, y, wide, tall):
    down = "".join(
        f"M{x + k * SQUARE:g} {y:g}v{tall:g}" for k in range(1, round(wide / SQUARE))
    )
    across = "".join(
        f"M{x:g} {y + k * SQUARE:g}h{wide:g}" for k in range(1, round(tall / SQUARE))
    )
    return (
        tag('<path class="gc-grid" d="{}{}"/>')(down, across) if down + across else ""
    )


def rect(css, x, y, wide, high, more=""):
    return tag('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}"{}/>')(
        css, x, y, wide, high, more
    )


def text(x, y, words, anchor="middle", css="number"):
    return tag('<text class="{}" x="{:g}" y="{:g}" text-anchor="{}">{}</text>')(
        css, x, y, anchor, words
    )


def sub(index):
    return tag('<tspan class="sub" dy="4">{}</tspan>')(index)


def svg(wide, high, inside):
    return tag(
        '<svg class="fig-svg" viewBox="0 0 {0:g} {1:g}" style="--wide:{0:g}" '
        'xmlns="http://www.w3.org/2000/svg">{2}</svg>'
    )(wide, high, inside)
