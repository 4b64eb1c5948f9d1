"""The three ways in on the home page, as a reader meets them."""

import json
import re

import pytest
from playwright.sync_api import expect

from figures.live import walk
from gatecount import count
from live.home.page import M, N, entrances
from tests.pages import ROOT
from tests.visiting import both_languages, case

PHONE = {"width": 390, "height": 844}
# What is pasted, and the page that it leads to.
PASTED = {
    "640": "clinic/?number=640",
    "1,000": "clinic/?number=1%2C000",
    "Total params: 640 (2.50 KB)": "clinic/?number=640",
    "LSTM(10)": "calculator/?code=LSTM%2810%29#calculator",
    "model.add(LSTM(10, input_shape=(20, 8)))": "calculator/?code=",
    "self.lstm = nn.LSTM(5, 10)": "calculator/?code=",
    "import keras\nmodel = keras.Sequential()": "program/",
    "keras.Sequential([keras.Input((13, 5)), LSTM(10)])": "program/",
    "[(5, 40), (10, 40), (40,)]": "program/",
    "torch.Size([40, 5])\ntorch.Size([40, 10])": "program/",
    " lstm (LSTM)        (None, 10)        640": "program/",
}


@pytest.fixture
def home(visit, language):
    def open_home(**options):
        tab = visit(f"/{language}/", **options)
        tab.wait_for_function("document.querySelector('.gc-entrances[data-awake]')")
        return tab

    return open_home


def way(tab, name):
    return tab.locator(f"[data-entrance={name}]")


def total(tab):
    return way(tab, "count").locator("[data-total]")


def fill(tab, n, m):
    features, units = way(tab, "count").locator("input").all()
    features.fill(n)
    units.fill(m)


# How much has moved on the page since it was first painted.
SHIFTED = """() => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  return observer.takeRecords().reduce((sum, { value }) => sum + value, 0);
}"""


@both_languages
@pytest.mark.parametrize("size", [(390, 844), (1440, 900)], ids=str)
def test_the_first_screen_opens_with_squares_sliders_and_number(home, size):
    """On a wide one with the three ways in beside them; below the guess."""
    viewport = {"width": size[0], "height": size[1]}
    tab = home(fresh=True, viewport=viewport)
    root = tab.locator("[data-figure=grow]")
    first = [root.locator("svg").first, root.locator("[data-total]")]
    ways = tab.locator(".gc-way").all()
    if size[0] > 1000:
        first += [*root.locator("input:visible").all(), *ways]
        right = root.bounding_box()["x"] + root.bounding_box()["width"]
        assert all(each.bounding_box()["x"] > right for each in ways)
    for each in first:
        expect(each).to_be_in_viewport(ratio=1)
    guess = tab.locator("[data-guess] input").bounding_box()
    assert guess["y"] < root.bounding_box()["y"]
    assert tab.evaluate(SHIFTED) < 0.01  # only a font that comes late may move a line


# A field or button is seen, in the window, and is what a tap there hits.
HIT = """each => { const box = each.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  return box.width > 20 && box.height >= 24 && x > 0 && x < innerWidth && y > 0
    && y < innerHeight && document.elementFromPoint(x, y) === each; }"""


@both_languages
def test_they_are_seen_and_can_be_tapped(home):
    """On a phone the first field stands on the first two screens."""
    tab = home(viewport=PHONE)
    for width in (390, 320, 1440):
        tab.set_viewport_size({"width": width, "height": 844})
        first = way(tab, "count").locator("input").first
        tab.evaluate("scrollTo(0, 0)")
        assert first.bounding_box()["y"] < 844 * 1.5
        for control in tab.locator(".gc-way :is(input, textarea, button)").all():
            control.scroll_into_view_if_needed()
            tab.wait_for_function(HIT, arg=control.element_handle())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


SIZES = [
    ("5", "10"),
    ("128", "256"),
    ("１２８", "256"),
    ("1,000", "1 000"),
    ("1", "1"),
    ("99999999999999999999", "99999999999999999999"),
]


def test_the_number_follows_at_once(home):
    """Before Python is there, and exactly; it is the engine's number."""
    tab = home()
    for n, m in SIZES:
        fill(tab, n, m)
        plain = [re.sub(r"\D", "", each.translate(FULL)) for each in (n, m)]
        wanted = count(f"LSTM({plain[1]})", input_shape=(None, int(plain[0]))).total
        assert total(tab).get_attribute("data-total") == str(wanted)
        assert total(tab).inner_text() == f"{wanted:,}"
        other = count(f"nn.LSTM({', '.join(plain)})", "torch").total
        assert tab.locator("[data-others]").inner_text() == f"{other:,}"
        box, room = total(tab).bounding_box(), way(tab, "count").bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"]


FULL = str.maketrans("０１２３４５６７８９", "0123456789")


