"""The files that a browser fetches beside the pages, all from this host."""

import re
import shutil
from itertools import product

from publish import ROOT
from publish.browser import python
from publish.browser.bundle import bundle, esbuild
from publish.citation import LANGUAGES, VERSION
from publish.mkdocs import notebooks
from publish.pages import evidence
from publish.pages.examples import SNIPPETS

NPM = ROOT / "node_modules"
PDF = (
    ROOT / "pdf"
)  # written by `make pdf` and `make release`; a build takes what it finds

# The live parts of the pages, as bundle.py names them.
CALCULATOR = "calculator.mjs"
SCRIPTS = (CALCULATOR, "part.mjs")
# What only one page has.
PROGRAM = "program.mjs"
EXERCISES = "exercise.mjs"
ENTRANCES = "entrances.mjs"
# What all pages have, what stands in a frame, and slides that do.
PAGE = ("page", "framed", "embed")
SCRIPTS_OF_PAGES = ROOT / "publish/mkdocs/scripts"
# Figures that a reader moves, each with the script of its name.
FIGURES = tuple("biases both build conventions grow guess hands step weights".split())
# What starts Python, and the script in the head that starts this ahead of the rest.
WORKER, PROGRAM_WORKER = "worker.mjs", "program-worker.mjs"
HURRY = (ROOT / "live/worker/early.js").read_text(encoding="utf-8")
COPIES = {
    "katex": [NPM / "katex/dist/katex.min.css"],
    "katex/fonts": sorted((NPM / "katex/dist/fonts").glob("*.woff2")),
    "evidence": [evidence.FOLDER / "table.json", evidence.CASES],
    "figures": [
        ROOT / "figures/gates.css",
        ROOT / "figures/live/live.css",
    ],
    "slides": [
        NPM / "reveal.js/dist/reveal.css",
        *sorted((ROOT / "publish/pages/slides").glob("*.css")),
    ],
    "calculator": sorted((ROOT / "live").rglob("*.css")),
}


STYLE = re.compile('<link rel="stylesheet"[^>]*>')
ZIP = f"gatecount-{VERSION}.zip"


def styled(html):
    """The page with its parts' style sheets in the head, each once: nothing moves
    because one came late."""
    head, end, body = html.partition("</head>")
    sheets = dict.fromkeys(STYLE.findall(body))
    return head + "".join(sheets) + end + STYLE.sub("", body)


def handout(language, part=""):
    """The file name of a PDF in this version: the book, or `part`, as "slides"."""
    return f"gatecount-{VERSION}-{part and f'{part}-'}{language}.pdf"


def copy_handouts(target):
    """The PDFs of this version and the packed site, where they have been made."""
    parts = product(LANGUAGES, ("", "slides"))
    for name in (ZIP, *(handout(language, part) for language, part in parts)):
        if (made := PDF / name).exists():
            target.mkdir(exist_ok=True)
            shutil.copyfile(made, target / made.name)


def copy(target):
    """Everything that both languages share, into the folder `target`."""
    for folder, sources in COPIES.items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copyfile(source, target / folder / source.name)
    made = {"cases.json": evidence.as_json, "conventions.json": evidence.conventions}
    for name, make in made.items():
        (target / "evidence" / name).write_text(make(), encoding="utf-8")
    notebooks.of_programs(SNIPPETS, target / "snippets")
    (target / "pyodide" / python.key()).mkdir(parents=True)
    for name, source in python.files().items():
        shutil.copyfile(source, target / "pyodide" / python.key() / name)
    bundle(target / "calculator")
    esbuild(target / "figures", [ROOT / f"figures/live/{each}.mjs" for each in FIGURES])
    esbuild(
        target / "page", [ROOT / f"publish/mkdocs/scripts/{each}.mjs" for each in PAGE]
    )
    esbuild(target / "slides", [ROOT / "publish/pages/slides/slides.mjs"])
