"""One step in numbers: the 12 weights of LSTM(1) or the 32 of LSTM(2) as fields."""

from figures.live.frame import figure
from figures.live.one_step import (
    GATES,
    RESULT,
    SEQUENCE,
    crosses,
    inputs,
    own,
    steps,
    weights,
)
from figures.live.squares import written
from gatecount import count
from live.shared.words import html

SHEET = "lstm-step.xlsx"  # by publish/pages/sheet.py, beside a language's pages
DIGITS = 4
UNITS = {1: "1 unit: LSTM(1)", 2: "2 units: LSTM(2)"}
MADE = {"f": "f", "i": "i", "c": "c̃", "o": "o"}  # the symbol of what a block makes
SAID = {"f": "forget gate", "i": "input gate", "c": "candidate", "o": "output gate"}
REFUSED = {
    "sequence": "These must be numbers, with commas between them; at most 100.",
    "weight": "Each weight must be a number, such as 0.5.",
}
HINT = "Point at a number or tap it: what it came from lights up."
CROSS = (
    "Twice the units, but more than twice the weights. The {cross} in dashed frames "
    "are the cross weights: in each of the four blocks unit 1 reads the old h of unit "
    "2 (U21), and unit 2 that of unit 1 (U12). Set them to 0, and two LSTM(1) stand "
    "side by side, with {apart} weights in all; with the cross weights there are "
    "{apart} + {cross} = {total}."
)
DOWNLOAD = (
    "The same as a spreadsheet (.xlsx): the weights and the sequence that stand here "
    "at first, every other number a formula"
)


def place(language, root):
    numbers = ", ".join(f"{x:g}" for x in SEQUENCE)
    refused = "".join(
        f'<p class="lv-refused" data-refused="{name}" role="alert" hidden>'
        f"{html(language, sentence)}</p>"
        for name, sentence in REFUSED.items()
    )
    switch = "".join(
        f'<button type="button" data-units="{m}" '
        f'aria-pressed="{"true" if m == 1 else "false"}">{html(language, said)}'
        "</button>"
        for m, said in UNITS.items()
    )
    inside = (
        '<form autocomplete="off">'
        f'<div class="lv-go lv-groups" role="group" '
        f'aria-label="{html(language, "Units m")}">{switch}</div>'
        '<label class="lv-field lv-sequence"><span>'
        f"{html(language, 'The sequence x, one number for each step')}</span>"
        f'<input name="sequence" value="{numbers}" spellcheck="false" '
        'autocapitalize="none"></label>'
        f'{refused}<div class="lv-go lv-walk">'
        '<button type="button" data-step="-1" disabled>← '
        f"{html(language, 'Back')}</button><span><var>t</var> = "
        f'<output data-at="1">1</output> / <span data-steps>{len(SEQUENCE)}</span>'
        f'</span><button type="button" data-step="1">{html(language, "Next step")} →'
        f'</button></div><p class="lv-hint">{html(language, HINT)}</p>'
        f"{''.join(panel(language, m) for m in UNITS)}"
        f'<p class="lv-sheet"><a href="{root}{SHEET}" download>'
        f"{html(language, DOWNLOAD)}</a></p></form>"
        f'<div class="lv-states">{"".join(map(walked, UNITS))}</div>'
    )
    return figure("step", language, "One step in numbers", inside, ' data-shown="1"')


def panel(language, m):
    """All of LSTM(m): what comes in, four blocks as matrices, c and h."""
    values, total = steps(m)[0], count(f"LSTM({m})", input_shape=(None, 1)).total
    cells = [(sign("c", k, m, True), own("old_c", k, m)) for k in range(m)]
    given = " &emsp; ".join(
        f"<span>{symbol}: {made(name, values)}</span>"
        for symbol, name in read(m) + cells
    )
    blocks = "".join(block(language, gate, m, values) for gate in GATES)
    lines = "".join(cell(k, m, values) for k in range(m))
    lines += "".join(hidden(k, m, values) for k in range(m))
    return (
        f'<div data-panel="{m}"><p class="lv-formula">4 × ((1 + {m}) × {m} + {m}) = '
        f'{total}</p>{told(language, m, total)}<p class="lv-line">{given}</p>'
        f'<div class="lv-blocks">{blocks}</div>'
        f'<div class="lv-results">{lines}</div></div>'
    )


