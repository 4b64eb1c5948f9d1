"""The drawn order of the gates is the one that the frameworks showed."""

import pytest

from figures.orders import gate_orders
from tests.pages import ROOT

# Which program found it out, and in which of its columns.
FOUND = {
    "Keras": ("gate_order_keras", -1),
    "PyTorch": ("gate_order_torch", -1),
    "Flax nnx": ("gate_order_jax", -2),
    "Equinox": ("gate_order_jax", -1),
    "ONNX": ("gate_order_onnx", -1),
}


# Those whose answers are recorded: test_gates.py computes them anew.
RECORDED = {"PaddlePaddle", "MindSpore", "MLX", "Haiku"}


def test_each_framework_was_asked():
    assert gate_orders().keys() == FOUND.keys() | RECORDED


@pytest.mark.parametrize("framework", FOUND)
def test_order_is_the_one_found(framework):
    """One line for each block: layer, block, new state, gate."""
    program, column = FOUND[framework]
    text = (ROOT / f"snippets/{program}.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines()]
    for layer, drawn in zip(("LSTM", "GRU"), gate_orders()[framework], strict=True):
        assert drawn == tuple(line[column] for line in lines if line[0] == layer)
