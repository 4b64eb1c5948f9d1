"""Tables: no column is hidden without a sign, no word is broken inside."""

import pytest
from playwright.sync_api import expect

from tests.pages import LANGUAGES, texts

DESKTOPS = (1280, 1440, 1920)
PHONE = 390
# Of each table: what of it lies outside of what shows it, and words on two lines.
SEEN = r"""() => [...document.querySelectorAll("table")].filter(
  (table) => table.checkVisibility()).map((table) => {
    let frame = table.parentElement;
    while (frame.parentElement && !/auto|scroll|hidden|clip/.test(
      getComputedStyle(frame).overflowX)) frame = frame.parentElement;
    const { left } = frame.getBoundingClientRect();
    const edge = left + frame.clientLeft + frame.clientWidth;
    const sign = getComputedStyle(frame, "::before");
    frame.scrollLeft = 1e6;
    const reached = [...table.rows].every((row) =>
      row.lastElementChild.getBoundingClientRect().right <= edge + 1);
    frame.scrollLeft = 0;
    const broken = [...table.querySelectorAll("th, td")].filter((cell) => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let text; (text = walker.nextNode()); ) {
        if (text.parentElement.closest(".katex")) continue;
        for (const { index, 0: word } of text.data.matchAll(/[\w,.]*\w/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          const tops = [...range.getClientRects()].map((box) => Math.round(box.top));
          if (new Set(tops).size > 1) return true;
        }
      }
    }).map((cell) => cell.textContent.trim().slice(0, 40));
    return {
      head: table.rows[0].textContent.trim().slice(0, 60),
      over: table.getBoundingClientRect().right - edge,
      sign: frame.dataset.scrolls === "start" && sign.content.length > 6
        && sign.display === "block" && getComputedStyle(frame).maskImage !== "none",
      reached, broken,
    };
  })"""


def judge(tab, name, tally):
    """At each width; what is folded is unfolded."""
    tab.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    for width in (*DESKTOPS, PHONE):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(150)  # observers have told
        for table in tab.evaluate(SEEN):
            said = f"{name} at {width}: {table}"
            assert not table["broken"], said
            if table["over"] > 1:
                assert width == PHONE and table["sign"] and table["reached"], said
                tally["tables that scroll, and say so"] += 1
            tally["tables looked at"] += 1


@pytest.mark.parametrize("page", texts(), ids=str)
def test_nothing_is_cut_off(visit, page, tally):
    judge(visit(page.address), page, tally)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "exercises/", "worksheet/"])
def test_nor_in_a_frame(visit, language, name, tally):
    address = f"/{language}/embed/{name}"
    judge(visit(address), address, tally)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_goes_at_the_end(visit, language):
    """The edge that fades is the one that hides something."""
    tab = visit(f"/{language}/evidence/", viewport={"width": PHONE, "height": 800})
    wrap = tab.locator("[data-evidence] > .gc-scroll")
    expect(wrap).to_have_attribute("data-scrolls", "start")
    wrap.evaluate("(each) => each.scrollBy(30, 0)")
    expect(wrap).to_have_attribute("data-scrolls", "middle")
    wrap.evaluate("(each) => each.scrollBy(1000, 0)")
    expect(wrap).to_have_attribute("data-scrolls", "end")
    tab.set_viewport_size({"width": 1440, "height": 800})
    expect(wrap).not_to_have_attribute("data-scrolls", "end")
