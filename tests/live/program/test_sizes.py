"""What the reader adds to a program: sizes that only data tells, and which model."""

import pytest
from playwright.sync_api import expect

from live.program.program import program
from tests.live.program.editor import link, ready, run, total

SOURCE = """import pandas as pd
from keras.models import Sequential
from keras.layers import LSTM, Dense

df = pd.read_csv("x.csv")
features = [c for c in df.columns if c != "Close"]
model = Sequential([LSTM(64, input_shape=(14, len(features))), Dense(1)])
other = Sequential([LSTM(32, input_shape=(14, len(features))), Dense(1)])
model.compile(loss="mse")
model.fit(df, df)
"""


def lstm(n, m):
    return 4 * ((n + m) * m + m) + m + 1


def test_an_open_size_has_a_field():
    answer = program(SOURCE, "en")
    [field] = answer["sizes"]
    assert (answer["total"], field["name"], field["line"]) == ("", "n", 7)
    assert field["code"] == "len(features)" and not field["error"]
    assert "256 × n + 16,705" in answer["html"] and "256 × n + 16,640" in answer["html"]


@pytest.mark.parametrize("text", ["8", " 8 ", "８"])
def test_the_total_follows(text):
    answer = program(SOURCE, "en", None, {"n": text})
    assert answer["total"] == str(lstm(8, 64))
    assert [each["value"] for each in answer["sizes"]] == [text]
    assert "× n" not in answer["html"]


@pytest.mark.parametrize("text", ["x", "0", "-3", "2.5", "9" * 30])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_size_gets_a_sentence(text, language):
    answer = program(SOURCE, language, None, {"n": text})
    [field] = answer["sizes"]
    assert field["error"] and answer["total"] == ""


@pytest.mark.parametrize("chosen, wanted", [(None, 64), (0, 64), (1, 32), (7, 64)])
def test_the_reader_chooses_the_model(chosen, wanted):
    answer = program(SOURCE, "en", None, {"n": "8"}, chosen)
    assert answer["total"] == str(lstm(8, wanted))


@pytest.mark.parametrize(
    "lines, why",
    [
        ("", "builds last"),
        ("one.summary()\n", "uses last"),
        ("one.compile()\none.fit(x)\ntwo.summary()\n", "which it trains"),
    ],
)
def test_it_says_why_this_model(lines, why):
    source = (
        "import keras\nimport numpy as np\nx = np.load('x')\n"
        "one = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])\n"
        "two = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])\n"
    )
    answer = program(source + lines, "en")
    assert why in answer["html"]
    assert answer["total"] == ("4" if lines else "5")


def test_sizes_and_models_on_the_page(visit, language):
    tab = visit(f"/{language}/program/{link(SOURCE)}")
    ready(tab)
    run(tab)
    field = tab.locator(".gc-sizes input")
    field.fill("8")
    total(tab, lstm(8, 64))
    expect(field).to_be_focused()
    tab.click('[data-model="1"]')
    total(tab, lstm(8, 32))
    expect(tab.locator('[data-model="1"]')).to_be_focused()
    field.fill("x")
    expect(tab.locator(".gc-size-error")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("9")
    total(tab, lstm(9, 32))
    expect(tab.locator(".gc-size-error")).to_be_hidden()
    tab.locator(".cm-content").press("End")
    tab.keyboard.type("  # another program")
    run(tab)
    expect(field).to_have_value("")


def test_a_setting_is_chosen_on_the_page(visit, a_language):
    source = (
        "import json\nfrom torch import nn\nboth = json.load(open('c'))['both']\n"
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.rnn = nn.LSTM(5, 10, bidirectional=both)\n"
        "        self.last = nn.Linear(20 if both else 10, 1)\nnet = Net()\n"
    )
    one = 4 * 10 * (5 + 10 + 2)
    tab = visit(f"/{a_language}/program/{link(source)}")
    ready(tab)
    run(tab)
    field = tab.locator(".gc-sizes select")
    field.focus()
    field.select_option("True")
    total(tab, 2 * one + 21)
    expect(field).to_be_focused()
    field.select_option("False")
    total(tab, one + 11)
