"""Loops that train. Nothing is learnt here, so that every round is like the last:
after enough work, a loop that trains in each of its rounds is left early.

Work is counted in operations on tensors, never in seconds, so that a program
prints the same everywhere. Inner loops, over batches, are left first: the epochs
go on.
"""

from collections.abc import Iterator

from ..types import Value
from .session import current

INNER = 4_000  # operations; some 0.03 s
OUTER = 20_000


MOST = 100_000
MOST_ROUNDS = 400_000


class Work:
    """What the present run has done: operations, and steps of training."""

    done = 0
    rounds = 0  # of loops
    trained = 0
    depth = 0  # of the loops that are running


def begin() -> None:
    Work.done = Work.trained = Work.depth = Work.rounds = 0


def is_long() -> bool:
    """Has the program worked long enough? Then what its loops do is not known."""
    Work.rounds += 1
    return Work.rounds > MOST_ROUNDS or Work.done > MOST


def rounds(values: Value, loop: Value) -> Iterator[Value]:
    """The rounds of a `for`."""
    inner = Work.depth > 0
    Work.depth += 1
    try:
        for value in values:
            before = Work.trained
            yield value
            if Work.trained > before and Work.done > (INNER if inner else OUTER):
                current().ignore("for")
                loop.doubted = True
                return
    finally:
        Work.depth -= 1


def goes_on(loop: Value) -> bool:
    """Whether a `while` may have another round, as far as training goes."""
    steps = current().state.setdefault("trained", {})
    before = steps.get(id(loop), Work.trained)
    steps[id(loop)] = Work.trained
    if Work.trained > before and Work.done > OUTER:
        current().ignore("while")
        loop.doubted = True
        return False
    return True
