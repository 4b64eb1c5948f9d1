"""What is not known may cost a program its numbers, and never changes one."""

import ast
import json
import operator
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.asking import SHADOWED
from gatecount.program.symbols import named
from gatecount.program.unknown import Unknown
from tests.pages import ROOT
from tests.program.lines import others, rows

FORMS = (ROOT / "tests/programs/forms.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", FORMS, ids=range(len(FORMS)))
def test_programs_as_people_write_them(source):
    """Each begins with its total, its formula, or null where there is neither."""
    said, _, source = source.removeprefix("# ").partition("\n")
    try:
        answer = count_model(source)
    except CountError:
        assert said == "null"
        return
    if said == "null":
        assert answer.total is None or answer.incomplete
    else:
        assert said == (answer.formula or str(answer.total)) and not answer.incomplete


def test_what_an_unknown_value_remembers_is_no_attribute_of_it():
    """`cfg.depth` was 0, and the model had no layers."""
    own = {*dir(Unknown), *vars(Unknown("cfg", 1))} - {"shape"}
    names = {name for name in own if name[0] != "_"}
    assert names <= SHADOWED
    for name in sorted(names):
        source = (
            "import keras, omegaconf\ncfg = omegaconf.OmegaConf.load('c.yaml')\n"
            f"print(cfg.{name}, getattr(cfg, '{name}'))\n"
            f"cfg.{name} = 3\nprint(cfg.{name})\n"
            "keras.layers.LSTM(10)(keras.Input((13, 5)))"
        )
        assert count_model(source).printed == "? ?\n3\n", name


def test_what_training_would_set_in_a_callback_is_not_known():
    source = (
        "import keras\nclass History(keras.callbacks.Callback):\n"
        "    def on_train_begin(self, logs=None):\n        self.losses = []\n"
        "history = History()\n"
        "model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])\n"
        "model.compile(loss='mse')\nmodel.fit(open('x'), callbacks=[history])\n"
        "print(history.losses, len(history.losses))"
    )
    answer = count_model(source)
    assert (answer.total, answer.printed) == (640, "? ?\n")


def test_rows_of_which_nobody_knows_what_they_hold_may_have_more_axes():
    """Each may be a number, or a row of them: X.shape[1] was out of range."""
    source = (
        "import numpy as np, keras\nrows = []\nfor line in open('a'):\n"
        "    rows.append(line.split(','))\nX = np.array(rows)\n"
        "y = np.array([float(line) for line in open('b')])\nprint(X.shape, y.shape)\n"
        "n = X.shape[1]\n"
        "m = keras.Sequential([keras.Input((13, n)), keras.layers.LSTM(10)])"
    )
    answer = count_model(source)
    assert (answer.formula, answer.printed) == ("40 x n + 440", "? (?,)\n")


def test_the_class_of_what_is_not_known_is_not_known():
    source = (
        "import json, keras\nx = json.load(open('c'))\n"
        "print(type(x), type(x).__name__, x.__class__.__name__, type(3).__name__)\n"
        "keras.layers.LSTM(10)(keras.Input((13, 5)))"
    )
    assert count_model(source).printed == "? ? ? int\n"


def test_a_setting_that_is_not_known_is_not_printed_as_the_usual_one():
    source = (
        "import json\nimport torch.nn as nn\np = json.load(open('c'))['p']\n"
        "print(nn.Dropout(p), nn.LSTM(5, 10, 2, dropout=p))\nprint(nn.Dropout(p).p)\n"
        "model = nn.LSTM(5, 10)"
    )
    printed = "Dropout(p=?, inplace=False) LSTM(5, 10, num_layers=2, dropout=?)\n?\n"
    assert count_model(source).printed == printed
    source = (
        "import random\nimport keras\nfrom keras import layers\n"
        "rate = random.choice([0.1, 0.2])\n"
        "m = keras.Sequential([keras.Input((13, 5)), layers.SpatialDropout1D(rate),"
        "layers.GaussianNoise(rate), layers.LSTM(10, dropout=rate), "
        "layers.Dropout(rate)])\nprint(m.layers[-1].rate, m.layers[-2].dropout)"
    )
    answer = count_model(source)
    assert (answer.total, answer.printed) == (640, "? ?\n")


def test_a_choice_may_have_any_number_of_cases():
    """Python nests 20 blocks at most, and each `if` here has an end of its own."""
    cases = "".join(f"elif kind == {n}:\n    units = {n}\n" for n in range(2, 60))
    for kind, said in (("40", "1,920"), ("open('a').read()", "null")):
        source = (
            f"import keras\nkind = {kind}\nif kind == 1:\n    units = 1\n{cases}"
            "model = keras.Sequential([keras.Input((13, 7)), keras.layers.LSTM(units)])"
        )
        total = count_model(source).total
        assert (total is None) if said == "null" else total == 4 * 40 * (7 + 40 + 1)


