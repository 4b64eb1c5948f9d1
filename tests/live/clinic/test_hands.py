"""A guess by show of hands: counted by key and touch, kept in the tab, then told."""

import pytest
from playwright.sync_api import expect

from figures.live import guess, hands
from gatecount import count
from gatecount.teaching.diagnosis import diagnose
from live.clinic import clinic
from live.shared.words import say
from tests.docs.test_slides import ON_TOP, opened

RIGHT = count("LSTM(10)", input_shape=(13, 5)).total
DENIED = """() => {
  const denied = { get() { throw new DOMException("denied", "SecurityError"); } };
  Object.defineProperty(window, "sessionStorage", denied);
}"""


def row(tab, number):
    return tab.locator(f"section.present [data-number='{number}']")


def wide(tab, number):
    return row(tab, number).locator("i").bounding_box()["width"]


def settled(tab):
    """When the bars have come to rest."""
    bars = "[...document.querySelectorAll('.hands-bar i')]"
    tab.wait_for_function(f"() => {bars}.every((each) => !each.getAnimations().length)")


def reveal(tab):
    """At the slide near the end: each number by a press."""
    tab.goto(tab.url.partition("#")[0] + "#guessed")
    expect(tab.locator("section.present #guessed")).to_be_visible()


def test_the_numbers_are_the_engine_s():
    """Each but the right one is a slip that the clinic names first or among others."""
    case, *_ = clinic.understand(clinic.DEFAULTS)
    assert RIGHT in guess.numbers() and len(set(guess.numbers())) == 5
    for number in set(guess.numbers()) - {RIGHT}:
        named = {name for each in diagnose(number, case) for name in each.names}
        assert named & set(guess.OFTEN), number


def test_hands_are_counted_by_key_touch_and_number(visit, language):
    tab = opened(visit, f"/{language}/slides/#guess", has_touch=True)
    one_gate, *_ = numbers = guess.numbers()
    for key in ("1", "1", "1", "Shift+Digit1"):
        tab.keyboard.press(key)
    expect(row(tab, one_gate).locator("input")).to_have_value("2")
    for _ in range(4):
        row(tab, RIGHT).locator("[data-hand='1']").tap()
    row(tab, RIGHT).locator("[data-hand='-1']").tap()
    expect(row(tab, RIGHT).locator("input")).to_have_value("3")
    field = row(tab, numbers[-1]).locator("input")
    field.fill("12")
    field.press("Enter")
    settled(tab)
    assert wide(tab, numbers[-1]) == pytest.approx(6 * wide(tab, one_gate), rel=0.05)
    assert wide(tab, RIGHT) == pytest.approx(1.5 * wide(tab, one_gate), rel=0.05)
    assert wide(tab, numbers[1]) == 0
    for each in tab.locator("section.present .hands :is(button, input)").all():
        box = each.bounding_box()
        assert min(box["width"], box["height"]) >= 40 and each.evaluate(ON_TOP)
    tab.reload()
    expect(row(tab, RIGHT).locator("input")).to_have_value("3")
    tab.locator("section.present [data-clear]").click()
    for number in numbers:
        expect(row(tab, number).locator("input")).to_have_value("0")
    tab.keyboard.press("ArrowRight")  # the keys are the deck's again
    expect(tab.locator("section.present #sample")).to_be_visible()


@pytest.mark.parametrize("denied", [False, True])
def test_what_each_counted_comes_by_a_press(visit, language, denied):
    def before(tab):
        if denied:
            tab.add_init_script(f"({DENIED})()")

    tab = opened(visit, f"/{language}/slides/#guess", before=before)
    for key in "113333":
        tab.keyboard.press(key)
    reveal(tab)
    told = hands.told(language)
    for k in range(len(told) + 1):
        for place, number in enumerate(told):
            said = row(tab, number).locator(".hands-told")
            expect(said).to_be_visible(visible=place < k)
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowLeft")
    first = guess.numbers()[0]
    expect(row(tab, first).locator("output")).to_have_text("2")
    expect(row(tab, RIGHT).locator("output")).to_have_text("4")
    settled(tab)
    assert wide(tab, RIGHT) == pytest.approx(2 * wide(tab, first), rel=0.05)
    title = say(language, clinic.WORDS["one_gate"][0])
    expect(row(tab, first).locator(".hands-told")).to_contain_text(title)
    colour = "each => getComputedStyle(each).backgroundColor"
    bars = [row(tab, each).locator("i").evaluate(colour) for each in (first, RIGHT)]
    assert bars[0] != bars[1]


def test_both_windows_count_the_same_hands(visit):
    tab = opened(visit, "/en/slides/#guess", fresh=True)
    with tab.context.expect_page() as pressed:
        tab.keyboard.press("w")
    own = pressed.value
    expect(own.locator("[data-said]")).not_to_be_empty()
    own.keyboard.press("2")
    for each in (own, tab):
        field = row(each, guess.numbers()[1]).locator("input")
        expect(field).to_have_value("1")


def test_nothing_is_sent(visit):
    tab = opened(visit, "/en/slides/#guess")
    tab.wait_for_load_state("networkidle")
    sent = []
    tab.on("request", lambda request: sent.append(request.url))
    tab.keyboard.press("3")
    expect(row(tab, RIGHT).locator("input")).to_have_value("1")
    assert not sent and tab.context.cookies() == []
    assert tab.evaluate("localStorage.length") == 0


def test_a_phone_counts_too(visit, language):
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
    tab = visit(f"/{language}/slides/", **phone)
    first = tab.locator(f".hands:has(input) [data-number='{RIGHT}']")
    first.locator("[data-hand='1']").tap()
    expect(first.locator("input")).to_have_value("1")
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    for each in tab.locator(".hands:has(input) button").all():
        assert each.bounding_box()["x"] + each.bounding_box()["width"] <= 390


def test_without_scripts_the_numbers_and_what_they_count_stand(visit, language):
    tab = visit(f"/{language}/slides/", java_script_enabled=False)
    for number in guess.numbers():
        places = tab.locator(f"[data-number='{number}'] > b:visible")
        expect(places).to_have_count(2)
    expect(tab.locator(".hands-told:visible")).to_have_count(5)
    assert tab.locator(".hands :is(input, button):visible").count() == 0
