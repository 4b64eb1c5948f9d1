"""The calculator, the strip and the inverse in a real Chromium, both languages."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from gatecount import count
from live.conventions.conventions import CONVENTIONS
from tests.pages import LANGUAGES
from tests.visiting import both_languages, case, go

WIDTHS = (320, 390)


@pytest.fixture
def calculator(visit, language):
    """Open the calculator, with a query, and wait for Python's first answer."""

    def open_page(query="", **options):
        tab = visit(f"/{language}/calculator/{query}", **options)
        root = tab.locator("[data-calculator]")
        root.scroll_into_view_if_needed()
        tab.wait_for_selector('[data-calculator][data-state="ready"]')
        if query:
            expect(root.locator(".gc-result[data-stale]")).to_have_count(0)
        return tab

    return open_page


def total(tab, code, framework="keras", shape=None):
    """Wait until the page shows the engine's count of this line."""
    wanted = count(code, framework, shape).total
    shown = tab.locator("[data-calculator] [data-total]")
    expect(shown).to_have_attribute("data-total", str(wanted))


def field(tab, name):
    return tab.locator(f"[data-calculator] [name={name}]")


def query(tab):
    return {name: text[0] for name, text in parse_qs(urlsplit(tab.url).query).items()}


# --- form, line, address --------------------------------------------------------

# The other frameworks have forms like one of these.
STATES = {
    "keras": ("layer=ConvLSTM2D&filters=3&kernel_size=2,2", "ConvLSTM2D(3, (2, 2))"),
    "torch": (
        "layer=LSTM&input_size=7&hidden_size=9&num_layers=2&proj_size=4",
        "nn.LSTM(7, 9, num_layers=2, proj_size=4)",
    ),
    "flax.linen": ("layer=RNN(GRUCell)&features=9", "nn.RNN(nn.GRUCell(9))"),
    "flax.nnx": (
        "layer=RNN(LSTMCell)&in_features=7&hidden_features=9&bidirectional=True",
        "nnx.Bidirectional(nnx.RNN(nnx.LSTMCell(7, 9, rngs=rngs)), "
        "nnx.RNN(nnx.LSTMCell(7, 9, rngs=rngs)))",
    ),
    "equinox": (
        "layer=GRUCell&input_size=7&hidden_size=9&use_bias=False",
        "eqx.nn.GRUCell(7, 9, use_bias=False, key=key)",
    ),
    "onnx": (
        "layer=LSTM&inputs=X,W,R,B,P&hidden_size=9&direction=bidirectional",
        'LSTM(inputs=["X", "W", "R", "B", "", "", "", "P"], hidden_size=9, '
        'direction="bidirectional")',
    ),
    "paddle": (
        "layer=GRU&input_size=7&hidden_size=9&direction=bidirectional&num_layers=2",
        'nn.GRU(7, 9, num_layers=2, direction="bidirectional")',
    ),
    "haiku": ("layer=LSTM&hidden_size=9", "hk.LSTM(9)"),
}
SHAPES = {
    "haiku": (5,),
    "keras": (13, 8, 8, 5),
    "flax.linen": (13, 5),
    "onnx": (13, 1, 5),
}


def test_an_address_and_back(calculator, language):
    """An address fills the form; a change rewrites it; opened anew, it is the same."""
    tab = calculator("?units=11")
    for framework in [*STATES][LANGUAGES.index(language) :: len(LANGUAGES)]:
        with case(framework):
            there_and_back(tab, framework)


def there_and_back(tab, framework):
    given, code = STATES[framework]
    go(tab, f"?framework={framework}&{given}")
    expect(field(tab, "code")).to_have_value(code)
    total(tab, code, framework, SHAPES.get(framework))
    for pair in given.split("&"):
        name, text = pair.split("=")
        if text == "True":
            expect(field(tab, name)).to_be_checked()
        elif text != "False":
            expect(field(tab, name)).to_have_value(text)

    units = {"filters", "hidden_size", "features", "hidden_features"}
    [name] = units & set(re.findall(r"\w+", given))
    field(tab, name).fill("11")
    changed = re.sub(r"\b9\b|(?<=D\()3", "11", code)
    expect(field(tab, "code")).to_have_value(changed)
    total(tab, changed, framework, SHAPES.get(framework))
    assert query(tab)[name] == "11" and query(tab)["framework"] == framework
    address = tab.url
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    expect(field(tab, "code")).to_have_value(changed)
    total(tab, changed, framework, SHAPES.get(framework))


