"""Search costs a page nothing before a reader types: see theme/…/workers/search.js."""

import json
import re
from html import unescape
from pathlib import Path

from publish.mkdocs.formulas import in_words

# Ours stands in the place of Material's: a newer Material names that otherwise.
WORKER = re.compile(r'("search": "[^"]*/workers/)search\.a7633da7\.min\.js"')
WORDS = Path(__file__).with_name("words.txt")
# What drawings and controls say is no sentence.
MUTE = re.compile(r"<(svg|select|button|textarea)\b")
BLOCK = re.compile(r"</?(?:p|pre|li|ol|ul)>")
INLINE = re.compile(r"</?(?:code|sub|sup)>")


def delay(html):
    """The page with our worker in place of Material's."""
    html, found = WORKER.subn(r'\1search.js"', html)
    if not found:
        raise ValueError(f"Material has no longer {WORKER.pattern}")
    return html


def spare(html):
    """The content of a page, its mute parts marked; Material takes the marks away."""
    return MUTE.sub(r'<\1 data-search-exclude="true"', html)


def split(folder):
    """Keep in the index what every page fetches; the texts get a file of their own."""
    path = folder / "search/search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    documents = {"docs": list(map(plain, index["docs"])), "words": words()}
    for name, part in (
        ("documents.json", documents),
        ("search_index.json", index | {"docs": []}),
    ):
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        path.with_name(name).write_text(text, encoding="utf-8")


def plain(entry):
    """A section as a reader would read it out: no tags, no TeX."""
    return entry | {name: text(entry[name]) for name in ("title", "text")}


def text(html):
    words = unescape(INLINE.sub("", BLOCK.sub(" ", in_words(html))))
    return " ".join(words.replace("\u200b", "").split())


def words():
    """The table of words.txt: rows that mean the same, and what says nothing."""
    same, idle = [], []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("-"):
            idle += line[1:].split()
        elif not line.startswith("#"):
            same.append([word.strip() for word in line.split("=")])
    return {"same": same, "idle": idle}
