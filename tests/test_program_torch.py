"""Pasted PyTorch programs: ours says what the real PyTorch says."""

from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn import functional

from gatecount.program.torch import names
from tests.torch_judge import counted, differences, fits, judged
from tests.torch_mistakes import HEAD, MISTAKES
from tests.torch_programs import program

PROGRAMS = sorted((Path(__file__).parent / "programs_torch").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_says_the_same(path, tally):
    found = differences(path.read_text("utf-8"))
    assert not found, "\n".join(found)
    tally["PyTorch programs compared with PyTorch itself"] += 1


@pytest.mark.parametrize("hundred", range(4))
def test_made_up_programs_say_the_same(hundred, tally):
    for seed in range(100 * hundred, 100 * hundred + 100):
        source = program(seed)
        found = differences(source)
        assert not found, f"seed {seed}\n{source}\n" + "\n".join(found)
        tally["PyTorch programs compared with PyTorch itself"] += 1


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_at_its_line(name, tally):
    source = HEAD + MISTAKES[name]
    true, ours = judged(source), counted(source)
    assert true.refused, "PyTorch accepts this"
    assert ours.refused == true.refused, f"{true.why}\n{ours.why}"
    assert fits(ours.printed, true.printed)
    assert "Python stops here" not in ours.why or name in PYTHON_SAYS, ours.why
    tally["mistakes refused in PyTorch programs"] += 1


# What Python itself refuses, in its own words.
PYTHON_SAYS = """forward returns nothing|unpack|unpack lstm|unpack gru|unpack chunk
    |argument missing|self missing|tuple sliced|module list called
    |optimizer called parameters""".replace("\n    ", "").split("|")


@pytest.mark.parametrize(
    "module, ours",
    [
        (torch, names.TORCH),
        (torch.Tensor, names.TENSOR),
        (nn, names.NN),
        (functional, names.FUNCTIONAL),
    ],
    ids=["torch", "Tensor", "nn", "functional"],
)
def test_the_names_are_those_of_pytorch(module, ours):
    true = set(dir(module))
    assert set(ours) <= true
    assert not [each for each in ours if each.startswith("_")]
