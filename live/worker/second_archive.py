"""Modules that come later than the others, in an archive of their own."""

import sys
from importlib import import_module


def add(path):
    """Find modules in the archive `path` too, within our packages as well."""
    sys.path.append(path)
    for name in ("live", "gatecount"):
        import_module(name).__path__.append(f"{path}/{name}")
