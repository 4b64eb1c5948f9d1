"""The blocks of packed tensors in stored order, a row for each framework."""

from figures.drawn import svg, text
from gatecount import count
from live.shared.markup import join, tag

# The same two layers as each framework's users write them, and their input.
FRAMEWORKS = {
    "Keras": ("keras", (1, 1), "LSTM(1)", "GRU(1)"),
    "PyTorch": ("torch", (1, 1), "nn.LSTM(1, 1)", "nn.GRU(1, 1)"),
    "Flax nnx": (
        "flax.nnx",
        (1, 1),
        "nnx.OptimizedLSTMCell(1, 1, rngs=rngs)",
        "nnx.GRUCell(1, 1, rngs=rngs)",
    ),
    "Equinox": (
        "equinox",
        (1,),
        "eqx.nn.LSTMCell(1, 1, key=key)",
        "eqx.nn.GRUCell(1, 1, key=key)",
    ),
    "ONNX": (
        "onnx",
        (1, 1, 1),
        'LSTM(inputs=["X", "W", "R"], hidden_size=1)',
        'GRU(inputs=["X", "W", "R"], hidden_size=1)',
    ),
    "PaddlePaddle": ("paddle", None, "nn.LSTM(1, 1)", "nn.GRU(1, 1)"),
    "MindSpore": ("mindspore", None, "nn.LSTM(1, 1)", "nn.GRU(1, 1)"),
    "MLX": ("mlx", None, "nn.LSTM(1, 1)", "nn.GRU(1, 1)"),
    "Haiku": ("haiku", (1,), "hk.LSTM(1)", "hk.GRU(1)"),
}
WIDE, HIGH, ROW, LEFT, TOP, APART = 40, 28, 36, 104, 30, 26


def gate_orders():
    """The gates of each framework's LSTM and GRU, in stored order."""
    return {
        title: [
            count(code, framework=framework, input_shape=shape).weights[0].gates
            for code in codes
        ]
        for title, (framework, shape, *codes) in FRAMEWORKS.items()
    }


def orders():
    parts, rows = [], gate_orders()
    for number, (title, columns) in enumerate(rows.items()):
        x, y = LEFT, TOP + number * ROW
        parts.append(text(LEFT - 12, y + 19, title, "end"))
        for name, gates in zip(("LSTM", "GRU"), columns, strict=True):
            if number == 0:
                parts.append(text(x, TOP - 12, name, "start"))
            parts += blocks(gates, x, y)
            x += len(gates) * WIDE + APART
    return svg(x - APART + 4, TOP + len(rows) * ROW, join(parts))


def blocks(gates, x, y):
    return [
        tag(
            '<g class="gate-{}"><rect class="box" x="{}" y="{}" '
            'width="{}" height="{}"/>'
        )(gate, x + k * WIDE, y, WIDE, HIGH)
        + text(x + (k + 0.5) * WIDE, y + 19, gate, css="name")
        + tag("</g>")
        for k, gate in enumerate(gates)
    ]
