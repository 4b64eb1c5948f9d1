"""Calculator, exercises, worksheet, slides in another site's frame; others refuse."""

import re
import urllib.request
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from gatecount import count
from live.calculator.citing import citation, frame
from live.form.form import read
from publish.citation import DATE, VERSION, of_results
from tests.pages import ROOT, SITE, Page
from tests.visiting import serving

SITE_VALUES = of_results("https://example.org/base/en/")
# A worker that may keep nothing: what a reader's third-party settings can do.
DENIED = (
    'Object.defineProperty(self, "caches", { get() '
    '{ throw new DOMException("denied", "SecurityError"); } });\n'
)


@pytest.fixture
def foreign(chromium, host, tmp_path):
    """Open a page of another origin, which frames an address of the site."""
    contexts = []

    def open_page(code, before=lambda tab: None):
        page = f"<!doctype html><title>Course</title><h1>Course</h1>{code}"
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        context = chromium.new_context(viewport={"width": 800, "height": 900})
        contexts.append(context)
        tab = context.new_page()
        before(tab)
        tab.goto(other)
        return tab

    with serving(tmp_path) as address:
        # Another site, not only another port: storage is partitioned.
        other = address.replace("127.0.0.1", "localhost")
        assert urlsplit(other).netloc != urlsplit(host).netloc
        yield open_page
        for context in contexts:
            context.close()


FRAMED = ("calculator", "exercises", "worksheet", "slides")


def snippet(language, name="calculator"):
    """The code that a page offers: the calculator's own, the teaching page's."""
    page = Page(language, name if name == "calculator" else "teaching")
    return page.article.select_one(f'[data-frame="{name}"]').get_text()


def here(code, host):
    """The same code, with the address of the site under test."""
    return re.sub(r'(src|origin !==)( ?)(=?)"https?://[^/"]+', rf'\1\2\3"{host}', code)


# What of the frame's page does not fit into the frame, and a scrollbar's width.
REST = """() => {
  const page = document.documentElement, main = document.querySelector("main");
  return {
    below: page.scrollHeight - innerHeight, beside: page.scrollWidth - innerWidth,
    bar: innerWidth - page.clientWidth,
    empty: innerHeight - main.getBoundingClientRect().height,
  };
}"""


def whole(tab, frame):
    """Wait until all of the frame's page is in the frame, with nothing to scroll."""
    for _ in range(100):
        rest = frame.evaluate(REST)
        if rest["below"] <= 0 and rest["bar"] == 0 and rest["empty"] <= 2:
            break
        tab.wait_for_timeout(100)
    assert rest["below"] <= 0 and rest["beside"] <= 0 and rest["bar"] == 0, rest
    assert rest["empty"] <= 2, rest


@pytest.mark.parametrize("name", FRAMED)
def test_the_frame_is_as_high_as_what_is_in_it(foreign, host, language, name):
    """By the copied code alone, at any width, and after the content has grown."""
    style = "<style>body { margin: 0 }</style>"
    tab = foreign(style + here(snippet(language, name), host))
    for width in (390, 960, 1440):
        tab.set_viewport_size({"width": width, "height": 900})
        if name == "slides" or width == 390:
            tab.reload()  # a deck, or a page to read: that is settled at the start
        element = tab.wait_for_selector("iframe")
        element.scroll_into_view_if_needed()
        frame = element.content_frame()
        frame.wait_for_load_state()
        whole(tab, frame)
        for svg in frame.locator("main svg:visible").all():
            box = svg.bounding_box()
            assert box["height"] < 800 and box["width"] < 1440, (name, width)
    closed = frame.locator("details:not([open]) > summary:visible")
    for fold in [closed.first] * min(closed.count(), 2):
        before = element.bounding_box()["height"]
        fold.click()
        tab.wait_for_function(
            "(height) => document.querySelector('iframe').clientHeight > height",
            arg=before,
        )
        whole(tab, frame)


