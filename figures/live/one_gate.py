"""From five numbers to the 160 squares of one gate, with Keras' own numbers."""

from figures.drawn import text
from figures.live import walk
from figures.live.squares import (
    block,
    comes,
    datum,
    gate,
    lines,
    name,
    rect,
    sign,
    signs,
    written,
)
from live.shared.markup import join, tag

T, N, M = 13, 5, 10
ROWS = N + M
ONE = ROWS + 1  # with the bias
STEP, UNIT = 3, 0  # the step that is shown, and the column taken out
ROW, CELL, TOP, LEFT = 14, 46, 34, 40  # of the vector
COLUMN, MATRIX = 26, 112  # of the matrix beside it
BELOW = TOP + ROWS * ROW  # the end of the vector
PRODUCTS = LEFT + CELL + 20, LEFT + 2 * CELL + 40  # where weights and products stand


def css(row):
    return "hidden" if row < M else "feature"


def vector():
    """The numbers of [h, x] at the step that is shown."""
    return walk.states()[STEP - 1] + walk.read()["sample"][STEP - 1]


def cell(row):
    y = TOP + row * ROW
    number = datum(LEFT + CELL - 5, y + 11, vector()[row])
    return rect(css(row), LEFT, y, CELL, ROW) + number


def h_named():
    return name("h", STEP - 1, LEFT - 8, TOP + 5 * ROW + 5, "end")


def x_named():
    return name("x", STEP, LEFT - 8, TOP + 12.5 * ROW + 5, "end")


def joined_vector():
    return join(map(cell, range(ROWS))) + h_named() + x_named()


def one_input():
    """A row of the sample becomes the numbers of x."""
    left, top, wide, high = 236, 82, 18, 13
    here = top + (STEP - 1) * high
    parts = [
        block("square", left, top, N, T, wide, high),
        block("mark", left, here, N, 1, wide, high),
        text(left + N * wide / 2, top - 10, N),
        text(left - 10, top + T * high / 2 + 5, T, "end"),
        name("x", STEP, left + N * wide + 8, here + 12, "start"),
        x_named(),
    ]
    for j in range(N):
        x, y = left + j * wide - LEFT, here - TOP - (M + j) * ROW
        parts.append(comes(cell(M + j), x, y, 200 + 120 * j))
    return join(parts)


def joined():
    """The old state is laid onto x."""
    old = join(comes(cell(row), 0, -30, 150 + 60 * row) for row in range(M))
    x = LEFT + CELL + 8
    brace = tag('<path class="wire" d="M{} {}h8V{}h-8"/>')(x, TOP, BELOW)
    total = f"{M} + {N} = {ROWS}"
    middle = TOP + 7.5 * ROW + 5
    return (
        old
        + join(map(cell, range(M, ROWS)))
        + h_named()
        + x_named()
        + comes(brace, at=900)
        + comes(text(x + 20, middle, total, "start", "number big"), at=1000)
    )


def empty():
    """The matrix before it has a width; `data-part` is what a hand changes."""
    right, out = MATRIX + M * COLUMN, BELOW + 26
    middle, wide = TOP + ROWS * ROW // 2, M * COLUMN
    arrows = f"M{right - 4} {middle - 4}l-3 4 3 4M{right + 4} {middle - 4}l3 4-3 4"
    part = tag(' data-part="{}"')
    matrix = rect("square", MATRIX, TOP, wide, ROWS * ROW, part("matrix"))
    output = rect("square", MATRIX, out, wide, ROW, part("out"))
    inner = lines(MATRIX, TOP, M, ROWS, COLUMN, ROW)
    cuts = lines(MATRIX, out, M, 1, COLUMN, ROW)
    shape = text(MATRIX, TOP - 9, f"{ROWS} × {M}", "start")
    return (
        joined_vector()
        + tag('{}<g data-part="lines">{}</g>')(matrix, inner)
        + tag('{}<g data-part="out-lines">{}</g>')(output, cuts)
        + tag('<path class="aim" d="M{} {}v{}"/>')(right, BELOW + 18, ROW + 16)
        + tag('<g data-part="shape">{}</g>')(shape)
        + tag('<g data-part="length">{}</g>')(text(MATRIX - 10, BELOW + 38, M, "end"))
        + tag(
            '<g class="grip" data-part="grip"><path d="M{0} {1}V{2}"/>'
            '<circle cx="{0}" cy="{3}" r="11"/><path d="{4}"/></g>'
        )(right, TOP, BELOW, middle, arrows)
    )


