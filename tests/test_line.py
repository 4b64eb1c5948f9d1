"""Form and line of code follow each other, for every framework and layer."""

from itertools import product

import pytest

from calculator import form
from calculator.answer import answer
from calculator.controls import BY_NAME
from calculator.layers import FRAMEWORKS, find
from gatecount import arguments, classes_of, count

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


def grid():
    """Every layer of the form with every mix of its values."""
    for framework, all_of in FRAMEWORKS.items():
        for layer in all_of.layers:
            names = [name for name in layer.fields if values(name)]
            for mix in product(*map(values, names)):
                fields = dict(zip(names, mix))
                if "P" in fields.get("inputs", "") and layer.kind != "LSTM":
                    continue
                if fields.get("proj_size") == "3" and fields["hidden_size"] == "1":
                    continue
                yield {"framework": framework, "layer": layer.name} | fields


GRID = list(grid())


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_there_and_back_is_where_we_were(framework, tally):
    """Form -> line -> form and form -> address -> form change nothing."""
    for given in (each for each in GRID if each["framework"] == framework):
        written = form.read(given)
        assert written.shown.whole
        line = {"framework": framework, "code": written.code}
        line |= {
            name: text for name, text in written.fields.items() if name in form.INPUT
        }
        read = form.read(line, "code", form.read({}).fields)
        assert (read.fields, read.input_shape) == (written.fields, written.input_shape)
        assert read.shown.whole
        back = form.read(written.address)
        assert (back.fields, back.input_shape) == (written.fields, written.input_shape)
        counted = count(written.code, framework, written.input_shape)
        assert answer(given, "en")["total"] == str(counted.total)
        tally["states of the form that went to code and back"] += 1


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_engine_knows_every_layer_and_argument(framework):
    known = classes_of(framework).LAYERS
    for layer in FRAMEWORKS[framework].layers:
        assert layer.made_of in known
        names = set(arguments(framework, layer.made_of)) | {"bidirectional"}
        assert set(layer.arguments) <= names


def start(given):
    return form.read(given).fields


@pytest.mark.parametrize("old", FRAMEWORKS)
@pytest.mark.parametrize("new", FRAMEWORKS)
def test_another_framework_keeps_what_has_a_meaning(old, new):
    sizes = {"units": "32", "input_shape": "None,16", "bidirectional": "True"}
    before = form.read({"framework": old}, "framework", start(sizes)).fields
    reading = form.read(before | {"framework": new}, "framework", before)
    counted = count(reading.code, new, reading.input_shape)
    cell = counted.cells[0]
    assert (cell.rows("kernel"), cell.units) == (16, 32)
    both = all(
        "bidirectional" in find(name, fields["layer"]).options or name == "onnx"
        for name, fields in ((old, before), (new, reading.fields))
    )
    assert len(counted.cells) == (2 if both else 1)


@pytest.mark.parametrize(
    "given, edited, new, code",
    [
        ({}, "framework", "torch", "nn.LSTM(5, 10)"),
        ({"layer": "GRU"}, "framework", "onnx",
         'GRU(inputs=["X", "W", "R", "B"], hidden_size=10)'),
        ({"use_bias": "False"}, "framework", "torch", "nn.LSTM(5, 10, bias=False)"),
        ({"use_bias": "False"}, "framework", "onnx",
         'LSTM(inputs=["X", "W", "R"], hidden_size=10)'),
        ({"layer": "SimpleRNN"}, "framework", "flax.linen",
         "nn.RNN(nn.SimpleCell(10))"),
        ({"layer": "Dense", "units": "3"}, "framework", "equinox",
         "eqx.nn.Linear(5, 3, key=key)"),
        ({"units": "7"}, "layer", "GRU", "GRU(7)"),
        ({"units": "7"}, "layer", "Embedding", "Embedding(1000, 7)"),
        ({"units": "7"}, "layer", "ConvLSTM2D", "ConvLSTM2D(7, (3, 3))"),
        ({"framework": "flax.linen"}, "layer", "LSTMCell", "nn.LSTMCell(10)"),
    ],
)  # fmt: skip
def test_another_layer_keeps_what_has_a_meaning(given, edited, new, code):
    before = start(given)
    assert form.read(before | {edited: new}, edited, before).code == code


