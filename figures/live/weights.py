"""Which weight is this? Every one of the 640 squares, and what it is called."""

import re
from functools import cache
from pathlib import Path

from figures.drawn import text
from figures.live import weight_stills
from figures.live.frame import choices, figure
from figures.live.names import FRAMEWORKS, GATES, PARTS, named, patterns, tensors
from figures.live.squares import gate, lines, rect, stage
from live.count import weight_names as naming
from live.shared.markup import data, join, tag
from live.shared.words import html, say

M, SIDE = 10, 8
WIDE, HIGH, LEFT, TOP, APART = 400, 236, 25, 40, 10
SMALL, BESIDE = 2.9, 130  # side of a square in the stored tensors; from one to the next
CSS = {"kernel": "feature", "recurrent_kernel": "hidden", "bias": "bias"}
LETTERS = {"kernel": "W", "recurrent_kernel": "U", "bias": "b"}
MADE = {"i": "i", "f": "f", "c": "c̃", "o": "o"}  # the symbol of what a block makes
STEP = Path(__file__).resolve().parents[2] / "snippets/lstm_step.py"
GROUPS = {"gate": "By gate", "unit": "By unit", "tensor": "By stored tensor"}
FIRST = ("kernel", "i", 2, 6)  # part, gate, row and unit of the one told at first


def drawing():
    """120 pieces, each a column of one tensor for one unit of one gate.

    A piece is painted as a whole; its squares are painted only when chosen.
    """
    parts = []
    place = tag(
        '<g class="piece" transform="translate({} {})"><g class="{}">{}</g></g>'
    )
    for k, letter in enumerate(GATES):
        drawn = tag("")
        for unit in range(M):
            x, y = LEFT + k * (M * SIDE + APART) + unit * SIDE, TOP
            for part, rows in PARTS.items():
                first = (part, letter, unit) == (*FIRST[:2], FIRST[3])
                inside = piece(rows, FIRST[2] if first else None)
                drawn += place(x, y, CSS[part], inside)
                y += rows * SIDE
        parts.append(gate(letter, drawn))
    return stage(WIDE, HIGH, labels() + join(parts))


@cache
def piece(rows, chosen):
    """One stop for the Tab key, the chosen row; the script moves it with the keys."""
    mark = tag(' class="chosen" tabindex="0" role="button" aria-label="{}"')
    mark = mark(called("Keras"))
    square = tag('<path data-weight{0} d="M0 {1}h{2}v{2}h-{2}z"/>')
    whole = rect("whole", 0, 0, SIDE, rows * SIDE) + lines(0, 0, 1, rows, SIDE, SIDE)
    return whole + join(
        square(mark * (row == chosen), row * SIDE, SIDE) for row in range(rows)
    )


def labels():
    """Above the pieces, for each way to group them."""
    middle = M * SIDE / 2
    lefts = [LEFT + k * (M * SIDE + APART) for k in range(len(GATES))]
    gates = join(
        gate(letter, text(x + middle, 28, letter, css="name tinted"))
        for letter, x in zip(GATES, lefts, strict=True)
    )
    units = join(text(26 + unit * 38, 28, unit + 1, css="datum") for unit in range(M))
    y, stored = TOP, ""
    for part, rows in PARTS.items():
        stored += text(40, y - 6, f"{part} {rows} × {4 * M}", "start", "code")
        y += rows * SIDE + 24
    return join(
        tag('<g class="by-{}">{}</g>')(name, inside)
        for name, inside in zip(GROUPS, (gates, units, stored), strict=True)
    )


def stored():
    """Keras' three tensors, small, and where in them the weight lies."""
    drawn = ""
    for k, (part, rows) in enumerate(PARTS.items()):
        x, wide = 8 + k * BESIDE, M * SMALL
        drawn += text(x, 12, part, "start", "code")
        for place, letter in enumerate(GATES):
            drawn += gate(
                letter, rect(CSS[part], x + place * wide, 20, wide, rows * SMALL)
            )
    part, letter, row, unit = FIRST
    x = 8 + list(PARTS).index(part) * BESIDE + (GATES.index(letter) * M + unit) * SMALL
    mark = rect("found", x, 20 + row * SMALL, SMALL, SMALL)
    return stage(WIDE, 24 + PARTS["recurrent_kernel"] * SMALL, drawn + mark)


def called(title):
    part, letter, row, unit = FIRST
    return named(title, part, letter, row, unit)


def sentence(language):
    part, letter, row, unit = FIRST
    return say(
        language,
        naming.SENTENCES[part],
        row=row + 1,
        gate=say(language, naming.GATES[letter]),
        unit=unit + 1,
    )


def uses():
    """The line of the article's program that uses the gate."""
    program = STEP.read_text(encoding="utf-8")
    return {
        letter: re.search(rf'^ *(.*blocks\["{letter}"\].*)$', program, re.M)[1]
        for letter in GATES
    }


def lit(*found):
    """Marked where it is what FIRST tells of; the script moves it."""
    return " lit" * all(each in FIRST for each in found)


def formula(letter):
    """What the block computes, with a place for each of its three parts."""
    W, U, b = (
        tag('<span class="part{}" data-role="{}"><var>{}</var><sub>{}</sub></span>')(
            lit(letter, part), part, each, letter
        )
        for part, each in LETTERS.items()
    )
    squash = "tanh" if letter == "c" else "σ"
    return tag(
        '<p class="gate-{0}{1}" data-of="{0}"><var>{2}</var> = '
        "{3}(<var>x</var> {4} + <var>h</var> {5} + {6})</p>"
    )(letter, lit(letter), MADE[letter], squash, W, U, b)


def told(language):
    """All that the script says, in the page's language."""
    names = {title: patterns(title) for title in FRAMEWORKS}
    return naming.told(language) | {"names": names}


def panel(language):
    """Its name in words and in code, and where it stands in formula and program."""
    name = tag("<p>{} <code>{}</code></p>")
    line = tag('<code class="gate-{0}{1}" data-of="{0}">{2}</code>')
    names = join(name(each, called(each)) for each in FRAMEWORKS)
    program = join(line(gate, lit(gate), text) for gate, text in uses().items())
    formulas = join(map(formula, GATES))
    return tag(
        '<div class="lv-names" data-weight-names><div data-called>'
        '<p class="gate-{}"><strong>{}</strong></p>{}</div>'
        '<div class="lv-formulas">{}</div><p class="lv-file">{}</p>'
        '<div class="lv-program">{}</div></div>'
    )(FIRST[1], sentence(language), names, formulas, STEP.name, program)


def place(language, root):
    titles = {name: html(language, title) for name, title in GROUPS.items()}
    buttons = choices("group", titles, html(language, "Group the squares"))
    hint = html(language, "Point at a square, tap it, or walk with the arrow keys.")
    total = tensors("Keras").total
    label = html(language, "{total} squares", total=total)
    stills = weight_stills.states(language)
    inside = tag(
        '{}<p class="lv-hint">{}</p><div class="lv-beside">'
        '<div class="lv-picture" role="group" aria-label="{}">{}{}</div>{}</div>'
        '<div class="lv-states">{}</div>'
    )(buttons, hint, label, drawing(), stored(), panel(language), stills)
    more = tag(' data-grouped="gate" {}')(data("told", told(language)))
    return figure("weights", language, "Which weight is this?", inside, more)
