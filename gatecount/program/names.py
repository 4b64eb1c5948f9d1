"""The names that the frameworks have, of which most are only told from misspelt ones.

They stand in names.json; tests compare them with the frameworks themselves.
"""

import json
from importlib.resources import files

TEXT = files(__package__).joinpath("names.json").read_text("utf-8")
NAMES = {path: " ".join(rows).split() for path, rows in json.loads(TEXT).items()}
