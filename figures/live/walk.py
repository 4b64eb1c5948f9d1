"""Keras' own weights for the seed of *From scratch*, and what comes out: walk.json.

`python -m figures.live.walk` runs that page's program and writes the file; a test
runs it again and compares.
"""

import json
import runpy
from functools import cache
from math import exp, tanh
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "docs/en/from-scratch.py"
FILE = Path(__file__).with_suffix(".json")
NAMES = ("sample", "kernel", "recurrent_kernel", "bias", "expected")
STORED = "ifco"  # Keras' order


def run():
    """The arrays of the program, as float32."""
    said = runpy.run_path(str(PROGRAM))
    return {name: said[name] for name in NAMES}


def write():
    arrays = {
        name: [float(str(each)) for each in array.ravel()]
        for name, array in run().items()
    }
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in arrays.items())
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


@cache
def read():
    """The same as lists: rows where there are rows."""
    flat = json.loads(FILE.read_text(encoding="utf-8"))
    width = {"sample": 5, "kernel": 40, "recurrent_kernel": 40, "expected": 10}
    return {
        name: rows(numbers, width[name]) if name in width else numbers
        for name, numbers in flat.items()
    }


def rows(numbers, width):
    return [numbers[k : k + width] for k in range(0, len(numbers), width)]


def block(gate):
    """(W, b) of a gate: 10 rows for h, 5 for x, a column for each unit."""
    given, begin = read(), 10 * STORED.index(gate)
    cut = slice(begin, begin + 10)
    stacked = given["recurrent_kernel"] + given["kernel"]
    return [row[cut] for row in stacked], given["bias"][cut]


def sums(v, gate):
    """[h, x] W + b of a gate, a number for each unit."""
    W, b = block(gate)
    return [
        sum(a * w for a, w in zip(v, column, strict=True)) + b[j]
        for j, column in enumerate(zip(*W, strict=True))
    ]


def sigmoid(a):
    return 1 / (1 + exp(-a))


@cache
def states():
    """h after 0, 1 … 13 steps, by the article's formulas."""
    h = c = [0.0] * 10
    found = [h]
    for x in read()["sample"]:
        v = h + x
        f, i, o = ([sigmoid(a) for a in sums(v, gate)] for gate in "fio")
        new = [tanh(a) for a in sums(v, "c")]
        c = [f[j] * c[j] + i[j] * new[j] for j in range(10)]
        h = [o[j] * tanh(c[j]) for j in range(10)]
        found.append(h)
    return found


if __name__ == "__main__":
    write()
