"""The page for a reader's own program, in a real Chromium, both languages."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from publish.pages.examples import SHELF, SNIPPETS
from tests.live.program.editor import (
    ARTICLE,
    PRINTED,
    paste,
    printed,
    run,
    seen,
    total,
    works,
    written,
)
from tests.visiting import both_languages, case, in_turn

# What the other programs print under the real framework, by their name.
OUTPUTS = {
    name: SNIPPETS / file.replace(".py", ".txt")
    for name, file, _ in SHELF[1:]
    if file.endswith(".py")
}


# --- counting -------------------------------------------------------------------


def test_the_article_s_program_prints_what_keras_printed(start, tally):
    """Unmodified, and byte for byte."""
    tab = start()
    run(tab)
    total(tab, 640)
    assert printed(tab) == PRINTED
    assert written(tab) == ARTICLE
    tally["programs whose output in the browser is the framework's"] += 1


def test_every_example(start, tally):
    tab = start()
    for name, output in OUTPUTS.items():
        with case(name):
            tab.select_option("[name=example]", name)
            expect(tab.locator(".gc-result [data-total]")).to_have_count(0)
            run(tab)
            expect(tab.locator(".gc-result [data-total]")).to_have_count(1)
            assert printed(tab) == output.read_text(encoding="utf-8")
            expect(tab.locator("[data-error]")).to_be_hidden()
        tally["programs whose output in the browser is the framework's"] += 1


def test_complete_without_javascript(visit, language):
    tab = visit(f"/{language}/program/", java_script_enabled=False)
    assert tab.locator(".gc-editor pre").text_content() == ARTICLE
    total(tab, 640)
    assert printed(tab) == PRINTED
    expect(tab.locator("[name=run]")).to_be_disabled()
    expect(tab.locator("noscript")).to_be_visible()
    tab.locator(".gc-layers summary").first.click()
    expect(tab.locator(".gc-layers .katex").first).to_be_visible()


def test_live_result_equals_the_static_one(start, visit, language):
    inside = ".gc-result"
    still = visit(f"/{language}/program/", java_script_enabled=False)
    tab = start()
    paste(tab, ARTICLE + "\n")
    run(tab)
    paste(tab, ARTICLE)
    run(tab)
    tab.locator(".gc-layers summary").first.click()
    expect(tab.locator(".gc-layers .katex").first).to_be_visible()
    tab.locator(".gc-layers summary").first.click()
    assert normal(tab.locator(inside)) == normal(still.locator(inside))


def normal(place):
    """The element's HTML with attributes in one order, as a browser parses it."""
    return place.evaluate(
        """(element) => [...element.querySelectorAll("*")].map((each) =>
            [each.tagName, ...[...each.attributes].map((a) => a.name + a.value).sort(),
             each.childElementCount ? "" : each.textContent].join(" "))"""
    )


def test_a_layer_opens_into_its_reasons(start):
    tab = start()
    tab.select_option("[name=example]", "sentiment")
    run(tab)
    row = tab.locator(".gc-layers .gc-more").nth(1)
    row.locator("summary").first.click()
    expect(row.locator(".katex").first).to_be_visible()
    expect(row.locator("figure svg").first).to_be_visible()
    expect(row.locator("td", has_text="recurrent_kernel").first).to_be_attached()


def test_a_layer_leads_to_its_line(start):
    tab = start()
    tab.select_option("[name=example]", "crnn")
    run(tab)
    tab.locator(".gc-layers .gc-line").last.click()
    focused = tab.evaluate("document.querySelector('.gc-editor').contains"
                           "(document.activeElement)")  # fmt: skip
    assert focused
    line = tab.locator(".cm-activeLine")
    expect(line).to_contain_text("layers.Dense(CHARACTERS + 1")


def test_a_program_that_prints_much(start):
    tab = start()
    paste(tab, ARTICLE + 'for k in range(40000): print("line", k)\n')
    run(tab)
    total(tab, 640)
    assert 90_000 < len(printed(tab)) <= 100_000


# --- what each state looks like ----------------------------------------------------


def opacity(locator):
    return locator.evaluate(
        """(part) => {
            let product = 1;
            for (; part; part = part.parentElement)
                product *= Number(getComputedStyle(part).opacity);
            return product;
        }"""
    )


BROKEN = "import keras\nmodel = keras.Sequential([\nx = 1"


