"""The derivation and the drawing say what the count says."""

import re

import pytest
from bs4 import BeautifulSoup

from gatecount import count
from live.calculator.answer import answer
from live.calculator.copies import latex
from live.count.derivation import derive
from live.count.drawing import draw
from live.form import form
from live.shared.layers import FRAMEWORKS
from tests.docs.arithmetic import tex_chains, value
from tests.live.form.test_line import GRID

# What the form cannot say: several kinds of cells, layers of no cell, nothing.
OTHERS = [
    ("keras", "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", (13, 5)),
    ("keras", "RNN(StackedRNNCells([SimpleRNNCell(3), GRUCell(4)]))", (13, 5)),
    ("keras", "Conv2D(8, 3)", (8, 8, 5)),
    ("keras", "BatchNormalization()", (13, 5)),
    ("keras", "MultiHeadAttention(2, 8)", (13, 5)),
    ("keras", "Dropout(0.5)", (13, 5)),
    ("keras", "PReLU()", (13, 5)),
    ("torch", "nn.LSTM(5, 100000000, proj_size=7, bidirectional=True)", None),
    ("torch", "nn.Sequential(nn.LSTM(5, 10), nn.LSTM(10, 3))", None),
    ("torch", "nn.Bilinear(3, 4, 5)", None),
    ("torch", "nn.TransformerEncoderLayer(8, 2)", None),
    ("torch", "nn.LSTM(5, 10, num_layers=10000)", None),
    ("flax.linen", "nn.MGUCell(10, reset_gate=False)", (5,)),
    ("equinox", "eqx.nn.MLP(3, 4, 5, 6, key=key)", None),
    ("onnx", 'LSTM("XWRB", hidden_size=10, direction="bidirectional")', (13, 2, 5)),
    (
        "onnx",
        'LSTM(["X", "W", "R", "B", "", "", "", "P"], hidden_size=10)',
        (13, 2, 5),
    ),
]


def check(counted):
    """Every line of a part has the part's value; the last is the total."""
    parts = derive(counted)
    lines = 0
    for part in parts:
        for chain in tex_chains(part.tex):
            assert {value(member) for member in chain} == {part.total}, part.tex
            lines += len(chain)
        assert part.tex.count("&") > sum(map(len, tex_chains(part.tex))) - 1
    if parts:
        assert parts[-1].total == counted.total
        kinds = parts[:-1] if len(parts) > 1 else parts
        assert sum(part.total for part in kinds) == counted.total
    else:
        assert counted.total == 0
    return lines


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_derivation_is_true(framework, tally):
    """For every state of the form, every line of the substitution holds."""
    for given in (each for each in GRID if each["framework"] == framework):
        reading = form.read(given)
        counted = count(reading.code, framework, reading.input_shape)
        lines = check(counted)
        assert lines >= (3 if counted.cells else 2), reading.code
        tally["lines of derivations evaluated"] += lines
        for block in latex(derive(counted)).split("\\]\n\\["):
            for chain in tex_chains(block.replace("\\[", "").replace("\\]", "")):
                assert len({value(member) for member in chain}) == 1


@pytest.mark.parametrize("framework, code, shape", OTHERS)
def test_the_derivation_of_other_layers(framework, code, shape, tally):
    tally["lines of derivations evaluated"] += check(count(code, framework, shape))


def test_a_wrong_line_would_be_seen():
    counted = count("LSTM(10)", input_shape=(13, 5))
    [part] = derive(counted)
    [chain] = tex_chains(part.tex.replace("15", "16"))
    assert {value(member) for member in chain} == {640, 680}


@pytest.mark.parametrize(
    "framework, code, shape, lines",
    [
        ("torch", "nn.LSTM(5, 10, num_layers=2, bidirectional=True)", None,
         ["(5 + 10)", "(20 + 10)"]),
        ("torch", "nn.LSTM(5, 10, num_layers=3)", None, ["(5 + 10)", "(10 + 10)"]),
        ("torch", "nn.LSTM(5, 10, proj_size=4)", None, ["(5 + 4)"]),
        ("keras", "ConvLSTM2D(10, 3)", (13, 8, 8, 5), [r"9 \times (5 + 10)"]),
    ],
)  # fmt: skip
def test_what_each_layer_sees(framework, code, shape, lines):
    """Layer 2 sees m or 2m, a projected state has p, a window k."""
    parts = derive(count(code, framework, shape))
    for part, line in zip(parts, lines, strict=False):
        assert line in part.tex


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
    counted = count(f"LSTM({units})", input_shape=(13, int(n)))
    areas, sizes = areas_of(soup), {each.name: each.size for each in counted.weights}
    if "thicker" in soup.figcaption.get_text():
        del areas["bias"], sizes["bias"]
    unit = areas["kernel"] / sizes["kernel"]
    assert {name: round(area / unit) for name, area in areas.items()} == sizes


def areas_of(soup):
    areas = {}
    for each in soup.select("svg rect"):
        name = each["class"][0].removeprefix("gc-")
        area = float(each["width"]) * float(each["height"])
        areas[name] = areas.get(name, 0) + area
    return areas


@pytest.mark.parametrize(
    "framework, code, shape",
    [
        ("torch", "nn.LSTM(5, 10, proj_size=4)", None),
        ("onnx", 'LSTM(["X", "W", "R", "B", "", "", "", "P"], hidden_size=10)',
         (13, 2, 5)),
        ("flax.linen", "nn.GRUCell(10)", (5,)),
        ("keras", "ConvLSTM1D(3, 2)", (13, 8, 2)),
    ],
)  # fmt: skip
def test_all_parts_are_drawn(framework, code, shape):
    """Projection, peepholes and a gate's own bias have their squares."""
    counted = count(code, framework, shape)
    svg, manner = draw(counted)
    assert manner == "squares"
    areas = areas_of(BeautifulSoup(svg, "html.parser"))
    sizes = {}
    for cell in counted.cells:
        for term in cell.terms:
            sizes[term.role] = sizes.get(term.role, 0) + term.size
    unit = areas["kernel"] / sizes["kernel"]
    assert {name: round(area / unit) for name, area in areas.items()} == sizes


@pytest.mark.parametrize("framework, code, shape", OTHERS)
def test_what_can_be_drawn_is_drawn(framework, code, shape):
    counted = count(code, framework, shape)
    drawn = draw(counted)
    assert bool(drawn) is bool(counted.cells)
    if drawn:
        assert not re.search(r"\b(?:nan|inf)\b", drawn[0])
