"""Pasted Haiku programs: ours prints and counts what Haiku itself was seen to do."""

import json

import pytest

from gatecount import CountError
from gatecount.program import count_model
from tests.program.torch_judge import fits
from tests.recording import PROGRAMS

TEXTS = (PROGRAMS / "haiku.txt").read_text("utf-8").split("\n---\n")
PRINTED = json.loads((PROGRAMS / "haiku.json").read_text("utf-8"))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_program_says_the_same(text):
    """`make record` has asked Haiku; not a number that we print is left open."""
    true, answer = PRINTED[text], count_model(text)
    assert fits(answer.printed, true) and "?" not in answer.printed, answer.printed
    assert answer.framework == "haiku"
    assert answer.total == answer.trainable == int(true.split()[-1])
    assert answer.total == sum(row.total for row in answer.layers)
    assert not answer.incomplete and not answer.skipped and not answer.unknown


def test_a_core_stands_as_one_row():
    [row] = count_model(TEXTS[0]).layers
    assert (row.name, row.kind, row.total) == ("lstm", "LSTM", 640)
    assert [each.gates for each in row.count.weights] == [("i", "g", "f", "o")] * 2


HEAD = """import haiku as hk
import jax, jax.numpy as jnp
import pandas as pd
x = jnp.zeros((2, 5))
"""
INIT = "p = hk.transform(lambda x: {}).init(jax.random.key(0), x)\n"


@pytest.mark.parametrize(
    "made",
    [
        "hk.nets.ResNet18(10)(x, True)",
        "hk.Strange(3)(hk.Linear(3)(x))",
        "hk.layer_stack(3)(lambda y: hk.Linear(5)(y))(hk.Linear(5)(x))",
        "hk.lift(hk.transform(hk.Linear(3)).init, name='a')(x) or hk.Linear(5)(x)",
        "hk.vmap(hk.Linear(3), split_rng=True)(x)",
    ],
)
def test_what_is_not_known_here_makes_the_total_incomplete(made):
    try:
        answer = count_model(HEAD + INIT.format(made))
    except CountError as error:
        assert "not here" in str(error) or "not known here" in str(error)
    else:
        assert answer.incomplete


def test_weights_for_every_key_are_not_counted_once():
    many = "jax.vmap(net.init, (0, None))(jax.random.split(jax.random.key(0), 3), x)\n"
    source = f"{HEAD}net = hk.transform(lambda x: hk.Linear(3)(x))\np = {many}"
    assert count_model(source).incomplete


@pytest.mark.parametrize(
    "made, said",
    [
        ("hk.Linear('3')(x)", "output_size"),
        ("hk.Linear(3, name='a b')(x)", "Python name"),
        ("hk.Linear(3, units=2)(x)", "units"),
        ("hk.LayerNorm(-1)(x)", "create_scale"),
        ("hk.LSTM(3)(x[None], hk.LSTM(3).initial_state(2))", "too many axes"),
        ("hk.LSTM(3)(x, hk.LSTM(3).initial_state(4))", "4"),
        ("(lambda f: (f(x), f(x[:, 1:])))(hk.Linear(3))", r"\(5, 3\) already"),
        ("[hk.Linear(3, name='a_1')(x) for _ in 'ab']", "Two modules"),
    ],
)
def test_what_haiku_refuses_is_refused(made, said):
    with pytest.raises(CountError, match=said) as refused:
        count_model(HEAD + INIT.format(made))
    assert refused.value.line == 5


def test_a_module_outside_of_a_transform_is_refused():
    with pytest.raises(CountError, match=r"inside hk\.transform") as refused:
        count_model("import haiku as hk\nimport jax\ncore = hk.LSTM(10)\n")
    assert refused.value.line == 3


@pytest.mark.parametrize(
    "made, formula",
    [
        ("hk.Linear(n)(x)", "6 x n"),
        ("hk.Sequential([hk.Flatten(), hk.Linear(3)])(data.values)", "3 x n + 3"),
        ("hk.nets.MLP([4, 2])(jax.nn.one_hot(data.values, n))", "4 x n + 14"),
    ],
)
def test_a_size_that_only_data_tells_is_a_letter(made, formula):
    data = "data = pd.read_csv('a.csv')\nn = len(data.columns)\n"
    answer = count_model(HEAD + data + INIT.format(made))
    assert (answer.total, answer.formula) == (None, formula)


MAIN = """from typing import NamedTuple
from absl import app, flags
import optax
N = flags.DEFINE_integer("units", 10, "units of the core")
flags.DEFINE_string("path", None, "where the data lies")
FLAGS = flags.FLAGS

class State(NamedTuple):
    params: hk.Params
    kept: optax.OptState

def f(x):
    core = hk.LSTM(N.value)
    return hk.Linear(FLAGS.units)(core(x, core.initial_state(x.shape[0]))[0])

def main(_):
    net, opt = hk.without_apply_rng(hk.transform(f)), optax.adam(1e-3)
    params = net.init(jax.random.key(0), x)
    state = State(params, opt.init(params))
    print(hk.data_structures.tree_size(state.params), FLAGS.path)

if __name__ == "__main__":
    app.run(main)
"""


def test_what_absl_runs_is_run():
    answer = count_model(HEAD + MAIN)
    assert (answer.total, answer.printed) == (750, "750 ?\n")


FIRST = """import tensorflow as tf
flags = tf.app.flags
flags.DEFINE_integer("units", 20, "units of the cell")

def main(_):
    cell = tf.nn.rnn_cell.LSTMCell(flags.FLAGS.units)
    x = tf.placeholder(tf.float32, [None, 5, 3])
    tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)

if __name__ == "__main__":
    tf.app.run()
"""


def test_what_tensorflow_1_runs_is_run():
    assert count_model(FIRST).total == 4 * (3 + 20 + 1) * 20


@pytest.mark.parametrize(
    "head",
    [
        "import haiku as hk\nnet = hk.transform(lambda x: hk.Linear(3)(x))\n",
        "from mindspore import nn\nnet = nn.SequentialCell(nn.Dense(3, 4))\n",
        "from flax import linen as nn\nnet = nn.Dense(3)\n",
    ],
)
def test_a_module_is_not_printed_as_python_would(head):
    """What the library prints is not known here."""
    with pytest.raises(CountError) as refused:
        count_model(f"{head}print(net)\nraise ValueError")
    assert refused.value.printed == "?\n"