def one_column():
    """v times a column of W, the products added, a bias, σ."""
    v, (W, b) = vector(), walk.block("f")
    weights = [row[UNIT] for row in W]
    products = [a * w for a, w in zip(v, weights, strict=True)]
    (wx, px), small = PRODUCTS, 288  # where the matrix stays, small
    end, low = px + 36, BELOW + 24
    bases = [TOP + row * ROW + 11 for row in range(ROWS)]
    parts = [
        joined_vector(),
        block("square", small, TOP, M, ROWS, 9, ROW),
        gate("f", rect("mark", small + UNIT * 9, TOP, 9, ROWS * ROW)),
        text(small + 45, TOP - 10, f"{ROWS} + 1 = {ONE}"),
        tag('<path class="wire" d="M{} {}H{}"/>')(wx, BELOW + 7, px + 40),
        signs(wx - 10, bases, "×"),
        comes(signs(px - 10, bases, "≈"), at=500),
    ]
    column = ""
    for row, base in enumerate(bases):
        at = 200 + 70 * row
        weight = rect(css(row), wx, TOP + row * ROW, CELL, ROW)
        weight += datum(wx + CELL - 5, base, weights[row])
        column += comes(weight, small - wx, 0, at)
        product = datum(end, base, products[row])
        parts += [
            comes(product, at=at + 300),
            falling(product, BELOW + 20 - base, 1700 + 40 * row),
        ]
    parts.append(gate("f", column))
    total, bias = sum(products), b[UNIT]
    squeezed = f"σ({written(total + bias, 4)}) ≈"
    summed = sign(px - 24, low, "Σ", "end") + datum(end, low, total, digits=4)
    added = sign(px - 24, low + 17, "+ b", "end") + datum(end, low + 17, bias, digits=4)
    parts += [
        comes(summed, at=2500),
        comes(gate("f", added), small - px, 0, 2900),
        comes(
            sign(end + 16, low + 17, squeezed, "start")
            + gate("f", rect("mark", small + 42, low + 3, 58, 19))
            + datum(small + 94, low + 17, walk.sigmoid(total + bias), digits=4),
            at=3400,
        ),
    ]
    return join(parts)


def falling(inside, y, at):
    """A copy that falls into the sum, and is gone."""
    return tag('<g class="falls" style="--y:{:g}px;--at:{}ms">{}</g>')(y, at, inside)


def ten_columns():
    """One column after the other, and the number that each puts out."""
    parts = [joined_vector()]
    for j, z in enumerate(walk.sums(vector(), "f")):
        x, at = MATRIX + j * COLUMN, 150 + 110 * j
        column = (
            block("hidden", x, TOP, 1, M, COLUMN, ROW)
            + block("feature", x, TOP + M * ROW, 1, N, COLUMN, ROW)
            + rect("bias", x, BELOW + 4, COLUMN, ROW)
        )
        out = text(
            x + COLUMN / 2, BELOW + 40, written(walk.sigmoid(z)), css="datum dense"
        )
        parts += [comes(gate("f", column), 0, -12, at), comes(out, 0, -24, at + 120)]
    right = MATRIX + M * COLUMN
    return (
        join(parts)
        + text(MATRIX, TOP - 9, f"{ONE} × {M} = {ONE * M}", "start")
        + gate("f", name("W", "f", right, TOP - 9, "end", "name tinted"))
        + gate("f", name("b", "f", right + 6, BELOW + 15, "start", "name tinted"))
        + name("f", STEP, right + 6, BELOW + 41, "start")
    )
