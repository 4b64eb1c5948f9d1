"""Search as readers type: the right page comes first, and every hit can be read."""

import json
import re

import pytest
from playwright.sync_api import expect

from publish.mkdocs.formulas import spoken
from publish.mkdocs.search import words
from tests.pages import LANGUAGES, ROOT, SITE

TABLE = (ROOT / "tests/publish/searches.txt").read_text(encoding="utf-8")
SEARCHES = [
    [cell.strip() for cell in line.split("|")]
    for line in TABLE.splitlines()
    if not line.startswith("#")
]
TEX = re.compile(r"\\(?:[A-Za-z]{2,}|[()\[\]])")
FIELD, META = ".md-search__input", ".md-search-result__meta"
HIT, LINK = ".md-search-result__item", ".md-search-result__link"


def typed(tab, text):
    tab.fill(FIELD, "")
    expect(tab.locator(HIT)).to_have_count(0)
    tab.fill(FIELD, text)
    expect(tab.locator(HIT).first).to_be_visible()
    return tab.locator(HIT)


def pages_found(tab, language):
    """The address of each page found, as it is below its language."""
    links = tab.eval_on_selector_all(
        HIT, f"hits => hits.map(hit => hit.querySelector('{LINK}').pathname)"
    )
    return [link.removeprefix(f"/{language}/") for link in links]


@pytest.fixture
def opened(visit):
    def search(language):
        tab = visit(f"/{language}/gru/")
        tab.click(FIELD)
        waiting = tab.locator(META)
        expect(waiting).not_to_have_text(re.compile("Initializing|正在初始化"))
        return tab

    return search


def test_the_table_is_of_both_languages():
    asked = [language for language, *_ in SEARCHES]
    assert min(map(asked.count, LANGUAGES)) >= 35
    assert len({tuple(row[:2]) for row in SEARCHES}) == len(SEARCHES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_page_comes_first(opened, language, tally):
    tab, wrong = opened(language), []
    for where, text, wanted, number in SEARCHES:
        if where != language:
            continue
        hits = typed(tab, text)
        found = pages_found(tab, language)[: int(number)]
        starts = wanted.replace("/", "").split(",")
        right = [page for page in found if (page.partition("/")[0] or "^") in starts]
        wrong += [] if right else [(text, found)]
        shown = " ".join(hits.all_inner_texts())
        assert not TEX.search(shown), text
        assert not hits.locator(".md-search-result__terms").count()
        tally["searches whose first pages are right"] += 1
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hit_says_what_was_found_and_leads_there(opened, language):
    tab = opened(language)
    hit = typed(tab, "reset_after").first
    marks = hit.locator("mark")
    expect(marks.first).to_be_visible()
    assert "reset_after" in marks.all_inner_texts()
    link = hit.locator(LINK).last
    assert link.evaluate("({ hash }) => hash")
    link.click()
    lit = tab.locator("article mark", has_text="reset_after").first
    expect(lit).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_that_comes_without_a_key_is_searched(opened, language):
    """Pasted by a long press, dictated, or composed by an input method."""
    tab = opened(language)
    tab.keyboard.insert_text("reset_after")
    expect(tab.locator(HIT).first).to_be_in_viewport()
    tab.fill(FIELD, "")
    expect(tab.locator(HIT)).to_have_count(0)
    keys = tab.context.new_cdp_session(tab)
    keys.send("Input.imeSetComposition", composing("re"))
    keys.send("Input.imeSetComposition", composing("reset_after"))
    keys.send("Input.insertText", {"text": "reset_after"})
    expect(tab.locator(HIT).first).to_be_in_viewport()


def composing(text):
    return {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}


def test_what_is_typed_is_never_markup(opened):
    tab = opened("en")
    hits = typed(tab, '<img src=x onerror=alert(1)> "&lt;b&gt;" LSTM')
    assert not hits.locator("img, b").count()
    tab.fill(FIELD, "zqxjkvbw (+[*")
    tab.keyboard.press("Shift")
    expect(tab.locator(META)).to_have_text("No matching documents")


@pytest.mark.parametrize(
    "language, query, said", [("zh", "忘记门", "检查网络"), ("en", "forget", "network")]
)
def test_nothing_is_fetched_before_it_is_asked(opened, language, query, said):
    """And where the texts do not arrive, that alone is said; the next key asks anew."""
    asked = []
    tab = opened(language)
    tab.context.on("request", lambda request: asked.append(request.url))
    tab.context.route("**/documents.json", lambda route: route.abort())
    assert not [url for url in asked if "documents" in url or "/find." in url]
    tab.fill(FIELD, query)
    tab.keyboard.press("Shift")
    expect(tab.locator(META)).to_contain_text(said)
    expect(tab.locator(HIT)).to_have_count(0)
    tab.context.unroute("**/documents.json")
    tab.keyboard.press("Backspace")
    expect(tab.locator(META)).not_to_contain_text(said)
    expect(tab.locator(HIT).first).to_contain_text(query[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_plain(language, tally):
    path = SITE / language / "search/documents.json"
    docs = json.loads(path.read_text(encoding="utf-8"))["docs"]
    assert len(docs) > 200
    for doc in docs:
        for text in (doc["title"], doc["text"]):
            assert not TEX.search(text), doc["location"]
            assert not re.search(r"</?(?:p|code|pre|li)>|\u200b|katex-", text)
    assert any(doc["location"].startswith("slides/") for doc in docs)
    tally["texts of the search without TeX"] += len(docs)


@pytest.mark.parametrize(
    "tex, words",
    [(r"4 \times \bigl((n + m) \times m + m\bigr)", "4 × ((n + m) × m + m)"),
     (r"\gate{f}{f_t} = \sigma(x_t W_f) \odot c_{t-1}", "f_t = σ(x_tW_f) ⊙ c_(t−1)"),
     (r"\frac{a + b}{2}", "(a + b)/2"), (r"\tilde c_t", "c̃_t"), ("m^2", "m²"),
     (r"\underset{(1)}{160} \tag{2}", "160 (1) (2)"),
     (r"\begin{pmatrix} a &amp; b \\ c &amp; d \end{pmatrix}", "(a b; c d)")],
)  # fmt: skip
def test_a_formula_is_read_out(tex, words):
    assert spoken(tex) == words


def test_a_word_stands_in_one_row():
    same = [word for row in words()["same"] for word in row]
    assert len(same) == len(set(same)) and all(word == word.lower() for word in same)
