"""A guess by show of hands: a bar for each number; later, what each number counted."""

from figures.live import guess, ten_stops
from figures.live.frame import figure
from live.shared.markup import join, tag
from live.shared.words import html

MOST = 999  # hands
RIGHT = "{number} is right, as Keras counts: {blocks} × {gate} = {number}."
KEYS = "Keys 1 to {last}: one hand more; with Shift, one less. Kept in this tab only."


def told(language):
    """{number: what it counted, as HTML}."""
    right = ten_stops.LAYER.total
    gate = ten_stops.ONE * ten_stops.M
    said = html(language, RIGHT, number=right, blocks=right // gate, gate=gate)
    answers = guess.answers(language) | {right: [tag("<b>{}</b>")(said)]}
    return {number: answers[number][0] for number in guess.numbers()}


def place(language, root, revealed=""):
    """The numbers with a field each; `revealed`, what they counted, one by one."""
    row, best = shown if revealed else counted, ten_stops.LAYER.total
    item = tag(
        '<li data-number="{0}"{1}><b>{0:,}</b><span class="hands-bar"><i></i></span>'
        "{2}</li>"
    )
    rows = join(
        item(number, " data-right" * (number == best), row(language, number, said))
        for number, said in told(language).items()
    )
    inside = tag('<ol class="hands">{}</ol>')(rows)
    if not revealed:
        hint = html(language, KEYS, last=len(guess.numbers()))
        clear = html(language, "Clear the counts")
        inside += tag(
            '<p class="keys hands-keys"><span>{}</span> '
            '<button type="button" data-clear>{}</button></p>'
        )(hint, clear)
    return figure("hands", language, "By show of hands", inside, projected=False)


def counted(language, number, said):
    label = html(language, "Hands for {number}", number=f"{number:,}")
    return tag(
        '<button type="button" data-hand="-1" aria-label="{:,}: −1">−1</button>'
        '<input type="number" min="0" max="{}" value="0" inputmode="numeric" '
        'autocomplete="off" aria-label="{}">'
        '<button type="button" data-hand="1" aria-label="{:,}: +1">+1</button>'
    )(number, MOST, label, number)


def shown(language, number, said):
    return tag('<output></output><span class="fragment hands-told">{}</span>')(said)
