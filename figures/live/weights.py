"""Which weight is this? Every one of the 640 squares, and what it is called."""

import json
import re
from html import escape
from pathlib import Path

from calculator import naming
from calculator.words import html
from figures.drawn import text
from figures.live.frame import figure
from figures.live.names import FRAMEWORKS, GATES, PARTS, patterns, tensors
from figures.live.squares import gate, stage

M, SIDE = 10, 8
WIDE, HIGH, LEFT, TOP, APART = 400, 236, 25, 40, 10
CSS = {"kernel": "feature", "recurrent_kernel": "hidden", "bias": "bias"}
STEP = Path(__file__).resolve().parents[2] / "snippets/lstm_step.py"
GROUPS = {"gate": "By gate", "unit": "By unit", "tensor": "By stored tensor"}


def drawing():
    """120 pieces, each a column of one tensor for one unit of one gate."""
    piece = {
        part: "".join(
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
                drawn += (
                    f'<g class="piece" transform="translate({x} {y})">'
                    f'<g class="{CSS[part]}">{piece[part]}</g></g>'
                )
                y += rows * SIDE
        parts.append(gate(letter, drawn))
    parts[0] = parts[0].replace("<path data-weight", FIRST, 1)
    return stage(WIDE, HIGH, labels() + "".join(parts))


# One stop for the Tab key; the script moves it with the arrow keys.
FIRST = '<path tabindex="0" role="button" aria-label="kernel[0, 0]" data-weight'


def labels():
    """Above the pieces, for each way to group them."""
    middle = M * SIDE / 2
    lefts = [LEFT + k * (M * SIDE + APART) for k in range(len(GATES))]
    gates = "".join(
        gate(letter, text(x + middle, 28, letter, css="name tinted"))
        for letter, x in zip(GATES, lefts, strict=True)
    )
    units = "".join(text(10 + unit * 38 + 16, 28, unit + 1) for unit in range(M))
    y, stored = TOP, ""
    for part, rows in PARTS.items():
        stored += text(40, y - 6, f"{part} {rows} × {4 * M}", "start", "code")
        y += rows * SIDE + 24
    return "".join(
        f'<g class="by-{name}">{inside}</g>'
        for name, inside in zip(GROUPS, (gates, units, stored), strict=True)
    )


def lines():
    """The line of the article's program that uses the gate."""
    program = STEP.read_text(encoding="utf-8")
    return {
        letter: re.search(rf'^ *(.*blocks\["{letter}"\].*)$', program, re.M)[1]
        for letter in GATES
    }


def told(language):
    """All that the script says, in the page's language."""
    names = {title: patterns(title) for title in FRAMEWORKS}
    return naming.told(language) | {"names": names, "lines": lines()}


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
        f'<div class="lv-beside"><div class="lv-picture" role="group" '
        f'aria-label="{html(language, "{total} squares", total=total)}">'
        f"{drawing()}</div>"
        f'<div class="lv-names" data-weight-names>{hint}</div></div>'
    )
    words = escape(json.dumps(told(language), ensure_ascii=False))
    return figure(
        "weights",
        language,
        "Which weight is this?",
        inside,
        f' data-grouped="gate" data-told="{words}"',
    )
