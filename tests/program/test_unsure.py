"""Where a count hangs on what only data would tell, no number stands alone: the answer
names the line, and what is not known there."""

import pytest

from gatecount import CountError
from gatecount.program import count_model
from tests.pages import ROOT

PROGRAMS = (ROOT / "tests/programs/unsure.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", PROGRAMS, ids=range(len(PROGRAMS)))
def test_no_number_that_is_right_for_one_of_the_cases(source):
    try:
        answer = count_model(source)
    except CountError as error:
        assert error.line
        return
    assert answer.total is None or answer.incomplete
    reasons = [*answer.unknown, *answer.missing]
    assert reasons and all(0 < each.line <= source.count("\n") + 1 for each in reasons)


SEQUENTIAL = """import json, keras
from keras.layers import *
cfg = json.load(open("c.json"))
m = keras.Sequential([keras.Input((13, 5)), LSTM(10)])
m.add({})
m.add(Dense(3))
"""


@pytest.mark.parametrize(
    "layer", ["getattr(keras.layers, cfg)(9)", "LSTM(**cfg)", "LSTM(9, use_bias=cfg)"]
)
def test_what_comes_after_a_missing_layer_is_given_something_unknown(layer):
    """Its own row told the weights for the output of the layer before."""
    answer = count_model(SEQUENTIAL.format(layer))
    assert answer.incomplete
    assert [(row.name, row.total) for row in answer.model.layers][:1] == [("lstm", 640)]
    assert not any(row.total == 33 for row in answer.model.layers)


def test_a_file_that_may_be_there_changes_no_count():
    source = (
        "import os, keras\nfrom keras.layers import *\nif os.path.exists('m.keras'):\n"
        "    m = keras.models.load_model('m.keras')\nelse:\n"
        "    m = keras.Sequential([keras.Input((13, 5)), LSTM(10)])\n"
        "if os.path.exists('w.h5'):\n    m.load_weights('w.h5')\n"
    )
    assert count_model(source).total == 640


def test_a_model_in_place_of_one_with_the_same_weights_changes_no_count():
    source = (
        "import json, torch\nfrom torch import nn\ncfg = json.load(open('c.json'))\n"
        "m = nn.Sequential(nn.Linear(5, 10), nn.Linear(10, 2))\n"
        "if cfg['parallel']:\n    m = nn.DataParallel(m)\n"
        "if cfg['anew']:\n    m = nn.Sequential(nn.Linear(5, 10), nn.Linear(10, 2))\n"
        "opt = torch.optim.Adam(m.parameters())\n"
    )
    assert count_model(source).total == 82


def test_a_layer_over_two_lines_is_missing_once_with_its_text():
    source = (
        "import torch\nfrom torch import nn\nclass Net(nn.Module):\n"
        "    def __init__(self, n):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(5, 10, n,\n            batch_first=True)\n"
        "        self.out = nn.Linear(10, 1)\nnet = Net(torch.load('a')['n'])\n"
    )
    [missing] = count_model(source).missing
    assert missing.line == 6 and missing.what.startswith("self.lstm = nn.LSTM(5")


def test_what_an_optimizer_keeps_of_a_layer_that_is_missing_is_not_known():
    source = (
        "import random\nimport keras\nfrom keras import layers\n"
        "def build(n):\n    m = keras.Sequential([keras.Input((13, 5))])\n"
        "    for i in range(n):\n"
        "        m.add(layers.LSTM(10, return_sequences=i < n - 1))\n"
        "    m.add(layers.Dense(1))\n    return m\n"
        "m = build(random.choice([1, 2]))\n"
        "m.compile('adam', 'mse')\nm.fit(open('x'), open('y'))\nm.summary()\n"
    )
    table = count_model(source).model.table
    assert " Total params: ? (?)\n" in table
    assert " Optimizer params: ? (?)\n" in table
