"""Output that was pasted instead of the program that printed it."""

import re

from ...counting import CountError
from . import shapes, state, tables, tabular, tree

MOST = 1_000_000  # characters; more is not looked at
# Two tables of other tools, which do not say what a layer was built with.
TORCH_TABLE = re.compile(
    r"^Layer \(type(?::depth-idx| \([^)\n]*\))\) |-1, .*\] +[\d,]+$", re.M
)
NUMBER = re.compile(r"[^\n\d]{0,40}?([\d,]*\d)[^\n\d]{0,20}")
IMPORT = re.compile(r"^(?:>>> |In \[\d+\]: )?(?:import \w|from [\w.]+ import )", re.M)


def recognise(text):
    """The kind of printed output, or None: "keras_summary", "state_dict",
    "torch_tree" (print(model)) or "shapes" (of the weights).
    """
    found = reader(text)
    return found[0] if found else None


def explain(text):
    """The layers that this output was printed from, or None if it is none."""
    found = reader(text)
    return found[1](found[2]) if found else None


def refuse_half(text):
    """Refuse output that does not tell the layers, and say what does."""
    if len(text) > MOST or IMPORT.search(text):
        return
    if TORCH_TABLE.search(text):
        raise refused(
            "This is a table of torchinfo or torchsummary, which does not say what "
            "each layer was built with. Paste print(model), the shapes of its "
            "state_dict(), or the program itself."
        )
    number = NUMBER.fullmatch(text.strip())
    if number and "=" not in text and "(" not in text:
        raise refused(
            "{number} alone does not tell the layer: many have that count. The "
            "calculator finds the sizes that give a number, the clinic names the slip "
            "behind a wrong one. Here, paste the program or what it prints.",
            number=number[1],
        )


def refused(template, **values):
    error = CountError(template, **values)
    error.line, error.printed, error.ignored = None, "", ()
    return error


def reader(text):
    if len(text) > MOST or IMPORT.search(text):
        return None
    lines = re.split(r"\r\n|\r|\n", text.replace("\u00a0", " "))
    if tables.rows(lines):
        return "keras_summary", tabular.explained, lines
    if state.entries(lines):
        return "state_dict", state.explained, lines
    if tree.rows(lines):
        return "torch_tree", tree.explained, lines
    if shapes.entries(lines):
        return "shapes", shapes.explained, lines
    return None
