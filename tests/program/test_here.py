"""Every program of the site runs where it stands, and says what the page states."""

import pytest

from live.program import plain_python as plain
from live.snippets.here import compared, here, outcome
from publish.pages.runs import fragment, hosts
from tests.live.program.editor import link
from tests.pages import LANGUAGES, ROOT, Page
from tests.snippets import EXAMPLES, SNIPPETS

# Their values come from real arithmetic: what they compute, measure or compare.
COMPUTED = """cost_bytes cost_compare cost_flops cost_kept cost_training gate_order_jax
    gate_order_keras gate_order_onnx gate_order_torch gate_slices gru_two_kinds
    linear_before_reset one_cell onnx_peepholes shared_gradient ten_lstms
    torch_to_keras_gru torch_to_keras_lstm two_biases""".split()
RECORDED = sorted(ROOT.glob("snippets/recorded/*.py"))
ALL = [*SNIPPETS, *RECORDED]
RUN = [*ALL, *EXAMPLES]


@pytest.mark.parametrize("program", RUN, ids=lambda program: program.stem)
def test_prints_what_is_stated_or_says_that_it_is_not_known(program, tally):
    stated = program.with_suffix(".txt").read_text(encoding="utf-8")
    answer = here(program.read_text(encoding="utf-8"), stated, "en")
    kinds = {kind for _, kind in answer["rows"]}
    assert answer["ok"], answer
    assert kinds <= ({"same", "open"} if program.stem in COMPUTED else {"same"})
    tally["programs of the site that run where they stand"] += 1


@pytest.mark.parametrize("program", SNIPPETS[:5], ids=lambda program: program.stem)
def test_its_link_carries_it(program):
    text = program.read_text(encoding="utf-8")
    assert fragment(text) == link(text)


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_of_a_notebook_run_where_they_stand(language, tally):
    """Each after those above it, with what the page shows below; one value of them
    is computed."""
    page = Page(language, "from-scratch").article
    cells, kinds = [], []
    for block in page.select("[data-cell]"):
        cells.append(block.code.get_text().rstrip())
        below = block.find_next_sibling(class_="highlight")
        stated = "" if below is None or "data-cell" in below.attrs else below.get_text()
        answer = here(cells, stated, language)
        assert answer["ok"], (cells[-1], answer)
        kinds += [kind for _, kind in answer["rows"]]
        assert block.find_next_sibling()["data-here"] == f"cell-{len(cells)}"
        tally["cells of notebooks that run where they stand"] += 1
    assert len(cells) == 7 and kinds.count("open") == 1


PLAIN = ["lstm_step", "find_640", "relatives_shapes", "cost_table", "cost_engine"]


@pytest.mark.parametrize("name", PLAIN)
def test_plain_python_truly_runs(name):
    [program] = (each for each in SNIPPETS if each.stem == name)
    assert outcome(program.read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "import keras\nprint(1)",
        "import os\nprint(os.getcwd())",
        "from . import x\nprint(1)",
        "print(open('x').read())",
        "print(().__class__.__base__)",
        "print(eval('1'))",
        "print(x)",
        "print 1",
        "x = 1",
    ],
)
def test_nothing_else_does(text):
    assert plain.printed(text) is None


@pytest.mark.parametrize(
    "line, stated, kind",
    [
        ("LSTM 640", "LSTM 640", "same"),
        ("LSTM ?", "LSTM 640", "open"),
        ("(4, 13, 10) ?", "(4, 13, 10) True", "open"),
        ("? 640", "[1. 2.] 640", "open"),
        ("LSTM ?", "LSTM", "other"),
        ("LSTM 680 ?", "LSTM 640 1", "other"),
        ("LSTM", "LSTM 640", "other"),
    ],
)
def test_what_fits(line, stated, kind):
    assert compared(line, stated) == [[line, kind]]


def test_a_difference_is_said():
    for stated in ("2\n", "1\n2\n", ""):
        answer = here("print(1)", stated, "en")
        assert not answer["ok"] and "differs" in answer["said"]


def test_a_program_that_stops_says_where():
    answer = here("import keras\nprint(1)\nkeras.layers.LSTM(0)\n", "1\n", "en")
    assert not answer["ok"] and answer["said"].startswith("Line 3: units must")


def test_what_a_function_collects_for_a_library_is_not_known():
    source = (
        "import keras\nimport pandas as pd\nwords, seen = [], {}\n"
        "data = pd.read_csv('x.csv')\n"
        "data.text.apply(lambda text: words.append(text))\n"
        "def note(text):\n    seen[text] = 1\ndata.text.apply(note)\n"
        "print(len(words), len(seen))\n"
    )
    assert outcome(source)[1] == "? ?\n"


def test_who_opens_notebooks_is_a_setting():
    assert hosts("", "") == {}
    address = hosts("https://github.com/a/b/blob/notebooks", "")["Colab"].format(
        path="x"
    )
    assert address == "https://colab.research.google.com/github/a/b/blob/notebooks/x"
