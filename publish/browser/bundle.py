"""The scripts of live parts and their workers, made few files by esbuild."""

import json
import subprocess

from publish import ROOT
from publish.browser import python
from publish.node import NODE

ROOM = ROOT / "live"
# The name in an address, and where the script stands; what it imports comes along.
SCRIPTS = {
    "calculator": "calculator/calculator.mjs",
    "part": "shared/small_form.mjs",
    "program": "program/program.mjs",
    "exercise": "practise/exercise.mjs",
    "entrances": "home/entrances.mjs",
    "here": "snippets/here.mjs",
    # Fetched when they are asked for.
    "here-python": "snippets/here-python.mjs",
    "qr": "shared/qr.mjs",
    "katex": "worker/katex.mjs",
}
WORKERS = {
    "worker": "worker/worker.mjs",
    "program-worker": "program/program-worker.mjs",
}


def bundle(folder):
    """Write the scripts of live/ and its workers into `folder`. Errors raise.

    Each is one file: its start does not wait for one after another.
    """
    esbuild(folder, named(SCRIPTS))
    esbuild(
        folder,
        named(WORKERS),
        "--external:node:*",  # Pyodide asks for them in Node only
        f"--define:PYTHON_KEY={json.dumps(python.key())}",
        f"--define:PYTHON_LOCK={json.dumps(python.lock())}",
        # Python looks for many files in vain; a trace of each costs time.
        "--banner:js=Error.stackTraceLimit = 0;",
    )


def named(scripts):
    return [f"{name}={ROOM / path}" for name, path in scripts.items()]


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
