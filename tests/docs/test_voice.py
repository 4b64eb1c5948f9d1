"""One voice: a page's name, the words of the courses, one home for each number."""

import json
import re
from pathlib import Path

import pytest

from live.shared.words import FILES
from tests.pages import LANGUAGES, Page, pages

# What the courses do not say; the word to take instead stands in CONTRIBUTING.md.
AVOIDED = (
    "输入核 循环核 交出 掺 错数 诊所 亲戚 病历 流传 批大小 听得见 各自为政 "
    "四个门 批归一化".split()
)
# Pages on which a learner is addressed by 您; on others 我们, or no pronoun.
TEACHERS = {"teaching", "slides", "worksheet"}
# Numbers that readers ask about: told once, named by two guests at most.
STORIES = ("2,040", "8,320", "9,408", "4,457,472", "240,321")


def labels(language):
    """Address -> what the navigation calls the page there."""
    links = Page(language, "index").html.select(".md-nav--primary a.md-nav__link")
    return {
        link["href"].strip("./"): " ".join(link.get_text().split())
        for link in links
        if not re.search("#|://", link["href"])
    }


def test_the_navigation_calls_a_page_what_it_calls_itself(page):
    """So does its title; the Chinese home's adds the words that it is searched by."""
    if page.is_deck:
        return
    heading = page.article.h1.get_text().removesuffix("¶").strip()
    title = page.html.find("meta", property="og:title")["content"]
    assert title == heading or title.startswith(heading.rstrip("？"))
    name = "" if page.name == "index" else page.name
    assert labels(page.language).get(name, heading) == heading


@pytest.mark.parametrize("page", [p for p in pages() if p.language == "zh"], ids=str)
def test_chinese_words_are_those_of_the_courses(page):
    said = page.article.get_text()
    assert not [word for word in AVOIDED if word in said]
    if page.name not in TEACHERS:
        assert "您" not in page.prose.get_text()


@pytest.mark.parametrize("path", [Path(file) for file in FILES], ids=lambda p: p.stem)
def test_the_sentences_made_in_python_say_the_same_words(path):
    said = " ".join(json.loads(path.read_text(encoding="utf-8")).values())
    assert not [word for word in AVOIDED if word in said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_one_home(language):
    """The clinic's list of slips is worked out, not told."""
    told = [p for p in pages() if p.language == language and p.name != "clinic"]
    for number in STORIES:
        homes = [each.name for each in told if number in each.prose.get_text(" ")]
        assert len(homes) <= 3, (number, homes)
