"""What a page says of the versions, and of the PDF that lies beside them."""

from mkdocs.utils import normalize_url

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
        listed.append(f'<li><a href="{address}">{version}</a>{day}</li>')
    return f"<ul>{''.join(listed)}</ul>"


def handout(page, language):
    """Links to the PDFs, where `make pdf` has made them for this version."""
    made = [
        f'<a href="{normalize_url(f"../pdf/{name}", page)}" hreflang="{each}" '
        f'lang="{each}">{words}</a>'
        for each, words in (("zh", "中文 PDF"), ("en", "English PDF"))
        if (assets.PDF / (name := assets.handout(each))).exists()
    ]
    words = html(language, "The whole site as a book: ")
    book = f"<p>{words}{' · '.join(made)}</p>" if made else ""
    return book + deck(page, language, "") + packed(page, language)


def packed(page, language):
    """A link to the site as a zip, where the release has made it."""
    if not (assets.PDF / assets.ZIP).exists():
        return ""
    address = normalize_url(f"../pdf/{assets.ZIP}", page)
    words = "The site as a zip: unpacked, it works from any static server"
    return f'<p><a href="{address}">{html(language, words)}</a></p>'


PRINT = "To make a PDF of the slides, print them from the browser: one slide per page."


def deck(page, language, otherwise=PRINT):
    """A link to the slides' PDF where it has been made; else how to print one."""
    name = assets.handout(language, "slides")
    if not (assets.PDF / name).exists():
        return f'<p class="keys">{html(language, otherwise)}</p>' if otherwise else ""
    address = normalize_url(f"../pdf/{name}", page)
    link = f'<a href="{address}">{html(language, "The slides as a PDF")}</a>'
    return f'<p class="keys">{link}</p>'
