"""Figures that a reader moves: true numbers, every stop in sight, by hand and key."""

import pytest
from playwright.sync_api import expect

from figures.live import build, walk
from tests.pages import LANGUAGES

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# The address of what lies on top in the middle of an element.
ON_TOP = """(each) => {
  const box = each.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return each === top || each.contains(top);
}"""


def test_the_weights_are_those_of_the_program():
    """What walk.json holds is what From scratch computes today."""
    for name, array in walk.run().items():
        kept = walk.read()[name]
        assert abs(array - kept).max() < 1e-6, name


def test_the_last_number_is_that_of_keras():
    ours, expected = walk.states()[1:], walk.read()["expected"]
    for step, wanted in zip(ours, expected, strict=True):
        assert step == pytest.approx(wanted, abs=1e-6)
    shown = float(build.last_number().replace("−", "-"))
    assert abs(shown - expected[-1][-1]) < 1e-6
    assert build.last_number() in build.stills()[8]


def test_the_counter_is_the_engine_s():
    counted = [counted for _, counted, _ in build.STOPS]
    assert {0, 160, 320, 480, 640} <= set(counted) and counted == sorted(counted)
    assert counted[-1] == build.LAYER.total
    assert build.STOPS[-1][2] == build.LAYER.macs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_each_stop_is_seen(visit, language, options):
    tab = visit(f"/{language}/", reduced_motion="reduce", **options)
    root = tab.locator("[data-figure=build]")
    counted = root.locator("[data-counted]")
    tops = set()
    for stop, (_, number, work) in enumerate(build.STOPS):
        root.locator(f"[data-go='{stop}']").click()
        expect(counted).to_have_text(str(number))
        expect(root.locator("[data-work]")).to_have_text(str(work))
        shown = root.locator("figure:visible")
        expect(shown).to_have_count(1)
        assert shown.get_attribute("id") == f"build-{stop}"
        drawing = shown.locator("svg")
        drawing.scroll_into_view_if_needed()
        assert drawing.evaluate(ON_TOP)
        tops.add(round(drawing.bounding_box()["height"]))
        assert tab.url.endswith(f"#build-{stop}")
    assert len(tops) == 1  # nothing jumps
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stop_has_an_address_and_keys(visit, language):
    tab = visit(f"/{language}/#build-3", reduced_motion="reduce")
    root = tab.locator("[data-figure=build]")
    expect(root).to_have_attribute("data-stop", "3")
    expect(root.locator("#build-3")).to_be_in_viewport()
    root.locator("[data-go='3']").focus()
    for key, stop in {"ArrowRight": 4, "ArrowLeft": 3, "End": 9, "Home": 0}.items():
        tab.keyboard.press(key)
        expect(root).to_have_attribute("data-stop", str(stop))
    tab.keyboard.press("p")
    expect(root).to_have_attribute("data-projected", "")
    box, window = root.bounding_box(), tab.viewport_size
    assert (box["width"], box["height"]) == (window["width"], window["height"])
    tab.keyboard.press("ArrowRight")
    assert root.locator("#build-1 svg").evaluate(ON_TOP)
    tab.keyboard.press("p")
    expect(root).not_to_have_attribute("data-projected", "")


def test_the_width_is_pulled_by_hand_and_by_key(visit):
    tab = visit("/en/#build-2", reduced_motion="reduce")
    figure = tab.locator("#build-2")
    grip = figure.locator(".grip circle")
    shape = figure.locator("[data-part=shape]")
    expect(shape).to_have_text("15 × 4")
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one = figure.locator("[data-part=matrix]").bounding_box()["width"] / 4
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 6 * one, y, steps=4)
    tab.mouse.up()
    expect(shape).to_have_text("15 × 10")
    assert "fits" in figure.locator("svg").get_attribute("class")
    figure.locator("input").focus()
    tab.keyboard.press("ArrowLeft")
    expect(shape).to_have_text("15 × 9")
    assert tab.locator("[data-figure=build]").get_attribute("data-stop") == "2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_stands_still_without_scripts(visit, language):
    tab = visit(f"/{language}/", java_script_enabled=False)
    root = tab.locator("[data-figure=build]")
    assert root.locator("figure:visible svg").count() == len(build.STOPS)
    assert root.locator("button:visible, input:visible").count() == 0
