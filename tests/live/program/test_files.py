"""Several files of one program, in one text."""

import pytest
from playwright.sync_api import expect

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.files import absent, split
from live.program.program import program
from tests.live.program.editor import ARTICLE, ready, run, total, written

MODEL = """import torch
from torch import nn
from torch.utils import data


class Net(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.lstm = nn.LSTM(n, m)


if __name__ == "__main__":
    print("not here", Net(1, 1))
"""
TRAIN = (
    "{}\n\nnet = {}(5, 10)\nprint(__name__, sum(p.numel() for p in net.parameters()))\n"
)


def text(**files):
    return "\n".join(
        f"# ===== {name.replace('__', '/')}.py =====\n{each}"
        for name, each in files.items()
    )


@pytest.mark.parametrize("first", ["model", "train"])
@pytest.mark.parametrize(
    "line, call",
    [
        ("from models.lstm import Net", "Net"),
        ("from .lstm import Net", "Net"),
        ("from . import lstm", "lstm.Net"),
        ("from models import lstm as l", "l.Net"),
        ("import models.lstm", "models.lstm.Net"),
        ("import models.lstm as m", "m.Net"),
        ("from lstm import *", "Net"),
        ("from src.models.lstm import Net", "Net"),
    ],
)
def test_one_file_imports_another(line, call, first):
    files = {"models__lstm": MODEL, "train": TRAIN.format(line, call)}
    if first == "train":
        files = dict(reversed(files.items()))
    source = text(**files)
    counted = count_model(source)
    assert counted.total == 680 and counted.printed == "__main__ 680\n"
    lines = source.splitlines()
    assert lines[counted.layers[0].line - 1].strip() == "self.lstm = nn.LSTM(n, m)"
    assert lines[counted.model.line - 1].startswith("net =")


def test_a_mistake_is_told_at_its_line_in_the_whole():
    source = text(model=MODEL.replace("nn.LSTM(n", "nn.LSTM(0"), train=TRAIN.format(
        "from model import Net", "Net"))  # fmt: skip
    with pytest.raises(CountError) as caught:
        count_model(source)
    assert "nn.LSTM(0" in source.splitlines()[caught.value.line - 1]


@pytest.mark.parametrize(
    "source", [ARTICLE, "# ===== model.py =====\n" + ARTICLE, "# = a =\nx = 1\n"]
)
def test_one_file_is_one_program(source):
    assert split(source) == []


def test_a_library_is_not_a_file():
    """torch.utils is PyTorch's own, although there is a utils.py."""
    source = text(
        utils="x = 1\n", model=MODEL, a=TRAIN.format("from model import Net", "Net")
    )
    assert count_model(source).total == 680


@pytest.mark.parametrize(
    "line", ["from models.lstm import Net", "from .lstm import Net"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_missing_file_is_named(line, language):
    answer = program("import torch\n" + TRAIN.format(line, "Net"), language)
    assert not answer["ok"] and answer["adds"] == ["lstm.py"]


@pytest.mark.parametrize(
    "what, file",
    [
        ("model.Net", "model.py"),
        ("src.nets.build_model", "nets.py"),
        ("utils.load_data", None),
        ("transformers.BertModel", None),
        ("torchvision.models.resnet18", None),
        ("numpy.load", None),
        ("print", None),
        ("self.rnn = nn.GRU(10, 20, n)", None),
    ],
)
def test_what_may_be_a_file(what, file):
    assert absent(what) == file


def file(name, content):
    return {"name": name, "mimeType": "text/x-python", "buffer": content.encode()}


def test_files_are_opened_together_and_added(visit, language):
    tab = visit(f"/{language}/program/")
    ready(tab)
    train = TRAIN.format("from model import Net", "Net").replace(
        "net =", "import torch\nnet ="
    )
    field = tab.locator("[name=file]")
    field.set_input_files([file("train.py", train)])
    run(tab)
    expect(tab.locator("[data-error]")).to_contain_text("model.py")
    expect(tab.locator("[data-error] [data-add]")).to_be_visible()
    field.set_input_files([file("model.py", MODEL)])
    expect(tab.locator(".gc-note")).to_be_visible()
    both = written(tab)
    run(tab)
    total(tab, 680)
    field.set_input_files([file("model.py", MODEL), file("train.py", train)])
    assert written(tab) == both
