"""The scripts of live parts and their workers, made few files by esbuild."""

import json
import subprocess
from pathlib import Path

from publish import python
from publish.node import NODE

ROOT = Path(__file__).resolve().parent.parent
ROOM = ROOT / "calculator"


def bundle(folder, scripts):
    """Write `scripts` of calculator/ and all workers into `folder`. Errors raise.

    Each is one file: its start does not wait for one after another.
    """
    workers = sorted(ROOM.glob("*worker.mjs"))
    esbuild(folder, [ROOM / name for name in (*scripts, "katex.mjs")])
    esbuild(
        folder,
        workers,
        "--external:node:*",  # Pyodide asks for them in Node only
        f"--define:PYTHON_KEY={json.dumps(python.key())}",
        f"--define:PYTHON_LOCK={json.dumps(python.lock())}",
        # Python looks for many files in vain; a trace of each costs time.
        "--banner:js=Error.stackTraceLimit = 0;",
    )


def esbuild(folder, entries, *options):
    subprocess.run(
        [
            NODE,
            ROOT / "node_modules/esbuild/bin/esbuild",
            *entries,
            *options,
            "--bundle",
            "--format=esm",
            "--minify",
            "--target=es2022",
            "--legal-comments=eof",
            "--log-level=warning",
            "--out-extension:.js=.mjs",
            f"--outdir={folder}",
        ],
        check=True,
    )
