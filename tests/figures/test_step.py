"""One step in numbers: the figure, its script, the spreadsheet and Keras agree."""

from functools import cache
from math import prod, tanh

import formulas
import openpyxl
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from figures.live import one_step, step
from figures.live.squares import written
from figures.live.walk import STORED, sigmoid
from gatecount import count
from publish.pages import sheet
from tests.figures.test_live import FAINT, ON_TOP, PHONE
from tests.pages import LANGUAGES, SITE

UNITS = tuple(one_step.TENSORS)
CHANGED = {"x": (-1.5, 0.75, 0.25), "by": 0.125}  # other numbers, to compute anew
both = pytest.mark.parametrize("m", UNITS)


@cache
def keras_layer(m):
    keras = pytest.importorskip("keras")
    layer = keras.layers.LSTM(m, return_sequences=True, return_state=True)
    layer.build((None, None, 1))
    return layer


def keras_states(m, xs, w):
    """[(h, c)] after each step, by Keras' layer with these weights."""
    numpy = pytest.importorskip("numpy")
    layer = keras_layer(m)
    units = [str(k + 1) * (m > 1) for k in range(m)]
    columns = [(gate, unit) for gate in STORED for unit in units]
    layer.set_weights(
        [
            numpy.array([[w[f"W_{gate}{to}"] for gate, to in columns]]),
            numpy.array([[w[f"U_{g}{of}{to}"] for g, to in columns] for of in units]),
            numpy.array([w[f"b_{gate}{to}"] for gate, to in columns]),
        ]
    )
    sequence = numpy.array(xs, "float32").reshape(1, -1, 1)
    return [
        tuple(
            each[0].tolist() for each in map(numpy.asarray, layer(sequence[:, :t])[1:])
        )
        for t in range(1, len(xs) + 1)
    ]


def other(m):
    """Weights of which none is as it was."""
    return {name: each + CHANGED["by"] for name, each in one_step.weights(m).items()}


@both
def test_there_is_a_name_for_each_weight(m):
    names = one_step.weights(m)
    assert len(names) == count(f"LSTM({m})", input_shape=(None, 1)).total
    # Off the diagonal of the four recurrent kernels.
    assert len(one_step.crosses(m)) == 4 * m * (m - 1)


@both
@pytest.mark.parametrize("given", ["shown", "other"])
def test_a_step_is_that_of_keras(m, given):
    w = one_step.weights(m) if given == "shown" else other(m)
    xs = one_step.SEQUENCE if given == "shown" else CHANGED["x"]
    ours = one_step.steps(m, xs, w)
    for values, (h, c) in zip(ours, keras_states(m, xs, w), strict=True):
        assert one_step.state("h", values, m) == pytest.approx(h, abs=1e-6)
        assert one_step.state("c", values, m) == pytest.approx(c, abs=1e-6)


def test_without_the_cross_weights_unit_1_is_alone():
    """As the figure says: set them to 0, and LSTM(1) is back."""
    w = one_step.weights(2) | dict.fromkeys(one_step.crosses(2), 0.0)
    apart, alone = one_step.steps(2, w=w), one_step.steps(1)
    assert [each["h1"] for each in apart] == [each["h"] for each in alone]
    together = one_step.steps(2)
    assert together[-1]["h1"] != pytest.approx(alone[-1]["h"], abs=1e-3)


WALK = """async ([path, weights, xs, m]) => {
  const { step } = await import(path);
  let h = Array(m).fill(0), c = h, values;
  return xs.map((x) => (({ values, h, c } = step(weights, x, h, c)), values));
}"""


def test_the_script_computes_as_python_does(visit):
    tab = visit("/en/units/")
    for m in UNITS:
        for w, xs in (
            (one_step.weights(m), one_step.SEQUENCE),
            (other(m), CHANGED["x"]),
        ):
            given = ["/assets/figures/step.mjs", w, list(xs), m]
            ours = one_step.steps(m, xs, w)
            for here, there in zip(tab.evaluate(WALK, given), ours, strict=True):
                assert here == pytest.approx(there, abs=1e-12)


