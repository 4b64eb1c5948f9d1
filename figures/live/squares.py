"""What the live figures are drawn of: blocks of squares, numbers, parts that move."""

from figures.drawn import rect, sub, text
from live.shared.markup import tag


def block(css, x, y, columns, rows, wide, high=None):
    """Squares in rows and columns as one rectangle with lines in it."""
    high = wide if high is None else high
    whole = rect(css, x, y, columns * wide, rows * high)
    return whole + lines(x, y, columns, rows, wide, high)


def lines(x, y, columns, rows, wide, high):
    down = (f"M{x + k * wide:g} {y:g}v{rows * high:g}" for k in range(1, columns))
    across = (f"M{x:g} {y + k * high:g}h{columns * wide:g}" for k in range(1, rows))
    path = "".join((*down, *across))
    return tag('<path class="gc-grid" d="{}"/>')(path) if path else ""


def gate(name, inside):
    return tag('<g class="gate-{}">{}</g>')(name, inside)


def comes(inside, x=0, y=0, at=0, seen=0):
    """A part that arrives from x, y away after `at` ms; `seen` where it starts."""
    style = f"--x:{x:g}px;--y:{y:g}px;--at:{at:g}ms" + f";--seen:{seen:g}" * bool(seen)
    return tag('<g class="comes" style="{}">{}</g>')(style, inside)


def datum(x, y, value, anchor="end", digits=2):
    """A number among many, which no sentence names."""
    return text(x, y, written(value, digits), anchor, "datum")


def sign(x, y, symbol, anchor="middle"):
    return text(x, y, symbol, anchor, "datum")


def signs(x, bases, symbol):
    """The same sign in each row, as one text: a phone styles few elements sooner."""
    at = " ".join(f"{base:g}" for base in bases)
    xs = " ".join([f"{x:g}"] * len(bases))
    return tag('<text class="datum" x="{}" y="{}" text-anchor="middle">{}</text>')(
        xs, at, symbol * len(bases)
    )


def name(letter, index, x, y, anchor="middle", css="name"):
    return text(x, y, letter + sub(index), anchor, css)


def written(value, digits=2):
    return f"{value:.{digits}f}".replace("-", "−")


def stage(wide, high, inside):
    """All stills of a figure have one size, so nothing jumps; it is kept before one
    is laid out."""
    return tag(
        '<svg class="fig-svg stage" style="aspect-ratio:{0:g}/{1:g}" '
        'viewBox="0 0 {0:g} {1:g}" xmlns="http://www.w3.org/2000/svg">{2}</svg>'
    )(wide, high, inside)
