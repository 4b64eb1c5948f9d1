"""The clinic's page: what it says of a number, in Python and in the browser."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from gatecount.teaching.slips import SLIPS
from live.clinic.clinic import DEFAULTS, clinic, place
from live.clinic.slips import WORDS
from live.shared.layers import FRAMEWORKS
from live.shared.status import Bytes
from live.shared.words import TRANSLATIONS
from tests.docs.arithmetic import tex_chains, value
from tests.live.calculator.test_calculator import ALLOWED, Tags
from tests.pages import LANGUAGES, Page, pages
from tests.visiting import Waiting


def soup(language="en", **typed):
    answered = clinic(typed, language, "../calculator/")
    return BeautifulSoup(answered["html"], "html.parser")


def test_every_slip_has_its_words_in_both_languages():
    assert set(WORDS) == {slip.__name__ for slip in SLIPS} | {"other_features"}
    for sentence in (each for pair in WORDS.values() for each in pair):
        assert sentence in TRANSLATIONS["zh"]


@pytest.mark.parametrize(
    "typed, verdict",
    [("600", "slips"), ("６００", "slips"), ("1,922", "slips"), ("640", "right"),
     ("641", "none"), ("0", "slips"), ("7800", "slips"), ("680", "elsewhere"),
     ("1,360", "elsewhere"), ("510", "elsewhere"), ("490", "elsewhere"),
     ("1920", "slips"), ("8 320", "slips"), ("150", "slips"), ("12345", "none")],
)  # fmt: skip
def test_the_verdict(typed, verdict):
    assert soup(number=typed).select_one("[data-verdict]")["data-verdict"] == verdict


@pytest.mark.parametrize(
    "typed",
    ["1,360", "1 360", "1_360", "１，３６０", " 1360 ", "1360.0", "1'360",
     "params: 1,360",
     "1360 个参数",
     "Total params: 1,360 (5.31 KB)", "参数量：1,360"],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed):
    assert soup(number=typed).select_one("[data-verdict=elsewhere]")


@pytest.mark.parametrize("typed", ["13,60", "1.5", "-680", "LSTM(10)", "600 or 640"])
def test_what_is_no_number_is_not_guessed(typed):
    assert clinic({"number": typed}, "en", "")["field"] == "number"


@pytest.mark.parametrize(
    "number, fields",
    [("680", {}), ("1360", {}), ("510", {}), ("490", {}), ("1560", {}),
     ("340", {"bidirectional": "True"}), ("710", {"counted": "torch LSTM"}),
     ("480", {"counted": "keras GRU"})],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_that_is_right_elsewhere_leads_there(language, number, fields):
    """It is not called wrong, and each link sets the form so that it is right."""
    page = soup(language, number=number, **fields)
    first = page.select_one(".gc-slip")
    assert page.select_one("[data-verdict=elsewhere]") and not first.select(".gc-wrong")
    links = first.select("a[data-set]")
    assert links
    for link in links:
        there = dict(parse_qsl(urlsplit(link["href"]).query))
        assert soup(language, **there).select_one("[data-verdict=right]"), there


def wrong_numbers(language):
    """Every number that a page calls wrong, with what the page says of the layer."""
    for page in pages():
        if page.language != language:
            continue
        for struck in page.article.select("s"):
            link = struck.find_parent("a")
            assert link and "?number=" in link["href"], f"{page}: {struck}"
            fields = dict(parse_qsl(urlsplit(link["href"]).query))
            yield fields | {"number": struck.text}
    table = Page(language, "questions").article.find(id="wrong-numbers")
    for cell in table.find_next("table").select("tbody td:first-child"):
        yield {"number": cell.text}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wrong_number_of_the_site_is_known(language):
    known = list(wrong_numbers(language))
    assert len(known) > 20
    for fields in known:
        verdict = soup(language, **fields).select_one("[data-verdict]")["data-verdict"]
        assert verdict in ("slips", "elsewhere"), fields


def test_two_slips_at_once_are_both_named():
    found = soup(number="9880", T="13", counted="torch LSTM").select("[data-slip]")
    assert found and "no_bias" not in found[0]["data-slip"].split()
    twice = soup(number="7930").select_one(".gc-slip")  # one bias vector, x 13
    assert twice["data-slip"] == "one_bias steps"
    assert "One bias vector" in twice.text and "time steps" in twice.text


@pytest.mark.parametrize(
    "typed",
    [{}, {"number": "2960", "num_layers": "2", "bidirectional": "True"},
     {"number": "1,922"}, {"number": "641"}, {"number": "640"}],
)  # fmt: skip
def test_both_lines_are_true_and_end_in_their_numbers(typed):
    """The wrong line is wrong for the layer, but its arithmetic is right."""
    page = soup(**typed)
    ends = {}
    for side in ("gc-wrong", "gc-right"):
        for box in page.select(f".{side}"):
            formulas = [each.text.strip()[2:-2] for each in box.select(".arithmatex")]
            for formula in formulas:
                for chain in tex_chains(formula):
                    assert len({value(member) for member in chain}) == 1, chain
            ends.setdefault(side, set()).add(
                int(
                    re.search(r"\\mathbf\{(.*?)\}\\end", formulas[-1])[1].replace(
                        "{,}", ""
                    )
                )
            )
    total = int(page.select_one("[data-total]")["data-total"])
    assert ends["gc-right"] == {total}
    if "gc-wrong" in ends:
        number = int((DEFAULTS | typed)["number"].replace(",", ""))
        assert ends["gc-wrong"] == {number}


def test_a_number_of_another_layer_leads_there():
    answered = soup(number="1024")
    [link, *_] = answered.select("[data-verdict=none] a")
    fields = dict(parse_qsl(urlsplit(link["href"]).query))
    assert fields["framework"] == "keras"


@pytest.mark.parametrize("field", DEFAULTS)
@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=40)
@given(typed=st.text(max_size=70) | st.integers(-9, 10**20).map(str))
@example(typed="9" * 20)  # one more is too long to be read
def test_whatever_stands_in_a_field_is_answered(field, language, typed):
    answered = clinic({field: typed}, language, "")
    if answered["ok"]:
        tags = Tags()
        tags.feed(answered["html"])
        assert tags.seen <= ALLOWED | {"a", "b"}
    else:
        assert answered["field"] == field
        assert answered["error"].endswith("。" if language == "zh" else ".")


@pytest.mark.parametrize("number", ["600", "641", "640", "1922", "680", "7930"])
def test_chinese_is_chinese(number):
    whole = BeautifulSoup(
        place("zh", "", Bytes()) + clinic({"number": number}, "zh", "")["html"],
        "html.parser",
    )
    for each in whole.select("code, option, .arithmatex, .gc-status, noscript, b"):
        each.extract()
    titles = [each.title for each in FRAMEWORKS.values()]
    names = "|".join(["RNN|LSTM|GRU|Simple|Dense", *" ".join(titles).split()])
    left = re.sub(rf"\w+=False|{names}", "", whole.get_text())
    assert not re.findall("[A-Za-z]{2,}", left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cases_on_the_page_are_diagnosed(language):
    article = Page(language, "clinic").article
    links = article.select("[data-live] ~ ul a[href*='number=']")
    assert len(links) == 6
    for link in links:
        fields = dict(parse_qsl(urlsplit(link["href"]).query))
        assert set(fields) <= set(DEFAULTS)
        verdict = soup(language, **fields).select_one("[data-verdict]")
        assert verdict["data-verdict"] in ("slips", "elsewhere")
        assert f"{int(fields['number']):,}" in link.text


# --- in the browser --------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clinic_in_the_browser(visit, language):
    tab = visit(f"/{language}/clinic/")
    part = tab.locator("[data-live=clinic]")
    expect(part.locator('[data-verdict="slips"]')).to_be_visible()
    static = part.locator(".gc-result").inner_html()
    part.scroll_into_view_if_needed()
    tab.wait_for_selector('[data-live=clinic][data-state="ready"]')
    tab.fill("[name=number]", "８３２０")
    expect(part.locator(".gc-slip[data-slip=steps]")).to_have_count(1)
    tab.fill("[name=number]", "641")
    expect(part.locator('[data-verdict="none"]')).to_be_visible()
    tab.fill("[name=number]", "640")
    expect(part.locator('[data-verdict="right"]')).to_be_visible()
    tab.fill("[name=number]", "600")
    expect(part.locator(".gc-slip[data-slip=no_bias]")).to_have_count(1)
    assert part.locator(".gc-result").inner_html() == static

    tab.select_option("[name=counted]", "torch LSTM")
    tab.fill("[name=num_layers]", "2")
    tab.check("[name=bidirectional]")
    tab.fill("[name=number]", "3120")
    expect(part.locator(".gc-slip[data-slip=later_m]")).to_have_count(1)
    again = visit(tab.url)
    expect(again.locator(".gc-slip[data-slip=later_m]")).to_have_count(1)
    expect(again.locator("[name=bidirectional]")).to_be_checked()
    expect(again.locator("[name=counted]")).to_have_value("torch LSTM")

    again.fill("[name=m]", "many")
    expect(again.locator("[data-refusal]")).to_be_visible()
    expect(again.locator("[name=m]")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_the_address_is_answered_in_view(visit, language):
    """At once, without a scroll; but whoever reads on meanwhile is left there."""
    phone = {"width": 390, "height": 844}
    tab = visit(f"/{language}/clinic/?number=680", viewport=phone)
    expect(tab.locator('[data-verdict="elsewhere"] .gc-said')).to_be_in_viewport(
        ratio=1
    )
    assert tab.locator(".gc-said").evaluate(
        "each => { const { x, y } = each.getBoundingClientRect();"
        " return each.contains(document.elementFromPoint(x + 9, y + 9)); }"
    )
    waiting = Waiting(visit, f"/{language}/clinic/?number=680", viewport=phone)
    tab = waiting.tab
    expect(tab.locator('[data-live=clinic] [data-stale="pending"]')).to_have_count(1)
    tab.evaluate("scrollTo(0, 40)")
    waiting.release()
    expect(tab.locator('[data-verdict="elsewhere"]')).to_be_attached()
    assert tab.evaluate("scrollY") == 40
    tab = visit(f"/{language}/clinic/", viewport=phone)
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("scrollY") == 0  # nothing was asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_right_elsewhere_is_one_tap_away(visit, language):
    """Seen at 390 px: no red, a link that sets the form, and Back."""
    tab = visit(
        f"/{language}/clinic/?number=1,360",
        viewport={"width": 390, "height": 844},
        has_touch=True,
    )
    part = tab.locator("[data-live=clinic]")
    expect(part.locator('[data-verdict="elsewhere"]')).to_be_visible()
    expect(part.locator(".gc-said")).to_contain_text("PyTorch")
    red = part.evaluate("""part => {
      const error = getComputedStyle(part).getPropertyValue("--gc-error");
      const probe = part.appendChild(document.createElement("i"));
      probe.style.color = error;
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return [...part.querySelectorAll("[data-verdict] *")].filter((each) =>
        [getComputedStyle(each).color, getComputedStyle(each).borderLeftColor]
          .includes(colour)).length;
    }""")
    assert red == 0
    part.locator("a[data-set]").first.tap()
    expect(part.locator('[data-verdict="right"]')).to_be_visible()
    expect(tab.locator("[name=counted]")).to_have_value("torch LSTM")
    expect(tab.locator("[name=bidirectional]")).to_be_checked()
    tab.go_back()
    expect(part.locator('[data-verdict="elsewhere"]')).to_be_visible()
    expect(tab.locator("[name=bidirectional]")).not_to_be_checked()

    # The switch stands on one line with the field beside it; the table says it scrolls.
    middle = "e => { const r = e.getBoundingClientRect(); return r.top + r.height / 2 }"
    box, beside = tab.locator("[name=bidirectional]"), tab.locator("[name=num_layers]")
    assert abs(box.evaluate(middle) - beside.evaluate(middle)) <= 4
    part.locator("summary").tap()
    table = part.locator(".gc-scroll:has(.gc-slips)")
    if table.evaluate("e => e.scrollWidth > e.clientWidth + 1"):
        expect(table).to_have_attribute("data-scrolls", "start")


def test_a_program_in_the_place_of_the_number_goes_where_it_is_counted(visit):
    """Pasted, with all its lines; and nothing of it stays in the address."""
    lines = ["import torch.nn as nn", "a = nn.LSTM(5, 10)", "b = nn.LSTM(10, 10)"]
    tab = visit("/en/clinic/")
    tab.locator("[name=number]").fill("")
    tab.locator("[name=number]").evaluate(
        """(field, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const said = { clipboardData: data, bubbles: true };
          field.dispatchEvent(new ClipboardEvent("paste", said));
          field.value = text; // which drops the ends of lines, as pasting does
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        "\n".join(lines),
    )
    button = tab.locator("[data-refusal] button")
    expect(button).to_be_visible()
    assert "import" not in tab.url
    button.click()
    expect(tab).to_have_url(re.compile("/en/program/"))
    editor = tab.locator("[data-program] .cm-line")
    expect(editor.filter(has_text=lines[1])).to_be_visible()
    assert lines[0] in editor.all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_of_the_clinic_is_data(visit, language):
    attack = "<img src=x onerror=1>"
    tab = visit(f"/{language}/clinic/?number={attack}&counted={attack}")
    expect(tab.locator("[data-refusal]")).to_contain_text("<img")
    expect(tab.locator("[data-live=clinic] img")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clinic_without_javascript(visit, language):
    tab = visit(f"/{language}/clinic/", java_script_enabled=False)
    expect(tab.locator(".gc-slip[data-slip=no_bias] .katex").first).to_be_visible()
    tab.locator("[data-live=clinic] summary").click()
    expect(tab.locator(".gc-slips tr[data-slip=steps]")).to_be_visible()
