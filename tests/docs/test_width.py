"""A wide screen is used: what is spoken of, or answered, stands beside and in view."""

import pytest

from tests.pages import LANGUAGES
from tests.visiting import drawn

pytestmark = [pytest.mark.site, pytest.mark.browser]

SPOKEN = {  # section: the gates that are lit while it is read
    "sample": "",
    "gates": "fico",
    "forget-gate": "f",
    "cell-state-decide": "ic",
    "cell-state-apply": "",
    "output-gate": "o",
    "sum": "fico",
}
WATCH = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) window.shifted += each.value;
  }).observe({ type: "layout-shift", buffered: true });
  return document.fonts.ready;
}"""
# The drawing lies in the window, on top, and no text of the article is beneath it.
IN_VIEW = """(svg) => {
  const own = svg.getBoundingClientRect();
  const middle = [own.x + own.width / 2, own.y + own.height / 2];
  const corner = [own.x + 12, own.y + 12];
  const onTop = [middle, corner].every((at) => {
    const there = document.elementFromPoint(...at);
    return there && svg.closest("figure").contains(there);
  });
  const others = [...svg.closest(".fig-beside").children].slice(1);
  const beneath = others.filter((each) => each.getBoundingClientRect().right > own.x);
  return onTop && own.top >= 0 && own.bottom <= innerHeight && !beneath.length;
}"""
LIT = """(parts) => parts.filter((each) => {
  const box = getComputedStyle(each.querySelector(".box"));
  return box.fill === getComputedStyle(each).color;
}).map((each) => each.getAttribute("aria-label")).join("")"""


def read_to(tab, section, scripts=True):
    tab.evaluate(
        "(id) => { document.getElementById(id).scrollIntoView(); scrollBy(0, -60); }",
        section,
    )
    if scripts:  # else nothing speaks of what was drawn, and nobody waits for it
        drawn(tab)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize("width", [1200, 1280, 1440, 1920])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_stays_beside_the_derivation(visit, language, width, scripts):
    tab = visit(
        f"/{language}/",
        viewport={"width": width, "height": 760},
        java_script_enabled=scripts,
    )
    drawing, gates = tab.locator("#fig-cell svg"), tab.locator("#fig-cell a")
    shifted = False
    if scripts:
        tab.evaluate(WATCH)
        drawn(tab)
        shifted = tab.evaluate("shifted")
    assert shifted < 0.01  # what a font moves before it has come
    for section, spoken in SPOKEN.items():
        read_to(tab, section, scripts)
        assert drawing.evaluate(IN_VIEW), section
        lit = gates.evaluate_all(LIT)
        assert lit == (spoken if scripts else ""), section
        # Back a little: the button that leads to the top covers nothing of it.
        tab.evaluate("scrollBy(0, -20)")
        assert drawing.evaluate(IN_VIEW), section
        assert not scripts or tab.evaluate("shifted") == shifted, section


@pytest.mark.parametrize("width", [390, 1199])
def test_the_drawing_stands_in_its_place_on_a_narrow_screen(visit, width):
    tab = visit("/zh/", viewport={"width": width, "height": 760})
    read_to(tab, "forget-gate")
    assert not tab.locator("#fig-cell").evaluate(
        "(each) => each.getBoundingClientRect().bottom > 0"
    )
    assert tab.locator("#fig-cell a").evaluate_all(LIT) == ""


BESIDE = """(result) => {
  const own = result.getBoundingClientRect();
  const form = result.parentElement.querySelector("form").getBoundingClientRect();
  const there = document.elementFromPoint(own.x + 40, Math.max(own.y, 60) + 40);
  return own.left > form.right && own.right <= innerWidth && result.contains(there);
}"""
TOOLS = [
    ("calculator/", "[data-calculator]"),
    ("calculator/?framework=torch&layer=LSTM", "[data-calculator]"),
    ("calculator/", "[data-live=budget]"),
    ("clinic/", "[data-live=clinic]"),
    ("", "[data-calculator]"),
]


@pytest.mark.parametrize(("address", "tool"), TOOLS)
def test_the_result_is_in_view_beside_the_form(visit, address, tool):
    """On a phone it is below."""
    tab = visit(f"/zh/{address}", viewport={"width": 1200, "height": 700})
    in_view_beside(tab, tool, 1200)
    tab.set_viewport_size({"width": 1440, "height": 700})
    in_view_beside(tab, tool, 1440)
    tab.set_viewport_size({"width": 390, "height": 700})
    below_the_form(tab, tool)


def in_view_beside(tab, tool, width):
    result = tab.locator(f"{tool} .gc-result")
    for control in tab.locator(f"{tool} form [name]:visible").all():
        control.evaluate("(each) => each.scrollIntoView({ block: 'center' })")
        assert result.evaluate(BESIDE), control
    # What is longer than the window is reached by the result's own scroll bar.
    result.evaluate("(each) => each.scrollTo(0, each.scrollHeight)")
    last = result.locator("> :last-child")
    assert last.evaluate("(each) => each.getBoundingClientRect().bottom") <= 700
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def below_the_form(tab, tool):
    # Both at once: what stands above may still grow.
    below, aside = tab.locator(f"{tool} .gc-result").evaluate(
        """(result) => {
          const own = result.getBoundingClientRect();
          const form = result.parentElement.querySelector("form");
          const { bottom, left } = form.getBoundingClientRect();
          return [own.top - bottom, own.left - left];
        }"""
    )
    assert below >= 0 and abs(aside) < 1
