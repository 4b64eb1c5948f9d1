"""The service worker: which files of this build a browser keeps, and their hashes."""

import hashlib
import json
import re
import shutil
from base64 import b64encode
from pathlib import Path

from live.shared.markup import data, tag
from live.shared.words import html, say

HERE = Path(__file__).parent
# Pages with what they show and do; not the data that some only link to, and not
# the older versions.
KEPT = re.compile(r"(?!v/).+\.(html|css|js|mjs|woff2|svg)|../search/\w+\.json")
PYTHON = "assets/pyodide/"


def write(site):
    """Put `sw.js` into `site`, for the files as they are now."""
    files, python = {}, {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir():
            continue
        if name.startswith(PYTHON):
            python[name] = digest(path)
        elif KEPT.fullmatch(name):
            files[re.sub(r"(^|/)index\.html$", r"\1", name)] = digest(path)
    head = "".join(
        f"const {name} = {json.dumps(listed)};\n"
        for name, listed in (("FILES", files), ("PYTHON", python))
    )
    worker = (HERE / "offline.js").read_text(encoding="utf-8")
    (site / "sw.js").write_text(head + worker, encoding="utf-8")
    shutil.copyfile(HERE / "offline-off.js", site / "sw-off.js")


SENTENCES = {
    "keeping": "The pages and Python are being fetched …",
    "kept": "All is kept: this site now works without a network, Python included.",
    "failed": "Not all could be kept. Check the connection, and try again.",
}


def button(language, size):
    """What keeps all of it at once; without a script nothing is there to press."""
    said = {name: say(language, text) for name, text in SENTENCES.items()}
    megabytes = f"{size.travelling / 1e6:.1f}"
    label = html(
        language, "Keep for offline use ({size} MB for Python)", size=megabytes
    )
    return tag(
        '<p><button type="button" class="md-button" {} hidden>{}</button> '
        '<span role="status"></span></p>'
    )(data("keep", said), label)


def digest(path):
    return b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
