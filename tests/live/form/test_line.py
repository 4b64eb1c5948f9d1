"""Form and line of code follow each other, for every framework and layer."""

import pytest

from gatecount import arguments, classes_of, count
from live.calculator.answer import answer
from live.form import form
from live.shared.layers import FRAMEWORKS, find
from tests.states import GRID


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
        {"bidirectional", "direction"} & {*find(name, fields["layer"]).options}
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


@pytest.mark.parametrize(
    "typed, code, shape",
    [
        ("model.add(LSTM(10, input_shape=(20, 8)))", "LSTM(10)", (20, 8)),
        ("model.add(Bidirectional(LSTM(7, input_shape=(20, 8))))",
         "Bidirectional(LSTM(7))", (20, 8)),
        ("LSTM(10, batch_input_shape=(32, None, 8))", "LSTM(10)", (None, 8)),
        ("LSTM(10, input_dim=8)", "LSTM(10)", (None, 8)),
        ("x = LSTM(10)(x)", "LSTM(10)", (13, 5)),
        ("layers.LSTM(10),", "layers.LSTM(10)", (13, 5)),
        ("    return LSTM(10)  # the last one", "LSTM(10)", (13, 5)),
        ("self.lstm = nn.LSTM(5, 10)", "nn.LSTM(5, 10)", (13, 5)),
        ("lstm = nn.LSTM(5, 10).to(device);", "nn.LSTM(5, 10)", (13, 5)),
        ("out, h = nn.GRU(5, 10)(x)", "nn.GRU(5, 10)", (13, 5)),
        ("Embedding(input_dim=9, output_dim=3)",
         "Embedding(input_dim=9, output_dim=3)", (13,)),
    ],
)  # fmt: skip
def test_a_line_out_of_a_program_is_unwrapped(typed, code, shape):
    """The layer is counted, and on the input that the line itself says."""
    before = start({})
    reading = form.read(before | {"code": typed}, "code", before)
    assert (reading.code, reading.input_shape) == (code, shape)
    shown = answer(before | {"code": typed}, "en", False, "code", before)
    counted = count(code, reading.framework, shape)
    assert shown["total"] == str(counted.total)
    again = form.read(shown["address"])
    assert again.input_shape == shape
    assert count(again.code, again.framework, shape).total == counted.total


def test_the_form_says_another_input_than_the_line_did():
    before = start({})
    given = before | {"code": "LSTM(10, input_shape=(20, 8))", "input_shape": "20,9"}
    assert form.read(given, "input_shape", before).input_shape == (20, 9)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("lstm(10)", "LSTM(10)"),
        ("LSMT(10)", "LSTM(10)"),
        ("Bidirectional(lstm(10))", "Bidirectional(LSTM(10))"),
        ("keras.layers.Lstm(10)", "keras.layers.LSTM(10)"),
        ("nn.lstm(5, 10)", "nn.LSTM(5, 10)"),
        ("simple_rnn(3)", "SimpleRNN(3)"),
        ("linear(3, 4)", "nn.Linear(3, 4)"),
        ("convlstm2d(3, 3)", "ConvLSTM2D(3, 3)"),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(typed, meant):
    before = start({})
    for language in ("zh", "en"):
        refused = answer(before | {"code": typed}, language, False, "code", before)
        assert not refused["ok"] and refused["meant"] == meant
        taken = answer(before | {"code": meant}, language, False, "code", before)
        assert taken["ok"] or taken["field"] == "input_shape"


def test_a_name_is_not_offered_in_its_own_place():
    before = start({})
    given = before | {"code": "Sequential([Input((13, 5)), LSTM(10)])"}
    refused = answer(given, "en", False, "code", before)
    assert not refused["ok"] and "meant" not in refused


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    "typed",
    ["foo(3)", "keras.Sequential([LSTM(10)])", "LSTM(10, foo=3)", "import keras",
     "LSTM(10, activation='bad')", "LSTM(" + "1," * 400, "x" * 2000, "hello world",
     "GRU(10, kernel_initializer='x')", "nn.LSTM(5, 10, nonlinearity='x')",
     "eqx.nn.Conv2d(3, 8, 3, padding='x', key=key)", "class M(nn.Module): pass"],
)  # fmt: skip
def test_no_refusal_is_a_wall(typed, framework):
    before = start({"framework": framework})
    for language in ("zh", "en"):
        given = before | {"code": typed}
        refused = answer(given, language, False, "code", before)
        assert refused["ok"] or 0 < len(refused["error"]) <= 300


