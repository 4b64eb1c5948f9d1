"""The engine against the real Keras, weight by weight, and its own promises."""

import inspect
import json
import subprocess
import sys
import time
from itertools import product

import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError, count
from gatecount.__main__ import main
from gatecount.keras import LAYERS as OURS
from gatecount.keras import PREFIXES
from tests.engine.evidence import record
from tests.pages import ROOT

LAYERS = ("SimpleRNN", "LSTM", "GRU")


def judged(code, input_shape):
    """What Keras says of the layer: its weights and output shape, or its refusal."""
    try:
        layer = eval(code, vars(keras.layers).copy())
        output = layer(keras.Input(input_shape))
    except Exception as error:
        return type(error).__name__
    trainable = {id(weight) for weight in layer.trainable_weights}
    weights = [
        (weight.name, tuple(weight.shape), id(weight) in trainable)
        for weight in layer.weights
    ]
    outputs = output if isinstance(output, (list, tuple)) else [output]
    return weights, [tuple(each.shape) for each in outputs]


def counted(code, input_shape):
    try:
        answer = count(code, framework="keras", input_shape=input_shape)
    except CountError as error:
        return error.framework_error
    weights = [(each.name, each.shape, each.trainable) for each in answer.weights]
    shape = answer.output_shape
    return weights, shape if isinstance(shape, list) else [shape]


def agree(code, input_shape, tally):
    ours, theirs = counted(code, input_shape), judged(code, input_shape)
    names = None if isinstance(theirs, str) else [each[:2] for each in theirs[0]]
    record("keras", code, input_shape, names, ours == theirs)
    assert ours == theirs, f"{code} on {input_shape}"
    tally["layers compared with Keras, weight by weight"] += 1


OPTIONS = [
    "",
    ", use_bias=False",
    ", return_sequences=True",
    ", return_state=True",
    ", return_sequences=True, return_state=True",
    ", go_backwards=True",
    ", trainable=False",
    ", unroll=True",
    ", activation='relu'",
    ", activation=None, name='mine'",
    ", dropout=0.5, recurrent_dropout=1",
    ", kernel_initializer='zeros', kernel_regularizer='l2'",
    ", recurrent_constraint='max_norm', seed=3",
]
OWN = {
    "SimpleRNN": ["3, 'relu', False"],
    "LSTM": ["3, unit_forget_bias=False", "3, 'relu', 'tanh', False"],
    "GRU": ["3, reset_after=False, use_bias=False", "3, reset_after=0"],
}


@pytest.mark.parametrize("layer", LAYERS)
def test_grid(layer, tally):
    for units, shape, option in product(
        ("1", "3", "10", "True", "units=7"), [(13, 5), (None, 2), (1, 1)], OPTIONS
    ):
        agree(f"{layer}({units}{option})", shape, tally)
    for own in OWN[layer]:
        agree(f"{layer}({own})", (13, 5), tally)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("mode", ["'concat'", "'sum'", "'mul'", "'ave'", "None"])
def test_bidirectional(layer, mode, tally):
    for option in OPTIONS:
        agree(f"Bidirectional({layer}(3{option}), merge_mode={mode})", (13, 5), tally)


def test_bidirectional_with_its_own_backward_layer(tally):
    for code in (
        "Bidirectional(LSTM(3), backward_layer=LSTM(3, go_backwards=True))",
        "Bidirectional(LSTM(3), backward_layer=GRU(4, go_backwards=True))",
        "Bidirectional(LSTM(3), backward_layer=LSTM(3))",
        "Bidirectional(LSTM(3, go_backwards=True))",
        "Bidirectional(LSTM(3), trainable=False)",
        "Bidirectional(LSTM(3, return_sequences=True), backward_layer="
        "LSTM(3, go_backwards=True))",
    ):
        agree(code, (13, 5), tally)


@pytest.mark.parametrize(
    "code",
    [
        "LSTM(0)",
        "LSTM(-1)",
        "LSTM(10.0)",
        "LSTM('10')",
        "LSTM(None)",
        "LSTM()",
        "LSTM(10, units=10)",
        "LSTM(10, foo=1)",
        "SimpleRNN(10, reset_after=True)",
        "GRU(10, unit_forget_bias=True)",
        "LSTM(10, 10)",
        "LSTM(10, activation='tan')",
        "LSTM(10, activation=['tanh'])",
        "LSTM(10, kernel_initializer='foo')",
        "LSTM(10, bias_regularizer='foo')",
        "LSTM(10, bias_constraint='foo')",
        "LSTM(10, dropout='a')",
        "LSTM(10, trainable=1)",
        "LSTM(10, name='a/b')",
        "LSTM(10, batch_input_shape=(1, 13, 5))",
        "LSTM(10, stateful=True)",
        "Bidirectional(10)",
        "Bidirectional(LSTM)",
        "Bidirectional(LSTM(10), merge_mode='x')",
        "Bidirectional()",
    ],
)
def test_refusals(code, tally):
    agree(code, (13, 5), tally)