def walked(m):
    """What every block makes in each step, and c and h: a table for paper."""
    found = steps(m)
    heads = "".join(
        f'<th scope="col"><var>t</var> = {t + 1}</th>' for t in range(len(found))
    )
    rows = [("<var>x</var>", "x")] + [
        (sign(symbol, k, m), own(name, k, m))
        for symbol, name in [*((MADE[g], RESULT[g]) for g in GATES), *zip("ch", "ch")]
        for k in range(m)
    ]
    body = "".join(
        f'<tr><th scope="row">{symbol}</th>'
        + "".join(f"<td>{shown(values[name])}</td>" for values in found)
        + "</tr>"
        for symbol, name in rows
    )
    return (
        f'<table class="lv-cells"><caption>LSTM({m})</caption><thead><tr><td></td>'
        f"{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def read(m):
    """[(symbol, name)] of the numbers that every block reads."""
    old = [(sign("h", k, m, True), own("old_h", k, m)) for k in range(m)]
    return [("<var>x</var>", "x"), *old]


def told(language, m, total):
    """What the cross weights are, where there are any."""
    cross = len(crosses(m))
    said = html(language, CROSS, cross=cross, apart=total - cross, total=total)
    return f'<p class="lv-told">{said}</p>' if cross else ""


def block(language, gate, m, values):
    """A matrix with a row for each number that is read, a column for each unit."""
    columns = [inputs(gate, k, m) for k in range(m)]
    heads = "".join(f'<th scope="col">{sign(MADE[gate], k, m)}</th>' for k in range(m))
    rows = "".join(
        f'<tr><th scope="row">{symbol} {times(factor, values)}</th>'
        + "".join(entry(name, factor, m, values) for name, _ in entries)
        + "</tr>"
        for (symbol, factor), entries in zip(
            [*read(m), ("1", None)], zip(*columns, strict=True), strict=True
        )
    )
    sums = "".join(
        "<td>"
        + made(
            own(f"sum_{gate}", k, m),
            values,
            [f"part_{name}" for name, _ in columns[k]],
        )
        + "</td>"
        for k in range(m)
    )
    results = "".join(
        f"<td>{made(own(RESULT[gate], k, m), values, [own(f'sum_{gate}', k, m)])}</td>"
        for k in range(m)
    )
    squash = "tanh" if gate == "c" else "σ"
    return (
        f'<table class="lv-cells gate-{gate}"><caption>{html(language, SAID[gate])}'
        f"</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody>"
        f'<tfoot><tr><th scope="row">{html(language, "sum")}</th>{sums}</tr>'
        f'<tr><th scope="row">{squash}</th>{results}</tr></tfoot></table>'
    )


def times(factor, values):
    """The number that a row's weights are multiplied by; beside a bias, none."""
    return f"<span>{used(factor, values)} ×</span>" if factor else "×"


def entry(name, factor, m, values):
    """A weight to be changed, and its product."""
    letter, index = name.split("_")
    css = ' class="cross"' if name in crosses(m) else ""
    number = f"{weights(m)[name]:g}"
    return (
        f"<td{css}><label><var>{letter}</var><sub>{index}</sub> "
        f'<input class="lv-weight" type="number" step="any" name="{name}" '
        f'value="{number}" required>'
        f"</label> <span>≈ {made(f'part_{name}', values, [name, factor])}</span></td>"
    )


def cell(k, m, values):
    """c = f × old c + i × candidate."""
    f, old, i, new = (own(name, k, m) for name in ("f", "old_c", "i", "candidate"))
    return (
        f'<p class="lv-line">{sign("c", k, m)} = {sign("f", k, m)} × '
        f"{sign('c', k, m, True)} + {sign('i', k, m)} × {sign('c̃', k, m)} ≈ "
        f"{used(f, values, 'f')} × {used(old, values)} + {used(i, values, 'i')} × "
        f"{used(new, values, 'c')} ≈ {made(own('c', k, m), values, [f, old, i, new])}"
        "</p>"
    )


def hidden(k, m, values):
    """h = o × tanh(c)."""
    o, c, squashed = (own(name, k, m) for name in ("o", "c", "tanh_c"))
    return (
        f'<p class="lv-line">{sign("h", k, m)} = {sign("o", k, m)} × '
        f"tanh({sign('c', k, m)}) ≈ {used(o, values, 'o')} × "
        f"{made(squashed, values, [c])} ≈ {made(own('h', k, m), values, [o, squashed])}"
        "</p>"
    )


def sign(letter, k, m, old=False):
    """The symbol with its unit, and t−1 where it is of the step before."""
    index = ", ".join([str(k + 1)] * (m > 1) + ["t−1"] * old)
    return f"<var>{letter}</var>" + f"<sub>{index}</sub>" * bool(index)


def made(name, values, parts=()):
    """A value where it is computed; pointing at it lights its parts."""
    parts = f' data-parts="{" ".join(filter(None, parts))}"' if parts else ""
    return f'<output data-value="{name}"{parts}>{shown(values[name])}</output>'


def used(name, values, gate=""):
    """A value where it is used again; pointing at it lights where it was made."""
    css = f' class="gate-{gate}"' if gate else ""
    return f'<span data-from="{name}"{css}>{shown(values[name])}</span>'


def shown(number):
    """As the script writes it; 0 × −1 is 0."""
    return written(number + 0.0, DIGITS)