def change(fields, memory, edited, **texts):
    given = {**fields, **texts}
    shown = answer(given, "en", False, edited, fields, None, memory)["controls"]
    kept = {name: text for name, text in shown["fields"].items() if name != "code"}
    return kept, shown["memory"], shown["note"]


@pytest.mark.parametrize(
    "given, way, said",
    [
        ("torch LSTM num_layers=3 bidirectional=True", "keras torch", "num_layers=3"),
        ("torch LSTM num_layers=3 bidirectional=True", "keras equinox torch",
         "num_layers=3"),
        ("torch LSTM proj_size=4", "onnx keras torch", "proj_size=4"),
        ("keras LSTM bidirectional=True", "equinox keras", "bidirectional=True"),
        ("keras GRU reset_after=False", "torch keras", "reset_after=False"),
        ("keras LSTM use_bias=False", "flax.linen keras", "use_bias=False"),
        ("keras ConvLSTM2D kernel_size=2,2", "torch onnx keras", "ConvLSTM2D"),
        ("onnx LSTM inputs=X,W,R,P", "keras onnx", "inputs=X,W,R,P"),
        ("onnx LSTM direction=reverse", "torch onnx", "direction=reverse"),
        ("keras Dense units=3", "onnx keras", "Dense"),
    ],
)  # fmt: skip
def test_what_another_framework_cannot_say_is_said_and_comes_back(given, way, said):
    framework, layer, *texts = given.split()
    fields = start({"framework": framework, "layer": layer} | dict(
        text.split("=") for text in texts))  # fmt: skip
    fields.pop("code")
    first, memory = fields, {}
    fields, memory, note = change(fields, memory, "framework", framework=way.split()[0])
    assert said in note
    for each in way.split()[1:]:
        fields, memory, note = change(fields, memory, "framework", framework=each)
    assert fields == first and note == ""


def test_a_line_that_only_one_framework_can_say_comes_back():
    line = "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))"
    first = start({"code": line, "input_shape": "13,8"})
    shown = answer(first | {"framework": "torch"}, "en", False, "framework", first)
    kept = shown["controls"]
    assert line in kept["note"] and kept["fields"]["layer"] == "LSTM"
    given = {name: text for name, text in kept["fields"].items() if name != "code"}
    given |= {"framework": "keras"}
    back = answer(given, "en", False, "framework", kept["fields"], None, kept["memory"])
    assert back["controls"]["fields"] == first
    assert back["total"] == str(count(line, input_shape=(13, 8)).total)


@pytest.mark.parametrize("framework", ["torch", "flax.nnx", "onnx", "flax.linen"])
def test_nothing_is_said_where_nothing_is_lost(framework):
    fields = start({"units": "32", "return_sequences": "True"})
    fields.pop("code")
    _, _, note = change(fields, {}, "framework", framework=framework)
    assert note == ""


def test_what_was_changed_in_between_stays_changed():
    fields = start({"framework": "torch", "num_layers": "3", "bidirectional": "True"})
    fields.pop("code")
    fields, memory, _ = change(fields, {}, "framework", framework="keras")
    fields, memory, note = change(fields, memory, "units", units="20")
    assert note == ""
    fields, memory, _ = change(fields, memory, "bidirectional", bidirectional="False")
    fields, memory, _ = change(fields, memory, "framework", framework="torch")
    wanted = ("20", "3", "False")
    names = ("hidden_size", "num_layers", "bidirectional")
    assert tuple(map(fields.get, names)) == wanted


def test_a_line_nested_too_deeply_is_refused():
    line = f"LSTM({'-' * 900}1, input_dim=3)"
    said = answer({"code": line, "framework": "keras"}, "en", False, "code")
    assert not said["ok"] and "nested too deeply" in said["error"]
