"""The calculator in another site's frame: there it works, other pages refuse."""

import re
import urllib.request
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from calculator.carried import citation, frame
from calculator.form import read
from gatecount import count
from publish.citation import DATE, VERSION, of_results
from tests.pages import LANGUAGES, ROOT, SITE, Page
from tests.visiting import serving

SITE_VALUES = of_results("https://example.org/base/en/")
# A worker that may keep nothing: what a reader's third-party settings can do.
DENIED = (
    'Object.defineProperty(self, "caches", { get() '
    '{ throw new DOMException("denied", "SecurityError"); } });\n'
)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


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


def snippet(page):
    """The code that the calculator page offers."""
    return page.article.select_one("[data-frame]").get_text()


def here(code, host):
    """The same code, with the address of the site under test."""
    return re.sub(r'src="https?://[^/]+/', f'src="{host}/', code)


@pytest.mark.parametrize("before", ["plain", "denied"])
def test_the_code_works_in_another_site(foreign, host, language, before):
    def deny(tab):
        script = (SITE / "assets/calculator/worker.mjs").read_text(encoding="utf-8")
        tab.route(
            "**/assets/calculator/worker.mjs",
            lambda route: route.fulfill(
                body=DENIED + script, content_type="text/javascript"
            ),
        )

    code = here(snippet(Page(language, "calculator")), host)
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
    assert whole.path == f"/{language}/calculator/" and "units=65" in whole.query


def test_other_pages_refuse(foreign, host, language):
    said = []
    code = f'<iframe src="{host}/{language}/calculator/"></iframe>'
    tab = foreign(code, lambda tab: tab.on("console", lambda m: said.append(m.text)))
    expect(tab.locator("iframe")).to_be_visible()
    tab.wait_for_load_state("networkidle")
    assert tab.frames[1].evaluate("document.querySelector('[data-calculator]')") is None
    assert any("frame-ancestors 'none'" in line for line in said), said


def test_only_this_page_may_be_framed(host, page):
    def ancestors(path):
        with urllib.request.urlopen(host + path) as answer:
            return re.search("frame-ancestors (.+)", answer.headers[CSP])[1]

    CSP = "Content-Security-Policy"
    assert ancestors(page.address) == "'none'"
    assert ancestors(f"/{page.language}/embed/") == "*"
    assert ancestors(f"/{page.language}/embed/?units=64") == "*"
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
    [element] = soup.find_all(True)
    assert element.name == "iframe" and element["src"] == address
    assert set(element.attrs) == {
        *("src", "title", "width", "height", "loading", "allow", "style")
    }
    assert element["allow"] == "clipboard-write" and element["loading"] == "lazy"
