"""Pasted Flax and Equinox programs: ours prints and counts what they do."""

import contextlib
import io

import pytest

from gatecount.program import count_model
from tests.kept import kept
from tests.pages import ROOT
from tests.program.torch_judge import fits

FILE = ROOT / "tests/programs/jax.txt"
PROGRAMS = FILE.read_text("utf-8").split("\n---\n")


@kept("flax", "equinox", "jax")
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


HEAD = """import jax, jax.numpy as jnp
import equinox as eqx
import pandas as pd
from flax import linen as nn, nnx
n = len(pd.read_csv("a.csv").columns)
"""
CALL = "p = N().init(jax.random.key(0), jnp.zeros((2, 4)))\n"
COMPACT = "class N(nn.Module):\n    @nn.compact\n    def __call__(self, x):\n        "
PARTS = [
    COMPACT + "return nn.Strange(4)(nn.Dense(3)(x))\n" + CALL,
    COMPACT + "return nn.vmap(nn.Dense)(3)(nn.Dense(3)(x))\n" + CALL,
    COMPACT + "S = nn.scan(nn.GRUCell, variable_axes={'params': 0})\n"
    "        return S(4)(nn.Dense(4)(x), x)\n" + CALL,
    "m = eqx.filter_vmap(lambda k: eqx.nn.Linear(3, 3, key=k))("
    "jax.random.split(jax.random.key(0), 5))\n",
    "class N(nnx.Module):\n    def __init__(self, rngs):\n        "
    "self.a = nnx.Linear(2, 3, rngs=rngs)\n        self.b = nnx.Strange(3)\n"
    "m = N(nnx.Rngs(0))\n",
]


@pytest.mark.parametrize("source", PARTS, ids=range(len(PARTS)))
def test_what_is_not_known_here_makes_the_total_incomplete(source):
    assert count_model(HEAD + source).incomplete


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        (COMPACT + "return nn.Dense(n)(x)\n" + CALL, "5 x n"),
        ("m = nnx.Linear(n, 3, rngs=nnx.Rngs(0))\n", "3 x n + 3"),
        ("m = eqx.nn.Linear(n, 3, key=jax.random.key(0))\n", "3 x n + 3"),
    ],
)
def test_a_size_that_only_data_tells_is_a_letter(source, formula):
    answer = count_model(HEAD + source)
    assert (answer.total, answer.formula) == (None, formula)
