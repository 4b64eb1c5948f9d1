"""Pasted Keras programs: ours builds, prints and refuses what the real Keras does."""

import operator

import keras
import pytest
import tensorflow

from gatecount.program import count_model
from gatecount.program.keras import modules
from gatecount.program.session import Session, running
from tests.pages import ROOT
from tests.program.generator import program
from tests.program.keras_programs import ours, real
from tests.program.work import calls

FOLDER = ROOT / "tests/programs"
PROGRAMS = sorted((FOLDER / "keras").glob("*.py"))
REFUSED = (FOLDER / "keras_refused.txt").read_text("utf-8").split("\n---\n")
OLDER = (FOLDER / "keras_2.txt").read_text("utf-8").split("\n---\n")
GENERATED = 300


def agree(source, tally):
    said, true = ours(source), real(source)
    assert bool(said.refused) == bool(true.refused), f"{said.why}\n{true.why}"
    assert said.printed == true.printed
    if said.era:  # counted as Keras 2 did, where Keras 3 leaves layers unbuilt
        built = [each[:4] for each in true.models if each[2]]
        assert len(built) < len(true.models)
        assert all(each in [mine[:4] for mine in said.models] for each in built)
    elif not true.refused:
        assert [each[:4] for each in said.models] == [each[:4] for each in true.models]
        for mine, theirs in zip(said.models, true.models):
            layers = {row[0]: row for row in mine[4]}
            for name, kind, total, shapes in theirs[4]:
                row = layers[name]
                assert row[1:3] == (kind, total) or row[2] < total, name
                assert shapes is None or row[3] == shapes, name
    tally["Keras programs compared with Keras itself"] += 1


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_as_people_write_it(path, tally):
    agree(path.read_text("utf-8"), tally)


@pytest.mark.parametrize("first", range(0, GENERATED, 50))
def test_random_programs(first, tally):
    for seed in range(first, first + 50):
        source = program(seed)
        try:
            agree(source, tally)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}:\n{source}\n{error}") from error


@pytest.mark.parametrize("source", REFUSED, ids=range(len(REFUSED)))
def test_what_keras_refuses_is_explained(source, tally):
    said, true = ours(source), real(source)
    assert true.refused, "Keras accepts this"
    assert said.refused, true.why
    assert said.printed == true.printed
    assert "not known here yet" not in said.why
    assert "Python stops here" not in said.why or true.refused == "TypeError", said.why
    tally["refusals of Keras programs explained"] += 1


@pytest.mark.parametrize("source", OLDER, ids=range(len(OLDER)))
def test_what_keras_2_took_is_counted_as_it_was(source):
    """Keras 3 refuses it: the answer says which version it was written for, and what
    to change, line by line."""
    assert real(source).refused, "Keras 3 accepts this"
    answer = count_model(source, "keras")
    assert answer.total is not None and answer.era.startswith("Keras")
    assert answer.changes and all(each.line and each.what for each in answer.changes)


def names(module):
    return {name for name in dir(module) if not name.startswith("_")}


SAME = """activations callbacks constraints datasets initializers layers losses metrics
    models ops ops.image optimizers optimizers.schedules regularizers saving utils
    preprocessing.image preprocessing.sequence datasets.imdb config backend random
    applications applications.vgg16 mixed_precision dtype_policies""".split()


@pytest.mark.parametrize("path", SAME)
@pytest.mark.parametrize("root", ["keras", "tensorflow.keras"])
def test_the_names_are_those_of_keras(root, path):
    """What Keras has can be imported, and what it has not cannot."""
    whole = f"{root}.{path}"
    if whole == "tensorflow.keras.saving":
        return  # which TensorFlow 2.21 does not have
    true = operator.attrgetter(whole.partition(".")[2])(
        keras if root == "keras" else tensorflow
    )
    session = Session("")
    with running(session):
        ours = modules(session)[whole]
        assert names(ours) <= names(true)
        missing = [name for name in names(true) if not hasattr(ours, name)]
    assert not missing


def test_the_names_are_those_of_tensorflow():
    session = Session("")
    with running(session):
        ours = modules(session)["tensorflow"]
        missing = [name for name in names(tensorflow) if not hasattr(ours, name)]
    assert not missing


GROWING = {
    "added": "m.add(layers.LSTM(4, return_sequences=True))\n",
    "wrapped": "m.add(layers.Bidirectional(layers.GRU(2, return_sequences=True)))\n",
    "called": "x = layers.LSTM(4, return_sequences=True)(x)\n",
}


@pytest.mark.parametrize("line", GROWING.values(), ids=list(GROWING))
def test_twice_the_layers_are_less_than_twice_the_work(line):
    def work(layers):
        source = (
            "import keras\nfrom keras import layers\nx = begin = keras.Input((13, 4))\n"
            f"m = keras.Sequential()\nm.add(begin)\n{line * layers}"
        )
        return calls(source + "keras.Model(begin, x)\nm.summary()\n")

    work(2)  # what is kept for the whole process
    assert work(200) < 2 * work(100)
