"""The cells of a Jupyter notebook, pasted as the JSON of its file."""

from itertools import accumulate

from .. import deep_json
from .notes import note


def is_notebook(text):
    return text.lstrip().startswith("{") and '"cells"' in text


def joined(text):
    """The code cells as one text, a note, and the lines before each cell; None if it
    is not a notebook."""
    if not is_notebook(text):
        return None
    try:
        cells = deep_json.loads(text)["cells"]
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


def source(cell):
    written = cell["source"]
    text = written if isinstance(written, str) else "".join(written)
    return text.replace("\r\n", "\n").strip("\n")
