"""Summaries that the real frameworks print, and the layers found in them again."""

import os
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.pasted import explain, recognise
from tests.pages import ROOT

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

KINDS = [
    "LSTM({m}{s})",
    "GRU({m}{s})",
    "SimpleRNN({m}{s})",
    "Bidirectional(LSTM({m}{s}))",
    "Bidirectional(GRU({m}{s}))",
    "LSTM({m}{s}, use_bias=False)",
    "GRU({m}{s}, reset_after=False)",
]


def stacks(number):
    """Random models: the shape of the input, and calls for the layers."""
    chance = random.Random(number)
    embedded = chance.random() < 0.5
    steps, n = chance.randint(2, 40), chance.randint(1, 60)
    shape, calls = (steps, n), []
    if embedded:
        shape, calls = (steps,), [f"Embedding({chance.randint(2, 3000)}, {n})"]
    for last in [False] * chance.randint(0, 2) + [True]:
        form = chance.choice(KINDS)
        s = "" if last else ", return_sequences=True"
        calls.append(form.format(m=chance.randint(1, 70), s=s))
        calls += ["Dropout(0.5)"] * chance.randint(0, 1)
    calls += ["BatchNormalization()"] * chance.randint(0, 1)
    calls.append(f"Dense({chance.randint(1, 20)})")
    return shape, calls


def summary(keras, shape, calls, **options):
    names = vars(keras.layers)
    layers = [eval(call, {"__builtins__": {}}, names) for call in calls]
    model = keras.Sequential([keras.Input(shape), *layers])
    lines = []
    model.summary(print_fn=lambda line, *a, **k: lines.append(line), **options)
    return "\n".join(lines)


@pytest.mark.parametrize("package", ["keras", "tf_keras"])
@pytest.mark.parametrize("length", [None, 60, 120])
def test_the_layers_are_found(package, length, tally, monkeypatch):
    """The true call is among the readings, each of which gives the same number."""
    keras = pytest.importorskip(package)
    monkeypatch.setenv("COLUMNS", "200")  # Keras 3 cuts off what is wider
    for number in range(12):
        shape, calls = stacks(number)
        text = summary(keras, shape, calls, line_length=length)
        assert recognise(text) == "keras_summary"
        found = explain(text)
        assert len(found.layers) == len(calls), text
        for layer, call in zip(found.layers, calls):
            codes = [reading.code for reading in layer.readings]
            assert call in codes, (layer, text)
            for reading in layer.readings:
                assert reading.count.total == layer.number
        assert sum(layer.number for layer in found.layers) == found.total
        assert "add up to the total" in str(found.notes[0])
        spaceless = "\n".join(" ".join(line.split()) for line in text.split("\n"))
        if package == "keras" or length == 120:
            assert explain(spaceless).layers == found.layers
        tally["printed summaries explained"] += 1


@pytest.mark.parametrize("name", ["keras_summary", "keras_2_summary"])
def test_the_article_s_table(name):
    (layer,) = explain((ROOT / "snippets" / f"{name}.txt").read_text("utf-8")).layers
    assert [(each.code, each.input_shape) for each in layer.readings] == [
        ("LSTM(10)", (None, 5)),
        ("LSTM(10, use_bias=False)", (None, 6)),
    ]
    cell = layer.readings[0].count.cells[0]
    assert (cell.rows("kernel"), cell.units, cell.rows("bias")) == (5, 10, 1)


@pytest.mark.parametrize(
    "text, codes",
    [
        ("lstm_8 (LSTM) (None, 10) 640", ["LSTM(10)", "LSTM(10, use_bias=False)"]),
        (
            "a (InputLayer) (None, 13, 5) 0\nbidirectional_1 (Bidirection (None, 20)  "
            "           1280",
            ["Bidirectional(LSTM(10))"],
        ),
        ("a (InputLayer) (None, 13, 5) 0\ng (GRU) (None, 10) 480",
         ["GRU(10, reset_after=False)"]),
        ("a (InputLayer) (None, 13, 5) 0\ng (LSTM) (None, 10) 641", []),
        ("crf_1 (CRF) (None, None, 41) 5904", []),
    ],
)  # fmt: skip
def test_rows_from_forums(text, codes):
    layer = explain(text).layers[-1]
    assert [each.code for each in layer.readings] == codes
    assert codes[1:] or codes[:1] or layer.notes