def test_the_framework_changes_and_the_sizes_stay(calculator):
    tab = calculator("?layer=LSTM&units=12&input_shape=None,7&bidirectional=True")
    field(tab, "framework").select_option("torch")
    total(tab, "nn.LSTM(7, 12, bidirectional=True)", "torch")
    expect(field(tab, "hidden_size")).to_have_value("12")
    expect(field(tab, "units")).to_be_hidden()
    expect(field(tab, "proj_size")).to_be_visible()
    field(tab, "proj_size").fill("3")
    total(tab, "nn.LSTM(7, 12, bidirectional=True, proj_size=3)", "torch")
    field(tab, "layer").select_option("GRU")
    total(tab, "nn.GRU(7, 12, bidirectional=True)", "torch")
    expect(field(tab, "proj_size")).to_be_hidden()
    field(tab, "framework").select_option("onnx")
    expect(field(tab, "direction")).to_have_value("bidirectional")
    field(tab, "framework").select_option("keras")
    total(tab, "Bidirectional(GRU(12))", shape=(None, 7))
    expect(field(tab, "units")).to_have_value("12")


def test_the_line_sets_the_form(calculator):
    tab = calculator()
    field(tab, "code").fill("Bidirectional(GRU(7, reset_after=False))")
    total(tab, "Bidirectional(GRU(7, reset_after=False))", shape=(13, 5))
    expect(field(tab, "layer")).to_have_value("GRU")
    expect(field(tab, "units")).to_have_value("7")
    expect(field(tab, "bidirectional")).to_be_checked()
    expect(field(tab, "reset_after")).not_to_be_checked()
    assert query(tab)["units"] == "7" and "code" not in query(tab)
    field(tab, "units").fill("8")
    expect(field(tab, "code")).to_have_value("Bidirectional(GRU(8, reset_after=False))")

    field(tab, "code").fill("nn.LSTM(7, 10, proj_size=4)")
    total(tab, "nn.LSTM(7, 10, proj_size=4)", "torch")
    expect(field(tab, "framework")).to_have_value("torch")
    expect(field(tab, "proj_size")).to_have_value("4")


def test_a_line_that_the_form_cannot_say(calculator):
    """It is counted, the form says so, and its address brings it back."""
    code = "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))"
    tab = calculator()
    note = tab.locator("[data-calculator] .gc-part")
    expect(note).to_be_hidden()
    field(tab, "code").fill(code)
    total(tab, code, shape=(13, 5))
    expect(note).to_be_visible()
    expect(field(tab, "units")).to_be_hidden()
    field(tab, "input_shape").fill("13,8")
    total(tab, code, shape=(13, 8))
    expect(field(tab, "code")).to_have_value(code)
    again = calculator(f"?{urlsplit(tab.url).query}")
    expect(field(again, "code")).to_have_value(code)
    total(again, code, shape=(13, 8))
    field(again, "layer").select_option("GRU")
    total(again, "GRU(10)", shape=(13, 5))
    expect(again.locator("[data-calculator] .gc-part")).to_be_hidden()


def test_nothing_is_said_of_the_count_of_a_line_that_fails(visit, language):
    tab = visit(f"/{language}/calculator/?framework=keras&code=lstm(10)")
    nothing_is_said(tab, "lstm(10)")
    go(tab, "?framework=keras&code=Foo(10)")
    nothing_is_said(tab, "Foo(10)")


def nothing_is_said(tab, code):
    expect(field(tab, "code")).to_have_value(code)
    expect(tab.locator("[data-calculator] [data-error]")).to_be_visible()
    expect(tab.locator("[data-calculator] .gc-part")).to_be_hidden()
    line = "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))"
    field(tab, "code").fill(line)
    total(tab, line, shape=(13, 5))
    expect(tab.locator("[data-calculator] .gc-part")).to_be_visible()
    field(tab, "code").fill(code)
    expect(tab.locator("[data-calculator] [data-error]")).to_be_visible()
    expect(tab.locator("[data-calculator] .gc-part")).to_be_hidden()


