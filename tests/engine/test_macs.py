"""Multiply-accumulates: the engine against what the frameworks really multiply.

PyTorch's own counter of floating-point operations, the traced programs of JAX
(for Keras, Flax and Equinox), and the dot products of ONNX's reference.
"""

import json
import subprocess
import sys
import warnings
from itertools import islice, product
from unittest.mock import patch

import equinox
import flax.linen as linen
import jax
import jax.numpy as jnp
import numpy as np
import pytest
import torch
from flax import nnx
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from torch.utils.flop_counter import FlopCounterMode

from gatecount import CountError, count
from tests.engine import keras_cases
from tests.engine import test_torch as torch_cases
from tests.engine.multiplications import BATCH, of
from tests.pages import ROOT

TALLY = "layers whose multiplications were counted in the running framework"
WEIGHTED = ("mm", "addmm", "convolution", "_convolution")


def macs(code, framework, shape):
    """None where the framework refuses, or a size is not known."""
    try:
        return count(code, framework, shape).macs
    except CountError:
        return None


def by_torch(code, shapes, batch):
    """Half the operations of all products but those between activations."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        module = eval(code, torch_cases.NAMES.copy())
        dtype = next((each.dtype for each in module.parameters()), None)
        given = [torch.zeros(each, dtype=dtype) for each in shapes]
        # The counter does not see into oneDNN's fused layers.
        off = torch.backends.mkldnn.flags(enabled=False)
        with off, FlopCounterMode(display=False) as counter:
            module(*given)
    found = sum(
        operations
        for operator, operations in counter.get_flop_counts().get("Global", {}).items()
        if operator.__name__ in WEIGHTED
    )
    assert found % (2 * batch) == 0
    return found // 2 // batch


# Fused or without a formula in PyTorch's counter: see the test of the rule below.
NOT_COUNTED = ("Bilinear", "Embedding", "EmbeddingBag")
MULTIPLYING = [
    name
    for name in torch_cases.GRID
    if name.startswith(("Conv", "Linear", "RNN", "LSTM", "GRU", "Multi", "Transformer"))
] + ["Sequential", "LayerNorm", "PReLU", "BatchNorm1d"]


@pytest.mark.parametrize("name", MULTIPLYING)
def test_torch(name, tally):
    tried = 0
    for text, given in product(*torch_cases.GRID[name]):
        code = f"nn.{name}({text})"
        alike = [given] * torch_cases.INPUTS.get(name, 1)
        shapes = given if isinstance(given, list) else alike
        if given is None or None in shapes or 0 in shapes[0]:
            continue
        ours = macs(code, "torch", shapes if len(shapes) > 1 else shapes[0])
        if ours is None:
            continue
        axis = torch_cases.batch_axis(code, shapes[0])
        batch = 1 if axis is None else shapes[0][axis]
        assert ours == by_torch(code, shapes, batch), f"{code} on {shapes}"
        tried += 1
    assert tried
    tally[TALLY] += tried


def test_bilinear():
    """For each position x W y: every weight meets one pair of features."""
    answer = count("nn.Bilinear(5, 4, 3)", "torch", [(2, 7, 5), (2, 7, 4)])
    assert (answer.macs, answer.macs_per_step) == (7 * 60, 60)


def of_keras(cases):
    """The counts of Keras running on JAX, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.multiplications"],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert not done.returncode, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def keras_grid():
    own = [
        ("Bidirectional(GRU(10))", (13, 5)),
        ("Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", (13, 5)),
        ("TimeDistributed(Bidirectional(LSTM(3)))", (7, 6, 4)),
        ("TimeDistributed(Conv2D(3, 2))", (7, 8, 8, 4)),
        ("TimeDistributed(TimeDistributed(Dense(3)))", (7, 6, 4)),
        ("MultiHeadAttention(2, 3)", [(7, 6), (4, 6)]),
        ("MultiHeadAttention(2, 3, value_dim=5)", [(7, 6), (4, 5), (4, 3)]),
        ("MultiHeadAttention(2, 3, attention_axes=(1, 2))", [(7, 3, 6), (4, 3, 6)]),
        ("GroupQueryAttention(3, 4, 2)", [(7, 6), (4, 6)]),
        ("Conv2D(3, 2, strides=2, data_format='channels_last')", (9, 8, 4)),
        ("Dense(3)", (2, 3, 4, 5)),
        ("EinsumDense('abc,cd->ad', 3)", (7, 5)),
    ]
    for name in keras_cases.LAYERS:
        known = (
            (code, shape)
            for code, shape in keras_cases.grid(name)
            if None not in shape and macs(code, "keras", shape) is not None
        )
        first, *rest = islice(known, 40)
        own.append(first)
        if macs(first[0], "keras", first[1]):
            own += rest
    return [
        (code, shape)
        for code, shape in own
        # An unrolled first step multiplies a state of zeros, which is no input.
        if "channels_first" not in code and "unroll=True" not in code
    ]


