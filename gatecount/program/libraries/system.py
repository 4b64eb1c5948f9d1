"""`os`, `sys`, `math` and their like: harmless ones."""

from __future__ import annotations

import math
import os.path
import sys

from ...types import TYPE_CHECKING, NoReturn, Routine, Value
from ..numbers import math_of
from ..stand_ins import StandIn
from ..unknown import Answer, Open, Unknown
from .other import Placeholder

if TYPE_CHECKING:
    from ..session import Session


def math_module() -> StandIn:
    names = {
        name: math_of(value) if callable(value) else value
        for name, value in vars(math).items()
        if not name.startswith("_")
    }
    return StandIn("math", names)


def placeholder(root: str) -> Routine:
    def missing(name: str) -> Placeholder:
        return Placeholder(f"{root}.{name}")

    return missing


def os_modules(session: Session) -> dict[str, StandIn]:
    """Paths can be put together; which files exist is not known."""
    path = StandIn(
        "os.path",
        {
            "abspath": lambda path: path,
            "basename": os.path.basename,
            "dirname": os.path.dirname,
            "exists": there,
            "expanduser": lambda path: path,
            "isdir": there,
            "isfile": there,
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
            "environ": Environment(),
            "getenv": Environment().get,
            "getcwd": lambda: "/",
            "sep": "/",
            "linesep": "\n",
            "name": "posix",
            "cpu_count": lambda: 1,
        },
        placeholder("os"),
    )
    return {"os": os_, "os.path": path}


def there(path: Value) -> Answer:
    return Answer("os.path.exists(…)")


class Environment(dict[Value, Value]):
    """Empty; what a program takes for granted is not known."""

    def __missing__(self, name: Value) -> Unknown:
        return Unknown(f"os.environ[{name!r}]")

    def get(self, name: Value, default: Value = None) -> Value:
        return self[name] if default is None else super().get(name, default)


class Argv(list[Value]):
    """The command line, likewise: it has the program's name only."""

    def __getitem__(self, place: Value) -> Value:
        if isinstance(place, int) and place >= len(self):
            return Unknown(f"sys.argv[{place}]")
        return super().__getitem__(place)


def joined(*parts: Value) -> Value:
    if any(isinstance(part, Unknown) for part in parts):
        return Unknown("os.path.join(…)")
    return os.path.join(*parts)


def sys_modules(session: Session) -> dict[str, StandIn]:
    def ended(*values: Value) -> NoReturn:
        raise SystemExit(*values)

    names = {
        "argv": Argv(["program.py"]),
        "stdout": Stream(session.write),
        "stderr": Stream(len),
        "exit": ended,
        "version": sys.version,
        "version_info": sys.version_info,
        "platform": "linux",
        "maxsize": sys.maxsize,
        "byteorder": sys.byteorder,
        "path": Open([Unknown("sys.path[0]")]),
        "modules": Unknown("sys.modules"),
        "getsizeof": lambda value: Unknown("sys.getsizeof(…)"),
        "setrecursionlimit": lambda limit: None,
    }
    return {"sys": StandIn("sys", names, placeholder("sys"))}


class Stream(Unknown):
    """Where the program writes to; nothing else of it is known."""

    def __init__(self, write: Routine) -> None:
        super().__init__("sys.stdout")
        self.write = write


class Arguments:
    """What argparse reads: a value for each option, under its name."""

    def __init__(self, **named: Value) -> None:
        vars(self).update(named)

    def __contains__(self, name: Value) -> bool:
        return name in vars(self)

    def __repr__(self) -> str:
        pairs = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"Namespace({pairs})"


class ArgumentParser:
    """Without a list to read, every option has its default."""

    def __init__(self, *values: Value, **named: Value) -> None:
        self.values: dict[Value, Value] = {}
        self.options: dict[Value, Value] = {}
        self.positional: list[Value] = []

    def add_argument(
        self,
        *flags: Value,
        default: Value = None,
        dest: Value = None,
        action: Value = None,
        **named: Value,
    ) -> None:
        longest = max(flags, key=len, default=dest or "")
        name = (dest or longest).lstrip("-").replace("-", "_")
        kind = named.get("type") or str
        if default is None and action in ("store_true", "store_false"):
            default = action == "store_false"
        if isinstance(default, str) and callable(kind):
            default = kind(default)
        if named.get("required") and default is None:
            default = Unknown(name)
        if longest.startswith("-"):
            self.options |= dict.fromkeys(flags, (name, kind, action, named))
        else:
            self.positional.append((name, kind))
            default = Unknown(name) if default is None else default
        self.values[name] = default

    def add_argument_group(self, *values: Value, **named: Value) -> Value:
        return self

    add_mutually_exclusive_group = add_argument_group

    def set_defaults(self, **named: Value) -> None:
        self.values |= named

    def parse_args(self, args: Value = None, namespace: Value = None) -> Value:
        return self.parse_known_args(args, namespace)[0]

    def parse_known_args(self, args: Value = None, namespace: Value = None) -> Value:
        read, others = self._read(list(args or ()))
        made = namespace or Arguments()
        vars(made).update(self.values | read)
        return made, others

    def _read(self, words: list[str]) -> Value:
        """The values that the words give, and the words that name no option."""
        read, others, waiting = {}, [], list(self.positional)
        while words:
            flag, equals, value = words.pop(0).partition("=")
            if flag not in self.options:
                if waiting and not flag.startswith("-"):
                    name, kind = waiting.pop(0)
                    read[name] = kind(flag + equals + value)
                else:
                    others.append(flag + equals + value)
                continue
            name, kind, action, named = self.options[flag]
            given = [value] if equals else []
            several = isinstance(named.get("nargs"), int) or named.get("nargs") in (
                "*",
                "+",
            )
            if action in ("store_true", "store_false", "store_const"):
                read[name] = named.get("const", action == "store_true")
                continue
            while words and words[0] not in self.options and (several or not given):
                given.append(words.pop(0))
            values = [kind(each) for each in given]
            read[name] = values if several else next(iter(values), None)
        return read, others

    def print_help(self) -> None:
        pass


def argparse_modules(session: Session) -> dict[str, StandIn]:
    names = {"ArgumentParser": ArgumentParser, "Namespace": Arguments}
    return {"argparse": StandIn("argparse", names, placeholder("argparse"))}


def quiet(root: str) -> Routine:
    """A module that only tells, keeps or cleans up: nothing of it is missed."""

    def modules(session: Session) -> dict[str, StandIn]:
        return {root: StandIn(root, {}, placeholder(root))}

    return modules


def types_modules(session: Session) -> dict[str, StandIn]:
    return {
        "types": StandIn("types", {"SimpleNamespace": Arguments}, placeholder("types"))
    }


def importlib_modules(session: Session) -> dict[str, StandIn]:
    def import_module(name: Value, package: Value = None) -> Value:
        """The module of this name, as the program's own import finds it."""
        if not isinstance(name, str):
            return Placeholder("importlib.import_module(…)")
        session.builtins["__import__"](name)
        return session.modules[name]

    names = {"import_module": import_module}
    return {"importlib": StandIn("importlib", names, placeholder("importlib"))}


MODULES: dict[str, Value] = {
    "importlib": importlib_modules,
    "types": types_modules,
    "os": os_modules,
    "sys": sys_modules,
    "argparse": argparse_modules,
    "gc": quiet("gc"),
    "logging": quiet("logging"),
    "io": quiet("io"),
    "traceback": quiet("traceback"),
}