def test_lines_that_are_refused(calculator):
    """Typing does not disturb the form; the last answer is marked as such."""
    tab = calculator()
    for typed in ("LSTM(10", "LSTM(0)", "print(1)", "<img src=x>", ""):
        with case(typed):
            refused(tab, typed)


def refused(tab, typed):
    field(tab, "units").fill("11")
    total(tab, "LSTM(11)", shape=(13, 5))
    field(tab, "code").fill(typed)
    error = tab.locator("[data-error]")
    expect(error).to_be_visible()
    expect(field(tab, "code")).to_have_attribute("aria-invalid", "true")
    result = tab.locator("[data-calculator] .gc-result")
    expect(result).to_have_attribute("data-stale", "refused")
    expect(field(tab, "units")).to_be_visible()
    expect(field(tab, "code")).to_have_value(typed)
    total(tab, "LSTM(11)", shape=(13, 5))
    field(tab, "code").fill("LSTM(12)")
    total(tab, "LSTM(12)", shape=(13, 5))
    expect(error).to_be_hidden()


def test_a_refusal_stands_at_its_control(calculator):
    tab = calculator("?framework=torch")
    field(tab, "proj_size").fill("10")
    expect(field(tab, "proj_size")).to_have_attribute("aria-invalid", "true")
    field(tab, "proj_size").fill("9")
    expect(field(tab, "proj_size")).not_to_have_attribute("aria-invalid", "true")
    total(tab, "nn.LSTM(5, 10, proj_size=9)", "torch")


def test_quick_changes_all_count(calculator):
    """Changes that come faster than the answers are not lost."""
    tab = calculator()
    tab.evaluate(
        """() => {
            const { elements } = document.querySelector("[data-calculator] form");
            for (const [name, value] of [["units", "20"], ["layer", "GRU"],
                ["framework", "torch"], ["input_shape", "13,7"]]) {
                elements[name].value = value;
                elements[name].dispatchEvent(new Event("input", { bubbles: true }));
            }
        }"""
    )
    total(tab, "nn.GRU(7, 20)", "torch")


def test_what_was_opened_stays_open(calculator):
    tab = calculator()
    parts = tab.locator("[data-calculator] details")
    parts.locator("summary").nth(1).click()
    parts.locator("summary").nth(0).click()
    field(tab, "units").fill("12")
    total(tab, "LSTM(12)", shape=(13, 5))
    expect(parts.nth(0)).not_to_have_attribute("open", "")
    expect(parts.nth(1)).to_have_attribute("open", "")


def test_one_number_is_that_many_features(calculator):
    """Steps are then unknown, and the form says so; a wrong shape is marked there."""
    tab = calculator()
    shape = field(tab, "input_shape")
    shape.fill("128")
    total(tab, "LSTM(10)", shape=(None, 128))
    heard = tab.locator("[data-calculator] .gc-heard")
    expect(heard).to_be_visible()
    expect(heard).to_contain_text("128")
    expect(shape).to_have_value("128")  # the reader is still writing
    for wrong in ("13,5,2", "many", ""):
        shape.fill(wrong)
        expect(shape).to_have_attribute("aria-invalid", "true")
        expect(tab.locator("[data-error]")).to_be_visible()
        marked = tab.locator("[data-calculator] [aria-invalid]")
        assert [each.get_attribute("name") for each in marked.all()] == ["input_shape"]


def test_a_line_as_programs_have_it(calculator):
    tab = calculator()
    for typed, code, shape in (
        ("model.add(LSTM(7, input_shape=(20, 8)))", "LSTM(7)", (20, 8)),
        ("x = LSTM(11)(x)", "LSTM(11)", (20, 8)),
        ("layers.LSTM(12),", "LSTM(12)", (20, 8)),
    ):
        field(tab, "code").fill(typed)
        total(tab, code, shape=shape)
        expect(tab.locator("[data-error]")).to_be_hidden()
        expect(field(tab, "input_shape")).to_have_value(",".join(map(str, shape)))


