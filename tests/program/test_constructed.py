"""Pasted programs in PaddlePaddle, MindSpore, MLX and ONNX."""

import json

import pytest
from onnx import TensorProto

from gatecount import CountError
from gatecount.program import count_model
from tests.pages import ROOT
from tests.recording import PROGRAMS

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


ASKED = [
    (framework, text)
    for framework in ("mlx", "paddle")
    for text in (PROGRAMS / f"{framework}.txt").read_text("utf-8").split("\n---\n")
]


@pytest.mark.parametrize(("framework", "text"), ASKED, ids=range(len(ASKED)))
def test_a_program_says_the_same(framework, text):
    """`make record` has asked MLX and PaddlePaddle."""
    said = json.loads((PROGRAMS / f"{framework}.json").read_text("utf-8"))
    true, answer = said[text], count_model(text)
    assert answer.framework == framework and answer.printed == true
    assert int(true.split()[-1]) in (answer.total, answer.trainable)
    assert not answer.incomplete and not answer.skipped and not answer.unknown


@pytest.mark.parametrize(
    "made",
    [
        "import mindspore\nm = mindspore.nn.SequentialCell(mindspore.nn.Dense(3, 4), "
        "mindspore.nn.Strange(4))\nprint(sum(p.size for p in m.trainable_params()))",
        "from paddle import nn\nm = nn.Sequential(nn.Linear(3, 4), nn.Strange(4))\n"
        "print(sum(p.size for p in m.parameters()))",
        "from mlx import nn, utils\nm = nn.Sequential(nn.Linear(3, 4), nn.Strange(4))\n"
        "print(sum(p.size for _, p in utils.tree_flatten(m.parameters())))",
        "import jax\nfrom flax import linen as nn\n"
        "m = nn.Sequential([nn.Dense(4), nn.Strange(4)])\n"
        "p = m.init(jax.random.key(0), jax.numpy.zeros((2, 3)))\n"
        "print(sum(x.size for x in jax.tree.leaves(p)))",
        "import jax, haiku as hk\n"
        "f = hk.transform(lambda x: hk.Strange(hk.Linear(4)(x)))\n"
        "p = f.init(jax.random.key(0), jax.numpy.zeros((2, 3)))\n"
        "print(hk.data_structures.tree_size(p))",
    ],
)
def test_no_sum_is_printed_where_a_layer_is_not_known(made):
    answer = count_model(made)
    assert answer.incomplete and answer.printed == "?\n"


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


@pytest.mark.parametrize(
    ("package", "line", "name"),
    [
        ("paddle", "nn.Sequential(nn.Linear(1, 2))", "Sequential"),
        ("paddle", "nn.LayerList([nn.Linear(1, 2)])", "LayerList"),
        ("mindspore", "nn.SequentialCell([nn.Dense(1, 2)])", "SequentialCell"),
        ("mindspore", "nn.CellList([nn.Dense(1, 2)])", "CellList"),
    ],
)
def test_a_list_of_layers_has_its_own_name(package, line, name):
    source = f"from {package} import nn\nnet = {line}\nprint(type(net).__name__)\n"
    answer = count_model(source)
    assert answer.printed == f"{name}\n"
    assert [each.name for each in answer.models] == [name]
