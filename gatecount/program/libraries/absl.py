"""`absl`: `app.run` runs main, and flags have the values that the program writes."""

from __future__ import annotations

import sys

from ...types import TYPE_CHECKING, Routine, Value
from ..stand_ins import StandIn, put
from ..unknown import Unknown
from .other import Placeholder

if TYPE_CHECKING:
    from ..session import Session


class Flags:
    """FLAGS.name; what only the command line would tell is not known."""

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unknown(f"FLAGS.{name}")

    def __getitem__(self, name: Value) -> Value:
        return Holder(name, getattr(self, name))


class Holder:
    """What `flags.DEFINE_integer` gives."""

    def __init__(self, name: str, value: Unknown | int) -> None:
        self.name, self.value, self.default = name, value, value


def run(main: Value = None, argv: Value = None, **named: Value) -> None:
    """Without main, as TensorFlow 1 has it, the program's own."""
    main = main or sys._getframe(1).f_globals["main"]
    main(["program.py"] if argv is None else argv)


def modules(session: Session) -> Value:
    kept = Flags()

    def define(
        name: Value, default: Value = None, *values: Value, **named: Value
    ) -> Holder:
        if default is not None:
            setattr(kept, name, default)
        return Holder(name, getattr(kept, name))

    def missing(path: str) -> Routine:
        def unknown(name: str) -> Routine:
            if path == "absl.flags" and name.startswith("DEFINE_"):
                return define
            return Placeholder(f"{path}.{name}")

        return unknown

    made: dict[Value, Value] = {}
    known = {"absl": {}, "absl.app": {"run": run}, "absl.flags": {"FLAGS": kept}}
    for path, names in (known | {"absl.logging": {}}).items():
        put(made, path, StandIn(path, names, missing(path)))
    return made
