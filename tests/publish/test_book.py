"""The site as one book for each language: whole, in order, readable anywhere."""

import unicodedata
from functools import partial

import pytest
from pypdf import PdfReader

from publish import book
from publish.citation import AUTHORS, DATE, VERSION
from tests.pages import LANGUAGES, SITE

LEAST = 60  # pages
# Those that Unicode's compatibility forms leave as they are.
RADICALS = str.maketrans(
    "⻄⻅⻆⻋⻓⻔⻘⻚⻛⻜⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "西见角车长门青页风飞马骨鬼鱼鸟麦黄齐齿龙龟",
)


@pytest.fixture(scope="module", params=LANGUAGES)
def printed(request, host, chromium, tmp_path_factory):
    """(language, chapters, the PDF as a reader sees it)."""
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    book.write(chromium, host, SITE, request.param, target)
    return request.param, book.chapters(SITE, request.param), PdfReader(target)


def plain(text):
    """Without spaces; Chromium's fonts give Chinese signs as radicals, ⼀ for 一."""
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


def test_the_cover_says_how_to_cite_it(printed):
    language, parts, pdf = printed
    cover = plain(pdf.pages[0].extract_text())
    assert plain(parts[0].title) in cover and plain(AUTHORS[0]) in cover
    assert VERSION in cover and DATE.isoformat() in cover
    assert f"/v/{VERSION}/{language}/" in cover and "[EB/OL]" in cover


def test_the_contents_lead_to_the_chapters(printed, tally):
    """Each chapter begins on the page that the contents name."""
    _, parts, pdf = printed
    contents = plain(pdf.pages[1].extract_text())
    begins = [
        pdf.get_destination_page_number(pdf.named_destinations[f"/{key}"]) + 1
        for key in (f"{each.key}--{each.first}" for each in parts)
    ]
    assert begins == sorted(set(begins))
    for part, page in zip(parts, begins):
        assert f"{plain(part.title)}{page}" in contents
        assert plain(part.title) in plain(pdf.pages[page - 1].extract_text())
        tally["chapters found in the books"] += 1


def test_every_page_of_the_site_is_a_chapter(printed):
    language, parts, _ = printed
    built = {
        path.parent.relative_to(SITE / language).as_posix()
        for path in (SITE / language).rglob("index.html")
    }
    embedded = {path for path in built if path.startswith("embed")}
    chapters = {each.path.strip("/") or "." for each in parts}
    assert chapters == built - embedded - {"history", "variations", "slides"}


def test_no_page_is_empty(printed):
    _, _, pdf = printed
    assert len(pdf.pages) > LEAST
    for number, page in enumerate(pdf.pages, 1):
        text = page.extract_text()
        # A page has its number, and something else.
        assert len(plain(text)) > len(str(number)) + 20 or page.images, number


def test_the_fonts_are_in_it(printed, tally):
    _, _, pdf = printed
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            fonts[str(font.get("/BaseFont"))] = font
    assert any("KaTeX" in name for name in fonts)
    for name, font in fonts.items():
        if font["/Subtype"] == "/Type3":
            continue  # its glyphs are drawings in the file
        below = font.get("/DescendantFonts", [font])[0].get_object()
        descriptor = below["/FontDescriptor"].get_object()
        kept = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert kept, f"{name} is not embedded"
        tally["fonts embedded in the books"] += 1


def test_nothing_is_cut_off(host, chromium):
    """In print, nothing is wider than the paper, and nothing scrolls."""
    for language in LANGUAGES:
        tab = chromium.new_page(viewport={"width": 665, "height": 900})  # A4, 17 mm
        html, _ = book.book(SITE, language, {})
        tab.emulate_media(media="print")
        sent = {"body": html, "content_type": "text/html; charset=utf-8"}
        tab.route("**/book.html", partial(book.answer, sent))
        tab.goto(f"{host}/{language}/book.html")
        wide = tab.evaluate(
            """[...document.querySelectorAll("article *")].filter((each) =>
              each.getBoundingClientRect().right > innerWidth + 2
              && !each.closest("svg, .katex-mathml, .gc-hidden")
            ).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert not wide, wide[:5]
        tab.close()


def test_folded_answers_come_last():
    """What an exercise folds away is at the end of the book, under its heading."""
    part = book.chapters(SITE, "en")[0]
    extra = '<details class="abstract" open><summary>Answer</summary>640</details>'
    heading = part.article.find("h2")
    heading.insert_after(book.BeautifulSoup(extra, "html.parser"))
    [answer] = part.answers()
    assert "640" in answer and heading.get_text().strip("¶ ") in answer
    assert not part.article.select("details.abstract")
