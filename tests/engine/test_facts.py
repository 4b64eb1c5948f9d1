"""What is read off the list of weights: bytes, work, the derivation's terms."""

from collections import defaultdict

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gatecount import DTYPES, CountError, count

ONNX = "LSTM(['X', 'W', 'R', 'B', '', '', '', 'P'], hidden_size=10{})"
RECURRENT = [
    ("LSTM(10)", "keras", (13, 5)),
    ("GRU(10)", "keras", (13, 5)),
    ("GRU(10, reset_after=False)", "keras", (13, 5)),
    ("SimpleRNN(10, use_bias=False)", "keras", (13, 5)),
    ("Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", "keras", (13, 5)),
    ("ConvLSTM2D(10, 3)", "keras", (13, 8, 8, 5)),
    ("nn.LSTM(5, 10, 2, bidirectional=True, proj_size=4)", "torch", (13, 2, 5)),
    ("nn.GRU(5, 10)", "torch", (13, 2, 5)),
    (ONNX.format(""), "onnx", (13, 2, 5)),
    (ONNX.format(", direction='bidirectional'"), "onnx", (13, 2, 5)),
    ("nn.RNN(nn.GRUCell(10))", "flax.linen", (2, 13, 5)),
    ("nn.RNN(nn.MGUCell(10))", "flax.linen", (2, 13, 5)),
    ("nnx.RNN(nnx.OptimizedLSTMCell(5, 10, rngs=rngs))", "flax.nnx", (2, 13, 5)),
]


@pytest.mark.parametrize(("code", "framework", "shape"), RECURRENT)
def test_the_terms_add_up(code, framework, shape):
    answer = count(code, framework, shape)
    assert sum(term.size for term in answer.terms) == answer.total
    for cell in answer.cells:
        assert sum(term.size for term in cell.terms) == cell.total
        assert {term.cell for term in cell.terms} == {cell.name}
    # Of a gate, what its blocks hold: the order of storage does not matter.
    held, derived = defaultdict(int), defaultdict(int)
    for weight in answer.weights:
        for gate in weight.gates or ("",):
            held[gate, weight.role] += weight.size // max(1, len(weight.gates))
    for term in answer.terms:
        derived[term.gate, term.role] += term.size
    assert held == derived


@pytest.mark.parametrize(("code", "framework", "shape"), RECURRENT)
def test_a_sequence_is_so_many_steps(code, framework, shape):
    steps = 13
    answer = count(code, framework, shape)
    assert answer.macs == steps * answer.macs_per_step > 0
    unknown = tuple(None if size == steps else size for size in shape)
    answer = count(code, framework, unknown)
    assert answer.macs is None and answer.macs_per_step > 0


def test_the_terms_of_one_cell():
    terms = count("nn.LSTM(5, 10, proj_size=4)", "torch").terms
    first = [(each.role, each.rows, each.columns) for each in terms if each.gate == "i"]
    assert first == [("kernel", 5, 10), ("recurrent_kernel", 4, 10), ("bias", 2, 10)]
    assert [each.size for each in terms if each.gate == ""] == [40]
    peepholes = [
        each.gate
        for each in count(ONNX.format(""), "onnx", (13, 2, 5)).terms
        if each.role == "peephole"
    ]
    assert peepholes == ["i", "o", "f"]


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 10**9))
def test_exact_for_any_size(n, m, steps):
    answer = count(f"LSTM({m})", input_shape=(steps, n))
    assert answer.macs == steps * 4 * (n * m + m * m)
    assert answer.bytes("float64") == 8 * 4 * (n * m + m * m + m)
    assert answer.bytes() == 2 * answer.bytes("bfloat16") == 4 * answer.bytes("int8")


@pytest.mark.parametrize("name", DTYPES)
def test_bytes_are_those_of_torch_and_numpy(name):
    theirs = getattr(torch, name)
    assert DTYPES[name] == theirs.itemsize
    if hasattr(np, name):
        assert DTYPES[name] == np.dtype(name).itemsize


@pytest.mark.parametrize("name", ["float", "float33", None, 4, ["int8"]])
def test_an_unknown_type_says_which_exist(name):
    with pytest.raises(CountError, match="float32, float16"):
        count("LSTM(10)", input_shape=(13, 5)).bytes(name)


@pytest.mark.parametrize(
    ("code", "framework", "shape", "macs", "step"),
    [
        # Looking up multiplies nothing, nor does a norm.
        ("Embedding(10, 3)", "keras", (7,), 0, 0),
        ("LayerNormalization()", "keras", (7, 5), 0, 0),
        ("Dropout(0.5)", "keras", (7, 5), 0, 0),
        # One position is one step.
        ("Dense(3)", "keras", (7, 5), 7 * 15, 15),
        ("Dense(3)", "keras", (None, 5), None, 15),
        ("Conv1D(3, 2)", "keras", (7, 5), 6 * 30, 30),
        # A step of TimeDistributed is one of the outer steps.
        ("TimeDistributed(LSTM(3))", "keras", (7, 6, 4), 7 * 6 * 84, 6 * 84),
        # Two lengths have no step in common.
        ("MultiHeadAttention(2, 3)", "keras", [(7, 6), (7, 6)], 7 * 144, 144),
        ("MultiHeadAttention(2, 3)", "keras", [(7, 6), (4, 6)], 22 * 36, None),
        ("nn.MultiheadAttention(8, 2)", "torch", None, None, 256),
        (
            "nn.MultiheadAttention(8, 2)",
            "torch",
            [(3, 2, 8), (5, 2, 8), (5, 2, 8)],
            64 * (3 + 5 + 5 + 3),
            None,
        ),
        ("nn.Sequential(nn.Linear(5, 3), nn.Linear(3, 2))", "torch", None, None, None),
        ("nn.Sequential(nn.Linear(5, 3), nn.Linear(3, 2))", "torch", (2, 5), 21, 21),
        (
            "nn.Sequential(nn.Linear(5, 3), nn.Flatten(), nn.Linear(21, 2))",
            "torch",
            (2, 7, 5),
            7 * 15 + 42,
            None,
        ),
        ("nn.BatchNorm1d(5)", "torch", (2, 5), 0, 0),
        ("nn.Linear(5, 3)", "torch", (4, 5), 15, 15),
        ("nn.Linear(0, 3)", "torch", None, 0, 0),
    ],
)
def test_where_a_step_makes_sense(code, framework, shape, macs, step):
    answer = count(code, framework, shape)
    assert (answer.macs, answer.macs_per_step) == (macs, step)
