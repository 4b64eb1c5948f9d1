"""The calculator's Python: what was typed, what is answered, in both languages."""

import ast
import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import count
from live.calculator.answer import answer
from live.count.drawing import short
from live.count.picture import CAPTIONS
from live.form import controls, form
from live.shared.layers import FRAMEWORKS
from live.shared.versions import titled
from live.shared.words import FILES, TRANSLATIONS
from live.worker.calls import FUNCTIONS, call
from tests.pages import LANGUAGES, ROOT


@pytest.mark.parametrize(
    "typed, units",
    [
        ("10", 10),
        (" 10 ", 10),
        ("１０", 10),
        ("1,000", 1000),
        ("1，000", 1000),
        ("1 000", 1000),
        ("1_000", 1000),
        ("1'000", 1000),
        ("1\N{NO-BREAK SPACE}000", 1000),
        ("\N{RIGHT-TO-LEFT MARK}10", 10),
        ("+10", 10),
        ("٤٢", 42),
        ("12,345,678", 12345678),
        ("1\N{NARROW NO-BREAK SPACE}000", 1000),
    ],
)
def test_numbers_are_understood(typed, units):
    assert form.read({"units": typed}).fields["units"] == str(units)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abc", "10.0", "1e3", "0", "-1", "1,00", "十", "NaN", "∞", "<b>10</b>",
     "1/2", "10²", "½", "9" * 21, "9" * 61, "10 20", "0x10", "--1", "10;", "None"],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_gets_a_sentence(typed, language):
    refused = answer({"units": typed}, language)
    assert not refused["ok"] and refused["field"] == "units"
    assert refused["error"].endswith("。" if language == "zh" else ".")
    assert bool(re.search("[一-鿿]", refused["error"])) is (language == "zh") or (
        typed == "十"
    )


@pytest.mark.parametrize(
    "typed, shape",
    [
        ("13,5", (13, 5)),
        ("13, 5", (13, 5)),
        ("(13, 5)", (13, 5)),
        ("[13,5]", (13, 5)),
        ("（１３，５）", (13, 5)),
        ("13、5", (13, 5)),
        ("13 x 5", (13, 5)),
        ("13×5", (13, 5)),
        ("13,300", (13, 300)),
        ("None,5", (None, 5)),
        ("none, 1 000", (None, 1000)),
        ("13,5,", (13, 5)),
        ("input_shape=(13, 5)", (13, 5)),
        ("128", (None, 128)),
        ("(128,)", (None, 128)),
        ("１２８", (None, 128)),
        ("128 ", (None, 128)),
    ],
)
def test_shapes_are_understood(typed, shape):
    assert form.read({"input_shape": typed}).input_shape == shape


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "five",
        "13,5,2",
        ",5",
        "13,,5",
        "13 5",
        "1,000,5",
        "13,None",
        "a,b",
        ",",
        "13;",
        "13.5,5",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_shapes_get_a_sentence(typed, language):
    refused = answer({"input_shape": typed}, language)
    assert not refused["ok"] and refused["field"] == "input_shape" and refused["error"]


CASES = [
    ({}, "LSTM(10)"),
    ({"layer": "GRU"}, "GRU(10)"),
    ({"layer": "GRU", "reset_after": "False"}, "GRU(10, reset_after=False)"),
    ({"layer": "LSTM", "reset_after": "False"}, "LSTM(10)"),
    ({"use_bias": "false"}, "LSTM(10, use_bias=False)"),
    ({"bidirectional": "on"}, "Bidirectional(LSTM(10))"),
    ({"return_sequences": "1"}, "LSTM(10, return_sequences=True)"),
    ({"layer": "SimpleRNN", "units": "３"}, "SimpleRNN(3)"),
    ({"layer": "gru", "bidirectional": "", "framework": ""}, "GRU(10)"),
    ({"framework": "torch", "num_layers": "2"}, "nn.LSTM(5, 10, num_layers=2)"),
    ({"framework": "torch", "proj_size": "4"}, "nn.LSTM(5, 10, proj_size=4)"),
    ({"framework": "flax.linen"}, "nn.RNN(nn.LSTMCell(10))"),
    ({"framework": "flax.nnx"}, "nnx.RNN(nnx.LSTMCell(5, 10, rngs=rngs))"),
    ({"framework": "equinox"}, "eqx.nn.LSTMCell(5, 10, key=key)"),
    ({"framework": "onnx"}, 'LSTM(inputs=["X", "W", "R", "B"], hidden_size=10)'),
    (
        {"framework": "paddle", "direction": "bidirectional"},
        'nn.LSTM(5, 10, direction="bidirectional")',
    ),
    (
        {"framework": "paddle", "bias_hh_attr": "False"},
        "nn.LSTM(5, 10, bias_hh_attr=False)",
    ),
    ({"framework": "mindspore", "has_bias": "0"}, "nn.LSTM(5, 10, has_bias=False)"),
    ({"framework": "haiku"}, "hk.LSTM(10)"),
    ({"framework": "mlx", "layer": "GRU"}, "nn.GRU(5, 10)"),
    ({"layer": "ConvLSTM2D"}, "ConvLSTM2D(10, (3, 3))"),
    ({"layer": "Dense", "use_bias": "0"}, "Dense(10, use_bias=False)"),
    ({"layer": "Embedding", "input_dim": "20,000"}, "Embedding(20000, 10)"),
]


