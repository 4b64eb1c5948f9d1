"""A live figure on the wall: all in sight, and nothing else within reach."""

import pytest
from playwright.sync_api import expect

from tests.figures.test_live import PHONE
from tests.visiting import drawn


@pytest.mark.parametrize(
    "address", ["/zh/", "/en/units/", "/en/whose-640/", "/zh/gru/"]
)
def test_projected_on_a_phone_all_is_in_sight(visit, address):
    tab = visit(address, color_scheme="dark", reduced_motion="reduce", **PHONE)
    for root in tab.locator("[data-figure]:has([data-project])").all():
        kind = root.get_attribute("data-figure")
        root.locator("[data-project]").click()
        for each in root.locator("button, input, output, svg, p").all():
            if box := each.bounding_box():
                assert box["x"] >= 0 and box["x"] + box["width"] <= 390, (kind, box)
        for each in root.locator("[type=range]:visible").all():
            assert each.bounding_box()["width"] > 120, kind
        for each in root.locator("[data-go]").all():
            box = each.bounding_box()
            assert min(box["width"], box["height"]) >= 40
        tab.keyboard.press("Escape")
        expect(root).not_to_have_attribute("data-projected", "")


def test_the_keyboard_stays_on_the_wall(visit):
    """Tab goes round in the figure; Esc leaves it, from a field and from nowhere."""
    tab = visit("/en/?projector=grow")
    root = tab.locator("[data-figure=grow]")
    expect(root).to_have_attribute("data-projected", "")
    inside = "each => each.contains(document.activeElement)"
    beside = "each => !document.hasFocus() || document.activeElement === document.body"
    reached = set()
    for _ in range(14):
        tab.keyboard.press("Tab")
        assert root.evaluate(inside) or root.evaluate(beside)
        reached.add(tab.evaluate("document.activeElement.name"))
    assert {"features", "batch"} <= reached
    for begin in ("input[name=batch]", None):
        if begin:
            root.locator(begin).focus()
        else:
            root.locator("[data-project]").click()
            tab.evaluate("document.activeElement.blur()")
        tab.keyboard.press("Escape")
        expect(root).not_to_have_attribute("data-projected", "")
        assert tab.locator("[inert]").count() == 0


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_wall_is_scrolled_stop_by_stop(visit, motion):
    """From the address's stop; by wheel, by key, and by wheel again."""
    tab = visit("/en/?projector=build#build-2", reduced_motion=motion)
    root = tab.locator("[data-figure=build]")
    expect(root).to_have_attribute("data-projected", "")
    tab.mouse.move(600, 500)
    for turn, stop in ((100, 3), (100, 4), ("ArrowRight", 5), (-100, 4)):
        if isinstance(turn, str):
            tab.keyboard.press(turn)
        else:
            tab.mouse.wheel(0, turn)
        expect(root).to_have_attribute("data-stop", str(stop))
        expect(root.locator(f"#build-{stop}")).to_be_in_viewport(ratio=1)
        assert tab.url.endswith(f"#build-{stop}")
        # It has come to rest before the next turn.
        root.evaluate("""root => new Promise((done) => {
          const track = root.parentElement, last = [];
          const look = () => {
            last.unshift(track.scrollTop);
            if (last.length > 20 && new Set(last.slice(0, 20)).size < 2) done();
            else requestAnimationFrame(look);
          };
          look();
        })""")
    tab.keyboard.press("Escape")
    expect(root).not_to_have_attribute("data-projected", "")


@pytest.mark.parametrize("address", ["/zh/", "/en/units/", "/zh/whose-640/"])
def test_projected_on_a_wall_nothing_needs_scrolling(visit, address):
    wall = {"width": 1920, "height": 1080}
    tab = visit(address, viewport=wall, reduced_motion="reduce")
    for root in tab.locator("[data-figure]:has([data-project])").all():
        kind = root.get_attribute("data-figure")
        root.locator("[data-project]").click()
        expect(root).to_have_attribute("data-projected", "")
        buttons = root.locator("[data-group], [data-units], [data-convention]").all()
        for button in buttons or [root.locator("[data-project]")]:
            if buttons:
                button.click()
            drawn(tab)
            assert root.evaluate("e => e.scrollHeight - e.clientHeight") <= 0, kind
        tab.keyboard.press("Escape")
        expect(root).not_to_have_attribute("data-projected", "")


def test_what_is_chosen_is_told_in_forced_colours(visit):
    tab = visit("/en/units/", forced_colors="active")
    root = tab.locator("[data-figure=weights]")
    colour = "each => getComputedStyle(each).backgroundColor"
    for group in ("unit", "gate"):
        root.locator(f"[data-group={group}]").click()
        others = root.locator("[data-group][aria-pressed=false]")
        chosen = root.locator("[data-group][aria-pressed=true]").evaluate(colour)
        assert all(each.evaluate(colour) != chosen for each in others.all())
