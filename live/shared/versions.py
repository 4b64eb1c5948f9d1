"""Which version of each framework the tests compare the engine with.

The pins are those of the judges themselves, so that nobody types a version.
"""

import os.path
import re
from functools import cache
from pkgutil import get_data

from .layers import FRAMEWORKS

ROOT = os.path.abspath(f"{__file__}/../../..")
PINS = ("requirements.txt", "tests/requirements.txt", "tests/recorded.txt")
BROWSER = "requirements.txt"
PACKAGES = {  # where it is not the name
    "flax.linen": "flax",
    "flax.nnx": "flax",
    "paddle": "paddlepaddle",
    "haiku": "dm-haiku",
}


def pins():
    """The requirements; in the browser they lie beside this file."""
    try:
        return get_data(__package__, BROWSER).decode()
    except OSError:
        return "\n".join(map(read, PINS))


def read(name):
    # Not pathlib: that would bring half of the standard library into the browser.
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


@cache
def pinned():
    """Package -> version."""
    return dict(re.findall(r"^([\w-]+)==([\w.]+)$", pins(), re.M))


def version(framework):
    return pinned()[PACKAGES.get(framework, framework)]


def titled(framework):
    """Keras 3.15.1"""
    return f"{FRAMEWORKS[framework].title} {version(framework)}"
