"""The order of the gates in each packed tensor, found by running the framework.

A cell written out below takes the blocks that the engine names, from the random
weights of a real layer, and must compute what that layer computes.
"""

import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import equinox
import flax.linen as linen
import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
import torch
from flax import nnx
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from torch import nn

from gatecount import count
from tests import recording

STEPS, N, M = 4, 3, 2
RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(STEPS, N)).astype("float32")


def draw(shape):
    return RANDOM.normal(size=shape).astype("float32")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Blocks:
    """role -> gate -> its blocks: matrices that a row is multiplied with, biases."""

    def __init__(self, cell, tensors, gates=None):
        self.gates = gates or {}
        self.held = {}
        for weight in cell.weights:
            path, _, place = weight.path.partition("[")
            whole = np.asarray(tensors[path])
            if ":" in place:  # rows of a tensor that holds two kernels
                whole = whole[slice(*map(int, place[:-1].split(":")))]
            elif place:
                whole = whole[int(place[:-1])]
            assert whole.shape == weight.shape
            for gate, block in zip(
                weight.gates or [""],
                np.split(whole, max(1, len(weight.gates)), weight.axis),
            ):
                if weight.role in ("bias", "peephole"):
                    block = block.reshape(-1, M)
                else:
                    block = block.reshape(block.shape[-2:])
                    block = block if weight.axis == -1 else block.T
                self.held.setdefault((weight.role, gate), []).append(block)

    def __call__(self, role, gate):
        gate = self.gates.get(gate, gate)
        return np.concatenate(self.held.get((role, gate), [np.zeros((0, M))]))

    def into(self, gate, x, h):
        """What enters the gate: input, state and all biases."""
        bias = self("bias", gate).sum(0)
        return x @ self("kernel", gate) + h @ self("recurrent_kernel", gate) + bias


def lstm(blocks, candidate, open_by=0):
    """Flax's ConvLSTMCell adds 1 to what enters the forget gate."""
    h, c = np.zeros(M), np.zeros(M)
    if "" in {gate for _, gate in blocks.held}:
        h = np.zeros(blocks("projection", "").shape[1])
    for x in X:

        def gate(name, c, more=0, h=h, x=x):
            seen = (blocks("peephole", name) * c).sum(0)
            return sigmoid(blocks.into(name, x, h) + seen + more)

        new = np.tanh(blocks.into(candidate, x, h))
        i, f = gate("i", c), gate("f", c, open_by)
        c = f * c + i * new
        h = gate("o", c) * np.tanh(c)
        if ("projection", "") in blocks.held:
            h = h @ blocks("projection", "")
    return h


def gru(blocks, candidate, after=True, new_by_z=False):
    """With `after` the reset gate acts on the product and on the last bias; with
    `new_by_z` an open update gate lets the new state in instead of keeping the old.
    """
    h = np.zeros(M)
    for x in X:
        z, r = (sigmoid(blocks.into(gate, x, h)) for gate in "zr")
        first, *last = blocks("bias", candidate)
        fixed = x @ blocks("kernel", candidate) + first
        if after:
            new = fixed + r * (h @ blocks("recurrent_kernel", candidate) + sum(last))
        else:
            new = fixed + (r * h) @ blocks("recurrent_kernel", candidate)
        z = 1 - z if new_by_z else z
        h = (1 - z) * np.tanh(new) + z * h
    return h


def mgu(blocks):
    h = np.zeros(M)
    for x in X:
        f = sigmoid(blocks.into("f", x, h))
        first, *last = blocks("bias", "n")
        moved = h @ blocks("recurrent_kernel", "n") + sum(last)
        h = (1 - f) * np.tanh(x @ blocks("kernel", "n") + first + f * moved) + f * h
    return h


def check(code, framework, shape, tensors, truth, step, **options):
    cells = count(code, framework, shape).cells
    for cell, true in zip(cells, truth, strict=True):
        blocks = Blocks(cell, tensors)
        assert np.allclose(step(blocks, **options), true, atol=1e-5), code
        # The same blocks, each under its neighbour's name, must not do.
        names = dict(zip(cell.gates, cell.gates[1:] + cell.gates[:1]))
        wrong = Blocks(cell, tensors, names)
        assert not np.allclose(step(wrong, **options), true, atol=1e-3)


