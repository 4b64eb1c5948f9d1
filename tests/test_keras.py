"""Every class of the engine against the real Keras, weight by weight.

Both sides read the same constructor text. Keras answers by a symbolic call.
"""

import inspect
import warnings

import keras
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError, count
from gatecount.keras import LAYERS
from tests import keras_cases as cases

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


def agree(code, shape, tally):
    ours, theirs = counted(code, shape), judged(code, shape)
    if isinstance(ours, str) and isinstance(theirs, str):
        ours = theirs = "refused"
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
    agree(code, shape, tally)
