"""The names kept of the frameworks are those that the pinned versions have."""

import json
import os
import subprocess
import sys

from tests.names import FILE


def test_the_names_are_those_of_the_frameworks():
    """In a process of its own: what others import adds modules."""
    code = "import json; from tests.names import made; print(json.dumps(made()))"
    said = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    kept = json.loads(FILE.read_text("utf-8"))
    kept = {path: " ".join(rows).split() for path, rows in kept.items()}
    assert kept == json.loads(said.stdout.splitlines()[-1]), "run make names"
