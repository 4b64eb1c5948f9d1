"""The files that a browser fetches beside the pages, all from this host."""

import shutil
import zipfile
from pathlib import Path

from publish.bundle import bundle

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "node_modules"

PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
COPIES = {
    "katex": [NPM / "katex/dist/katex.min.css", NPM / "katex/dist/katex.min.js"],
    "katex/fonts": sorted((NPM / "katex/dist/fonts").glob("*.woff2")),
    "pyodide": [NPM / "pyodide" / name for name in PYODIDE],
    "figures": [ROOT / "figures/gates.css", ROOT / "figures/gates.mjs"],
    "calculator": [
        *sorted((ROOT / "calculator").glob("*.css")),
        *sorted((ROOT / "calculator").glob("*.mjs")),
    ],
}


def copy(target):
    """Everything that both languages share, into the folder `target`."""
    for folder, sources in COPIES.items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copyfile(source, target / folder / source.name)
    bundle(target / "calculator")
    archive(target / "calculator/gatecount.zip")


def archive(target):
    """The engine and the calculator's Python, as the browser unpacks them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for source in python_files():
            entry = zipfile.ZipInfo(str(source.relative_to(ROOT)))
            packed.writestr(entry, source.read_bytes(), zipfile.ZIP_DEFLATED)


def python_files():
    rooms = (ROOT / "gatecount", ROOT / "calculator")
    return sorted(
        path
        for room in rooms
        for path in room.rglob("*")
        if path.suffix in (".py", ".json") and path.name != "__main__.py"
    )


def python_bytes():
    """What a browser fetches to start Python, in bytes before compression."""
    return sum(path.stat().st_size for path in COPIES["pyodide"])
