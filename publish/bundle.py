"""Scripts that use packages from npm, each made one file by esbuild."""

import subprocess
from pathlib import Path

from publish.node import NODE

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [ROOT / "calculator" / name for name in ("editor.mjs", "harmless.mjs")]


def bundle(folder):
    """Write each of SOURCES into `folder`, with what it imports. Errors raise."""
    subprocess.run(
        [
            NODE,
            ROOT / "node_modules/esbuild/bin/esbuild",
            *SOURCES,
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
