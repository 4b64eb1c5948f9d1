"""The picture that goes with a link in a chat: all parameters of a layer, drawn.

A title is an outline in cards/, so that no build needs a Chinese font.
"""

import re
import subprocess
from pathlib import Path

from gatecount import count
from live.shared.markup import Html, join, tag
from publish.node import NODE

HERE = Path(__file__).parent
NAME = "card.png"
WIDTH, HEIGHT = 1200, 630
CODE, SHAPE = "LSTM(10)", (13, 5)
# The page's own colours on dark, in the order in which Keras stores the gates.
COLOURS = {"i": "#7cbcff", "f": "#ff9d70", "c": "#d8aaf3", "o": "#74d7a3"}
EDGE, STEP = 60, 20


def write(folder, language):
    """Put the picture of a language into its folder."""
    (folder / NAME).write_bytes(png(draw(language)))


def png(svg):
    """The drawing as it is seen, in the bytes of a PNG."""
    script = [NODE, HERE / "card.mjs"]
    made = subprocess.run(script, input=svg.encode(), capture_output=True, check=True)
    return made.stdout


def draw(language):
    counted = count(CODE, input_shape=SHAPE)
    n, m = SHAPE[-1], counted.output_shape[-1]
    rows, columns = n + m + 1, len(COLOURS) * m
    assert rows * columns == counted.total
    colours = [colour for colour in COLOURS.values() for _ in range(m)]
    square = tag('<rect x="{0}" y="{1}" width="{2}" height="{2}" rx="3" fill="{3}"/>')
    squares = join(
        square(EDGE + x * STEP, 170 + y * STEP, STEP - 3, colour)
        for y in range(rows)
        for x, colour in enumerate(colours)
    )
    right = (EDGE + columns * STEP + WIDTH - EDGE) // 2
    sizes = f"{rows} × {columns} ="
    rule = f"{len(COLOURS)} × ((n + m) × m + m)"
    numbers = f"{len(COLOURS)} × (({n} + {m}) × {m} + {m})"
    return tag(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        'font-family="KaTeX_Main" fill="#fff">'
        '<rect width="{wide}" height="{high}" fill="#16324f"/>{title}{squares}'
        '<g text-anchor="middle"><text x="{right}" y="290" font-size="40">{sizes}'
        '</text><text x="{right}" y="410" font-size="140" font-weight="bold">'
        '{total}</text></g><text x="{edge}" y="568" font-size="34">{rule} = {numbers}'
        '</text><text x="{end}" y="568" font-size="34" font-weight="bold" '
        'text-anchor="end">Gatecount</text></svg>'
    )(
        wide=WIDTH, high=HEIGHT, edge=EDGE, end=WIDTH - EDGE, right=right,
        title=title(language), squares=squares, total=counted.total,
        sizes=sizes, rule=rule, numbers=numbers,
    )  # fmt: skip


def title(language):
    svg = (HERE / f"cards/title.{language}.svg").read_text(encoding="utf-8")
    wide, high = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    scale = min((WIDTH - 2 * EDGE) / wide, 0.6)
    top = 100 - high * scale / 2
    return tag('<g transform="translate({} {:.1f}) scale({:.4f})">{}</g>')(
        EDGE, top, scale, Html(re.search("<path.*?/>", svg)[0])
    )