def test_keras(tally):
    cases = keras_grid()
    answers = [
        (code, shape, macs(code, "keras", shape), true)
        for (code, shape), true in zip(cases, of_keras(cases))
        if true is not None
    ]
    assert len(answers) > 0.9 * len(cases), "JAX runs most of what Keras makes"
    wrong = [case for case in answers if case[2] != case[3]]
    assert not wrong, "\n".join(map(str, wrong))
    tally[TALLY] += len(answers)


LINEN = [
    *(
        (f"nn.RNN(nn.{cell})", (2, 13, 5))
        for cell in (
            "SimpleCell(10)",
            "LSTMCell(10)",
            "OptimizedLSTMCell(10)",
            "GRUCell(10)",
            "MGUCell(10)",
            "MGUCell(10, reset_gate=False)",
        )
    ),
    ("nn.RNN(nn.LSTMCell(3), time_major=True)", (13, 2, 5)),
    ("nn.RNN(nn.LSTMCell(3), unroll=5)", (2, 13, 5)),
    ("nn.RNN(nn.ConvLSTMCell(4, (3, 3)))", (2, 3, 8, 7, 5)),
    ("nn.RNN(nn.ConvLSTMCell(4, (3,), use_bias=False))", (2, 3, 8, 5)),
    ("nn.RNN(nn.LSTMCell(3))", (2, 4, 13, 5)),
    (
        "nn.Bidirectional(nn.RNN(nn.GRUCell(3)), nn.RNN(nn.SimpleCell(4)))",
        (2, 13, 5),
    ),
    ("nn.Dense(3)", (2, 5)),
    ("nn.Dense(3, use_bias=False)", (2, 4, 13, 5)),
    ("nn.Conv(6, 3)", (2, 13, 5)),
    ("nn.Conv(6, (3,), padding='VALID', strides=2)", (2, 13, 5)),
    ("nn.Conv(6, (3, 2), kernel_dilation=2)", (2, 9, 8, 5)),
    ("nn.Conv(6, (3,), feature_group_count=2)", (2, 13, 4)),
    ("nn.Conv(6, (3,), padding='CIRCULAR')", (2, 13, 4)),
    ("nn.Embed(10, 3)", (2, 7)),
    ("nn.LayerNorm()", (2, 7)),
    ("nn.SelfAttention(2)", (2, 13, 6)),
    ("nn.MultiHeadDotProductAttention(2, qkv_features=8)", (2, 13, 6)),
    ("nn.MultiHeadAttention(2, out_features=8, normalize_qk=True)", (2, 13, 6)),
]


@pytest.mark.parametrize(("code", "shape"), LINEN)
def test_linen(code, shape, tally):
    def run(x):
        module = eval(code, {"nn": linen})
        key = jax.random.key(0)
        return module.init_with_output(key, x)[0]

    x = jnp.zeros(shape, int if "Embed" in code else float)
    assert macs(code, "flax.linen", shape) == of(run, x)
    tally[TALLY] += 1


