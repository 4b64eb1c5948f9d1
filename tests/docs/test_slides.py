"""The slides hold what the pages hold, fit their 1280 by 720, and need no network."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from publish import book
from publish.browser import assets
from publish.pages import versions
from tests.pages import LANGUAGES, ROOT, Page
from tests.publish.test_book import plain
from tests.visiting import case

AXE = ROOT / "node_modules/axe-core/axe.min.js"
SIZE = {"width": 1280, "height": 720}
LETTERS = 22  # px of 720: 3 % of the height of the picture, legible from the last row
EMPTY = 0.3  # of a slide, below what stands on it
FIT = """() => {
  const slide = document.querySelector("section.present");
  const all = slide.getBoundingClientRect();
  const shown = [...slide.children].filter(
    (each) => !each.matches(".notes, .qr, link, script"));
  const inner = shown.map((each) => each.getBoundingClientRect());
  const texts = [...slide.querySelectorAll("*")].filter((each) =>
    !each.closest("svg, .katex, .notes") && [...each.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return {
    high: slide.scrollHeight, wide: slide.scrollWidth,
    inside: inner.every((box) => box.bottom <= all.bottom && box.right <= all.right),
    apart: inner.every((box, k) => !k || box.top >= inner[k - 1].bottom - 1),
    cut: [...slide.querySelectorAll("pre, .arithmatex")].some(
      (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth),
    empty: 1 - (Math.max(...inner.map((box) => box.bottom)) - all.top) / all.height,
    letters: Math.min(...texts.map(
      (each) => parseFloat(getComputedStyle(each).fontSize))),
  };
}"""
# Visible, in the window, and what a finger there would touch.
ON_TOP = """(each) => {
  const box = each.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + 8, box.top + box.height / 2);
  return box.left >= 0 && box.top >= 0 && box.right <= innerWidth
    && box.bottom <= innerHeight && (hit === each || each.contains(hit));
}"""
HIDDEN = "section.present .fragment:not(.visible)"


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
    assert 15 <= len(slides) <= 26
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
        for name in ("index", "units", "time-steps", "relatives", "whose-640")
    ]
    known = {
        named(figure): str(figure.svg)
        for page in [*chapters, Page(deck.language, "bidirectional-and-stacked")]
        for figure in page.article.find_all("figure")
    }
    for figure in deck.article.find_all("figure"):
        assert known[named(figure)] == str(figure.svg)
        tally["figures on slides that are those of the pages"] += 1


def named(figure):
    """Its id; a still of a live figure may have the state that it shows."""
    return next(
        figure[each] for each in ("id", "data-of", "data-field") if each in figure.attrs
    )


def press_all(tab):
    """Step by step until all of the slide is shown; how many presses that took."""
    presses = 0
    while hidden := tab.locator(HIDDEN).count():
        assert all(not each.is_visible() for each in tab.locator(HIDDEN).all())
        tab.keyboard.press("ArrowRight")
        expect(tab.locator(HIDDEN)).not_to_have_count(hidden)
        presses += 1
    return presses


def test_every_slide_fits_and_needs_no_network(visit, deck, tally):
    """By the arrow key from the first to the last; nothing stands out of the slide.

    The line is cut before: formulas have their own fonts, drawings are there.
    """
    tab = opened(visit, deck.address, expect_errors=True)
    faces = "[...document.fonts].filter((font) => font.status !== 'loaded').length"
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate(faces) == 0
    missed = []
    tab.on("requestfailed", lambda request: missed.append(request.url))
    tab.on("console", lambda each: each.type == "error" and missed.append(told(each)))
    tab.on("pageerror", lambda error: missed.append(str(error)))
    tab.context.set_offline(True)
    slides = sections(deck)
    for slide in slides:
        title = slide.find(re.compile("h[12]"))["id"]
        expect(tab.locator(f"section.present #{title}")).to_be_visible()
        fragments = tab.locator("section.present .fragment").count()
        assert fragments >= len(slide.select(".fragment")), title
        steps = press_all(tab)
        assert steps == fragments, title
        fit = tab.evaluate(FIT)
        assert fit["high"] <= 720 and fit["wide"] <= 1280, (title, fit)
        assert fit["inside"] and fit["apart"] and not fit["cut"], (title, fit)
        assert fit["letters"] >= LETTERS and fit["empty"] < EMPTY, (title, fit)
        for drawing in tab.locator("section.present figure:visible svg").all():
            assert drawing.bounding_box()["height"] > 100, title
        tab.keyboard.press("ArrowRight")
        tally["slides that fit"] += 1
        tally["steps on slides"] += steps
    tab.wait_for_url(f"**/#/{len(slides) - 1}")
    # Chromium asks for the tab's icon again; nothing on a slide is missing.
    assert {each.rpartition("/")[2] for each in missed} <= {"favicon.svg"}, missed


def told(message):
    """An error in the console; of a file that does not come, the file."""
    return message.location.get("url") or message.text


def test_what_is_asked_is_not_told(visit, deck):
    """No guess on the title; of the slips the numbers alone, each "how" by a press."""
    first, guess, *_ = sections(deck)
    numbers = [each.get_text() for each in guess.select("[data-number] > b")]
    assert len(numbers) == 5
    for number in numbers:
        assert number not in first.get_text()
    tab = opened(visit, f"{deck.address}#slips")
    rows = tab.locator("section.present tbody tr").all()
    assert len(rows) == 5
    for k in range(len(rows) + 1):
        for place, row in enumerate(rows):
            number, how = row.locator("td").all()
            expect(number).to_be_visible()
            expect(how.locator(".fragment")).to_be_visible(visible=place < k)
        tab.keyboard.press("ArrowRight")


def test_an_address_opens_its_slide(visit, deck):
    tab = opened(visit, f"{deck.address}#forget-gate")
    expect(tab.locator("section.present #forget-gate")).to_be_visible()


def test_notes_stand_beside_the_slide(visit, deck):
    """S, or the button: neither hides a part of the other; again, and they go."""
    tab = opened(visit, f"{deck.address}#slips")
    for width, height in ((1280, 720), (1440, 900), (1920, 1080)):
        tab.set_viewport_size({"width": width, "height": height})
        with case(width):
            notes_beside(tab)


def notes_beside(tab):
    panel, said = tab.locator(".deck-panel"), tab.locator("[data-said]")
    title = tab.locator("section.present h2")
    expect(panel).not_to_be_visible()
    for turn in (lambda: tab.keyboard.press("s"), tab.locator("[data-beside]").click):
        turn()
        notes = tab.locator("section.present .notes").text_content().strip()
        expect(said).to_have_text(notes)
        assert title.evaluate(ON_TOP) and said.evaluate(ON_TOP)
        slide = tab.locator("section.present").bounding_box()
        assert slide["x"] >= 0
        assert slide["x"] + slide["width"] <= panel.bounding_box()["x"] + 1
        turn()
        expect(panel).not_to_be_visible()
        assert title.evaluate(ON_TOP)


def test_who_speaks_has_a_window(visit, deck):
    """W, the button or ?notes: notes, next slide, clock; both windows keep in step."""
    tab = opened(visit, deck.address, fresh=True)
    slides = sections(deck)
    titles = [each.find(re.compile("h[12]")).get_text(strip=True) for each in slides]
    with tab.context.expect_page() as pressed:
        tab.keyboard.press("w")
    own = pressed.value
    own.set_viewport_size({"width": 1280, "height": 760})
    assert "?notes" in own.url
    for window in (own, tab):  # either leads
        for _ in range(6 - (window is tab) * 3):
            window.keyboard.press("ArrowRight")
            expect(own.locator(".deck-next h2")).to_be_visible()
        for name in ("present", "visible"):
            count = own.locator(f".reveal .{name}").count()
            expect(tab.locator(f".reveal .{name}")).to_have_count(count)
        here = tab.locator("section.present h2").inner_text()
        expect(own.locator(".reveal section.present h2")).to_have_text(here)
        following = titles[titles.index(here) + 1]
        expect(own.locator(".deck-next h2")).to_have_text(following)
        assert own.locator(".deck-next h2").evaluate(
            "(each) => each.getBoundingClientRect().right < innerWidth"
        )
    expect(own.locator("[data-clock]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(own.locator("[data-elapsed]")).to_have_text(re.compile(r"^0:(?!00)\d\d$"))
    own.locator("[data-elapsed]").click()
    expect(own.locator("[data-elapsed]")).to_have_text("0:00")
    # What comes next is seen there, and not on the wall.
    tab.goto(tab.url.partition("#")[0] + "#slips")
    expect(own.locator("section.present #slips")).to_be_visible()
    expect(own.locator(HIDDEN).first).to_be_visible()
    expect(tab.locator(HIDDEN).first).not_to_be_visible()
    own.close()
    with tab.context.expect_page() as pressed:
        tab.locator("[data-window]").click()
    expect(pressed.value.locator("[data-said]")).to_be_visible()


def test_the_other_language_opens_at_the_same_slide(visit, deck):
    tab = opened(visit, f"{deck.address}#forget-gate")
    expect(tab.locator("section.present #forget-gate")).to_be_visible()
    tab.locator(".deck-links a[hreflang]").click()
    [other] = set(LANGUAGES) - {deck.language}
    tab.wait_for_url(f"**/{other}/slides/**")
    expect(tab.locator("section.present #forget-gate")).to_be_visible()


def test_prints_a_page_for_each_slide(visit, host, chromium, deck, tmp_path):
    """`make pdf` writes that: all of a slide on its page; ?notes adds the notes."""
    file = tmp_path / "deck.pdf"
    book.write_deck(chromium, host, deck.language, file)
    pages = PdfReader(file).pages
    slides = sections(deck)
    titles = [plain(each.find(re.compile("h[12]")).get_text()) for each in slides]
    begins = [*beginnings(pages, titles), len(pages)]
    for slide, begin, end in zip(slides, begins, begins[1:]):
        said = plain("".join(page.extract_text() for page in pages[begin:end]))
        # Only stills need more than the page of their slide.
        assert end - begin == 1 or slide.select(".lv figure")
        for each in slide.select("td, figcaption, .big"):
            text = "".join(each.find_all(string=True, recursive=False))
            assert plain(text) in said
    for page in pages:
        assert page.mediabox.width / page.mediabox.height == 16 / 9
    tab = opened(visit, f"{deck.address}?notes")
    tab.pdf(path=file, prefer_css_page_size=True, print_background=True)
    noted = len(PdfReader(file).pages)
    assert 2 * len(slides) <= noted <= len(pages) + len(slides)


def beginnings(pages, titles):
    """The page on which each slide begins; none is left out or out of its turn."""
    place = 0
    for title in titles:
        while title not in plain(pages[place].extract_text()):
            place += 1
        yield place
        place += 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_linked_where_there_is_one(language, tmp_path, monkeypatch):
    """Without one, the page says how to print it."""
    monkeypatch.setattr(assets, "PDF", tmp_path)
    page = SimpleNamespace(url="slides/")
    assert "<a" not in versions.deck(page, language)
    name = assets.handout(language, "slides")
    (tmp_path / name).write_bytes(b"%PDF-")
    assert f'href="../../pdf/{name}"' in versions.deck(page, language)
    assets.copy_handouts(tmp_path / "site")
    assert [each.name for each in (tmp_path / "site").iterdir()] == [name]


def test_a_phone_reads_a_page(visit, deck):
    """No deck on a narrow screen: all slides and notes, one below the other."""
    tab = visit(deck.address, viewport={"width": 390, "height": 800})
    for each in tab.locator(".slides > section").all():
        expect(each).to_be_visible()
    assert tab.locator("html.deck").count() == 0


# The slides that are not shown are set aside while one is judged: axe reads them all.
JUDGE = """async (alone) => {
  const fading = document.getAnimations().filter((a) => a instanceof CSSTransition);
  await Promise.allSettled(fading.map((each) => each.finished));
  const others = document.querySelectorAll(".slides > section:not(.present)");
  const aside = alone ? [...others] : [];
  const places = aside.map(() => document.createComment(""));
  aside.forEach((each, k) => each.replaceWith(places[k]));
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  places.forEach((each, k) => each.replaceWith(aside[k]));
  return violations.flatMap(({ id, nodes }) => nodes.map((each) => [id, each.html]));
}"""


def test_axe_finds_nothing(visit, deck):
    """The deck as a whole, with its notes; then each slide with all that it shows."""
    tab = opened(visit, deck.address)
    tab.keyboard.press("s")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    assert not tab.evaluate(JUDGE, False)
    for _ in sections(deck):
        press_all(tab)
        assert not tab.evaluate(JUDGE, True)
        tab.keyboard.press("ArrowRight")