def test_python_confirms(home):
    tab = home()
    fill(tab, "7", "9")
    expect(way(tab, "count").locator(".gc-agreed")).to_contain_text("Python")
    fill(tab, "7", "x")
    expect(way(tab, "count").locator(".gc-agreed")).to_be_empty()


def test_the_page_says_where_python_differs(home):
    """Were the two to disagree, the reader is told, with both numbers in sight."""

    def lie(tab):
        tab.add_init_script(
            "globalThis.sharedPython = Object.assign(new EventTarget(), {state: "
            "'ready', received: 0, start() {}, call: async () => ({total: '641'})})"
        )

    tab = home(before=lie)
    fill(tab, "5", "10")
    expect(way(tab, "count").locator(".gc-error")).to_contain_text("641")
    assert total(tab).inner_text() == "640"


def test_bad_sizes_get_a_sentence_at_their_field(home, language):
    tab = home()
    features, units = way(tab, "count").locator("input").all()
    error = way(tab, "count").locator(".gc-error")
    for typed in ("0", "1.5", "", "x", "-3", "9" * 41, "1e9", "十"):
        units.fill(typed)
        expect(error).to_be_visible()
        said = error.inner_text()
        assert re.search(r"\bm\b", said)
        assert said.endswith("。" if language == "zh" else ".")
        assert units.get_attribute("aria-invalid") == "true"
        assert features.get_attribute("aria-invalid") is None
        assert total(tab).get_attribute("data-total") == ""
        units.fill("10")
        expect(error).to_be_hidden()
        assert total(tab).inner_text() == "640"


def test_why_leads_to_the_working(home, a_language):
    tab = home()
    fill(tab, "1,000", "２５６")
    wanted = total(tab).get_attribute("data-total")
    way(tab, "count").locator("input").last.press("Enter")
    tab.wait_for_url(f"**/{a_language}/calculator/?*")
    shown = tab.locator("[data-calculator] [data-total]")
    expect(shown).to_have_attribute("data-total", wanted)


def test_another_number_goes_to_the_clinic_with_the_layer(home, a_language):
    tab = home()
    fill(tab, "128", "256")
    way(tab, "number").locator("input").fill("394,752")
    way(tab, "number").locator("button").click()
    tab.wait_for_url(f"**/{a_language}/clinic/?*")
    root = tab.locator("[data-live=clinic]")
    for name, text in {"number": "394,752", "n": "128", "m": "256"}.items():
        expect(root.locator(f"[name={name}]")).to_have_value(text)
    expect(root.locator("[data-verdict]")).to_have_attribute("data-total", "394240")


def test_what_is_no_number_gets_a_sentence(home, language):
    tab = home()
    for typed in ("", "x", "1.5", "10^40", "9" * 41):
        way(tab, "number").locator("input").fill(typed)
        way(tab, "number").locator("button").click()
        expect(way(tab, "number").locator(".gc-error")).to_be_visible()
        assert tab.url.endswith(f"/{language}/")


# Keeps the whole address, of which a request lacks the end.
GOING = """() => {
  navigation.onnavigate = ({ destination }) => (globalThis.going = destination.url);
}"""


@pytest.mark.parametrize("name", ["program", "number"])
def test_whatever_is_pasted_reaches_the_tool_that_answers(visit, name):
    tab = visit("/en/")
    home = tab.url
    answered = {"status": 204}  # the page stays
    for tool in ("clinic", "calculator"):  # which are told by their address alone
        tab.route(f"**/en/{tool}/*", lambda route: route.fulfill(**answered))
    tab.route("**/*.wasm", lambda route: None)  # nothing is counted here
    for pasted, page in PASTED.items():
        if name == "number" and "\n" in pasted:
            continue  # a field of one line takes no lines
        tab.wait_for_function("document.querySelector('.gc-entrances[data-awake]')")
        tab.evaluate(GOING)
        way(tab, name).locator("input, textarea").fill(pasted)
        tool = f"**/en/{page.partition('?')[0]}*"
        with case(pasted), tab.expect_request(tool) as asked:
            way(tab, name).locator("button").click()
        if page != "program/":
            assert page in tab.evaluate("going") and asked.value
            continue
        tab.wait_for_url(f"{tool}*")
        editor = tab.locator("[data-program] .cm-content")
        expect(editor).to_contain_text(pasted.splitlines()[-1].strip()[:12])
        tab.goto(home)


# Each is counted in front of the reader, who has pressed the button that says so.
COUNTED = [
    ("import keras\nmodel = keras.Sequential([keras.Input((13, 5)),\n"
     "    keras.layers.LSTM(10)])\n" + "\n" * 60, ".gc-result [data-total='640']"),
    (" lstm (LSTM)        (None, 10)        640", ".gc-result [data-total='640']"),
    ("Wie viele Parameter hat\nmein LSTM?", "[data-error]"),
]  # fmt: skip


