"""What is not known may cost a program its numbers, and never changes one."""

import ast
import json
import operator
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.symbols import named
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


DATA = {
    "np": ("zeros", "ones", "array", "random", "rand", "randn", "randint", "arange"),
    "torch": ("zeros", "ones", "tensor", "rand", "randn", "randint", "arange"),
}
READ = 'int(open("size.txt").read())'


def places(tree):
    """What a file may tell in place of the program: sizes and arrays."""
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(each) for text in texts for each in ast.walk(text)}
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and type(node.value) is int:
            if node.value > 1:
                yield node, READ
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            root, _, name = ast.unparse(node.func).partition(".")
            if name.rpartition(".")[2] in DATA.get(root, ()):
                yield node, f'{root}.load("data")'


def replaced(source, node, text):
    lines = [line.encode() for line in source.split("\n")]
    first, last = node.lineno - 1, node.end_lineno
    before, after = (
        lines[first][: node.col_offset],
        lines[last - 1][node.end_col_offset :],
    )
    lines[first:last] = [before + text.encode() + after, *[b""] * (last - first - 1)]
    return b"\n".join(lines).decode()


PROGRAMS = sorted((ROOT / "tests/programs").glob("[kt]*/*.py"))
KNOWN: dict = {}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_data_in_place_of_a_size_changes_no_number(data):
    """The total is what it was, or not known; and with the size given, what it was."""
    path = data.draw(st.sampled_from(PROGRAMS), label="program")
    source = path.read_text("utf-8")
    if path not in KNOWN:
        KNOWN[path] = list(places(ast.parse(source))), count_model(source)
    spots, was = KNOWN[path]
    if not spots or was.total is None:
        return
    node, text = data.draw(st.sampled_from(spots), label="place")
    asked = replaced(source, node, text)
    try:
        answer = count_model(asked)
    except CountError:
        return
    assert answer.total in (None, was.total) or answer.incomplete
    assert not re.search(r"[12][,.]?[07]\d\d[,.]?\d{3}", answer.printed) or re.search(
        r"[12][,.]?[07]\d\d[,.]?\d{3}", was.printed
    ), "a letter's own number"


OPERATIONS = [operator.add, operator.sub, operator.mul, operator.floordiv]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(["n", "m", 1, 2, 3, 7])),
        min_size=1,
        max_size=6,
    ),
    st.integers(40, 900),
    st.integers(40, 900),
)
def test_a_formula_says_what_its_letters_give(steps, n, m):
    """Whatever is done to the sizes, the text computes to the same number."""
    letters, numbers = {"n": named("n", 0), "m": named("m", 1)}, {"n": n, "m": m}
    size, number = letters["n"], n
    for operation, other in steps:
        if operation is operator.floordiv and number < 0:
            continue
        size = operation(size, letters.get(other, other))
        number = operation(number, numbers.get(other, other))
    text = getattr(size, "formula", str(size)).replace(",", "").replace(" x ", " * ")
    assert eval(text, numbers) == number
