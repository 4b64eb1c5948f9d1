"""What stands in the place of the LSTM's four blocks, from 1997 to today."""

from dataclasses import dataclass

from figures.drawn import svg, text
from live.shared.markup import join, tag

N, M = 5, 10
SIDE, ROW, TOP = 26, 38, 8
YEAR, NAME, BLOCKS, BAR, LONGEST = 40, 52, 150, 282, 120


@dataclass(frozen=True)
class Cell:
    """Blocks by their gates; `peepholes` of m weights each; what a block reads."""

    year: int
    name: str
    gates: str
    peepholes: str = ""
    reads: int = N + M

    @property
    def total(self):
        return len(self.gates) * (self.reads + 1) * M + len(self.peepholes) * M


CELLS = (
    Cell(1997, "LSTM", "ico"),
    Cell(2000, "LSTM", "fico"),
    Cell(2000, "+ p", "fico", peepholes="fio"),
    Cell(2014, "GRU", "zrh"),
    Cell(2015, "CIFG", "ico"),
    Cell(2016, "MGU", "fh"),
    Cell(2024, "minGRU", "zh", reads=N),
)


def history():
    """A row for each cell: year, name, a square for each block, the total."""
    most = max(cell.total for cell in CELLS)
    parts, before = [], None
    for place, cell in enumerate(CELLS):
        y = TOP + place * ROW
        middle = y + SIDE / 2 + 5
        if cell.year != before:
            parts.append(text(YEAR, middle, cell.year, "end"))
        before = cell.year
        parts.append(text(NAME, middle, cell.name, "start"))
        for k, gate in enumerate(cell.gates):
            parts.append(block(gate, BLOCKS + k * (SIDE + 4), y, cell))
        parts.append(
            tag('<rect class="mark" x="{}" y="{}" height="{}" width="{:.1f}"/>')(
                BAR, y + 5, SIDE - 10, cell.total / most * LONGEST
            )
        )
        parts.append(text(BAR + LONGEST + 40, middle, cell.total, "end"))
    return svg(BAR + LONGEST + 44, TOP + len(CELLS) * ROW, join(parts))


def block(gate, x, y, cell):
    """Filled as far as it reads old state and features; dashed below: a peephole."""
    high = SIDE * cell.reads / (N + M)
    letter = y + 4 + (SIDE if high == SIDE else SIDE - high) / 2
    eye = (
        tag('<path class="peep" d="M{} {}h{}"/>')(x, y + SIDE + 5, SIDE)
        if gate in cell.peepholes
        else ""
    )
    return (
        tag(
            '<g class="gate-{}"><rect class="rule" x="{}" y="{}" width="{}" '
            'height="{}" rx="4"/><rect class="box" x="{}" y="{:g}" '
            'width="{}" height="{:g}" rx="4"/>{}'
        )(gate, x, y, SIDE, SIDE, x, y + SIDE - high, SIDE, high, eye)
        + text(x + SIDE / 2, letter, gate, css="name small")
        + tag("</g>")
    )
