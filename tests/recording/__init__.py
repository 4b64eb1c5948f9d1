"""What frameworks answer that cannot live beside the others, recorded.

PaddlePaddle ends its process on calls that the tests have to try, and MindSpore wants
another NumPy than Keras. So each is asked in a set-up of its own, once for each
version: `make record` writes its answers to `evidence/recorded/`, and
`tests/engine/test_recorded.py` gives the same texts to the engine.
"""

import contextlib
import io
import json
from functools import cache
from pathlib import Path

from hypothesis import given, settings

from tests.engine.agreement import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "evidence" / "recorded"
PROGRAMS = ROOT / "tests" / "programs"  # NAME.txt is run, NAME.json what it printed
PRINTED = PROGRAMS / "printed"
FRAMEWORKS = ("paddle", "mindspore", "haiku", "mlx")
RANDOM = 20  # cases of each class, besides the written ones


@cache
def read(framework):
    """What is recorded, as a dict.

    "versions"; "cases", each with what `answer` made of it; "computed", the last h of
    layers with known weights, which tells the gates' order; "snippets", the programs of
    the pages with what they printed; "programs", those that a reader copies, likewise.
    """
    return json.loads((FOLDER / f"{framework}.json").read_text(encoding="utf-8"))


def true(case):
    """The framework's side of a case, as `agreement` compares it."""
    if "refused" in case:
        return Refusal(tuple(case["refused"]))
    weights = {
        name: (tuple(shape), trained)
        for name, (shape, trained) in case["weights"].items()
    }
    output = case["output"]
    return weights, output and [tuple(shape) for shape in output]


def answer(theirs, code, shape):
    """The framework's weights and output as JSON has them, or its refusal."""
    answered = theirs(code, shape)
    if isinstance(answered, Refusal):
        return {"refused": answered.kinds[: answered.kinds.index("Exception")]}
    weights, output = answered
    return {"weights": weights, "output": output}


def snippets_of(framework):
    """The programs of the pages that this framework ran."""
    return sorted((ROOT / "snippets/recorded").glob(f"*_{framework}.py"))


def printed(text):
    """What a program prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(text, "<copied>", "exec"), {})
    return said.getvalue()


def cases(layer):
    """(code, shape, whether drawn at random): the written ones first."""
    written = dict.fromkeys(layer.grid())
    drawn = []

    @settings(max_examples=RANDOM, derandomize=True, database=None, deadline=None)
    @given(layer.cases())
    def draw(case):
        drawn.append(case)

    draw()
    yield from ((*case, False) for case in written)
    yield from ((*case, True) for case in dict.fromkeys(drawn) if case not in written)
