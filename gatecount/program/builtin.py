"""Python's built-in functions, as a program here has them."""

import builtins

from ..counting import CountError
from .libraries.array import Data
from .rewriting import HELPERS, refuse_outside
from .session import current
from .unknown import Unknown, from_loop, length, math_of

# Left out: what reads files or input, runs text, or shows Python's insides.
OPEN = """compile eval exec input open breakpoint help globals locals vars memoryview
    __import__ __loader__ __spec__ copyright credits license exit quit""".split()


def builtins_of(session, imported):
    """The dict that takes the place of `__builtins__`."""
    names = {name: value for name, value in vars(builtins).items() if name not in OPEN}
    for name in ("abs", "divmod", "pow"):
        names[name] = math_of(getattr(builtins, name))
    return names | HELPERS | OWN | {"__import__": imported, "__debug__": True}


def print_(*values, sep=" ", end="\n", file=None, flush=False):
    sep, end = " " if sep is None else sep, "\n" if end is None else end
    text = str(sep).join(map(str, values)) + str(end)
    if file is None or file is current():
        current().write(text)
    elif not isinstance(file, Unknown):
        file.write(text)


def open_(*values, **named):
    """A file that is not here: whatever is read from it is not known."""
    current().ignore("open")
    return Data("open(…)")


def input_(prompt=""):
    current().write(f"{prompt}\n")
    current().ignore("input")
    return Unknown("input()")


def exit_(*values):
    raise SystemExit(*values)


def range_(*values):
    """A range up to an unknown number is gone through once."""
    if any(isinstance(each, Unknown) for each in values):
        return list(Range(*values))
    return range(*values)


class Range:
    def __init__(self, *values):
        start, stop = (0, *values) if len(values) == 1 else values[:2]
        value = stop if isinstance(stop, Unknown) else start
        for each in (start, stop):
            value = each if isinstance(each, Unknown) else value
        self.value = Unknown("i", value.line, each=True)

    def __iter__(self):
        yield self.value


def most(function):
    """max and min: of what is not known, the answer is not known."""

    def asked(*values, **named):
        if len(values) == 1 and isinstance(values[0], Unknown):
            return values[0].number(f"{function.__name__}({values[0].text})")
        whole = list(values[0]) if len(values) == 1 else list(values)
        unknown = next((each for each in whole if isinstance(each, Unknown)), None)
        if unknown is not None:
            return unknown.number(f"{function.__name__}({unknown.text})")
        return function(whole, **named)

    return asked


def sum_(values, /, start=0):
    for value in values:
        start = start + value
    return start


def sorted_(values, /, *, key=None, reverse=False):
    values = list(values)
    if any(map(from_loop, values)):
        return values
    return sorted(values, key=key, reverse=reverse)


def getattr_(value, name, *default):
    if isinstance(name, str):
        refuse_outside(name)
    return getattr(value, name, *default)


def vars_(value=None):
    if value is None:
        raise CountError(
            "{name} leads out of the program, into Python itself. Leave it out.",
            "TypeError",
            name="vars()",
        )
    return vars(value)


def names_(*values):
    """globals() and locals(): a program may look, and finds nothing."""
    return {}


OWN = {
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
    "getattr": getattr_,
    "vars": vars_,
    "globals": names_,
    "locals": names_,
    "help": names_,
}
