"""Tables in a frame, and the sign of those that scroll: see test_every_page.py."""

import pytest
from playwright.sync_api import expect

from tests.docs.test_every_page import PHONE, judge_tables
from tests.pages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "exercises/", "worksheet/"])
def test_nor_in_a_frame(visit, language, name, tally):
    address = f"/{language}/embed/{name}"
    judge_tables(visit(address), address, tally)


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
