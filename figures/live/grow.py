"""The squares for any n and m: what one more of each adds."""

from html import escape

from calculator.words import html, joined, say
from figures.drawn import text
from figures.live.frame import figure
from figures.live.squares import gate, lines, rect, stage
from gatecount import count

GATES = "fico"
WIDE, HIGH, LEFT, TOP, GAP = 400, 220, 8, 30, 6
LARGEST, FINEST = 12, 3  # side of a square; below the finest, none is outlined
# name: label, first value, end of the slider
FIELDS = {
    "features": ("Features n", 5, 64),
    "units": ("Units m", 10, 64),
    "time_steps": ("Time steps T", 13, 1000),
    "batch": ("Batch size B", 32, 256),
}
MOST = 1_000_000
STATES = {"features": 6, "units": 11, "time_steps": 1000}  # one more; and many more
REFUSED = "{label}: write a whole number from 1 to {most}, such as {value}."
WHY = {
    "features": "One feature more: a row of m squares in each of the four blocks.",
    "units": "One unit more: a column of n + m + 1 squares in each of the four blocks, "
    "and then a row, since each unit reads all units.",
    "time_steps": "The time steps add nothing: each step uses the same squares.",
    "batch": "The batch size adds nothing: each sample meets the same squares.",
}


def drawing(n, m, before=None):
    """Four blocks to one scale. grow.mjs draws the same for other n and m.

    What was not there with the sizes `before` is marked.
    """
    rows = n + m + 1
    room = (WIDE - 2 * LEFT - 3 * GAP) / 4
    side = min(LARGEST, room / m, (HIGH - TOP) / rows)
    left = (WIDE - 4 * m * side - 3 * GAP) / 2
    parts = []
    for k, letter in enumerate(GATES):
        x = left + k * (m * side + GAP)
        squares = (
            rect("hidden", x, TOP, m * side, m * side)
            + rect("feature", x, TOP + m * side, m * side, n * side)
            + rect("bias", x, TOP + (m + n) * side, m * side, side)
        )
        if side >= FINEST:
            squares += lines(x, TOP, m, rows, side, side)
        squares += new(n, m, x, side, *(before or (n, m)))
        named = text(x + m * side / 2, TOP - 10, letter, css="name tinted")
        parts.append(gate(letter, squares + named))
    return stage(WIDE, HIGH, "".join(parts))


def new(n, m, x, side, old_n, old_m):
    """The rows and the columns that a block has more than before."""
    parts = ""
    if m > old_m:
        parts += rect(
            "new", x + old_m * side, TOP, (m - old_m) * side, (n + m + 1) * side
        )
        parts += rect("new", x, TOP + old_m * side, old_m * side, (m - old_m) * side)
    if n > old_n:
        parts += rect("new", x, TOP + (m + old_n) * side, m * side, (n - old_n) * side)
    return parts


def still(language, name, value):
    """What one field changes, drawn and said."""
    first = {each: given[1] for each, given in FIELDS.items()}
    now = first | {name: value}
    old, total = (
        count(
            f"LSTM({each['units']})", input_shape=(each["time_steps"], each["features"])
        ).total
        for each in (first, now)
    )
    words = joined(
        language,
        say(language, WHY[name]),
        say(
            language,
            "{label} = {value}: {working}",
            label=say(language, FIELDS[name][0]),
            value=value,
            working=f"{old} + {total - old} = {total}",
        ),
    )
    drawn = drawing(now["features"], now["units"], (first["features"], first["units"]))
    return (
        f'<figure class="fig" data-field="{name}" data-value="{value}" '
        f'aria-label="{escape(words)}">{drawn}'
        f"<figcaption>{escape(words)}</figcaption></figure>"
    )


def place(language, root):
    values = [each[1] for each in FIELDS.values()]
    n, m, T, B = values
    total = count(f"LSTM({m})", input_shape=(T, n)).total
    fields = "".join(field(language, name, *each) for name, each in FIELDS.items())
    why = "".join(
        f'<span data-why="{name}"{" hidden" * (name != "features")}>'
        f"{html(language, sentence)}</span>"
        for name, sentence in WHY.items()
    )
    why += "".join(
        f'<span class="lv-refused" data-refused="{name}" hidden>'
        f"{refusal(language, label, value)}</span>"
        for name, (label, value, _) in FIELDS.items()
    )
    shapes = "".join(
        f'<li><code>{name}</code> <span data-shape="{name}">{shape}</span></li>'
        for name, shape in shaped(n, m, T, B).items()
    )
    stills = "".join(still(language, *each) for each in STATES.items())
    inside = (
        f'<div class="lv-beside"><div class="lv-picture">{drawing(n, m)}</div>'
        '<form autocomplete="off">'
        f'<p class="lv-count"><output data-total="{total}">{total:,}</output> '
        f'<span data-added="0" class="lv-added"></span></p>'
        f'<p class="lv-formula" data-formula>4 × (({n} + {m}) × {m} + {m}) = {total:,}'
        f'</p>{fields}<p class="lv-why" aria-live="polite">{why}</p>'
        f'<ul class="lv-shapes">{shapes}</ul></form></div>'
        f'<div class="lv-states">{stills}</div>'
    )
    return figure("grow", language, "Let it grow", inside)


def field(language, name, label, value, most):
    return (
        f'<label class="lv-field"><span>{html(language, label)}</span>'
        f'<input type="range" min="1" max="{most}" value="{value}" data-for="{name}" '
        f'aria-label="{html(language, label)}">'
        f'<input type="number" name="{name}" min="1" max="{MOST}" value="{value}" '
        'inputmode="numeric" required></label>'
    )


def refusal(language, label, value):
    label = html(language, label)
    return html(language, REFUSED, label=label, most=f"{MOST:,}", value=value)


def shaped(n, m, T, B):
    return {
        "kernel": f"{n} × {4 * m}",
        "recurrent_kernel": f"{m} × {4 * m}",
        "bias": f"{4 * m}",
        "input": f"({B}, {T}, {n})",
        "output": f"({B}, {m})",
    }
