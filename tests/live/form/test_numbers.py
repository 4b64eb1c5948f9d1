"""Numbers as people write them: form and address agree, and both are right."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from gatecount import count
from live.calculator.answer import answer
from tests.docs.numbers import NUMBERS
from tests.pages import LANGUAGES

SHOWN = answer({}, "en")["controls"]["fields"]
GO = """address => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""


def verdict(said):
    """What the reader gets: a total and a line of code, or a sentence at a field."""
    if said["ok"]:
        return said["total"], said["controls"]["fields"]["code"]
    return said["error"], said["field"]


def by_address(text, language="en"):
    return answer({"units": text}, language)


def by_form(text, language="en"):
    given = {name: each for name, each in SHOWN.items() if name != "code"}
    return answer(given | {"units": text}, language, False, "units", SHOWN)


@pytest.mark.parametrize("text", NUMBERS, ids=ascii)
def test_the_same_verdict(text):
    value = NUMBERS[text]
    for language in LANGUAGES:
        said = by_address(text, language)
        assert verdict(said) == verdict(by_form(text, language))
        assert said["ok"] is (value is not None)
        if value is None:
            assert said["field"] == "units"
            assert re.search(r"[。.]$", said["error"])
        else:
            assert said["total"] == str(count(f"LSTM({value})", "keras", (13, 5)).total)


PIECES = st.sampled_from(
    [*"0123456789０٣४+-−.,，_' eExX/²½%()<>&\"",
     "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}",
     "\N{RIGHT-TO-LEFT OVERRIDE}", "NaN", "inf", "None", "十"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=9).map("".join),
    st.text(max_size=30),
    st.integers().map(str),
    st.floats().map(str),
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_any_text_gets_the_same_verdict(text):
    """Whatever is typed: form and address say the same, and never stumble."""
    said = by_address(text)
    assert verdict(said) == verdict(by_form(text))
    if said["ok"]:
        # It was a number, and the line of code says which.
        [units] = re.findall(r"\d+", said["controls"]["fields"]["code"])
        assert by_form(units)["total"] == said["total"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_gives_that_verdict(visit, language):
    """The list in the browser, half in each language, through form and address."""
    tab = visit(f"/{language}/calculator/")
    tab.locator("[data-calculator]").scroll_into_view_if_needed()
    tab.wait_for_selector('[data-calculator][data-state="ready"]')
    shown, error = tab.locator("[data-calculator] [data-total]"), "[data-error]"
    field = tab.locator("[data-calculator] [name=units]")
    for text in list(NUMBERS)[LANGUAGES.index(language) :: 2]:
        if "\0" in text or "\n" in text:
            continue  # no field holds them
        wanted = by_form(text, language)
        for enter in (
            lambda text: field.fill(text),
            lambda text: tab.evaluate(GO, f"?units={quote(text, safe='')}"),
        ):
            field.fill("77")  # so that the answer is a new one
            expect(shown).to_have_attribute("data-total", by_form("77")["total"])
            enter(text)
            if wanted["ok"]:
                expect(shown).to_have_attribute("data-total", wanted["total"])
                expect(tab.locator(error)).to_be_hidden()
            else:
                expect(tab.locator(error)).to_have_text(wanted["error"])
