"""Figures whose numbers come from the engine: symbols and numbers, no words."""

SQUARE = 9
FONT = 15


def sample(steps, features):
    """A sequence as a matrix: one row for one time step, one row marked."""
    marked, wide = 2, 22
    left, top = 70, 30
    squares = "".join(
        f'<rect class="{"mark" if t == marked else "square"}" x="{left + j * wide}" '
        f'y="{top + t * 14}" width="{wide - 2}" height="12" rx="2"/>'
        for t in range(steps)
        for j in range(features)
    )
    right, bottom = left + features * wide, top + steps * 14
    middle = top + marked * 14 + 11
    labels = (
        text(left + features * wide / 2, top - 12, features)
        + text(left - 14, top + steps * 7 + 5, steps, "end")
        + text(right + 10, middle, f"x{sub('t')}", "start", "name")
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
        parts.append(
            f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{wide:g}" '
            f'height="{tall:g}"/>' + lines(x, y, wide, tall)
        )

    def sign(x, symbol):
        parts.append(text(x, middle + 5, symbol))

    sign(12, "σ (")
    block("hidden", x, row, m * SQUARE, SQUARE)
    block("feature", x + m * SQUARE, row, n * SQUARE, SQUARE)
    parts.append(text(x + m * SQUARE / 2, row - 8, f"h{sub('t−1')}", css="name"))
    parts.append(text(x + (m + n / 2) * SQUARE, row - 8, f"x{sub('t')}", css="name"))
    parts.append(text(x + long / 2, row + 26, f"1 × {n + m}"))
    x += long + 14
    sign(x, "·")
    x += 14
    parts.append('<g class="gate-f">')
    block("hidden", x, 30, short, m * SQUARE)
    block("feature", x, 30 + m * SQUARE, short, n * SQUARE)
    parts.append(text(x + short / 2, 20, f"W{sub('f')}", css="name"))
    parts.append(text(x + short / 2, 30 + high + 20, f"{n + m} × {m}"))
    x += short + 14
    sign(x, "+")
    x += 14
    block("bias", x, row, short, SQUARE)
    parts.append(text(x + short / 2, row - 8, f"b{sub('f')}", css="name"))
    parts.append(text(x + short / 2, row + 26, f"1 × {m}"))
    parts.append("</g>")
    x += short + 8
    sign(x, ")")
    x += 16
    sign(x, "=")
    x += 14
    parts.append('<g class="gate-f">')
    parts.append(f'<rect class="result" x="{x:g}" y="{row:g}" width="{short:g}" ')
    parts.append(f'height="{SQUARE}"/>' + lines(x, row, short, SQUARE))
    parts.append(text(x + short / 2, row - 8, f"f{sub('t')}", css="name"))
    parts.append(text(x + short / 2, row + 26, f"1 × {m}"))
    parts.append("</g>")
    return svg(x + short + 4, 30 + high + 28, "".join(parts))


def lines(x, y, wide, tall):
    down = "".join(
        f"M{x + k * SQUARE:g} {y:g}v{tall:g}" for k in range(1, round(wide / SQUARE))
    )
    across = "".join(
        f"M{x:g} {y + k * SQUARE:g}h{wide:g}" for k in range(1, round(tall / SQUARE))
    )
    return f'<path class="gc-grid" d="{down}{across}"/>' if down + across else ""


def text(x, y, words, anchor="middle", css="number"):
    return (
        f'<text class="{css}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{words}</text>'
    )


def sub(index):
    return f'<tspan class="sub" dy="4">{index}</tspan>'


def svg(wide, high, inside):
    return (
        f'<svg class="fig-svg" viewBox="0 0 {wide:g} {high:g}" '
        f'style="--wide:{wide:g}" xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