@both_languages
@pytest.mark.parametrize("width, height", [(390, 844), (1440, 900)])
def test_each_state_looks_like_what_it_is(start, width, height):
    tab = start(viewport={"width": width, "height": height}, color_scheme="dark")
    message, number = (
        tab.locator("[data-error]"),
        tab.locator(".gc-result [data-total]"),
    )
    run(tab)
    total(tab, 640)
    assert seen(number) and opacity(number) == 1

    tab.locator(".cm-content").click()
    tab.keyboard.type("x")
    assert opacity(number) <= 0.5, "a number of another program is dimmed"

    paste(tab, BROKEN)
    before = tab.evaluate("scrollY")
    run(tab)
    assert seen(message) and tab.evaluate("scrollY") == before, "the page stays"
    assert seen(tab.locator(".cm-line.gc-wrong"))
    assert not number.is_visible(), "the last result is folded"
    tab.locator(".gc-before > summary").click()
    expect(number).to_be_visible()

    paste(tab, "while True:\n    pass\n")
    tab.click("[name=run]")
    expect(tab.locator(".gc-doing")).to_be_visible()
    assert seen(tab.locator(".gc-doing"))
    for other in (message, tab.locator(".gc-status")):
        expect(other).to_be_hidden()
    assert opacity(number) <= 0.5
    tab.click("[name=stop]")
    tab.wait_for_selector("[data-program]:not([data-running])")
    assert seen(message) and message.get_attribute("data-kind") == "stopped"
    expect(tab.locator(".gc-doing")).to_be_hidden()
    assert not number.is_visible()

    works(tab)
    expect(message).to_be_hidden()
    assert seen(number) and opacity(number) == 1


def test_nothing_asks_to_press_run_while_running(start):
    tab = start()
    tab.select_option("[name=example]", "")
    expect(tab.locator(".gc-result")).to_be_visible()
    tab.locator(".cm-content").click()
    tab.keyboard.insert_text("while True: pass")
    tab.click("[name=run]")
    expect(tab.locator(".gc-doing")).to_be_visible()
    expect(tab.locator(".gc-result")).to_be_hidden()
    tab.click("[name=stop]")


@pytest.mark.parametrize("by", ["click", "keys"])
def test_a_far_fault_is_shown_in_the_editor(start, by):
    """The editor goes to the line; the page moves by no more than the message."""
    tab = start(viewport={"width": 1280, "height": 800})
    paste(tab, "x = 1\n" * 300 + "y = = 2\n" + "x = 1\n" * 100)
    tab.locator("[name=run]").scroll_into_view_if_needed()
    before = tab.evaluate("scrollY")
    if by == "click":
        run(tab)
    else:
        tab.locator(".cm-content").press("ControlOrMeta+Enter")
        tab.wait_for_selector("[data-program]:not([data-running])")
    assert seen(tab.locator("[data-error]"))
    assert seen(tab.locator(".cm-line.gc-wrong"))
    assert abs(tab.evaluate("scrollY") - before) <= 160


@both_languages
def test_links_to_lines_are_whole(start):
    tab = start()
    add = (
        "model.add(keras.layers.LSTM(10, return_sequences=True, name='a_long_name_{}'))"
    )
    lines = [add.format(k) for k in range(8)]
    begin = (
        "import keras\nmodel = keras.Sequential()\nmodel.add(keras.Input((13, 5)))\n"
    )
    paste(tab, begin + "\n" * 1300 + "\n".join(lines))
    run(tab)
    for stale, width in product((False, True), (390, 1280)):
        tab.set_viewport_size({"width": width, "height": 800})
        result = tab.locator(".gc-result[data-stale]")
        if stale and not result.count():
            tab.locator(".cm-content").press("x")
            expect(result).to_have_count(1)
        for each in tab.locator(".gc-layers .gc-line").all():
            each.evaluate("e => e.scrollIntoView({ block: 'center' })")
            assert seen(each)
            edges = each.evaluate(
                """(link) => [link.getBoundingClientRect().right,
                    link.closest(".gc-scroll").getBoundingClientRect().right]"""
            )
            assert edges[0] <= edges[1] + 1, "cut off"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def contrast(one, other):
    def light(colour):
        parts = [float(each) / 255 for each in re.findall(r"[\d.]+", colour)[:3]]
        parts = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05

    dark, bright = sorted([light(one), light(other)])
    return bright / dark


def test_run_is_the_most_visible_button(start):
    tab = start()
    for scheme, name in (("light", "default"), ("dark", "slate")):
        tab.emulate_media(color_scheme=scheme)
        tab.wait_for_selector(f"[data-md-color-scheme={name}]")
        tab.mouse.move(0, 0)
        tab.wait_for_timeout(400)  # the colours change slowly
        with case(scheme):
            most_visible(tab)


def most_visible(tab):
    behind = tab.locator(".gc").evaluate("e => getComputedStyle(e).backgroundColor")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    text, ground = tab.locator("[name=run]").evaluate(colours)
    assert contrast(ground, behind) >= 4.5
    assert contrast(text, ground) >= 4.5
    tab.hover("[name=run]")
    tab.wait_for_timeout(400)  # the colours change slowly
    assert contrast(*tab.locator("[name=run]").evaluate(colours)) >= 4.5
    for other in ("reset", "download", "link"):
        _, ground = tab.locator(f"[name={other}]").evaluate(colours)
        assert ground == "rgba(0, 0, 0, 0)", "only Run is filled"


# --- what goes wrong --------------------------------------------------------------


