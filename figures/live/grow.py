"""The squares for any n and m: what one more of each adds."""

from figures.drawn import text
from figures.live.frame import figure
from figures.live.squares import gate, lines, rect, stage
from gatecount import count
from live.shared.markup import join, tag
from live.shared.words import html, joined, say

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
    "time_steps": "The time steps add nothing: each step uses the same squares.",
    "batch": "The batch size adds nothing: each sample meets the same squares.",
}
# One or several, more or fewer.
CHANGES = {
    "features": {
        1: "One feature more: in each of the four blocks a row of {row} squares, "
        "4 × {row} = {size}.",
        2: "{k} features more: in each of the four blocks {k} rows of {row} squares, "
        "4 × {k} × {row} = {size}.",
        -1: "One feature fewer: each of the four blocks loses a row of {row} squares, "
        "4 × {row} = {size}.",
        -2: "{k} features fewer: each of the four blocks loses {k} rows of {row} "
        "squares, 4 × {k} × {row} = {size}.",
    },
    "units": {
        1: "One unit more: in each of the four blocks a column of {column} squares, "
        "and then a row of {row}, since each unit reads all units: "
        "4 × ({column} + {row}) = {size}.",
        2: "{k} units more: in each of the four blocks {k} columns of {column} "
        "squares, and then {k} rows of {row}, since each unit reads all units: "
        "4 × {k} × ({column} + {row}) = {size}.",
        -1: "One unit fewer: each of the four blocks loses a column of {column} "
        "squares and a row of {row}, 4 × ({column} + {row}) = {size}.",
        -2: "{k} units fewer: each of the four blocks loses {k} columns of {column} "
        "squares and {k} rows of {row}, 4 × {k} × ({column} + {row}) = {size}.",
    },
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
    return stage(WIDE, HIGH, join(parts))


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
    by = value - first[name]
    sentence, numbers = changed(name, by, first["features"], first["units"])
    words = joined(
        language,
        say(language, sentence, **numbers),
        say(
            language,
            "{label} = {value}: {working}",
            label=say(language, FIELDS[name][0]),
            value=value,
            working=f"{old} + {total - old} = {total}",
        ),
    )
    drawn = drawing(now["features"], now["units"], (first["features"], first["units"]))
    return tag(
        '<figure class="fig" data-field="{0}" data-value="{1}" aria-label="{2}">{3}'
        "<figcaption>{2}</figcaption></figure>"
    )(name, value, words, drawn)


def place(language, root):
    values = [each[1] for each in FIELDS.values()]
    n, m, T, B = values
    total = count(f"LSTM({m})", input_shape=(T, n)).total
    fields = join(field(language, name, *each) for name, each in FIELDS.items())
    why = join(
        tag('<span data-why="{}" data-change="{}"{}>{}</span>')(
            name,
            change,
            " hidden" * ((name, change) != ("features", 1)),
            fillable(language, name, change, n, m),
        )
        for name, sentences in CHANGES.items()
        for change in sentences
    )
    why += join(
        tag('<span data-why="{}" hidden>{}</span>')(name, html(language, sentence))
        for name, sentence in WHY.items()
    )
    why += join(
        tag('<span class="lv-refused" data-refused="{}" hidden>{}</span>')(
            name, refusal(language, label, value)
        )
        for name, (label, value, _) in FIELDS.items()
    )
    shape = tag('<li><code>{0}</code> <span data-shape="{0}">{1}</span></li>')
    shapes = join(shape(*each) for each in shaped(n, m, T, B).items())
    stills = join(still(language, *each) for each in STATES.items())
    inside = tag(
        '<div class="lv-beside"><div class="lv-picture">{0}</div>'
        '<form autocomplete="off"><p class="lv-count">'
        '<output data-total="{1}">{1:,}</output> '
        '<span data-added="0" class="lv-added"></span></p>'
        '<p class="lv-formula" data-formula>4 × (({2} + {3}) × {3} + {3}) = {1:,}</p>'
        '{4}<p class="lv-why" aria-live="polite">{5}</p></form>'
        '<ul class="lv-shapes">{6}</ul></div><div class="lv-states">{7}</div>'
    )(drawing(n, m), total, n, m, fields, why, shapes, stills)
    return figure("grow", language, "Let it grow", inside)


def changed(name, by, n, m):
    """(the sentence of a change by so many, its numbers); grow.mjs says the same."""
    if name not in CHANGES:
        return WHY[name], {}
    new_n, new_m = (n + by, m) if name == "features" else (n, m + by)
    old, new = (
        count(f"LSTM({units})", input_shape=(None, features)).total
        for features, units in ((n, m), (new_n, new_m))
    )
    several = max(-2, min(by, 2))
    return CHANGES[name][several], {
        "k": abs(by),
        "column": n + min(m, new_m) + 1,
        "row": max(m, new_m),
        "size": abs(new - old),
    }


def fillable(language, name, by, n, m):
    """That sentence, its numbers to be replaced by the script."""
    sentence, numbers = changed(name, by, n, m)
    spans = {
        each: tag('<span data-fill="{}">{}</span>')(each, number)
        for each, number in numbers.items()
    }
    return html(language, sentence, **spans)


def field(language, name, label, value, most):
    return tag(
        '<label class="lv-field"><span>{0}</span><input type="range" min="1" '
        'max="{1}" value="{2}" data-for="{3}" aria-label="{0}"><input type="number" '
        'name="{3}" min="1" max="{4}" value="{2}" inputmode="numeric" required></label>'
    )(html(language, label), most, value, name, MOST)


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
