"""The same squares as each framework stores them; some keep a second bias."""

from figures.drawn import text
from figures.live.frame import choices, chosen, counter, figure
from figures.live.names import tensors
from figures.live.squares import block, gate, stage
from live.shared.markup import join, tag
from live.shared.words import html

M, SIDE, WIDE, HIGH, TOP = 10, 4.8, 400, 262, 34
TITLES = {
    "keras": "Keras",
    "torch": "PyTorch",
    "onnx": "ONNX",
    "flax": "Flax nnx",
    "equinox": "Equinox",
    "paddle": "PaddlePaddle",
    "mindspore": "MindSpore",
    "haiku": "Haiku",
    "mlx": "MLX",
}
CSS = {"kernel": "feature", "recurrent_kernel": "hidden", "bias": "bias"}


def weights(name):
    return tensors(TITLES[name]).weights


def drawing(name):
    """Each tensor as stored: the gates side by side, or one below the other."""
    x, y, parts, bottom = 8, TOP, [], TOP
    for weight in weights(name):
        rows, columns = weight.shape[-2:] if weight.role != "bias" else (1, weight.size)
        stacked = weight.role != "bias" and rows > columns
        if weight.role == "bias" and stacks(name) and name != "onnx":
            rows, columns, stacked = columns, 1, True
        elif weight.role == "bias" and stacks(name):
            x, y = 8, bottom + 26
        label = weight.path.removeprefix("lstm_cell/").removeprefix("lstm/")
        parts.append(text(x, y - 7, label, "start", "code"))
        high = y
        for part in weight.split():  # two kernels in one tensor lie upon each other
            deep = part.shape[0] if weight.parts else rows
            for k, letter in enumerate(weight.gates):
                parts.append(piece(part, letter, k, x, high, deep, columns, stacked))
            high += deep * SIDE
        bottom = max(bottom, y + rows * SIDE)
        if stacked:
            x += max(columns * SIDE, len(label) * 7.4) + 14
        else:
            y += rows * SIDE + 28
    return stage(WIDE, HIGH, join(parts))


def stacks(name):
    first = weights(name)[0]
    return first.shape[-2] > first.shape[-1]


def piece(weight, letter, place, x, y, rows, columns, stacked):
    """The part of one gate, coming from where it lies when all lie side by side."""
    if stacked:
        top = y + place * M * SIDE
        drawn = block(CSS[weight.role], x, top, columns, M, SIDE)
    else:
        left = x + place * M * SIDE
        drawn = block(CSS[weight.role], left, y, M, rows, SIDE)
    turn = "-90deg" if stacked else "0deg"
    away = 40 if place >= 4 else 0  # the second bias slides in from the right
    return gate(
        letter,
        tag('<g class="turns" style="--x:{}px;--turn:{};--at:{}ms">{}</g>')(
            away + 30, turn, 90 * place, drawn
        ),
    )


def place(language, root):
    buttons = choices("convention", TITLES, html(language, "Frameworks"), "lv-go")
    stills = join(still(language, name) for name in TITLES)
    total = tensors("Keras").total
    bar = counter(language, "{number} parameters", "total", total)
    inside = tag(
        '<div class="lv-bar">{}</div>{}'
        '<div class="lv-stills" aria-live="polite">{}</div>'
    )(bar, buttons, stills)
    title = "How does each framework store them?"
    return figure("conventions", language, title, inside)


def still(language, name):
    counted = tensors(TITLES[name])
    sizes = " + ".join(str(each.size) for each in counted.weights)
    order = ", ".join(counted.weights[0].gates)
    words = html(
        language,
        "{title} stores the gates in the order {order}: {sizes} = {total}.",
        title=TITLES[name],
        order=order,
        sizes=sizes,
        total=str(counted.total),
    )
    return chosen(name, counted.total, words, drawing(name), name == "keras")
