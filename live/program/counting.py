"""A program counted as the page does: in a terminal of one width, and once."""

import os
from contextlib import contextmanager
from functools import lru_cache

from gatecount.program import count_model

WIDTH = "72"  # of the terminal that a program sees: the width of our outputs


@lru_cache(maxsize=1)
def counted(source):
    """The count of the text that was counted along while it was typed is that of its
    run, which comes next. Raises CountError."""
    with terminal(WIDTH):
        return count_model(source)


@contextmanager
def terminal(width):
    """A terminal of so many columns: frameworks fit their tables into it."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = width
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