def test_a_cell_that_is_no_python_does_not_end_the_others():
    cells = [
        "import keras",
        "cd 'My Drive'",
        "ls",
        "with open()\nprint(1)",
        "rate = 0.001",
        "m = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])",
        "this is nothing",
    ]
    cells = [{"cell_type": "code", "source": each} for each in cells]
    answer = count_model(json.dumps({"cells": cells}))
    assert answer.total == 640 and len(answer.skipped) == 2


def test_cells_that_only_something_unknown_has_taken_are_missing():
    """In a graph of TensorFlow 1, these make the variables."""
    source = """import tensorflow as tf
from mine import Wrapper
x = tf.placeholder(tf.float32, [None, 13, 5])
w = tf.get_variable("w", [5, 3])
cell = tf.contrib.rnn.BasicLSTMCell(10)
{}
"""
    answer = count_model(source.format("y, _ = tf.nn.dynamic_rnn(cell, x)"))
    assert (answer.total, answer.incomplete) == (15 + 640, False)
    for line in ("y = Wrapper(cell)(x)", "y, _ = tf.contrib.seq2seq.decode(cell, x)"):
        assert count_model(source.format(line)).incomplete
    known = source.format("y, _ = tf.nn.dynamic_rnn(cell, x)\n{}")
    for line in (
        "z = tf.layers.separable_conv1d(x, 3, 5)",
        "a = tf.contrib.seq2seq.LuongAttention(9, x)",
    ):
        assert count_model(known.format(line)).incomplete
    assert not count_model(known.format("z = tf.layers.dropout(x, 0.5)")).incomplete
    more = count_model(known.format("z = tf.layers.conv1d(x, 3, 5)"))
    assert (more.total, more.incomplete) == (15 + 640 + 5 * 5 * 3 + 3, False)


DATA = {
    "np": ("zeros", "ones", "array", "random", "rand", "randn", "randint", "arange"),
    "torch": ("zeros", "ones", "tensor", "rand", "randn", "randint", "arange"),
}
READ = 'int(open("size.txt").read())'


def places(tree):
    """What a file may tell in place of the program: sizes and arrays."""
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    inside = {id(each) for text in texts for each in ast.walk(text)}
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and type(node.value) is int:
            if node.value > 1:
                yield node, READ
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            root, _, name = ast.unparse(node.func).partition(".")
            if name.rpartition(".")[2] in DATA.get(root, ()):
                yield node, f'{root}.load("data")'


def replaced(source, node, text):
    lines = [line.encode() for line in source.split("\n")]
    first, last = node.lineno - 1, node.end_lineno
    before, after = (
        lines[first][: node.col_offset],
        lines[last - 1][node.end_col_offset :],
    )
    lines[first:last] = [before + text.encode() + after, *[b""] * (last - first - 1)]
    return b"\n".join(lines).decode()


PROGRAMS = sorted((ROOT / "tests/programs").glob("[kt]*/*.py"))
KNOWN: dict = {}


def counted(source):
    """The count; None where the framework refuses the program, too."""
    with suppress(CountError):
        return count_model(source)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_data_in_place_of_a_size_changes_no_number(data):
    """The total is what it was, or not known; and with the size given, what it was."""
    path = data.draw(st.sampled_from(PROGRAMS), label="program")
    source = path.read_text("utf-8")
    if path not in KNOWN:
        KNOWN[path] = list(places(ast.parse(source))), counted(source)
    spots, was = KNOWN[path]
    if not spots or was is None or was.total is None:
        return
    node, text = data.draw(st.sampled_from(spots), label="place")
    asked = replaced(source, node, text)
    try:
        answer = count_model(asked)
    except CountError:
        return
    assert answer.total in (None, was.total) or answer.incomplete
    assert not others(answer.printed, was.printed)
    counts = {(row.line, row.total) for m in was.models for row in rows(m.layers)}
    for row in (row for model in answer.models for row in rows(model.layers)):
        unknown = row.short or hasattr(row.total, "formula")
        assert unknown or (row.line, row.total) in counts, row.name
    assert not re.search(r"[12][,.]?[07]\d\d[,.]?\d{3}", answer.printed) or re.search(
        r"[12][,.]?[07]\d\d[,.]?\d{3}", was.printed
    ), "a letter's own number"