@pytest.mark.parametrize("fields, code", CASES)
def test_the_form_writes_the_constructor(fields, code):
    reading = form.read(fields)
    assert reading.code == code
    total = count(code, reading.framework, reading.input_shape).total
    assert answer(fields, "en")["total"] == str(total)


@pytest.mark.parametrize(
    "old, code, shape",
    [
        (
            "layer=GRU&units=32&input_shape=13,16&bidirectional=true",
            "Bidirectional(GRU(32))",
            (13, 16),
        ),
        ("units=256&input_shape=None,4096", "LSTM(256)", (None, 4096)),
        ("layer=GRU&reset_after=False", "GRU(10, reset_after=False)", (13, 5)),
    ],
)
def test_addresses_that_were_published_keep_working(old, code, shape):
    reading = form.read(dict(part.split("=") for part in old.split("&")))
    assert (reading.code, reading.input_shape) == (code, shape)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", [field.name for field in controls.FIELDS])
@settings(deadline=None, max_examples=25)
@given(typed=st.text(max_size=80))
def test_whatever_stands_in_a_field_is_answered(name, framework, typed):
    """A count or a sentence; and nothing that was typed becomes markup."""
    for language in LANGUAGES:
        result = answer({"framework": framework, name: typed}, language)
        assert result["ok"] or result["error"]
        if result["ok"]:
            assert tags(result["html"]) <= ALLOWED
        else:
            assert result["field"] in controls.BY_NAME


CODES = (
    "LSTM(10)",
    "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))",
    "nn.LSTM(5, 10, num_layers=2, proj_size=4)",
    "nn.Bidirectional(nn.RNN(nn.GRUCell(7)), nn.RNN(nn.GRUCell(7)))",
    'LSTM(inputs=["X", "W", "R", "B"], hidden_size=10)',
    'TimeDistributed(Dense(3, name="<b>{&"))',
    "eqx.nn.Conv2d(3, 8, 3, key=key)",
)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("code", CODES)
@settings(deadline=None)
@given(data=st.data())
def test_whatever_stands_in_the_line_is_answered(code, framework, data):
    """As the line above, for lines of code that were broken somewhere."""
    place = data.draw(st.integers(0, len(code)))
    broken = code[:place] + data.draw(st.text(max_size=3)) + code[place:]
    before = form.read({}).fields
    given = before | {"framework": framework, "code": broken}
    result = answer(given, "en", False, "code", before)
    assert result["ok"] or result["error"]
    if result["ok"]:
        assert tags(result["html"]) <= ALLOWED


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        address = dict(attributes).get("href", "?")
        assert address.startswith(("?", "#", "../")), address


@cache
def tags(html):
    """Of an answer that was given before, what was seen then."""
    reader = Tags()
    reader.feed(html)
    return reader.seen


ALLOWED = set(
    "p code strong div span table thead tbody tfoot tr th td figure figcaption svg g "
    "title text tspan rect path details summary dl dt dd button textarea a".split()
)


def test_unknown_fields_are_ignored():
    assert answer({"evil": "<script>"}, "en")["total"] == "640"


@pytest.mark.parametrize(
    "given, edited, field",
    [
        ({"units": "0"}, "units", "units"),
        ({"framework": "torch", "proj_size": "10"}, "proj_size", "proj_size"),
        ({"framework": "torch", "hidden_size": "0"}, "hidden_size", "hidden_size"),
        ({"framework": "torch", "num_layers": "0"}, "num_layers", "num_layers"),
        (
            {"framework": "onnx", "layer": "RNN", "inputs": "X,W,R,P"},
            "inputs",
            "inputs",
        ),
        ({"framework": "onnx", "hidden_size": "0"}, "hidden_size", "hidden_size"),
        ({"framework": "flax.linen", "features": "0"}, "features", "features"),
        ({"framework": "equinox", "input_size": "-1"}, "input_size", "input_size"),
        ({"input_shape": "13,5,2"}, "input_shape", "input_shape"),
        ({"input_shape": "13,None"}, "input_shape", "input_shape"),
        ({"layer": "ConvLSTM2D", "kernel_size": "0,0"}, "kernel_size", "kernel_size"),
        ({"layer": "ConvLSTM2D", "kernel_size": "a"}, "kernel_size", "kernel_size"),
        ({"code": "LSTM(10)", "input_shape": "13,5,2"}, "input_shape", "input_shape"),
        ({"code": "LSTM(10)", "input_shape": "x"}, "input_shape", "input_shape"),
        ({"code": "LSTM(0)", "input_shape": "13,5"}, "code", "code"),
        ({"code": "LSTM(10"}, "code", "code"),
        ({"code": "LSTM(0)"}, "code", "code"),
        ({"code": "Dense()"}, "code", "code"),
        ({"code": "Conv2D(8, 3)", "input_shape": "13,5"}, "code", "input_shape"),
        ({"framework": "none"}, "framework", "framework"),
        ({"layer": "none"}, "layer", "layer"),
    ],
)
def test_a_refusal_goes_to_the_control_it_speaks_of(given, edited, field):
    refused = answer(given, "en", False, edited, form.read({}).fields)
    given = given | {"framework": given.get("framework", "keras")}
    if edited not in ("framework", "layer", "code") and "code" not in given:
        refused = answer(given, "en", False, edited, None)
    assert not refused["ok"] and refused["field"] == field, refused["error"]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_has_a_version(framework):
    shown = answer({"framework": framework}, "en")["html"]
    assert titled(framework) in shown


