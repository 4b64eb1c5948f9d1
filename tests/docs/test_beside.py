"""Both languages at once, paragraph by paragraph."""

import pytest
from playwright.sync_api import expect

from tests.pages import pages

ROWS = """() => [...document.querySelectorAll(".gc-row")].map((row) => {
  const [mine, theirs] = row.children;
  return [row.children.length, mine.tagName, theirs.tagName, theirs.lang,
    theirs.textContent.trim().length > 0];
})"""
IDS = "() => [...document.querySelectorAll('[id]')].map((each) => each.id)"
# Its own words, without what has been put beside them.
HTML = "() => document.querySelector('article').textContent"


def blocks(page):
    """What stands directly in a page's text: kinds, in their order."""
    return [
        (each.name, each.get("class", [""])[0])
        for each in page.article.find_all(recursive=False)
        if each.name not in ("script", "link")
    ]


def test_twins_have_the_same_blocks():
    """Or a paragraph would stand beside another's translation."""
    for chinese, english in zip(pages()[::2], pages()[1::2], strict=True):
        assert blocks(chinese) == blocks(english), chinese


@pytest.mark.parametrize("name", ["gru/", "questions/", "exercises/"])
@pytest.mark.parametrize("language, other", [("zh", "en"), ("en", "zh-Hans")])
def test_the_twin_stands_beside(visit, language, other, name):
    tab = visit(f"/{language}/{name}")
    before, ids = tab.evaluate(HTML), tab.evaluate(IDS)
    button = tab.locator(".gc-both")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    rows = tab.evaluate(ROWS)
    assert len(rows) > 20
    for children, mine, theirs, lang, words in rows:
        assert children == 2 and words and lang == other[:2]
        assert mine == theirs or theirs == "DIV"
    assert tab.evaluate(IDS) == ids
    link = tab.locator(
        ".gc-row > [data-twin] a[href*='/#'], .gc-row > [data-twin] a"
    ).first
    assert f"/{other[:2]}/" in link.evaluate("(each) => each.href")
    tab.reload()  # the wish stays with the tab
    expect(tab.locator(".gc-row").first).to_be_visible()
    button.click()
    expect(tab.locator(".gc-row")).to_have_count(0)
    assert tab.evaluate(HTML) == before


def test_a_twin_that_does_not_come_leaves_the_page(visit):
    tab = visit("/en/gru/", expect_errors=True)
    before = tab.evaluate(HTML)
    tab.route("**/zh/gru/", lambda route: route.abort())
    tab.locator(".gc-both").click()
    tab.wait_for_timeout(500)
    assert tab.evaluate(HTML) == before