ON_TOP = """each => { const { x, y, width, height } = each.getBoundingClientRect();
  return each.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""


def test_count_it_counts_and_shows_the_result(home, language):
    tab = home(viewport=PHONE)
    address = tab.url
    for text, result in COUNTED:
        tab.goto(address)
        tab.wait_for_function("document.querySelector('.gc-entrances[data-awake]')")
        way(tab, "program").locator("textarea").fill(text)
        way(tab, "program").locator("button").click()
        tab.wait_for_url(f"**/{language}/program/")
        shown = tab.locator(f"[data-program] {result}").first
        expect(shown).to_be_in_viewport(ratio=0.9)
        assert shown.evaluate(ON_TOP)
        focused = "document.activeElement.closest('[data-program]') !== null"
        assert tab.evaluate(focused)
    # Whoever comes back, or follows a link, has pressed nothing.
    tab.reload()
    tab.wait_for_selector('[data-program][data-state="ready"]')
    assert tab.locator("[data-program] .gc-result[data-empty]").count() == 1


def test_what_is_pasted_into_a_size_is_offered_its_tool(home, a_language):
    tab = home()
    way(tab, "count").locator("input").first.fill("LSTM(10)")
    way(tab, "count").locator(".gc-go").click()
    tab.wait_for_url(f"**/{a_language}/calculator/?code=LSTM*")


def test_clinic_and_program_page_send_on_what_another_tool_answers(visit, a_language):
    tab = visit(f"/{a_language}/clinic/")
    root = tab.locator("[data-live=clinic]")
    tab.wait_for_selector('[data-live=clinic][data-state="ready"]')
    root.locator("[name=number]").fill("LSTM(10)")
    root.locator("[data-refusal] .gc-go").click()
    tab.wait_for_url(f"**/{a_language}/calculator/?code=LSTM*")
    shown = tab.locator("[data-calculator] [data-total]")
    expect(shown).to_have_attribute("data-total", "640")

    tab.goto(tab.url.partition("calculator/")[0] + "program/")
    tab.locator("[data-program] .cm-content").fill("640")
    tab.locator("[data-program] [name=run]").click()
    tab.locator("[data-program] [data-error] .gc-go").click()
    tab.wait_for_url(f"**/{a_language}/clinic/?number=640")


def test_without_a_script_they_lead_to_their_pages(visit, a_language):
    tab = visit(f"/{a_language}/", java_script_enabled=False)
    expect(total(tab)).to_be_hidden()  # it could not follow the fields
    for name, page in {
        "count": "calculator/?input_shape=5&units=10",
        "number": "clinic/?number=1922",
        "program": "program/",
    }.items():
        tab.goto(f"{tab.url.partition(f'/{a_language}/')[0]}/{a_language}/")
        if name == "number":
            way(tab, name).locator("input").fill("1922")
        way(tab, name).locator("button").click()
        tab.wait_for_url(f"**/{a_language}/{page}*")


def test_the_first_number_is_the_engines(language):
    html = entrances(language)
    wanted = count(f"LSTM({M})", input_shape=(None, N)).total
    assert f'data-total="{wanted}"' in html
    learnt = json.loads(re.search(r'data-coefficients="([^"]*)"', html)[1])
    for (a, b, c), layer in zip(learnt, ("keras", "torch")):
        code = f"LSTM({M})" if layer == "keras" else f"nn.LSTM({N}, {M})"
        counted = count(code, layer, (None, N) if layer == "keras" else None)
        assert a * N * M + b * M * M + c * M == counted.total


def test_no_formula_stands_in_the_script():
    """The script has the coefficients from Python: a formula of its own would stay."""
    script = (ROOT / "live/home/entrances.mjs").read_text("utf-8")
    assert not re.search(r"[2-9]n\b", script)


# Where each colour begins on a mark, as the reader's browser computes it.
MARKS = """() => [
  [".md-header", "::after"], ["h2", "::before"],
  [".gc-way[data-entrance=count]", "::before"],
].map(([each, part]) => {
  const drawn = getComputedStyle(document.querySelector(each), part).backgroundImage;
  return drawn.match(/rgb\\([^)]*\\)/g).slice(-6);
})"""


def test_the_marks_show_the_gates_in_one_order(visit):
    """That in which Keras stores them."""
    tab = visit("/en/")
    marks = tab.evaluate(MARKS)
    assert all(mark == marks[0] for mark in marks), marks
    colours = list(dict.fromkeys(marks[0]))
    wanted = tab.evaluate(
        """(gates) => gates.map((gate) => {
          const probe = document.createElement("i");
          probe.style.color = `var(--gate-${gate})`;
          document.body.append(probe);
          return getComputedStyle(probe).color;
        })""",
        list(walk.STORED),
    )
    assert colours == wanted