CHOICES = [
    "cell = LSTM if k == 'a' else GRU",
    "if k == 'a':\n    cell = LSTM\nelse:\n    cell = GRU",
    "def pick():\n    if k == 'a':\n        return GRU\n    return LSTM\ncell = pick()",
    "match k:\n    case 'a':\n        cell = LSTM\n    case _:\n        cell = GRU",
    "cell = {'a': LSTM, 'b': GRU}[k]",
    "cell = {'a': LSTM, 'b': GRU}.get(k, LSTM)",
    "cell = [LSTM, GRU][int(k)]",
    "cell = LSTM\nif k:\n    cell = GRU",
    "cell = getattr(library, k)",
    "cell = k == 'a' and LSTM or GRU",
]
USES = {
    "from torch.nn import LSTM, GRU, Module, Sequential, Linear\n"
    "import torch.nn as library": [
        "model = Sequential(cell(5, 10), Linear(10, 3))\nprint(model)",
        "class Net(Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = Linear(3, 5)\n        self.b = cell(5, 10)\n"
        "model = Net()\nprint(sum(p.numel() for p in model.parameters()))",
    ],
    "from keras.layers import LSTM, GRU, Input, Dense\nfrom keras import Model, "
    "Sequential\nimport keras.layers as library": [
        "model = Sequential([Input((13, 5)), cell(10), Dense(3)])\nmodel.summary()",
        "model = Sequential()\nmodel.add(Input((13, 5)))\nmodel.add(cell(10))\n"
        "model.add(Dense(3))\nprint(model.count_params(), model.layers[-1].name)",
        "x = Input((13, 5))\nmodel = Model(x, Dense(3)(cell(10)(x)))\n"
        "model.summary()\nprint(f'{model.count_params():,}')",
    ],
}
CHOSEN = [(first, use) for first, uses in USES.items() for use in uses]


@pytest.mark.parametrize("choice", CHOICES, ids=range(len(CHOICES)))
@pytest.mark.parametrize(("first", "use"), CHOSEN, ids=range(len(CHOSEN)))
def test_a_layer_that_may_be_another_one_tells_no_number(choice, first, use):
    source = f"{first}\nk = open('kind.txt').read()\n{choice}\n{use}"
    try:
        answer = count_model(source)
    except CountError:
        return
    assert answer.total is None or answer.incomplete
    assert not re.search(r"\d", answer.printed), answer.printed


LOST = """import keras, numpy as np
from keras.layers import LSTM, Dense, Input
data = np.load("x.npy")
model = keras.Sequential([Input((13, 5))])
{}
model.add(Dense(3))
print(model.layers[-1].name, len(model.layers), "3 classes")
print(f"{{model.count_params()}} of 3", "%d of 3" % model.count_params())
model.summary()
"""


@pytest.mark.parametrize(
    "line",
    [
        "model.add(LSTM(**{data: 3}))",
        "for _ in range(len(data)):\n    model.add(LSTM(5, return_sequences=True))",
        "if data.any():\n    model.add(LSTM(5, return_sequences=True))",
        "[model.add(LSTM(5, return_sequences=True)) for _ in data]",
        "model.add({'a': LSTM}[data](5))",
    ],
)
def test_after_a_layer_is_passed_over_its_names_and_numbers_are_open(line):
    answer = count_model(LOST.format(line))
    assert answer.total is None or answer.incomplete
    assert answer.printed == "? ? 3 classes\n? of 3 ? of 3\n?\n"
    dense = [row for row in answer.layers if row.kind == "Dense"]
    assert [row.name for row in dense] == ["dense_?"] and all(
        row.short for row in dense
    )


def test_what_a_branch_prints_that_may_not_run_is_open():
    source = """import keras
n = int(open("n.txt").read())
if n > 3:
    print("many")
    print(n)
elif n > 2:
    print("three")
else:
    print("few")
print("always", n)
model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
print([[0]] * n, list(range(n)), sorted([n, 2, 7])[0], max([3, 1], key=lambda i: i * n))
"""
    assert count_model(source).printed == "?\nalways ?\n? ? ? ?\n"


BATCH = """import torch, numpy as np, keras
from torch import nn
x = torch.load("x.pt")
rows = nn.Linear(5, 3)(x.view(len(x), 5))
best = rows.argmax(1, keepdim=True)
print(best.tolist(), best.numpy().tolist(), len(best.tolist()), list(best), len(best))
print(torch.zeros(len(x), 1).tolist(), np.zeros((len(x), 1)).tolist(), [[0]] * len(x))
y = np.load("y.npy").reshape(-1, 5)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])
out = model(y)
print(out.shape, len(list(out)), np.argmax(out, 1).tolist(), out.numpy().tolist())
print(keras.ops.argmax(out, 1).numpy().tolist(), model.predict(y).shape, out.shape[0])
"""


