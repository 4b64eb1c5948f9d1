"""The engine against answers that were recorded: see tests/recording."""

from importlib import import_module

import pytest

from gatecount import classes_of, count, count_model
from live.shared.versions import titled
from tests.engine.agreement import agree, names, ours
from tests.engine.evidence import record
from tests.recording import FRAMEWORKS, read, snippets_of, true

TOTALS = {
    "paddle": ("nn.LSTM(5, 10)", 680, "nn.GRU(5, 10)", 510, "nn.SimpleRNN(5, 10)", 170),
    "mindspore": ("nn.LSTM(5, 10)", 680, "nn.GRU(5, 10)", 510, "nn.RNN(5, 10)", 170),
    "haiku": ("hk.LSTM(10)", 640, "hk.GRU(10)", 480, "hk.VanillaRNN(10)", 170),
    "mlx": ("nn.LSTM(5, 10)", 640, "nn.GRU(5, 10)", 490, "nn.RNN(5, 10)", 160),
}


def compare(framework, random, tally):
    wrong = []
    for case in read(framework)["cases"]:
        if case["random"] is not random:
            continue
        code = case["code"]
        shape = None if case["shape"] is None else tuple(case["shape"])
        said, answered = ours(framework, code, shape), true(case)
        same = agree(said, answered, any_refusal=random)
        record(framework, code, shape, names(answered), same)
        tally["layers compared with recorded answers, weight by weight"] += 1
        if not same:
            wrong.append((code, shape, said, answered))
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(map(str, wrong))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_argument(framework, tally):
    compare(framework, False, tally)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_random_configurations(framework, tally):
    compare(framework, True, tally)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_five_features_and_ten_units(framework):
    said = TOTALS[framework]
    for code, total in zip(said[::2], said[1::2]):
        shape = (2, 5) if framework == "haiku" else None
        assert count(code, framework, shape).total == total


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_class_was_asked(framework):
    """No class counts that the framework was not asked about."""
    asked = import_module(f"tests.recording.{framework}").LAYERS
    known = {each.name.rpartition(".")[2] for each in asked}
    assert known == classes_of(framework).LAYERS.keys()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_programs_of_the_pages_printed_this(framework):
    recorded = read(framework)["snippets"]
    files = snippets_of(framework)
    assert {each.name for each in files} == recorded.keys()
    for file in files:
        beside = file.with_suffix(".txt").read_text(encoding="utf-8")
        assert [file.read_text(encoding="utf-8"), beside] == recorded[file.name]
        by = file.with_suffix(".by").read_text(encoding="utf-8").strip()
        assert by == titled(framework)


MINDSPORE = """
Parameter (name=lstm.weight_ih_l0, shape=(40, 5), dtype=Float32, requires_grad=True)
Parameter (name=lstm.weight_hh_l0, shape=(40, 10), dtype=Float32, requires_grad=True)
Parameter (name=lstm.bias_ih_l0, shape=(40,), dtype=Float32, requires_grad=True)
Parameter (name=lstm.bias_hh_l0, shape=(40,), dtype=Float32, requires_grad=True)
Parameter (name=fc.weight, shape=(1, 10), dtype=Float32, requires_grad=True)
Parameter (name=fc.bias, shape=(1,), dtype=Float32, requires_grad=True)
"""
SUMMARY = """
---------------------------------------------------------------------------
 Layer (type)       Input Shape          Output Shape         Param #
===========================================================================
   Linear-1           [[2, 5]]             [2, 10]              60
   Linear-2          [[2, 10]]              [2, 1]              11
===========================================================================
Total params: 71
Trainable params: 71
Non-trainable params: 0
---------------------------------------------------------------------------
"""


def test_listings_of_mindspore_and_paddle_can_be_pasted():
    assert count_model(MINDSPORE).total == 691
    assert count_model(SUMMARY).total == 71


@pytest.mark.parametrize("written", ["{}", "paddle.Size({})"])
@pytest.mark.parametrize("code", ["nn.LSTM(5, 10)", "nn.GRU(5, 10, 2, 'bidirect')"])
def test_a_state_dict_of_paddle_is_counted_once(code, written):
    counted = count(code, "paddle")
    cells = {"": "", "_reverse": "_bw"} if "bidirect" in code else {"": ""}
    lines = []
    for again in (False, True):
        for each in counted.weights:
            own, _, end = each.name.rpartition("_l")
            place, _, back = end.partition("_")
            side = cells[f"_{back}" if back else ""] or "_fw" * (len(cells) > 1)
            name = f"{place}.cell{side}.{own}" if again else each.name
            lines.append(f"{name} {written.format(list(each.shape))}")
    model = count_model("\n".join(lines))
    assert model.total == counted.total
    assert any("under two names" in str(note) for note in model.notes)