@pytest.mark.parametrize(
    "shape",
    [(5,), (2, 13, 5), (13, None), (13.0, 5), (-1, 5), (13, -5), (0, 5), (13, 0), 5],
    ids=str,
)
def test_input_shapes(shape, tally):
    for code in ("LSTM(10)", "Bidirectional(GRU(10))"):
        agree(code, shape, tally)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_random_configurations(data, tally):
    layer = data.draw(st.sampled_from(LAYERS))
    named = {
        argument: data.draw(st.booleans())
        for argument in ("use_bias", "return_sequences", "return_state", "trainable")
        if data.draw(st.booleans())
    }
    if layer == "GRU":
        named["reset_after"] = data.draw(st.booleans())
    units = data.draw(st.integers(-1, 40))
    arguments = ", ".join([str(units), *(f"{k}={v}" for k, v in named.items())])
    code = f"{layer}({arguments})"
    if data.draw(st.booleans()):
        mode = data.draw(st.sampled_from(["concat", "sum", "mul", "ave", None]))
        code = f"Bidirectional({code}, merge_mode={mode!r})"
    steps = data.draw(st.one_of(st.none(), st.integers(1, 20)))
    agree(code, (steps, data.draw(st.integers(1, 30))), tally)


@pytest.mark.parametrize("layer", [*LAYERS, "Bidirectional"])
def test_signatures_are_those_of_keras(layer):
    ours = inspect.signature(OURS[layer].__init__)
    theirs = inspect.signature(getattr(keras.layers, layer).__init__)
    assert [str(each) for each in ours.parameters.values()] == [
        str(each) for each in theirs.parameters.values()
    ]


# The rule is a test, never a second implementation.
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_rule(n, m):
    assert count(f"LSTM({m})", input_shape=(None, n)).total == 4 * ((n + m) * m + m)
    assert count(f"GRU({m})", input_shape=(None, n)).total == 3 * ((n + m) * m + 2 * m)
    assert count(f"SimpleRNN({m})", input_shape=(None, n)).total == (n + m) * m + m


def test_exact_for_any_size():
    answer = count(f"LSTM({10**8})", input_shape=(None, 10**8))
    assert answer.total == 80_000_000_400_000_000


@pytest.mark.parametrize("prefix", ["", *(f"{p}." for p in PREFIXES)])
def test_prefixes(prefix):
    code = f"{prefix}Bidirectional({prefix}LSTM(10))"
    assert count(code, input_shape=(13, 5)).total == 1280


def test_input_shape_may_stand_in_the_call():
    assert count("LSTM(10, input_shape=(13, 5))").total == 640
    with pytest.raises(CountError, match="input shape"):
        count("LSTM(10)")


@pytest.mark.parametrize(
    "code",
    [
        "__import__('os').system('true')",
        "LSTM(__import__('os'))",
        "().__class__.__bases__[0].__subclasses__()",
        "(lambda: 0)()",
        "LSTM(10).count.__globals__",
        "LSTM(*10)",
        "LSTM(**[10])",
        "LSTM(**{10: 10})",
        "LSTM(units=10, **{'units': 10})",
        "LSTM({[1]: 2})",
        "LSTM(9**9**9)",
        "LSTM(f'{10}')",
        "[LSTM(10) for _ in range(10)]",
        "LSTM(10); print()",
        "LSTM(",
        "",
        "LSTM(10" + "(" * 5000,
        "-" * 9000 + "1",
        "x" * 20_000,
        "LSTM(\0)",
        "os.LSTM(10)",
    ],
)
def test_text_is_read_never_run(code):
    with pytest.raises(CountError) as refusal:
        count(code, input_shape=(13, 5))
    assert (
        "{" not in refusal.value.template.format(**refusal.value.values) or "{" in code
    )


@pytest.mark.parametrize(
    "code", ["LSTM(*[10])", "LSTM(**{'units': 10})", "LSTM(*(10,), **{**{}})"]
)
def test_values_may_be_unpacked(code):
    assert count(code, input_shape=(13, 5)).total == 640


