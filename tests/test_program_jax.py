"""Pasted Flax and Equinox programs: ours prints and counts what they do."""

import contextlib
import io
from pathlib import Path

import pytest

from gatecount.program import count_model
from tests.torch_judge import fits

FILE = Path(__file__).parent / "programs" / "jax.txt"
PROGRAMS = FILE.read_text("utf-8").split("\n---\n")


def judged(source):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "<program>", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


@pytest.mark.parametrize("source", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_says_the_same(source):
    true, answer = judged(source), count_model(source)
    assert fits(answer.printed, true), f"{answer.printed}\n{true}"
    assert int(true.split()[-1]) in (answer.total, answer.trainable)
    assert not answer.incomplete and not answer.skipped
    assert answer.total == sum(row.total for row in answer.layers)
