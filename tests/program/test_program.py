"""Pasted programs, whatever their framework: data, mistakes, and the command line."""

import json
import subprocess
import sys
import time
from pprint import pformat

import pytest

from gatecount import CountError, count, count_model
from live.count.derivation import derive
from live.program.program import program
from tests.docs.arithmetic import tex_chains, value
from tests.pages import ROOT
from tests.program.work import calls

ENVIRONMENT = {"COLUMNS": "72", "PYTHONIOENCODING": "utf-8", "PATH": ""}


def command(*arguments, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "gatecount", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=typed,
        cwd=ROOT,
        env=ENVIRONMENT,
        check=False,
    )


def refused(source):
    with pytest.raises(CountError) as caught:
        count_model(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "total", "absent"),
    [
        (
            "import torchvision\nfrom torch import nn\n"
            "model = torchvision.models.resnet18()\nmodel.fc = nn.Linear(512, 10)",
            5130,
            ["torchvision.models.resnet18"],
        ),
        (
            "from transformers import AutoTokenizer, BertModel\nfrom torch import nn\n"
            "words = AutoTokenizer.from_pretrained('bert-base-chinese')\n"
            "bert = BertModel.from_pretrained('bert-base-chinese')\n"
            "head = nn.Linear(768, 2)",
            1538,
            ["transformers.BertModel.from_pretrained"],
        ),
        ("from torch import nn\nhead = nn.Linear(768, 2)", 1538, []),
    ],
)
def test_a_model_of_another_package_is_said_to_be_missing(
    tmp_path, source, total, absent
):
    answer = count_model(source)
    assert answer.total == total
    assert [each.what for each in answer.missing] == absent
    file = tmp_path / "model.py"
    file.write_text(source, encoding="utf-8")
    assert ("missing from the total" in command(file).stderr) == bool(absent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Total params: 640", "alone, 640,"),
        ("4,457,472", "alone, 4,457,472,"),
        ("640 个参数", "alone, 640,"),
        ("The model has 640 trainable parameters", "alone, 640,"),
    ],
)
def test_what_does_not_tell_the_layers(text, said):
    assert said in str(refused(text))


def test_an_optimizer_that_is_not_known_leaves_its_variables_open():
    answer = count_model(
        "import keras, numpy as np\n"
        "model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])\n"
        "model.compile(keras.optimizers.Muon(), 'mse')\n"
        "model.fit(np.zeros((8, 13, 5)), np.zeros((8, 10)))\n"
        "model.summary()\n"
    )
    assert answer.total == 640 and "Optimizer params: ? (?)" in answer.printed


def test_the_articles_program_prints_what_tensorflow_printed():
    said = command("snippets/keras_summary.py")
    assert said.returncode == 0 and not said.stderr
    assert said.stdout == (ROOT / "snippets/keras_summary.txt").read_text("utf-8")


def test_a_program_may_be_piped_in():
    source = (ROOT / "snippets/keras_summary.py").read_text("utf-8")
    assert (
        command("-", typed=source).stdout == command("snippets/keras_summary.py").stdout
    )


def test_the_command_names_the_line_of_a_mistake(tmp_path):
    path = tmp_path / "model.py"
    path.write_text("import keras\nprint(1)\nkeras.layers.LSTM(0)\n", "utf-8")
    said = command(path)
    assert (said.returncode, said.stdout) == (1, "1\n")
    assert said.stderr.startswith(f"{path}:3: units must be")


def test_a_layer_is_still_a_layer():
    said = command("LSTM(10)", "--input-shape", "13,5")
    assert said.returncode == 0 and said.stdout.split()[-1] == "640"


# All that a page shows of Keras, but for what prints numbers of a weight.
SNIPPETS = """general_rule keras_weights stacked time_steps""".split()


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_a_page_shows_can_be_pasted(name):
    said = command(f"snippets/{name}.py").stdout
    assert said.startswith((ROOT / f"snippets/{name}.txt").read_text("utf-8"))


