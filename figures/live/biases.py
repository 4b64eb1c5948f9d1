"""A GRU of one unit: what happens when 0.5 moves from one bias to the other."""

from math import tanh

from figures.live.frame import figure
from figures.live.squares import written
from figures.live.walk import sigmoid
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
    rows = "".join(
        f"<li>{html(language, sentence)} <b>{written(state(0, where), DIGITS)}</b> → "
        f"<b>{written(state(MOST, where), DIGITS)}</b></li>"
        for where, sentence in GATES.items()
    )
    moved = f"{written(0)} → {written(MOST)}"
    return (
        f"<p>{html(language, 'In the second bias: {number}', number=moved)}</p>"
        f"<ul>{rows}</ul>"
    )


def place(language, root):
    rows = "".join(
        f'<p class="lv-line">{html(language, sentence)} '
        f'<output data-h="{where}">{written(state(0, where), DIGITS)}</output></p>'
        for where, sentence in GATES.items()
    )
    moved = f"<output data-moved>{written(0)}</output>"
    inside = (
        '<form autocomplete="off"><label class="lv-field lv-sequence"><span>'
        f"{html(language, 'In the second bias: {number}', number=moved)}</span>"
        f'<input type="range" name="moved" min="0" max="{MOST}" step="0.05" '
        'value="0"></label>'
        f'<div aria-live="polite">{rows}</div></form>'
    )
    inside += f'<div class="lv-states">{ends(language)}</div>'
    return figure("biases", language, "Two biases: when they add up", inside)
