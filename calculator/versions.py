"""Which version of each framework the tests compare the engine with.

The pins are those of the judges themselves, so that nobody types a version.
"""

import re
from functools import cache
from pathlib import Path

from .layers import FRAMEWORKS

ROOT = Path(__file__).resolve().parent.parent
PINS = ("requirements.txt", "tests/requirements.txt")
PACKAGES = {"flax.linen": "flax", "flax.nnx": "flax"}  # where it is not the name


@cache
def pinned():
    """Package -> version."""
    text = "\n".join((ROOT / each).read_text(encoding="utf-8") for each in PINS)
    return dict(re.findall(r"^([\w-]+)==([\w.]+)$", text, re.M))


def version(framework):
    return pinned()[PACKAGES.get(framework, framework)]


def titled(framework):
    """Keras 3.15.1"""
    return f"{FRAMEWORKS[framework].title} {version(framework)}"
