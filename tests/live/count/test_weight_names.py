"""Every weight of a drawing is called what it is, in words and by its place."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from gatecount import count
from live.count.drawing import draw
from live.count.weight_names import GATES, SENTENCES
from tests.pages import LANGUAGES

LAYERS = [
    ("keras", "LSTM(3)", (13, 2)),
    ("keras", "GRU(3)", (13, 2)),
    ("keras", "GRU(3, reset_after=False)", (13, 2)),
    ("keras", "SimpleRNN(3)", (13, 2)),
    ("keras", "Bidirectional(GRU(3))", (13, 2)),
    ("keras", "RNN([LSTMCell(3), GRUCell(2)])", (13, 2)),
    ("keras", "ConvLSTM2D(2, 3)", (13, 5, 5, 2)),
    ("torch", "nn.LSTM(2, 3, num_layers=2, bidirectional=True, proj_size=1)", None),
    ("torch", "nn.GRU(2, 3, num_layers=2)", None),
    ("torch", "nn.RNN(2, 3)", None),
    ("flax.nnx", "nnx.GRUCell(2, 3, rngs=rngs)", (1, 2)),
    ("flax.nnx", "nnx.LSTMCell(2, 3, rngs=rngs)", (1, 2)),
    ("flax.linen", "nn.GRUCell(3)", (1, 2)),
    ("equinox", "eqx.nn.GRUCell(2, 3, key=key)", (2,)),
    (
        "onnx",
        'LSTM(inputs=["X", "W", "R", "B", "", "", "", "P"], hidden_size=3, '
        'direction="bidirectional")',
        (13, 2, 2),
    ),
    ("onnx", 'GRU(inputs=["X", "W", "R", "B"], hidden_size=3)', (13, 2, 2)),
    ("paddle", "nn.LSTM(2, 3, proj_size=1)", None),
    ("mindspore", "nn.GRU(2, 3, 2, bidirectional=True)", None),
    ("haiku", "hk.LSTM(3)", (2,)),
    ("haiku", "hk.GRU(3)", (2,)),
    ("mlx", "nn.GRU(2, 3)", None),
]


def filled(pattern, row, unit):
    """What weight_names.mjs does, as Python: the gaps are arithmetic."""

    def gap(match):
        inside = match[1].replace("/", "//").replace("u", str(unit))
        return str(eval(inside.replace("r", str(row)), {}))

    return re.sub(r"\{(.+?)\}", gap, pattern)


def blocks(counted):
    told = []
    svg, _ = draw(counted, told)
    return [told[int(own)] for own in re.findall(r'data-weights="(\d+)"', svg)]


def weights_of(block):
    """(row, unit, names) of every weight of a block."""
    above = 0
    for rows, patterns in block["names"]:
        for row, unit in product(range(rows), range(block["units"])):
            yield above + row, unit, [filled(each, row, unit) for each in patterns]
        above += rows
    assert above == block["rows"]


@pytest.mark.parametrize(("framework", "code", "shape"), LAYERS)
def test_every_place_of_every_tensor_is_named_once(framework, code, shape):
    counted = count(code, framework=framework, input_shape=shape)
    named = {}
    for block in blocks(counted):
        for row, unit, names in weights_of(block):
            for name in names:
                assert name not in named
                named[name] = block["role"], block["gate"], row, unit
    places = {}
    for weight in counted.weights:
        axis = weight.axis % len(weight.shape)
        for at in product(*map(range, weight.shape)):
            places[f"{weight.path}[{', '.join(map(str, at))}]"] = weight, at[axis], at
    assert named.keys() == places.keys()
    for name, (role, gate, row, unit) in named.items():
        weight, column, at = places[name]
        assert role in {weight.role, *dict(weight.parts)}
        if role == "projection":
            assert (row, unit) == (at if weight.axis == 0 else at[::-1])
            continue
        units = weight.columns // len(weight.gates)
        assert (weight.gates[column // units], column % units) == (gate, unit)
        if "kernel" in role and len(weight.shape) == 2:
            above = weight.parts[0][1] if weight.parts and "recurrent" in role else 0
            assert row + above == at[1 - weight.axis % 2]


@pytest.mark.parametrize(("framework", "code", "shape"), LAYERS)
def test_every_gate_and_role_has_words(framework, code, shape):
    for block in blocks(count(code, framework=framework, input_shape=shape)):
        assert block["role"] in SENTENCES
        assert block["only"] or not block["gate"] or block["gate"] in GATES


# In the browser: the words and the names of every square.

SHOWN = "[data-calculator] .gc-picture"
WORDS = {
    "zh": ("从特征 2 到单元 3 的重置门", "单元 3 的候选值的第 2 个偏置"),
    "en": ("From feature 2 to the reset gate of unit 3", "Bias 2 of the candidate"),
}


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 1440])
def test_every_square_by_pointer(visit, language, width):
    tab = visit(
        f"/{language}/calculator/?framework=keras&layer=GRU&units=3&input_shape=13,2",
        viewport={"width": width, "height": 900},
        has_touch=width < 400,
    )
    said = tab.locator(f"{SHOWN} [data-weight-names]")
    drawn = tab.locator(f"{SHOWN} [data-weights]")
    expect(tab.locator("[data-calculator] .gc-code")).to_contain_text("GRU(3)")
    expect(drawn).to_have_count(9)  # three gates of three blocks
    counted = count("GRU(3)", input_shape=(13, 2))
    seen = []
    for k, block in enumerate(blocks(counted)):
        drawn.nth(k).scroll_into_view_if_needed()
        box = drawn.nth(k).bounding_box()
        for row, unit, [name] in weights_of(block):
            x = box["x"] + (unit + 0.5) * box["width"] / block["units"]
            y = box["y"] + (row + 0.5) * box["height"] / block["rows"]
            tab.touchscreen.tap(x, y) if width < 400 else tab.mouse.move(x, y)
            assert said.locator("code").all_inner_texts() == [name]
            seen.append(said.inner_text())
    assert len(seen) == counted.total
    for words in WORDS[language]:
        assert any(words in each for each in seen), words


@pytest.mark.site
@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_every_square_by_key(visit, width):
    """Down the first column, along the last row, and the tensor is lit."""
    tab = visit(
        "/zh/calculator/?framework=torch&layer=LSTM&input_size=2&hidden_size=3"
        "&bidirectional=True",
        viewport={"width": width, "height": 900},
    )
    expect(tab.locator("[data-calculator] .gc-code")).to_contain_text("nn.LSTM(2, 3")
    said = tab.locator(f"{SHOWN} [data-weight-names]")
    tab.locator(f"{SHOWN} g[tabindex='0']").first.focus()
    names = said.locator("code")
    assert names.all_inner_texts() == [
        "weight_ih_l0[0, 0]",
        "weight_ih_l0_reverse[0, 0]",
    ]
    for _ in range(6):
        tab.keyboard.press("ArrowDown")
    assert names.first.inner_text() == "bias_hh_l0[0]"
    for _ in range(20):  # one too many at the end changes nothing
        tab.keyboard.press("ArrowRight")
    assert names.first.inner_text() == "bias_hh_l0[11]"
    tab.keyboard.press("ArrowUp")
    assert names.first.inner_text() == "bias_ih_l0[11]"
    assert said.get_attribute("aria-live") == "polite"
    lit = tab.locator("[data-calculator] tr.lit")
    expect(lit).to_have_count(2)
    for line, path in zip(lit.all(), ("bias_ih_l0", "bias_ih_l0_reverse"), strict=True):
        expect(line).to_be_visible()
        expect(line).to_contain_text(path)


@pytest.mark.site
@pytest.mark.browser
def test_a_layer_of_a_program_names_its_weights(visit):
    tab = visit("/en/program/")
    expect(tab.locator("[data-program]")).to_have_attribute("data-state", "ready")
    tab.locator(".gc-layers details summary").first.click()
    block = tab.locator(".gc-layers [data-weights]").first
    block.scroll_into_view_if_needed()
    box = block.bounding_box()  # 5 rows of 10
    block.click(position={"x": box["width"] * 0.55, "y": box["height"] * 0.5})
    named = tab.locator(".gc-layers [data-weight-names]")
    expect(named).to_contain_text("From feature 3 to the input gate of unit 6")
    expect(named).to_contain_text("lstm_cell/kernel[2, 5]")
    expect(tab.locator(".gc-layers tr.lit")).to_have_count(1)
