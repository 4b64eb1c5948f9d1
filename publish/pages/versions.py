"""What a page says of the versions, and of the PDF that lies beside them."""

from mkdocs.utils import normalize_url

from live.shared.markup import join, tag
from live.shared.words import html
from publish import releases
from publish.browser import assets
from publish.citation import DATE, VERSION


def place(page):
    """A list of the versions that answer; each address picks the reader's language."""
    listed = []
    for version in releases.versions():
        address = normalize_url(f"../{releases.FOLDER}/{version}/", page)
        day = f" ({DATE.isoformat()})" if version == VERSION else ""
        listed.append(tag('<li><a href="{}">{}</a>{}</li>')(address, version, day))
    return tag("<ul>{}</ul>")(join(listed))


def handout(page, language):
    """Links to the PDFs, where `make pdf` has made them for this version."""
    made = [
        tag('<a href="{address}" hreflang="{each}" lang="{each}">{words}</a>')(
            address=normalize_url(f"../pdf/{name}", page), each=each, words=words
        )
        for each, words in (("zh", "中文 PDF"), ("en", "English PDF"))
        if (assets.PDF / (name := assets.handout(each))).exists()
    ]
    words = html(language, "The whole site as a book: ")
    book = tag("<p>{}{}</p>")(words, tag(" · ").join(made)) if made else ""
    return join((book, deck(page, language, ""), packed(page, language)))


def packed(page, language):
    """A link to the site as a zip, where the release has made it."""
    if not (assets.PDF / assets.ZIP).exists():
        return ""
    address = normalize_url(f"../pdf/{assets.ZIP}", page)
    words = "The site as a zip: unpacked, it works from any static server"
    return tag('<p><a href="{}">{}</a></p>')(address, html(language, words))


PRINT = "To make a PDF of the slides, print them from the browser: one slide per page."


def deck(page, language, otherwise=PRINT):
    """A link to the slides' PDF where it has been made; else how to print one."""
    name = assets.handout(language, "slides")
    if not (assets.PDF / name).exists():
        said = tag('<p class="keys">{}</p>')
        return said(html(language, otherwise)) if otherwise else ""
    return tag('<p class="keys"><a href="{}">{}</a></p>')(
        normalize_url(f"../pdf/{name}", page), html(language, "The slides as a PDF")
    )
