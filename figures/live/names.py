"""What every framework calls a weight of the LSTM, read off the engine's tensors."""

import re

from gatecount import count
from live.count.weight_names import pattern

# (title, framework, the layer as its users write it, input shape)
FRAMEWORKS = {
    "Keras": ("keras", "LSTM(10)", (13, 5)),
    "PyTorch": ("torch", "nn.LSTM(5, 10)", None),
    "Flax nnx": ("flax.nnx", "nnx.OptimizedLSTMCell(5, 10, rngs=rngs)", (1, 5)),
    "Flax linen": ("flax.linen", "nn.OptimizedLSTMCell(10)", (1, 5)),
    "Equinox": ("equinox", "eqx.nn.LSTMCell(5, 10, key=key)", (5,)),
    "ONNX": (
        "onnx",
        'LSTM(inputs=["X", "W", "R", "B"], hidden_size=10)',
        (13, 2, 5),
    ),
    "PaddlePaddle": ("paddle", "nn.LSTM(5, 10)", None),
    "MindSpore": ("mindspore", "nn.LSTM(5, 10)", None),
    "Haiku": ("haiku", "hk.LSTM(10)", (5,)),
    "MLX": ("mlx", "nn.LSTM(5, 10)", None),
}
GATES = "ifco"  # Keras' order, as drawn; others call the candidate g
PARTS = {"kernel": 5, "recurrent_kernel": 10, "bias": 1}  # rows of each


def tensors(title):
    framework, code, shape = FRAMEWORKS[title]
    return count(code, framework=framework, input_shape=shape)


def patterns(title):
    """{part: {gate: "kernel[{r}, {u+10}]"}}: r is the row, u the unit, from 0.

    Where a framework keeps two biases, both are named.
    """
    found = {part: {gate: [] for gate in GATES} for part in PARTS}
    for weight in (part for each in tensors(title).weights for part in each.split()):
        for place, gate in enumerate(weight.gates):
            named = pattern(weight, place).rsplit("lstm_cell/", 1)[-1]
            found[weight.role]["c" if gate == "g" else gate].append(named)
    return {
        part: {gate: " + ".join(names) for gate, names in gates.items()}
        for part, gates in found.items()
    }


def named(title, part, gate, row, unit):
    """The name of one weight; rows and units count from 0."""
    pattern = patterns(title)[part][gate].replace("{r}", str(row))
    pattern = re.sub(r"\{r\+(\d+)\}", lambda gap: str(int(gap[1]) + row), pattern)
    for place in range(8):
        pattern = pattern.replace(f"{{u+{place * 10}}}", str(place * 10 + unit))
    return pattern
