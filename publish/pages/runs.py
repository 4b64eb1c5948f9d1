"""What stands under a program of the site: a button that runs it, a link that opens it.

Without a script only the link is there; nothing is fetched before a button is pressed.
"""

import re
from base64 import urlsafe_b64encode
from html import unescape
from zlib import DEFLATED, compressobj

from live.shared.markup import Html, script, tag
from live.shared.words import html, say
from publish.pages import newest
from publish.pages.examples import SNIPPETS

BLOCK = re.compile(
    r'<div class="[^"]*highlight"><span class="filename">([\w/]+)\.py</span>'
    r".*?</pre></div>",
    re.S,
)
# A program, or the line that says what printed its output.
PART = re.compile(f"{BLOCK.pattern}|{newest.PRINTED.pattern}", re.S)
TAG = re.compile(r"<[^>]+>")
ROOMS = ("", "recorded")  # of `snippets`
# A cell of a notebook page: it runs after those above it.
CELL = re.compile(
    r'<div class="language-python highlight" data-cell="">(.*?)</pre></div>', re.S
)

WORDS = {
    "loading": "Loading Python into your browser (about {size} MB).",
    "failed": "Python did not start, so no program can run. Check the connection.",
    "running": "The program is running. After ten seconds it is stopped.",
    "slow": "The program did not end within ten seconds.",
    "broken": "The program broke the Python that it ran in. Try again.",
    "output": "Output in this browser",
}


def runnable(page, language, editor, room, size, elsewhere=None):
    """The page with its programs' buttons.

    `editor` is the address of the page for a reader's own program, `room` that of the
    calculator's files, `size` what a browser fetches of them to start Python,
    `elsewhere` the hosts that open a notebook: name -> address, {path} being the file.
    """

    name = ""

    def under(block):
        nonlocal name
        if not block[1]:
            return newest.dated(block[0], language, name) if name else block[0]
        found = [
            path
            for each in ROOMS
            if (path := SNIPPETS / each / f"{block[1]}.py").exists()
        ]
        if not found:
            return block[0]
        name = found[0].stem
        links = files(language, found[0], f"{room}../snippets/", elsewhere or {})
        text = found[0].read_text(encoding="utf-8")
        return Html(block[0]) + row(language, f"{name}.py", text, editor, links)

    program = []

    def under_cell(block):
        program.append(unescape(TAG.sub("", block[1])).strip())
        number, text = len(program), "\n\n".join(program)
        return Html(block[0]) + row(language, f"cell {number}", text, editor)

    page = CELL.sub(under_cell, PART.sub(under, page))
    if "data-here=" not in page:
        return page
    megabytes = f"{size.travelling / 1e6:.1f}"
    words = {key: say(language, each, size=megabytes) for key, each in WORDS.items()}
    return tag(
        '<link rel="stylesheet" href="{room}here.css">{page}'
        '<script type="application/json" data-here-words>{held}</script>'
        '<script type="module" src="{room}here.mjs"></script>'
    )(room=room, page=Html(page), held=script(words))


def row(language, title, text, editor, links=""):
    """The buttons under a program; `title` tells them apart from those of others."""
    run, opening = html(language, "Run"), html(language, "Open in the editor")
    name = title.removesuffix(".py").replace(" ", "-")
    return tag(
        '<div class="gc-here" data-here="{name}" data-search-exclude>'
        '<button type="button" class="gc-here-run" aria-label="{run}: {title}">{run}'
        '</button> <a href="{address}" aria-label="{opening}: {title}">{opening}</a> '
        "{links}</div>"
    )(name=name, run=run, title=title, address=editor + fragment(text),
      opening=opening, links=links)  # fmt: skip


def files(language, path, folder, elsewhere):
    """Links to the program as a file and as a notebook, and to who opens that."""
    name = path.relative_to(SNIPPETS).with_suffix("").as_posix()
    saved = html(language, "Download")
    file = tag('<a href="{0}{1}" download aria-label="{2}: {3}{1}">{1}</a>')
    links = [
        file(folder + name, suffix, saved, path.stem) for suffix in (".py", ".ipynb")
    ]
    place = tag('<a href="{0}" aria-label="{1}: {2}">{1}</a>')
    for title, address in elsewhere.items():
        opens = html(language, "Open in {place}", place=title)
        links.append(place(address.format(path=f"{name}.ipynb"), opens, path.stem))
    return tag(" ").join(links)


def hosts(notebooks, ai_studio):
    """Who opens notebooks, by the settings of the site; "" is none.

    `notebooks` is where GitHub shows them, https://github.com/NAME/REPOSITORY/blob/
    BRANCH; `ai_studio` a project of AI Studio that holds all of them, for it has no
    address that opens a file from elsewhere.
    """
    github = "https://github.com/"
    found = {}
    if notebooks.startswith(github):
        path = notebooks.removeprefix(github).strip("/")
        found["Colab"] = f"https://colab.research.google.com/github/{path}/{{path}}"
    if ai_studio:
        found["AI Studio"] = ai_studio
    return found


def fragment(text):
    """The program in an address, as program_link.mjs reads it."""
    packer = compressobj(9, DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    return "#program=1." + urlsafe_b64encode(packed).decode().rstrip("=")
