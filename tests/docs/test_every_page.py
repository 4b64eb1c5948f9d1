"""What holds of every page, each opened once: tests move it, and leave it open."""

import re

import pytest
from playwright.sync_api import expect

from tests.docs.test_accessibility import AXE, WIDTHS, in_colours, judge, violations
from tests.visiting import USUAL, drawn, every_text

DESKTOPS = (1280, 1440, 1920)
PHONE = 390


@every_text
def test_axe(shown, tally):
    """Narrow and wide, light and dark, and these are two."""
    _, tab = shown
    found, grounds = {}, {}
    tab.emulate_media(reduced_motion="reduce")
    tab.evaluate(AXE)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        # A formula has the same colours at every width, and many parts.
        place = {"exclude": [".katex-html"]} if width == 320 else "html"
        for scheme, only in in_colours(tab):
            found[width, scheme] = violations(tab, place, only)
            ground = "getComputedStyle(document.body).backgroundColor"
            grounds[scheme] = tab.evaluate(ground)
    tab.emulate_media(**USUAL)
    assert grounds["light"] != grounds["dark"]
    judge(found, tally)


@pytest.mark.parametrize("width", [320, 390, 640, 768])
def test_no_sideways_scrolling(shown, width):
    """640 is half a screen: enlarged twice, as WCAG asks."""
    _, tab = shown
    tab.set_viewport_size({"width": width, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@every_text
def test_pages_can_be_walked(shown):
    """Edit link, contents, previous or next, copy buttons."""
    page, tab = shown
    tab.set_viewport_size({"width": 1280, "height": 900})
    expect(tab.locator(".md-content__button[rel=edit]")).to_have_attribute(
        "href", re.compile(rf"/edit/main/docs/{page.language}/{page.source.name}$")
    )
    if "\n  exclude: true\n" in page.text:  # it has moved: each section leads on
        sections = tab.locator("article h2[id]").count()
        assert tab.locator("article p a[href^='../']").count() > sections >= 1
    else:
        assert tab.locator(".md-footer__link").count() >= 1
    assert tab.locator(".md-nav--secondary a").count() >= 1
    blocks = tab.locator("article pre > code").count()
    assert tab.locator(
        "article pre .md-code__button, article .md-clipboard"
    ).count() >= (1 if blocks else 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_formula_laid_out_late_takes_the_room_kept_for_it(shown, width):
    """To three pixels: Han characters come from fonts of the reader's device."""
    _, tab = shown
    tab.set_viewport_size({"width": width, "height": 800})
    moved = tab.evaluate("""() => {
      const formulas = [...document.querySelectorAll("div.arithmatex")];
      const kept = formulas.map((each) => each.clientHeight);
      for (const each of formulas) each.style.contentVisibility = "visible";
      const moved = formulas
        .map((each, k) => [each.textContent, kept[k], each.clientHeight])
        .filter(([, before, after]) => Math.abs(after - before) > 3);
      for (const each of formulas) each.style.contentVisibility = "";
      return moved;
    }""")
    assert not moved


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


def judge_tables(tab, name, tally):
    """At each width; what is folded is unfolded."""
    tab.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    for width in (*DESKTOPS, PHONE):
        tab.set_viewport_size({"width": width, "height": 900})
        drawn(tab)
        for table in tab.evaluate(SEEN):
            said = f"{name} at {width}: {table}"
            assert not table["broken"], said
            if table["over"] > 1:
                assert width == PHONE and table["sign"] and table["reached"], said
                tally["tables that scroll, and say so"] += 1
            tally["tables looked at"] += 1


@every_text
def test_no_table_is_cut_off(shown, tally):
    """No column is hidden without a sign, no word is broken inside."""
    page, tab = shown
    judge_tables(tab, page, tally)
