"""Functions that a program leaves to others to call: what they build is counted."""

import pytest

from gatecount import CountError
from gatecount.program import count_model

HEADS = {
    "torch": """from torch import nn
class Net(nn.Module):
    def __init__(self, n=5, m=10):
        super().__init__()
        self.rnn = nn.LSTM(n, m)
    def forward(self, x):
        return self.rnn(x)
""",
    "keras": """import keras
def Net(n=5, m=10):
    return keras.Sequential([keras.Input((7, n)), keras.layers.GRU(m)])
""",
}
# What calls main; what only it would tell, as letters; and the sizes with 7 for each.
ENTRANCES = [
    ("import fire\ndef main(m=32): Net(m=m)\nfire.Fire(main)\n", "", (5, 32)),
    (
        "import fire\ndef main(m=32): Net(m=m)\n"
        "if __name__ == '__main__':\n    fire.Fire({'main': print, 'train': main})\n",
        "",
        (5, 32),
    ),
    (
        "import typer\napp = typer.Typer()\n@app.command()\n"
        "def main(n: int, m: int = 12): Net(n, m)\nif __name__ == '__main__':\n"
        "    app()\n",
        "n",
        (7, 12),
    ),
    (
        "import click\n@click.command()\n@click.option('--m')\n"
        "def main(m): Net(m=m)\nmain()\n",
        "m",
        (5, 7),
    ),
    (
        "import hydra\n@hydra.main(config_path='conf')\n"
        "def main(cfg): Net(cfg.model.n, cfg.model.m)\nmain()\n",
        "mn",
        (7, 7),
    ),
    (
        "from sacred import Experiment\nex = Experiment()\n@ex.config\n"
        "def given():\n    m = 20\n@ex.automain\ndef main(m): Net(m=m)\n",
        "m",
        (5, 7),
    ),
    (
        "from ray import tune\ndef main(config): Net(m=config['m'])\n"
        "tune.run(main, config={'m': tune.choice([8, 16])})\n",
        "m",
        (5, 7),
    ),
    (
        "import threading\ndef main(): Net()\nthreading.Thread(target=main).start()\n",
        "",
        (5, 10),
    ),
    (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "def main(m=30): return Net(m=m)\nPool().submit(main, 40)\n",
        "m",
        (5, 7),
    ),
    (
        "import scikeras\ndef main(m=30): return Net(m=m)\n"
        "scikeras.wrappers.KerasRegressor(model=main, model__m=64).fit()\n",
        "m",
        (5, 7),
    ),
]


@pytest.mark.parametrize("framework", HEADS)
@pytest.mark.parametrize(("entrance", "letters", "sizes"), ENTRANCES)
def test_what_a_library_calls_builds_the_model(framework, entrance, letters, sizes):
    """With the defaults of main; what it cannot be called without is asked for."""
    source = HEADS[framework] + entrance
    answer = count_model(source)
    assert sorted(each.name for each in answer.unknown) == [*letters]
    assert not answer.incomplete
    answer = count_model(source, sizes=dict.fromkeys(letters, 7))
    gates = {"torch": 4, "keras": 3}[framework]
    n, m = sizes
    assert answer.total == gates * (n + m + 2) * m


def test_what_is_built_already_is_not_built_again():
    source = HEADS["torch"] + "import fire\ndef main(m=32): Net(m=m)\nnet = Net()\n"
    answer = count_model(source + "fire.Fire(main)\n")
    assert answer.total == 680 and len(answer.models) == 1


def test_who_imports_it_calls_what_uses_the_class():
    """The defaults of the class are not those of the function that builds it."""
    main = "def main(m=32):\n    return Net(m=m)\n"
    assert count_model(HEADS["torch"] + main).total == 4 * 39 * 32
    test = "def test(net):\n    assert isinstance(net, Net)\n    net.wrong(1)\n"
    assert count_model(HEADS["torch"] + test).total == 680
    wrong = "def test():\n    net = Net()\n    net(net.rnn.strange)\n"
    assert count_model(HEADS["torch"] + wrong).total == 680
    assert count_model(HEADS["torch"]).total == 680


def test_a_class_that_a_library_builds_may_be_given_anything():
    lines = "from lightning.pytorch.cli import LightningCLI\nLightningCLI(Net)\n"
    assert count_model(HEADS["torch"] + lines).total == 680
    lines = "import skorch\nskorch.NeuralNetRegressor(Net, module__m=3)\n"
    with pytest.raises(CountError, match="never builds one"):
        count_model(HEADS["torch"] + lines)


SETTINGS = """from pydantic import BaseModel
class Settings(BaseModel):
    n: int = 5
    m: int = 10
kept = Settings(m=20)
Net(kept.n, kept.m)
"""


@pytest.mark.parametrize("framework", HEADS)
def test_settings_of_a_class_of_another_library_are_what_they_are_given(framework):
    answer = count_model(HEADS[framework] + SETTINGS)
    gates = {"torch": 4, "keras": 3}[framework]
    assert answer.total == gates * (5 + 20 + 2) * 20 and not answer.incomplete


MADE = """import torch, strange
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = strange.make(5)
        self.head = nn.Linear(10, 2)
    def forward(self, x):
        return self.head(self.rnn(x)[0][:, -1])
net = Net()
net(torch.zeros(2, 3, 5))
"""


def test_what_another_library_makes_and_the_model_calls_may_be_a_layer():
    answer = count_model(MADE)
    assert answer.incomplete and not answer.skipped
    assert [each.output_shape for each in answer.layers] == [None]


FILE = """from torch import nn
class Config:
    def __init__(self, data):
        self.m = 10
class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.rnn = nn.LSTM(5, config.m)
"""
CHOSEN = """from importlib import import_module
name = "Net"
x = import_module("models." + name)
model = x.Model(x.Config("data"))
"""


def test_a_module_that_is_imported_by_a_text_is_that_module():
    both = f"# ===== models/Net.py =====\n{FILE}\n# ===== run.py =====\n{CHOSEN}"
    assert count_model(both).total == 680
    with pytest.raises(CountError, match=r"If Net\.py is a file of your own"):
        count_model("import torch\n" + CHOSEN)
    lines = 'layers = import_module("torch.nn")\nlayers.LSTM(5, 10)\n'
    assert count_model("from importlib import import_module\n" + lines).total == 680
