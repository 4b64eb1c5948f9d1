"""The browser's Python has no types: what asks for one there would fail only there."""

import ast
import json
import os
import subprocess
import sys

from tests.pages import ROOT
from tests.recording import PROGRAMS

COUNT = """import json, sys
from gatecount.program import count_model
for text in json.load(sys.stdin):
    print(count_model(text).total)
"""


def untyper():
    """The function of `trim`, which itself runs in Pyodide only."""
    tree = ast.parse((ROOT / "publish/browser/trim.py").read_text(encoding="utf-8"))
    wanted = ("untype", "names_in", "for_mypy", "unannotated")
    tree.body = [each for each in tree.body if getattr(each, "name", "") in wanted]
    names = {"ast": ast}
    exec(compile(tree, "trim.py", "exec"), names)
    return names["untype"]


TYPED = """from __future__ import annotations
from collections.abc import Iterator
from .types import TYPE_CHECKING, Size
from .unknown import Unknown as Value, sized
if TYPE_CHECKING:
    from .session import Session
class Row:
    sizes: list[Size]
    if TYPE_CHECKING:
        def __getattr__(self, name: str) -> Value: ...
def rows(session: Session, value: Value) -> Iterator[Row]:
    found: list[Row] = sized(value)
    yield from found
"""
UNTYPED = """from .unknown import sized
class Row:
    pass
def rows(session, value):
    found = sized(value)
    yield from found
"""


def test_what_is_imported_for_types_alone_does_not_travel():
    tree = ast.parse(TYPED)
    untyper()(tree)
    assert ast.dump(tree) == ast.dump(ast.parse(UNTYPED))


def test_programs_count_the_same_without_types(tmp_path):
    untype = untyper()
    for file in sorted((ROOT / "gatecount").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        untype(tree)
        made = tmp_path / file.relative_to(ROOT)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(ast.unparse(tree), encoding="utf-8")
    names = ROOT / "gatecount/program/names.json"
    (tmp_path / names.relative_to(ROOT)).write_bytes(names.read_bytes())
    files = ("haiku.txt", "mlx.txt", "jax.txt", "constructed.txt")
    parts = ((PROGRAMS / name).read_text(encoding="utf-8") for name in files)
    texts = [text for part in parts for text in part.split("\n---\n")]
    told = []
    for place in (tmp_path, ROOT):
        done = subprocess.run(
            [sys.executable, "-c", COUNT],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            cwd=place,
            env=os.environ | {"PYTHONPATH": str(place)},
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(told[0].split("\n")) == len(texts) + 1