def test_only_our_frame_sets_a_height(foreign, host, a_language):
    """The script checks who speaks: another frame of the page cannot."""
    code = here(snippet(a_language), host)
    other = "<script>parent.postMessage({type: 'gatecount', height: 77}, '*')</script>"
    tab = foreign(f'{code}<iframe id="other" srcdoc="{other}"></iframe>')
    tab.wait_for_function("document.querySelector('iframe').style.height")
    tab.evaluate("postMessage({type: 'gatecount', height: 77}, '*'); postMessage(null)")
    tab.wait_for_timeout(300)
    assert tab.evaluate("document.querySelector('iframe').clientHeight") > 500
    assert tab.evaluate("document.querySelector('#other').clientHeight") == 150


@pytest.mark.parametrize("name", FRAMED[1:])
def test_they_work_in_a_frame(foreign, host, a_language, name):
    tab = foreign(here(snippet(a_language, name), host))
    inside = tab.frame_locator("iframe")
    if name == "exercises":
        form = inside.locator("[data-exercise]").first
        form.locator("input").fill("12345")
        form.locator("button").click()
        expect(form).to_have_attribute("data-result", "wrong")
    elif name == "worksheet":
        inside.locator("[name=students]").fill("Lu Xun")
        expect(inside.locator(".gc-result")).to_contain_text("Lu Xun")
    else:
        expect(inside.locator(".slides h1")).to_be_visible()
        inside.locator(".navigate-right").click()
        expect(inside.locator("section.present #guess")).to_be_visible()
    links = inside.locator("a[href]:visible:not([href^='#'])")
    with tab.context.expect_page() as opened:
        links.last.click()
    assert opened.value.url.startswith(host)
    assert len(tab.frames) == 2 and "/embed/" in tab.frames[1].url


@pytest.mark.parametrize("name", FRAMED[1:])
def test_what_they_point_to_is_there(host, language, name):
    """One level deeper than the page itself, and every address still right."""
    path = f"/{language}/embed/{name}/"
    soup = BeautifulSoup((SITE / path[1:] / "index.html").read_text("utf-8"), "lxml")
    found = {
        each[key] for key in ("href", "src") for each in soup.select(f"[{key}]")
    } | {each["data-base"] for each in soup.select("[data-base]")}
    assert len(found) > 10
    for each in found:
        parts = urlsplit(urljoin(f"https://site{path}", each))
        if parts.netloc == "site":
            file = SITE / parts.path.lstrip("/")
            assert (file / "index.html" if file.is_dir() else file).is_file(), each


@pytest.mark.parametrize("before", ["plain", "denied"])
def test_the_code_works_in_another_site(foreign, host, a_language, before):
    def deny(tab):
        script = (SITE / "assets/calculator/worker.mjs").read_text(encoding="utf-8")
        tab.route(
            "**/assets/calculator/worker.mjs",
            lambda route: route.fulfill(
                body=DENIED + script, content_type="text/javascript"
            ),
        )

    code = here(snippet(a_language), host)
    code = code.replace("/embed/", "/embed/?layer=GRU&amp;units=64")
    tab = foreign(code, deny if before == "denied" else lambda tab: None)
    inside = tab.frame_locator("iframe")
    shown = inside.locator("[data-calculator] [data-total]")
    wanted = count("GRU(64)", input_shape=(13, 5)).total
    expect(shown).to_have_attribute("data-total", str(wanted))
    inside.locator("[name=units]").fill("65")
    wanted = count("GRU(65)", input_shape=(13, 5)).total
    expect(shown).to_have_attribute("data-total", str(wanted))
    link = inside.locator(".gc-foot a")
    link.focus()
    whole = urlsplit(link.get_attribute("href"))
    assert whole.path == f"/{a_language}/calculator/" and "units=65" in whole.query