CELLS = (
    "SimpleCell(5, 10",
    "LSTMCell(5, 10",
    "OptimizedLSTMCell(5, 10",
    "GRUCell(5, 10",
)
NNX = [
    *((f"nnx.RNN(nnx.{cell}, rngs=nnx.Rngs(0)))", (2, 13, 5)) for cell in CELLS),
    ("nnx.RNN(nnx.GRUCell(5, 3, rngs=nnx.Rngs(0)), time_major=True)", (13, 2, 5)),
    (
        "nnx.Bidirectional(nnx.RNN(nnx.GRUCell(5, 3, rngs=nnx.Rngs(0))), "
        "nnx.RNN(nnx.SimpleCell(5, 4, rngs=nnx.Rngs(0))))",
        (2, 13, 5),
    ),
    ("nnx.Linear(5, 3, rngs=nnx.Rngs(0))", (2, 7, 5)),
    ("nnx.LinearGeneral((7, 5), (3, 4), axis=(1, 2), rngs=nnx.Rngs(0))", (2, 7, 5, 6)),
    ("nnx.LinearGeneral(5, (3, 4), rngs=nnx.Rngs(0))", (2, 6, 7, 5)),
    ("nnx.Conv(4, 6, 3, feature_group_count=2, rngs=nnx.Rngs(0))", (2, 13, 4)),
    ("nnx.MultiHeadAttention(2, 6, rngs=nnx.Rngs(0), decode=False)", (2, 13, 6)),
    ("nnx.MultiHeadAttention(4, 8, num_kv_heads=2, rngs=nnx.Rngs(0), decode=False)",
     (2, 13, 8)),
    ("nnx.BatchNorm(5, rngs=nnx.Rngs(0))", (2, 13, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "shape"), NNX)
def test_nnx(code, shape, tally):
    def run(x):
        return eval(code, {"nnx": nnx})(x)

    assert macs(code, "flax.nnx", shape) == of(run, jnp.zeros(shape))
    tally[TALLY] += 1


KEY = "key=jax.random.key(0)"
EQUINOX = [
    (f"nn.Linear(5, 3, {KEY})", (5,)),
    (f"nn.Linear('scalar', 3, {KEY})", ()),
    (f"nn.Linear(5, 3, use_bias=False, {KEY})", (5, 4)),
    (f"nn.MLP(5, 3, 4, 3, {KEY})", (5,)),
    (f"nn.MLP(5, 3, 4, 3, scan=True, {KEY})", (5,)),
    (f"nn.Conv1d(4, 6, 3, stride=2, groups=2, {KEY})", (4, 13)),
    (f"nn.Conv2d(4, 6, 3, padding='SAME', dilation=2, {KEY})", (4, 9, 8)),
    (f"nn.Conv(3, 4, 6, 2, padding=1, {KEY})", (4, 3, 4, 5)),
    (f"nn.LSTMCell(5, 10, {KEY})", (5,)),
    (f"nn.GRUCell(5, 10, use_bias=False, {KEY})", (5,)),
    (f"nn.MultiheadAttention(2, 6, {KEY})", (7, 6)),
    (
        f"nn.MultiheadAttention(2, 6, qk_size=5, vo_size=4, output_size=3, {KEY})",
        (7, 6),
    ),
    ("nn.LayerNorm(5)", (5,)),
]


@pytest.mark.parametrize(("code", "shape"), EQUINOX)
def test_equinox(code, shape, tally):
    """Made while it is traced: drawing the first values of weights takes a second."""

    def run(*inputs):
        return eval(code, {"nn": equinox.nn, "jax": jax})(*inputs)

    inputs = [jnp.zeros(shape)]
    if "Attention" in code:
        inputs *= 3
    if "LSTM" in code:
        inputs.append((jnp.zeros(10),) * 2)
    if "GRU" in code:
        inputs.append(jnp.zeros(10))
    assert macs(code, "equinox", shape) == of(run, *inputs, batch=1)
    tally[TALLY] += 1


@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
@pytest.mark.parametrize("operator", ["RNN", "GRU", "LSTM"])
def test_onnx(operator, direction, tally):
    """ONNX's reference multiplies with numpy.dot; one operand is W or R."""
    n, m, steps, d = 5, 10, 13, 2 if direction == "bidirectional" else 1
    gates = {"RNN": 1, "GRU": 3, "LSTM": 4}[operator]
    shapes = {
        "X": (steps, BATCH, n),
        "W": (d, gates * m, n),
        "R": (d, gates * m, m),
        "B": (d, 2 * gates * m),
    }
    node = helper.make_node(
        operator, [*shapes], ["Y"], hidden_size=m, direction=direction
    )
    graph = helper.make_graph(
        [node],
        "graph",
        [
            helper.make_tensor_value_info(k, TensorProto.FLOAT, v)
            for k, v in shapes.items()
        ],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)])
    reference = ReferenceEvaluator(model)
    found = 0

    def dot(a, b):
        nonlocal found
        found += np.prod(a.shape, dtype=int) * b.shape[-1]
        return a @ b

    with patch("numpy.dot", dot):
        reference.run(None, {k: np.zeros(v, np.float32) for k, v in shapes.items()})
    code = f"{operator}('XWRB', hidden_size={m}, direction={direction!r})"
    if operator == "GRU":  # it computes both candidates, and then takes one
        found -= steps * BATCH * d * (n + m) * m
    assert macs(code, "onnx", shapes["X"]) * BATCH == found
    tally[TALLY] += 1
