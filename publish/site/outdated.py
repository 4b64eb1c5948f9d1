"""An old version says that it is one. Its archive stays as it was released: the
words are put into the unpacked pages, and its service worker learns their hashes."""

import re
from os.path import relpath

from live.shared.markup import tag
from live.shared.words import html
from publish.citation import LANGUAGES
from publish.site.offline import digest

# Frozen pages allow no style sheet of ours, but attributes.
STYLE = (
    "display:block;background:#ffe9a8;color:#1d1d1d;text-align:center;"
    "padding:.6rem 1rem;font:1rem/1.5 system-ui,sans-serif"
)
# A deck fills the window: there the words lie over a corner that it leaves free.
DECK = STYLE + ";position:fixed;inset:0 0 auto auto;z-index:9;font-size:.8rem"
BODY = re.compile(r"<body\b[^>]*>")


def mark(site, folder, old, new):
    """Tell in every page of `folder`, version `old`, where `site` has it in `new`."""
    hashes = {}
    for language in LANGUAGES:
        for page in sorted((folder / language).rglob("index.html")):
            if "embed" in page.relative_to(folder).parts:
                continue  # in a frame, of which another site decides
            before = digest(page)
            replace(page, told(site, folder, page, old, new))
            hashes[before] = digest(page)
    worker = folder / "sw.js"
    if worker.exists():
        text = worker.read_text(encoding="utf-8")
        for before, after in hashes.items():
            text = text.replace(f'"{before}"', f'"{after}"')
        replace(worker, text)


def replace(file, text):
    """Written anew: the same file may also lie elsewhere, and in compressed form."""
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    file.write_text(text, encoding="utf-8")


def told(site, folder, page, old, new):
    text = page.read_text(encoding="utf-8")
    path = page.parent.relative_to(folder)
    language = path.parts[0]
    target, words = site / path, "See it in version {new}"
    if not (target / "index.html").exists():
        target, words = site / language, "See the first page of version {new}"
    note = tag(
        '<aside data-old-version="{old}" style="{style}">{said} '
        '<a href="{address}/" style="color:#0a4c8a">{words}</a></aside>'
    )(
        old=old,
        style=DECK if 'class="reveal"' in text else STYLE,
        said=html(language, "This page is of the old version {old}.", old=old),
        address=relpath(target, page.parent),
        words=html(language, words, new=new),
    )
    return BODY.sub(lambda body: body[0] + str(note), text, count=1)
