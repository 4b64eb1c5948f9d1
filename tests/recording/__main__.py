"""Ask a framework, in a set-up of its own, and write down what it answers.

    python -m tests.recording paddle mlx

makes `.cache/recording/paddle` with the pinned versions and runs itself there.
"""

import json
import os
import subprocess
import sys
import venv
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

import numpy

from live.calculator.verifying import program
from live.shared.layers import FRAMEWORKS
from tests import states
from tests.recording import (
    FOLDER,
    PRINTED,
    PROGRAMS,
    ROOT,
    answer,
    cases,
    printed,
    snippets_of,
)
from tests.recording import FRAMEWORKS as RECORDED
from tests.snippets import stamp

PINS = (ROOT / "tests/recorded.txt", ROOT / "tests/requirements.txt")
JUDGE = ("hypothesis",)


def pins(names):
    """The lines of the requirements for these packages."""
    lines = [line for file in PINS for line in file.read_text().splitlines()]
    return [line for line in lines if line.partition("==")[0] in names]


def set_up(framework):
    """The interpreter of the framework's own environment."""
    folder = ROOT / ".cache/recording" / framework
    python = folder / "bin/python"
    if not python.exists():
        needs = import_module(f"tests.recording.{framework}").NEEDS
        venv.create(folder, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, *pins({*needs, *JUDGE})], check=True)
    return python


def write(framework):
    asked = import_module(f"tests.recording.{framework}")
    found = [
        {"code": code, "shape": shape, "random": random}
        | answer(asked.theirs, code, shape)
        for layer in asked.LAYERS
        for code, shape, random in cases(layer)
    ]
    computed = [each | computing(asked, each["code"]) for each in asked.COMPUTED]
    readings = list(states.readings(framework))
    texts = [program(each, each.count()) for each in readings]
    programs = json.dumps({text: printed(text) for text in texts}, indent=0)
    versions = json.dumps({name: version(name) for name in asked.NEEDS[:1]})
    snippets = json.dumps(
        {each.name: snippet(framework, asked, each) for each in snippets_of(framework)},
        indent=0,
    )
    FOLDER.mkdir(exist_ok=True)
    text = f'{{"versions": {versions},\n"computed": [\n{lines(computed)}\n],\n'
    text += f'"snippets": {snippets},\n'
    text += f'"programs": {programs},\n"cases": [\n{lines(found)}\n]}}\n'
    (FOLDER / f"{framework}.json").write_text(text, encoding="utf-8")
    print(framework, versions, len(found), "cases")
    write_prints(framework)


def write_prints(framework):
    """What the framework prints of whole models; MLX prints no sizes that count."""
    if find_spec(f"tests.recording.prints.{framework}"):
        printing = import_module(f"tests.recording.prints.{framework}")
        text = f"[\n{lines(printing.prints())}\n]\n"
        (PRINTED / f"{framework}.json").write_text(text, encoding="utf-8")
    file = PROGRAMS / f"{framework}.txt"
    if file.exists():
        texts = file.read_text(encoding="utf-8").split("\n---\n")
        ran = json.dumps({text: printed(text) for text in texts}, indent=0)
        file.with_suffix(".json").write_text(f"{ran}\n", encoding="utf-8")


def snippet(framework, asked, file):
    """The text of a program of the pages; what it prints is written beside it."""
    text = file.read_text(encoding="utf-8")
    file.with_suffix(".txt").write_text(printed(text), encoding="utf-8")
    stamp(file.stem)
    by = f"{FRAMEWORKS[framework].title} {version(asked.NEEDS[0])}\n"
    file.with_suffix(".by").write_text(by, encoding="utf-8")
    return [text, printed(text)]


def lines(rows):
    return ",\n".join(json.dumps(each) for each in rows)


def computing(asked, code):
    """A layer of 3 features and 2 units with drawn weights, and what it computes."""
    drawn = numpy.random.RandomState(0)
    tensors = {}

    def draw(name, shape):
        tensors[name] = drawn.normal(size=shape).astype("float32").round(3)
        return tensors[name]

    x = drawn.normal(size=(4, 3)).astype("float32").round(3)
    last = numpy.asarray(asked.computed(code, draw, x)).ravel()
    kept = {name: value.tolist() for name, value in tensors.items()}
    return {"x": x.tolist(), "tensors": kept, "last": last.tolist()}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        write(sys.argv[2])
    elif sys.argv[1:2] == ["--prints"]:
        write_prints(sys.argv[2])
    else:
        for each in sys.argv[1:] or RECORDED:
            command = [set_up(each), "-m", "tests.recording", "--here", each]
            subprocess.run(command, check=True, cwd=ROOT, env=os.environ)