def test_a_near_name_is_one_click_away(calculator):
    tab = calculator()
    field(tab, "code").fill("lstm(11)")
    error = tab.locator("[data-error]")
    expect(error).to_contain_text("LSTM(11)")
    assert len(error.inner_text()) < 120
    error.locator("button").click()
    total(tab, "LSTM(11)", shape=(13, 5))
    expect(field(tab, "code")).to_have_value("LSTM(11)")
    expect(field(tab, "units")).to_have_value("11")
    expect(error).to_be_hidden()


def test_what_is_not_one_layer_is_offered_its_tool(calculator, language):
    pasted = {
        "640": "clinic/?number=640",
        "Sequential([Input((13, 5)), LSTM(10)])": "program/",
    }
    tab = calculator()
    address = tab.url
    for typed, page in pasted.items():
        tab.goto(address)
        tab.wait_for_selector('[data-calculator][data-state="ready"]')
        field(tab, "code").fill(typed)
        button = tab.locator("[data-error] .gc-go")
        expect(button).to_be_visible()
        assert len(tab.locator("[data-error]").inner_text()) < 120
        button.click()
        tab.wait_for_url(f"**/{language}/{page}*")
        if page == "program/":
            button = tab.get_by_role("button", name=re.compile("^(Run|运行)$"))
            button.click()
            expect(tab.locator("[data-program] .gc-result")).to_contain_text("640")


def test_what_one_layer_cannot_say_is_said_and_comes_back(calculator):
    query = "?framework=torch&layer=LSTM&input_size=5&hidden_size=10&num_layers=3"
    tab = calculator(query)
    total(tab, "nn.LSTM(5, 10, num_layers=3)", "torch")
    field(tab, "framework").select_option("keras")
    total(tab, "LSTM(10)", shape=(13, 5))
    heard = tab.locator("[data-calculator] .gc-heard")
    expect(heard).to_contain_text("num_layers=3")
    field(tab, "units").fill("12")
    total(tab, "LSTM(12)", shape=(13, 5))
    field(tab, "framework").select_option("torch")
    total(tab, "nn.LSTM(5, 12, num_layers=3)", "torch")
    expect(heard).to_be_hidden()


def test_an_old_answer_looks_old(calculator):
    """Its number is paler than the note that says so."""
    tab = calculator()
    field(tab, "units").fill("many")
    result = tab.locator("[data-calculator] .gc-result")
    expect(result).to_have_attribute("data-stale", "refused")
    total = result.locator("[data-total]")
    faint = "each => { let seen = 1; for (; each; each = each.parentElement) "
    faint += "seen *= getComputedStyle(each).opacity; return seen; }"
    note = "each => getComputedStyle(each, '::before').content"
    for scheme, name in (("light", "default"), ("dark", "slate")):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_selector(f"[data-md-color-scheme={name}]")
        assert total.evaluate(faint) <= 0.6 and result.evaluate(faint) == 1
        assert len(result.evaluate(note)) > 10


# --- the address and Back -------------------------------------------------------


def test_back_goes_through_what_was_asked_for(calculator):
    """One state for each number that was typed, not one for each key."""
    tab = calculator()
    for number in ("128", "256"):
        field(tab, "units").press("ControlOrMeta+A")
        field(tab, "units").press_sequentially(number, delay=30)
        total(tab, f"LSTM({number})", shape=(13, 5))
        field(tab, "units").press("Tab")
    field(tab, "layer").select_option("GRU")
    total(tab, "GRU(256)", shape=(13, 5))
    for code in ("LSTM(256)", "LSTM(128)", "LSTM(10)"):
        tab.go_back()
        total(tab, code, shape=(13, 5))
        expect(field(tab, "code")).to_have_value(code)
    tab.go_forward()
    total(tab, "LSTM(128)", shape=(13, 5))


LOWER = {
    "strip": {"n": "16", "m": "33"},
    "pairs": {"number": "681", "counted": "torch LSTM"},
    "budget": {"budget": "2560", "unit": "float32", "n_features": "7"},
}


def set_lower(tab):
    for name, texts in LOWER.items():
        root = live(tab, name)
        for control, text in texts.items():
            place = root.locator(f"[name={control}]")
            if place.evaluate("each => each.tagName") == "SELECT":
                place.select_option(text)
            else:
                place.fill(text)