def test_changed_totals_are_noticed():
    text = "lstm (LSTM) (None, 10) 640\nTotal params: {}\nTrainable params: 640"
    said = {
        total: str(explain(text.format(total)).notes[0]) for total in (640, 1922, 7)
    }
    assert "Adam" in said[1922] and "missing" in said[7] and "add up" in said[640]


def test_programs_are_not_output():
    for path in ROOT.glob("snippets/*.py"):
        assert recognise(path.read_text("utf-8")) is None


WORDS = """(LSTM)|(None, 10)|640|lstm|│|┃|(|[| |\n|Total params: 1|None|99999999999999
|Layer (type)  Output Shape  Param #\n""".split("|")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_any_text_is_answered(text):
    found = explain(text)
    assert (found is None) == (recognise(text) is None)


TABLE = "lstm (LSTM) (None, 3) 72\n"


@pytest.mark.parametrize("piece", [" ", "(", "│", "a (", "1,", "\n", TABLE])
def test_it_never_takes_long(piece):
    start = time.process_time()
    explain("x (" + piece * (40_000 // len(piece)))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("way", ["{} {}", "{}\t{}", "{}: {}", "('{}', {}),"])
@pytest.mark.parametrize("code", [
    "nn.LSTM(5, 10)", "nn.GRU(7, 3, bias=False)", "nn.RNN(4, 6, num_layers=2)",
    "nn.LSTM(8, 10, num_layers=2, bidirectional=True)", "nn.LSTM(5, 9, proj_size=4)",
    "nn.Linear(5, 2)", "nn.Linear(5, 2, bias=False)", "nn.Embedding(50, 8)",
])  # fmt: skip
def test_a_state_dict_is_read(way, code, tally):
    nn = pytest.importorskip("torch.nn")
    state = nn.ModuleDict({"a": eval(code, {"nn": nn})}).state_dict()
    text = "\n".join(way.format(name, each.shape) for name, each in state.items())
    assert recognise(text) == "state_dict"
    (layer,) = explain(text).layers
    assert code in [each.code for each in layer.readings]
    tally["printed state_dicts explained"] += 1


KERAS = [
    "LSTM(10)", "LSTM(7, use_bias=False)", "GRU(6)", "GRU(6, reset_after=False)",
    "SimpleRNN(4)", "Bidirectional(LSTM(3))", "Bidirectional(GRU(32))", "Dense(2)",
    "Embedding(50, 8)", "BatchNormalization()", "Conv1D(6, 3)",
]  # fmt: skip


@pytest.mark.parametrize("way", ["{shape}", "{path} {shape}", "{name}: {shape}", "{w}"])
@pytest.mark.parametrize("code", KERAS)
def test_shapes_of_keras_are_read(code, way, tally):
    """One after the other, as `for w in layer.weights: print(w.shape)` shows them."""
    keras = pytest.importorskip("keras")
    layer = eval(code, vars(keras.layers).copy())
    layer.build((None, 13) if code.startswith("Embedding") else (None, 13, 5))
    lines = [
        way.format(shape=tuple(w.shape), path=w.path, name=w.name, w=repr(w))
        for w in layer.weights
    ]
    if len(lines) < 2:
        lines *= 2
    text = "\n".join(lines)
    assert recognise(text) == "shapes", text
    found = explain(text)
    assert code in [each.code for each in found.layers[0].readings], text
    assert sum(each.total for each in found.layers) == sum(
        layer.count_params() for _ in found.layers
    )
    tally["printed lists of shapes explained"] += 1


@pytest.mark.parametrize("way", ["list", "lines"])
def test_shapes_of_a_model_are_divided(way):
    """The article's network and a head, in each framework's own words."""
    keras, torch = pytest.importorskip("keras"), pytest.importorskip("torch")
    model = keras.Sequential([
        keras.Input((13,)), keras.layers.Embedding(50, 8),
        keras.layers.Bidirectional(keras.layers.LSTM(10, return_sequences=True)),
        keras.layers.GRU(6), keras.layers.Dense(2),
    ])  # fmt: skip
    module = torch.nn.Sequential(
        torch.nn.Embedding(50, 8),
        torch.nn.LSTM(8, 10, num_layers=2, bidirectional=True),
        torch.nn.Linear(20, 2),
    )
    for shapes, codes in (
        ([tuple(each.shape) for each in model.weights],
         "Embedding(50, 8) Bidirectional(LSTM(10)) GRU(6) Dense(2)"),
        ([each.shape for each in module.parameters()],
         "nn.Embedding(50, 8) nn.LSTM(8, 10, num_layers=2, bidirectional=True) "
         "nn.Linear(20, 2)"),
    ):  # fmt: skip
        text = repr(shapes) if way == "list" else "\n".join(map(repr, shapes))
        readings = [each.readings for each in explain(text).layers]
        for wanted, found in zip(re.split(r" (?=[A-Zn])(?!num)", codes), readings):
            assert wanted in [each.code for each in found], (wanted, found)


def test_a_tree_of_modules_is_read(tally):
    """print(model) has every argument that counts, but attention's heads."""
    nn = pytest.importorskip("torch.nn")
    model = nn.ModuleDict(
        {
            "words": nn.Embedding(50, 8, padding_idx=0),
            "encoder": nn.TransformerEncoder(
                nn.TransformerEncoderLayer(8, 2, 16), num_layers=3
            ),
            "lstm": nn.LSTM(8, 10, num_layers=2, bidirectional=True, batch_first=True),
            "norm": nn.BatchNorm1d(20),
            "picture": nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Dropout(0.1)),
            "head": nn.Linear(20, 2, bias=False),
        }
    )
    text = str(model)
    assert recognise(text) == "torch_tree"
    counted = count_model(text)
    assert counted.total == sum(each.numel() for each in model.parameters())
    names = [each.name for each in counted.layers]
    assert names[0] == "words" and "encoder.layers.2.linear1" in names
    tally["printed trees of modules explained"] += 1


def test_a_program_is_found_among_what_was_pasted_with_it():
    session = (ROOT / "snippets" / "console" / "lstm.txt").read_text("utf-8")
    counted = count_model(session)
    assert counted.total == 1491 and counted.source.startswith("import keras")
    assert "prompts" in str(counted.notes[0])


@pytest.mark.parametrize("name", ["keras_summary", "keras_2_summary"])
def test_a_table_counts_as_its_model(name):
    counted = count_model((ROOT / "snippets" / f"{name}.txt").read_text("utf-8"))
    (row,) = counted.layers
    assert (counted.framework, counted.total, counted.source) == ("keras", 640, None)
    assert row.code == "LSTM(10)" and [each.code for each in row.others] == [
        "LSTM(10, use_bias=False)"
    ]


def networks(nn):
    """A recurrent and a convolutional network, and the calls of their layers."""
    take = type("Last", (nn.Module,), {"forward": lambda self, x: x[0][:, -1]})
    words = nn.Sequential(
        nn.Embedding(1000, 32),
        nn.LSTM(32, 64, num_layers=2, batch_first=True, bidirectional=True),
        take(),
        nn.Sequential(nn.Linear(128, 16), nn.ReLU(), nn.Linear(16, 2)),
    )
    picture = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(),
        nn.Flatten(), nn.Linear(8 * 28 * 28, 10),
    )  # fmt: skip
    calls = [
        "nn.Embedding(1000, 32)",
        "nn.LSTM(32, 64, num_layers=2, bidirectional=True)",
        "nn.Linear(128, 16)",
        "nn.Linear(16, 2)",
    ]
    return (
        (words, (4, 13), calls),
        (picture, (1, 1, 28, 28),
         ["nn.BatchNorm2d(8)", "nn.Linear(6272, 10)"]),
    )  # fmt: skip


