"""What is not known may cost a program its numbers, and never changes one."""

import json

import pytest

from gatecount import CountError
from gatecount.program import count_model
from tests.pages import ROOT

FORMS = (ROOT / "tests/programs/forms.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", FORMS, ids=range(len(FORMS)))
def test_programs_as_people_write_them(source):
    """Each begins with its total, its formula, or null where there is neither."""
    said, _, source = source.removeprefix("# ").partition("\n")
    try:
        answer = count_model(source)
    except CountError:
        assert said == "null"
        return
    if said == "null":
        assert answer.total is None or answer.incomplete
    else:
        assert said == (answer.formula or str(answer.total)) and not answer.incomplete


def test_a_choice_may_have_any_number_of_cases():
    """Python nests 20 blocks at most, and each `if` here has an end of its own."""
    cases = "".join(f"elif kind == {n}:\n    units = {n}\n" for n in range(2, 60))
    for kind, said in (("40", "1,920"), ("open('a').read()", "null")):
        source = (
            f"import keras\nkind = {kind}\nif kind == 1:\n    units = 1\n{cases}"
            "model = keras.Sequential([keras.Input((13, 7)), keras.layers.LSTM(units)])"
        )
        total = count_model(source).total
        assert (total is None) if said == "null" else total == 4 * 40 * (7 + 40 + 1)


def test_a_cell_that_is_no_python_does_not_end_the_others():
    cells = [
        "import keras",
        "with open()\nprint(1)",
        "m = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])",
        "this is nothing",
    ]
    cells = [{"cell_type": "code", "source": each} for each in cells]
    answer = count_model(json.dumps({"cells": cells}))
    assert answer.total == 640 and len(answer.skipped) == 2


def test_cells_that_only_something_unknown_has_taken_are_missing():
    """In a graph of TensorFlow 1, these make the variables."""
    source = """import tensorflow as tf
from mine import Wrapper
x = tf.placeholder(tf.float32, [None, 13, 5])
w = tf.get_variable("w", [5, 3])
cell = tf.contrib.rnn.BasicLSTMCell(10)
{}
"""
    answer = count_model(source.format("y, _ = tf.nn.dynamic_rnn(cell, x)"))
    assert (answer.total, answer.incomplete) == (15 + 640, False)
    for line in ("y = Wrapper(cell)(x)", "y, _ = tf.contrib.seq2seq.decode(cell, x)"):
        assert count_model(source.format(line)).incomplete
    known = source.format("y, _ = tf.nn.dynamic_rnn(cell, x)\n{}")
    for line in (
        "z = tf.layers.conv1d(x, 3, 5)",
        "a = tf.contrib.seq2seq.LuongAttention(9, x)",
    ):
        assert count_model(known.format(line)).incomplete
    assert not count_model(known.format("z = tf.layers.dropout(x, 0.5)")).incomplete
