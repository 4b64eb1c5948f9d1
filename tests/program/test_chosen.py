"""Which of several models is the one: what the program trains, with all that it trains
together."""

import pytest

from gatecount.program import count_model
from gatecount.program.command import main

TORCH = """import torch
from torch import nn, optim
import torch.nn.functional as F
from torch.utils.data import DataLoader

class Encoder(nn.Module):
    def __init__(self, table=None):
        super().__init__()
        self.table = table or nn.Embedding(20, 4)
        self.rnn = nn.GRU(4, 5)
    def forward(self, x):
        return self.rnn(self.table(x))

class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(5, 1)
    def forward(self, states):
        return self.score(states).softmax(0)

class Decoder(nn.Module):
    def __init__(self, table=None):
        super().__init__()
        self.table = table or nn.Embedding(20, 4)
        self.rnn = nn.GRU(4, 5)
        self.out = nn.Linear(5, 20)
    def forward(self, x, state):
        y, state = self.rnn(self.table(x), state)
        return self.out(y), state

batches = DataLoader(torch.load("pairs.pt"), batch_size=8)
"""
TABLE, ENCODER, ATTENTION, DECODER = 80, 245, 6, 365
SIDE_BY_SIDE = {
    "one optimizer for three": (
        "encoder, decoder, attention = Encoder(), Decoder(), Attention()\n"
        "given = [*encoder.parameters(), *decoder.parameters()]\n"
        "optimizer = optim.Adam(given + list(attention.parameters()))\n",
        ENCODER + DECODER + ATTENTION,
    ),
    "groups of parameters": (
        "encoder, decoder = Encoder(), Decoder()\n"
        "optimizer = optim.SGD([{'params': encoder.parameters(), 'lr': 0.1},\n"
        "    {'params': decoder.parameters()}], lr=0.01)\n"
        "attention = Attention()\n"
        "optimizer.add_param_group({'params': attention.parameters()})\n",
        ENCODER + DECODER + ATTENTION,
    ),
    "an optimizer each, stepped in turn": (
        "encoder, decoder = Encoder(), Decoder()\n"
        "first, second = [optim.Adam(m.parameters()) for m in (encoder, decoder)]\n"
        "for epoch in range(5):\n"
        "    first.step()\n"
        "    second.step()\n"
        "    Attention()\n",
        ENCODER + DECODER,
    ),
    "an optimizer each, over data": (
        "decoder, encoder = Decoder(), Encoder()\n"
        "def step(x, y, one, two):\n"
        "    _, state = encoder(x)\n"
        "    F.cross_entropy(decoder(y, state)[0], y).backward()\n"
        "    one.step()\n"
        "    two.step()\n"
        "one = optim.Adam(encoder.parameters())\n"
        "two = optim.Adam(decoder.parameters())\n"
        "for x, y in batches:\n"
        "    step(x, y, one, two)\n",
        ENCODER + DECODER,
    ),
    "what they share counts once": (
        "table = nn.Embedding(20, 4)\n"
        "encoder, decoder = Encoder(table), Decoder(table)\n"
        "optimizer = optim.Adam({*encoder.parameters(), *decoder.parameters()})\n",
        ENCODER + DECODER - TABLE,
    ),
    "the optimizers stand in a class": (
        "class Trainer:\n"
        "    def __init__(self):\n"
        "        self.encoder, self.decoder = Encoder(), Decoder()\n"
        "        self.one = optim.Adam(self.encoder.parameters())\n"
        "        self.two = optim.Adam(self.decoder.parameters())\n"
        "trainer = Trainer()\n",
        ENCODER + DECODER,
    ),
}
ONE = {
    "the teacher is not trained": (
        "student, teacher = Encoder(), Decoder()\n"
        "optimizer = optim.Adam(student.parameters())\n",
        ENCODER,
    ),
    "one after the other": (
        "def train(model):\n"
        "    optimizer = optim.Adam(model.parameters())\n"
        "    for batch in batches:\n"
        "        optimizer.step()\n"
        "train(Decoder())\n"
        "train(Encoder())\n",
        ENCODER,
    ),
    "one function trains what was made before": (
        "models = [Decoder(), Encoder()]\n"
        "optimizers = [optim.Adam(each.parameters()) for each in models]\n"
        "def train(model, optimizer):\n"
        "    for batch in batches:\n"
        "        optimizer.step()\n"
        "for pair in zip(models, optimizers):\n"
        "    train(*pair)\n",
        ENCODER,
    ),
    "one for each fold": (
        "for fold in range(3):\n"
        "    model = Decoder()\n"
        "    optimizer = optim.Adam(model.parameters())\n"
        "    attention = Attention()\n",
        DECODER,
    ),
    "only its head is trained": (
        "decoder = Decoder()\n"
        "optimizer = optim.Adam(decoder.out.parameters())\n"
        "attention = Attention()\n",
        DECODER,
    ),
    "a whole holds what is trained": (
        "encoder, decoder = Encoder(), Decoder()\n"
        "optimizer = optim.Adam([*encoder.parameters(), *decoder.parameters()])\n"
        "whole = nn.ModuleDict({'encoder': encoder, 'decoder': decoder})\n"
        "attention = Attention()\n",
        ENCODER + DECODER,
    ),
}


