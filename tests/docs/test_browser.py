"""The built pages in a real Chromium, both languages."""

import re

import pytest
from playwright.sync_api import expect

from gatecount import count
from tests.pages import LANGUAGES, SITE, pages
from tests.visiting import Waiting, case, go, serving


def ready(tab):
    tab.locator("[data-calculator]").scroll_into_view_if_needed()
    tab.wait_for_selector('[data-calculator][data-state="ready"]')


def total(tab, wanted):
    """Wait until the calculator shows this number, in both its forms."""
    shown = tab.locator("[data-calculator] [data-total]")
    expect(shown).to_have_attribute("data-total", str(wanted))
    expect(shown).to_have_text(f"{wanted:,}")


def wanted(code, shape):
    return count(code, framework="keras", input_shape=shape).total


# --- the calculator's contract -------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "calculator/"])
def test_first_answer_then_python(visit, language, path):
    tab = visit(f"/{language}/{path}", java_script_enabled=False)
    root = tab.locator("[data-calculator]")
    expect(root).to_have_count(1)
    expect(root).to_have_attribute("data-state", "static")
    total(tab, wanted("LSTM(10)", (13, 5)))
    expect(root.locator("[name=units]")).to_be_disabled()
    expect(root.locator("noscript")).not_to_be_empty()

    tab = visit(f"/{language}/{path}")
    ready(tab)
    total(tab, wanted("LSTM(10)", (13, 5)))
    expect(tab.locator("[data-error]")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_live_answer_equals_the_static_one(visit, language):
    """The browser's Python shows, to the letter, what the build showed."""
    inside = "document.querySelector('[data-calculator] .gc-result').innerHTML"
    before = visit(f"/{language}/calculator/", java_script_enabled=False)
    static = before.locator("[data-calculator] .gc-result").inner_html()
    tab = visit(f"/{language}/calculator/?units=11")
    ready(tab)
    total(tab, wanted("LSTM(11)", (13, 5)))
    tab.fill("[name=units]", "10")
    total(tab, wanted("LSTM(10)", (13, 5)))
    assert tab.evaluate(inside) == static


ADDRESSES = [
    ("framework=keras&layer=GRU&units=64&input_shape=13,300", "GRU(64)", (13, 300)),
    ("layer=GRU&reset_after=False", "GRU(10, reset_after=False)", (13, 5)),
    ("layer=SimpleRNN&units=1&input_shape=None,1", "SimpleRNN(1)", (None, 1)),
    ("units=256&input_shape=None,4096", "LSTM(256)", (None, 4096)),
    ("bidirectional=True", "Bidirectional(LSTM(10))", (13, 5)),
    ("units=100000000&input_shape=1,100000000", "LSTM(100000000)", (1, 100000000)),
    ("units=%EF%BC%91%EF%BC%91&input_shape=(13%EF%BC%8C5)", "LSTM(11)", (13, 5)),
]


def test_an_address_is_an_answer(visit, language):
    """The first as the page is opened, the others as by Back."""
    tab = visit(f"/{language}/calculator/?{ADDRESSES[0][0]}")
    ready(tab)
    for query, code, shape in ADDRESSES:
        with case(query):
            go(tab, f"?{query}")
            total(tab, wanted(code, shape))
            expect(tab.locator(".gc-code code").first).to_have_text(code)


def test_every_control_answers_and_writes_the_address(visit, a_language):
    tab = visit(f"/{a_language}/calculator/")
    ready(tab)
    tab.select_option("[name=layer]", "GRU")
    total(tab, wanted("GRU(10)", (13, 5)))
    tab.fill("[name=units]", "１２")
    total(tab, wanted("GRU(12)", (13, 5)))
    tab.fill("[name=input_shape]", "7, 1 000")
    total(tab, wanted("GRU(12)", (7, 1000)))
    tab.uncheck("[name=reset_after]")
    total(tab, wanted("GRU(12, reset_after=False)", (7, 1000)))
    tab.check("[name=bidirectional]")
    total(tab, wanted("Bidirectional(GRU(12, reset_after=False))", (7, 1000)))
    tab.uncheck("[name=use_bias]")
    total(tab, wanted("Bidirectional(GRU(12, use_bias=False))", (7, 1000)))
    tab.check("[name=return_sequences]")
    expect(tab.locator(".gc-output code")).to_have_text("(None, 7, 24)")

    again = visit(tab.url)
    ready(again)
    total(again, wanted("Bidirectional(GRU(12, use_bias=False))", (7, 1000)))
    expect(again.locator("[name=units]")).to_have_value("12")
    expect(again.locator("[name=reset_after]")).not_to_be_checked()
    expect(again.locator(".gc-output code")).to_have_text("(None, 7, 24)")


def test_an_answer_belongs_to_its_question(visit, a_language):
    """Until Python has answered, the static answer is marked as another's."""
    waiting = Waiting(visit, f"/{a_language}/calculator/?layer=GRU&units=64")
    tab = waiting.tab
    stale = tab.locator('.gc-result[data-stale="pending"]')
    expect(stale).to_have_count(1)
    waiting.release()
    ready(tab)
    total(tab, wanted("GRU(64)", (13, 5)))
    expect(stale).to_have_count(0)


PYTHON_IS_READY = """() => new Promise((done) => {
  const { kept } = earlyPython;
  const ready = () => kept.some(({ data }) => data?.ready);
  const look = () => ready() ? done() : setTimeout(look, 50);
  look();
})"""


def test_an_address_is_answered_though_python_was_there_first(visit):
    """On a slow page Python is ready before its script, and out of sight."""

    def late(tab):
        def hold(route):
            tab.evaluate(PYTHON_IS_READY)
            route.continue_()

        tab.route("**/calculator.mjs", hold)

    tab = visit("/en/calculator/?units=17#how-to", before=late)
    total(tab, wanted("LSTM(17)", (13, 5)))


def test_going_back_restores_form_and_answer(visit, a_language):
    tab = visit(f"/{a_language}/calculator/?units=20")
    ready(tab)
    total(tab, wanted("LSTM(20)", (13, 5)))
    tab.evaluate("location.hash = '#how-to'")
    tab.select_option("[name=layer]", "GRU")
    total(tab, wanted("GRU(20)", (13, 5)))
    tab.go_back()
    expect(tab.locator("[name=layer]")).to_have_value("LSTM")
    total(tab, wanted("LSTM(20)", (13, 5)))


def test_nothing_jumps_while_python_loads(visit):
    """The form and the beginning of the answer stay where they are."""
    tab = visit("/en/calculator/", fresh=True)
    place = "document.querySelector('.gc-derivation').getBoundingClientRect().top"
    before = tab.evaluate(place + " + scrollY")
    ready(tab)
    tab.fill("[name=units]", "11")
    total(tab, wanted("LSTM(11)", (13, 5)))
    assert abs(tab.evaluate(place + " + scrollY") - before) < 2


def test_controls_follow_the_layer(visit, a_language):
    tab = visit(f"/{a_language}/calculator/")
    expect(tab.locator("[name=reset_after]")).to_be_hidden()
    tab.select_option("[name=layer]", "GRU")
    expect(tab.locator("[name=reset_after]")).to_be_visible()


@pytest.mark.parametrize(
    "language, sentence", [("zh", "不是数"), ("en", "is not a number")]
)
def test_bad_input_gets_a_sentence(visit, language, sentence):
    tab = visit(f"/{language}/calculator/")
    ready(tab)
    tab.fill("[name=units]", "20")
    total(tab, wanted("LSTM(20)", (13, 5)))
    tab.fill("[name=units]", "many")
    error = tab.locator("[data-error]")
    expect(error).to_be_visible()
    expect(error).to_contain_text(sentence)
    expect(tab.locator("[name=units]")).to_have_attribute("aria-invalid", "true")
    expect(tab.locator(".gc-result[data-stale]")).to_have_count(1)
    total(tab, wanted("LSTM(20)", (13, 5)))
    tab.fill("[name=units]", "30")
    expect(error).to_be_hidden()
    expect(tab.locator(".gc-result[data-stale]")).to_have_count(0)
    total(tab, wanted("LSTM(30)", (13, 5)))


def test_an_address_is_data(visit, language):
    """Markup in a query is shown as text in a sentence, and runs nowhere."""
    attack = "<img src=x onerror=alert(1)>"
    tab = visit(f"/{language}/calculator/?units={attack}")
    ready(tab)
    for name in ("units", "framework", "layer", "input_shape", "use_bias"):
        with case(name):
            if name != "units":
                go(tab, "?")
                total(tab, wanted("LSTM(10)", (13, 5)))
                expect(tab.locator("[data-error]")).to_be_hidden()
                go(tab, f"?{name}={attack}")
            harmless(tab, name)


def harmless(tab, name):
    expect(tab.locator("[data-error]")).to_contain_text("<img")
    expect(tab.locator("[data-calculator] img")).to_have_count(0)
    total(tab, wanted("LSTM(10)", (13, 5)))
    tab.fill("[name=units]", "11")
    if name == "use_bias":
        return
    tab.select_option("[name=layer]", "LSTM")
    tab.fill("[name=input_shape]", "13,5")
    total(tab, wanted("LSTM(11)", (13, 5)))


def test_python_waits_until_it_is_near(visit, language):
    """Reading the beginning of the article does not load Python; touching does.

    With it, Chinese sentences come to readers of Chinese, and to them alone.
    """
    asked = []
    tab = visit(
        f"/{language}/",
        before=lambda tab: tab.on("request", lambda r: asked.append(r.url)),
    )
    tab.wait_for_timeout(1_500)  # it would have been asked for by now
    assert not [url for url in asked if "pyodide" in url]
    expect(tab.locator("[data-calculator]")).to_have_attribute("data-state", "static")
    ready(tab)
    assert [url for url in asked if "pyodide.asm.wasm" in url]
    came = {url.rsplit("/", 1)[1] for url in asked if "zh.json" in url}
    assert came == ({"zh.json"} if language == "zh" else set())


def test_loading_is_shown(visit):
    waiting = Waiting(visit, "/en/calculator/")
    tab = waiting.tab
    tab.wait_for_selector('[data-calculator][data-state="loading"]')
    expect(tab.locator('[data-calculator] [data-when="loading"]')).to_contain_text(
        re.compile(r"\d+\.\d MB")
    )
    expect(tab.locator("[data-calculator] progress")).to_be_visible()
    waiting.release()
    ready(tab)


# --- the pages ------------------------------------------------------------------


def test_reads_without_javascript(visit, page):
    """Text, formulas, figures and answers stand in the HTML; what is folded opens."""
    tab = visit(page.address, java_script_enabled=False)
    expect(tab.locator("article h1")).to_be_visible()
    for part in tab.locator("article details:not([data-part=elsewhere])").all():
        if part.get_attribute("open") is None:
            part.locator("> summary").click()
    for selector in ("article .katex", "article figure svg", "article pre"):
        hidden = tab.locator(selector).evaluate_all(
            "(all) => all.filter((each) => !each.getClientRects().length ||"
            " getComputedStyle(each).visibility !== 'visible')"
            ".map((each) => each.textContent)"
        )
        assert not hidden, selector
    assert "\\(" not in tab.locator("article").inner_text()


# From the last line of the title to what follows it.
BELOW_TITLE = """() => {
  const title = document.querySelector("h1");
  const words = document.createRange();
  words.selectNode(title.firstChild);
  const next = title.nextElementSibling.getBoundingClientRect();
  return next.top - words.getBoundingClientRect().bottom;
}"""


@pytest.mark.parametrize("address", ["/zh/", "/zh/program/", "/en/program/"])
def test_a_title_has_its_text_near(visit, address):
    """At every width: no empty line where the title just fits."""
    tab = visit(address)
    for width in (1280, *range(320, 440, 8)):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate(BELOW_TITLE) < 36, width
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_switching_language_keeps_page_and_place(visit):
    tab = visit("/zh/")
    tab.locator("#output-gate").scroll_into_view_if_needed()
    tab.evaluate("document.getElementById('output-gate').scrollIntoView()")
    tab.click("a[hreflang=en]")
    tab.wait_for_url("**/en/#output-gate")
    tab.click("a[hreflang=zh]")
    tab.wait_for_url("**/zh/#output-gate")
    tab = visit("/en/calculator/?layer=GRU&units=64")
    tab.click("a[hreflang=zh]")
    tab.wait_for_url("**/zh/calculator/?layer=GRU&units=64*")
    ready(tab)
    total(tab, wanted("GRU(64)", (13, 5)))


def test_switching_language_without_javascript(visit):
    tab = visit("/zh/variations/", java_script_enabled=False)
    tab.click("a[hreflang=en]")
    tab.wait_for_url("**/en/variations/")


@pytest.mark.parametrize("heading", ["step", "three-ways", "keras"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_link_to_a_heading_leads_to_it(visit, width, heading):
    """Also when what stands above is laid out late or grows."""
    size = {"width": width, "height": 900}
    tab = visit(f"/zh/#{heading}", fresh=True, viewport=size)
    tab.wait_for_timeout(1_500)
    header = tab.locator(".md-header").bounding_box()["height"]
    assert 0 <= tab.locator(f"#{heading}").bounding_box()["y"] - header < 60


def test_a_gate_lights_up_everywhere(visit):
    tab = visit("/en/")
    page = tab.locator("html")
    for gate in "fico":
        tab.locator(f"#fig-cell a.gate-{gate} .box").hover()
        expect(page).to_have_attribute("data-gate", gate)
        tab.mouse.move(0, 0)
    formula = tab.locator("#forget-gate ~ div.arithmatex").first
    formula.focus()
    expect(page).to_have_attribute("data-gate", "f")
    tab.locator("#fig-cell a.gate-o").focus()
    expect(page).to_have_attribute("data-gate", "o")
    lit = tab.locator("#output-gate ~ div .gate-o").first
    expect(lit).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#output-gate")


# --- the site -------------------------------------------------------------------


@pytest.mark.parametrize(
    "locale, language", [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")]
)
def test_root_sends_to_the_reader_s_language(visit, locale, language):
    tab = visit("/", locale=locale)
    tab.wait_for_url(f"**/{language}/")


def test_root_offers_both_without_javascript(visit):
    tab = visit("/", java_script_enabled=False)
    for language in LANGUAGES:
        expect(tab.locator(f"a[href='{language}/']")).to_be_visible()


@pytest.mark.parametrize(
    "language, words", [("zh", "没有这一页"), ("en", "no such page")]
)
def test_404_in_the_right_language(visit, language, words):
    tab = visit(f"/{language}/no/such/page/", expect_errors=True)
    expect(tab.locator("h1")).to_contain_text(words)
    tab.click("article p a")
    tab.wait_for_url(f"**/{language}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_404_at_the_root_is_ours(visit, scheme):
    """In the site's colours, both languages, with ways on."""
    tab = visit("/nothing", expect_errors=True, color_scheme=scheme)
    expect(tab.locator("header")).to_have_css("background-color", "rgb(22, 50, 79)")
    expect(tab.locator("h1:visible")).to_have_count(len(LANGUAGES))
    tab.locator("a[href$='zh/calculator/']").click()
    tab.wait_for_url("**/zh/calculator/")


@pytest.mark.parametrize(
    "language, words", [("zh", "没有这一页"), ("en", "no such page")]
)
def test_404_of_a_host_that_knows_only_one(visit, language, words):
    """GitHub Pages answers with the root's page: it picks the language itself."""

    def only_root(tab):
        body = (SITE / "404.html").read_text(encoding="utf-8")
        tab.route(
            "**/missing",
            lambda route: route.fulfill(
                status=404, body=body, content_type="text/html"
            ),
        )

    tab = visit(f"/{language}/missing", expect_errors=True, before=only_root)
    expect(tab.locator("h1:visible")).to_have_text(re.compile(words))


def test_works_under_any_base_path(chromium, tmp_path):
    """A project page lives below a folder: nothing may point to the host's root."""
    (tmp_path / "deep" / "base").mkdir(parents=True)
    (tmp_path / "deep" / "base" / "site").symlink_to(SITE)
    with serving(tmp_path) as address:
        tab = chromium.new_page()
        failed = []
        tab.on("response", lambda r: r.status >= 400 and failed.append(r.url))
        tab.goto(f"{address}/deep/base/site/zh/calculator/?units=11")
        ready(tab)
        total(tab, wanted("LSTM(11)", (13, 5)))
        tab.click("a[hreflang=en]")
        tab.wait_for_url("**/deep/base/site/en/calculator/?units=11*")
        ready(tab)
        tab.click(".md-logo")
        tab.wait_for_url("**/deep/base/site/en/")
        assert not failed
        tab.close()


def test_every_page_was_visited():
    """The page fixture covers each page of both languages."""
    built = {
        "/" + path.parent.relative_to(SITE).as_posix() + "/"
        for language in LANGUAGES
        for path in (SITE / language).rglob("index.html")
        if "embed" not in path.parts  # see test_embed.py
    }
    assert built == {page.address for page in pages()}
