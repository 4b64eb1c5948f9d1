"""Each language as one book: python -m publish.book site -> pdf/gatecount-….pdf

The built pages in the order of the navigation, printed by Chromium with the
site's own print style: cover, contents, chapters, answers at the end. The slides
become a PDF of their own.
"""

import posixpath
import re
import sys
import threading
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from live.shared.markup import Html, join, tag
from live.shared.words import html as words
from publish.browser import assets
from publish.citation import ACCESSED, AUTHORS, DATE, LANGUAGES, LICENSE, VERSION
from publish.serve import server
from tests.browser import FLAGS, bring, find

# What only a screen can use.
SCREEN = (
    "script, noscript, link, textarea, button, form, .headerlink, "
    ".md-content__button, .gc-shelf, .gc-keys, .gc-buttons, .gc-status, .gc-copies, "
    ".gc-error, .gc-live, .gc-snippet, .gc-handout"
)
NAMES = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)(")')
INSIDE = re.compile(r"url\(#([^)]+)\)")
ANSWERS = "answers"


class Chapter:
    """A page of the site, made fit to stand beside others in one document."""

    def __init__(self, site, language, path):
        self.path = path
        self.key = path.strip("/").replace("/", "-") or "home"
        file = site / language / path / "index.html"
        self.soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        self.address = self.soup.find("link", rel="canonical")["href"]
        self.article = self.soup.article
        # As addressed from the book, which lies beside the home page.
        self.styles = [
            posixpath.normpath(posixpath.join(path, each["href"]))
            for each in self.soup.select("link[rel=stylesheet]")
        ]
        for each in self.article.select(SCREEN):
            each.decompose()
        for each in self.article.select(".lv:not(:has(svg))"):
            each.decompose()  # it was a form only
        for each in self.article.find_all("details"):
            each["open"] = ""
        heading = self.article.h1
        heading["id"] = heading.get("id", "top")
        self.first = heading["id"]
        self.title = heading.get_text().strip()

    def link(self, chapters):
        """Links inside the book lead to its own headings, others to the site."""
        root = self.address.removesuffix(self.path)
        for each in self.article.find_all("a", href=True):
            whole = urljoin(self.address, each["href"])
            parts = urlsplit(whole)
            target = chapters.get(whole.partition("#")[0])
            if each["href"].startswith("#") or (target and not parts.query):
                target = target or self
                each["href"] = f"#{target.key}--{parts.fragment or target.first}"
            else:
                each["href"] = whole
                if whole.startswith(root):
                    each["class"] = "gc-own"  # its address is not for paper

    def answers(self):
        """The folded answers of exercises, taken out, each under its heading."""
        for each in self.article.select("details.abstract"):
            heading = each.find_previous(re.compile("h[1-6]"))
            title = heading.get_text().strip()
            yield tag("<h3>{}</h3>{}")(title, self.printed(each.extract()))

    def printed(self, part):
        """HTML whose names cannot meet those of another chapter."""
        text = NAMES.sub(
            lambda found: (
                found[1]
                + " ".join(f"{self.key}--{name}" for name in found[2].split())
                + found[3]
            ),
            str(part),
        )
        return Html(INSIDE.sub(rf"url(#{self.key}--\1)", text))


def chapters(site, language):
    """In the order of the navigation; a deck repeats what stands elsewhere."""
    home = BeautifulSoup(
        (site / language / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    paths = []
    for link in home.select(".md-nav--primary a.md-nav__link"):
        path = link["href"].partition("#")[0].removeprefix("./").removeprefix(".")
        if path not in paths and (site / language / path / "index.html").is_file():
            paths.append(path)
    parts = [Chapter(site, language, path) for path in paths]
    return [each for each in parts if "slides" not in each.article["class"]]


def book(site, language, numbers):
    """The whole as HTML; `numbers` are the pages of the chapters, once known."""
    parts = chapters(site, language)
    by_address = {each.address: each for each in parts}
    home = parts[0]
    said, listed = [], []
    for each in parts:
        each.link(by_address)
        answers = join(each.answers())
        if answers:
            listed.append(tag("<h2>{}</h2>{}")(each.title, answers))
        section = tag('<section class="gc-chapter">{}</section>')
        said.append(section(each.printed(each.article)))
    entries = [(f"{each.key}--{each.first}", each.title) for each in parts]
    if listed:
        title = words(language, "Answers")
        entries.append((ANSWERS, title))
        said.append(
            tag(
                '<section class="gc-chapter"><article class="md-typeset">'
                '<h1 id="{}">{}</h1>{}</article></section>'
            )(ANSWERS, title, join(listed))
        )
    entry = tag('<li><a href="#{}">{}</a><span>{}</span></li>')
    sheets = dict.fromkeys(style for each in parts for style in each.styles)
    styles = join(map(tag('<link rel="stylesheet" href="{}">'), sheets))
    styles += Html("".join(map(str, home.soup.head.select("style"))))
    return tag(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        "<title>{}</title>{}</head>"
        '<body dir="ltr" data-md-color-scheme="default">{}'
        '<nav class="gc-contents md-typeset"><h1>{}</h1><ol>{}</ol></nav>{}'
        "</body></html>"
    )(
        language,
        home.title,
        styles,
        cover(home, language),
        words(language, "Contents"),
        join(entry(key, title, numbers.get(key, "")) for key, title in entries),
        join(said),
    ), [key for key, _ in entries]


def cover(home, language):
    site = home.soup.find("meta", property="og:site_name")["content"]
    permalink = home.soup.find("meta", attrs={"name": "DC.identifier"})["content"]
    line = tag("<dt>{}</dt><dd>{}</dd>")
    lines = join(
        line(each.get_text(), dated(each.find_next("pre").get_text()))
        for name in ("apa", "gbt")
        for each in home.soup.select(f"#cite-{name}")
    )
    stands = words(
        language, "Version {version} of {date}", version=VERSION, date=DATE.isoformat()
    )
    return tag(
        '<header class="gc-cover md-typeset"><p>{site}</p><h1>{title}</h1>'
        '<p>{authors}</p><p>{stands}</p><p><a href="{link}">{link}</a></p>'
        "<dl>{lines}</dl><p>CC BY 4.0 · {license}</p></header>"
    )(
        site=site, title=home.title, authors=", ".join(AUTHORS), stands=stands,
        link=permalink, lines=lines, license=LICENSE,
    )  # fmt: skip


def dated(text):
    """The reader of a book saw the site on the day of its version."""
    return text.replace(ACCESSED, f"[{DATE.isoformat()}]")


def pages_of(pdf):
    """Name of a place -> its page, from 1."""
    reader = PdfReader(BytesIO(pdf))
    return {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
    }


def answer(sent, route):
    route.fulfill(**sent)


def write(browser, host, site, language, target):
    """Print twice: the contents need the page numbers of the first time."""
    numbers = {}
    for _ in range(2):
        html, keys = book(site, language, numbers)
        tab = browser.new_page()
        sent = {"body": html, "content_type": "text/html; charset=utf-8"}
        tab.route("**/book.html", partial(answer, sent))
        tab.goto(f"{host}/{language}/book.html", wait_until="networkidle")
        pdf = tab.pdf(
            prefer_css_page_size=True, print_background=True, outline=True, tagged=True
        )
        tab.close()
        found = pages_of(pdf)
        numbers = {key: found[key] for key in keys}
    save(pdf, target)
    return max(numbers.values())


def write_deck(browser, host, language, target):
    """The slides, one a page, as a browser prints them."""
    tab = browser.new_page(viewport={"width": 1280, "height": 720})
    tab.goto(f"{host}/{language}/slides/", wait_until="networkidle")
    tab.wait_for_selector(".reveal.ready")
    save(tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True), target)
    tab.close()


def save(pdf, target):
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.add_metadata(
        {"/Author": ", ".join(AUTHORS), "/Subject": f"Gatecount {VERSION}"}
    )
    target.parent.mkdir(exist_ok=True)
    writer.write(target)


def main():
    site = Path(sys.argv[1])
    if not find():
        bring()
    with server(site, 0) as httpd, sync_playwright() as playwright:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        host = f"http://127.0.0.1:{httpd.server_address[1]}"
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for language in LANGUAGES:
            target = assets.PDF / assets.handout(language)
            write(browser, host, site, language, target)
            deck = assets.PDF / assets.handout(language, "slides")
            write_deck(browser, host, language, deck)
            print(*(each.relative_to(assets.ROOT) for each in (target, deck)))
        browser.close()
        httpd.shutdown()


if __name__ == "__main__":
    main()
