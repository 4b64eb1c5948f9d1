"""Every class of the engine against the real Keras, weight by weight.

Both sides read the same constructor text. Keras answers by a symbolic call.
"""

import inspect
import timeit
import warnings
from functools import partial

import keras
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError, count
from gatecount.keras import LAYERS, OTHERS, PREFIXES
from gatecount.reading import read
from tests.engine import keras_cases as cases
from tests.engine.evidence import record
from tests.kept import kept

# Under its own name only: MaxPool1D is MaxPooling1D.
NAMES = [name for name in LAYERS if name == LAYERS[name].__name__]
NAMES += ["GroupQueryAttention"]
WORLD = vars(keras.layers) | {"layers": keras.layers, "keras": keras, "tf": tf}


def called(layer, shape):
    """The layer's output for an input of this shape."""
    if isinstance(layer, keras.layers.InputLayer):
        return layer.output
    several = bool(shape) and isinstance(shape, list)
    inputs = [keras.Input(each) for each in shape] if several else keras.Input(shape)
    if isinstance(layer, tuple(getattr(keras.layers, name) for name in cases.CELLS)):
        sizes = keras.tree.map_structure(lambda n: keras.Input((n,)), layer.state_size)
        return layer(inputs, sizes if isinstance(sizes, list) else [sizes])
    if "query" in inspect.signature(layer.call).parameters:
        return layer(*inputs) if several else layer(inputs, inputs)
    return layer(inputs)


