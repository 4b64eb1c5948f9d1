"""What grows with the number of time steps: bars for T, 2T and 3T."""

import re

from figures.drawn import svg, text

LEFT, LENGTH, THICK, ROW, TOP = 158, 78, 7, 42, 34
FACTORS = (1, 2, 3)
CONSTANT = ("4((n + m)m + m)", "2 × 4((n + m)m + m)", "2m")
GROWING = ("Tn", "Tm", "T(n + 7m)", "4T(n + m)m")


def growth():
    """A row for each quantity, each row to a scale of its own."""
    parts = [
        swatch(LEFT + 70 * (factor - 1), 8, factor)
        + text(LEFT + 70 * (factor - 1) + 18, 18, symbols(times(factor)), "start")
        for factor in FACTORS
    ]
    for number, formula in enumerate(CONSTANT + GROWING):
        grows = formula in GROWING
        y = TOP + number * ROW + 16 * grows
        parts.append(text(LEFT - 12, y + 19, symbols(formula), "end"))
        for place, factor in enumerate(FACTORS):
            length = LENGTH * (factor if grows else 1)
            parts.append(bar(y + place * (THICK + 2), length, factor))
    bottom = TOP + len(CONSTANT + GROWING) * ROW + 16
    right = LEFT + LENGTH * max(FACTORS)
    line = TOP + len(CONSTANT) * ROW + 2
    parts.append(f'<path class="rule" d="M2 {line}H{right}"/>')
    return svg(right + 4, bottom, "".join(parts))


def times(factor):
    return "T" if factor == 1 else f"{factor}T"


def swatch(x, y, factor):
    return f'<rect class="shade-{factor}" x="{x}" y="{y}" width="12" height="12"/>'


def bar(y, length, factor):
    return (
        f'<rect class="shade-{factor}" x="{LEFT}" y="{y}" width="{length}" '
        f'height="{THICK}"/>'
    )


def symbols(formula):
    """Letters stand for quantities, so they lean."""
    return re.sub("[A-Za-z]", r'<tspan class="var">\g<0></tspan>', formula)
