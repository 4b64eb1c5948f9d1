"""The names that the frameworks have, of which most are only told from misspelt ones.

They stand in names.json; tests compare them with the frameworks themselves.
"""

import json
from pkgutil import get_data

ROWS = json.loads(get_data(__package__, "names.json"))
NAMES = {path: " ".join(rows).split() for path, rows in ROWS.items()}
