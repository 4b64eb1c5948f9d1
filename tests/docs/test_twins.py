"""The Chinese and the English page are twins: only the words differ."""

import re

import pytest

from tests.pages import ROOT, Page, pages

NAMES = sorted({page.name for page in pages()})


def tree(language):
    root = ROOT / "docs" / language
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())


def test_same_files():
    assert tree("zh") == tree("en")


@pytest.fixture(params=NAMES)
def twins(request):
    return Page("zh", request.param), Page("en", request.param)


def headings(page):
    return [
        (each.name, each["id"]) for each in page.article.find_all(re.compile("h[1-6]"))
    ]


def figures(page):
    """Each figure's own markup, without the words around it."""
    return [(each.get("id"), str(each.svg)) for each in page.article.find_all("figure")]


def controls(page):
    return [
        (each.name, each["name"], each.get("type"), each.get("value"))
        for each in page.article.find_all(["input", "select"], attrs={"name": True})
    ]


def links(page):
    """Targets inside the site and beyond, in order."""
    return [
        each["href"]
        for each in page.article.find_all("a", href=True)
        if "md-content__button" not in each.get("class", ())
    ]


def fences(page):
    """What each block includes, and in which language it is highlighted."""
    return [(title.split()[0], lines) for title, lines in page.fences]


def code_cells(page):
    if not page.is_notebook:
        return []
    cells = re.split(r"^# %%(.*)$", page.text, flags=re.M)
    return [
        body.strip()
        for kind, body in zip(cells[1::2], cells[2::2], strict=True)
        if "[markdown]" not in kind
    ]


def tables(page):
    """Rows and columns of every table."""
    return [
        [len(row.find_all(["td", "th"])) for row in table.find_all("tr")]
        for table in page.article.find_all("table")
    ]


def notes(page):
    return [each.get("class") for each in page.article.select(".admonition, details")]


@pytest.mark.parametrize(
    "part",
    [headings, figures, controls, links, fences, code_cells, tables, notes],
    ids=lambda part: part.__name__,
)
def test_same_skeleton(twins, part, tally):
    chinese, english = map(part, twins)
    assert chinese == english
    tally[f"twin parts compared: {part.__name__}"] += len(chinese)


def test_same_formulas(twins, tally):
    """The same set of formulas; displayed ones in the same order.

    Word order differs between the languages, and with it that of inline ones.
    """
    chinese, english = (page.formulas for page in twins)
    assert sorted(chinese) == sorted(english)
    displayed = [
        [each.get_text() for each in page.article.select("div.arithmatex annotation")]
        for page in twins
    ]
    assert displayed[0] == displayed[1]
    tally["twin parts compared: formulas"] += len(chinese)


def test_same_data(twins):
    """Live parts are placed in the same order with the same presets."""
    places = [
        [
            (
                each["data-calculator"],
                each.find(attrs={"data-total": True})["data-total"],
            )
            for each in page.article.select("[data-calculator]")
        ]
        for page in twins
    ]
    assert places[0] == places[1]
