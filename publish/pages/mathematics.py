"""TeX to HTML and MathML, by one Node process for the whole build."""

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path

from publish.node import NODE

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
    process = subprocess.Popen(
        [NODE, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(process.stdin.close)
    return process
