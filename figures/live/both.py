"""Two layers, both directions, or both at once: what a second layer reads."""

from figures.drawn import text
from figures.live.frame import choices, chosen, counter, figure
from figures.live.squares import comes, gate, lines, rect, stage
from gatecount import count
from live.shared.markup import join, tag
from live.shared.words import html

T, N, M, SIDE, GAP = 13, 5, 10, 3.4, 3
WIDE, HIGH, LEFT, APART = 400, 312, 34, 208  # APART: from one layer to the next
TOPS = (30, 172)  # of the cells that read forwards and backwards
CSS = {"kernel": "feature", "recurrent_kernel": "hidden", "bias": "bias"}
READS = "→←"
SEQUENCES = "LSTM(10, return_sequences=True)"
MODELS = {
    "one": ("LSTM(10)",),
    "layers": (SEQUENCES, "LSTM(10)"),
    "directions": ("Bidirectional(LSTM(10))",),
    "both": (f"Bidirectional({SEQUENCES})", "Bidirectional(LSTM(10))"),
}
TITLES = {
    "one": "One layer",
    "layers": "Two layers",
    "directions": "Both directions",
    "both": "Two layers, both directions",
}
CAPTIONS = {
    "one": "A cell that reads {n} features: {first}.",
    "layers": "The second layer reads the {m} numbers of the first, {second}. Together "
    "{sum}.",
    "directions": "A second cell reads from the end. It has the same size and weights "
    "of its own: {sum}.",
    "both": "Each cell of the second layer reads what both directions return, "
    "{m} + {m} = {wide} numbers: {second}. Together {sum}.",
}


def layers(name):
    """Each layer's count, when it reads what the one before returns."""
    shape, found = (T, N), []
    for code in MODELS[name]:
        found.append(count(code, input_shape=shape))
        shape = found[-1].output_shape[1:]
    return found


def total(name):
    return sum(each.total for each in layers(name))


def size(cell):
    return sum(weight.size for weight in cell.weights)


def wide():
    return 4 * M * SIDE + 3 * GAP


def drawing(name):
    found = layers(name)
    parts = []
    for k, layer in enumerate(found):
        for way, cell in enumerate(layer.cells):
            x, y = LEFT + k * APART, TOPS[way]
            drawn = squares(cell, x, y)
            title = text(x, y - 9, f"{READS[way]} {size(cell)}", "start")
            if k:  # it comes from where the first one is
                drawn = comes(drawn, -APART, 0, 200, 1)
            elif way:
                drawn = comes(drawn, 0, TOPS[0] - y, 200, 1)
            parts.append(drawn + title)
    parts.append(wires(found))
    return stage(WIDE, HIGH, join(parts) + working(found))


def squares(cell, x, y):
    """Four blocks: what is read above, then the old h, then the biases."""
    parts = []
    for k, letter in enumerate(cell.gates):
        left, top, drawn = x + k * (M * SIDE + GAP), y, ""
        for role, css in CSS.items():
            for rows in halves(cell.rows(role), role):
                drawn += rect(css, left, top, M * SIDE, rows * SIDE)
                drawn += lines(left, top, M, rows, SIDE, SIDE)
                top += rows * SIDE
        parts.append(gate(letter, drawn))
    return join(parts)


def halves(rows, role):
    """The rows for either direction, where a kernel reads two."""
    return [M, M] if role == "kernel" and rows == 2 * M else [rows]


def wires(found):
    """From each cell into the rows that read it."""
    if len(found) < 2:
        return ""
    first, second = (each.cells for each in found)
    begin, end = LEFT + wide() + 4, LEFT + APART - 10
    paths, tips = "", ""
    for k, cell in enumerate(first):
        y = TOPS[k] + cell.height * SIDE / 2
        for way in range(len(second)):
            to = TOPS[way] + (k + 0.5) * M * SIDE
            paths += f"M{begin:g} {y:g}L{end:g} {to:g}"
            tips += tag('<path class="tip" d="M{:g} {:g}l-8-4v8z"/>')(end + 7, to)
        tips += text(begin + 5, y + (-8 if k == 0 else 18), M, "start")
    return comes(tag('<path class="wire" d="{}"/>{}')(paths, tips), at=900)


def working(found):
    """2 × 640 + 2 × 1240 = 3760, below the lowest cell."""
    bottom = max(
        TOPS[way] + cell.height * SIDE
        for layer in found
        for way, cell in enumerate(layer.cells)
    )
    return text(WIDE / 2, min(bottom + 36, HIGH - 6), summed(found), css="number big")


def summed(found):
    """Each layer's share, and their sum."""
    shares = [
        f"{len(each.cells)} × {size(each.cells[0])}"
        if len(each.cells) > 1
        else str(each.total)
        for each in found
    ]
    whole = sum(each.total for each in found)
    return " + ".join(shares) + f" = {whole}" * (shares != [str(whole)])


def rule(cell):
    n = cell.rows("kernel")
    return f"4 × (({n} + {M}) × {M} + {M}) = {size(cell)}"


def still(language, name):
    found = layers(name)
    words = html(
        language,
        CAPTIONS[name],
        n=N,
        m=M,
        wide=2 * M,
        first=rule(found[0].cells[0]),
        second=rule(found[-1].cells[0]),
        sum=summed(found),
    )
    return chosen(name, total(name), words, drawing(name), name == "one")


def place(language, root):
    titles = {name: html(language, title) for name, title in TITLES.items()}
    buttons = choices("model", titles, html(language, "Layers and directions"))
    stills = join(still(language, name) for name in MODELS)
    bar = counter(language, "{number} parameters", "total", total("one"))
    inside = tag(
        '<div class="lv-bar">{}</div>{}'
        '<div class="lv-stills" aria-live="polite">{}</div>'
    )(bar, buttons, stills)
    return figure("both", language, "Layers and directions", inside)