@pytest.mark.parametrize(
    "units, n", [("100000000", "100000000"), ("1", "1"), ("1", "99999")]
)
def test_any_size_can_be_shown(units, n):
    shown = answer({"units": units, "input_shape": f"None,{n}"}, "zh")
    assert shown["ok"] and len(shown["html"]) < 60_000
    assert f'data-total="{shown["total"]}"' in shown["html"]
    drawn = shown["html"].split("<svg")[1].split("</svg>")[0]
    assert not re.search(r"\b(?:nan|inf)\b", drawn)


def test_thousands_of_layers_can_be_shown():
    shown = answer({"framework": "torch", "num_layers": "10000"}, "en")
    assert shown["ok"] and len(shown["html"]) < 120_000


def templates():
    """Every sentence that engine and calculator can say, found in their sources."""
    found = set()
    for path in [*ROOT.glob("gatecount/**/*.py"), *ROOT.glob("live/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            place = dict.fromkeys(("CountError", "refused"), 0)
            place |= dict.fromkeys("FieldError say html when unfolding".split(), 1)
            if name in place and len(node.args) > place[name]:
                argument = node.args[place[name]]
                if isinstance(argument, ast.Constant):
                    found.add(argument.value)
    found |= {field.label for field in controls.FIELDS} | set(CAPTIONS.values())
    found |= {word for word, _ in controls.AXES.values()}
    return sorted(found)


@pytest.mark.parametrize("template", templates())
def test_every_sentence_is_translated(template, tally):
    translated = TRANSLATIONS["zh"][template]
    assert fields_of(translated) <= fields_of(template)
    tally["sentences of the calculator in both languages"] += 1


LAYERS = [
    {"framework": name, "layer": layer.name}
    for name, framework in FRAMEWORKS.items()
    for layer in framework.layers
]


@pytest.mark.parametrize("fields", [*LAYERS, *(fields for fields, _ in CASES)], ids=str)
def test_the_chinese_answer_is_chinese(fields):
    """No English word is left outside code, names and symbols."""
    whole = controls.form("zh", form.read(fields).shown) + answer(fields, "zh")["html"]
    soup = BeautifulSoup(whole, "html.parser")
    for each in soup.select(
        "code, option, .arithmatex, svg, button, .gc-version, .gc-facts dd:last-child, "
        "textarea[name=code]"
    ):
        each.extract()
    labels = [each["aria-label"] for each in soup.select("[aria-label]")]
    assert not re.findall("[A-Za-z]{2,}", " ".join([soup.get_text(), *labels]))


def test_no_translation_is_left_out():
    texts = [Path(file).read_text("utf-8") for file in FILES]
    sentences = [key for text in texts for key in json.loads(text)]
    assert len(sentences) == len(set(sentences)) == len(TRANSLATIONS["zh"])


def fields_of(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_what_crosses_to_the_browser_is_text():
    back = json.loads(call("answer", json.dumps([{"units": "10"}, "zh"])))
    assert back == answer({"units": "10"}, "zh")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_the_browser_calls_exists(name):
    assert callable(getattr(import_module(FUNCTIONS[name]), name))


def test_margins_are_short_and_true():
    """At most six characters, never 1e+03; read back, within half a percent of it."""
    units = {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
    for size in (
        *range(1, 20_000, 7),
        *(k * 10**e for k in (1, 9995, 96) for e in range(4, 20)),
    ):
        written = short(size)
        assert len(written) <= 6 and "e" not in written, (size, written)
        if written[-1] in units:
            value = float(written[:-1]) * units[written[-1]]
            assert abs(value / size - 1) <= 0.005
        elif written.isdigit() and written.isascii():
            assert int(written) == size
    assert [short(10**12), short(10**15 - 1)] == ["1T", "10¹⁵"]
    assert short(5 * 10**18) == "5·10¹⁸"
