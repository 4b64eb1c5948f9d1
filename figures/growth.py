"""What grows with the number of time steps: bars for T, 2T and 3T."""

from figures.drawn import svg, text
from live.shared.markup import join, tag

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
            parts.append(tag('<path class="rule" d="M2 {}H{}"/>')(y + 2, right))
            y += GAP
        parts.append(text(LEFT - 12, y + 19, symbols(formula), "end"))
        for place, factor in enumerate(FACTORS):
            length = LENGTH * cost(factor * STEPS) / cost(STEPS)
            parts.append(
                tag('<rect class="shade-{}" x="{}" width="{:g}" y="{}" height="{}"/>')(
                    factor, LEFT, length, y + place * (THICK + 2), THICK
                )
            )
        y += ROW
    return svg(LEFT + LENGTH * max(FACTORS) + 4, y, join(parts))


def legend():
    return join(
        tag('<rect class="shade-{}" x="{}" y="8" width="12" height="12"/>')(factor, x)
        + text(x + 18, 18, symbols("T" if factor == 1 else f"{factor}T"), "start")
        for factor, x in zip(FACTORS, range(LEFT, LEFT + 210, 70), strict=True)
    )


def symbols(formula):
    """Letters stand for quantities, so they lean."""
    letter = tag('<tspan class="var">{}</tspan>')
    return join(letter(each) if each.isalpha() else each for each in formula)
