"""`absl`: `app.run` runs main, and flags have the values that the program writes."""

import sys

from ..stand_ins import StandIn, put
from ..unknown import Unknown
from .other import Placeholder


class Flags:
    """FLAGS.name; what only the command line would tell is not known."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"FLAGS.{name}")

    def __getitem__(self, name):
        return Holder(name, getattr(self, name))


class Holder:
    """What `flags.DEFINE_integer` gives."""

    def __init__(self, name, value):
        self.name, self.value, self.default = name, value, value


def run(main=None, argv=None, **named):
    """Without main, as TensorFlow 1 has it, the program's own."""
    main = main or sys._getframe(1).f_globals["main"]
    main(["program.py"] if argv is None else argv)


def modules(session):
    kept = Flags()

    def define(name, default=None, *values, **named):
        if default is not None:
            setattr(kept, name, default)
        return Holder(name, getattr(kept, name))

    def missing(path):
        def unknown(name):
            if path == "absl.flags" and name.startswith("DEFINE_"):
                return define
            return Placeholder(f"{path}.{name}")

        return unknown

    made = {}
    known = {"absl": {}, "absl.app": {"run": run}, "absl.flags": {"FLAGS": kept}}
    for path, names in (known | {"absl.logging": {}}).items():
        put(made, path, StandIn(path, names, missing(path)))
    return made
