"""The notebook page was executed, agrees with Keras, and can be downloaded."""

import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from publish.mkdocs import notebooks
from tests.pages import LANGUAGES, ROOT, SITE, Page, pages

NOTEBOOKS = sorted({page.name for page in pages() if page.is_notebook})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_was_executed(name, language, tally):
    page = Page(language, name)
    cells = [block.get_text() for block in page.article.select(".language-python pre")]
    printed = [block.get_text().strip() for block in page.article.select(".output pre")]
    assert len(cells) == page.text.count("# %%\n")
    assert "(True, 130)" in printed, "equal to Keras' output to 1e-6"
    assert "(640, 640)" in printed, "as many parameters as Keras counts"
    assert any("keras" in each and "numpy" in each for each in printed)
    tally["notebook cells executed at build"] += len(cells)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_download_is_a_notebook(name, language):
    path = SITE / language / f"{name}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    shown = Page(language, name).article.select(".language-python pre")
    assert [each.strip() for each in code] == [
        block.get_text().strip() for block in shown
    ]
    assert "{#" not in "".join(each for cell in cells for each in cell["source"])


def test_notebook_pages_are_light(page):
    """What mkdocs-jupyter brings along (574 KB of styles) does not reach a reader."""
    if page.is_notebook:
        assert len(str(page.article)) < 60_000
        for each in page.article.find_all(["style", "script"]):  # of "Run" only
            ours = each.get("src", "").endswith("/calculator/here.mjs")
            assert ours or "data-here-words" in each.attrs


def test_a_failing_cell_fails_the_build(tmp_path):
    """A wrong claim in a notebook stops the site."""
    for name in ("mkdocs.yml", "mkdocs.en.yml", "CITATION.cff", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for room in ("publish", "live", "figures", "gatecount", "snippets", "tests"):
        (tmp_path / room).symlink_to(ROOT / room)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    docs = tmp_path / "docs/en"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home { #home }\n")
    (docs / "from-scratch.py").write_text(
        "# %% [markdown]\n# # Broken {#broken}\n#\n# Text.\n\n# %%\nassert 640 == 641\n"
    )
    config = (tmp_path / "mkdocs.en.yml").read_text(encoding="utf-8")
    config, found = re.subn(
        r"^nav:\n(?:  .*\n)+", "nav: [index.md, from-scratch.py]\n", config, flags=re.M
    )
    assert found == 1
    (tmp_path / "mkdocs.en.yml").write_text(config, encoding="utf-8")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*build, "-f", "mkdocs.en.yml"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "assert 640 == 641" in done.stdout + done.stderr


def test_every_program_is_there_as_a_file_and_as_a_notebook(page, tally):
    """Under the program that a page shows; the notebook holds what CI printed."""
    for reference in page.includes:
        if page.is_deck or not re.fullmatch(r"snippets/.+\.py", reference):
            continue  # slides have no buttons
        path = SITE / "assets" / reference
        program = (ROOT / reference).read_text(encoding="utf-8")
        assert path.read_text(encoding="utf-8") == program
        notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
        nbformat.validate(notebook)
        assert notebook.cells[-1].source == program.strip()
        [output] = notebook.cells[-1].outputs
        assert output.text == (ROOT / reference).with_suffix(".txt").read_text("utf-8")
        links = page.article.select(f'[data-here="{path.stem}"] a[download]')
        here = SITE / page.address.strip("/")
        found = [(here / each["href"]).resolve() for each in links]
        assert found == [path, path.with_suffix(".ipynb")]
        tally["programs to download, with their notebook"] += 1


def test_a_notebook_installs_what_the_tests_have():
    assert next(notebooks.needs("import torch\n")).endswith("torch==2.13.0")
    assert not list(notebooks.needs("import math\n"))
