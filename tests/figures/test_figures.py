"""What the drawings state agrees with the engine and with what programs printed."""

import re

import pytest

from figures.growth import COSTS, M, N
from figures.history import CELLS
from figures.recurrences import HEADS, KINDS, PROJECTED, UNITS, weights
from figures.steps import steps
from figures.units import units
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


ARTICLE = count("LSTM(10)", input_shape=(13, 5))


def numbers_in(drawing):
    return [each.replace(",", "") for each in re.findall(r">([\d,]+)<", drawing)]


def test_a_unit_is_a_tenth_of_everything():
    """64 of 640 weights, 4 of 40 pre-activations, 2 of 20 states, as Keras says."""
    drawn = re.findall(r"(\d+) × (\d+) = (\d+)", units(ARTICLE))
    printed = (ROOT / "snippets/units_counted.txt").read_text(encoding="utf-8")
    said = dict(line.rsplit(" ", 1) for line in printed.splitlines())
    wholes = [said[name] for name in ("parameters", "pre-activations", "state 10 10")]
    assert [whole for _, _, whole in drawn] == wholes
    assert all(int(m) * int(one) == int(whole) for m, one, whole in drawn)
    assert drawn[0][1] == said["parameters of one unit"]


def test_steps_show_what_the_engine_counts():
    """Parameters stay in each row; work grows by one step's worth."""
    found = numbers_in(steps((13, 5), ARTICLE))
    wanted = ["640"]  # in the box
    for t in (1, 2, 3, 13):
        shorter = count("LSTM(10)", input_shape=(t, 5))
        wanted += [str(shorter.total), str(shorter.macs)]
    assert [each for each in found if len(each) > 2] == wanted


def test_history_is_what_was_run():
    """Year, blocks and total of each cell, as the program printed them."""
    printed = (ROOT / "snippets/history_cells.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in printed.splitlines()]
    ran = [(int(year), gates, int(total)) for year, _, gates, total, _ in rows]
    assert [(cell.year, cell.gates, cell.total) for cell in CELLS] == ran


def test_history_agrees_with_the_frameworks():
    """Where a framework has the cell, the engine counts the same."""
    known = {(cell.year, cell.name): cell.total for cell in CELLS}
    assert known[2000, "LSTM"] == ARTICLE.total
    old = count("GRU(10, reset_after=False)", input_shape=(13, 5))
    assert known[2014, "GRU"] == old.total
    cell = "nn.MGUCell(10)"
    mgu = count(cell, framework="flax.linen", input_shape=(1, 5))
    assert known[2016, "MGU"] == mgu.total - 10  # Flax keeps one bias more
