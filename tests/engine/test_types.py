"""The engine's contracts: every function says what goes in and what comes out."""

import subprocess
import sys

from tests.snippets import ROOT


def test_the_layer_engine_is_typed():
    """mypy, strict but for what pyproject.toml names."""
    checked = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