def test_a_table_of_torchinfo_is_read(tally):
    torch = pytest.importorskip("torch")
    torchinfo = pytest.importorskip("torchinfo")
    columns = ("input_size", "output_size", "num_params", "trainable")
    for model, shape, calls in networks(torch.nn):
        kind = torch.long if len(shape) == 2 else torch.float
        data = torch.zeros(shape, dtype=kind)
        for named in (
            {},
            {"col_names": columns, "row_settings": ("var_names", "depth")},
        ):
            text = str(torchinfo.summary(model, input_data=data, verbose=0, **named))
            assert recognise(text) == "torch_table"
            counted = count_model(text)
            assert counted.framework == "torch"
            assert counted.total == sum(p.numel() for p in model.parameters())
            found = [each.code for each in counted.layers]
            assert set(calls) <= set(found), found
            assert any("add up to the total" in str(each) for each in counted.notes)
        text = str(torchinfo.summary(model, verbose=0))
        assert count_model(text).total == sum(p.numel() for p in model.parameters())
        tally["tables of torchinfo and torchsummary explained"] += 3
    changed = text.replace("Total params: ", "Total params: 1")
    assert any("A row is missing" in str(each) for each in count_model(changed).notes)


def test_a_table_of_torchsummary_is_read(tally, capsys):
    torch = pytest.importorskip("torch")
    torchsummary = pytest.importorskip("torchsummary")
    _, (model, shape, calls) = networks(torch.nn)
    torchsummary.summary(model, shape[1:], device="cpu")
    text = capsys.readouterr().out
    assert recognise(text) == "torch_table"
    counted = count_model(text)
    assert counted.total == sum(p.numel() for p in model.parameters())
    first = [counted.layers[0].code, *(e.code for e in counted.layers[0].others)]
    assert "nn.Conv2d(1, 8, 3, padding=1)" in first
    assert set(calls) <= {each.code for each in counted.layers}
    tally["tables of torchinfo and torchsummary explained"] += 1