def test_an_error_has_a_sentence_and_a_line(start, language):
    tab = start()
    paste(tab, ARTICLE.replace("LSTM(10)", "LSTM(0)"))
    run(tab)
    error = tab.locator("[data-error]")
    expect(error).to_be_visible()
    expect(error).to_contain_text(
        re.compile("第 6 行：.*[一-鿿]{5}" if language == "zh" else r"Line 6: \w+ ")
    )
    expect(tab.locator(".cm-line.gc-wrong")).to_contain_text("LSTM(0)")
    expect(tab.locator(".cm-gutterElement.gc-wrong")).to_have_text("6")
    expect(tab.locator('.gc-result[data-stale="refused"]')).to_have_count(1)
    error.locator("button").click()
    tab.keyboard.type("        keras.layers.LSTM(20),")
    expect(tab.locator(".cm-line.gc-wrong")).to_have_count(0)
    run(tab)
    expect(error).to_be_hidden()
    total(tab, 2080)
    expect(tab.locator(".gc-result[data-stale]")).to_have_count(0)


def test_a_result_of_another_program_is_marked(start):
    tab = start()
    stale = tab.locator('.gc-result[data-stale="edited"]')
    expect(stale).to_have_count(0)
    tab.locator(".cm-content").click()
    tab.keyboard.type("x")
    expect(stale).to_have_count(1)
    tab.keyboard.press("Backspace")
    expect(stale).to_have_count(0)


@in_turn(
    "text, address",
    [
        ("Total params: 680", "clinic/?number=680"),
        ("nn.LSTM(5, 10)", "calculator/?code="),
    ],
)
def test_what_another_tool_answers_is_taken_there(start, text, address):
    """By a button, and only when it is pressed."""
    tab = start()
    paste(tab, text)
    run(tab)
    button = tab.locator("[data-error] .gc-go")
    assert seen(button)
    button.click()
    tab.wait_for_url(f"**/{address}*")


def test_python_that_does_not_come(visit, language):
    """Without its files the static result stays, with a reason and a retry."""

    def cut(tab):
        tab.route("**/*.wasm", lambda route: route.abort())

    tab = visit(f"/{language}/program/", expect_errors=True, before=cut)
    tab.wait_for_selector('[data-program][data-state="failed"]')
    expect(tab.locator('[data-when="failed"]')).to_be_visible()
    total(tab, 640)
    tab.unroute("**/*.wasm")
    tab.click(".gc-retry:visible")
    works(tab)


# --- for everybody -----------------------------------------------------------------


def test_by_keyboard_alone(start):
    """Write, indent, run, leave the editor, open a layer, come back to its line."""
    tab = start()

    def until(selector):
        for _ in range(40):
            tab.keyboard.press("Tab")
            if tab.evaluate(
                """(selector) => {
                    let here = document.activeElement;
                    while (here?.shadowRoot?.activeElement)
                        here = here.shadowRoot.activeElement;
                    return here?.matches(selector);
                }""",
                selector,
            ):
                return
        pytest.fail(f"Tab does not lead to {selector}")

    tab.focus("[name=example]")
    until(".cm-content")
    tab.keyboard.press("ControlOrMeta+End")
    tab.keyboard.type("for k in range(2):")
    tab.keyboard.press("Enter")
    tab.keyboard.type("print(k)")
    tab.keyboard.press("Enter")
    tab.keyboard.type("print('.')")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("ControlOrMeta+Enter")
    tab.wait_for_selector("[data-program]:not([data-running])")
    expect(tab.locator(".gc-result > pre > code")).to_have_text(PRINTED + "0\n1\n.\n")
    tab.keyboard.press("Escape")
    until("[name=run]")
    until(".gc-layers summary")
    tab.keyboard.press("Enter")
    expect(tab.locator(".gc-layers .katex").first).to_be_visible()
    until(".gc-line")
    tab.keyboard.press("Enter")
    expect(tab.locator(".cm-activeLine")).to_contain_text("keras.layers.LSTM")


def test_typing_reaches_the_editor_only(start):
    """Material's shortcuts, such as s for search, are not meant here."""
    tab = start()
    tab.locator(".cm-content").click()
    tab.keyboard.type("s f / n p .")
    expect(tab.locator(".md-search__input")).not_to_be_focused()
    expect(tab.locator(".cm-content")).to_contain_text("s f / n p .")


def test_the_total_is_announced(start):
    tab = start()
    run(tab)
    expect(tab.locator(".gc-live[aria-live=polite]")).to_contain_text("640")


@both_languages
def test_on_a_phone(start):
    """No sideways scrolling, no zoom on touch, and the result comes into view."""
    tab = start(viewport={"width": 390, "height": 700})
    for name in ("lstm", "crnn", "char_rnn_torch"):
        tab.select_option("[name=example]", name)
        run(tab)
        for each in tab.locator(".gc-layers summary").all()[:3]:
            each.click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        top = tab.locator(".gc-result").bounding_box()["y"]
        assert top < 700, "the result is seen after Run"
    size = tab.locator(".cm-content").evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) >= 16


def test_light_and_dark(visit, language):
    colours = set()
    for scheme in ("light", "dark"):
        tab = visit(f"/{language}/program/", color_scheme=scheme)
        colours.add(
            tab.locator(".cm-editor").evaluate("e => getComputedStyle(e).color")
        )
    assert len(colours) == 2
