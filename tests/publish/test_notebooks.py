"""The notebook page was executed, agrees with Keras, and can be downloaded."""

import json
import re
import shutil
import subprocess
import sys

import pytest

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
        assert not page.article.find_all(["style", "script"])


def test_a_failing_cell_fails_the_build(tmp_path):
    """A wrong claim in a notebook stops the site."""
    for name in ("mkdocs.yml", "mkdocs.en.yml", "CITATION.cff", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    for room in ("publish", "calculator", "figures", "gatecount", "snippets", "tests"):
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
