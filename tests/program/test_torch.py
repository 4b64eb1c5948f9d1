"""Pasted PyTorch programs: ours says what the real PyTorch says."""

import json
import subprocess
import sys
import time

import pytest
import torch  # noqa: F401  for eval, as nn
from torch import nn  # noqa: F401

from gatecount import CountError
from gatecount.program import count_model
from live.program.program import program as answered
from tests.pages import ROOT
from tests.program.torch_judge import counted, differences, fits, judged
from tests.program.torch_mistakes import HEAD, MISTAKES
from tests.program.torch_programs import program

PROGRAMS = sorted((ROOT / "tests/programs/torch").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_says_the_same(path, tally):
    found = differences(path.read_text("utf-8"))
    assert not found, "\n".join(found)
    tally["PyTorch programs compared with PyTorch itself"] += 1


@pytest.mark.parametrize("made", ["self.part = nn.LSTM(8, 8)", ""])
def test_a_layer_made_to_be_copied_is_no_model(made):
    """A program's own class builds it and keeps its copies only."""
    source = (
        HEAD
        + f"""
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(8, 2, 16)
        self.encoder = nn.TransformerEncoder(layer, 3)
        {made}
model = Net()
print(sum(p.numel() for p in model.parameters()))
"""
    )
    answer = count_model(source)
    assert answer.model.kind == "Net"
    assert answer.total == int(answer.printed) == int(judged(source).printed)


@pytest.mark.parametrize("hundred", range(4))
def test_made_up_programs_say_the_same(hundred, tally):
    for seed in range(100 * hundred, 100 * hundred + 100):
        source = program(seed)
        found = differences(source)
        assert not found, f"seed {seed}\n{source}\n" + "\n".join(found)
        tally["PyTorch programs compared with PyTorch itself"] += 1


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_at_its_line(name, tally):
    source = HEAD + MISTAKES[name]
    true, ours = judged(source), counted(source)
    assert true.refused, "PyTorch accepts this"
    assert ours.refused == true.refused, f"{true.why}\n{ours.why}"
    assert fits(ours.printed, true.printed)
    assert "Python stops here" not in ours.why or name in PYTHON_SAYS, ours.why
    tally["mistakes refused in PyTorch programs"] += 1


# What Python itself refuses, in its own words.
PYTHON_SAYS = """forward returns nothing|unpack|unpack lstm|unpack gru|unpack chunk
    |argument missing|self missing|module list called
    |optimizer called parameters""".replace("\n    ", "").split("|")


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "gatecount", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_the_model_of_a_file(tmp_path):
    path = next(each for each in PROGRAMS if each.stem == "crnn")
    answer = count_model(path.read_text("utf-8"))
    said = command(path)
    assert said.returncode == 0, said.stderr
    assert f"{answer.total:,}" in said.stdout
    assert all(row.name in said.stdout for row in answer.layers)
    facts = json.loads(command(path, "--json").stdout)
    assert facts["total"] == answer.total == sum(r["total"] for r in facts["layers"])
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import torch.nn as nn\nnn.LSTM(5)\n")
    said = command(wrong)
    assert said.returncode == 1 and "hidden_size" in said.stderr
    assert f"{wrong}:2:" in said.stderr and not said.stdout


def test_long_training_ends():
    """A hundred thousand rounds, none of which learns anything."""
    source = """import torch
from torch import nn
model = nn.Linear(10, 1)
opt = torch.optim.SGD(model.parameters(), 0.1)
for step in range(100_000):
    loss = model(torch.randn(8, 10)).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
print("done")
"""
    start = time.perf_counter()
    answer = count_model(source)
    assert time.perf_counter() - start < 30
    assert (answer.total, answer.printed) == (11, "done\n")
    assert answer.ignored[0].line == 5


def test_billions_of_parameters_take_no_memory():
    source = """import torch.nn as nn
model = nn.Sequential(nn.Embedding(10**6, 10**5), nn.LSTM(10**5, 10**5, 4))
"""
    expected = 10**11 + 4 * (8 * 10**10 + 8 * 10**5)
    assert count_model(source).total == expected


LARGE = {
    "torchvision": "import torchvision\nnet = torchvision.models.resnet18()",
    "models": "from torchvision import models\nnet = models.resnet18(weights=None)",
    "timm": "import timm\nnet = timm.create_model('resnet18', num_classes=0)",
    "hub": "net = torch.hub.load('pytorch/vision', 'resnet18')",
    "transformers": "from transformers import AutoModel\n"
    "net = AutoModel.from_pretrained('bert-base-chinese')",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_model_is_said_to_be_missing(name):
    """Its head alone is counted, and the answer says so on its first lines."""
    source = f"{HEAD}{LARGE[name]}\nnet.fc = nn.Linear(512, 10)\n"
    answer = count_model(source)
    assert answer.total == 5130
    (missing,) = answer.missing
    assert missing.line == source.count("\n") - 1
    for language, word in (("en", "missing from this total"), ("zh", "没有计入总数")):
        shown = answered(source, language)["html"]
        assert word in shown and missing.what in shown
        assert shown.count(missing.what) == 1, "it is also said to change no count"
    with pytest.raises(CountError, match="a large model") as refused:
        count_model(HEAD + LARGE[name])
    assert refused.value.line == missing.line


def test_a_tokenizer_is_no_large_model():
    source = f"""{HEAD}from transformers import AutoTokenizer, AutoConfig
words = AutoTokenizer.from_pretrained("bert-base-chinese")
config = AutoConfig.from_pretrained("bert-base-chinese")
net = nn.Linear(2, 3)
"""
    assert count_model(source).missing == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nn.LSTM(3, 4)(torch.zeros(2, 5, 3))[:, -1]", "output, state = lstm"),
        ("nn.LSTMCell(3, 4)(torch.zeros(2, 3), torch.zeros(2, 4))", "h_0, c_0"),
    ],
)
def test_a_pair_that_is_taken_for_a_tensor(line, said):
    with pytest.raises(TypeError):
        eval(line)
    with pytest.raises(CountError, match=said) as refused:
        count_model(HEAD + line)
    assert refused.value.framework_error == "TypeError"


def test_the_weights_of_a_recurrent_layer_by_name():
    line = "nn.LSTM(3, 4, 2, bidirectional=True)._flat_weights_names"
    assert count_model(f"{HEAD}print({line})").printed == f"{eval(line)}\n"
