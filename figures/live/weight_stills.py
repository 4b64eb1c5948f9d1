"""The 640 squares grouped by unit and by stored tensor: where nothing can be moved."""

from figures.drawn import text
from figures.live import build, ten_stops
from figures.live.names import GATES, PARTS
from figures.live.squares import block, gate, stage
from live.shared.markup import join, tag
from live.shared.words import html

M, SIDE = 10, 8
WIDE, HIGH, LEFT, TOP, APART = 400, 236, 10, 40, 38  # APART: from one unit to the next
CSS = {"kernel": "feature", "recurrent_kernel": "hidden", "bias": "bias"}
UNIT = (
    "By unit: each has one column in each of the {blocks} blocks, "
    "{blocks} × {rows} = {each}; {units} × {each} = {total}."
)


def by_unit():
    """One path for all columns of a part: ten units stand apart."""
    rows = sum(PARTS.values())
    drawn = join(
        text(LEFT + u * APART + 16, TOP - 12, u + 1, css="datum") for u in range(M)
    )
    for k, letter in enumerate(GATES):
        y, paths = TOP, ""
        for part, high in PARTS.items():
            column = f"h{SIDE}v{high * SIDE}h-{SIDE}z"
            path = "".join(
                f"M{LEFT + u * APART + k * SIDE} {y}{column}" for u in range(M)
            )
            paths += tag('<path class="{}" d="{}"/>')(CSS[part], path)
            y += high * SIDE
        drawn += gate(letter, paths)
    across = "".join(
        f"M{LEFT} {TOP + row * SIDE}h{M * APART}" for row in range(1, rows)
    )
    dashes = f"stroke-dasharray:{4 * SIDE} {APART - 4 * SIDE}"
    drawn += tag('<path class="gc-grid" style="{}" d="{}"/>')(dashes, across)
    return stage(WIDE, HIGH, drawn)


def by_tensor():
    y, drawn = TOP, ""
    for part, rows in PARTS.items():
        drawn += text(40, y - 6, f"{part} {rows} × {4 * M}", "start", "code")
        drawn += join(
            gate(letter, block(CSS[part], 40 + k * M * SIDE, y, M, rows, SIDE))
            for k, letter in enumerate(GATES)
        )
        y += rows * SIDE + 24
    return stage(WIDE, HIGH, drawn)


def states(language):
    rows, total = sum(PARTS.values()), ten_stops.LAYER.total
    one = len(GATES) * rows
    unit = html(
        language,
        UNIT,
        blocks=len(GATES),
        rows=rows,
        each=one,
        units=M,
        total=total,
    )
    tensor = html(language, build.CAPTIONS[-1], **build.values())
    return join(
        tag(
            '<figure class="fig" data-of="{0}" aria-label="{1}">{2}'
            "<figcaption>{1}</figcaption></figure>"
        )(name, words, drawn)
        for name, drawn, words in (
            ("unit", by_unit(), unit),
            ("tensor", by_tensor(), tensor),
        )
    )