@pytest.mark.parametrize(
    ("framework", "code", "why"),
    [
        ("keras", "keras.layers.Layer()", "derive"),
        ("keras", "Lambda(10)", "code"),
        ("keras", "RandomFlip()", "prepares data"),
        ("torch", "nn.Module()", "derive"),
        ("torch", "nn.CrossEntropyLoss()", "how wrong"),
        ("torch", "nn.ParameterList()", "tensors"),
    ],
)
def test_what_is_not_counted_says_why(framework, code, why):
    with pytest.raises(CountError, match=why):
        count(code, framework, (13, 5))


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    """Whatever is typed: a count or a sentence, never another exception."""
    try:
        count(text, input_shape=(13, 5))
    except CountError as error:
        assert str(error)


def test_unknown_names_say_which_exist():
    with pytest.raises(CountError, match="SimpleRNN, LSTM, GRU"):
        count("LSTN(10)", input_shape=(13, 5))
    with pytest.raises(CountError, match="recurrent_dropout"):
        count("LSTM(10, foo=1)", input_shape=(13, 5))
    with pytest.raises(CountError, match="keras"):
        count("LSTM(10)", framework="cafe", input_shape=(13, 5))


def test_only_the_standard_library():
    """Another interpreter, without site-packages, imports the engine."""
    code = (
        "import gatecount; print(gatecount.count('LSTM(10)', input_shape=(1, 5)).total)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "640\n", done.stderr


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "gatecount", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_command_line():
    done = command("LSTM(10)", "--input-shape", "13,5")
    assert done.returncode == 0 and done.stdout.split()[-1] == "640"
    answer = json.loads(command("LSTM(10)", "--input-shape", "None,5", "--json").stdout)
    assert answer["total"] == 640
    assert [each["shape"] for each in answer["weights"]] == [[5, 40], [10, 40], [40]]
    refused = command("LSTM(0)", "--input-shape", "13,5")
    assert refused.returncode == 1 and "at least 1" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "total"),
    [
        (["Add()", "--input-shape", "4,6", "--input-shape", "1,6"], 0),
        (["Add()", "--input-shape", "[(4, 6), (1, 6)]"], 0),
        (["Dense(3)", "--input-shape", "5"], 18),
        (["Dense(3)", "--input-shape", "(None, 5)"], 18),
        (["nn.LSTM(5, 10)", "--framework", "torch"], 680),
        (["nn.Bilinear(5, 4, 3)", "--framework=torch", "--input-shape=[(2,5),(2,4)]"],
         63),
    ],
)  # fmt: skip
def test_the_commands_facts(arguments, total, capsys):
    assert main([*arguments, "--json", "--dtype", "float16"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["total"], facts["bytes"]) == (total, 2 * total)
    assert sum(each["size"] for each in facts["weights"]) == total
    assert facts.keys() >= {"macs", "macs_per_step", "terms", "output_shape"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["LSTM(10)"], 1),
        (["LSTM(10)", "--input-shape", "13.0,5"], 1),
        (["LSTM(10)", "--input-shape", "'a',5"], 1),
        (["LSTM(10)", "--input-shape=-1,5"], 1),
        (["LSTM(10)", "--input-shape", "13,x"], 2),
        (["LSTM(10)", "--input-shape", ""], 2),
        (["LSTM(10)", "--input-shape", "(" * 500], 2),
        (["LSTM(10)", "--input-shape"], 2),
        (["LSTM(10)", "--framework", "cafe"], 2),
        (["LSTM(10)", "--dtype", "float33"], 2),
        ([], 2),
    ],
)
def test_a_refused_command_says_why(arguments, status, capsys):
    try:
        given = main(arguments)
    except SystemExit as exit:
        given = exit.code
    said = capsys.readouterr()
    assert given == status and not said.out
    assert "Traceback" not in said.err and said.err.strip()


def test_counting_takes_no_time():
    count("LSTM(10)", input_shape=(13, 5))
    begin = time.process_time()
    for _ in range(200):
        count("Bidirectional(LSTM(1000))", input_shape=(13, 500))
    assert (time.process_time() - begin) / 200 < 0.001 * 3, "three times the promise"


def test_types_are_exact():
    answer = count("LSTM(True)", input_shape=(13, True))
    assert all(type(size) is int for each in answer.weights for size in each.shape)
    assert answer.total == 12 and type(answer.total) is int
