"""Stand-ins for modules: a name, and what can be imported from it."""

import difflib
import types
from collections.abc import Iterable
from types import ModuleType

from ..counting import CountError
from ..types import NoReturn, Routine, Value


class StandIn(types.ModuleType):
    """A module with the names in `names`; others by `missing(name)`, if given.

    `missing` returns a value or raises AttributeError.
    """

    def __init__(
        self, name: str, names: Value = (), missing: Routine | None = None
    ) -> None:
        super().__init__(name)
        self.__dict__.update(names)
        self.__dict__["__path__"] = []
        if missing is not None:
            self.__dict__["_missing"] = missing

    def __getattr__(self, name: str) -> Value:
        own = self.__dict__
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            if "_missing" not in own:
                raise AttributeError(name)
            value = own["_missing"](name)
        except CountError:
            raise
        except AttributeError:
            refuse_name(self.__name__, name, [*own, *own.get("__all__", ())])
        self.__dict__[name] = value
        return value

    def __repr__(self) -> str:
        return f"<module '{self.__name__}'>"


def public(module: ModuleType) -> list[str]:
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    ]


def refuse_name(module: str, name: str, known: Iterable[str]) -> NoReturn:
    """Say that a module has no such name, and which one may be meant."""
    names = sorted(each for each in {*known} if not each.startswith("_"))
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    close += [each for each in names if each.lower() == name.lower()]
    if close:
        raise CountError(
            "{module} has no {name}. Did you mean {close}?",
            "AttributeError",
            module=module,
            name=name,
            close=", ".join(dict.fromkeys(close)),
        )
    raise CountError(
        "{module} has no {name}.", "AttributeError", module=module, name=name
    )


def put(modules: Value, path: str, module: StandIn) -> StandIn:
    """Add a module to the modules by their dotted names, and to its parent."""
    modules[path] = module
    parent, _, name = path.rpartition(".")
    if parent in modules:
        vars(modules[parent])[name] = module
    return module
