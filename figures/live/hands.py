"""A guess by show of hands: a bar for each number; later, what each number counted."""

from figures.live import guess, ten_stops
from figures.live.frame import figure
from live.shared.words import html

MOST = 999  # hands
RIGHT = "{number} is right, as Keras counts: {blocks} × {gate} = {number}."
KEYS = "Keys 1 to {last}: one hand more; with Shift, one less. Kept in this tab only."


def told(language):
    """{number: what it counted, as HTML}."""
    right = ten_stops.LAYER.total
    gate = ten_stops.ONE * ten_stops.M
    said = html(language, RIGHT, number=right, blocks=right // gate, gate=gate)
    answers = guess.answers(language) | {right: [f"<b>{said}</b>"]}
    return {number: answers[number][0] for number in guess.numbers()}


def place(language, root, revealed=""):
    """The numbers with a field each; `revealed`, what they counted, one by one."""
    row, best = shown if revealed else counted, ten_stops.LAYER.total
    rows = "".join(
        f'<li data-number="{number}"{" data-right" * (number == best)}>'
        f'<b>{number:,}</b><span class="hands-bar"><i></i></span>'
        f"{row(language, number, said)}</li>"
        for number, said in told(language).items()
    )
    inside = f'<ol class="hands">{rows}</ol>'
    if not revealed:
        hint = html(language, KEYS, last=len(guess.numbers()))
        clear = html(language, "Clear the counts")
        inside += (
            f'<p class="keys hands-keys"><span>{hint}</span> '
            f'<button type="button" data-clear>{clear}</button></p>'
        )
    return figure("hands", language, "By show of hands", inside, projected=False)


def counted(language, number, said):
    label = html(language, "Hands for {number}", number=f"{number:,}")
    return (
        f'<button type="button" data-hand="-1" aria-label="{number:,}: −1">−1</button>'
        f'<input type="number" min="0" max="{MOST}" value="0" inputmode="numeric" '
        f'autocomplete="off" aria-label="{label}">'
        f'<button type="button" data-hand="1" aria-label="{number:,}: +1">+1</button>'
    )


def shown(language, number, said):
    return f'<output></output><span class="fragment hands-told">{said}</span>'
