"""What a function of the program may change: nobody knows whether it is called."""

import dis
import types
from functools import lru_cache
from types import CodeType

from ..types import Value
from .symbols import SOURCE
from .syntax import codes_of
from .unknown import Unknown, open_up, plain_number

CHANGE = {"append", "add", "update", "extend", "insert", "setdefault", "pop", "clear"}
HOLDING = (list, dict, set)


def may_be_called(function: Value, *values: Value) -> None:
    """What it may change is not known from here: what it holds, its owner, and what it
    is given, `values`."""
    owner = getattr(function, "__self__", None)
    function = getattr(function, "__func__", function)
    functions = reached(function, type(owner), {})
    held, attributes, changes = [owner, *values], set(), False
    for each in functions:
        stored, may_change = stores(each.__code__)
        changes |= may_change
        attributes |= stored["STORE_ATTR"]
        changes |= bool(stored["STORE_SUBSCR"])
        for name in stored["STORE_GLOBAL"]:
            lose(each.__globals__, name)
        cells = zip(each.__code__.co_freevars, each.__closure__ or ())
        for name, cell in cells:
            if cell == types.CellType():
                continue
            held.append(cell.cell_contents)
            if name in stored["STORE_DEREF"] and plain_number(cell.cell_contents):
                cell.cell_contents = Unknown(name)
        held += [each.__globals__.get(name) for name in each.__code__.co_names]
    for each in held if attributes or changes else ():
        mine = type(each).__module__ == "__main__"
        own = getattr(each, "__dict__", {}) if mine else {}
        for name in attributes & set(own):
            lose(own, name)
        for one in (each, *own.values()):
            if changes and isinstance(one, HOLDING):
                open_up(one, f"{function.__name__}()")


STORES = ("STORE_ATTR", "STORE_SUBSCR", "STORE_GLOBAL", "STORE_DEREF")


@lru_cache(512)
def stores(whole: CodeType) -> tuple[dict[str, set[str]], bool]:
    """What the code of a function sets, and whether it may change a container."""
    stored: dict[str, set[str]] = {kind: set() for kind in STORES}
    changes = False
    for code in codes_of(whole):
        changes |= not CHANGE.isdisjoint((*code.co_names, *texts(code)))
        for step in dis.get_instructions(code):
            if step.opname in stored:
                stored[step.opname].add(step.argval)
    return stored, changes


def texts(code: Value) -> list[str]:
    return [each for each in code.co_consts if isinstance(each, str)]


def reached(
    function: Value, kind: type[Value], found: dict[Value, Value]
) -> dict[Value, Value]:
    """The function and those that it calls, by their names."""
    if not isinstance(function, types.FunctionType) or function in found:
        return found
    if function.__code__.co_filename == SOURCE:
        found[function] = True
        for code in codes_of(function.__code__):
            for name in code.co_names:
                reached(getattr(kind, name, None), kind, found)
                reached(function.__globals__.get(name), kind, found)
    return found


def lose(names: Value, name: Value) -> None:
    value = names.get(name)
    if value is not None and plain_number(value):
        names[name] = Unknown(name)
    elif isinstance(value, HOLDING):
        open_up(value, name)