@kept("keras", "tensorflow")
def judged(code, shape):
    """What Keras says: weights and output shapes, or the class of its refusal."""
    keras.utils.clear_session(free_memory=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layer = eval(code, dict(WORLD))
            if isinstance(layer, keras.KerasTensor):
                return [], [tuple(layer.shape)]
            output = called(layer, shape)
    except Exception as error:
        return type(error).__name__
    trained = {id(weight) for weight in layer.trainable_weights}
    weights = [
        (
            weight.name,
            weight.path.removeprefix(f"{layer.name}/"),
            tuple(weight.shape),
            id(weight) in trained,
        )
        for weight in layer.weights
    ]
    return weights, [tuple(each.shape) for each in keras.tree.flatten(output)]


def counted(code, shape):
    try:
        answer = count(code, framework="keras", input_shape=shape)
    except CountError as error:
        assert str(error)
        return error.framework_error
    weights = [
        (each.name, each.path, each.shape, each.trainable) for each in answer.weights
    ]
    output = answer.output_shape
    return weights, output if isinstance(output, list) else [output]


def agree(code, shape, tally, any_refusal=False):
    """With `any_refusal`, of several faults each side may name another."""
    ours, theirs = counted(code, shape), judged(code, shape)
    if any_refusal and isinstance(ours, str) and isinstance(theirs, str):
        ours = theirs
    names = None if isinstance(theirs, str) else [each[1:3] for each in theirs[0]]
    record("keras", code, shape, names, ours == theirs)
    assert ours == theirs, f"{code} on {shape}"
    tally["layers of every class compared with Keras"] += 1


@pytest.mark.parametrize("name", LAYERS)
def test_signatures_are_those_of_keras(name):
    theirs = getattr(keras.layers, name)
    ours = inspect.signature(LAYERS[name].__init__).parameters.values()
    theirs = inspect.signature(getattr(theirs, "__wrapped__", theirs)).parameters
    assert [str(each) for each in ours if each.name != "self"] == [
        str(each) for each in theirs.values()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_argument(name, tally):
    for code, shape in cases.grid(name):
        agree(code, shape, tally)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=st.data())
def test_random_configurations(name, tally, data):
    code, shape = cases.random_case(
        name,
        lambda values: data.draw(st.sampled_from(values)),
        lambda share: data.draw(st.integers(0, 99)) < 100 * share,
    )
    agree(code, shape, tally, any_refusal=True)


WRITTEN = """
Bidirectional(Bidirectional(LSTM(3)))
Bidirectional(RNN(LSTMCell(3)), backward_layer=RNN(LSTMCell(4), go_backwards=True))
Bidirectional(LSTM(3), backward_layer=Dense(3))
Bidirectional(Dense(3))
Bidirectional(LSTM)
RNN(LSTMCell)
RNN([])
RNN([LSTMCell(3), 4])
RNN(Dense(3))
RNN(10)
RNN(GRUCell(3), units=3)
RNN(LSTMCell(3), unroll=True, zero_output_for_mask=True)
RNN([GRUCell(2, name="a"), GRUCell(2), GRUCell(2)], name="own")
StackedRNNCells(LSTMCell(3))
StackedRNNCells([LSTM(3)])
LSTM(3, implementation=1)
SimpleRNN(3, implementation=1)
LSTM(3, zero_output_for_mask=True)
LSTM(3, use_cudnn=2)
TimeDistributed(LSTM(3))
TimeDistributed(TimeDistributed(Dense(3)))
TimeDistributed(Bidirectional(LSTM(3)))
TimeDistributed(3)
TimeDistributed(Dense)
TimeDistributed(RNN(LSTMCell(3), trainable=False))
SpectralNormalization(Conv1D(3, 2, trainable=False))
SpectralNormalization(Bidirectional(LSTM(3)))
SpectralNormalization(SeparableConv1D(3, 2))
Dense(10, activation=keras.activations.relu)
Dense(10, activation=tf.nn.relu)
Dense(10, activation=tf.keras.activations.tanh)
Dense(10, activation=tf.tanh)
Dense(10, activation=LeakyReLU(negative_slope=0.1))
Dense(10, activation=keras.layers.PReLU())
Dense(10, activation=layers.ReLU)
Dense(10, activation=tanh)
Dense(10, activation=keras.activations.nonsense)
Dense(10, activation=keras.activations.relu())
Dense(10, activation="LeakyReLU")
Dense(10, dtype=tf.float32)
Dense(10, dtype="nonsense")
LSTM(10, kernel_initializer=keras.initializers.Zeros())
LSTM(10, kernel_initializer=tf.keras.initializers.HeNormal(seed=3))
LSTM(10, bias_initializer=keras.initializers.Constant(0.5))
LSTM(10, bias_initializer=keras.initializers.Orthogonal(gain=2.0))
LSTM(10, bias_initializer=keras.initializers.Zeros(1))
LSTM(10, kernel_initializer=keras.initializers.zeros)
LSTM(10, kernel_initializer=keras.initializers.Nonsense())
LSTM(10, kernel_initializer=keras.layers.Dense(3))
LSTM(10, kernel_regularizer=keras.regularizers.l2(0.01))
LSTM(10, kernel_regularizer=tf.keras.regularizers.L1L2(l1=0.1, l2=0.2))
LSTM(10, kernel_regularizer=keras.regularizers.l1_l2(0.1, 0.2, 0.3))
LSTM(10, kernel_regularizer=keras.regularizers.l2(l1=0.1))
LSTM(10, kernel_regularizer="l1_l2")
LSTM(10, recurrent_constraint=keras.constraints.MaxNorm(2, axis=1))
LSTM(10, recurrent_constraint=keras.constraints.NonNeg)
keras.layers.Conv1D(filters=3, kernel_size=2, padding="causal", dilation_rate=2)
tf.keras.layers.Dense(units=3)
layers.BatchNormalization(trainable=False)
BatchNormalization(momentum="a")
BatchNormalization(momentum=None)
BatchNormalization(axis=[1])
BatchNormalization(renorm=True, moving_variance_initializer=None)
LayerNormalization(rms_scaling=True)
LayerNormalization(axis=5)
LayerNormalization(axis="a")
GroupNormalization()
GroupNormalization(groups=-1)
GroupNormalization(groups=3)
Embedding(10, 3, input_length=4)
Embedding(10, 3, weights=[[1, 2]])
Embedding(10, True)
Embedding(10.0, 3)
ReversibleEmbedding(10, 3, tie_weights=False, lora_rank=2)
Dense(3, lora_rank=2, kernel_constraint="max_norm")
Conv1D(3, 2, lora_rank=2)
Conv1D(4, 2, groups=3)
Conv1D(3, 2, strides=2, dilation_rate=2)
Conv1D(3, 20)
Conv1D(3, 0)
Conv1D(3, (2, 2))
Conv1DTranspose(3, 2, output_padding=1)
Conv1DTranspose(3, 2, strides=2, output_padding=1, padding="same")
DepthwiseConv1D(2, strides=2, dilation_rate=2)
EinsumDense("ab,bc->ac", 3)
EinsumDense("abc,cd->abd", (None, 3), bias_axes="bd")
EinsumDense("abc,cd->abd", (4, 3))
EinsumDense("abc,cd->abd", (5, 3))
EinsumDense("abc->abd", 3)
EinsumDense("abc,cd->abe", 3)
EinsumDense(3, 3)
MultiHeadAttention(2, 3, value_dim=0)
MultiHeadAttention(2, 3, use_gate=True, use_bias=False)
MultiHeadAttention(2, 3, attention_axes=7)
MultiHeadAttention(2, 3, dropout=2)
MultiHeadAttention(2.0, 3)
GroupQueryAttention(3, 4, 3)
GroupQueryAttention(3, 4, 0)
Attention(use_scale=True, score_mode="concat")
Attention(score_mode="nonsense")
AdditiveAttention(use_scale=False, score_mode="concat")
Reshape((-1, -1))
Reshape((7, 7))
Reshape(3)
Permute((0, 1))
Permute((2, 1))
RepeatVector(True)
Flatten(data_format="nonsense")
Dropout(1.5)
Dropout("a")
Dropout(0.5, seed="a")
Dropout(0.5, noise_shape=(0,))
SpatialDropout1D(0.5, trainable=False)
LeakyReLU(alpha=0.2)
LeakyReLU(-1)
ReLU(max_value=-1)
PReLU(shared_axes=[9])
Add(3)
Dense(10, 10)
Dense(units=10, foo=1)
Dense(10, trainable="yes")
Dense(10, name="a/b")
""".strip().splitlines()


@pytest.mark.parametrize("code", WRITTEN)
def test_written_cases(code, tally):
    for shape in [(6, 4), (4,), (None, 4), (2, 6, 4), (6, None), (), [(6, 4), (3, 4)]]:
        if not unlikely(code, shape):
            agree(code, shape, tally, any_refusal=True)


ODD_CELLS = """
StackedRNNCells([])
StackedRNNCells(())
StackedRNNCells(3)
StackedRNNCells([3])
StackedRNNCells([Dense(3)])
StackedRNNCells([LSTM(3)])
StackedRNNCells([StackedRNNCells([])])
RNN([])
RNN(())
RNN(3)
RNN(Dense(3))
RNN(Bidirectional(LSTM(3)))
RNN(StackedRNNCells([]))
RNN([StackedRNNCells([])])
RNN(LSTM(3))
RNN(GRU(3), return_state=True)
RNN(RNN(LSTMCell(3)), return_sequences=True)
RNN([LSTM(3)])
RNN([LSTMCell(3), LSTM(4)])
RNN(ConvLSTM1D(3, 3))
Bidirectional(3)
Bidirectional(LSTMCell(3))
Bidirectional(TimeDistributed(Dense(3)))
Bidirectional(RNN([]))
Bidirectional(RNN(LSTM(3)))
TimeDistributed(RNN([]))
TimeDistributed(RNN(LSTM(3)))
TimeDistributed(StackedRNNCells([]))
""".strip().splitlines()


@pytest.mark.parametrize("code", ODD_CELLS)
def test_odd_cells_are_refused_where_and_as_keras_does(code):
    """Keras looks at a cell when the layer is built, not when it is written."""
    for shape in [(6, 4), (4,), (2, 6, 4)]:
        if not unlikely(code, shape):
            assert counted(code, shape) == judged(code, shape), f"{code} on {shape}"
    assert accepted(code) == (not isinstance(made(code), Exception)), code


@pytest.mark.parametrize(
    "code, fault",
    [
        ("LSTM(units=3, units=4)", "SyntaxError"),
        ("Bidirectional(LSTM(units=3, units=4))", "SyntaxError"),
        ("LSTM(units=3, **{'units': 4})", "TypeError"),
        ("Dense(3 if True else 4)", None),
        ("Dense(3 if 0 else 4)", None),
    ],
)
def test_a_call_is_read_as_python_reads_it(code, fault):
    ours, theirs = counted(code, (4,)), judged(code, (4,))
    assert ours == theirs
    assert fault is None or ours == fault


def made(code):
    try:
        return eval(code, dict(WORLD))
    except Exception as error:
        return error


def accepted(code):
    """Does the engine take the call, before any input is given?"""
    try:
        read(code, LAYERS, PREFIXES)
    except CountError:
        return False
    return True


def unlikely(code, shape):
    """Cells are for one step, though Keras lets some of them read many at once."""
    return code.startswith(cases.CELLS) and len(shape) != 1


@pytest.mark.parametrize(
    "code, shape",
    [
        ("Add()", [(4, 6), (1, 6)]),
        ("Add()", [(4, 6), (6,)]),
        ("Add()", [(4, 6), (3, 6)]),
        ("Add()", [(4, 6)]),
        ("Subtract()", [(4, 6)] * 3),
        ("Concatenate()", [(4, 6), (4, 2), (4, None)]),
        ("Concatenate(axis=1)", [(4, 6), (3, 6)]),
        ("Concatenate(axis=1)", [(4, 6), (3, 5)]),
        ("Concatenate(axis=7)", [(4, 6), (3, 5)]),
        ("Concatenate()", [(4, 6), (6,)]),
        ("Dot(axes=2)", [(4, 6), (3, 6)]),
        ("Dot(axes=(1, 2))", [(4, 6), (3, 4)]),
        ("Dot(axes=1)", [(4,), (4,)]),
        ("Dot(axes=1)", [(4,), (5,)]),
        ("Dot(axes=(1, 2, 3))", [(4,), (5,)]),
        ("MultiHeadAttention(2, 3)", [(4, 6), (3, 5)]),
        ("MultiHeadAttention(2, 3)", [(4, 6), (3, 5), (3, 7)]),
        ("MultiHeadAttention(2, 3)", [(4, 6), (3, 5), (2, 7)]),
        ("MultiHeadAttention(2, 3, attention_axes=(1, 2))", [(4, 3, 6), (3, 2, 5)]),
        ("GroupQueryAttention(3, 4, 2)", [(4, 6), (3, 6)]),
        ("GroupQueryAttention(3, 4, 2)", [(4, 6), (3, 5)]),
        ("Attention()", [(4, 6), (3, 6)]),
        ("Attention()", [(4, 6), (3, 6), (3, 6)]),
        ("Attention()", [(4, 6)]),
        ("AdditiveAttention()", [(4, 6), (3, 6)]),
        ("AdditiveAttention()", [(4, None), (3, 6)]),
        ("Conv2D(3, 2, groups=2)", (8, 8, 4)),
        ("Conv2D(3, 2, data_format='channels_first')", (4, 8, 8)),
        ("ConvLSTM2D(3, 2, data_format='channels_first')", (5, 4, 8, 8)),
        ("ConvLSTM2D(3, 2)", (None, 8, 8, 4)),
        ("ConvLSTM2D(3, 2)", (5, None, 8, 4)),
        ("Bidirectional(ConvLSTM2D(3, 2, trainable=False))", (5, 8, 8, 4)),
        ("TimeDistributed(Conv2D(3, 2))", (None, 8, 8, 4)),
        ("TimeDistributed(MaxPooling1D())", (6, 4)),
        ("TimeDistributed(MaxPooling1D(3))", (6, 4, 8, 5)),
        ("TimeDistributed(MaxPooling1D(3))", (6, 2, 5)),
        ("TimeDistributed(Bidirectional(LSTM(3), name='own'))", (7, 6, 4)),
        ("Input((3, 4))", (3, 4)),
        ("keras.Input(shape=(None, 4), dtype='int32')", (3, 4)),
        ("InputLayer(batch_shape=(2, 3))", (3,)),
        ("InputLayer(shape=(3,), batch_shape=(2, 3))", (3,)),
        ("Input()", (3,)),
    ],
)
def test_written_cases_with_their_inputs(code, shape, tally):
    agree(code, shape, tally, any_refusal=True)


@pytest.mark.parametrize("name", LAYERS)
def test_other_names_are_the_same_layer(name):
    theirs = getattr(keras.layers, name)
    assert LAYERS[name].__name__ == theirs.__name__


def test_what_is_left_out():
    """Layers that prepare data, bases to derive from, and bridges to others."""
    theirs = {name for name in vars(keras.layers) if name[0].isupper()}
    assert theirs == set(LAYERS) | set(OTHERS)
    for name, reason in OTHERS.items():
        where = getattr(keras.layers, name).__module__
        assert (reason == "data") == ("preprocessing" in where), name
        with pytest.raises(CountError, match=name):
            count(f"{name}()", input_shape=(6, 4))


def test_large_sizes_are_exact():
    n = 10**8
    answer = count(f"RNN([LSTMCell({n}), GRUCell({n})])", input_shape=(None, n))
    assert answer.total == 80_000_000_400_000_000 + 3 * (2 * n * n + 2 * n)
    assert all(type(size) is int for each in answer.weights for size in each.shape)


def test_every_layer_counts_in_less_than_a_millisecond():
    for name in NAMES:
        code, shape = next(cases.grid(name))
        counted(code, shape)
        # The best of many: the machine may have other things to do.
        spent = min(timeit.repeat(partial(counted, code, shape), number=1, repeat=30))
        assert spent < 0.001 * 2, f"{code} takes {spent:.4f} s, twice the promise"


def test_gates_of_every_recurrent_layer():
    for code, cells in {
        "RNN([LSTMCell(3), GRUCell(4)])": ["ifco", "zrh"],
        "Bidirectional(RNN(SimpleRNNCell(3)))": ["h", "h"],
        "ConvLSTM1D(3, 2)": ["ifco"],
        "LSTMCell(3)": ["ifco"],
    }.items():
        answer = count(code, input_shape=cases.inputs(code)[0])
        assert ["".join(cell.gates) for cell in answer.cells] == cells
        assert sum(cell.total for cell in answer.cells) == answer.total
