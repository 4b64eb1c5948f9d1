"""One step in numbers: the 12 weights of LSTM(1) or the 32 of LSTM(2) as fields."""

from figures.live.frame import choices, figure
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
from live.shared.markup import join, tag
from live.shared.words import html

SHEET = "lstm-step.xlsx"  # by publish/pages/sheet.py, beside a language's pages
DIGITS = 4
X = tag("<var>x</var>")
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
    refusal = tag('<p class="lv-refused" data-refused="{}" role="alert" hidden>{}</p>')
    refused = join(
        refusal(name, html(language, said)) for name, said in REFUSED.items()
    )
    units = {m: html(language, said) for m, said in UNITS.items()}
    sequence = html(language, "The sequence x, one number for each step")
    fields = tag(
        '<form autocomplete="off">{}<label class="lv-field lv-sequence">'
        '<span>{}</span><input name="sequence" value="{}" spellcheck="false" '
        'autocapitalize="none"></label>{}'
    )(choices("units", units, html(language, "Units m")), sequence, numbers, refused)
    walk = tag(
        '<div class="lv-go lv-walk"><button type="button" data-step="-1" disabled>'
        '← {}</button><span><var>t</var> = <output data-at="1">1</output> / '
        '<span data-steps>{}</span></span><button type="button" data-step="1">{} →'
        '</button></div><p class="lv-hint">{}</p>'
    )(
        html(language, "Back"),
        len(SEQUENCE),
        html(language, "Next step"),
        html(language, HINT),
    )
    panels = join(panel(language, m) for m in UNITS)
    sheet = tag('<p class="lv-sheet"><a href="{}{}" download>{}</a></p></form>')
    sheet = sheet(root, SHEET, html(language, DOWNLOAD))
    stills = tag('<div class="lv-states">{}</div>')(join(map(walked, UNITS)))
    inside = join((fields, walk, panels, sheet, stills))
    shown = tag(' data-shown="1"')
    return figure("step", language, "One step in numbers", inside, shown)


def panel(language, m):
    """All of LSTM(m): what comes in, four blocks as matrices, c and h."""
    values, total = steps(m)[0], count(f"LSTM({m})", input_shape=(None, 1)).total
    cells = [(sign("c", k, m, True), own("old_c", k, m)) for k in range(m)]
    number = tag("<span>{}: {}</span>")
    given = tag(" &emsp; ").join(
        number(symbol, made(name, values)) for symbol, name in read(m) + cells
    )
    blocks = join(block(language, gate, m, values) for gate in GATES)
    lines = join(cell(k, m, values) for k in range(m))
    lines += join(hidden(k, m, values) for k in range(m))
    return tag(
        '<div data-panel="{0}"><p class="lv-formula">4 × ((1 + {0}) × {0} + {0}) = '
        '{1}</p>{2}<p class="lv-line">{3}</p><div class="lv-blocks">{4}</div>'
        '<div class="lv-results">{5}</div></div>'
    )(m, total, told(language, m, total), given, blocks, lines)


def walked(m):
    """What every block makes in each step, and c and h: a table for paper."""
    found = steps(m)
    head = tag('<th scope="col"><var>t</var> = {}</th>')
    heads = join(map(head, range(1, len(found) + 1)))
    rows = [(X, "x")] + [
        (sign(symbol, k, m), own(name, k, m))
        for symbol, name in [*((MADE[g], RESULT[g]) for g in GATES), *zip("ch", "ch")]
        for k in range(m)
    ]
    row, number = tag('<tr><th scope="row">{}</th>{}</tr>'), tag("<td>{}</td>")
    body = join(
        row(symbol, join(number(shown(values[name])) for values in found))
        for symbol, name in rows
    )
    return tag(
        '<table class="lv-cells"><caption>LSTM({})</caption><thead><tr><td></td>'
        "{}</tr></thead><tbody>{}</tbody></table>"
    )(m, heads, body)


def read(m):
    """[(symbol, name)] of the numbers that every block reads."""
    old = [(sign("h", k, m, True), own("old_h", k, m)) for k in range(m)]
    return [(X, "x"), *old]


def told(language, m, total):
    """What the cross weights are, where there are any."""
    cross = len(crosses(m))
    said = html(language, CROSS, cross=cross, apart=total - cross, total=total)
    return tag('<p class="lv-told">{}</p>')(said) if cross else ""