KERAS = [
    ("LSTM(2)", lstm, {"candidate": "c"}),
    ("LSTM(2, use_bias=False)", lstm, {"candidate": "c"}),
    ("GRU(2)", gru, {"candidate": "h"}),
    ("GRU(2, reset_after=False)", gru, {"candidate": "h", "after": False}),
    ("RNN(LSTMCell(2))", lstm, {"candidate": "c"}),
    ("RNN([GRUCell(2)])", gru, {"candidate": "h"}),
    ("ConvLSTM1D(2, 1)", lstm, {"candidate": "c"}),
    ("ConvLSTM2D(2, 1)", lstm, {"candidate": "c"}),
]


@pytest.mark.parametrize(("code", "step", "options"), KERAS)
def test_keras(code, step, options):
    keras.utils.clear_session()  # so that cells have the names of a first program
    layer = eval(code, vars(keras.layers).copy())
    rank = int(code[8]) if code.startswith("Conv") else 0
    x = X.reshape(1, STEPS, *(1,) * rank, N)
    layer.build(x.shape)
    for weight in layer.weights:
        weight.assign(draw(weight.shape))
    tensors = {
        weight.path.partition("/")[2]: weight.numpy() for weight in layer.weights
    }
    truth = np.ravel(layer(x))
    check(code, "keras", x.shape[1:], tensors, [truth], step, **options)


TORCH = [
    ("nn.LSTM(3, 2)", lstm, {"candidate": "g"}),
    ("nn.LSTM(3, 2, bias=False)", lstm, {"candidate": "g"}),
    ("nn.LSTM(3, 2, proj_size=1)", lstm, {"candidate": "g"}),
    ("nn.LSTM(3, 2, bidirectional=True)", lstm, {"candidate": "g"}),
    ("nn.GRU(3, 2)", gru, {"candidate": "n"}),
    ("nn.LSTMCell(3, 2)", lstm, {"candidate": "g"}),
    ("nn.GRUCell(3, 2)", gru, {"candidate": "n"}),
]


@pytest.mark.parametrize(("code", "step", "options"), TORCH)
def test_torch(code, step, options):
    module = eval(code, {"nn": nn})
    tensors = {}
    with torch.no_grad():
        for name, weight in module.named_parameters():
            weight.copy_(torch.from_numpy(draw(weight.shape)))
            tensors[name] = weight.numpy()
        state = None
        if "Cell" in code:
            for x in torch.from_numpy(X):
                state = module(x[None], state)
            last = state[0] if isinstance(state, tuple) else state
        else:
            last = module(torch.from_numpy(X))[0][-1]
    truth = np.ravel(last.numpy())
    if "bidirectional" in code:  # the other direction's last step is the first
        tensors |= {
            f"{name}_reverse": tensors[name]
            for name in tensors
            if not name.endswith("_reverse")
        }
        truth = [truth[:M], truth[:M]]
    else:
        truth = [truth]
    check(code, "torch", None, tensors, truth, step, **options)


ONNX = [
    ("LSTM(['X', 'W', 'R', 'B'], hidden_size=2{})", lstm, {"candidate": "c"}),
    ("LSTM(['X', 'W', 'R'], hidden_size=2{})", lstm, {"candidate": "c"}),
    (
        "LSTM(['X', 'W', 'R', 'B', '', '', '', 'P'], hidden_size=2{})",
        lstm,
        {"candidate": "c"},
    ),
    (
        "GRU(['X', 'W', 'R', 'B'], hidden_size=2, linear_before_reset=1{})",
        gru,
        {"candidate": "h"},
    ),
]


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize(("code", "step", "options"), ONNX)
def test_onnx(code, step, options, both):
    """The reference runs one direction; onnxruntime would run both."""
    import onnxruntime

    code = code.format(", direction='bidirectional'" if both else "")
    counted = count(code, "onnx", (STEPS, 1, N))
    tensors = {each.name: draw(each.shape) for each in counted.weights}
    node = eval(
        code,
        {
            name: lambda inputs, name=name, **more: helper.make_node(
                name, inputs, ["Y"], **more
            )
            for name in ("LSTM", "GRU")
        },
    )
    feeds = {"X": X[:, None], **tensors}
    graph = helper.make_graph(
        [node],
        "graph",
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, each.shape)
            for name, each in feeds.items()
        ],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    (result,) = session.run(None, feeds)  # (steps, directions, batch, units)
    truth = [result[-1, 0, 0]]
    if both:  # feed the backward cell the steps in its own order
        backwards = feeds | {"X": np.ascontiguousarray(feeds["X"][::-1])}
        truth.append(session.run(None, backwards)[0][0, 1, 0])
    check(code, "onnx", (STEPS, 1, N), tensors, truth, step, **options)
    if not both and "P" not in code:
        (reference,) = ReferenceEvaluator(model).run(None, feeds)
        assert np.allclose(reference, result, atol=1e-5)


