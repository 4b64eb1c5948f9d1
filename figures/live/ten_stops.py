"""The 640 built up: ten stills, each the end of a movement. Symbols, no words."""

from figures.drawn import text
from figures.live import walk
from figures.live.one_gate import (
    ONE,
    ROWS,
    M,
    N,
    T,
    empty,
    joined,
    one_column,
    one_input,
    ten_columns,
)
from figures.live.squares import block, comes, gate, name, rect, stage, written
from gatecount import count
from live.shared.markup import join, tag

WIDE, HIGH = 400, 306
LAYER = count("LSTM(10)", input_shape=(T, N))
GATES = "fico"
DRAGGED, WIDEST = 2, 11  # the stop whose matrix is pulled, and how wide it gets
SIDE, APART, LEFT, TOP = 8, 8, 46, 74  # of the four blocks
PACE = 260  # ms from one time step to the next


def squares(letter, x, y, side=SIDE, between=4):
    """A gate's 160 squares: h, x, bias."""
    return gate(
        letter,
        block("hidden", x, y, M, M, side)
        + block("feature", x, y + M * side, M, N, side)
        + block("bias", x, y + ROWS * side + between, M, 1, side),
    )


def left_of(place):
    return LEFT + place * (M * SIDE + APART)


def stamped(number):
    """The first `number` blocks; the last one has just been stamped."""
    high = ROWS * SIDE
    below = TOP + high + SIDE
    parts = [
        block("hidden", 16, TOP, 1, M, SIDE),
        block("feature", 16, TOP + M * SIDE, 1, N, SIDE),
    ]
    for k, letter in enumerate(GATES):
        x, middle = left_of(k), left_of(k) + M * SIDE / 2
        if k >= number:
            parts.append(rect("rule", x, TOP, M * SIDE, high + SIDE + 4))
            continue
        named = gate(letter, text(middle, TOP - 12, letter, css="name tinted"))
        size = text(middle, below + 28, ONE * M, css="datum")
        drawn = squares(letter, x, TOP) + named + size
        new = k == number - 1
        parts.append(comes(drawn, left_of(0) - left_of(1), 0, 200, 1) if new else drawn)
    middle = (left_of(0) + left_of(len(GATES)) - APART) / 2
    working = f"{number} × {ONE * M} = {number * ONE * M}"
    parts.append(text(middle, below + 68, working, css="number big"))
    return join(parts)


def all_steps():
    """Every step through the same squares; each leaves a row of h."""
    side, x, y, high, wide = 4.4, 82, 66, 13, 9
    end = x + 4 * (M * side + 3) - 3
    right, middle, bottom = end + 24, (x + end) / 2, y + T * high
    parts = [
        squares(letter, x + k * (M * side + 3), y + 42, side, 2)
        for k, letter in enumerate(GATES)
    ]
    parts.append(block("square", 16, y, N, T, wide, high))
    for t in range(T):
        top = y + t * high
        lit = rect("mark", 16, top, N * wide, high)
        parts.append(tag('<g class="passes" style="--at:{}ms">{}</g>')(t * PACE, lit))
        left = comes(state(t, right, top, 10, high), x - right + 90, 0, t * PACE + 120)
        parts.append(left)
    wires = f"M64 {y + 85}h14M{end + 5:g} {y + 85}h14M{right + 95:g} {bottom + 3}v12"
    parts += [
        tag('<path class="wire" d="{}"/>')(wires),
        name("x", "t", 38, y - 10),
        name("h", "t", right + 50, y - 10),
        text(middle, y + 28, LAYER.total, css="number big"),
        text(middle, bottom - 16, f"{T} × {LAYER.macs // T} = {LAYER.macs}"),
        text(right + 100, bottom + 32, last_number(), "end"),
    ]
    return join(parts)


def state(t, x, y, wide, high):
    """The numbers of h after step t as bars up and down from the middle of their row:
    one path, since a phone styles few elements sooner."""
    reach = high / 2 / max(abs(value) for row in walk.states() for value in row)
    middle = y + high / 2
    bars = "".join(
        f"M{x + (j + 0.5) * wide:g} {middle:g}v{-value * reach:.2f}"
        for j, value in enumerate(walk.states()[t + 1])
    )
    row = rect("square", x, y, M * wide, high)
    return tag('{}<path class="bars" d="{}"/>')(row, bars)


def last_number():
    """The last of the 13 × 10 outputs, as exact as Keras computes."""
    return written(walk.states()[T][-1], 7)


def tensors():
    """The same squares as Keras stores them: i, f, c, o side by side, three pieces."""
    left, wide, y, parts = 40, M * SIDE, 40, []
    pieces = {  # what they are called, their rows, where the rows stood before
        "kernel": ("feature", N, M * SIDE),
        "recurrent_kernel": ("hidden", M, 0),
        "bias": ("bias", 1, ROWS * SIDE + 4),
    }
    for title, (css, rows, before) in pieces.items():
        size = f"{rows} × {4 * M} = {rows * 4 * M}"
        parts.append(text(left, y - 7, title, "start", "code"))
        parts.append(text(left + 4 * wide, y - 7, size, "end"))
        for k, letter in enumerate(walk.STORED):
            x = left + k * wide
            piece = gate(letter, block(css, x, y, M, rows, SIDE))
            away = left_of(GATES.index(letter)) - x, TOP + before - y
            parts.append(comes(piece, *away, 300, 1))
        y += rows * SIDE + 32
    for k, letter in enumerate(walk.STORED):
        named = text(left + (k + 0.5) * wide, y - 12, letter, css="name tinted")
        parts.append(gate(letter, named))
    sizes = " + ".join(str(rows * 4 * M) for _, rows, _ in pieces.values())
    total = f"{sizes} = {LAYER.total}"
    return join(parts) + text(left + 2 * wide, y + 16, total, css="number big")


# Each stop: what is drawn, the parameters counted by then, the work done.
STOPS = (
    (one_input, 0, 0),
    (joined, 0, 0),
    (empty, 0, 0),
    (one_column, ONE, 0),
    (ten_columns, ONE * M, 0),
    (lambda: stamped(2), 2 * ONE * M, 0),
    (lambda: stamped(3), 3 * ONE * M, 0),
    (lambda: stamped(4), 4 * ONE * M, 0),
    (all_steps, LAYER.total, LAYER.macs),
    (tensors, LAYER.total, LAYER.macs),
)


def stills():
    return [stage(WIDE, HIGH, draw()) for draw, _, _ in STOPS]
