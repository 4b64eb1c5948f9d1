"""The Python of the browsers: what it carries, and that it starts with little."""

import json
import subprocess

import pytest

from publish.browser import python
from publish.node import NODE

# What Node prints after a start with our archive, and with what functions import later.
START = """
import { loadPyodide } from "pyodide";
const [indexURL, stdLibURL, code] = process.argv.slice(1);
const pyodide = await loadPyodide({ indexURL, stdLibURL });
console.log(pyodide.runPython(code));
"""


def started(code):
    path = str(python.archives()[python.ARCHIVE])
    command = [NODE, "--input-type=module", "-e", START, str(python.PYODIDE), path]
    run = subprocess.run(
        [*command, code], cwd=python.ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_python_starts_without_what_is_imported_late():
    modules = set(started("import json, sys; json.dumps(list(sys.modules))"))
    assert {"asyncio.events", "pyodide._package_loader"} <= modules
    late = {"asyncio.streams", "asyncio.unix_events", "tempfile", "zipfile"}
    assert not late & modules


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("html.unescape('&eacute;')", "é"),
        ("urllib.parse.urlsplit('http://[::1]:80/').port", 80),
        ("asyncio.iscoroutinefunction(print)", False),
    ],
)
def test_what_comes_late_comes(code, value):
    modules = "import asyncio, html, json, urllib.parse; "
    assert started(f"{modules}json.dumps({code})") == value


@pytest.mark.parametrize(
    ("codec", "row"), [("gb2312", 0xB0), ("big5", 0xA4), ("euc_kr", 0xB0)]
)
def test_the_program_has_no_tables_of_codecs_that_nobody_can_call(codec, row):
    characters = b"".join(bytes([row, k]) for k in range(0xA1, 0xFF)).decode(codec)
    table = characters.encode("utf-16-le")
    name = "pyodide.asm.wasm"
    assert table in (python.PYODIDE / name).read_bytes()
    assert table not in python.runtime()[name].read_bytes()
