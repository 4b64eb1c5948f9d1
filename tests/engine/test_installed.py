"""The engine as a package: built, installed into an empty environment, and run."""

import json
import re
import subprocess
import sys
import venv

import pytest

from tests.snippets import ROOT

VERSION = re.search(
    r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M
)


def run(*command, **options):
    return subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, **options
    )


@pytest.fixture(scope="module", params=["whl", "tar.gz"])
def bin(request, tmp_path_factory):
    """The folder of programs of an environment that has nothing but the package."""
    root = tmp_path_factory.mktemp("installed")
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", root)
    built = run(*build, ROOT)
    assert built.returncode == 0, built.stderr
    [package] = root.glob(f"gatecount-{VERSION[1]}*.{request.param}")
    venv.create(root / "venv", with_pip=False)
    python = root / "venv/bin/python"
    # The builder of the package is here; its own environment would fetch it anew.
    if request.param == "tar.gz":
        wheel = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index")
        made = run(*wheel, "--no-build-isolation", "-w", root / "again", package)
        assert made.returncode == 0, made.stderr
        [package] = (root / "again").glob("*.whl")
    install = (sys.executable, "-m", "pip", "--python", python, "install")
    done = run(*install, "--no-index", package)
    assert done.returncode == 0, done.stderr
    return root / "venv/bin"


def test_a_layer_is_counted(bin, tmp_path):
    layer = ("LSTM(10)", "--input-shape", "13,5")
    said = run(bin / "gatecount", *layer, cwd=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.split()[-1] == "640"
    told = run(bin / "gatecount", *layer, "--json", cwd=tmp_path)
    assert json.loads(told.stdout)["total"] == 640


def test_a_program_is_counted(bin, tmp_path):
    program = sorted((ROOT / "snippets/programs").glob("*.py"))[0]
    here = run(sys.executable, "-m", "gatecount", program, "--json", cwd=ROOT)
    there = run(bin / "gatecount", program, "--json", cwd=tmp_path)
    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout) == json.loads(here.stdout)


def test_what_is_refused_is_a_sentence_and_a_status(bin, tmp_path):
    said = run(bin / "gatecount", "LSTM(0)", "--input-shape", "13,5", cwd=tmp_path)
    assert said.returncode == 1
    assert not said.stdout
    assert "Traceback" not in said.stderr
    assert "units" in said.stderr


def test_it_needs_nothing_else(bin, tmp_path):
    """Every module of the package can be imported where nothing else is installed."""
    script = """
import importlib, pkgutil, gatecount
names = [each.name for each in pkgutil.walk_packages(gatecount.__path__, "gatecount.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names))
"""
    said = run(bin / "python", "-c", script, cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert int(said.stdout) > 100