def test_of_an_unknown_batch_nothing_is_told():
    assert count_model(BATCH).printed == (
        "? ? ? ? ?\n? ? ?\n(?, 3) ? ? ?\n? (?, 3) ?\n"
    )


OPERATIONS = [operator.add, operator.sub, operator.mul, operator.floordiv]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(OPERATIONS), st.sampled_from(["n", "m", 1, 2, 3, 7])),
        min_size=1,
        max_size=6,
    ),
    st.integers(40, 900),
    st.integers(40, 900),
)
def test_a_formula_says_what_its_letters_give(steps, n, m):
    """Whatever is done to the sizes, the text computes to the same number."""
    letters, numbers = {"n": named("n", 0), "m": named("m", 1)}, {"n": n, "m": m}
    size, number = letters["n"], n
    for operation, other in steps:
        if operation is operator.floordiv and number < 0:
            continue
        size = operation(size, letters.get(other, other))
        number = operation(number, numbers.get(other, other))
    text = getattr(size, "formula", str(size)).replace(",", "").replace(" x ", " * ")
    assert eval(text, numbers) == number


@pytest.mark.parametrize(
    ("source", "total"),
    [
        (
            "import keras\nfrom mylib import BaseModel\nclass Net(BaseModel):\n"
            "    def __init__(self, units):\n        super().__init__()\n"
            "        self.setup(units)\n        self.lstm = keras.layers.LSTM(units)\n"
            "        self.out = keras.layers.Dense(3)\n"
            "    def call(self, x):\n        return self.out(self.lstm(x))\n"
            "net = Net(10)\nnet(keras.Input((13, 5)))\n",
            640 + 33,
        ),
        (
            "import torch\nfrom d2l import torch as d2l\nclass Net(d2l.Module):\n"
            "    def __init__(self, units):\n        super().__init__()\n"
            "        self.save_hyperparameters()\n"
            "        self.lstm = torch.nn.LSTM(5, units)\n"
            "net = Net(10)\nprint(net.board)\n",
            680,
        ),
    ],
    ids=["keras", "torch"],
)
def test_what_a_base_class_that_is_not_here_has(source, total):
    """It may be anything: the line goes on, and the total is incomplete."""
    answer = count_model(source)
    assert (answer.model.total, answer.incomplete) == (total, True)
    assert "?" in answer.printed or "print" not in source


CARRIED = {
    "a counter": "if n > 0 and n % 9 == 0:\n        found.append(line)\n    n += 1",
    "a header": "if n == 0:\n        n = 1\n        continue\n    found.append(line)",
    "the last one": "if old is not None:\n        found.append(line)\n    old = line",
    "a window": (
        "if len(window) == 9:\n        found.append(window)\n        window = []\n"
        "    window.append(line)"
    ),
    "an object": "pile.add(line)",
    "a row of rows": "rows[len(line) % 9].append(line)",
}


@pytest.mark.parametrize(
    "head", ["for line in file:\n    ", "while (line := file.read(9)):\n    "]
)
@pytest.mark.parametrize("body", CARRIED.values(), ids=CARRIED)
def test_what_a_round_leaves_for_the_next_is_not_known(body, head):
    """The only round was taken for the first: `found` stayed empty."""
    source = (
        "import torch\nfile, found, window, old, n = open('x'), [], [], None, 0\n"
        "rows = [found, []]\n"
        "class Pile:\n    n = 0\n    def add(self, line):\n        if self.n > 2:\n"
        "            found.append(line)\n        self.n += 1\npile = Pile()\n"
        f"{head}{body}\nprint(len(found))\ntorch.nn.Embedding(len(found) + 1, 8)"
    )
    answer = count_model(source)
    assert answer.printed == "?\n" and answer.formula == "8 x k + 8"


@pytest.mark.parametrize("use", ["{}.append(1)", "{}[0] = 1", "print({})"])
def test_a_row_has_an_entry_more_for_a_key_that_is_not_known(use):
    use = use.format("d[open('x').read()]")
    source = (
        "import torch\nfrom collections import defaultdict\nd = defaultdict(list)\n"
        f"{use}\nd[0].append(2)\ntorch.nn.Embedding(len(d), 2)"
    )
    assert count_model(source).formula == "2 x n"


@pytest.mark.parametrize("loop", ["for i in range(90_000):", "while n < 90_000:"])
def test_what_a_long_training_has_counted_is_not_known(loop):
    source = (
        "import torch\nm, n, found = torch.nn.LSTM(4, 8), 0, []\n"
        f"o = torch.optim.SGD(m.parameters())\n{loop}\n    m(torch.ones(2, 4))[0]"
        ".sum().backward()\n    o.step()\n    n += 1\n    found.append(n)\n"
        "print(n, len(found))"
    )
    assert count_model(source).printed == "? ?\n"


