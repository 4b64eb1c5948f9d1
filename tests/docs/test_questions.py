"""Real questions have their answers, and links to the calculator keep their word."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from live.calculator.answer import answer
from tests.docs.test_pages import NUMBER, numbers
from tests.pages import LANGUAGES, Page

ASKED = range(1, 25)  # the questions that readers were found to ask
LEVEL = re.compile("h[1-6]")
# A sentence ends, for the eye: a point between digits or in a name does not count.
SENTENCE = re.compile(r"(?<=[.?!])\s+|(?<=[。？！；])")


@pytest.fixture(params=LANGUAGES)
def questions(request):
    return Page(request.param, "questions")


def entry(heading):
    """The tags from a heading to the next one, whatever its level."""
    found = []
    for each in heading.find_next_siblings():
        if LEVEL.fullmatch(each.name):
            break
        found.append(each)
    return found


def test_each_question_has_its_answer(questions, tally):
    """A number, a way into the chapters, and a place in the list at the top."""
    headings = questions.article.find_all(attrs={"data-question": True})
    assert sorted(int(each["data-question"]) for each in headings) == list(ASKED)
    listed = {
        link["href"]
        for paragraph in questions.article.h1.find_next_siblings("p")
        for link in paragraph.find_all("a", href=True)
        if paragraph.find_previous(["h1", "h2"]).name == "h1"
    }
    for heading in headings:
        parts = entry(heading)
        words = " ".join(part.get_text(" ") for part in parts)
        links = [a["href"] for part in parts for a in part.find_all("a", href=True)]
        assert f"#{heading['id']}" in listed, heading["id"]
        assert re.search(r"\d", words), heading["id"]
        assert any(link.startswith("../") and "?" not in link for link in links)
        assert len(parts) <= 9, f"{heading['id']} is no short answer"
        tally["real questions answered"] += 1


def total(link, language):
    fields = dict(parse_qsl(urlsplit(link["href"]).query))
    return int(answer(fields, language)["total"])


def claimed(link):
    """Numbers of the sentence that holds the link, else of the link alone."""
    mark = "\0"
    block = link.find_parent(["p", "li", "td", "figcaption"])
    text = "".join(
        mark + piece + mark if piece.find_parent("a") is link else str(piece)
        for piece in block.find_all(string=True)
        if not piece.find_parent(class_="katex")
    )
    sentence = next(each for each in SENTENCE.split(text) if mark in each)
    inside = mark.join(sentence.split(mark)[1:-1])
    own = re.findall(r"(?<![\w(])\d{1,3}(?:,\d{3})+|(?<![\w(,])\d+(?![\w,)])", inside)
    return own, numbers(sentence)


def test_links_to_the_calculator_show_the_number_they_promise(page, tally):
    """Where link or sentence states a count, the address leads to this count."""
    for link in page.article.select("a[href*='calculator/?']"):
        counted = total(link, page.language)
        own, said = claimed(link)
        stated = {int(each.replace(",", "")) for each in own if len(each) > 1}
        if page.name == "questions":
            assert stated, f"{link['href']} promises no number"
        if stated:
            assert counted in stated, (link["href"], counted, stated)
        elif said:
            assert counted in said, (link["href"], counted, said)
        else:
            continue
        tally["counts promised beside a link to the calculator"] += 1


def test_the_search_for_promises_can_fail():
    assert numbers("2,040 of 29") == {2040} and NUMBER.search("4,457,472")
