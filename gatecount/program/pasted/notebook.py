"""The cells of a Jupyter notebook, pasted as the JSON of its file."""

import re
from itertools import accumulate

from ...types import Shape, Value
from .. import deep_json
from .notes import Note, note


def is_notebook(text: str) -> bool:
    return text.lstrip().startswith("{") and '"cells"' in text


def joined(text: str) -> tuple[str, Note, Shape] | None:
    """The code cells as one text, a note, and the lines before each cell; None if it
    is not a notebook."""
    if not is_notebook(text):
        return None
    try:
        whole = deep_json.loads(text)
        sheets = whole.get("worksheets") or [whole]  # until format 4
        cells = [each for sheet in sheets for each in sheet["cells"]]
        codes = [source(cell) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    begins = tuple(accumulate((each.count("\n") + 2 for each in codes), initial=0))
    said = note(
        "This is the file of a notebook: its code cells, {codes} of {cells}, are read "
        "one after the other.",
        codes=len(codes),
        cells=len(cells),
    )
    return "\n\n".join(codes), said, begins


def source(cell: dict[str, Value]) -> str:
    written = cell["source"] if "source" in cell else cell["input"]
    text = written if isinstance(written, str) else "".join(written)
    text = text.replace("\r\n", "\n").strip("\n")
    # IPython takes the first line's indent away.
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    return re.sub(rf"^{indent}", "", text, flags=re.M)
