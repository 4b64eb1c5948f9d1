"""Sizes computed from unknown ones: the formula names those that the reader can set."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program import count_model

READ = {"n": 'int(open("n.txt").read())', "m": "len(json.load(open('m.json')))"}
PROGRAMS = (
    "import json, math, keras\nn = {n}\nm = {m}\nmodel = keras.Sequential([\n"
    "    keras.Input((13, 5)), keras.layers.LSTM({size}), keras.layers.Dense(n)])\n",
    "import json, math\nfrom torch import nn\nn = {n}\nm = {m}\nhalf = {size}\n"
    "model = nn.Sequential(nn.Linear(half, m), nn.Linear(m, 2 * half))\n",
)
WORDS = {"len": len, "math": math, "int": int, "round": round, "max": max, "min": min}
WORDS |= {"ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt}


def value(formula, sizes):
    text = formula.replace(",", "") if "(" not in formula else formula
    return eval(text.replace(" x ", " * "), {**WORDS, **sizes})


def judge(program, size, sizes):
    """With letters, with the letters given, and with numbers: one total."""
    plain = count_model(program.format(size=size, **sizes)).total
    asked = program.format(size=size, **READ)
    answer = count_model(asked)
    assert answer.total is None and not answer.incomplete and not answer.doubtful
    names = {each.name for each in answer.unknown}
    assert names and names <= sizes.keys(), answer.formula
    assert value(answer.formula, sizes) == plain, answer.formula
    assert count_model(asked, sizes=sizes).total == plain


FORMS = """2 * n|n * m|n + 1|n // 2|n - 1|3 * (n + m) - 1|(n + m) // 3|n ** 2|n * 4 // 3
    int(n / 3)|int(n * 0.75)|round(n / m)|math.ceil(n / 3)|max(n, 16)
    min(50, (n + 1) // 2)
    int(math.sqrt(n))|math.floor(n / m) + 1|max(n, m) * 2|-(-n // 4)|1 + n * m // 2
    int(n / (m + 1))|round((n + 1) * 1.6 + m)|n // m|n * n - m|n - m"""
FORMS = [each.strip() for line in FORMS.split("\n") for each in line.split("|")]


@pytest.mark.parametrize("size", FORMS)
@pytest.mark.parametrize("program", PROGRAMS, ids=["keras", "torch"])
def test_a_size_that_is_computed_has_no_letter_of_its_own(program, size):
    judge(program, size, {"n": 40, "m": 6})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data(), n=st.integers(4, 90), m=st.integers(2, 90))
def test_whatever_is_computed(data, n, m):
    def drawn(depth):
        leaves = st.sampled_from(["n", "m", "2", "3", "7"])
        if not depth:
            return data.draw(leaves)
        kind = data.draw(st.sampled_from(["{} + {}", "{} * {}", "{} // {}", "{} - {}"]))
        return f"({kind.format(drawn(depth - 1), drawn(depth - 1))})"

    size = data.draw(st.sampled_from(["{}", "int({} / 2)", "max({}, 9)", "{} + 1"]))
    size = size.format(drawn(data.draw(st.integers(0, 3))))
    try:
        least = eval(size, {"n": n, "m": m})
    except ZeroDivisionError:
        return
    if 0 < least < 10**6:
        judge(data.draw(st.sampled_from(PROGRAMS)), size, {"n": n, "m": m})


def test_a_share_is_no_size():
    """Of int(64 * share) the reader gives the whole: a share has no letter."""
    source = (
        "import json, keras\nshare = json.load(open('a'))['share']\n"
        "keras.Sequential([keras.Input((5,)), keras.layers.Dense(int(64 * share))])"
    )
    answer = count_model(source)
    assert [each.code for each in answer.unknown] == ["int(64 * share)"]
    name = answer.unknown[0].name
    assert count_model(source, sizes={name: 16}).total == 16 * 6


def test_a_name_stands_for_what_the_program_calls_so():
    """V is one more than what is read: what the reader gives for V - 1 is that."""
    source = (
        "import keras\nV = len(open('w').read().split()) + 1\n"
        "keras.Sequential([keras.Input((7,)), keras.layers.Embedding(V, 8)])"
    )
    answer = count_model(source)
    [size] = answer.unknown
    assert (size.name, size.code, answer.formula) == ("n", "V - 1", "8 x n + 8")


@pytest.mark.parametrize("read", ["int(sys.argv[1])", "int(os.environ['N'])"])
def test_what_is_given_at_the_start_is_a_size(read):
    source = f"import os, sys\nfrom torch import nn\nn = {read}\nnn.Linear(2 * n, 3)\n"
    assert count_model(source).formula == "6 x n + 3"
    assert count_model(source, sizes={"n": 4}).total == 27


def test_a_size_of_nothing_is_refused():
    source = PROGRAMS[0].format(size="n // 2", **READ)
    with pytest.raises(CountError):
        count_model(source, sizes={"n": 1, "m": 1})


LAYERS = {
    "nn.GRU(10, 20, {n})": 3 * 20 * (10 + 20 + 2) + 3 * 20 * (20 + 20 + 2),
    "nn.LSTM(10, 20, num_layers={n})": 4 * 20 * (10 + 22) + 4 * 20 * (20 + 22),
    "nn.Conv1d(4, 6, kernel_size={n})": 4 * 6 * 2 + 6,
    "nn.Conv1d(4, 6, 3, groups={n})": 4 * 6 * 3 // 2 + 6,
}


@pytest.mark.parametrize("layer", LAYERS)
def test_how_many_parts_there_are_is_asked_for(layer):
    """No letter stands for a number of layers; given, it counts."""
    source = (
        "from torch import nn\nn = int(input())\n\n"
        "class Net(nn.Module):\n    def __init__(self):\n"
        f"        super().__init__()\n        self.first = {layer.format(n='n')}\n"
        "        self.last = nn.Linear(20, 2)\n\nnet = Net()\n"
    )
    answer = count_model(source)
    assert answer.total is None and answer.formula is None and answer.incomplete
    assert [(each.name, each.origin_line) for each in answer.unknown] == [("n", 2)]
    answer = count_model(source, sizes={"n": 2})
    assert (answer.total, answer.incomplete) == (LAYERS[layer] + 42, False)


SWITCHED = """import yaml
import torch.nn as nn
with open("c.yaml") as f:
    hp = yaml.safe_load(f)
class Net(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.rnn = nn.GRU(5, cfg["hidden"], cfg["layers"], dropout=cfg["dropout"],
                          bidirectional=cfg["both"])
        self.fc = nn.Linear(cfg["hidden"] * (2 if cfg["both"] else 1), cfg["classes"])
        more = [nn.Linear(3, 3) for each in range(cfg["layers"])]
        self.more = nn.ModuleList(more if not cfg["both"] else [])
net = Net(hp)
"""


@pytest.mark.parametrize("both", [True, False])
def test_whether_there_are_two_directions_is_asked_for(both):
    """Answered, it also decides what the program decides by it."""
    answer = count_model(SWITCHED)
    assert answer.total is None and answer.formula is None and answer.incomplete
    asked = {each.code: each for each in answer.unknown}
    switches = {code for code, each in asked.items() if each.switch}
    assert switches == {"cfg['both']"}
    said = {"hidden": 64, "layers": 2, "both": both}
    given = {asked[f"cfg['{name}']"].name: each for name, each in said.items()}
    answer = count_model(SWITCHED, sizes=given)
    [size] = answer.unknown
    assert (size.code, size.name) == ("cfg['classes']", asked["cfg['classes']"].name)
    answer = count_model(SWITCHED, sizes=given | {size.name: 3})
    sides = 1 + both
    gru = sides * 3 * 64 * (5 + 64 + 2 + sides * 64 + 64 + 2)
    more = 0 if both else 2 * (3 * 3 + 3)
    assert answer.total == gru + sides * 64 * 3 + 3 + more


def test_what_is_built_of_what_is_not_here_is_not_called_unbuilt():
    source = (
        "import json\nfrom torch import nn\nuse = json.load(open('c.json'))\n\n"
        "class Net(nn.Module):\n    def __init__(self, use):\n"
        "        super().__init__()\n"
        "        self.rnn = nn.GRU(4, 5, use['layers'])\n\nnet = Net(use)\n"
    )
    with pytest.raises(CountError, match="is not known here") as refused:
        count_model(source)
    assert refused.value.line == 8


def test_what_a_row_of_layers_depends_on_is_named():
    source = (
        "import json\nfrom torch import nn\nuse = json.load(open('c.json'))\n"
        "cells = [nn.LSTMCell(4, 4) for _ in range(use['layers'])]\n"
        "net = nn.Sequential(*cells)\n"
    )
    answer = count_model(source)
    assert answer.total is None
    assert all(each.code.endswith("['layers']") for each in answer.unknown)
    assert answer.unknown


PAIRS = (
    "use.get('one')|use.get('two')",
    "use.get('one', 8)|use.get('two', 8)",
    "use['a']['one']|use['a']['two']",
    "use.table(kind='one')|use.table(kind='two')",
    "use.of([1])|use.of([2])",
    "use[f'{kind}_one']|use[f'{kind}_two']",
    "int(file.readline())|int(file.readline())",
    "int(next(file))|int(next(file))",
    "use['encoder']['recurrent_layers']['first']['hidden_size_of_one']"
    "|use['encoder']['recurrent_layers']['first']['hidden_size_of_two']",
    "use.get('sizes').get('of the first').get('layer').get('of the model').n * 3"
    "|use.get('sizes').get('of the first').get('layer').get('of the model').m * 3",
)
SAME = (
    "use.get('one')|use.get('one')",
    "use['a']['one']|use['a']['one']",
    "len(use)|len(use)",
    "use.size(0)|use.size(0)",
)


@pytest.mark.parametrize("pair", PAIRS + SAME)
def test_two_sizes_are_one_only_if_they_are_computed_alike(pair):
    """Else a formula would say that two numbers of a file are the same."""
    one, two = pair.split("|")
    source = (
        "import json\nfrom torch import nn\nfile = open('c.json')\n"
        "use, kind = json.load(file), input()\n"
        f"model = nn.Linear({one}, {two})\n"
    )
    assert len(count_model(source).unknown) == (1 if pair in SAME else 2)


@pytest.mark.parametrize(
    "line",
    [
        "i, h = map(int, input().split())",
        "i, h = [int(each) for each in open('c.txt').read().split()]",
        "row = [int(each) for each in open('c.txt')]\ni, h = row[0], row[1]",
        "i, h = sorted(map(ord, open('c.txt').read()))",
        "import json, types\nuse = types.SimpleNamespace(**json.load(open('c')))\n"
        "i, h = use.i, use.h",
        "import json\nclass Use:\n    def __init__(self):\n"
        "        for k, v in json.load(open('c')).items():\n"
        "            setattr(self, k, v)\ni, h = Use().i, Use().h",
        "import json\nclass Use:\n    def __init__(self):\n"
        "        self.__dict__.update(json.load(open('c')))\nuse = Use()\n"
        "i, h = use.i, use.h",
    ],
)
def test_a_row_of_sizes_is_taken_apart(line):
    """Into one for each name, also where the line cannot run."""
    answer = count_model(f"from torch import nn\n{line}\nnet = nn.Linear(i, h)\n")
    assert len(answer.unknown) == 2 and answer.formula.count(" x ") == 1


SPREAD = {
    "nn.LSTM(*use['sizes'], 3)": None,
    "nn.LSTM(*[each['n'] for each in use][:2], 1)": None,
    "mlp(*use['sizes'])": None,
    "mlp(3, *(4, 5))": 41,
    "nn.Sequential(*[nn.Linear(3, 3), nn.Linear(3, 4)])": 28,
    "nn.LSTM(*(3, 4))": 144,
}


@pytest.mark.parametrize("made", SPREAD)
def test_how_many_values_a_layer_is_given_is_not_guessed(made):
    source = (
        "import json\nfrom torch import nn\nuse = json.load(open('c.json'))\n"
        "def mlp(*sizes):\n    return nn.Sequential("
        "*[nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])\n"
        f"net = {made}\n"
    )
    if SPREAD[made] is not None:
        assert count_model(source).total == SPREAD[made]
        return
    with pytest.raises(CountError, match="How many values") as refused:
        count_model(source)
    assert refused.value.line == 6


def test_what_is_saved_is_loaded():
    """A program that reads its own file knows what stands there, and no other's."""
    source = (
        "import torch\nfrom torch import nn\n"
        "with open('a.pt', 'wb') as f:\n    torch.save({'units': 10}, f)\n"
        "with open('a.pt', 'rb') as f:\n    kept = torch.load(f)\n"
        "net = nn.LSTM(5, kept['units'])\n"
    )
    assert count_model(source).total == 680
    other = count_model(source.replace("'a.pt', 'rb'", "'b.pt', 'rb'"))
    assert other.total is None and len(other.unknown) == 1
    named = source.replace(", f)", ", 'c.pt')").replace("load(f)", "load('c.pt')")
    assert count_model(named).total == 680
