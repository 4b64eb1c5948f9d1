"""The engine's contracts: every function says what goes in and what comes out."""

import subprocess
import sys

from tests.snippets import ROOT


def test_the_engine_is_typed():
    """mypy, strict, of all of it."""
    checked = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
