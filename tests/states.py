"""Samples of what form and line of code can say."""

from itertools import product

from live.form import form
from live.form.controls import BY_NAME
from live.shared.layers import FRAMEWORKS

VALUES = {
    "kernel_size": ("3,3", "2,5"),
    "proj_size": ("0", "3"),
    "num_layers": ("1", "3"),
    "time_steps": ("13", "None"),
}


def values(name):
    field = BY_NAME[name]
    if field.kind == "choice":
        return field.choices
    if field.kind == "switch":
        return ("True", "False")
    if field.kind == "shape":
        return ()
    return VALUES.get(name, ("1", "7"))


def broken(fields):
    """Of several cells, PaddlePaddle does not make all that lack a bias."""
    several = (fields.get("num_layers"), fields.get("direction")) != ("1", "forward")
    off = {"bias_ih_attr", "bias_hh_attr"} & fields.keys() and "False" in (
        fields["bias_ih_attr"],
        fields["bias_hh_attr"],
    )
    return off and several and "num_layers" in fields


def grid():
    """Every layer of the form with every mix of its values."""
    for framework, all_of in FRAMEWORKS.items():
        for layer in all_of.layers:
            names = [name for name in layer.fields if values(name)]
            for mix in product(*map(values, names)):
                fields = dict(zip(names, mix))
                if "P" in fields.get("inputs", "") and layer.kind != "LSTM":
                    continue
                if fields.get("direction") in layer.without or broken(fields):
                    continue
                if fields.get("proj_size") == "3" and fields["hidden_size"] == "1":
                    continue
                yield {"framework": framework, "layer": layer.name} | fields


GRID = list(grid())


LINES = [
    ("keras", "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", "13,5"),
    ("keras", "tf.keras.layers.LSTM(10, activation='relu')", "None,5"),
    ("keras", "layers.Dense(3, kernel_initializer='zeros')", "13,5"),
    ("torch", "torch.nn.LSTM(5, 10, dropout=0.1, num_layers=2)", None),
    ("flax.linen", "flax.linen.RNN(nn.GRUCell(10), reverse=True)", "13,5"),
    ("flax.nnx", "flax.nnx.GRUCell(5, 10, rngs=nnx.Rngs(1))", None),
    ("equinox", "equinox.nn.GRUCell(5, 10, key=jax.random.key(1))", None),
    ("paddle", "paddle.nn.LSTM(5, 10, num_layers=2, dropout=0.1)", None),
    ("mindspore", "mindspore.nn.LSTM(5, 10, num_layers=2, dropout=0.1)", None),
    ("mlx", "mlx.nn.GRU(5, 10)", None),
    ("haiku", "haiku.LSTM(10, name='first')", "5"),
    ("onnx", "LSTM(inputs=['X', 'w', 'r'], hidden_size=4)", "13,2,5"),
]


def readings(framework):
    """A sample of the form's states, every layer among them, and some lines."""
    states = [each for each in GRID if each["framework"] == framework]
    by_layer = {}
    for each in states:
        by_layer.setdefault(each["layer"], []).append(each)
    for all_of in by_layer.values():
        yield from map(form.read, all_of[:: max(1, len(all_of) // 6)])
    for name, code, shape in LINES:
        if name == framework:
            given = {"framework": name, "code": code}
            yield form.read(given | ({"input_shape": shape} if shape else {}))
