"""Search costs a page nothing before a reader types: see theme/…/workers/search.js."""

import json
import re

# Material's worker, which ours loads: a newer Material names it otherwise.
WORKER = re.compile(r'("search": "[^"]*/workers/)search\.a7633da7\.min\.js"')


def delay(html):
    """The page with our worker in place of Material's."""
    html, found = WORKER.subn(r'\1search.js"', html)
    if not found:
        raise ValueError(f"Material has no longer {WORKER.pattern}")
    return html


def split(folder):
    """Keep in the index what every page fetches; the texts get a file of their own."""
    path = folder / "search/search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for name, part in (
        ("documents.json", index["docs"]),
        ("search_index.json", index | {"docs": []}),
    ):
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        path.with_name(name).write_text(text, encoding="utf-8")
