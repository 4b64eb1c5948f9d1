"""The files of the layer engine and of live parts: none needs what needs it."""

import ast
from graphlib import TopologicalSorter

import pytest

from live.worker.calls import FUNCTIONS
from tests.snippets import ROOT

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    ): path
    for path in sorted([*ROOT.glob("gatecount/**/*.py"), *ROOT.glob("live/**/*.py")])
    if not path.is_relative_to(ROOT / "gatecount/program")
}
SOURCES = [
    path
    for room in ("gatecount", "live", "publish", "figures")
    for path in sorted(ROOT.glob(f"{room}/**/*"))
    if path.suffix in (".py", ".mjs", ".js", ".css")
]
# What a count of one layer does not need: imported when it is asked for.
LATE = {"gatecount": ["count_model"], "gatecount.__main__": ["main"]}


def imported(module, tree):
    """The modules among these that this one names in its imports."""
    package = (
        module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join(
                package.split(".")[: len(package.split(".")) + 1 - node.level]
            )
            base = f"{base}.{node.module}" if node.module else base
            inner = {f"{base}.{each.name}" for each in node.names} & FILES.keys()
            yield from inner or {base} & FILES.keys()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", FILES)
def test_imports_stand_at_the_top(module):
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    inside = [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert inside == LATE.get(module, [])


def needs():
    return {
        module: set(imported(module, ast.parse(path.read_text(encoding="utf-8"))))
        for module, path in FILES.items()
    }


def test_no_module_needs_one_that_needs_it():
    graph = needs()
    assert len([*TopologicalSorter(graph).static_order()]) == len(FILES)
    assert "gatecount.counting" in graph["gatecount.layer"]
    assert "gatecount.jax" in graph["gatecount.flax.nnx.base"]
    assert "live.shared.words" in graph["live.calculator.answer"]


def test_no_call_of_a_browser_needs_what_only_the_build_has():
    graph, needed = needs(), set()
    new = set(FUNCTIONS.values())
    while new:
        needed |= new
        new = set().union(*(graph[module] for module in new)) - needed
    assert "live.form.form" in needed
    assert not [module for module in needed if FILES[module].name == "page.py"]
