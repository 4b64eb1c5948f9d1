"""What a reader copies: the programs are run, by the frameworks that they name."""

import re

import bibtexparser
import pytest
import rispy

from gatecount import count
from live.calculator.answer import answer
from live.calculator.citing import bibtex, ris
from live.calculator.copies import latex, markdown
from live.calculator.other_frameworks import elsewhere
from live.calculator.other_frameworks import readings as others
from live.calculator.verifying import program
from live.count.derivation import derive
from live.form import form
from live.shared.layers import FRAMEWORKS
from tests import recording
from tests.kept import kept
from tests.states import readings

printed = kept(
    *("keras", "tensorflow", "torch", "flax", "equinox", "jax", "onnx", "onnxruntime")
)(recording.printed)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_program_prints_the_count(framework, tally):
    """The real framework, running what a reader copies, prints our total."""
    for reading in readings(framework):
        counted = count(reading.code, framework, reading.input_shape)
        text = program(reading, counted)
        if framework in recording.FRAMEWORKS:  # it was run where it lives
            said = recording.read(framework)["programs"][text]
        else:
            said = printed(text)
        assert said.split() == [str(counted.total)], text
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


SITE = {
    "calculator": "https://x/v/0.2.0/zh/calculator/",
    "version": "0.2.0",
    "date": "2026-11-23",
}


@pytest.mark.parametrize("code", ["LSTM(10)", "Dense(3, name='a_b\\\\{c&%$#~^')"])
def test_an_answer_is_cited_as_reference_managers_read_it(code, language):
    reading = form.read({"code": code, "input_shape": "13,5"})
    counted = reading.count()
    [entry] = bibtexparser.loads(bibtex(reading, counted, language, SITE)).entries
    [item] = rispy.loads(ris(reading, counted, language, SITE))
    plain = re.sub(r"\\text\w+\{\}|[\\{}]", "", entry["title"])
    kept = re.sub(r"[\\~^{}]", "", item["title"])
    assert plain == kept and f"{counted.total}" in item["title"]
    assert entry["year"] == item["year"] == "2026"
    [address] = item["urls"]
    assert entry["url"] == address and address.startswith(SITE["calculator"])


ALL = {"keras", "torch", "flax.linen", "flax.nnx", "equinox", "onnx"}


@pytest.mark.parametrize(
    "code, without",
    [
        ("LSTM(10)", set()),
        ("GRU(10, reset_after=False)", ALL - {"keras"}),
        ("Bidirectional(LSTM(10))", {"equinox"}),
        ("Dense(4)", {"onnx"}),
    ],
)
def test_who_can_say_it_says_it_with_a_program(code, without, language, tally):
    """Each of the programs prints, in its framework, the count beside it."""
    given = {"code": code, "input_shape": "13,5"}
    found = {each.framework: (each, counted) for each, counted in others(given)}
    assert ALL - found.keys() == without
    for name in ALL - without:
        reading, counted = found[name]
        said = printed(program(reading, counted))
        assert said.split() == [str(counted.total)]
        tally["programs of other frameworks run"] += 1
    table = elsewhere(given, language)
    assert table.count("<tr>") == len(found) + 1
    assert "None" not in table.split("<tbody>")[0]
