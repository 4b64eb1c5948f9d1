"""What people paste instead of a clean program, and the program that they mean."""

import ast
import json
import random
import sysconfig
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.pasted import clean
from gatecount.program.pasted.parsing import is_program
from live.shared.words import TRANSLATIONS
from tests.pages import ROOT

PROGRAM = (ROOT / "snippets" / "keras_summary.py").read_text("utf-8")
LIBRARY = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))


def words(source):
    """The program without its layout, to compare what remains of it."""
    return ast.dump(ast.parse(source))


def test_a_clean_program_is_not_touched(tally):
    """Byte for byte, and nothing is said: snippets and the standard library."""
    sample = random.Random(0).sample(LIBRARY, 60)
    for path in [*ROOT.glob("snippets/*.py"), *ROOT.glob("gatecount/**/*.py"), *sample]:
        text = path.read_bytes().decode("utf-8", errors="replace")
        if not is_program(text):
            continue
        for form in (text, text.replace("\n", "\r\n")):
            cleaned = clean(form)
            assert cleaned.source == form and cleaned.notes == (), path
            tally["clean programs passed through unchanged"] += 1


def console(source):
    """As Python's own console shows it, each statement with a word printed."""
    lines = source.split("\n")
    shown = []
    for statement in ast.parse(source).body:
        first, *rest = lines[statement.lineno - 1 : statement.end_lineno]
        shown += [f">>> {first}", *(f"... {line}" for line in rest)]
        shown += ["...", "can't be Python: 640"] if rest else []
    return "\n".join(shown)


def ipython(source):
    lines = source.split("\n")
    shown = []
    for n, statement in enumerate(ast.parse(source).body, 1):
        first, *rest = lines[statement.lineno - 1 : statement.end_lineno]
        prompt = f"In [{n}]: "
        goes_on = "...: ".rjust(len(prompt))
        shown += [prompt + first, *(goes_on + line for line in rest)]
        shown += ["", f"Out[{n}]: 640", ""]
    return "\n".join(shown)


