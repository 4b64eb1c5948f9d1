"""The names that the frameworks have, of which most are only told from misspelt ones.

They stand in names.json, which `make names` writes; a test compares.
"""

import json
from pkgutil import get_data

ROWS = json.loads(get_data(__package__, "names.json") or b"")
NAMES = {path: " ".join(rows).split() for path, rows in ROWS.items()}


def names_of(path: str) -> list[str]:
    """The names in a module; tf.keras has most of them as keras has them."""
    return NAMES.get(path) or NAMES.get(path.removeprefix("tensorflow."), [])
