"""Does what was printed tell the total? A sum that contradicts it is no answer."""

from __future__ import annotations

from dataclasses import replace

from ...types import TYPE_CHECKING, Value
from .notes import note

if TYPE_CHECKING:
    from .reading import Explanation


def judged(explanation: Explanation) -> Explanation:
    """The same, with what stands in doubt first."""
    short = [said for each in explanation.layers if each.short for said in each.notes]
    if short:
        return replace(explanation, notes=(*short, *explanation.notes))
    whole = explanation.total
    if explanation.kind == "keras_summary" or whole is None:
        return explanation
    added = sum(each.total or 0 for each in explanation.layers)
    if added == whole:
        said = note("The rows add up to the total, {total}.", total=whole)
    else:
        said = contradiction(added, whole)
    notes, doubtful = (*explanation.notes, said), explanation.doubtful
    return replace(explanation, notes=notes, doubtful=doubtful or added != whole)


def contradiction(added: int, whole: int) -> Value:
    return note(
        "The rows add up to {sum}, but the total says {total}. A row is missing, "
        "or a number was changed.",
        sum=added,
        total=whole,
    )
