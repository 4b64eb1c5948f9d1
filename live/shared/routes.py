"""Which tool answers what was pasted: the words; route.mjs tells one from the other."""

from .markup import data
from .words import say

# What it is, and the label of the button that leads to its tool.
ROUTES = {
    "number": (
        "A number alone is not a layer. The clinic finds out what it counts.",
        "Take it to the clinic",
    ),
    "line": (
        "This is a line of code. The calculator counts it.",
        "Count it in the calculator",
    ),
    "program": (
        "This is more than one layer. The program page counts it.",
        "Open it on the program page",
    ),
    "printed": (
        "This looks printed. The program page reads summaries and lists of shapes.",
        "Open it on the program page",
    ),
}


def attribute(language):
    """The words as an attribute of the part in which something is pasted."""
    said = {
        kind: {"is": say(language, what), "go": say(language, label)}
        for kind, (what, label) in ROUTES.items()
    }
    return data("routes", said)
