"""What Python needs in the browser, compiled: one archive instead of 2.5 MB.

Runs inside Pyodide, whose Python it compiles for. The standard library comes as
sources, which each reader's browser would compile at every start. What goes in
is what is loaded once our own modules have been imported, and those modules;
and what the modules that we name import later, inside their functions.
The files are stored, not deflated, so that the web server's compression works.
"""

import ast
import importlib
import inspect
import io
import marshal
import sys
import zipfile
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

SOURCES = Path("/sources")
LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
HASHED, UNCHECKED = 0b01, 0b00


def compiled(source, path):
    """The content of a .pyc file that is never compared with its source."""
    code = compile(source, path, "exec", dont_inherit=True, optimize=2)
    flags = (HASHED | UNCHECKED).to_bytes(4, "little")
    return MAGIC_NUMBER + flags + source_hash(source) + marshal.dumps(code)


def own():
    """Our files, by their path in the archive."""
    return {
        path.relative_to(SOURCES).as_posix(): path.read_bytes()
        for path in sorted(SOURCES.rglob("*"))
        if path.is_file()
    }


def library():
    """The sources of the standard library's modules that are loaded by now."""
    with zipfile.ZipFile(LIBRARY) as archive:
        return {
            path: archive.read(path)
            for path in archive.namelist()
            if path.endswith(".py") and module(path) in sys.modules
        }


def module(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(source):
    """The modules that a source names in its import statements, anywhere."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def load(files):
    """Import our modules, and all that the modules they name may import later."""
    for path, source in files.items():
        importlib.import_module(module(path))
        for name in imported(source):
            named = importlib.import_module(name)
            if str(getattr(named, "__file__", "")).startswith(LIBRARY):
                for later in imported(inspect.getsource(named)):
                    # Some exist on other systems only.
                    with suppress(ImportError):
                        importlib.import_module(later)


def pack():
    sys.path.insert(0, str(SOURCES))
    files = own()
    load({path: text for path, text in files.items() if path.endswith(".py")})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted((library() | files).items()):
            if path.endswith(".py"):
                path, content = f"{path}c", compiled(content, path)
            archive.writestr(zipfile.ZipInfo(path), content)
    return packed.getvalue()


pack()  # the value that JavaScript receives
