"""Several files in one text: each begins with a line that names it.

    # ===== model.py =====

Lines keep their numbers in the whole text. A file that another imports runs when it
is imported; the others run in their order, the last of them as the program.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..parsing import parse
from ..types import Value
from .libraries.foreign import is_harmless, is_model_class
from .libraries.pretrained import is_model
from .rewriting import compiled
from .stand_ins import StandIn, put

MARK = re.compile(r"^# ={3,} (\S+)\.py ={3,}[ \t]*$", re.M)


@dataclass(frozen=True)
class File:
    """One file: its dotted name, and its text with the lines before it left empty."""

    name: str
    text: str


def split(source: str) -> list[File]:
    """The files of `source`; none where it is one program."""
    marks = [*MARK.finditer(source)]
    if len(marks) < 2 or source[: marks[0].start()].strip():
        return []
    ends = [each.start() for each in marks[1:]] + [len(source)]
    return [
        File(
            re.sub(r"[/\\]", ".", mark[1]).strip("."),
            "\n" * source.count("\n", 0, mark.end()) + source[mark.end() : end],
        )
        for mark, end in zip(marks, ends)
    ]


def of_name(files: list[File], name: str, level: int = 0) -> File | None:
    """The file that an import of the dotted `name` means, `level` dots before it."""
    exact = [each for each in files if each.name == name]
    library = is_harmless(name) and not level  # torch.utils is not utils.py
    last = [each for each in files if base(each.name) == base(name) and not library]
    return next(iter((exact or last)[::-1]), None)


def base(name: str) -> str:
    return name.rpartition(".")[2]


def own(files: list[File]) -> list[File]:
    """Those that no other file imports, in their order; all if there is none."""
    meant = {of_name(files, *name) for each in files for name in imports(each)}
    return [each for each in files if each not in meant] or files


def imports(file: Value) -> Iterator[Value]:
    """The names that it imports, each as name and level."""
    try:
        tree = parse(file.text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name, 0) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            yield name, node.level
            yield from ((f"{name}.{each.name}", node.level) for each in node.names)


def imported(
    session: Value, name: str, level: int, wanted: tuple[str, ...]
) -> StandIn | None:
    """The module of this name, if it is one of the program's own files, or a folder of
    those of its files that are `wanted` from it."""
    file = of_name(session.files, name, level)
    if file is not None:
        return placed(session, name, ran(session, file))
    inner = {each: of_name(session.files, f"{name}.{each}", level) for each in wanted}
    inner = {each: ran(session, file) for each, file in inner.items() if file}
    return placed(session, name, StandIn(name, inner)) if inner else None


MADE = re.compile(r"(?i)model|net|rnn|lstm|gru|encoder|decoder")
KNOWN = re.compile(
    r"(d2l|torchcrf|TorchCRF|transformers|timm|fastai|lightning|allennlp|flair|onnx"
    r"|(torch|keras|tensorflow|pytorch|tf)_?\w*|sonnet|tcn|attention)\b"
)


NAME = re.compile(r"[\w.]+")


def absent(what: str) -> str | None:
    """The file that would define `what`, a dotted name of a module that is not here;
    None where it is that of a library, or hardly builds a model."""
    module, _, name = what.rpartition(".")
    if is_harmless(what) or KNOWN.match(what) or is_model(what) or not module:
        return None
    if not NAME.fullmatch(what):
        return None  # a call of the program
    return f"{base(module)}.py" if MADE.search(name) or is_model_class(what) else None


def ran(session: Value, file: Value) -> Value:
    """The file as a module; it runs when this is first asked."""
    made = session.state.setdefault("files", {})
    if file.name not in made:
        made[file.name] = StandIn(base(file.name))
        names = vars(made[file.name])
        names |= {"__builtins__": session.builtins, "__file__": f"{file.name}.py"}
        exec(compiled(file.text), names)
    return made[file.name]


def placed(session: Value, path: Value, module: Value) -> StandIn:
    """The module among those that are known, and in its parents."""
    parts = path.split(".")
    for end in range(1, len(parts)):
        parent = ".".join(parts[:end])
        if parent not in session.modules:
            put(session.modules, parent, StandIn(parent))
    return put(session.modules, path, module)
