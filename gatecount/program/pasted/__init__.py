"""What people paste instead of a clean program.

`clean(text)` gives the program in a transcript, a notebook or a web page.
"""

from .notes import Note
from .transcript import Cleaned, clean

__all__ = ["Cleaned", "Note", "clean"]
