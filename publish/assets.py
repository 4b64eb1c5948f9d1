"""The files that a browser fetches beside the pages, all from this host."""

import shutil
from pathlib import Path

from publish import python
from publish.bundle import bundle

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "node_modules"

# The live parts of the pages; what these import comes along.
SCRIPTS = ("calculator.mjs", "part.mjs")
# What only one page has: its live part, and what starts Python ahead of it.
PROGRAM = "program.mjs"
EARLY = {"calculator": "start.mjs", "program": "program-start.mjs"}
COPIES = {
    "katex": [NPM / "katex/dist/katex.min.css"],
    "katex/fonts": sorted((NPM / "katex/dist/fonts").glob("*.woff2")),
    "evidence": [
        ROOT / "evidence" / name for name in ("table.json", "cases.json", "cases.csv")
    ],
    "figures": [ROOT / "figures/gates.css", ROOT / "figures/gates.mjs"],
    "calculator": sorted((ROOT / "calculator").glob("*.css")),
}


def copy(target):
    """Everything that both languages share, into the folder `target`."""
    for folder, sources in COPIES.items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copyfile(source, target / folder / source.name)
    (target / "pyodide" / python.key()).mkdir(parents=True)
    for name, source in python.files().items():
        shutil.copyfile(source, target / "pyodide" / python.key() / name)
    bundle(target / "calculator", (*SCRIPTS, PROGRAM, *EARLY.values()))