@pytest.mark.parametrize("lines, total", SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_models_that_are_trained_together_are_counted_together(lines, total):
    answer = count_model(TORCH + lines)
    assert answer.total == total and answer.model.joined and not answer.incomplete
    assert " + " in answer.model.name and "together" in answer.choice
    parts = [each.total for each in answer.models if each.part]
    assert max(parts) < total <= sum(parts)
    assert sum(each.total for each in answer.layers) == total


@pytest.mark.parametrize("lines, total", ONE.values(), ids=ONE)
def test_a_model_of_its_own_is_counted_alone(lines, total):
    answer = count_model(TORCH + lines)
    assert answer.total == total and not answer.model.joined


KERAS = """import keras
from keras import layers
import tensorflow as tf
"""
GAN = """maker = keras.Sequential([keras.Input((3,)), layers.Dense(4)])
judge = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
"""
LATENT = """a, b = keras.Input((None, 3)), keras.Input((None, 2))
_, *state = layers.LSTM(4, return_state=True)(a)
recurrent = layers.LSTM(4, return_sequences=True, return_state=True)
out = layers.Dense(2)
y, *_ = recurrent(b, initial_state=state)
model = keras.Model([a, b], out(y))
"""
READING = """
encoder = keras.Model(a, state)
h, c = keras.Input((4,)), keras.Input((4,))
y, *after = recurrent(b, initial_state=[h, c])
decoder = keras.Model([b, h, c], [out(y), *after])
decoder.summary()
"""
COUNTED = {
    "the whole, though a part is shown last": (LATENT + READING, 250),
    "trained, then read": (LATENT + "model.compile('adam', 'mse')\n" + READING, 250),
    "a judge inside": (
        GAN + "judge.compile('adam', 'mse')\njudge.trainable = False\n"
        "both = keras.Sequential([keras.Input((3,)), maker, judge])\n"
        "both.compile('adam', 'mse')\n"
        "for n in range(3):\n"
        "    both.train_on_batch(tf.zeros((2, 3)), tf.zeros((2, 1)))\n"
        "    judge.train_on_batch(tf.zeros((2, 4)), tf.zeros((2, 1)))\n",
        21,
    ),
    "two optimizers and a tape": (
        GAN + "one, two = keras.optimizers.Adam(), keras.optimizers.Adam()\n"
        "def step(x):\n"
        "    with tf.GradientTape() as a, tf.GradientTape() as b:\n"
        "        loss = tf.reduce_mean(judge(maker(x)))\n"
        "    mine, yours = maker.trainable_variables, judge.trainable_variables\n"
        "    one.apply_gradients(zip(a.gradient(loss, mine), mine))\n"
        "    two.apply_gradients(zip(b.gradient(loss, yours), yours))\n"
        "step(tf.zeros((2, 3)))\n",
        21,
    ),
    "a list of variables": (
        GAN + "cell = layers.GRUCell(2)\ncell.build((None, 3))\n"
        "optimizer = keras.optimizers.SGD()\n"
        "given = maker.trainable_weights + cell.trainable_weights\n"
        "with tf.GradientTape() as tape:\n"
        "    loss = tf.reduce_mean(maker(tf.zeros((2, 3))))\n"
        "optimizer.apply_gradients(zip(tape.gradient(loss, given), given))\n",
        16 + 42,
    ),
    "fitted and only compiled": (
        GAN + "maker.compile('adam', 'mse')\nmaker.fit(tf.zeros((2, 3)))\n"
        "judge.compile('adam', 'mse')\n",
        16,
    ),
}


@pytest.mark.parametrize("lines, total", COUNTED.values(), ids=COUNTED)
def test_keras_models(lines, total):
    assert count_model(KERAS + lines).total == total


def test_several_that_are_trained_for_themselves_are_said():
    lines = "for each in (maker, judge):\n    each.compile()\n    each.fit(None)\n"
    answer = count_model(KERAS + GAN + lines)
    assert answer.total == 5 and "trains several" in answer.choice


def test_the_command_line_says_which_and_what_the_others_have(tmp_path, capsys):
    path = tmp_path / "several.py"
    path.write_text(TORCH + SIDE_BY_SIDE["one optimizer for three"][0], "utf-8")
    assert main(str(path)) == 0
    said = capsys.readouterr()
    assert (
        "Encoder + Decoder + Attention" in said.err
        and "Decoder (line 32) 365" in said.err
    )
    assert "Attention.score" in said.out and "616" in said.out


def test_a_part_that_is_trained_alone_is_not_one_of_several():
    lines = "whole = keras.Sequential([maker, judge])\nmaker.compile('adam')\n"
    answer = count_model(KERAS + GAN + lines)
    assert answer.total == 16 and "trains several" not in answer.choice


LOST = """from tensorflow import keras
from tensorflow.keras import layers
from mylib import Attention
a = keras.Sequential([keras.Input((13, 5)), Attention(4), layers.Dense(3)])
a.compile("adam", "mse")
"""
WHOLE = """i = keras.Input((13, 5))
b = keras.Model(i, layers.LSTM(10)(i))
b.compile("adam", "mse")
b.fit([1], [2])
"""
OTHERS = {
    "it is trained, the other is not": (WHOLE, True),
    "the other is trained later": (WHOLE + "a.fit([1], [2])\n", False),
    "it holds the other": (
        WHOLE.replace("LSTM(10)(i)", "Dense(2)(a(i))").replace("b.c", "a.fit(1)\nb.c"),
        False,
    ),
    "it is not trained": (WHOLE.split("b.compile")[0], False),
    "it has one of its own": (WHOLE.replace("LSTM(10)(i)", "Dense(2)(O()(i))"), False),
}
OWN = """class O(layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense, self.lost = layers.LSTM(2), Attention(3)
    def call(self, x):
        return self.dense(x)
"""


@pytest.mark.parametrize("lines, whole", OTHERS.values(), ids=OTHERS)
def test_what_another_model_lacks_is_not_missing_from_this_one(lines, whole):
    answer = count_model(LOST + OWN + lines)
    assert answer.incomplete is not whole
    if whole:
        assert answer.total == 640


def test_rows_that_depend_on_a_condition_have_no_numbers():
    """Neither the layer that may be another one, nor those that read it."""
    lines = """m = keras.Sequential([keras.Input((7,)), keras.layers.Embedding(50, 8)])
if open("x").read() == "a":
    m.add(keras.layers.LSTM(10))
else:
    m.add(keras.layers.GRU(20))
m.add(keras.layers.Dense(3))
"""
    answer = count_model("import keras\n" + lines)
    table = answer.model.table
    assert answer.total is None and "400" in table
    assert not any(text in table for text in ("LSTM", "760", "33", "None, 3"))
    assert [each.short for each in answer.layers[-2:]] == [True, True]
    assert all(".end" not in each.code for each in answer.unknown)
