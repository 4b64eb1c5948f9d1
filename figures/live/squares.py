"""What the live figures are drawn of: blocks of squares, numbers, parts that move."""

from figures.drawn import sub, text


def rect(css, x, y, wide, high, more=""):
    return (
        f'<rect class="{css}" x="{x:g}" y="{y:g}" width="{wide:g}" '
        f'height="{high:g}"{more}/>'
    )


def block(css, x, y, columns, rows, wide, high=None):
    """Squares in rows and columns as one rectangle with lines in it."""
    high = wide if high is None else high
    whole = rect(css, x, y, columns * wide, rows * high)
    return whole + lines(x, y, columns, rows, wide, high)


def lines(x, y, columns, rows, wide, high):
    down = (f"M{x + k * wide:g} {y:g}v{rows * high:g}" for k in range(1, columns))
    across = (f"M{x:g} {y + k * high:g}h{columns * wide:g}" for k in range(1, rows))
    path = "".join((*down, *across))
    return f'<path class="gc-grid" d="{path}"/>' if path else ""


def gate(name, inside):
    return f'<g class="gate-{name}">{inside}</g>'


def comes(inside, x=0, y=0, at=0, seen=0):
    """A part that arrives from x, y away after `at` ms; `seen` where it starts."""
    style = f"--x:{x:g}px;--y:{y:g}px;--at:{at:g}ms" + f";--seen:{seen:g}" * bool(seen)
    return f'<g class="comes" style="{style}">{inside}</g>'


def datum(x, y, value, anchor="end", digits=2):
    """A number among many, which no sentence names."""
    return text(x, y, written(value, digits), anchor, "datum")


def sign(x, y, symbol, anchor="middle"):
    return text(x, y, symbol, anchor, "datum")


def signs(x, bases, symbol):
    """The same sign in each row, as one text: a phone styles few elements sooner."""
    at = " ".join(f"{base:g}" for base in bases)
    xs = " ".join([f"{x:g}"] * len(bases))
    return (
        f'<text class="datum" x="{xs}" y="{at}" text-anchor="middle">'
        f"{symbol * len(bases)}</text>"
    )


def name(letter, index, x, y, anchor="middle", css="name"):
    return text(x, y, f"{letter}{sub(index)}", anchor, css)


def written(value, digits=2):
    return f"{value:.{digits}f}".replace("-", "−")


def stage(wide, high, inside):
    """All stills of a figure have one size, so nothing jumps; it is kept before one
    is laid out."""
    return (
        f'<svg class="fig-svg stage" style="aspect-ratio:{wide:g}/{high:g}" '
        f'viewBox="0 0 {wide:g} {high:g}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
