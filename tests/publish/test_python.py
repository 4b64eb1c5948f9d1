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
# What Node prints of a program: the length of its shortest function with a call through
# a pointer.
SHORTEST = """
import { readFileSync } from "node:fs";
import { BinaryReader, BinaryReaderState as State, OperatorCode } from "wasmparser";
const program = readFileSync(process.argv[1]);
const reader = new BinaryReader();
reader.setData(program, 0, program.length);
let [begin, calls, shortest] = [0, false, Infinity];
for (let before = 0; reader.read(); before = reader.position) {
  const { state, result, position } = reader;
  if (state === State.BEGIN_FUNCTION_BODY) [begin, calls] = [before, false];
  calls ||= state === State.CODE_OPERATOR && result.code === OperatorCode.call_indirect;
  if (state === State.END_FUNCTION_BODY && calls) {
    shortest = Math.min(shortest, position - begin);
  }
}
console.log(shortest);
"""


def printed(script, *arguments):
    """What Node prints for a script, read as JSON."""
    command = [NODE, "--input-type=module", "-e", script, *map(str, arguments)]
    run = subprocess.run(
        command, cwd=python.ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def started(code):
    return printed(START, python.PYODIDE, python.archives()[python.ARCHIVE], code)


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


def test_no_call_through_a_pointer_stands_in_a_function_that_v8_puts_into_others():
    name, inlined = "pyodide.asm.wasm", 500  # bytes, --wasm-inlining-max-size
    assert printed(SHORTEST, python.PYODIDE / name) < inlined
    assert printed(SHORTEST, python.runtime()[name]) > inlined
