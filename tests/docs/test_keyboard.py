"""The site without a mouse, with other colours, with less motion."""

import pytest
from playwright.sync_api import expect

from tests.pages import LANGUAGES

# Whether what has the focus shows it: by an outline or a shadow.
SHOWN = """() => {
  let at = document.activeElement;
  const marks = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    return outlined || boxShadow !== "none";
  };
  const box = at.getBoundingClientRect();
  return { name: at.tagName + "." + at.className, marked: marks(at),
           size: [box.width, box.height] };
}"""
WHERE = "() => document.activeElement.getAttribute('name') ?? ''"


def test_the_first_tab_skips_to_the_content(visit, a_language):
    tab = visit(f"/{a_language}/")
    tab.keyboard.press("Tab")
    expect(tab.locator(".md-skip")).to_be_focused()
    tab.keyboard.press("Enter")
    assert "#" in tab.url


def test_focus_is_seen_on_the_way_through_the_calculator(visit, a_language):
    """Each stop shows where one is; all controls of the form are on the way."""
    tab = visit(f"/{a_language}/calculator/")
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    names, unmarked = set(), []
    for _ in range(60):
        tab.keyboard.press("Tab")
        names.add(tab.evaluate(WHERE))
        shown = tab.evaluate(SHOWN)
        on_page = not shown["name"].startswith("BODY") and shown["size"] != [0, 0]
        if on_page and not shown["marked"]:
            unmarked.append(shown["name"])
    assert {"framework", "layer", "units", "input_shape", "use_bias", "code"} <= names
    assert not unmarked, unmarked


def test_a_change_by_keyboard_is_announced(visit, a_language):
    tab = visit(f"/{a_language}/calculator/")
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    field = tab.locator("[data-calculator] [name=units]")
    field.focus()
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("11")
    spoken = tab.locator("[data-calculator] .gc-live")
    expect(spoken).to_contain_text("748")
    assert spoken.get_attribute("aria-live") or spoken.get_attribute("role")


def test_search_opens_and_closes_by_keyboard(visit, a_language):
    tab = visit(f"/{a_language}/")
    tab.keyboard.press("/")
    expect(tab.locator(".md-search__input")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator(".md-search__input")).not_to_be_focused()


def walk_to(tab, locator):
    """Press Tab until it has the focus."""
    for _ in range(20):
        tab.keyboard.press("Tab")
        if locator.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("Tab does not reach it")


def test_colours_change_by_keyboard(visit, a_language):
    tab = visit(f"/{a_language}/")
    walk_to(tab, tab.locator("[name=__palette]").first)
    seen = set()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
        seen.add(tab.locator("body").get_attribute("data-md-color-scheme"))
    assert seen == {"default", "slate"}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_other_language_by_keyboard(visit, a_language, width):
    tab = visit(f"/{a_language}/gru/", viewport={"width": width, "height": 800})
    walk_to(tab, tab.locator(".md-header .gc-twin"))
    tab.keyboard.press("Enter")
    [other] = {*LANGUAGES} - {a_language}
    tab.wait_for_url(f"**/{other}/gru/")


def test_the_drawer_opens_and_closes_by_keyboard(visit, a_language):
    """Closed, it holds nothing that Tab stops at."""
    tab = visit(f"/{a_language}/", viewport={"width": 390, "height": 800})
    opener = tab.locator(".md-header__button[for=__drawer]")
    drawer = tab.locator(".md-sidebar--primary")
    expect(opener).to_have_attribute("aria-expanded", "false")
    walk_to(tab, opener)
    for _ in range(8):
        tab.keyboard.press("Tab")
        assert not drawer.evaluate("each => each.contains(document.activeElement)")
    opener.focus()
    tab.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(drawer.locator(":focus")).to_be_in_viewport()
    tab.keyboard.press("Tab")
    assert drawer.evaluate("each => each.contains(document.activeElement)")
    tab.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_one_leaves_the_editor_by_keyboard(visit, a_language):
    """Tab indents there; Escape, then Tab, goes on."""
    tab = visit(f"/{a_language}/program/")
    editor = tab.locator(".gc-editor .cm-content")
    editor.focus()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    expect(editor).not_to_be_focused()


def test_less_motion_and_forced_colours(visit, a_language):
    tab = visit(
        f"/{a_language}/calculator/", reduced_motion="reduce", forced_colors="active"
    )
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    moving = tab.evaluate(
        """() => [...document.querySelectorAll("*")].filter((each) =>
          parseFloat(getComputedStyle(each).animationDuration) > 0.01).map((each) =>
          each.className)"""
    )
    assert not moving
    expect(tab.locator("[data-calculator] [data-total]")).to_be_visible()
