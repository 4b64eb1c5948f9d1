"""Gatecount: how many parameters a recurrent layer has, and why.

>>> count("LSTM(10)", framework="keras", input_shape=(13, 5)).total
640
"""

from collections.abc import Iterable

from .counting import DTYPES, Cell, Count, CountError, Term, Weight
from .frameworks import FRAMEWORKS, arguments, classes_of, count
from .types import Any

__all__ = [
    "DTYPES",
    "FRAMEWORKS",
    "Cell",
    "Count",
    "CountError",
    "Term",
    "Weight",
    "arguments",
    "classes_of",
    "count",
    "count_model",
]


def count_model(
    source: str, framework: str | None = None, sizes: Iterable[tuple[str, int]] = ()
) -> Any:
    """Count the models of a whole program; see `gatecount.program`."""
    from .program import count_model  # late: it is large, and often not needed

    return count_model(source, framework, sizes)
