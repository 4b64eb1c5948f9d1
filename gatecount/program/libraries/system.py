"""`os`, `sys`, `math` and their like: harmless ones."""

import math
import os.path
import sys

from ..standing import StandIn
from ..unknown import Unknown, math_of
from .other import Placeholder


def math_module():
    names = {
        name: math_of(value) if callable(value) else value
        for name, value in vars(math).items()
        if not name.startswith("_")
    }
    return StandIn("math", names)


def placeholder(root):
    def missing(name):
        return Placeholder(f"{root}.{name}")

    return missing


def os_modules(session):
    """Paths can be put together; no file exists, and none is made."""
    path = StandIn(
        "os.path",
        {
            "abspath": lambda path: path,
            "basename": os.path.basename,
            "dirname": os.path.dirname,
            "exists": lambda path: False,
            "expanduser": lambda path: path,
            "isdir": lambda path: False,
            "isfile": lambda path: False,
            "join": joined,
            "normpath": lambda path: path,
            "realpath": lambda path: path,
            "sep": "/",
            "split": os.path.split,
            "splitext": os.path.splitext,
        },
        placeholder("os.path"),
    )
    os_ = StandIn(
        "os",
        {
            "path": path,
            "environ": {},
            "getenv": lambda name, default=None: default,
            "getcwd": lambda: "/",
            "sep": "/",
            "linesep": "\n",
            "name": "posix",
            "cpu_count": lambda: 1,
        },
        placeholder("os"),
    )
    return {"os": os_, "os.path": path}


def joined(*parts):
    if any(isinstance(part, Unknown) for part in parts):
        return Unknown("os.path.join(…)")
    return os.path.join(*parts)


def sys_modules(session):
    def ended(*values):
        raise SystemExit(*values)

    names = {
        "argv": ["program.py"],
        "stdout": session,
        "stderr": Nowhere(),
        "exit": ended,
        "version": sys.version,
        "version_info": sys.version_info,
        "platform": "linux",
        "maxsize": sys.maxsize,
        "byteorder": sys.byteorder,
        "path": [],
        "modules": {},
        "getsizeof": lambda value: Unknown("sys.getsizeof(…)"),
        "setrecursionlimit": lambda limit: None,
    }
    return {"sys": StandIn("sys", names, placeholder("sys"))}


class Nowhere:
    """A stream that nobody reads."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass


class Arguments(dict):
    """What argparse would have read: the defaults."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    __setattr__ = dict.__setitem__


class ArgumentParser:
    """Every option has its default, as if none were given."""

    def __init__(self, *values, **named):
        self.values = Arguments()

    def add_argument(self, *flags, default=None, dest=None, action=None, **named):
        longest = max(flags, key=len, default=dest or "")
        name = (dest or longest).lstrip("-").replace("-", "_")
        if default is None and action in ("store_true", "store_false"):
            default = action == "store_false"
        kind = named.get("type")
        if isinstance(default, str) and callable(kind):
            default = kind(default)
        if default is None and not longest.startswith("-"):
            default = Unknown(name)
        self.values[name] = default

    def add_argument_group(self, *values, **named):
        return self

    add_mutually_exclusive_group = add_argument_group

    def set_defaults(self, **named):
        self.values |= named

    def parse_args(self, *values):
        return self.values

    def parse_known_args(self, *values):
        return self.values, []

    def print_help(self):
        pass


def argparse_modules(session):
    names = {"ArgumentParser": ArgumentParser, "Namespace": Arguments}
    return {"argparse": StandIn("argparse", names, placeholder("argparse"))}


def quiet(root):
    """A module that only tells, keeps or cleans up: nothing of it is missed."""

    def modules(session):
        return {root: StandIn(root, {}, placeholder(root))}

    return modules


MODULES = {
    "os": os_modules,
    "sys": sys_modules,
    "argparse": argparse_modules,
    "gc": quiet("gc"),
    "logging": quiet("logging"),
    "io": quiet("io"),
    "traceback": quiet("traceback"),
}
