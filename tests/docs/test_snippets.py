"""Every program prints what stands beside it, and was printed by what it says."""

import pytest

from tests import snippets
from tests.snippets import PROGRAMS


@pytest.fixture(scope="module")
def outcomes():
    """All programs, each in a process of its own, one on every core."""
    return snippets.outcomes(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_prints_what_stands_beside_it(program, outcomes, tally):
    output, by = outcomes[program].result()
    assert output == program.with_suffix(".txt").read_text(encoding="utf-8")
    assert by == program.with_suffix(".by").read_text(encoding="utf-8")
    tally["programs run and compared with their output"] += 1


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_fits_a_screen(program):
    text = program.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 72
    assert text.isascii() and "#" not in text, "symbols only: two languages share it"
