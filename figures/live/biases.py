"""A GRU of one unit: what happens when 0.5 moves from one bias to the other."""

from math import tanh

from figures.live.frame import figure
from figures.live.squares import written
from figures.live.walk import sigmoid
from live.shared.markup import join, tag
from live.shared.words import html

X, H = 1.0, 0.5  # the feature and the old state
WEIGHTS = {"z": (0.5, 0.5, 0.0), "r": (1.0, -1.0, 0.0), "h": (1.0, 2.0, 0.0)}
MOST, DIGITS = 0.5, 4
GATES = {
    "z": "From one bias of z to the other: h is",
    "before": "From one bias of h̃ to the other, reset before the product: h is",
    "after": "From one bias of h̃ to the other, reset after the product: h is",
}


def state(moved, where):
    """The new h when `moved` has gone from the first bias of `where` to the second.

    The update gate's sum and a candidate with the reset before its product add both
    biases; with the reset after it, the second one is multiplied by r.
    """
    sums = {gate: W * X + U * H + b for gate, (W, U, b) in WEIGHTS.items()}
    z, r = sigmoid(sums["z"] + (MOST - moved) + moved), sigmoid(sums["r"])
    W, U, _ = WEIGHTS["h"]
    inner = W * X + (MOST - moved)
    inner += r * (U * H + moved) if where == "after" else U * (r * H) + moved
    return z * H + (1 - z) * tanh(inner)


def ends(language):
    """What the slider shows where it begins and where it ends."""
    rows = join(
        tag("<li>{} <b>{}</b> → <b>{}</b></li>")(
            html(language, sentence),
            written(state(0, where), DIGITS),
            written(state(MOST, where), DIGITS),
        )
        for where, sentence in GATES.items()
    )
    moved = f"{written(0)} → {written(MOST)}"
    return tag("<p>{}</p><ul>{}</ul>")(
        html(language, "In the second bias: {number}", number=moved), rows
    )


def place(language, root):
    rows = join(
        tag('<p class="lv-line">{} <output data-h="{}">{}</output></p>')(
            html(language, sentence), where, written(state(0, where), DIGITS)
        )
        for where, sentence in GATES.items()
    )
    moved = tag("<output data-moved>{}</output>")(written(0))
    inside = tag(
        '<form autocomplete="off"><label class="lv-field lv-sequence"><span>'
        "{}</span>"
        '<input type="range" name="moved" min="0" max="{}" step="0.05" '
        'value="0"></label>'
        '<div aria-live="polite">{}</div></form>'
    )(html(language, "In the second bias: {number}", number=moved), MOST, rows)
    inside += tag('<div class="lv-states">{}</div>')(ends(language))
    return figure("biases", language, "Two biases: when they add up", inside)
