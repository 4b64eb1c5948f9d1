"""Python's built-in functions, as a program here has them."""

import builtins
from collections.abc import Iterator

from ..counting import CountError
from ..types import NoReturn, Routine, Value
from . import older
from .asking import HELPERS, SHADOWED, attribute, refuse_outside
from .doubt import one_of, push, uncounted
from .lengths import from_loop, length
from .libraries.array import Data
from .numbers import math_of
from .printing import print_
from .session import Session, current
from .symbols import Symbol
from .unknown import (
    Answer,
    Open,
    UndecidedError,
    Unknown,
    answered,
    is_open,
    plain_number,
)

# Left out: what reads files or input, runs text, or shows Python's insides.
OPEN = """compile eval exec input open breakpoint help globals locals vars memoryview
    __import__ __loader__ __spec__ copyright credits license exit quit""".split()


def builtins_of(session: Session, imported: Routine) -> dict[str, Routine | str]:
    """The dict that takes the place of `__builtins__`."""
    names = {name: value for name, value in vars(builtins).items() if name not in OPEN}
    for name in ("abs", "divmod", "pow"):
        names[name] = math_of(getattr(builtins, name))
    names |= OWN | older.names(session, names | OWN)
    return names | HELPERS | {"__import__": imported, "__debug__": True}


def open_(*values: Value, **named: Value) -> Value:
    """A file that is not here: whatever is read from it is not known."""
    current().ignore("open")
    made: Value = Data("open(…)")
    made.opened = values[0] if values else named.get("file")
    return made


def input_(prompt: Value = "") -> Unknown:
    current().write(f"{prompt}\n")
    current().ignore("input")
    return Unknown("input()")


def exit_(*values: Value) -> NoReturn:
    raise SystemExit(*values)


def range_(*values: Value) -> Open | range:
    """A range up to an unknown number is gone through once."""
    values = tuple(map(answered, values))
    value = next((each for each in values if isinstance(each, (Unknown, Symbol))), None)
    if value is None:
        return range(*values)
    return Open([Unknown("i", getattr(value, "line", None), each=True)], value)


def most(function: Routine) -> Routine:
    """max and min: of what is not known, the answer is not known."""

    def asked(*values: Value, **named: Value) -> Value:
        several = list(values[0]) if len(values) == 1 else list(values)
        if (len(values) == 1 and is_unknown(values[0])) or any(
            map(is_unknown, keys(several, named.get("key")))
        ):
            made = Unknown(f"{function.__name__}(…)", line_of(values, several))
            plain = not named and len(values) > 1 and not any(map(from_loop, several))
            return made.by(function.__name__, *several) if plain else made
        return function(several, **named)

    return asked


def keys(values: list[Value], key: Routine | None) -> Iterator[Value]:
    """By what the values are ordered, and what is in that."""
    for each in values:
        found = each if key is None else key(each)
        yield found
        if isinstance(found, (tuple, list)):
            yield from found


def is_unknown(value: Value) -> bool:
    return isinstance(value, (Unknown, Symbol)) or is_open(value)


def line_of(*rows: Value) -> int | None:
    lines = [getattr(each, "line", None) for row in rows for each in row]
    return next((line for line in lines if isinstance(line, int)), None)


def sum_(values: Value, /, start: Value = 0) -> Value:
    if is_open(values):
        return Unknown("sum(…)")
    before = current().pushed
    for value in values:
        start = start + value
    return Unknown("sum(…)") if current().pushed > before else start


def iter_(values: Value, *end: Value) -> Iterator[Value]:
    """Over data: one round, and nobody knows whether there is another."""
    if not is_unknown(values):
        return iter(values, *end)

    def each() -> Iterator[Data]:
        push("iter(…)", current().line)
        yield from values

    return each()


def sorted_(
    values: Value, /, *, key: Value = None, reverse: Value = False
) -> Open | list[Value]:
    found = list(values)
    if is_unknown(values) or any(map(from_loop, found)):
        return Open(found)
    if any(map(is_unknown, keys(found, key))):
        return [Unknown("sorted(…)[…]") for _ in found]
    return sorted(found, key=key, reverse=reverse)


def all_or_any(function: Routine, stops: bool) -> Routine:
    def asked(values: Value, /) -> Value:
        unknown = is_unknown(values)
        for each in values:
            if is_unknown(each):
                unknown = True
            elif bool(each) is stops:
                return stops if not is_open(values) else Answer("…")
        return Answer(f"{function.__name__}(…)") if unknown else not stops

    return asked


def over(function: type[Value]) -> Routine:
    """enumerate, zip …: over a row of unknown length, another one."""

    def asked(*values: Value, **named: Value) -> Value:
        found = function(*values, **named)
        if any(map(uncounted, values)):
            return Open(found)
        return found

    return asked