def expect_lower(tab):
    for name, texts in LOWER.items():
        root = live(tab, name)
        for control, text in texts.items():
            expect(root.locator(f"[name={control}]")).to_have_value(text)
        expect(root.locator(".gc-result[data-stale]")).to_have_count(0)
    expect(tab.locator("[data-live=strip] caption")).to_contain_text("33")
    expect(tab.locator("[data-live=pairs] .gc-said")).to_contain_text("680")
    said = "[data-live=budget] tr[data-kind=LSTM]"
    expect(tab.locator(said)).not_to_have_attribute("data-units", "47")


def test_the_lower_forms_survive_reload_sharing_and_the_other_language(calculator):
    tab = calculator()
    field(tab, "units").fill("17")
    total(tab, "LSTM(17)", shape=(13, 5))
    set_lower(tab)
    expect_lower(tab)
    shared = urlsplit(tab.url).query
    tab.reload()
    expect_lower(tab)
    total(tab, "LSTM(17)", shape=(13, 5))
    other = calculator(f"?{shared}")
    expect_lower(other)
    other.locator("a.gc-twin").click()
    other.wait_for_selector('[data-calculator][data-state="ready"]')
    expect_lower(other)
    total(other, "LSTM(17)", shape=(13, 5))
    # Back takes back the last change alone.
    tab.evaluate("scrollTo(0, 0)")
    live(tab, "strip").locator("[name=m]").fill("34")
    expect(tab.locator("[data-live=strip] caption")).to_contain_text("34")
    tab.go_back()
    expect_lower(tab)


def test_no_picture_is_higher_than_the_screen(calculator):
    tab = calculator("?units=3&input_shape=13,2000")
    for width, height in ((1440, 900), (390, 844)):
        tab.set_viewport_size({"width": width, "height": height})
        drawn = tab.locator("[data-calculator] svg.gc-weights")
        assert drawn.bounding_box()["height"] < height * 0.8


# --- copying --------------------------------------------------------------------


def copied(tab, name):
    tab.locator(f"[data-calculator] [data-copy={name}]").click()
    return tab.evaluate("navigator.clipboard.readText()")


@both_languages
def test_copying(calculator):
    tab = calculator(permissions=["clipboard-read", "clipboard-write"])
    field(tab, "units").fill("11")
    total(tab, "LSTM(11)", shape=(13, 5))
    assert "(5 + 11)" in copied(tab, "latex")
    assert "| `lstm_cell/kernel` | `(5, 44)` |" in copied(tab, "markdown")
    assert "layer = keras.layers.LSTM(11)" in copied(tab, "program")
    said = {"zh": "已复制。", "en": "Copied."}[
        tab.locator("html").get_attribute("lang")
    ]
    expect(tab.locator("[data-calculator] .gc-live")).to_have_text(said)
    expect(tab.locator("[data-calculator] .gc-copied")).to_be_hidden()


def test_copying_where_the_browser_refuses(calculator):
    """The text then stands in a field, selected."""

    def refuse(tab):
        tab.add_init_script("delete Navigator.prototype.clipboard")

    tab = calculator(before=refuse)
    tab.locator("[data-calculator] [data-copy=latex]").click()
    shown = tab.locator("[data-calculator] .gc-copied")
    expect(shown).to_be_visible()
    assert "(5 + 10)" in shown.input_value()
    selected = (
        "document.activeElement.value.slice(...['selectionStart', 'selectionEnd']"
    )
    selected += ".map((name) => document.activeElement[name]))"
    assert tab.evaluate(selected) == shown.input_value()


# --- strip and inverse ----------------------------------------------------------


def live(tab, name):
    root = tab.locator(f"[data-live={name}]")
    root.scroll_into_view_if_needed()
    tab.wait_for_selector(f'[data-live={name}][data-state="ready"]')
    return root


def counts(root):
    return {
        (each.get_attribute("data-convention"), each.get_attribute("data-kind")): int(
            each.locator("[data-count]").get_attribute("data-count")
        )
        for each in root.locator("td[data-kind]").all()
    }