def test_a_letter_of_a_product_is_not_the_product():
    """Twice the units was asked for, and taken for the units."""
    source = (
        "import torch\nfrom settings import cfg\nclass Net(torch.nn.Module):\n"
        "    def __init__(self, cfg):\n        super().__init__()\n"
        "        self.cfg = cfg\n"
        "        self.lstm = torch.nn.LSTM(self.cfg.size, 2 * self.cfg.units)\n"
        "        self.fc = torch.nn.Linear(2 * len(cfg.words), 3)\nNet(cfg)"
    )
    found = [each.code for each in count_model(source).unknown]
    assert found == ["self.cfg.size", "self.cfg.units", "len(settings.cfg.words)"]


@pytest.mark.parametrize(
    "source, call",
    [
        (
            "import keras\ndef block(x):\n    return keras.layers.LSTM(9)(x)\n"
            "def build_model(steps, size, units=9):\n"
            "    x = keras.Input((steps, size))\n    return keras.Model(x, block(x))\n"
            "def train(data):\n    build_model(3, 4).fit(data)",
            "build_model(steps=…, size=…)",
        ),
        (
            "import paddle\nclass Net(paddle.nn.Layer):\n"
            "    def __init__(self, size):\n        super().__init__()\n"
            "        self.rnn = paddle.nn.LSTM(size, 9)",
            "Net(size=…)",
        ),
    ],
)
def test_a_program_that_only_defines_its_model_is_told_how_to_build_it(source, call):
    with pytest.raises(CountError, match=re.escape(f"model = {call}.")):
        count_model(source)


CELL = """import tensorflow as tf
from mine import StrangeCell
x = tf.placeholder(tf.float32, [None, 7, 5])
w = tf.get_variable("w", [10, 2])
cells = tf.nn.rnn_cell
"""
RUNS = [
    "tf.nn.dynamic_rnn(StrangeCell(10), x, dtype=tf.float32)",
    "tf.nn.dynamic_rnn(cells.MultiRNNCell([StrangeCell(10)] * 2), x)",
    "tf.nn.static_rnn(StrangeCell(10), tf.unstack(x, axis=1))",
    "tf.nn.bidirectional_dynamic_rnn(cells.GRUCell(3), StrangeCell(3), x)",
    "tf.nn.dynamic_rnn(cells.DropoutWrapper(StrangeCell(10)), x)",
    "tf.nn.dynamic_rnn(cells.OutputProjectionWrapper(StrangeCell(10), 4), x)",
]


@pytest.mark.parametrize("line", RUNS)
def test_a_cell_of_another_file_is_missing_from_a_graph(line):
    answer = count_model(f"{CELL}{line}\n")
    assert answer.incomplete
    assert [each.what for each in answer.missing] == ["mine.StrangeCell"]


SLICED = """import json, keras
n = json.load(open("c.json"))["n"]
x = i = keras.Input((20, 8))
print(x[:, :n].shape, x[..., n:].shape, x[:, 2:5].shape, x[:, None, :n].shape)
y = keras.layers.LSTM(10)(x[:, :n])
z = keras.layers.LSTM(10)(x[:, :, :n])
keras.Model(i, [y, z])
"""


def test_a_piece_of_a_tensor_that_ends_nobody_knows_where_has_an_unknown_size():
    answer = count_model(SLICED)
    printed = "(None, ?, 8) (None, 20, ?) (None, 3, 8) (None, 1, ?, 8)\n"
    assert answer.printed == printed
    [size] = answer.unknown
    assert answer.formula == f"40 x {size.name} + 1,200"
    assert count_model(SLICED, sizes={size.name: 8}).total == 2 * 760


MATRIX = """import numpy as np
from torch import nn
matrix = np.load("vectors.npy")
class Net(nn.Module):
    def __init__(self, words, width):
        super().__init__()
        self.words = nn.Embedding(*matrix.shape)
        self.other = nn.Embedding(words, width)
        self.lstm = nn.LSTM(matrix.shape[1], 10)
Net(*matrix.shape)
"""


def test_a_matrix_has_as_many_axes_as_a_layer_takes_of_its_shape():
    answer = count_model(MATRIX)
    assert not answer.incomplete and not answer.skipped
    words, width = (each.name for each in answer.unknown)
    given = count_model(MATRIX, sizes={words: 100, width: 5})
    assert given.total == 2 * 100 * 5 + 680