def map_(function: Value, *values: Value) -> Value:
    """map; `int` and the like take what is not known."""
    function = HELPERS.get(f"__{getattr(function, '__name__', '')}_of__", function)
    return over(map)(function, *values)


def enumerate_(values: Value, start: Value = 0) -> Value:
    if uncounted(values):
        return Open((Unknown("i", each=True), each) for each in values)
    return enumerate(values, start)


def isinstance_(value: Value, kinds: Value) -> Answer | bool:
    """Of a class that is not here, nobody knows."""
    if is_unknown(kinds) or (isinstance(value, Unknown) and value.shape is None):
        return Answer("isinstance(…)")
    if isinstance(kinds, tuple):
        known = tuple(each for each in kinds if not isinstance(each, Unknown))
        return isinstance(value, known) or (
            False if len(known) == len(kinds) else Answer("isinstance(…)")
        )
    return isinstance(value, kinds)


def next_(values: Value, *default: Value) -> Value:
    if is_open(values) and any(map(callable, values)):
        return one_of(values, "next(…)")
    return next(iter(values)) if is_unknown(values) else next(values, *default)


def round_(value: Value, *digits: Value) -> Value:
    if is_unknown(value) or any(map(is_unknown, digits)):
        return Unknown("round(…)").by("round", value, *digits)
    return round(value, *digits)


def hasattr_(value: Value, name: Value) -> Value:
    if isinstance(value, Unknown):
        return Answer(f"hasattr({value.text})")
    return hasattr(value, name)


def getattr_(value: Value, name: Value, *default: Value) -> Value:
    if isinstance(name, str):
        refuse_outside(name)
    if isinstance(name, Unknown):
        return Data(f"{getattr(value, '__name__', '…')}.?")
    if isinstance(value, Unknown) and name in SHADOWED:
        return attribute(value, name)
    return getattr(value, name, *default)


def lacked(value: Value, name: Value) -> Unknown:
    """An attribute that something unknown may have set."""
    if name.startswith("__") or id(value) not in current().opened:
        kind = type(value).__name__
        raise AttributeError(f"{kind!r} object has no attribute {name!r}")
    return Unknown(f"….{name}", current().opened[id(value)][2])


def setattr_(value: Value, name: Value, given: Value) -> None:
    """Of an unknown name: it may be any that the value has, or one that it lacks."""
    if not isinstance(name, Unknown):
        return setattr(value, name, given)
    if isinstance(given, Unknown):
        current().opened[id(value)] = value, given.text, given.line
        if type(value).__module__ == "__main__" and not hasattr(value, "__getattr__"):
            type(value).__getattr__ = lacked
        for each, now in list(vars(value).items()):
            if plain_number(now) and not each.startswith("_"):
                setattr(value, each, Unknown(each))
        return None
    raise UndecidedError(name)


def absorb(owner: Value) -> Routine:
    """owner.__dict__.update(given)"""

    def updated(given: Value = (), **named: Value) -> None:
        if isinstance(given, Unknown):
            setattr_(owner, given, given)
            given = ()
        owner.__dict__.update(given, **named)

    return updated


def vars_(value: Value = None) -> Value:
    if value is None:
        raise CountError(
            "{name} leads out of the program, into Python itself. Leave it out.",
            "TypeError",
            name="vars()",
        )
    return vars(value)


def names_(*values: Value) -> dict[Value, Value]:
    """globals() and locals(): a program may look, and finds nothing."""
    return {}


OWN = {
    "BaseException": Exception,
    # What the program raises; what stops it, is none of it, and not to be caught.
    "KeyboardInterrupt": type("KeyboardInterrupt", (Exception,), {}),
    "print": print_,
    "open": open_,
    "input": input_,
    "exit": exit_,
    "quit": exit_,
    "len": length,
    "range": range_,
    "max": most(max),
    "min": most(min),
    "sum": sum_,
    "sorted": sorted_,
    "all": all_or_any(all, False),
    "any": all_or_any(any, True),
    "enumerate": enumerate_,
    "zip": over(zip),
    "map": map_,
    "filter": over(filter),
    "reversed": over(reversed),
    "isinstance": isinstance_,
    "next": next_,
    "iter": iter_,
    "hash": lambda value: Unknown("hash(…)"),
    "id": lambda value: Unknown("id(…)"),
    "round": round_,
    "hasattr": hasattr_,
    "setattr": setattr_,
    "__absorb__": absorb,
    "getattr": getattr_,
    "vars": vars_,
    "globals": names_,
    "locals": names_,
    "help": names_,
    "get_ipython": lambda: Unknown("get_ipython()"),
}
