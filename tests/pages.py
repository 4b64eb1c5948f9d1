"""The site as the tests see it: sources, and pages as they were built."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
LANGUAGES = ("zh", "en")
INCLUDE = re.compile(r'^--8<-- "([^"]+)"$')
FENCE = re.compile(r"^(```+)(.*)$")


@dataclass(frozen=True)
class Page:
    """One page in one language; `name` has no suffix: index, calculator."""

    language: str
    name: str

    def __str__(self):
        return f"{self.language}/{self.name}"

    @cached_property
    def source(self):
        for suffix in (".md", ".py"):
            path = ROOT / "docs" / self.language / (self.name + suffix)
            if path.exists():
                return path
        raise FileNotFoundError(self)

    @property
    def is_notebook(self):
        return self.source.suffix == ".py"

    @property
    def is_deck(self):
        """Slides: what they are tested for stands in test_slides.py."""
        return self.name == "slides"

    @property
    def text(self):
        return self.source.read_text(encoding="utf-8")

    @property
    def address(self):
        return f"/{self.language}/" + ("" if self.name == "index" else f"{self.name}/")

    @property
    def html(self):
        return parsed(self)

    @cached_property
    def article(self):
        return self.html.find("article")

    @cached_property
    def formulas(self):
        """The TeX of every formula, as MathML keeps it."""
        return [
            each.get_text()
            for each in self.article.find_all(
                "annotation", encoding="application/x-tex"
            )
        ]

    @cached_property
    def fences(self):
        """(language and title, lines inside) of every fenced block."""
        blocks, inside, opening = [], None, None
        for line in self.text.splitlines():
            fence = FENCE.match(line)
            if inside is None and fence:
                inside, opening = [], fence
            elif fence and line == opening[1]:
                blocks.append((opening[2], inside))
                inside = None
            elif inside is not None:
                inside.append(line)
        assert inside is None, f"{self}: a block is not closed"
        return blocks

    @cached_property
    def includes(self):
        found = map(INCLUDE.match, self.text.splitlines())
        return [match[1] for match in found if match]

    @cached_property
    def prose(self):
        """What a reader reads outside code, formulas and live answers."""
        soup = BeautifulSoup(str(self.article), "html.parser")
        for each in soup.select(
            "pre, code, textarea, .katex, .headerlink, .md-content__button, "
            "[data-calculator], [data-live], [data-evidence]"
        ):
            each.replace_with(" ")
        return soup


@cache
def parsed(page):
    """Read once, whichever test asks; so nobody may change it."""
    path = SITE / page.address.strip("/") / "index.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def pages():
    names = sorted(
        path.relative_to(ROOT / "docs/zh").with_suffix("").as_posix()
        for path in (ROOT / "docs/zh").rglob("*")
        if path.suffix in (".md", ".py")
    )
    return [Page(language, name) for name in names for language in LANGUAGES]


def texts():
    """All but the slides, which have neither header nor search, and are light."""
    return [page for page in pages() if not page.is_deck]


def included(reference):
    """The text that `path` or `path:section` stands for."""
    path, _, section = reference.partition(":")
    text = (ROOT / path).read_text(encoding="utf-8")
    if not section:
        return text
    start = text.index(f"[start:{section}]")
    inside = text[text.index("\n", start) + 1 : text.index(f"[end:{section}]")]
    return inside[: inside.rindex("\n") + 1]
