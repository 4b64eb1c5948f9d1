"""What the drawings state agrees with the engine and with what programs printed."""

import re

import pytest

from figures.growth import COSTS, M, N
from figures.recurrences import HEADS, KINDS, PROJECTED, UNITS, weights
from gatecount import count
from tests.pages import ROOT

PRINTED = (ROOT / "snippets/cost_table.txt").read_text(encoding="utf-8")


def recurrent(code):
    """The recurrent weights in one block of PyTorch's layer."""
    layer = count(code, framework="torch")
    return next(w.size for w in layer.weights if w.role == "recurrent_kernel") // 4


@pytest.mark.parametrize(
    "kind, wanted",
    {
        "LSTM": recurrent(f"nn.LSTM(5, {UNITS})"),
        "LSTMP": recurrent(f"nn.LSTM(5, {UNITS}, proj_size={PROJECTED})"),
        "sLSTM": HEADS * (UNITS // HEADS) ** 2,
        "IndRNN": UNITS,
        "QRNN": 0,
    }.items(),
)
def test_as_many_squares_as_weights(kind, wanted):
    assert kind in KINDS
    assert len(weights(kind)) == wanted


def test_the_bars_are_the_printed_costs():
    rows = [line.split() for line in PRINTED.splitlines()]
    printed = [row[1:3] for row in rows if row[0] != "gradients"]
    drawn = [[str(cost(13)), str(cost(1000))] for cost in COSTS.values()]
    assert drawn == printed


@pytest.mark.parametrize("formula", COSTS)
def test_the_label_says_what_the_bar_shows(formula):
    product = re.sub(r"(?<=[\w)])(?=[A-Za-z(])", "*", formula.replace("×", "*"))
    assert eval(product, {"T": 13, "n": N, "m": M}) == COSTS[formula](13)