def block(language, gate, m, values):
    """A matrix with a row for each number that is read, a column for each unit."""
    columns = [inputs(gate, k, m) for k in range(m)]
    head, row = (
        tag('<th scope="col">{}</th>'),
        tag('<tr><th scope="row">{} {}</th>{}</tr>'),
    )
    number = tag("<td>{}</td>")
    heads = join(head(sign(MADE[gate], k, m)) for k in range(m))
    rows = join(
        row(
            symbol,
            times(factor, values),
            join(entry(name, factor, m, values) for name, _ in entries),
        )
        for (symbol, factor), entries in zip(
            [*read(m), ("1", None)], zip(*columns, strict=True), strict=True
        )
    )
    summed = [own(f"sum_{gate}", k, m) for k in range(m)]
    sums = join(
        number(made(summed[k], values, [f"part_{name}" for name, _ in columns[k]]))
        for k in range(m)
    )
    results = join(
        number(made(own(RESULT[gate], k, m), values, [summed[k]])) for k in range(m)
    )
    said, squash = html(language, SAID[gate]), "tanh" if gate == "c" else "σ"
    return tag(
        '<table class="lv-cells gate-{}"><caption>{}</caption>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody>"
        '<tfoot><tr><th scope="row">{}</th>{}</tr>'
        '<tr><th scope="row">{}</th>{}</tr></tfoot></table>'
    )(gate, said, heads, rows, html(language, "sum"), sums, squash, results)


def times(factor, values):
    """The number that a row's weights are multiplied by; beside a bias, none."""
    return tag("<span>{} ×</span>")(used(factor, values)) if factor else "×"


def entry(name, factor, m, values):
    """A weight to be changed, and its product."""
    letter, index = name.split("_")
    css = tag(' class="cross"') if name in crosses(m) else ""
    number = f"{weights(m)[name]:g}"
    return tag(
        "<td{}><label><var>{}</var><sub>{}</sub> "
        '<input class="lv-weight" type="number" step="any" name="{}" value="{}" '
        "required></label> <span>≈ {}</span></td>"
    )(css, letter, index, name, number, made(f"part_{name}", values, [name, factor]))


def cell(k, m, values):
    """c = f × old c + i × candidate."""
    f, old, i, new = (own(name, k, m) for name in ("f", "old_c", "i", "candidate"))
    return tag(
        '<p class="lv-line">{} = {} × {} + {} × {} ≈ {} × {} + {} × {} ≈ {}</p>'
    )(
        sign("c", k, m),
        sign("f", k, m),
        sign("c", k, m, True),
        sign("i", k, m),
        sign("c̃", k, m),
        used(f, values, "f"),
        used(old, values),
        used(i, values, "i"),
        used(new, values, "c"),
        made(own("c", k, m), values, [f, old, i, new]),
    )


def hidden(k, m, values):
    """h = o × tanh(c)."""
    o, c, squashed = (own(name, k, m) for name in ("o", "c", "tanh_c"))
    return tag('<p class="lv-line">{} = {} × tanh({}) ≈ {} × {} ≈ {}</p>')(
        sign("h", k, m),
        sign("o", k, m),
        sign("c", k, m),
        used(o, values, "o"),
        made(squashed, values, [c]),
        made(own("h", k, m), values, [o, squashed]),
    )


def sign(letter, k, m, old=False):
    """The symbol with its unit, and t−1 where it is of the step before."""
    index = ", ".join([str(k + 1)] * (m > 1) + ["t−1"] * old)
    return tag("<var>{}</var>")(letter) + tag("<sub>{}</sub>")(index) * bool(index)


def made(name, values, parts=()):
    """A value where it is computed; pointing at it lights its parts."""
    parts = tag(' data-parts="{}"')(" ".join(filter(None, parts))) if parts else ""
    return tag('<output data-value="{}"{}>{}</output>')(
        name, parts, shown(values[name])
    )


def used(name, values, gate=""):
    """A value where it is used again; pointing at it lights where it was made."""
    css = tag(' class="gate-{}"')(gate) if gate else ""
    return tag('<span data-from="{}"{}>{}</span>')(name, css, shown(values[name]))


def shown(number):
    """As the script writes it; 0 × −1 is 0."""
    return written(number + 0.0, DIGITS)
