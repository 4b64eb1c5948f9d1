"""What stands under a program of the site: a button that runs it, a link that opens it.

Without a script only the link is there; nothing is fetched before a button is pressed.
"""

import json
import re
from base64 import urlsafe_b64encode
from zlib import DEFLATED, compressobj

from calculator.words import html, say
from publish.examples import SNIPPETS

BLOCK = re.compile(
    r'<div class="[^"]*highlight"><span class="filename">([\w/]+)\.py</span>'
    r".*?</pre></div>",
    re.S,
)
# What only the framework itself can print.
NOT_HERE = {
    "cost_optimizers": "PyTorch",
    "keras_2_summary": "Keras 2",
    "onnx_peepholes": "ONNX",
    "stacked_needs_sequences": "Keras",
    "tf1_lstm_cell": "TensorFlow",
}


WORDS = {
    "loading": "Loading Python into your browser (about {size} MB).",
    "failed": "Python did not start, so no program can run. Check the connection.",
    "running": "The program is running. After ten seconds it is stopped.",
    "slow": "The program did not end within ten seconds.",
    "broken": "The program broke the Python that it ran in. Try again.",
    "output": "Output in this browser",
}


def runnable(page, language, editor, room, size):
    """The page with its programs' buttons.

    `editor` is the address of the page for a reader's own program, `room` that of the
    calculator's files, `size` what a browser fetches of them to start Python.
    """

    def under(block):
        path = SNIPPETS / f"{block[1]}.py"
        if not path.exists():
            return block[0]
        text = path.read_text(encoding="utf-8")
        return block[0] + row(language, block[1], text, editor)

    page = BLOCK.sub(under, page)
    if "data-here=" not in page:
        return page
    megabytes = f"{size.travelling / 1e6:.1f}"
    words = {key: say(language, each, size=megabytes) for key, each in WORDS.items()}
    held = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<link rel="stylesheet" href="{room}here.css">{page}'
        f'<script type="application/json" data-here-words>{held}</script>'
        f'<script type="module" src="{room}here.mjs"></script>'
    )


def row(language, name, text, editor):
    run, opening = html(language, "Run"), html(language, "Open in the editor")
    if name in NOT_HERE:
        why = "Does not run here: only {framework} itself prints this."
        first = f"<span>{html(language, why, framework=NOT_HERE[name])}</span>"
    else:
        first = (
            f'<button type="button" class="gc-here-run" '
            f'aria-label="{run}: {name}.py">{run}</button>'
        )
    return (
        f'<div class="gc-here" data-here="{name}" data-search-exclude>{first} '
        f'<a href="{editor}{fragment(text)}" aria-label="{opening}: {name}.py">'
        f"{opening}</a></div>"
    )


def fragment(text):
    """The program in an address, as link.mjs reads it."""
    packer = compressobj(9, DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return "#program=1." + urlsafe_b64encode(packed).decode().rstrip("=")
