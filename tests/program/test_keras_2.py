"""What tf_keras prints, which is Keras 2; and names of TensorFlow 1."""

import contextlib
import io

import pytest

from gatecount.program import count_model

BEGIN = "from tf_keras.layers import *\nfrom tf_keras.models import Model, Sequential\n"
PRINTS = [
    "m = Sequential()\nm.add(Embedding(1000, 16, input_length=7))\n"
    "m.add(Bidirectional(LSTM(10, return_sequences=True)))\nm.add(GRU(4))\n"
    "m.add(Dense(1234, trainable=False))\nm.summary(show_trainable=True)",
    "a, b = Input((13, 5)), Input((3,))\nx, h, c = LSTM(10, return_state=True)(a)\n"
    "m = Model([a, b], [Dense(2)(Concatenate()([x, b])), h])\nm.summary()\n"
    "print(m.name, [each.name for each in m.layers])",
    "inner = Sequential([Dense(4), Dense(3)], name='inner')\n"
    "m = Sequential([Input((5,)), inner, Dense(1)])\nm.summary(expand_nested=True)",
    "class Own(Model):\n    def __init__(self):\n        super().__init__()\n"
    "        self.a, self.b = LSTM(3), Dense(1)\n    def call(self, x):\n"
    "        return self.b(self.a(x))\nm = Own()\nm.build((None, 4, 2))\nm.summary()",
    "m = Sequential([LSTM(4), Dense(2)])\nm.build((None, 3, 5))\nm.summary(100)",
    "i, j, l = Input((9, 4)), Input((9, 4)), LSTM(3)\n"
    "m = Model([i, j], add([l(i), l(j)]))\nm.summary()",
    "i = Input((9, 4))\n"
    "o = BatchNormalization()(TimeDistributed(Dense(3))(\n"
    "    GRU(6, return_sequences=True)(i)))\n"
    "q = Model(i, o)\nq.summary(line_length=120, positions=[.2, .5, .8, 1.])\n"
    "Model(i, Dense(2)(q(i))).summary(expand_nested=True, show_trainable=True)",
]


@pytest.mark.parametrize("source", PRINTS, ids=range(len(PRINTS)))
def test_a_summary_of_keras_2(source, tally):
    keras = pytest.importorskip("tf_keras")
    keras.backend.clear_session()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(BEGIN + source, {})
    assert count_model(BEGIN + source).printed == printed.getvalue()
    tally["tables of Keras 2"] += 1


CELLS = """import tensorflow as tf
cells = tf.compat.v1.nn.rnn_cell
for kind in (cells.LSTMCell, cells.GRUCell, cells.BasicRNNCell, cells.BasicLSTMCell):
    cell = kind(10)
    cell.build((None, 5))
    print(cell.count_params(), [each.name for each in cell.weights], cell.name)
"""


def test_a_cell_that_is_built_alone_knows_its_names():
    answer = count_model(CELLS).printed.splitlines()
    kernel = "/kernel:0', 'lstm_cell/bias:0']"
    assert answer[0] == f"640 ['lstm_cell{kernel} ?"
    assert "gru_cell/candidate/bias:0" in answer[1]
    assert [each.split()[0] for each in answer] == ["640", "480", "160", "640"]
    inside = CELLS.replace("for kind", "with tf.variable_scope('a'):\n  pass\nfor kind")
    assert count_model(inside).printed.startswith("640 [?, ?] ?\n")


def test_what_a_scope_makes_of_a_name_is_not_known():
    source = (
        "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None, 20, 5])\n"
        "with tf.variable_scope('a'):\n    w = tf.get_variable('w', [3, 4])\n"
        "print(w.name, w)\n"
    )
    answer = count_model(source)
    assert answer.printed == "? <tf.Variable ? shape=(3, 4) dtype=?>\n"
    assert [row.name for row in answer.model.layers] == ["w"]
