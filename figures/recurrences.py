"""The part of one block that the old hidden state is multiplied by, to scale."""

from figures.drawn import rect, sub, svg, text
from live.shared.markup import join

UNITS, PROJECTED, HEADS = 10, 4, 2
SQUARE = 7  # of a single weight
SIDE, APART, LEFT, TOP = UNITS * SQUARE, 20, 44, 26

# For each row, a value of the old state, and each column, a unit: is there a weight?
KINDS = {
    "LSTM": lambda row, column: True,
    "LSTMP": lambda row, column: row < PROJECTED,
    "sLSTM": lambda row, column: row * HEADS // UNITS == column * HEADS // UNITS,
    "IndRNN": lambda row, column: row == column,
    "QRNN": lambda row, column: False,
}


def weights(kind):
    """The (row, column) of every weight."""
    places = [(row, column) for row in range(UNITS) for column in range(UNITS)]
    return [place for place in places if KINDS[kind](*place)]


def recurrences():
    parts, x = [text(LEFT - 6, TOP + 16, "h" + sub("t−1"), "end", "name")], LEFT
    for kind in KINDS:
        found = weights(kind)
        parts.append(text(x + SIDE / 2, TOP - 10, kind))
        parts.append(rect("square", x, TOP, SIDE, SIDE))
        parts += [
            rect("mark", x + column * SQUARE, TOP + row * SQUARE, SQUARE, SQUARE)
            for row, column in found
        ]
        parts.append(text(x + SIDE / 2, TOP + SIDE + 20, len(found)))
        x += SIDE + APART
    return svg(x - APART + 4, TOP + SIDE + 28, join(parts))
