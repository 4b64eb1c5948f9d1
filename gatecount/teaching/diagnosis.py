"""From a wrong number back to the slip: which mistake in counting leads to it.

A number may also be no slip at all: right elsewhere, in another framework, for
another kind of layer, in both directions.

>>> from gatecount import count
>>> from gatecount.teaching.workings import Case
>>> lstm = lambda n, m: count(f"LSTM({m})", input_shape=(None, n))
>>> [found.names for found in diagnose(600, Case(lstm, 5, 10))]
[('no_bias',), ('work_step',)]
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from ..counting import CountError
from ..types import Any
from .elsewhere import ELSEWHERE, convention
from .slips import BARE, FACTORS, SIZES, SLIPS, batch, memory, no_bias, one_bias, steps
from .workings import Case, Name, Outcomes, Slip, Working, blocks, lines, value


@dataclass(frozen=True)
class Found:
    """A slip: its name, or two names, and the working that it leads to.

    `said` are names that belong to it: an optimizer, a type, or the layers for which
    the number is right.
    """

    names: tuple[str, ...]
    working: Working
    said: tuple[Any, ...] = ()

    @property
    def elsewhere(self) -> bool:
        """Whether the number is right, for another layer than was asked about."""
        return len(self.names) == 1 and self.names[0] in ELSEWHERE


def slips(case: Case) -> Iterator[Found]:
    """Every slip that this layer allows and that leads to another number."""
    right, bare = case.right, replace(case, biases="none")
    for slip in SLIPS:
        for working, *said in outcomes(slip, case, right):
            if working.total != right.total:
                yield Found((slip.__name__,), working, tuple(said))
        if slip in BARE and bare.right != right:
            for (working,) in outcomes(slip, bare, bare.right):
                if working.total != right.total:
                    yield Found((no_bias.__name__, slip.__name__), working)


def outcomes(slip: Slip, case: Case, working: Working) -> Outcomes:
    """What the slip makes of this layer; a factor multiplies what it is given."""
    if slip in FACTORS:
        for outer, said in slip(case):
            yield replace(working, outer=(*working.outer, *outer)), *said
        return
    with suppress(CountError):  # a size that the framework refuses
        yield from slip(case)


def otherwise(case: Case) -> Outcomes:
    """(a name, the case with other biases, the layers that have them)"""
    yield no_bias, replace(case, biases="none"), ()
    yield one_bias, replace(case, biases="one"), ()
    seen = {case.right}
    for working, *right in convention(case):
        if working not in seen:
            seen.add(working)
            family = case.conventions[right[0].name]
            yield convention, replace(case, family=family), right


def pairs(case: Case) -> Iterator[Found]:
    """Two slips at once: one in the biases, and a size or a factor; two factors."""
    right = case.right.total
    for first, other, said in otherwise(case):
        if other.right.total == right:
            continue
        for second in (*FACTORS, *SIZES):
            for both, *more in outcomes(second, other, other.right):
                yield Found((first.__name__, second.__name__), both, (*said, *more))
    for working, *said in outcomes(steps, case, case.right):
        for second in (batch, memory):
            for both, *more in outcomes(second, case, working):
                yield Found((steps.__name__, second.__name__), both, (*said, *more))


def other_features(number: int, case: Case) -> Iterator[Found]:
    """So many features that the number is right: the input has more, or fewer."""

    def total(n: int) -> int:
        return sum(map(value, lines(blocks(case, Name("n", n), case.units))))

    with suppress(CountError):  # a size that the framework refuses
        once = total(case.n)
        more, rest = divmod(number - once, total(case.n + 1) - once)
        n = case.n + more
        if not rest and case.n <= 4 * n and n <= 2 * case.n:
            working = Working(lines(blocks(case, Name("n", n), case.units)))
            yield Found(("other_features",), working, (f"{n}",))


def diagnose(number: int, case: Case) -> list[Found]:
    """The slips that lead to this number, likeliest first; two at once if need be.

    Empty where no known slip fits, and where the number is right.
    """
    if number == case.right.total:
        return []
    found = [each for each in slips(case) if each.working.total == number]
    found = found or [each for each in pairs(case) if each.working.total == number]
    return found or list(other_features(number, case))
