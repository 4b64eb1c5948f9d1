"""What a reader copies: the programs are run, by the frameworks that they name."""

import re

import pytest

from calculator import form
from calculator.answer import answer
from calculator.copies import latex, markdown
from calculator.derivation import derive
from calculator.layers import FRAMEWORKS
from calculator.programs import program
from gatecount import count
from tests import recording
from tests.states import readings


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_program_prints_the_count(framework, tally):
    """The real framework, running what a reader copies, prints our total."""
    for reading in readings(framework):
        counted = count(reading.code, framework, reading.input_shape)
        text = program(reading, counted)
        if framework in recording.FRAMEWORKS:  # it was run where it lives
            printed = recording.read(framework)["programs"][text]
        else:
            printed = recording.printed(text)
        assert printed.split() == [str(counted.total)], text
        tally["copied programs run by their framework"] += 1


def test_no_program_is_offered_that_might_be_wrong():
    reading = form.read({"code": "MultiHeadAttention(2, 8)"})
    assert program(reading, count(reading.code, input_shape=(13, 5))) is None
    shown = answer({"code": "MultiHeadAttention(2, 8)"}, "en")["html"]
    assert 'data-copy="latex"' in shown and 'data-copy="program"' not in shown


def test_the_latex_is_plain():
    r"""Nothing of this site's own: \gate is not known elsewhere."""
    text = latex(derive(count("LSTM(10)", input_shape=(13, 5))))
    assert "gate" not in text and "html" not in text
    assert text.startswith("\\[\n\\begin{aligned}") and "(5 + 10)" in text
    known = set("begin end aligned times bigl bigr Bigl Bigr underset mathbf".split())
    assert set(re.findall(r"\\([A-Za-z]+)", text)) <= known


def test_markdown_keeps_what_was_typed_in_its_place():
    code = "Dense(3, name='a`b|c')"
    reading = form.read({"code": code})
    counted = reading.count()
    text = markdown(reading, counted, derive(counted), "en")
    assert text.splitlines()[0].startswith("`Dense(3, name='a'b/c')`")
    assert "**18**" in text and "| `kernel` | `(5, 3)` | 15 |" in text
