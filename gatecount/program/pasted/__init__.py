"""What people paste instead of a clean program.

`clean(text)` gives the program in a transcript, a notebook or a web page.
`recognise(text)` says what kind of printed output it is, if any, and
`explain(text)` which layers it was printed from. Of a text that cannot be counted,
`described(text)` says what it is.
"""

from .foreign import described
from .notes import Note
from .printed import explain, recognise
from .reading import Explanation, Layer, Reading
from .transcript import Cleaned, clean

__all__ = [
    "Cleaned",
    "Explanation",
    "Layer",
    "Note",
    "Reading",
    "clean",
    "described",
    "explain",
    "recognise",
]
