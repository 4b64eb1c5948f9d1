"""The slides hold what the pages hold, fit their 1280 by 720, and need no network."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages import LANGUAGES, ROOT, Page

AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIZE = {"width": 1280, "height": 720}
FIT = """() => {
  const slide = document.querySelector("section.present");
  const all = slide.getBoundingClientRect();
  const inner = [...slide.children].filter((each) => !each.matches(".notes"))
    .map((each) => each.getBoundingClientRect());
  return {
    high: slide.scrollHeight, wide: slide.scrollWidth,
    inside: inner.every((box) => box.bottom <= all.bottom && box.right <= all.right),
    codes: [...slide.querySelectorAll("pre")].every(
      (code) => code.scrollWidth <= code.clientWidth),
  };
}"""


@pytest.fixture(params=LANGUAGES)
def deck(request):
    return Page(request.param, "slides")


def sections(page):
    return page.article.find_all("section", recursive=False)


def opened(visit, address, **options):
    tab = visit(address, viewport=SIZE, **options)
    expect(tab.locator(".reveal.ready")).to_be_visible()
    return tab


def test_a_lecture_of_slides(deck, tally):
    """Enough for 45 minutes; each has a title, an id and words for the speaker."""
    slides = sections(deck)
    assert 15 <= len(slides) <= 25
    for slide in slides:
        assert slide.find(re.compile("h[12]"))["id"]
        assert len(slide.select_one("aside.notes").get_text(strip=True)) >= 15
        tally["slides"] += 1


def test_as_many_slides_in_both_languages():
    assert len({len(sections(Page(each, "slides"))) for each in LANGUAGES}) == 1


def test_the_teaching_page_knows_how_many(deck):
    link = Page(deck.language, "teaching").article.find(
        "a", string=re.compile(rf"^{len(sections(deck))} ")
    )
    assert link["href"] == "../slides/"


def test_figures_are_those_of_the_pages(deck, tally):
    """The same drawing as in the chapters, not a copy that may grow old."""
    chapters = [
        Page(deck.language, name)
        for name in ("index", "units", "time-steps", "relatives")
    ]
    known = {
        figure["id"]: str(figure.svg)
        for page in [*chapters, Page(deck.language, "bidirectional-and-stacked")]
        for figure in page.article.find_all("figure")
    }
    for figure in deck.article.find_all("figure"):
        assert known[figure["id"]] == str(figure.svg)
        tally["figures on slides that are those of the pages"] += 1


def test_every_slide_fits(visit, deck, tally):
    """By the arrow key from the first to the last; nothing stands out of the slide."""
    tab = opened(visit, deck.address)
    slides = sections(deck)
    for slide in slides:
        title = slide.find(re.compile("h[12]"))["id"]
        expect(tab.locator(f"section.present #{title}")).to_be_visible()
        fit = tab.evaluate(FIT)
        assert fit["high"] <= 720 and fit["wide"] <= 1280, (title, fit)
        assert fit["inside"] and fit["codes"], (title, fit)
        for drawing in tab.locator("section.present figure svg").all():
            assert drawing.bounding_box()["height"] > 100, title
        tab.keyboard.press("ArrowRight")
        tally["slides that fit"] += 1
    tab.wait_for_url(f"**/#/{len(slides) - 1}")


def test_an_address_opens_its_slide(visit, deck):
    tab = opened(visit, f"{deck.address}#forget-gate")
    expect(tab.locator("section.present #forget-gate")).to_be_visible()


def test_notes_keep_in_step(visit, deck):
    """S shows them; a second window with ?notes follows the first."""
    tab = opened(visit, deck.address)
    notes = tab.locator(".speaker-notes")
    expect(notes).not_to_be_visible()
    tab.keyboard.press("s")
    expect(notes).to_be_visible()
    tab.keyboard.press("s")
    expect(notes).not_to_be_visible()
    own = tab.context.new_page()
    own.goto(tab.url.partition("#")[0] + "?notes")
    expect(own.locator(".speaker-notes")).to_be_visible()
    tab.keyboard.press("ArrowRight")
    expect(own.locator("section.present #guess")).to_be_attached()


def test_prints_a_page_for_each_slide(visit, deck, tmp_path):
    """Chromium's PDF: as many pages as slides, and more with the notes."""
    pages = []
    for query in ("", "?notes"):
        tab = opened(visit, deck.address + query)
        tab.pdf(
            path=tmp_path / "deck.pdf", prefer_css_page_size=True, print_background=True
        )
        pdf = (tmp_path / "deck.pdf").read_bytes()
        pages.append(len(re.findall(rb"/Type\s*/Page\b", pdf)))
    number = len(sections(deck))
    assert pages == [number, 2 * number]


def test_needs_no_network_once_open(visit, deck):
    """Every slide, formulas in their own fonts, after the line is cut."""
    tab = opened(visit, deck.address, expect_errors=True)
    faces = "[...document.fonts].filter((font) => font.status !== 'loaded').length"
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate(faces) == 0
    failed = []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.context.set_offline(True)
    for _ in sections(deck):
        tab.keyboard.press("ArrowRight")
    tab.wait_for_url(f"**/#/{len(sections(deck)) - 1}")
    # Chromium asks for the tab's icon again; nothing on a slide is missing.
    assert {url.rpartition("/")[2] for url in failed} <= {"favicon.svg"}


def test_a_phone_reads_a_page(visit, deck):
    """No deck on a narrow screen: all slides and notes, one below the other."""
    tab = visit(deck.address, viewport={"width": 390, "height": 800})
    for each in tab.locator(".slides > section").all():
        expect(each).to_be_visible()
    assert tab.locator("html.deck").count() == 0


def test_axe_finds_nothing(visit, deck):
    tab = opened(visit, deck.address)
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    for _ in sections(deck):
        found = tab.evaluate("() => axe.run()")["violations"]
        assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
        tab.keyboard.press("ArrowRight")
