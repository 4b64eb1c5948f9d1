"""An LSTM of one unit on one feature: its 12 weights as fields, a step in numbers."""

from math import tanh

from calculator.words import html
from figures.live.frame import figure
from figures.live.squares import written
from figures.live.walk import sigmoid

# Each gate's W, U and b; those of the forget gate as Keras starts them, b = 1.
WEIGHTS = {
    "f": (0.5, -0.5, 1.0),
    "i": (1.0, 0.5, 0.0),
    "c": (1.0, 1.0, 0.0),
    "o": (0.5, 1.0, 0.5),
}
LETTERS = "WUb"
SEQUENCE = (1.0, -0.5, 2.0)
DIGITS = 4
REFUSED = {
    "sequence": "These must be numbers, with commas between them; at most 100.",
    "weight": "Each weight must be a number, such as 0.5.",
}


def step(x, h, c, weights=WEIGHTS):
    """What each gate puts out, and the new c and h, by their names on the page."""
    sums = {gate: W * x + U * h + b for gate, (W, U, b) in weights.items()}
    f, i, o = (sigmoid(sums[gate]) for gate in "fio")
    candidate = tanh(sums["c"])
    c = f * c + i * candidate
    gates = {"f": f, "i": i, "candidate": candidate, "o": o}
    return gates | {"c": c, "h": o * tanh(c)}


def place(language, root):
    values = step(SEQUENCE[0], 0.0, 0.0)
    gates = "".join(line(gate, values) for gate in WEIGHTS)
    numbers = ", ".join(f"{x:g}" for x in SEQUENCE)
    refused = "".join(
        f'<p class="lv-refused" data-refused="{name}" role="alert" hidden>'
        f"{html(language, sentence)}</p>"
        for name, sentence in REFUSED.items()
    )
    inside = (
        '<form autocomplete="off"><label class="lv-field lv-sequence"><span>'
        f"{html(language, 'The sequence x, one number for each step')}</span>"
        f'<input name="sequence" value="{numbers}" spellcheck="false" '
        'autocapitalize="none"></label>'
        f'{refused}<div class="lv-go"><button type="button" data-step="-1" disabled>← '
        f"{html(language, 'Back')}</button><span><var>t</var> = "
        f'<output data-at="1">1</output> / <span data-steps>{len(SEQUENCE)}</span>'
        f'</span><button type="button" data-step="1">{html(language, "Next step")} →'
        f"</button></div>"
        f'<p class="lv-line"><var>x</var>: {shown("x", SEQUENCE[0])} '
        f"<var>h</var><sub>t−1</sub>: {shown('h0', 0)} "
        f"<var>c</var><sub>t−1</sub>: {shown('c0', 0)}</p>{gates}"
        f'<p class="lv-line" data-of="c"><var>c</var> = {echo("f", values)} × '
        f"{shown('c0', 0)} + {echo('i', values)} × {echo('candidate', values)} ≈ "
        f"{output('c', values)}</p>"
        f'<p class="lv-line" data-of="h"><var>h</var> = {echo("o", values)} × '
        f"tanh({echo('c', values)}) ≈ {output('h', values)}</p></form>"
    )
    return figure("step", language, "One step in numbers", inside)


def line(gate, values):
    """f = σ(W × x + U × h + b), W, U and b to be changed."""
    value = "candidate" if gate == "c" else gate
    symbol = f"<var>{gate}</var>" if gate != "c" else "<var>c̃</var>"
    squash = "tanh" if gate == "c" else "σ"
    W, U, b = (
        f'<label><var>{letter}</var><sub>{gate}</sub> <input type="number" step="any" '
        f'name="{letter}_{gate}" value="{number:g}" required></label>'
        for letter, number in zip(LETTERS, WEIGHTS[gate], strict=True)
    )
    return (
        f'<p class="lv-line gate-{gate}" data-of="{value}">{symbol} = {squash}({W} × '
        f"{shown('x', SEQUENCE[0])} + {U} × {shown('h0', 0)} + {b}) ≈ "
        f"{output(value, values)}</p>"
    )


def output(name, values):
    return f'<output data-value="{name}">{written(values[name], DIGITS)}</output>'


def echo(name, values):
    """A value where it is used again; pointing at it lights where it came from."""
    return f'<span data-from="{name}">{written(values[name], DIGITS)}</span>'


def shown(name, number):
    return f'<span data-from="{name}">{written(number, DIGITS)}</span>'
