"""What the comparisons with the frameworks found: written down, and compared.

The tests call `record` for every layer that they give to both sides.
`make evidence` runs those tests and writes `evidence/`: the table, and written
cases with the framework's own answers, for whoever has a counter of their own to
check. A whole test run compares the table with what it found.
"""

import csv
import json
import os
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version

from publish.pages import evidence as published
from tests import recording

FOLDER = published.FOLDER
TABLE = FOLDER / "table.json"
MODULES = [
    f"tests/engine/test_{name}.py"
    for name in ("engine", "keras", "torch", "flax", "equinox", "onnx", "recorded")
]
PACKAGES = {
    "keras": ("keras", "tensorflow"),
    "torch": ("torch",),
    "flax.linen": ("flax", "jax"),
    "flax.nnx": ("flax", "jax"),
    "equinox": ("equinox", "jax"),
    "onnx": ("onnx", "onnxruntime"),
    **dict.fromkeys(recording.FRAMEWORKS, ()),  # they say their versions themselves
}
# Of each class so many written cases go into the files: enough to find a slip,
# little enough to fetch on a phone.
LONGEST = 25

COLUMNS = "framework class code input_shape refused parameters weights".split()


@dataclass
class Tried:
    """The cases of one class: `written` by hand, or `random`, each counted once."""

    written: dict = field(default_factory=dict)
    random: set = field(default_factory=set)
    mismatches: set = field(default_factory=set)


TRIED = {}


def class_of(code):
    """ "nn.LSTM(5, 10)" -> "LSTM"."""
    return code.strip().partition("(")[0].rpartition(".")[2]


def record(framework, code, shape, weights, same):
    """One case: `weights` are the framework's (name, shape), None if it refuses."""
    tried = TRIED.setdefault((framework, class_of(code)), Tried())
    case = (code, repr(shape))
    if "random" in os.environ.get("PYTEST_CURRENT_TEST", ""):
        tried.random.add(case)
    else:
        tried.written[case] = (shape, weights)
    if not same:
        tried.mismatches.add(case)


def merge(tried):
    """Add what another process has recorded."""
    for key, other in tried.items():
        mine = TRIED.setdefault(key, Tried())
        mine.written |= other.written
        mine.random |= other.random
        mine.mismatches |= other.mismatches


def versions(framework):
    if not PACKAGES[framework]:
        return recording.read(framework)["versions"]
    return {name: version(name).partition("+")[0] for name in PACKAGES[framework]}


def table():
    """One row for each class of each framework."""
    order = list(PACKAGES)
    return [
        {
            "framework": framework,
            "versions": versions(framework),
            "class": name,
            "written": len(tried.written),
            "refused": sum(weights is None for _, weights in tried.written.values()),
            "random": len(tried.random - tried.written.keys()),
            "mismatches": len(tried.mismatches),
        }
        for (framework, name), tried in sorted(
            TRIED.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
        )
    ]


def vectors():
    """Cases with the framework's answer, the first LONGEST of each class."""
    for (framework, name), tried in sorted(TRIED.items()):
        for (code, _), (shape, weights) in list(tried.written.items())[:LONGEST]:
            yield {
                "framework": framework,
                "class": name,
                "code": code,
                "input_shape": shape,
                "refused": weights is None,
                "parameters": None if weights is None else total(weights),
                "weights": None if weights is None else dict(weights),
            }


def total(weights):
    entries = 0
    for _, shape in weights:
        size = 1
        for each in shape:
            size *= each
        entries += size
    return entries


def write():
    """The frameworks that this run compared; the others stay as they are."""
    tried = {framework for framework, _ in TRIED}
    stated = json.loads(TABLE.read_text(encoding="utf-8"))["rows"]
    order = list(PACKAGES)
    rows = [row for row in stated if row["framework"] not in tried] + table()
    rows.sort(key=lambda row: (order.index(row["framework"]), row["class"]))
    TABLE.write_text(lines(rows, date.today().isoformat()), encoding="utf-8")
    cases = [each for each in published.cases() if each["framework"] not in tried]
    cases = sorted([*cases, *vectors()], key=lambda each: each["framework"])
    with published.CASES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for case in cases:
            texts = {
                name: json.dumps(case[name]) for name in ("input_shape", "weights")
            }
            writer.writerow(case | texts)


def lines(rows, day):
    """JSON with a row on a line, so that a change can be read."""
    inside = ",\n".join(json.dumps(row) for row in rows)
    return f'{{"date": "{day}", "rows": [\n{inside}\n]}}\n'


def differences():
    """What the committed table says otherwise than this run, in sentences."""
    stated = {
        (row["framework"], row["class"]): row
        for row in json.loads(TABLE.read_text(encoding="utf-8"))["rows"]
    }
    found = {(row["framework"], row["class"]): row for row in table()}
    for key in sorted(stated.keys() | found.keys()):
        # How many random cases there are depends on Python's version, too.
        said, true = (
            {
                name: value
                for name, value in side.get(key, {}).items()
                if name != "random"
            }
            for side in (stated, found)
        )
        if said != true:
            yield f"{' '.join(key)}: the table says {said}, the run {true}"


def is_whole(session, files):
    """Whether this run compared everything, so that the table can be judged."""
    option = session.config.option
    return (
        session.exitstatus == 0
        and set(MODULES) <= files
        and not (option.keyword or option.collectonly)
        and not any("::" in argument for argument in session.config.args)
    )
