"""Live figures on slides: the deck's keys step them, there and back, and on."""

import pytest
from playwright.sync_api import expect

from figures.live import both, conventions, grow, names, ten_stops
from gatecount import count
from tests.docs.test_slides import ON_TOP, SIZE, opened

NEXT = {
    "build": "your-turn",
    "grow": "whose-640",
    "conventions": "history",
    "both": "slips",
}
SLIDES = {"both": "stacked"}  # where the slide has another name


def totals(kind):
    """What the figure counts at each of its stops, by the engine."""
    if kind == "build":
        return [counted for _, counted, _ in ten_stops.STOPS]
    if kind == "both":
        return [both.total(each) for each in both.MODELS]
    if kind == "conventions":
        return [names.tensors(each).total for each in conventions.TITLES.values()]
    first = {name: field[1] for name, field in grow.FIELDS.items()}
    return [
        count(f"LSTM({each['units']})", input_shape=(None, each["features"])).total
        for each in (first, *(first | {k: v} for k, v in grow.STATES.items()))
    ]


@pytest.mark.parametrize("kind", NEXT)
def test_the_keys_step_the_figure_and_then_the_deck(visit, a_language, kind):
    address = f"/{a_language}/slides/#{SLIDES.get(kind, kind)}"
    tab = opened(visit, address, reduced_motion="reduce")
    root = tab.locator(f"section.present [data-figure={kind}]")
    counted = root.locator("[data-counted], [data-total]")
    wanted = totals(kind)
    for total in wanted:
        expect(counted).to_have_text(f"{total}")
        drawing = root.locator("svg:visible")
        expect(drawing).to_have_count(1)
        assert drawing.evaluate(ON_TOP)
        tab.keyboard.press("ArrowRight")
    expect(tab.locator(f"section.present #{NEXT[kind]}")).to_be_visible()
    tab.keyboard.press("ArrowLeft")
    for total in reversed(wanted):
        expect(counted).to_have_text(f"{total}")
        tab.keyboard.press("PageUp")
    expect(root).to_have_count(0)


def test_the_keys_group_the_squares(visit):
    """The three ways to count; any square can be pointed at, and says its name."""
    tab = opened(visit, "/en/slides/#weights", reduced_motion="reduce")
    root = tab.locator("section.present [data-figure=weights]")
    for group in ("gate", "unit", "tensor"):
        expect(root).to_have_attribute("data-grouped", group)
        square = root.locator("[data-weight]").nth(16 * 10 * 2 + 7)
        square.hover()
        expect(root.locator("[data-weight-names]")).to_contain_text(
            "recurrent_kernel[2, 20]"
        )
        for each in root.locator("[data-weight-names] :is(.lit, p)").all():
            assert not each.is_visible() or each.evaluate(ON_TOP)
        tab.mouse.move(5, 5)
        tab.keyboard.press("ArrowRight")
    expect(tab.locator("section.present #tensors")).to_be_visible()


def test_a_hand_and_the_deck_keep_in_step(visit):
    """A dot leads to its stop; the next key press goes on from there, a swipe too."""
    tab = opened(visit, "/en/slides/#build", reduced_motion="reduce", has_touch=True)
    root = tab.locator("section.present [data-figure=build]")
    root.locator("[data-go='4']").click()
    tab.keyboard.press("ArrowRight")
    expect(root).to_have_attribute("data-stop", "5")
    root.locator("[data-step='-1']").click()
    expect(root).to_have_attribute("data-stop", "4")
    touch = tab.context.new_cdp_session(tab)
    for begin, end, stop in ((700, 300, "5"), (300, 700, "4")):
        for kind, x in (("touchStart", begin), ("touchMove", end)):
            touch.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [{"x": x, "y": 300}]},
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        expect(root).to_have_attribute("data-stop", stop)
    # The matrix is pulled by hand; the keys stay the deck's.
    root.locator("[data-go='2']").click()
    slider = root.locator("[name=columns]")
    box = slider.bounding_box()
    tab.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(root.locator("[data-part=shape]")).to_have_text("15 × 11")
    tab.keyboard.press("ArrowRight")
    expect(root).to_have_attribute("data-stop", "3")
    assert tab.locator("[data-project]:visible").count() == 0


def test_both_windows_show_the_same_stop(visit):
    tab = opened(visit, "/en/slides/#build", fresh=True, reduced_motion="reduce")
    with tab.context.expect_page() as pressed:
        tab.keyboard.press("w")
    own = pressed.value
    expect(own.locator("[data-said]")).not_to_be_empty()
    for stop in ("1", "2", "3"):
        own.keyboard.press("ArrowRight")
        for each in (own, tab):
            root = each.locator("section.present [data-figure=build]")
            expect(root).to_have_attribute("data-stop", stop)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_every_state_is_printed_and_stands_without_scripts(visit, language, options):
    tab = visit(f"/{language}/slides/", viewport=SIZE, **options)
    if not options:
        expect(tab.locator(".reveal.ready")).to_be_visible()
        tab.emulate_media(media="print")
    for kind in NEXT:
        root = tab.locator(f"[data-figure={kind}]")
        drawings = root.locator("svg:visible")
        expect(drawings).to_have_count(len(totals(kind)))
        captions = root.locator("figcaption:visible")
        expect(captions).to_have_count(root.locator("figure").count())
        for each in root.locator("figure").all():
            assert each.get_attribute("aria-label")
    assert tab.locator("button:visible, input:visible").count() == 0


def test_a_phone_has_the_figure_alive(visit, a_language):
    tab = visit(f"/{a_language}/slides/", viewport={"width": 390, "height": 800})
    root = tab.locator("[data-figure=build]")
    expect(root.locator("svg:visible")).to_have_count(1)
    root.locator("[data-step='1']").click()
    expect(root).to_have_attribute("data-stop", "1")
    assert tab.url.endswith("/slides/")
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
