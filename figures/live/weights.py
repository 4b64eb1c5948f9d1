"""Which weight is this? Every one of the 640 squares, and what it is called."""

import json
import re
from html import escape
from pathlib import Path

from figures.drawn import text
from figures.live import weight_stills
from figures.live.frame import figure
from figures.live.names import FRAMEWORKS, GATES, PARTS, named, patterns, tensors
from figures.live.squares import gate, lines, rect, stage
from live.count import weight_names as naming
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
    piece = {
        part: rect("whole", 0, 0, SIDE, rows * SIDE)
        + lines(0, 0, 1, rows, SIDE, SIDE)
        + "".join(
            f'<path data-weight d="M0 {row * SIDE}h{SIDE}v{SIDE}h-{SIDE}z"/>'
            for row in range(rows)
        )
        for part, rows in PARTS.items()
    }
    parts = []
    for k, letter in enumerate(GATES):
        drawn = ""
        for unit in range(M):
            x, y = LEFT + k * (M * SIDE + APART) + unit * SIDE, TOP
            for part, rows in PARTS.items():
                inside = piece[part]
                if (part, letter, unit) == (*FIRST[:2], FIRST[3]):
                    inside = chosen(inside, FIRST[2])
                drawn += (
                    f'<g class="piece" transform="translate({x} {y})">'
                    f'<g class="{CSS[part]}">{inside}</g></g>'
                )
                y += rows * SIDE
        parts.append(gate(letter, drawn))
    return stage(WIDE, HIGH, labels() + "".join(parts))


def chosen(piece, row):
    """One stop for the Tab key; the script moves it with the arrow keys."""
    begin = "<path data-weight"
    mark = f' class="chosen" tabindex="0" role="button" aria-label="{called("Keras")}"'
    before, after = piece.split(begin)[: row + 1], piece.split(begin)[row + 1 :]
    return begin.join(before) + begin + mark + begin.join(after)


def labels():
    """Above the pieces, for each way to group them."""
    middle = M * SIDE / 2
    lefts = [LEFT + k * (M * SIDE + APART) for k in range(len(GATES))]
    gates = "".join(
        gate(letter, text(x + middle, 28, letter, css="name tinted"))
        for letter, x in zip(GATES, lefts, strict=True)
    )
    units = "".join(
        text(26 + unit * 38, 28, unit + 1, css="datum") for unit in range(M)
    )
    y, stored = TOP, ""
    for part, rows in PARTS.items():
        stored += text(40, y - 6, f"{part} {rows} × {4 * M}", "start", "code")
        y += rows * SIDE + 24
    return "".join(
        f'<g class="by-{name}">{inside}</g>'
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
        f'<span class="part{lit(letter, part)}" data-role="{part}">'
        f"<var>{each}</var><sub>{letter}</sub></span>"
        for part, each in LETTERS.items()
    )
    squash = "tanh" if letter == "c" else "σ"
    return (
        f'<p class="gate-{letter}{lit(letter)}" data-of="{letter}">'
        f"<var>{MADE[letter]}</var> = {squash}(<var>x</var> {W} + <var>h</var> {U} + "
        f"{b})</p>"
    )


def told(language):
    """All that the script says, in the page's language."""
    names = {title: patterns(title) for title in FRAMEWORKS}
    return naming.told(language) | {"names": names}


def panel(language):
    """Its name in words and in code, and where it stands in formula and program."""
    names = "".join(f"<p>{each} <code>{called(each)}</code></p>" for each in FRAMEWORKS)
    program = "".join(
        f'<code class="gate-{letter}{lit(letter)}" data-of="{letter}">'
        f"{escape(line, quote=False)}</code>"
        for letter, line in uses().items()
    )
    return (
        '<div class="lv-names" data-weight-names><div data-called>'
        f'<p class="gate-{FIRST[1]}"><strong>{sentence(language)}</strong></p>{names}'
        f'</div><div class="lv-formulas">{"".join(map(formula, GATES))}</div>'
        f'<p class="lv-file">{STEP.name}</p>'
        f'<div class="lv-program">{program}</div></div>'
    )


def place(language, root):
    buttons = "".join(
        f'<button type="button" data-group="{name}" '
        f'aria-pressed="{str(name == "gate").lower()}">{html(language, title)}</button>'
        for name, title in GROUPS.items()
    )
    hint = html(language, "Point at a square, tap it, or walk with the arrow keys.")
    total = tensors("Keras").total
    inside = (
        f'<div class="lv-go lv-groups" role="group" '
        f'aria-label="{html(language, "Group the squares")}">{buttons}</div>'
        f'<p class="lv-hint">{hint}</p>'
        f'<div class="lv-beside"><div class="lv-picture" role="group" '
        f'aria-label="{html(language, "{total} squares", total=total)}">'
        f"{drawing()}{stored()}</div>{panel(language)}</div>"
        f'<div class="lv-states">{weight_stills.states(language)}</div>'
    )
    words = escape(json.dumps(told(language), ensure_ascii=False))
    return figure(
        "weights",
        language,
        "Which weight is this?",
        inside,
        f' data-grouped="gate" data-told="{words}"',
    )
