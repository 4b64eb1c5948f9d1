"""Ask the package index for the newest versions of the frameworks: `make newest`.

What is pinned stays; a page says where something newer has been seen.
"""

import json
import re
import subprocess
import sys
from datetime import date

from publish.pages.newest import FILE, NAMES


def newest(package: str) -> str:
    """The newest release that this Python can install. Raises where none is found."""
    command = [sys.executable, "-m", "pip", "index", "versions", package]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.match(rf"{re.escape(package)} \(([\w.]+)\)", said)[1]


if __name__ == "__main__":
    found = {package: newest(package) for package in NAMES.values()}
    seen = {"date": date.today().isoformat(), "newest": found}
    FILE.write_text(json.dumps(seen, indent=1) + "\n", encoding="utf-8")
    print(*(f"{name} {version}" for name, version in found.items()), sep="\n")
