"""The Python that browsers run: Pyodide made slim, two archives of modules.

Each archive has a file of its sentences in Chinese, which English pages do without.
"""

import hashlib
import io
import json
import subprocess
import tempfile
import zipfile
import zlib
from functools import cache
from pathlib import Path

from live.shared import versions
from live.shared.status import Bytes
from publish import ROOT
from publish.node import NODE

PYODIDE = ROOT / "node_modules/pyodide"
HERE = Path(__file__).parent
CACHE = ROOT / ".cache/python"

SLIM = HERE / "slim.mjs"
PARTS = [SLIM, HERE / "indirect.mjs", *sorted(HERE.glob("cjk.*"))]
TRIM = sorted(HERE.glob("trim.*"))
RUNTIME = ("pyodide.asm.mjs", "pyodide.asm.wasm")
UNASKED = ("__main__", "page")
ARCHIVE = "python.zip"  # for every live part
PROGRAM = "program.zip"  # for the page of a reader's program, besides
WORDS = "zh.json"
PROGRAM_WORDS = "program-zh.json"
# How asyncio starts: with what Pyodide's event loop names. A browser opens no sockets,
# pipes or processes for Python. The policy is what Pyodide's own derives from.
ASYNCIO = """
from . import events
from .coroutines import *
from .events import *
from .exceptions import *
from .futures import *
from .runners import *
from .tasks import *
DefaultEventLoopPolicy = events._AbstractEventLoopPolicy
set_event_loop_policy = events._set_event_loop_policy
"""


def sources():
    """Engine and live parts, as an archive for `trim.py`.

    Not the command line, and no room's `page`: that is what only the build draws.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for room in (ROOT / "gatecount", ROOT / "live"):
            for path in sorted(room.rglob("*")):
                if path.suffix in (".py", ".json") and path.stem not in UNASKED:
                    entry = zipfile.ZipInfo(path.relative_to(ROOT).as_posix())
                    archive.writestr(entry, path.read_bytes())
        archive.writestr(
            zipfile.ZipInfo(f"live/shared/{versions.BROWSER}"), versions.pins()
        )
    return packed.getvalue()


def library():
    """Pyodide's standard library as an archive, with our start of asyncio."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as given,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        for path in given.namelist():
            start = path == "asyncio/__init__.py"
            archive.writestr(path, ASYNCIO if start else given.read(path))
    return packed.getvalue()


@cache
def key():
    """Names what the browser runs: another Python or engine has another key."""
    digest = hashlib.sha256(sources() + ASYNCIO.encode())
    for path in (PYODIDE / "package.json", *TRIM, *PARTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def made(name, script, *sources):
    """The folder that `script` has filled from `sources`; `name` is of those."""
    kept = CACHE / name
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            target = Path(folder, "made")
            target.mkdir()
            subprocess.run([NODE, script, *sources, target], check=True)
            try:
                target.rename(kept)
            except OSError:  # the other language's build was done first
                if not kept.exists():
                    raise
    return kept


def archives():
    """The archives by name, made anew when one of their sources has changed."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "sources.zip"), Path(folder, "library.zip")
        for path, content in zip(given, (sources(), library()), strict=True):
            path.write_bytes(content)
        kept = made(key(), HERE / "trim.mjs", *given)
    return {name: kept / name for name in (ARCHIVE, PROGRAM, WORDS, PROGRAM_WORDS)}


def runtime():
    """Pyodide's program and its script by name, without what we never call."""
    digest = hashlib.sha256((PYODIDE / "package.json").read_bytes())
    for path in PARTS:
        digest.update(path.read_bytes())
    kept = made(f"runtime-{digest.hexdigest()[:16]}", SLIM)
    return {name: kept / name for name in RUNTIME}


def lock():
    """Pyodide's lock file without its packages: none is ever loaded."""
    whole = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({"info": whole["info"], "packages": {}})


def files():
    """What a browser fetches to start Python, beside the worker's script."""
    return runtime() | archives()


def size(language, program=False):
    """Bytes of those files before compression; those for programs are more."""
    needed = files()
    if not program:
        del needed[PROGRAM], needed[PROGRAM_WORDS]
    if language != "zh":
        needed.pop(WORDS)
        needed.pop(PROGRAM_WORDS, None)
    size = Bytes(sum(path.stat().st_size for path in needed.values()))
    size.travelling = sum(map(travelling, needed.values()))
    return size


def travelling(path):
    """Bytes of a file as the plainest of good hosts sends it: gzipped."""
    content = path.read_bytes()
    kept = CACHE / f"gzip-{hashlib.sha256(content).hexdigest()[:16]}"
    if not kept.exists():
        kept.write_text(str(len(zlib.compress(content))), encoding="ascii")
    return int(kept.read_text(encoding="ascii"))
