"""What PaddlePaddle, MindSpore and Haiku have printed of whole models, pasted.

`make record` writes the texts, each with what the model really has.
"""

import json

import pytest

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.command import table
from tests.recording import PRINTED

# A tree that leaves sizes out has no total, or says that it is incomplete; a list of
# tensors by their bare names does not tell which are trained.
UNTRAINED = ("own names", "named", "print(net)")


def prints():
    for file in sorted(PRINTED.glob("*.json")):
        for number, (what, text, total, trained) in enumerate(
            json.loads(file.read_text(encoding="utf-8"))
        ):
            name = f"{file.stem} {number} {what}"
            yield pytest.param(file.stem, what, text, total, trained, id=name)


@pytest.mark.parametrize("framework, what, text, total, trained", prints())
def test_what_was_printed_is_counted(framework, what, text, total, trained, tally):
    counted = count_model(text)
    # Names and plain shapes alone may be those of PyTorch as well.
    same = what in ("shapes", "lists") and counted.framework == "torch"
    assert counted.framework == framework or same
    if what == "print(model)":
        assert counted.total is None and "bias" in str(counted.notes[0])
    elif what == "print(net)" and counted.incomplete:
        assert counted.total < total and "prints no sizes" in str(counted.notes[0])
        assert "?" in table(counted), text
    else:
        assert counted.total == total
        assert what in UNTRAINED or counted.trainable == trained
    tally[f"printed outputs of {framework} counted"] += 1


def test_layers_are_found_in_what_was_printed():
    """The call that printed it, not the sum alone."""
    found = {
        (framework, layer.code)
        for each in prints()
        for framework, _, text, *_ in [each.values]
        for layer in count_model(text).layers
    }
    assert {
        ("haiku", "hk.LSTM(hidden_size=10)"),
        ("haiku", "hk.VanillaRNN(hidden_size=10, double_bias=False)"),
        ("mindspore", "nn.LSTM(8, 10, num_layers=2, bidirectional=True)"),
        ("mindspore", "nn.GRU(10, 7, has_bias=False)"),
        ("paddle", "nn.LSTM(8, 10, num_layers=2, direction='bidirect')"),
        ("paddle", "nn.GRU(8, 10, bias_hh_attr=False)"),
        ("paddle", "nn.LSTM(8, 10, proj_size=4)"),
        ("paddle", "nn.SimpleRNN(5, 10)"),
    } <= found


@pytest.mark.parametrize("framework", ["haiku", "mindspore", "paddle"])
def test_a_line_that_is_lost_gives_no_wrong_total(framework):
    """Cut after half of it, a text gives less, no total, or is refused: never more."""
    for each in prints():
        own, _, text, total, _ = each.values
        if own == framework:
            lines = text.splitlines()
            try:
                counted = count_model("\n".join(lines[: len(lines) // 2]))
            except (CountError, SyntaxError):
                continue
            assert (counted.total or 0) <= total