LINEN = [
    ("nn.RNN(nn.LSTMCell(2))", lstm, {"candidate": "g"}),
    ("nn.RNN(nn.OptimizedLSTMCell(2))", lstm, {"candidate": "g"}),
    ("nn.RNN(nn.GRUCell(2))", gru, {"candidate": "n"}),
    ("nn.RNN(nn.MGUCell(2))", mgu, {}),
    ("nn.RNN(nn.ConvLSTMCell(2, (1,)))", lstm, {"candidate": "g", "open_by": 1}),
]


@pytest.mark.parametrize(("code", "step", "options"), LINEN)
def test_linen(code, step, options):
    module = eval(code, {"nn": linen})
    x = X.reshape(1, STEPS, *(1,) * ("Conv" in code), N)
    variables = jax.tree.map(
        lambda each: draw(each.shape), module.init(jax.random.key(0), x)
    )
    tensors = {
        "/".join(each.key for each in path[1:]): leaf
        for path, leaf in jax.tree_util.tree_flatten_with_path(variables)[0]
    }
    truth = np.ravel(module.apply(variables, x))[-M:]
    check(code, "flax.linen", x.shape, tensors, [truth], step, **options)


NNX = [
    ("nnx.RNN(nnx.LSTMCell(3, 2, rngs=nnx.Rngs(0)))", lstm, {"candidate": "g"}),
    (
        "nnx.RNN(nnx.OptimizedLSTMCell(3, 2, rngs=nnx.Rngs(0)))",
        lstm,
        {"candidate": "g"},
    ),
    ("nnx.RNN(nnx.GRUCell(3, 2, rngs=nnx.Rngs(0)))", gru, {"candidate": "n"}),
]


@pytest.mark.parametrize(("code", "step", "options"), NNX)
def test_nnx(code, step, options):
    module = eval(code, {"nnx": nnx})
    tensors = {}
    for path, variable in nnx.to_flat_state(nnx.state(module, nnx.Param)):
        tensors["/".join(map(str, path))] = draw(variable.shape)
        variable[...] = jnp.asarray(tensors["/".join(map(str, path))])
        place = module
        for name in path[:-1]:
            place = getattr(place, name)
        getattr(place, path[-1])[...] = variable[...]
    truth = np.ravel(module(X[None]))[-M:]
    check(code, "flax.nnx", (1, STEPS, N), tensors, [truth], step, **options)


EQUINOX = [
    ("nn.LSTMCell(3, 2, key=jax.random.key(0))", lstm, {"candidate": "g"}),
    ("nn.GRUCell(3, 2, key=jax.random.key(0))", gru, {"candidate": "n"}),
]


@pytest.mark.parametrize(("code", "step", "options"), EQUINOX)
def test_equinox(code, step, options):
    cell = eval(code, {"nn": equinox.nn, "jax": jax})
    cell = jax.tree.map(lambda each: draw(each.shape), cell)
    tensors = {
        name: getattr(cell, name)
        for name in ("weight_ih", "weight_hh", "bias", "bias_n")
        if hasattr(cell, name)
    }
    state = (jnp.zeros(M),) * 2 if "LSTM" in code else jnp.zeros(M)
    for x in X:
        state = cell(x, state)
    truth = state[0] if isinstance(state, tuple) else state
    check(code, "equinox", None, tensors, [truth], step, **options)


RECORDED = [
    (framework, each)
    for framework in recording.FRAMEWORKS
    for each in recording.read(framework)["computed"]
]


@pytest.mark.parametrize(
    ("framework", "asked"),
    RECORDED,
    ids=[f"{framework} {each['code']}" for framework, each in RECORDED],
)
def test_recorded(framework, asked, monkeypatch):
    """What a framework computed in a set-up of its own, see tests/recording."""
    monkeypatch.setattr(sys.modules[__name__], "X", np.asarray(asked["x"]))
    shape = (1, N) if framework == "haiku" else None
    step = {"lstm": lstm, "gru": gru}[asked["step"]]
    tensors, truth = asked["tensors"], [np.asarray(asked["last"])]
    check(asked["code"], framework, shape, tensors, truth, step, **asked["options"])