HEAD = """import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.preprocessing import MinMaxScaler
from sklearn.model_selection import train_test_split
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import LSTM, Dense, Embedding
"""
WINDOWS = """
df = pd.read_csv("prices.csv", index_col=0, parse_dates=True)
print(df.head())
values = df[["Open", "High", "Low"]].values
scaler = MinMaxScaler()
scaled = scaler.fit_transform(values)
X, y = [], []
for i in range(60, len(scaled)):
    X.append(scaled[i - 60 : i])
    y.append(scaled[i, 0])
X, y = np.array(X), np.array(y)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
model = Sequential()
model.add(LSTM(50, input_shape=(X_train.shape[1], X_train.shape[2])))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mse")
history = model.fit(X_train, y_train, epochs=20, validation_data=(X_test, y_test))
fig, ax = plt.subplots(figsize=(10, 4))
ax.plot(history.history["loss"], label="loss")
plt.legend()
plt.show()
print("RMSE %.2f" % np.sqrt(np.mean((model.predict(X_test) - y_test) ** 2)))
"""


def test_data_that_is_not_here_stops_nothing():
    answer = count_model(HEAD + WINDOWS)
    assert answer.total == 4 * 50 * (3 + 50 + 1) + 51
    assert answer.input_shapes == ((None, 60, 3),)
    lines = (HEAD + WINDOWS).splitlines()
    ignored = {each.what for each in answer.ignored}
    assert {"pandas.read_csv", "sklearn", "matplotlib", "fit"} <= ignored
    for each in answer.ignored:
        assert each.what.split(".")[-1] in lines[each.line - 1]


@pytest.mark.parametrize(
    "lines, size",
    [
        ("text = open('a.txt').read()\nvocab = sorted(set(text))\n"
         "n = len(vocab)\nEmbedding(n, 8)", "n"),
        ("df = pd.read_csv('a.csv')\nDense(df.shape[1])", "df.shape[1]"),
        ("words = {}\nfor line in open('a.txt'):\n    for w in line.split():\n"
         "        words[w] = len(words)\nDense(len(words) + 1)", "len(words)"),
        ("rows = [l.split(',') for l in open('a')]\nDense(int(len(rows) * 0.5))",
         "int(len(rows) * 0.5)"),
        ("x = np.load('a.npy')\nLSTM(4, input_shape=(x.shape[1], x.shape[2]))",
         "x.shape[2]"),
    ],
)  # fmt: skip
def test_a_size_from_data_is_named(lines, size):
    """Never guessed: a vocabulary of a file has no length here."""
    head, _, last = (HEAD + lines).rpartition("\n")
    begin = "" if "input_shape" in last else "Input((7, 5)), "
    source = f"{head}\nmodel = Sequential([{begin}{last}])"
    answer = count_model(source.replace("LSTM, Dense", "Input, LSTM, Dense"))
    assert answer.total is None and answer.model.total
    line = source.count("\n") + 1
    assert (size, line) in [(each.code, each.line) for each in answer.unknown]


