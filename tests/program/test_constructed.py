"""Pasted programs in PaddlePaddle, MindSpore, MLX and ONNX."""

import pytest
from onnx import TensorProto

from gatecount import CountError
from gatecount.program import count_model
from tests.pages import ROOT

TEXTS = (ROOT / "tests/programs/constructed.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_program_is_counted(text):
    """Each begins with its framework and its total; null: a layer is not known."""
    head, _, source = text.partition("\n")
    _, framework, total = head.split()
    answer = count_model(source)
    assert answer.framework == framework
    assert (str(answer.total) if not answer.incomplete else "null") == total
    assert not answer.skipped and not answer.unknown


ONNX = [text for text in TEXTS if text.startswith("# onnx")]


@pytest.mark.parametrize("text", ONNX, ids=range(len(ONNX)))
def test_onnx_itself_makes_the_same_initializers(text):
    names = {}
    exec(text, names)
    made = names["model"].graph.initializer
    learned = [each for each in made if each.data_type != TensorProto.INT64]
    answer = count_model(text)
    assert sorted(
        (each.path, tuple(each.shape)) for each in answer.models[0].weights
    ) == sorted((each.name, tuple(each.dims)) for each in learned)


def test_an_onnx_program_that_only_declares_is_told_where_weights_lie():
    text = "from onnx import parser\nmodel = parser.parse_model('graph …')\n"
    with pytest.raises(CountError, match=r"onnx\.save"):
        count_model(text)


PRINTED = """import paddle
net = paddle.nn.Sequential(paddle.nn.Linear(5, 10), paddle.nn.Linear(10, 1))
for name, each in net.named_parameters():
    print(name, each.shape)
print(net(paddle.zeros([4, 5])).shape, sum(each.size for each in net.parameters()))
print(sum(each.numel() for each in net.parameters()))
print(net[0].weight.shape[:1] + [2], net[0].weight.shape == [5, 10])
"""


def test_what_is_known_is_printed_as_paddle_prints_it():
    """As its version 3.3.1 was seen to do."""
    assert count_model(PRINTED).printed.splitlines() == [
        "0.weight paddle.Size([5, 10])",
        "0.bias paddle.Size([10])",
        "1.weight paddle.Size([10, 1])",
        "1.bias paddle.Size([1])",
        "paddle.Size([4, 1]) 71",
        "?",
        "paddle.Size([5, 2]) True",
    ]


def test_what_paddle_1_has_is_not_known():
    with pytest.raises(CountError, match="fc makes weights") as refused:
        count_model("from paddle import fluid\ny = fluid.layers.fc(input=None, size=3)")
    assert refused.value.line == 2


def test_a_missing_import_is_named():
    with pytest.raises(CountError, match="Write at the top: import paddle"):
        count_model("lstm = paddle.nn.LSTM(5, 10)")


@pytest.mark.parametrize(
    "line, said",
    [
        ("nn.LSTM(5, 0)", "hidden_size"),
        ("nn.LSTM(5, 10)(paddle.zeros([2, 13, 6]))", "6"),
        ("nn.LSTM(5, 10, units=3)", "units"),
    ],
)
def test_what_paddle_refuses_is_refused(line, said):
    with pytest.raises(CountError, match=said) as refused:
        count_model(f"import paddle\nfrom paddle import nn\nlstm = {line}\n")
    assert refused.value.line == 3
