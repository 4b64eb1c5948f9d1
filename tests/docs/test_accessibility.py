"""axe-core: WCAG 2.2 A and AA, and good practice; on every page: test_every_page.py."""

import pytest

from tests.pages import LANGUAGES, ROOT, SITE
from tests.visiting import PATIENCE

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ALL = {"type": "tag", "values": [*TAGS, "best-practice"]}
# In the dark, only colours are others.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES = {"light": "default", "dark": "slate"}
WIDTHS = (320, 1280)  # narrow first: nothing has been mended by a script before
RUN = """async ([place, only]) => {
  const rules = { "target-size": { enabled: true } };
  const options = { runOnly: only, resultTypes: ["violations"] };
  if (only.type === "tag") options.rules = rules;
  const found = await axe.run(place, options);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((each) => `${id}: ${each.target} ${each.failureSummary} ${each.html}`));
}"""


@pytest.fixture(scope="module")
def tab(chromium):
    """One tab for all pages: axe is put into each by the browser itself."""
    context = chromium.new_context(reduced_motion="reduce", service_workers="block")
    context.add_init_script(AXE)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    yield tab
    context.close()


def violations(tab, place="html", only=ALL):
    return tab.evaluate(RUN, [place, only])


def in_colours(tab):
    """Each scheme, with the rules that may be broken only there."""
    for scheme, only in (("light", ALL), ("dark", COLOURS)):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_selector(f"[data-md-color-scheme={SCHEMES[scheme]}]")
        yield scheme, only


def judge(found, tally):
    tally["accessibility runs of axe-core"] += len(found)
    said = [f"{case}: {each}" for case, these in found.items() for each in these]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_with_search_and_drawer_open(tab, host, language, width, tally):
    """The same on every page, but for the mark of where one is."""
    found = {}
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{host}/{language}/gru/")
    for scheme, only in in_colours(tab):
        tab.locator("[for=__search]:visible, .md-search__input:visible").first.click()
        tab.wait_for_selector(".md-search__output", state="visible")
        found[scheme, "search"] = violations(tab, ".md-search", only)
        tab.keyboard.press("Escape")
        if width == 320:
            tab.locator(".md-header [for=__drawer]").click()
            tab.wait_for_selector(".md-sidebar--primary", state="visible")
            found[scheme, "drawer"] = violations(tab, ".md-nav--primary", only)
            tab.locator(".md-overlay").click(position={"x": 310, "y": 400})
    judge(found, tally)


@pytest.mark.parametrize("address", ["/", "/404.html", "/zh/404.html", "/en/404.html"])
def test_axe_outside_the_pages(tab, host, address):
    """The root as it is for a moment, before its script sends the reader on."""
    html = (SITE / (address.strip("/") or "index.html")).read_text(encoding="utf-8")
    if address == "/":
        html = html.replace("location.replace(", "void (")
        html = html.replace("<meta http-equiv", "<meta name")
    tab.route(
        host + address, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    tab.goto(host + address)
    assert not violations(tab)
