"""The calculator's Python: what was typed, what is answered, in both languages."""

import ast
import json
import re
from html.parser import HTMLParser
from importlib import import_module
from string import Formatter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from calculator import form
from calculator.answer import CAPTIONS, answer
from calculator.calls import FUNCTIONS, call
from calculator.derivation import derive
from calculator.words import AREAS, TRANSLATIONS
from gatecount import count
from tests.arithmetic import tex_chains, value
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
    ],
)
def test_shapes_are_understood(typed, shape):
    assert form.read({"input_shape": typed}).input_shape == shape


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5",
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
]


@pytest.mark.parametrize("fields, code", CASES)
def test_the_form_writes_the_constructor(fields, code):
    reading = form.read(fields)
    assert reading.code == code
    assert answer(fields, "en")["total"] == str(count(code, input_shape=(13, 5)).total)


@pytest.mark.parametrize("name", [field.name for field in form.FIELDS] + ["framework"])
@given(typed=st.text(max_size=80))
def test_whatever_stands_in_a_field_is_answered(name, typed):
    """A count or a sentence; and nothing that was typed becomes markup."""
    for language in LANGUAGES:
        result = answer({name: typed}, language)
        assert result["ok"] or result["error"]
        if result["ok"]:
            tags = Tags()
            tags.feed(result["html"])
            assert tags.seen <= ALLOWED


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)


ALLOWED = set(
    "p code strong div span table thead tbody tfoot tr th td figure figcaption svg g "
    "title text tspan rect path".split()
)


def test_unknown_fields_are_ignored():
    assert answer({"evil": "<script>"}, "en")["total"] == "640"


@pytest.mark.parametrize("layer", form.LAYERS)
@pytest.mark.parametrize("both", ["False", "True"])
@pytest.mark.parametrize("use_bias", ["False", "True"])
@pytest.mark.parametrize("reset_after", ["False", "True"])
@pytest.mark.parametrize("units", ["1", "10", "1000"])
def test_the_derivation_is_true(layer, both, use_bias, reset_after, units, tally):
    """Every line of the substitution has the value of the count."""
    fields = {
        "layer": layer,
        "units": units,
        "use_bias": use_bias,
        "reset_after": reset_after,
        "bidirectional": both,
    }
    reading = form.read(fields)
    counted = count(reading.code, input_shape=reading.input_shape)
    (chain,) = tex_chains(derive(counted))
    assert {value(member) for member in chain} == {counted.total}
    assert len(chain) >= 3
    tally["derivations evaluated line by line"] += 1


@pytest.mark.parametrize(
    "units, n", [("10", "5"), ("1", "1"), ("1", "40"), ("64", "16"), ("300", "200")]
)
def test_the_drawing_is_to_scale(units, n):
    """The areas of the drawn blocks are as the sizes of the weights, or it says not."""
    fields = {"units": units, "input_shape": f"13,{n}"}
    soup = BeautifulSoup(answer(fields, "en")["html"], "html.parser")
    if "not to scale" in soup.figcaption.get_text():
        assert int(n) + int(units) > 40, "only where a part would vanish"
        return
    areas = {
        name: sum(
            float(each["width"]) * float(each["height"])
            for each in soup.select(f"rect.gc-{name}")
        )
        for name in ("kernel", "recurrent_kernel", "bias")
    }
    sizes = {
        each.name: each.size
        for each in count(f"LSTM({units})", input_shape=(13, int(n))).weights
    }
    if "thicker" in soup.figcaption.get_text():
        del areas["bias"], sizes["bias"]
    unit = areas["kernel"] / sizes["kernel"]
    assert {name: round(area / unit) for name, area in areas.items()} == sizes


@pytest.mark.parametrize(
    "units, n", [("100000000", "100000000"), ("1", "1"), ("1", "99999")]
)
def test_any_size_can_be_shown(units, n):
    shown = answer({"units": units, "input_shape": f"None,{n}"}, "zh")
    assert shown["ok"] and len(shown["html"]) < 60_000
    assert f'data-total="{shown["total"]}"' in shown["html"]
    drawn = shown["html"].split("<svg")[1].split("</svg>")[0]
    assert not re.search(r"\b(?:nan|inf)\b", drawn)


def templates():
    """Every sentence that engine and calculator can say, found in their sources."""
    found = set()
    for path in [*ROOT.glob("gatecount/**/*.py"), *ROOT.glob("calculator/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "")
            place = {"CountError": 0, "FieldError": 1, "say": 1, "html": 1, "when": 1}
            if name in place and len(node.args) > place[name]:
                argument = node.args[place[name]]
                if isinstance(argument, ast.Constant):
                    found.add(argument.value)
    found |= {field.label for field in form.FIELDS} | set(CAPTIONS.values())
    return sorted(found)


@pytest.mark.parametrize("template", templates())
def test_every_sentence_is_translated(template, tally):
    translated = TRANSLATIONS["zh"][template]
    assert fields_of(translated) <= fields_of(template)
    tally["sentences of the calculator in both languages"] += 1


@pytest.mark.parametrize("fields, code", CASES)
def test_the_chinese_answer_is_chinese(fields, code):
    """No English word is left outside code and symbols."""
    whole = form.form("zh") + answer(fields, "zh")["html"]
    soup = BeautifulSoup(whole, "html.parser")
    for each in soup.select("code, option, .arithmatex, svg"):
        each.extract()
    labels = [each["aria-label"] for each in soup.select("[aria-label]")]
    assert not re.findall("[A-Za-z]{2,}", " ".join([soup.get_text(), *labels]))


def test_no_translation_is_left_out():
    files = sorted((ROOT / "calculator/zh").glob("*.json"))
    assert [file.stem for file in files] == sorted(AREAS)
    sentences = [key for file in files for key in json.loads(file.read_text("utf-8"))]
    assert len(sentences) == len(set(sentences)) == len(TRANSLATIONS["zh"])


def fields_of(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_what_crosses_to_the_browser_is_text():
    back = json.loads(call("answer", json.dumps([{"units": "10"}, "zh"])))
    assert back == answer({"units": "10"}, "zh")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_the_browser_calls_exists(name):
    assert callable(getattr(import_module(FUNCTIONS[name]), name))
