"""What a reader copies: the programs are run, by the frameworks that they name."""

import contextlib
import io
import re

import pytest

from calculator import form
from calculator.answer import answer
from calculator.copies import latex, markdown
from calculator.layers import FRAMEWORKS
from calculator.programs import program
from gatecount import count
from tests.test_line import GRID

LINES = [
    ("keras", "Bidirectional(RNN([LSTMCell(10), GRUCell(5)]))", "13,5"),
    ("keras", "tf.keras.layers.LSTM(10, activation='relu')", "None,5"),
    ("keras", "layers.Dense(3, kernel_initializer='zeros')", "13,5"),
    ("torch", "torch.nn.LSTM(5, 10, dropout=0.1, num_layers=2)", None),
    ("flax.linen", "flax.linen.RNN(nn.GRUCell(10), reverse=True)", "13,5"),
    ("flax.nnx", "flax.nnx.GRUCell(5, 10, rngs=nnx.Rngs(1))", None),
    ("equinox", "equinox.nn.GRUCell(5, 10, key=jax.random.key(1))", None),
    ("onnx", "LSTM(inputs=['X', 'w', 'r'], hidden_size=4)", "13,2,5"),
]


def readings(framework):
    """A sample of the form's states, every layer among them, and some lines."""
    states = [each for each in GRID if each["framework"] == framework]
    by_layer = {}
    for each in states:
        by_layer.setdefault(each["layer"], []).append(each)
    for all_of in by_layer.values():
        yield from map(form.read, all_of[:: max(1, len(all_of) // 6)])
    for name, code, shape in LINES:
        if name == framework:
            given = {"framework": name, "code": code}
            yield form.read(given | ({"input_shape": shape} if shape else {}))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_program_prints_the_count(framework, tally):
    """The real framework, running what a reader copies, prints our total."""
    for reading in readings(framework):
        counted = count(reading.code, framework, reading.input_shape)
        text = program(reading, counted)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, reading.code, "exec"), {})
        assert printed.getvalue().split() == [str(counted.total)], text
        tally["copied programs run by their framework"] += 1


def test_no_program_is_offered_that_might_be_wrong():
    reading = form.read({"code": "MultiHeadAttention(2, 8)"})
    assert program(reading, count(reading.code, input_shape=(13, 5))) is None
    shown = answer({"code": "MultiHeadAttention(2, 8)"}, "en")["html"]
    assert 'data-copy="latex"' in shown and 'data-copy="program"' not in shown


def test_the_latex_is_plain():
    r"""Nothing of this site's own: \gate is not known elsewhere."""
    text = latex(count("LSTM(10)", input_shape=(13, 5)))
    assert "gate" not in text and "html" not in text
    assert text.startswith("\\[\n\\begin{aligned}") and "(5 + 10)" in text
    known = set("begin end aligned times bigl bigr Bigl Bigr underset mathbf".split())
    assert set(re.findall(r"\\([A-Za-z]+)", text)) <= known


def test_markdown_keeps_what_was_typed_in_its_place():
    code = "Dense(3, name='a`b|c')"
    reading = form.read({"code": code})
    text = markdown(reading, count(code, input_shape=(13, 5)), "en")
    assert text.splitlines()[0].startswith("`Dense(3, name='a'b/c')`")
    assert "**18**" in text and "| `kernel` | `(5, 3)` | 15 |" in text
