"""A live figure on the wall: all in sight, and nothing else within reach."""

import pytest
from playwright.sync_api import expect

from tests.test_live import PHONE


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
