"""Output that was pasted instead of the program that printed it."""

import re

from . import notebook, shapes, state, tables, tabular, torchinfo, tree

MOST = 1_000_000  # characters; more is not looked at
IMPORT = re.compile(r"^(?:>>> |In \[\d+\]: )?(?:import \w|from [\w.]+ import )", re.M)


def recognise(text):
    """The kind of printed output, or None: "keras_summary", "torch_table" (of
    torchinfo or torchsummary), "state_dict", "torch_tree" (print(model)) or "shapes"
    (of the weights).
    """
    found = reader(text)
    return found[0] if found else None


def explain(text):
    """The layers that this output was printed from, or None if it is none."""
    found = reader(text)
    return found[1](found[2]) if found else None


def reader(text):
    if notebook.is_notebook(text) or len(text) > MOST or IMPORT.search(text):
        return None
    lines = re.split(r"\r\n|\r|\n", text.replace("\u00a0", " "))
    if torchinfo.rows(lines):
        return "torch_table", torchinfo.explained, lines
    if tables.rows(lines):
        return "keras_summary", tabular.explained, lines
    if state.entries(lines):
        return "state_dict", state.explained, lines
    if tree.rows(lines):
        return "torch_tree", tree.explained, lines
    if shapes.entries(lines):
        return "shapes", shapes.explained, lines
    return None