def notebook(source):
    cells = [
        {"cell_type": "markdown", "source": ["# LSTM"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!pip install keras"]},
        {"cell_type": "code", "source": source.splitlines(keepends=True)},
        {"cell_type": "code", "source": ["%%bash\n", "ls -l"]},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)


def word(source):
    """Typed with a Chinese keyboard; strings in curly quotes."""
    full = str.maketrans("(),:=", "（），：＝")
    return "\n".join(
        line if line.startswith(("import", "from")) else line.translate(full)
        for line in source.replace('"', "”").split("\n")
    )


WAYS = {
    "console": console,
    "ipython": ipython,
    "notebook": notebook,
    "fence": lambda s: f"Why is this 640?\n\n```python\n{s}```\n\nIt's a lot.",
    "mark": lambda s: "\ufeff" + s,
    "keyboard": word,
    "spaces": lambda s: s.replace(" ", "\u00a0"),
    "numbers": lambda s: "\n".join(
        f"{n:>3} {line}" for n, line in enumerate(s.split("\n"), 1)
    ),
    "dots": lambda s: "\n".join(
        f"{n}. {line}" for n, line in enumerate(s.split("\n"), 1)
    ),
    "mail": lambda s: "\n".join(f"> {line}" for line in s.split("\n")),
    "indented": lambda s: "\n".join(f"    {line}" for line in s.split("\n")),
    "magic": lambda s: f"%%time\n!pip install keras\n{s}\n?model\nmodel??\n",
}
PROGRAMS = [
    PROGRAM,
    "import keras\n\n\ndef f(units,\n      name='a，b'):\n    for i in [1, 2]:\n"
    "        print(i, units)\n    return (units)\n\n\nx = f(3)\n",
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("program", PROGRAMS, ids=["snippet", "function"])
def test_the_program_is_found(way, program, tally):
    pasted = WAYS[way](program)
    cleaned = clean(pasted)
    assert words(cleaned.source) == words(program)
    assert cleaned.notes and all(map(str, cleaned.notes))
    if way != "notebook":
        assert cleaned.source.count("\n") == pasted.count("\n")
    again = clean(cleaned.source)
    assert again.source == cleaned.source and again.notes == ()
    tally["pasted programs found again"] += 1


@pytest.mark.parametrize(
    "pasted, program",
    [
        ("In [3]: x = 2\nOut[3]: 5", "x = 2"),
        (">>> def f():\n\treturn 1\n\n>>> f()\n1", "def f():\n return 1\nf()"),
        ("if a:\n    !ls\nb", "if a:\n    pass\nb"),
        ("files = !ls", "files = None"),
        ("%time x = 1\n", "x = 1"),
        (
            "In [1]:\nx = 1\nprint(x)\n\n1 of\n\nIn [2]:\ny = 2",
            "x = 1\nprint(x)\ny = 2",
        ),
        ("x = ‘a’，“b”", "x = 'a', 'b'"),
        ("def f():\n\tx = 1\n        return x", "def f():\n x = 1\n return x"),
    ],
)
def test_forms_that_people_paste(pasted, program):
    assert words(clean(pasted).source) == words(program)


def test_prompts_in_a_docstring_of_a_broken_program_stay():
    broken = 'def f():\n    """\n    >>> f()\n    1\n    """\n    return (1\n'
    assert clean(broken).source == broken


PIECES = st.sampled_from(
    [">>> ", "... ", "In [1]: ", "Out[1]: ", "```", "%", "!", "'", '"""', "“", "（",
     "1 ", "\n", "\t", " ", "x = 1", "def f():", "\ufeff", "\u00a0", '{"cells": [', "("]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_whatever_is_pasted_comes_back(text):
    cleaned = clean(text)
    assert isinstance(cleaned.source, str)
    for each in cleaned.notes:
        assert each.template in TRANSLATIONS["zh"] and str(each)


@pytest.mark.parametrize("piece", ["(", " ", "\n", "'", ">>> (\n", "In [1]:\nx y\n\n",
    "```\n", "a, ", "%", "“", "\t", "1 ", '"""'])  # fmt: skip
def test_it_never_takes_long(piece):
    start = time.process_time()
    clean("$ " + piece * (60_000 // len(piece)))
    assert time.process_time() - start < 5


def test_every_note_is_translated():
    """All sentences of notes in the sources, and no others in the file."""
    said = {
        node.args[0].value
        for path in ROOT.glob("gatecount/program/pasted/*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note"
    }
    file = ROOT / "live/program/zh/pasted.json"
    assert said == set(json.loads(file.read_text("utf-8")))


STOPPED = [
    "import sys\nimport keras",
    "print(average)",
    "model = keras.Sequential([keras.layers.LSTM(10, input_shape=(13, 5))])",
    "history['loss'][0] + undefined",
    "model.add(keras.layers.Dense(1))",
    "model.fit(keras.ops.zeros((4, 13, 6)), keras.ops.zeros((4, 1)))",
    "sys.stdout.write(open('notes.txt').read())",
]


def test_a_cell_that_stops_does_not_end_the_notebook():
    """What Jupyter does; each line that stopped is told."""
    cells = [{"cell_type": "code", "source": each} for each in STOPPED]
    answer = count_model(json.dumps({"cells": cells}))
    assert (answer.total, answer.incomplete) == (651, False)
    assert [each.line for each in answer.skipped][:2] == [4, 8]
    with pytest.raises(CountError, match="average is not known"):
        count_model("\n".join(STOPPED))


UNBUILT = """Model: "sequential"
┌─────────────────────────────────┬────────────────────────┬───────────────┐
│ Layer (type)                    │ Output Shape           │       Param # │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ lstm (LSTM)                     │ ?                      │   0 (unbuilt) │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ ?                      │   0 (unbuilt) │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 0 (0.00 B)
"""
BLANK = """Reader (Input shape: 64 x 72)
============================================================================
Layer (type)         Output Shape         Param #    Trainable
============================================================================
                     64 x 72 x 400
Embedding                                 2400000    True
____________________________________________________________________________
                     64 x 72 x 1152
LSTM
____________________________________________________________________________
                     64 x 72 x 6000
Linear                                    2406000    True
____________________________________________________________________________

Total params: 4,806,000
"""


@pytest.mark.parametrize(
    "text, said", [(UNBUILT, "no weights yet"), (BLANK, "missing")]
)
def test_a_table_without_numbers_of_its_layers_is_incomplete(text, said):
    answer = count_model(text)
    assert answer.incomplete
    notes = [*answer.notes, *(note for row in answer.layers for note in row.notes)]
    assert any(said in str(note) for note in notes)