def test_other_pages_refuse(foreign, host, a_language):
    said = []
    code = f'<iframe src="{host}/{a_language}/calculator/"></iframe>'
    tab = foreign(code, lambda tab: tab.on("console", lambda m: said.append(m.text)))
    expect(tab.locator("iframe")).to_be_visible()
    tab.wait_for_load_state("networkidle")
    assert tab.frames[1].evaluate("document.querySelector('[data-calculator]')") is None
    assert any("frame-ancestors 'none'" in line for line in said), said


def test_only_these_pages_may_be_framed(host, page):
    def ancestors(path):
        with urllib.request.urlopen(host + path) as answer:
            return re.search("frame-ancestors (.+)", answer.headers[CSP])[1]

    CSP = "Content-Security-Policy"
    assert ancestors(page.address) == "'none'"
    assert ancestors(f"/{page.language}/embed/") == "*"
    assert ancestors(f"/{page.language}/embed/?units=64") == "*"
    for name in FRAMED[1:]:
        assert ancestors(f"/{page.language}/embed/{name}/?seed=1") == "*"
    assert ancestors("/") == ancestors("/404.html") == "'none'"


def test_it_is_the_calculator_alone(visit, language):
    tab = visit(f"/{language}/embed/", java_script_enabled=False)
    assert tab.locator("header, nav, .md-search").count() == 0
    expect(tab.locator(".gc-foot")).to_contain_text(f"数门 Gatecount · {VERSION} ·")
    expect(tab.locator("[data-calculator] [data-total]")).to_have_text("640")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_used_by_all(visit, language, scheme):
    tab = visit(
        f"/{language}/embed/",
        viewport={"width": 320, "height": 700},
        color_scheme=scheme,
        bypass_csp=True,
    )
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")
    found = tab.evaluate("axe.run()")["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
    dark = tab.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert dark == (scheme == "dark")


def test_what_is_copied_follows_the_layer(visit, language):
    """Citation and code lead back to the layer that stands there."""
    tab = visit(
        f"/{language}/calculator/?layer=GRU&units=64",
        permissions=["clipboard-read", "clipboard-write"],
    )
    expect(tab.locator("[data-calculator] .gc-result[data-stale]")).to_have_count(0)
    for name, path in (
        ("citation", f"/v/{VERSION}/{language}/calculator/"),
        ("embed", f"/{language}/embed/"),
    ):
        text = tab.locator(f"[data-copy={name}]").get_attribute("data-text")
        address = urlsplit(re.search(r'https?://[^\s"]+', unescape(text))[0])
        assert address.path == path and "layer=GRU&units=64" in address.query, text
        tab.locator(f"[data-copy={name}]").click()
        copied = tab.evaluate("navigator.clipboard.readText()")
        dated = text.replace("[引用日期]", f"[{date.today()}]")
        assert copied == dated


def test_a_citation_says_what_and_where():
    reading = read({"framework": "torch", "code": "nn.LSTM(5, 10, num_layers=2)"})
    said = citation(reading, reading.count(), "en", SITE_VALUES)
    assert said.startswith(f"The Gatecount authors. ({DATE.year}). nn.LSTM(5, 10, num")
    assert "1,560 parameters (PyTorch 2." in said and f"Version {VERSION}" in said
    assert (
        f"https://example.org/base/v/{VERSION}/en/calculator/?framework=torch" in said
    )


def test_nothing_typed_leaves_its_attribute():
    """The frame's code stays one element, whatever the address holds."""
    reading = read({"code": "LSTM(10, name='\"><script>')"})
    address = f"{SITE_VALUES['embed']}?{reading.address}"
    soup = BeautifulSoup(frame(address, "en"), "html.parser")
    element, script = soup.find_all(True)
    assert element.name == "iframe" and element["src"] == address
    assert script.name == "script" and 'origin !== "https://example.org"' in script.text
    assert set(element.attrs) == {
        *("src", "title", "width", "height", "loading", "allow", "style")
    }
    assert element["allow"] == "clipboard-write" and element["loading"] == "lazy"