@pytest.mark.parametrize("path", ["calculator/", "whose-640/"])
def test_the_strip(visit, language, path):
    """All conventions at once, without Python too; and live with it."""
    still = visit(f"/{language}/{path}", java_script_enabled=False)
    shown = counts(still.locator("[data-live=strip]"))
    assert {600, 640, 680, 710, 450, 480, 490, 510} <= set(shown.values())
    tab = visit(f"/{language}/{path}")
    root = live(tab, "strip")
    root.locator("[name=n]").fill("16")
    root.locator("[name=m]").fill("1 000")
    expect(root.locator("caption")).to_contain_text("1,000")
    for (name, kind), number in counts(root).items():
        [convention] = [each for each in CONVENTIONS if each.name == name]
        reading = convention.reading(kind, 16, 1000)
        assert number == reading.count().total
    root.locator("[name=m]").fill("many")
    expect(root.locator("[data-refusal]")).to_be_visible()
    expect(root.locator("[name=m]")).to_have_attribute("aria-invalid", "true")


def test_a_number_of_the_strip_leads_to_its_derivation(visit, language):
    """On the calculator's page it is opened there, from elsewhere it is gone to."""
    tab = visit(f"/{language}/calculator/")
    root = live(tab, "strip")
    cell = "td[data-convention='torch'][data-kind=LSTM] a"
    root.locator(cell).click()
    total(tab, "nn.LSTM(5, 10)", "torch")
    expect(field(tab, "framework")).to_have_value("torch")
    tab.go_back()
    total(tab, "LSTM(10)", shape=(13, 5))
    tab = visit(f"/{language}/whose-640/")
    tab.locator("td[data-convention='flax.nnx'][data-kind=GRU] a").click()
    tab.wait_for_url("**/calculator/?framework=flax.nnx**")
    total(tab, "nnx.RNN(nnx.GRUCell(5, 10, rngs=rngs))", "flax.nnx")


def pairs(root):
    return [each.get_attribute("data-pair") for each in root.locator("tr").all()][1:]


def test_which_sizes_give_a_number(visit, language):
    still = visit(f"/{language}/calculator/", java_script_enabled=False)
    six = ["5,10", "11,8", "26,5", "35,4", "77,2", "158,1"]
    assert pairs(still.locator("[data-live=pairs]")) == six
    tab = visit(f"/{language}/calculator/")
    root = live(tab, "pairs")
    root.locator("[name=counted]").select_option("torch LSTM")
    expect(root.locator("[data-pair]").first).to_have_attribute("data-pair", "4,10")
    assert pairs(root) == ["4,10", "10,8", "25,5", "34,4", "76,2", "157,1"]
    root.locator("[name=number]").fill("681")
    expect(root.locator(".gc-said")).to_contain_text("680")
    root.locator("[name=number]").fill("80,000,000,800,000,000")
    expect(root.locator('[data-pair="100000000,100000000"]')).to_have_count(1)
    root.locator("[name=number]").fill("0")
    expect(root.locator("[data-refusal]")).to_be_visible()


def test_what_fits_into_a_budget(visit, language):
    tab = visit(f"/{language}/calculator/")
    root = live(tab, "budget")
    root.locator("[name=budget]").fill("640")
    lstm = root.locator("tr[data-kind=LSTM]")
    expect(lstm).to_have_attribute("data-units", "10")
    root.locator("[name=unit]").select_option("float32")
    expect(lstm).to_have_attribute("data-units", "4")
    root.locator("[name=budget]").fill("2560")
    expect(lstm).to_have_attribute("data-units", "10")
    root.locator("[name=convention]").select_option("torch")
    expect(lstm).to_have_attribute("data-units", "9")
    root.locator("[name=budget]").fill("3")
    expect(root.locator("tr[data-kind]")).to_have_count(0)


@both_languages
def test_a_phone_does_not_scroll_sideways(calculator):
    tab = calculator(viewport={"width": WIDTHS[0], "height": 800})
    for root in ("strip", "pairs", "budget"):
        live(tab, root)
    closed = tab.locator("article details:not([open]) > summary")
    for framework, (given, code) in STATES.items():
        given = given.replace("=9", "=900000")
        go(tab, f"?framework={framework}&{given}")
        wide = re.sub(r"\b9\b", "900000", code)
        total(tab, wide, framework, SHAPES.get(framework))
        while closed.count():
            closed.first.click()
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            reached = tab.evaluate("document.documentElement.scrollWidth")
            assert reached <= width, framework
