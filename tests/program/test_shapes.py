"""Functions of tensors: ours gives the shapes that PyTorch, Keras and NumPy give."""

import contextlib
import io
import warnings

import pytest

from gatecount import CountError
from gatecount.program import count_model
from tests.program import probes

# Answers that are wrong today, and answers that are not known: they only go down.
WRONG = {"torch": 46, "keras": 136, "symbolic": 137, "numpy": 33}
UNKNOWN = {"torch": 162, "keras": 0, "symbolic": 0, "numpy": 134}


def judged(source):
    """What the framework says of each call, a line each."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, "<program>", "exec"), {"__name__": "__main__"})
    return said.getvalue().splitlines()


def counted(source):
    try:
        return count_model(source).printed.splitlines()
    except CountError as error:  # it stops at one that is not known here
        return error.printed.splitlines()


def verdict(true, ours):
    if true == ours or (true.startswith("refused") and ours.startswith("refused")):
        return "right"
    return "unknown" if "?" in ours else "wrong"


@pytest.mark.parametrize("library", probes.HEADS)
def test_calls_give_the_shapes_of_the_framework(library, tally):
    found = {"right": [], "unknown": [], "wrong": []}
    for expressions in probes.programs(library):
        source = probes.program(library, expressions)
        true, ours = judged(source), counted(source)
        ours += ["nothing"] * (len(true) - len(ours))
        assert len(true) == len(ours) == len(expressions)
        for each, one, two in zip(expressions, true, ours):
            found[verdict(one, two)].append(f"{each}: {one} / {two}")
        tally[f"calls of {library} probed for their shape"] += len(true)
    assert len(found["wrong"]) <= WRONG[library], "\n".join(found["wrong"])
    assert len(found["unknown"]) <= UNKNOWN[library], "\n".join(found["unknown"])
