"""What Python needs in the browser, compiled: two archives instead of 2.5 MB.

Runs inside Pyodide, whose Python it compiles for. The standard library comes as
sources, which each reader's browser would compile at every start. What goes in
is what is loaded once our own modules have been imported, and those modules;
and what the modules that we name import later, inside their functions.
The files are stored, not deflated, so that the web server's compression works.
The second archive has what only the page for a reader's program needs besides.
Chinese sentences travel to Chinese readers only: each archive has its file of them.
"""

import ast
import importlib
import io
import json
import marshal
import re
import sys
import zipfile
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from types import CodeType

SOURCES = Path("/sources")
LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
PROGRAM = re.compile(r"(gatecount/program|live/(program|snippets))/")
WORDS = re.compile(r"live/\w+/zh/.*\.json")
# Pyodide's own imports try these, and do without: nothing here is packed or sent.
LEFT_OUT = re.compile(r"(ssl|bz2|lzma|compression)\b")
OWN = ("gatecount/", "live/")
HASHED, UNCHECKED = 0b01, 0b00
# What a module imports at its start and only some of its functions use: names in it.
LATE = {
    "html/__init__.py": {"_html5"},
    "pyodide/_package_loader.py": {"NamedTemporaryFile", "ZipFile"},
    "urllib/parse.py": {"ipaddress"},
}


def compiled(source, path):
    """The content of a .pyc file that is never compared with its source."""
    tree = ast.parse(source)
    if path.startswith(OWN):
        untype(tree)
    put_off(tree, LATE.get(path, set()))
    code = unlined(compile(tree, path, "exec", dont_inherit=True, optimize=2))
    flags = (HASHED | UNCHECKED).to_bytes(4, "little")
    return MAGIC_NUMBER + flags + source_hash(source) + marshal.dumps(code)


def untype(tree):
    """Take the types away, and what is imported for them: they are for readers only."""
    named = names_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            for each in node.body:  # a dataclass reads the names of its own
                if isinstance(each, ast.AnnAssign):
                    each.annotation = ast.Constant(None)
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.Module)):
            kept = [unannotated(each) for each in node.body if not for_mypy(each)]
            node.body = [each for each in kept if each] or [ast.Pass()]
    named -= names_in(tree)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            node.names = [n for n in node.names if (n.asname or n.name) not in named]
    tree.body = [each for each in tree.body if getattr(each, "names", True)]
    ast.fix_missing_locations(tree)


def names_in(tree):
    return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}


def for_mypy(statement):
    """`if TYPE_CHECKING:`, and what makes texts of the types."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "__future__"
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    test = statement.test
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def unannotated(statement):
    """`a: int = 1` as `a = 1`; None of `a: int`."""
    if not isinstance(statement, ast.AnnAssign):
        return statement
    value = statement.value
    return value and ast.Assign(targets=[statement.target], value=value)


def put_off(tree, names):
    """Let the functions that use them import these `names`, not the whole module."""
    imports = {}
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            late = [each for each in node.names if (each.asname or each.name) in names]
            node.names = [each for each in node.names if each not in late]
            for each in late:
                imports[each.asname or each.name] = alone(node, each)
    if imports.keys() != names:
        raise ImportError(f"not imported: {names - imports.keys()}")
    tree.body = [each for each in tree.body if getattr(each, "names", True)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            node.body[:0] = [imports[name] for name in sorted(used & names)]
    ast.fix_missing_locations(tree)


def alone(node, name):
    """The import `node` of this one name."""
    if isinstance(node, ast.Import):
        return ast.Import(names=[name])
    return ast.ImportFrom(module=node.module, names=[name], level=node.level)


def unlined(code):
    """Without the table of line numbers: no reader is shown a line of ours."""
    inner = (
        unlined(each) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def own():
    """Our files, by their path in the archive."""
    return {
        path.relative_to(SOURCES).as_posix(): path.read_bytes()
        for path in sorted(SOURCES.rglob("*"))
        if path.is_file()
    }


def library():
    """The sources of the standard library, by their path in its archive."""
    with zipfile.ZipFile(LIBRARY) as archive:
        return {
            path: archive.read(path)
            for path in archive.namelist()
            if path.endswith(".py")
        }


def module(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(source):
    """The modules that a source names in its import statements, anywhere.

    But for those of its command line: nobody calls that in a browser.
    """
    tree = ast.parse(source)
    own = ("main", "_main")
    tree.body = [each for each in tree.body if getattr(each, "name", "") not in own]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def load(files, standard):
    """Import our modules, and all that the modules they name may import later."""
    sources = {module(path): source for path, source in standard.items()}
    for path, source in files.items():
        importlib.import_module(module(path))
        for name in imported(source):
            importlib.import_module(name)
            for later in imported(sources.get(name, "")):
                # Some exist on other systems only.
                with suppress(ImportError):
                    importlib.import_module(later)


def load_for_programs():
    """Import what a pasted program may: our modules name it in a list."""
    for name in importlib.import_module("gatecount.program.libraries").REAL:
        with suppress(ImportError):
            importlib.import_module(name)


def archive(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for path, content in sorted(files.items()):
            if path.endswith(".py"):
                path, content = f"{path}c", compiled(content, path)
            target.writestr(zipfile.ZipInfo(path), content)
    return packed.getvalue()


def merged(files):
    """The sentences of several files as one."""
    sentences = {}
    for content in files:
        sentences |= json.loads(content)
    return json.dumps(sentences, ensure_ascii=False).encode()


def pack():
    """The content of each archive, by its name."""
    sys.path.insert(0, str(SOURCES))
    files, standard = own(), library()
    words = {path: files.pop(path) for path in [*files] if WORDS.match(path)}
    scripts = {path: text for path, text in files.items() if path.endswith(".py")}
    late = {path: text for path, text in files.items() if PROGRAM.match(path)}

    def loaded():
        return {
            path
            for path in standard
            if module(path) in sys.modules and not LEFT_OUT.match(module(path))
        }

    load({path: text for path, text in scripts.items() if path not in late}, standard)
    if "gatecount.program" in sys.modules:
        raise ImportError("a module of other pages imports gatecount.program")
    early = loaded()
    load({path: text for path, text in scripts.items() if path in late}, standard)
    load_for_programs()
    return {
        "python.zip": archive(
            {path: standard[path] for path in early}
            | {path: files[path] for path in files.keys() - late.keys()}
        ),
        "program.zip": archive(
            {path: standard[path] for path in loaded() - early} | late
        ),
        "zh.json": merged(words[path] for path in words if not PROGRAM.match(path)),
        "program-zh.json": merged(words[path] for path in words if PROGRAM.match(path)),
    }


pack()  # the value that JavaScript receives