def test_what_stands_in_the_form_follows_to_another_framework():
    """Even where it has not been answered yet, and where it is wrong."""
    before = start({"units": "32"})
    given = before | {"units": "64", "framework": "torch"}
    assert form.read(given, "framework", before).code == "nn.LSTM(5, 64)"
    given = before | {"units": "many", "framework": "torch"}
    assert answer(given, "en", False, "framework", before)["field"] == "hidden_size"
    asked = {"framework": "torch", "layer": "LSTM", "units": "7", "input_shape": "2,3"}
    reading = form.read(asked, "units", before)
    assert (reading.code, reading.input_shape) == ("nn.LSTM(3, 7)", (2, 3))


@pytest.mark.parametrize(
    "code, framework, layer, whole",
    [
        ("LSTM(20)", "keras", "LSTM", True),
        ("keras.layers.LSTM(units=20)", "keras", "LSTM", True),
        ("tf.keras.layers.GRU(20, use_bias=False)", "keras", "GRU", True),
        ("LSTM(20, activation='relu')", "keras", "LSTM", False),
        ("Bidirectional(LSTM(20))", "keras", "LSTM", True),
        ("Bidirectional(LSTM(20), merge_mode='sum')", "keras", "LSTM", False),
        ("Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", "keras", "", False),
        ("Dense(3)", "keras", "Dense", True),
        ("TimeDistributed(Dense(3))", "keras", "", False),
        ("nn.LSTM(5, 10, 2, True, True)", "torch", "LSTM", False),
        ("torch.nn.GRU(hidden_size=7, input_size=3)", "torch", "GRU", True),
        ("nn.Conv2d(3, 8, 3)", "torch", "", False),
        ("nnx.GRUCell(5, 10, rngs=rngs)", "flax.nnx", "GRUCell", True),
        ("nnx.GRUCell(5, 10, rngs=nnx.Rngs(0))", "flax.nnx", "GRUCell", False),
        ("eqx.nn.GRUCell(5, 10, key=key)", "equinox", "GRUCell", True),
        ("LSTM(inputs=['X', 'W', 'R'], hidden_size=4)", "onnx", "LSTM", True),
        ("LSTM(inputs=['a', 'b', 'c'], hidden_size=4)", "onnx", "LSTM", False),
        ("LSTM(input_size=5, hidden_size=4)", "torch", "LSTM", True),
        ("ConvLSTM2D(8, 3)", "keras", "ConvLSTM2D", True),
        ("LSTM（２０）", "keras", "LSTM", True),
    ],
)
def test_a_line_sets_the_form(code, framework, layer, whole):
    """Framework, layer and sizes; and the count is that of the line itself."""
    before = start({})
    given = before | {"code": code}
    shown = answer(given, "en", False, "code", before)
    assert shown["ok"], shown["error"]
    fields = shown["controls"]["fields"]
    assert (fields["framework"], fields["layer"]) == (framework, layer)
    assert shown["controls"]["whole"] is whole
    reading = form.read(given, "code", before)
    counted = count(reading.code, framework, reading.input_shape)
    assert shown["total"] == str(counted.total)
    again = form.read(shown["address"])
    assert again.input_shape == reading.input_shape
    total = count(again.code, framework, again.input_shape).total
    assert str(total) == shown["total"]


def test_the_input_of_a_line_that_the_form_cannot_say():
    """Its shape has a control, and changing it keeps the line."""
    before = start({"code": "Conv2D(8, 3)", "input_shape": "8,8,5"})
    given = before | {"input_shape": "8,8,7"}
    reading = form.read(given, "input_shape", before)
    assert (reading.code, reading.input_shape) == ("Conv2D(8, 3)", (8, 8, 7))
    before = start({"code": "LSTM(10, dropout=0.5)"})
    reading = form.read(before | {"input_shape": "3,4"}, "input_shape", before)
    assert (reading.code, reading.input_shape) == ("LSTM(10, dropout=0.5)", (3, 4))
    reading = form.read(before | {"units": "11"}, "units", before)
    assert reading.code == "LSTM(11)"
