"""What grows with the number of time steps: bars for T, 2T and 3T."""

import re

from figures.drawn import svg, text

N, M, STEPS = 5, 10, 13
LEFT, LENGTH, THICK, ROW, TOP, GAP = 150, 80, 7, 42, 34, 16
FACTORS = (1, 2, 3)

# Parameters, Adam's numbers, state; input, output, activations, MACs.
COSTS = {
    "4(n + m + 1)m": lambda T: 4 * (N + M + 1) * M,
    "2 × 4(n + m + 1)m": lambda T: 2 * 4 * (N + M + 1) * M,
    "2m": lambda T: 2 * M,
    "Tn": lambda T: T * N,
    "Tm": lambda T: T * M,
    "T(n + 7m)": lambda T: T * (N + 7 * M),
    "4T(n + m)m": lambda T: 4 * T * (N + M) * M,
}


def growth():
    """A row for each quantity, each to a scale of its own; first what stays."""
    parts, y = [legend()], TOP
    for formula, cost in COSTS.items():
        if formula == "Tn":
            right = LEFT + LENGTH * max(FACTORS)
            parts.append(f'<path class="rule" d="M2 {y + 2}H{right}"/>')
            y += GAP
        parts.append(text(LEFT - 12, y + 19, symbols(formula), "end"))
        for place, factor in enumerate(FACTORS):
            length = LENGTH * cost(factor * STEPS) / cost(STEPS)
            parts.append(
                f'<rect class="shade-{factor}" x="{LEFT}" width="{length:g}" '
                f'y="{y + place * (THICK + 2)}" height="{THICK}"/>'
            )
        y += ROW
    return svg(LEFT + LENGTH * max(FACTORS) + 4, y, "".join(parts))


def legend():
    return "".join(
        f'<rect class="shade-{factor}" x="{x}" y="8" width="12" height="12"/>'
        + text(x + 18, 18, symbols("T" if factor == 1 else f"{factor}T"), "start")
        for factor, x in zip(FACTORS, range(LEFT, LEFT + 210, 70), strict=True)
    )


def symbols(formula):
    """Letters stand for quantities, so they lean."""
    return re.sub("[A-Za-z]", r'<tspan class="var">\g<0></tspan>', formula)