@pytest.mark.parametrize(
    "source, line, says",
    [
        ("import keras\nx = (1,\ny = 2\n", 2, "never closed"),
        ("def f()\n    pass\n", 1, "colon"),
        ("def f():\npass\n", 2, "indentation"),
        ("import keras\nprint 'a'\n", 2, "print needs brackets"),
        ("import keras\nx = np.zeros(3)\n", 2, "import numpy as np"),
        ("model = Sequential()\n", 1, "from keras.models import Sequential"),
        ("import torch\nx = nn.Linear(3, 4)\n", 2, "import torch.nn as nn"),
        ("import keras\nmodle = 3\nprint(model_)\n", 3, "model_"),
        ("import keras\nModel = 1\nmodel\n", 3, "Did you mean Model"),
        ("import keras\n1 / 0\n", 2, "ZeroDivisionError"),
        ("import torch.nn as nn\nx = tuple([1, 2])[:, -1]\n", 2, "output, *state ="),
        ("import keras\ndef f(n):\n    return f(n)\nf(1)\n", 3, "without end"),
        ("import keras.layer\n", 1, "keras.layer"),
        ("from .models import build\n", 1, "another file"),
        ("import torch\nfrom nets import Net\na, b = Net(), Net()\n"
         "torch.optim.Adam([*a.parameters(), *b.parameters()])\n", 3, "nets.py"),
        ("import keras\nraise ValueError('own')\n", 2, "own"),
        ("from tf_keras.layers import LSTM\n", 1, "Keras 2"),
        ("x = 1\n", None, "neither Keras nor PyTorch"),
        ("import keras\ndef build():\n    return 1\n", None, "no model"),
        ("import keras\nm = keras.Sequential([keras.layers.Dense(3)])\n", 2,
         "keras.Input(shape="),
        ("import keras\nl = keras.layers.Dense(3)\n", 2, "never given an input"),
        ("import keras\n().__class__.__bases__\n", 2, "__bases__"),
        ("import keras\ngetattr(keras, '__globals__')\n", 2, "__globals__"),
        ("import keras\ncompile('1')\n", 2, "compile"),
        ("import keras\nwhile True:\n    print('x' * 100_000)\n", 3, "prints more"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained_at_its_line(source, line, says):
    error = refused(source)
    assert says in str(error)
    assert error.line == line


def test_what_was_printed_before_a_mistake_is_kept():
    error = refused("import keras\nprint('before')\nkeras.layers.Dense(0)\n")
    assert (error.printed, error.line) == ("before\n", 3)


def test_what_is_printed_pretty_stands_among_the_rest(capsys):
    source = """from pprint import PrettyPrinter, pprint
import keras
sizes = {"units": [10] * 30, "name": "LSTM"}
pprint(sizes, width=40)
PrettyPrinter(indent=4).pprint([open("a").read(), 640])
model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
"""
    printed = count_model(source).printed
    assert printed == f"{pformat(sizes(), width=40)}\n?\n"
    assert not capsys.readouterr().out


def sizes():
    return {"units": [10] * 30, "name": "LSTM"}


def test_a_line_that_reaches_out_is_harmless():
    source = """import js, socket, urllib.request, subprocess, keras
js.document.cookie = "a"
js.fetch("http://example.org")
s = socket.create_connection(("example.org", 80))
subprocess.run(["ls"])
print(open("/etc/passwd").read(), js.localStorage.getItem("x"))
open("out.txt", "w").write("x")
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
"""
    answer = count_model(source)
    assert (answer.total, answer.printed) == (6, "? ?\n")
    assert not (ROOT / "out.txt").exists()
    assert {"js.fetch", "open", "subprocess.run"} <= {e.what for e in answer.ignored}


def test_the_main_model_is_the_one_used_last():
    source = """import keras
def net(n):
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(n)])
a, b = net(1), net(2)
"""
    assert count_model(source).total == 8
    assert count_model(source + "a.summary()").total == 4
    answer = count_model(source + "b.summary()\na.predict([[1, 2, 3]])")
    assert [each.total for each in answer.models] == [4, 8] and answer.total == 8


def test_the_model_that_is_trained_is_the_one_that_is_meant():
    source = """import keras
def net(n):
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(n)])
a, b = net(1), net(2)
a.compile('adam', 'mse')
b.summary()
"""
    assert count_model(source).total == 4


def test_every_layer_knows_its_place_and_its_derivation():
    source = """import keras
model = keras.Sequential([
    keras.Input((13, 5)),
    keras.layers.LSTM(
        10, return_sequences=True),
    keras.layers.Bidirectional(keras.layers.GRU(7)),
    keras.layers.Dense(2),
])
"""
    lstm, both, dense = count_model(source).layers
    assert (lstm.line, both.line, dense.line) == (4, 6, 7)
    assert dense.code == "keras.layers.Dense(2)"
    assert both.code == "keras.layers.Bidirectional(keras.layers.GRU(7))"
    for row, code, shape in (
        (lstm, "LSTM(10)", (13, 5)),
        (both, "Bidirectional(GRU(7))", (13, 10)),
    ):
        alone = count(code, input_shape=shape)
        assert [w.shape for w in row.count.weights] == [w.shape for w in alone.weights]
        parts = derive(row.count)
        assert [part.tex for part in parts] == [part.tex for part in derive(alone)]
        (chain,) = tex_chains(parts[-1].tex)
        assert {value(member) for member in chain} == {row.total}


def test_a_program_is_counted_without_its_weights():
    """Billions of parameters cost no memory, and no time."""
    source = """import keras
model = keras.Sequential([
    keras.Input((None,)), keras.layers.Embedding(10**7, 10**5),
    keras.layers.LSTM(10**5, return_sequences=True), keras.layers.LSTM(10**5)])
model.compile("adam", "mse")
model.summary()
"""
    begin = time.process_time()
    total = count_model(source).total
    assert time.process_time() - begin < 1
    n = 10**5
    assert total == 10**12 + 2 * 4 * n * (2 * n + 1)


def test_five_thousand_lines_are_read():
    lines = [f"x{n} = keras.layers.Dense({n % 9 + 1})" for n in range(5000)]
    model = "model = keras.Sequential([keras.Input((4,)), x0, x1, x2])\n"
    source = "import keras\n" + "\n".join(lines) + "\n" + model
    begin = time.process_time()
    assert count_model(source).total == 5 + 4 + 9
    assert time.process_time() - begin < 20


def test_importing_gatecount_stays_light():
    code = "import sys, gatecount; print([m for m in sys.modules if 'program' in m])"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    assert said.stdout.strip() == "[]"


TRAINED = """import keras
import numpy as np

model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
model.compile("adam", "mse")
model.fit(np.zeros((4, 13, 5)), np.zeros((4, 10)), verbose=0)
model.summary()
"""


def test_an_optimizer_s_numbers_are_told_from_the_model_s():
    """Keras' total of a trained model counts them: the page says so, with the sum."""
    for language, sentence in (("en", "The table says"), ("zh", "表里的")):
        answer = program(TRAINED, language)
        assert answer["total"] == "640"
        assert f"{sentence} 1,922 = 640 + 1,282" in answer["html"]
        fresh = program(TRAINED.replace("model.fit", "# "), language)
        assert sentence not in fresh["html"]


UNKNOWN = (ROOT / "tests/programs/unknown.txt").read_text("utf-8").split("\n---\n")
READ = """import collections, csv, glob, itertools, json, os, pickle, random, re, sys
import numpy as np
import pandas as pd
from collections import Counter, OrderedDict, defaultdict
from tensorflow.keras.layers import LSTM, Dense, Input
from tensorflow.keras.models import Sequential
df = pd.read_csv("prices.csv")
text = open("book.txt").read()
lines = open("book.txt").readlines()
"""


@pytest.mark.parametrize("lines", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_depends_on_data_is_not_known(lines):
    """However a program arrives at n: a formula, or what it depends on; no number."""
    answer = count_model(
        f"{READ}{lines}\nmodel = Sequential([Input((7, 4)), LSTM(8), Dense(n)])\n"
        "model.summary()\nprint(n)\n"
    )
    assert answer.total is None and answer.unknown and not answer.incomplete
    assert answer.printed.splitlines()[-1] == "?"
    if answer.formula:
        name = answer.unknown[0].name
        given = count_model(
            f"{READ}{lines}\nmodel = Sequential([Input((7, 4)), LSTM(8), Dense(n)])\n",
            sizes={name: 10},
        )
        assert given.total is None or given.total > 4 * 8 * (4 + 8 + 1)


@pytest.mark.parametrize(
    "lines, total",
    [
        ("n = 5\nfor line in lines:\n    print(line)", 416 + 45),
        ("n = len('abc')\nif df.shape[1] > 3:\n    m = 7", 416 + 27),
        ("n = 0\nfor i in range(3):\n    n += len('ab')", 416 + 54),
        ("n = sum(1 for c in 'abc')", 416 + 27),
        ("n = len([c for c in 'abcd' if c != 'a'])", 416 + 27),
        ("rows = []\nfor k in range(4):\n    rows.append(k)\nn = len(rows)", 416 + 36),
        ("np.random.seed(text)\nn = max(2, 3)", 416 + 27),
        ("model = unheard_of(text) if False else None\nn = 3", 416 + 27),
        ("names = ['a', 'b', 'c']\ndf = df[names]\nn = df.shape[1]", 416 + 27),
        ("text = text.lower().frobnicate(3)\nn = 3", 416 + 27),
    ],
)
def test_what_does_not_depend_on_data_stays_known(lines, total):
    answer = count_model(
        f"{READ}{lines}\nmodel = Sequential([Input((7, 4)), LSTM(8), Dense(n)])\n"
    )
    assert answer.total == total


@pytest.mark.parametrize(
    "lines",
    [
        "import numpy as np\nz = np.linalg.svd(open('a').read())[0][1:3].frob()",
        "for w in open('a'):\n    ''.join(sorted(w)).index(w)",
        "plot(model.history.history['loss'][5])\n".replace("plot(", "print("),
    ],
)
def test_a_line_that_cannot_run_does_not_end_the_count(lines):
    source = """import keras
model = keras.Sequential([keras.Input((7, 4)), keras.layers.LSTM(8)])
model.compile("adam", "mse")
model.fit(open("a").read(), open("b").read())
"""
    assert count_model(source + lines + "\n").total == 416


def test_a_mistake_after_the_model_tells_what_was_built(tmp_path):
    file = tmp_path / "model.py"
    file.write_text(
        "import torch.nn as nn\nnet = nn.LSTM(5, 10)\nnn.LSTM(5, 0)\n", "utf-8"
    )
    said = command("--json", file)
    facts = json.loads(said.stdout)
    assert said.returncode == 1 and ":3:" in said.stderr
    assert facts["total"] is None and facts["line"] == 3
    assert facts["built"]["total"] == 680


def test_the_command_takes_a_size_that_only_data_tells(tmp_path):
    file = tmp_path / "model.py"
    file.write_text(
        READ
        + "features = [c for c in df.columns if c != 'Close']\n"
        + "model = Sequential([LSTM(64, input_shape=(14, len(features))), Dense(1)])\n",
        "utf-8",
    )
    facts = json.loads(command("--json", file).stdout)
    assert facts["total"] is None and not facts["incomplete"]
    assert facts["formula"] == "256 x n + 16,705"
    assert [each["name"] for each in facts["unknown"]] == ["n"]
    facts = json.loads(command("--json", "--set", "n=8", file).stdout)
    assert facts["total"] == 4 * ((8 + 64) * 64 + 64) + 65


def test_a_program_without_an_end_is_stopped(tmp_path):
    file = tmp_path / "model.py"
    file.write_text("import keras\nwhile True:\n    x = 1\n", "utf-8")
    said = command("--seconds", "0.02", file)
    assert said.returncode == 1 and "stopped" in said.stderr


@pytest.mark.parametrize(
    "source",
    [
        "while 1:\n    n = 1\n",
        "while 1:\n    try:\n        n, m = half(file.readline())\n"
        "    except:\n        pass\n",
    ],
)
def test_a_loop_without_end_is_left(source):
    """However it says that it is one, and though all that it does is not known."""
    half = "def half(x):\n    if x:\n        return x, x[1:]\n    return None\n"
    source = f"import keras\nfile = open('a')\n{half}{source}"
    layer = "keras.layers.LSTM(10)(keras.Input((13, 5)))\n"
    begun = time.process_time()
    assert count_model(source + layer).total == 640
    assert time.process_time() - begun < 10  # it was a minute and more


@pytest.mark.parametrize("kind", ["", " KeyboardInterrupt", " BaseException"])
def test_a_program_cannot_catch_that_it_is_stopped(tmp_path, kind):
    file = tmp_path / "endless.py"
    loop = "while x < 9:\n    try:\n        x = x * 3 % 7\n"
    source = f"import keras\nx = 0\n{loop}    except{kind}:\n        x = 9\n"
    file.write_text(source, "utf-8")
    said = command("--seconds", "0.02", file)
    assert "stopped" in said.stderr and said.returncode == 1


def test_a_program_still_catches_what_it_raises():
    source = (
        "import keras, sys\nkeras.layers.LSTM(10)(keras.Input((13, 5)))\n"
        "try:\n    sys.exit()\nexcept:\n    print('left')\n"
        "try:\n    raise KeyboardInterrupt\n"
        "except KeyboardInterrupt:\n    print('key')\n"
        "try:\n    1 / 0\nexcept BaseException as e:\n    print(type(e).__name__)\n"
    )
    assert count_model(source).printed == "left\nkey\nZeroDivisionError\n"


@pytest.mark.parametrize(
    "source, total, absent",
    [
        (
            "from torch import nn\nfrom attn import SelfAttention\n"
            "class Net(nn.Module):\n    def __init__(self):\n"
            "        super().__init__()\n        self.rnn = nn.LSTM(5, 10)\n"
            "        self.attention = SelfAttention(10)\nnet = Net()",
            680,
            "attn.SelfAttention",
        ),
        (
            "import keras\nfrom attn import Attention\n"
            "model = keras.Sequential([keras.Input((7, 4)), keras.layers.LSTM(8), "
            "Attention(3)])",
            416,
            "attn.Attention",
        ),
        (
            "from torch import nn\nfrom d2l import torch as d2l\n"
            "net = d2l.RNNModel(nn.LSTM(5, 10), 28)",
            680,
            "d2l.torch.RNNModel",
        ),
    ],
)
def test_a_layer_that_is_not_here_makes_the_total_incomplete(source, total, absent):
    answer = count_model(source)
    assert (answer.total, answer.incomplete) == (total, True)
    assert [each.what for each in answer.missing] == [absent]


@pytest.mark.parametrize(
    "source, total",
    [
        (
            "import pytorch_lightning as pl\nfrom torch import nn\n"
            "class Net(pl.LightningModule):\n    def __init__(self, units):\n"
            "        super().__init__()\n        self.save_hyperparameters()\n"
            "        self.rnn = nn.LSTM(5, self.hparams.units)\nnet = Net(10)",
            680,
        ),
        (
            "from torch import nn\nfrom torchcrf import CRF\n"
            "class Net(nn.Module):\n    def __init__(self):\n"
            "        super().__init__()\n        self.rnn = nn.LSTM(5, 10)\n"
            "        self.crf = CRF(4)\nnet = Net()",
            680 + 4 * 4 + 2 * 4,
        ),
    ],
)
def test_what_is_known_of_a_library_is_counted(source, total):
    answer = count_model(source)
    assert (answer.total, answer.incomplete) == (total, False)


def test_a_layer_inside_has_the_name_that_keras_gives_its_class():
    answer = count_model(
        "import keras\nlayer = keras.layers.Bidirectional(keras.layers.LSTM(4))\n"
        "layer(keras.Input((7, 3)))\nprint(type(layer.forward_layer).__name__)\n"
        "print(type(keras.layers.GRU(3).cell).__name__)\n"
    )
    assert answer.printed == "LSTM\nGRUCell\n"


def test_fresh_layers_are_not_said_to_be_equal():
    answer = count_model(
        "import torch\nfrom torch import nn\na, b = nn.GRU(5, 10), nn.GRU(5, 10)\n"
        "print(torch.equal(a.weight_ih_l0, b.weight_ih_l0))\n"
        "print(torch.equal(a.weight_ih_l0, a.weight_ih_l0))\n"
        "print(torch.equal(a.weight_ih_l0, a.weight_hh_l0))\n"
        "optimizer = torch.optim.Adam(a.parameters())\noptimizer.step()\n"
        "print(sum(v.numel() for s in optimizer.state.values() for v in s.values()))\n"
    )
    assert answer.printed == "?\nTrue\nFalse\n0\n"  # no gradient, no state


@pytest.mark.parametrize(
    "source",
    [
        "import keras\nprint 'a'\n"
        "m = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])",
        "from tf_keras.layers import Dense\nfrom tf_keras.models import Sequential\n"
        "m = Sequential([Dense(1, input_shape=(5,))])",
        "from keras.models import Sequential\nfrom keras.layers.core import Dense\n"
        "m = Sequential()\nm.add(Dense(output_dim=1, input_dim=5, init='uniform'))\n"
        "print m.count_params()",
    ],
)
def test_an_older_program_is_counted_as_it_was(source):
    answer = count_model(source)
    assert answer.total == 6 and answer.era and answer.changes


VARIABLES = """import numpy as np
import tensorflow as tf
from here import first, load
X, Y = load()
x = tf.placeholder(tf.float32, (None, 5))
K = len(set(Y.flatten()))
b = tf.Variable(np.zeros(K, dtype=np.float32))
c = tf.Variable(np.zeros((X.shape[1], 7)).astype(np.float32))
"""


def test_a_variable_of_unknown_size_is_not_counted_as_one_number():
    answer = count_model(VARIABLES)
    assert answer.total is None and not answer.incomplete
    assert len(answer.unknown) == 2
    more = count_model(f"{VARIABLES}d = tf.Variable(first(4, 5))\n")
    assert more.total is None and more.incomplete


OLDER = (ROOT / "tests/programs/older.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", OLDER, ids=range(len(OLDER)))
def test_programs_of_earlier_versions(source):
    """Each begins with its total in the version that it was written for."""
    total, _, program_text = source.removeprefix("# ").partition("\n")
    answer = count_model(program_text)
    assert (answer.total, answer.incomplete) == (int(total), False)
    assert answer.era and answer.changes


FORMS = (ROOT / "tests/programs/torch_forms.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", FORMS, ids=range(len(FORMS)))
def test_torch_programs_with_data_and_libraries(source):
    """Each begins with its total, or with null where no number may be given alone."""
    total, _, program_text = source.removeprefix("# ").partition("\n")
    if total != "null":
        answer = count_model(program_text)
        assert (answer.total, answer.incomplete) == (int(total), False)
        return
    try:
        answer = count_model(program_text)
    except CountError as error:
        assert "is not known here" in str(error)
    else:
        assert answer.total is None or answer.incomplete


def test_training_by_hand_costs_nothing():
    """Rounds that only train, or only compute, are not gone through to their end."""
    source = """import numpy as np
import tensorflow as tf
model = tf.keras.Sequential([tf.keras.Input((20, 2)), tf.keras.layers.LSTM(5)])
optimizer = tf.keras.optimizers.Adam()
x = np.zeros((8000, 20, 2), "float32")
for epoch in range(500):
    for batch in range(80):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(model(x[batch * 100 : batch * 100 + 100]))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
w, n = np.zeros((4, 4)), 0
for step in range(10**7):
    w = w - 0.1 * np.dot(w, w)
    n += 1
print(n)
"""
    begin = time.process_time()
    answer = count_model(source)
    assert time.process_time() - begin < 4
    assert (answer.total, answer.printed) == (4 * 5 * (2 + 5 + 1), "?\n")


LONGEST = sorted(
    (ROOT / "tests/programs").glob("*/*.py"), key=lambda path: path.stat().st_size
)[-12:]


@pytest.mark.parametrize("path", LONGEST, ids=lambda path: path.stem)
def test_an_answer_takes_less_than_a_second(path):
    """A million calls of Python's are some 0.3 s."""
    assert calls(path.read_text("utf-8")) < 1_000_000


TEXTS = [
    ("torch", "layer = eval('nn.' + 'GRU')(5, 10)\n", 510),
    ("torch", "size = 10\nexec('layer = nn.LSTM(5, size)')\nprint(layer)\n", 680),
    (
        "torch",
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        for i in range(2):\n"
        "            exec(f'self.l{i} = nn.LSTM({5 + 5 * i}, 10)')\nNet()\n",
        1560,
    ),
    (
        "torch",
        "own = {}\nexec('def make(n): return nn.LSTM(5, n)', own)\nown['make'](10)\n",
        680,
    ),
    ("keras", "m = eval('keras.Sequential([keras.Input((13, 5)), L(10)])')\n", 640),
]
IMPORTS = {
    "torch": "from torch import nn\n",
    "keras": "import keras\nfrom keras.layers import LSTM as L\n",
}


@pytest.mark.parametrize(("framework", "lines", "total"), TEXTS)
def test_text_that_the_program_runs_is_a_part_of_it(framework, lines, total):
    answer = count_model(IMPORTS[framework] + lines)
    assert answer.total == total and not answer.incomplete and not answer.skipped


@pytest.mark.parametrize("text", ["().__class__", "__import__('os').system('x')"])
def test_text_that_the_program_runs_reaches_no_further(text):
    source = f"import keras\nprint(eval({text!r}))\n"
    with pytest.raises(CountError, match=r"__class__|builds no model"):
        count_model(source)


def test_text_that_nobody_knows_may_make_layers():
    source = IMPORTS["torch"] + "nn.LSTM(5, 10)\nexec(open('net.py').read())\n"
    assert count_model(source).incomplete


def test_text_that_is_run_again_and_again_ends():
    """To read a text costs more than what it says."""
    begun = time.process_time()
    lines = "for n in range(10**7):\n    eval('nn.LSTM(5, 10)')\nnn.LSTM(5, 10)\n"
    assert count_model(IMPORTS["torch"] + lines).total == 680
    assert time.process_time() - begun < 10  # s; without an end, an hour