@pytest.mark.parametrize(
    "text",
    ["640", "Total params: 640\n", " Total params: 640 (2.50 KB)\n"
     " Trainable params: 640 (2.50 KB)\n Non-trainable params: 0 (0.00 B)",
     "640 个参数"],
)  # fmt: skip
def test_a_total_alone_says_which_layers_have_it(text):
    with pytest.raises(
        CountError, match=r"LSTM\(10\), input_shape=\(None, 5\)"
    ) as found:
        count_model(text)
    assert "nn.LSTM(4, 10)" in str(found.value) and "clinic" in str(found.value)
    with pytest.raises(CountError, match="no single LSTM"):
        count_model(text.replace("640", "641"))


@pytest.mark.parametrize("text", ["x = 640", "640 + 680", "print(640)", "640\n680"])
def test_a_program_of_numbers_is_no_total(text):
    with pytest.raises(CountError, match="imports neither"):
        count_model(text)


def test_a_part_of_a_table_gives_its_row():
    """Rules and a total may be lost where somebody copies."""
    for text, code in (
        (
            "=====\nLayer (type:depth-idx)       Output Shape       Param #\n=====\n"
            "Net                          [2, 1]             --\n"
            "├─LSTM: 1-1                  [2, 13, 10]        680\n",
            "nn.LSTM(5, 10)",
        ),
        (
            "----\n        Layer (type)       Output Shape         Param #\n====\n"
            "            Linear-1           [-1, 10]              60\n",
            "nn.Linear(5, 10)",
        ),
    ):
        assert [each.code for each in count_model(text).layers] == [code]