# What is not on top in its middle when scrolled to, or goes beyond the figure.
COVERED = f"""(found) => found.filter((each) => {{
  each.scrollIntoView({{ block: "center", behavior: "instant" }});
  const box = each.getBoundingClientRect();
  const window = each.closest(".lv").getBoundingClientRect();
  return !({ON_TOP})(each) || box.left < window.left || box.right > window.right;
}}).map((each) => each.outerHTML)"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_every_value_of_every_step_is_seen(visit, language, options):
    tab = visit(f"/{language}/units/", **options)
    root = tab.locator("[data-figure=step]")
    press = "tap" if options else "click"
    for m in UNITS:
        getattr(root.locator(f"[data-units='{m}']"), press)()
        panel = root.locator("[data-panel]:visible")
        expect(panel).to_have_attribute("data-panel", str(m))
        assert panel.locator("input:visible").count() == len(one_step.weights(m))
        crosses = panel.locator("td.cross:visible input")
        named = crosses.evaluate_all("found => found.map((each) => each.name)")
        assert set(named) == one_step.crosses(m)
        for t, values in enumerate(one_step.steps(m)):
            expect(root.locator("[data-at]")).to_have_text(str(t + 1))
            made = panel.locator("[data-value]:visible")
            names = made.evaluate_all(
                "found => found.map((each) => each.dataset.value)"
            )
            assert set(names) == set(values)
            wanted = [step.shown(values[name]) for name in names]
            assert made.all_text_contents() == wanted
            if t + 1 < len(one_step.SEQUENCE):
                getattr(root.locator("[data-step='1']"), press)()
        for _ in one_step.SEQUENCE[1:]:
            getattr(root.locator("[data-step='-1']"), press)()
        assert panel.locator("input, output, [data-from]").evaluate_all(COVERED) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def lit(root):
    return root.locator(".lit:visible").evaluate_all(
        "found => found.map((each) => each.dataset.value ?? each.name)"
    )


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_a_value_shows_what_it_came_from(visit, options):
    tab = visit("/zh/units/", **options)
    root = tab.locator("[data-figure=step]")
    point = "tap" if options else "hover"
    root.locator("[data-units='2']").click()
    parts = {
        "[data-value=part_U_f12]": ["old_h1", "U_f12"],
        "[data-value=sum_f2]": [
            f"part_{name}_f{k}"
            for name, k in (("W", 2), ("U", 12), ("U", 22), ("b", 2))
        ],
        "[data-value=f2]": ["sum_f2"],
        "[data-value=c2]": ["old_c2", "f2", "i2", "candidate2"],
        "[data-value=h2]": ["o2", "tanh_c2"],
        "[data-panel='2'] [data-from=candidate1]": ["candidate1"],
    }
    for chosen, wanted in parts.items():
        getattr(root.locator(chosen), point)()
        assert sorted(lit(root)) == sorted(wanted)


@both
def test_what_a_value_came_from_gives_the_value(m):
    """So that nothing that lights up is beside the point, and nothing is left out."""
    soup = BeautifulSoup(step.panel("en", m), "html.parser")
    values = one_step.steps(m)[-1] | one_step.weights(m)
    for each in soup.select("[data-parts]"):
        parts = [values[name] for name in each["data-parts"].split()]
        name = each["data-value"]
        if name.startswith("part"):
            assert prod(parts) == pytest.approx(values[name])
        elif name.startswith("sum"):
            assert sum(parts) == pytest.approx(values[name])
        elif name[0] == "c" and len(parts) == 4:
            f, old, i, new = parts
            assert f * old + i * new == pytest.approx(values[name])
        elif name[0] == "h":
            assert prod(parts) == pytest.approx(values[name])
        else:
            assert len(parts) == 1
            assert values[name] in (sigmoid(parts[0]), tanh(parts[0]))


def test_a_weight_and_a_sequence_of_one_s_own(visit):
    tab = visit("/en/units/")
    root = tab.locator("[data-figure=step]")
    root.locator("[data-units='2']").click()
    w = other(2)
    for name, number in w.items():
        root.locator(f"[name={name}]").fill(str(number))
    root.locator("[name=sequence]").fill("-1.5，0.75; 0.25")
    for values in one_step.steps(2, CHANGED["x"], w):
        for name in ("h1", "h2", "c1", "c2"):
            shown = root.locator(f"[data-value={name}]")
            expect(shown).to_have_text(written(values[name], step.DIGITS))
        if root.locator("[data-step='1']").is_enabled():
            root.locator("[data-step='1']").click()
    expect(root.locator("[data-at]")).to_have_text("3")


def test_what_is_no_number_is_refused(visit):
    tab = visit("/en/units/")
    root = tab.locator("[data-figure=step]")
    h, said = root.locator("[data-value=h]"), root.locator("[data-refused]:visible")
    before = h.inner_text()
    root.locator("[name=sequence]").fill("1, x")
    expect(said).to_have_attribute("data-refused", "sequence")
    root.locator("[name=sequence]").fill("1, 2")
    expect(said).to_have_count(0)
    root.locator("[name=W_f]").fill("")
    expect(said).to_have_attribute("data-refused", "weight")
    expect(root.locator("[name=W_f]")).to_have_attribute("aria-invalid", "true")
    assert float(h.evaluate(FAINT)) < 0.6
    expect(h).to_have_text(before)
    root.locator("[data-units='2']").click()  # where all is in order
    expect(said).to_have_count(0)
    assert root.locator("[data-value=h1]").evaluate(FAINT) == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_stand_still_without_scripts(visit, language):
    tab = visit(f"/{language}/units/", java_script_enabled=False)
    root = tab.locator("[data-figure=step]")
    for m in UNITS:
        panel = root.locator(f"[data-panel='{m}']")
        expect(panel).to_be_visible()
        assert panel.locator("input:visible").count() == len(one_step.weights(m))
        for name, value in one_step.steps(m)[0].items():
            shown = panel.locator(f"[data-value={name}]")
            expect(shown).to_have_text(step.shown(value))
    assert root.locator("button:visible").count() == 0


# The spreadsheet


def computed(path):
    """{(sheet, cell): value}, each formula computed anew."""
    model = formulas.ExcelModel().loads(str(path)).finish()
    found = {}
    for place, ranges in model.calculate().items():
        sheet_name, _, cell = str(place).rpartition("]")[2].rpartition("'!")
        if sheet_name and ":" not in cell:
            found[sheet_name, cell] = ranges.value[0, 0]
    return found


def rows(page, language, m):
    """[{name: cell}] of each step; the heads above them say what stands where."""
    heads = sheet.heads(m, language)
    top = next(each.row for each in page["A"] if each.value == "t")
    assert [each.value for each in page[top][1:]][: len(heads)] == list(heads.values())
    return [
        dict(zip(heads, page[top + t][1:], strict=False))
        for t in range(1, page.max_row - top + 1)
    ]


def weight_cells(book):
    """{name: its cell}, as the book names them."""
    return {
        name: book[title][cell]
        for name, each in book.defined_names.items()
        for title, cell in each.destinations
    }


@both
def test_the_formulas_give_the_numbers_of_the_page_and_of_keras(language, m):
    path = SITE / language / step.SHEET
    book = openpyxl.load_workbook(path)
    kept = openpyxl.load_workbook(path, data_only=True)
    found, title = computed(path), f"LSTM({m})"
    states = keras_states(m, one_step.SEQUENCE, one_step.weights(m))
    steps = one_step.steps(m)
    cells = rows(book[title], language, m)
    for row, values, (h, c) in zip(cells, steps, states, strict=True):
        got = {name: found[title, each.coordinate] for name, each in row.items()}
        assert got == pytest.approx(
            {name: values[name] for name in got}, rel=0, abs=1e-9
        )
        assert one_step.state("h", got, m) == pytest.approx(h, abs=1e-6)
        assert one_step.state("c", got, m) == pytest.approx(c, abs=1e-6)
        given = {name for name, each in row.items() if each.data_type != "f"}
        old = {name for name in row if name.startswith("old") and row is cells[0]}
        assert given == {"x"} | old
    made = [each for row in book[title] for each in row if each.data_type == "f"]
    for each in made:  # what a preview shows is what the formula gives
        shown = kept[title][each.coordinate].value
        assert shown == pytest.approx(found[title, each.coordinate], abs=1e-9)
    assert found[title, made[0].coordinate] == len(one_step.weights(m))


def test_other_weights_in_the_sheet_are_computed_with(tmp_path):
    book = openpyxl.load_workbook(SITE / "en" / step.SHEET)
    named = weight_cells(book)
    for m in UNITS:
        for name, number in other(m).items():
            named[name].value = number
        for row, x in zip(rows(book[f"LSTM({m})"], "en", m), CHANGED["x"], strict=True):
            row["x"].value = x
    changed = tmp_path / step.SHEET
    book.save(changed)  # keeps no values
    found = computed(changed)
    for m in UNITS:
        states = keras_states(m, CHANGED["x"], other(m))
        cells = rows(book[f"LSTM({m})"], "en", m)
        for row, (h, c) in zip(cells, states, strict=True):
            got = {n: found[f"LSTM({m})", each.coordinate] for n, each in row.items()}
            assert one_step.state("h", got, m) == pytest.approx(h, abs=1e-6)
            assert one_step.state("c", got, m) == pytest.approx(c, abs=1e-6)


def test_the_sheet_marks_the_cross_weights():
    book = openpyxl.load_workbook(SITE / "en" / step.SHEET)
    framed = {
        name
        for name, each in weight_cells(book).items()
        if each.border.left.style == "dashed"
    }
    assert framed == one_step.crosses(2)


def test_the_sheet_is_downloaded_from_the_figure(visit, language):
    tab = visit(f"/{language}/units/")
    link = tab.locator(f"[data-figure=step] a[href$='{step.SHEET}']")
    with tab.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename == step.SHEET
    got = waiting.value.path().read_bytes()
    assert got == (SITE / language / step.SHEET).read_bytes()
