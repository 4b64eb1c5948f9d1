"""What a rewritten program asks instead of Python: casts, attributes, items, parts.

See `rewriting`, which writes these helpers into the program, and `doubt` for what
decides which way it goes.
"""

import functools
import inspect
import re
import types
from collections import defaultdict
from collections.abc import Iterator

from ..counting import CountError
from ..types import Routine, Value
from . import deciding, doubt
from . import rounds as loops
from .harmless import Base
from .lengths import length
from .libraries.system import Arguments
from .making import is_maker
from .printing import untold, worded
from .session import current
from .skipping import skip
from .symbols import Symbol
from .unknown import Open, Partial, Unknown, is_open, open_up, plain_number

# Attributes that lead out of the program, into Python itself.
OUTSIDE = frozenset(
    """__subclasses__ __globals__ __builtins__ __code__ __closure__ __loader__ __spec__
    __import__ __bases__ __base__ __mro__ mro __getattribute__ __reduce__ __reduce_ex__
    f_back f_globals f_builtins f_locals f_code tb_frame tb_next gi_frame gi_code
    cr_frame ag_frame __traceback__ __self__ __func__""".split()
)


def refuse_outside(name: str, line: int | None = None) -> None:
    if name in OUTSIDE:
        error = CountError(
            "{name} leads out of the program, into Python itself. Leave it out.",
            "AttributeError",
            name=name,
        )
        error.line = line
        raise error


def int_of(*values: Value, **named: Value) -> Value:
    return _number(int, *values, **named)


def float_of(*values: Value, **named: Value) -> Value:
    return _number(float, *values, **named)


def _number(kind: type[Value], *values: Value, **named: Value) -> Value:
    value = values[0] if values else 0
    if isinstance(value, Unknown):
        made = value.number(f"{kind.__name__}({value.text})")
        return made.by("int", value) if kind is int else made
    if isinstance(value, Symbol) and kind is int:
        return value
    if doubt.doubtful(value) or any(map(doubt.doubtful, values[1:])):
        found = value.item() if hasattr(value, "item") else None
        if isinstance(found, Unknown):
            return found.number(f"{kind.__name__}({found.text})")
        return Unknown(f"{kind.__name__}(…)")
    return kind(*values, **named)


def made_of(kind: type[Value]) -> Routine:
    """list, tuple, set …: of a row of unknown length, another one."""

    def made(*values: Value, **named: Value) -> Value:
        if values and isinstance(values[0], Symbol):
            return Unknown(f"{kind.__name__}(…)")
        before = current().pushed
        found = kind(*values, **named)
        if isinstance(values[0] if values else None, types.GeneratorType):
            return open_up(found) if current().pushed > before else found
        first = values[0] if values else None
        if isinstance(first, Unknown) and first.shape is None:
            return open_up(found)
        if getattr(first, "shape", None) and isinstance(length(first), Unknown):
            return open_up(found)
        return open_up(found) if any(map(is_open, values)) else found

    return made


def str_of(*values: Value, **named: Value) -> Value:
    if values and isinstance(values[0], CountError):
        return Partial(worded(values[0]))
    if values and is_open(values[0]) and not isinstance(values[0], Partial):
        return Partial("?")
    if values and isinstance(values[0], Unknown) and not values[0].shape:
        return values[0].derived(f"str({values[0].text})")
    return str(*values, **named)


def bool_of(value: Value = False) -> Value:
    if isinstance(value, Unknown) and value.shape is None:
        made = value.derived(f"bool({value.text})")
        return made.by("bool", value)
    return value if doubt.doubtful(value) else bool(value)


# Names that an unknown value has for itself, and the program for something else.
SHADOWED = frozenset(
    """text line each base offset root steps depth kind number derived by like opened
    __name__ __class__ __doc__""".split()
)


def attribute(value: Value, name: Value) -> Value:
    if isinstance(value, Unknown) and (name != "base" or value.shape is None):
        own = vars(value).get("_own", {})
        if name[0] == "_":
            return value.derived(f"{value.text}.{name}")
        return own[name] if name in own else value.__getattr__(name)
    return getattr(value, name)


class Attributes:
    """What `value.name = …` sets, where the name is one of SHADOWED."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def __getitem__(self, name: Value) -> Value:
        return attribute(self.value, name)

    def __setitem__(self, name: Value, given: Value) -> None:
        if isinstance(self.value, Unknown):
            vars(self.value).setdefault("_own", {})[name] = given
        else:
            setattr(self.value, name, given)

    def __delitem__(self, name: Value) -> None:
        if not isinstance(self.value, Unknown):
            delattr(self.value, name)


def type_of(*values: Value) -> Value:
    """The class of a value; what is not known may be of any."""
    if len(values) == 1 and isinstance(values[0], Unknown) and not values[0].shape:
        return values[0].derived(f"type({values[0].text})")
    return type(*values)


def generated(values: Value) -> Value:
    return values if is_open(values) else iter(values)


def returned(value: Value, loop: Value = None) -> Value:
    """What a function gives, after an `if` that may have left it, or not."""
    if loop is not None and len(current().doubts) > loop.depth:
        return doubt.maybe(value, "return")
    return value


def written(text: Value, values: Value) -> Value:
    """`text % values`, with "?" for what is not known."""
    row = values if isinstance(values, tuple) else (values,)
    lost = untold()
    if lost or any(map(doubt.doubtful, row)):
        pieces = iter(row)

        def one(match: Value) -> Value:
            if match[0] == "%%":
                return "%"
            value = next(pieces, "")
            return "?" if lost or doubt.doubtful(value) else match[0] % value

        return Partial(re.sub(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]", one, text))
    return text % values


def shape(value: Value) -> Value:
    """value.shape; None is for us: data of which not even the axes are known."""
    found = value.shape
    if found is None and isinstance(value, Unknown):
        return value.derived(f"{value.text}.shape")
    return found


INDEXED = (list, tuple, str, dict, bytes, range)


def item(value: Value, key: Value) -> Value:
    """value[key]; what a container has at an unknown place is not known."""
    if isinstance(value, INDEXED) or is_open(value):
        if isinstance(key, slice):
            ends = (key.start, key.stop, key.step)
            unknown = [each for each in ends if doubt.doubtful(each)]
            if unknown:
                if isinstance(value, (str, bytes)):
                    return Unknown("…[…]")
                return Open(value, unknown[0])
            return (
                Open(value[key])
                if is_open(value) and value[key]
                else (Open(value) if is_open(value) else value[key])
            )
        if isinstance(key, (Unknown, Symbol)):
            key = key if isinstance(key, Unknown) else Unknown("…")
            if isinstance(value, defaultdict):  # it has an entry more, or not
                open_up(value)
            values = value.values() if isinstance(value, dict) else value
            return doubt.one_of(values, f"[{key.text}]", key.line, key.each)
        if is_open(value):
            try:
                found = value[key]
            except (LookupError, TypeError):
                found = next(iter(value), None) if isinstance(value, list) else None
                if not isinstance(found, Unknown):
                    return Unknown(f"…[{key!r}]")
            if isinstance(found, Unknown) and found.shape is None:  # one of many
                return found.derived(f"…[{key!r}]", each=False)
            if is_maker(found, set()):
                return doubt.doubted(found, f"…[{key!r}]")
            return Unknown(f"…[{key!r}]") if plain_number(found) else found
    return value[key]


def super_of(kind: Value, of: Value = None) -> Value:
    """super(Callback, self), where Callback is of a library."""
    return super(kind, of) if isinstance(kind, type) else Base()


def spread(function: Value, given: Value) -> Routine:
    """function(**given). Of a row that is not known, neither is what it gives: each
    argument that is left may be in it."""
    if not doubt.doubtful(given):
        return lambda *values, **named: function(*values, **named, **given)
    text, known = doubt.text_of(given), {}
    if function is Arguments and isinstance(given, Unknown):
        return lambda *values, **named: given
    if isinstance(given, dict):
        known = {name: item(given, name) for name in given if type(name) is str}

    def called(*values: Value, **named: Value) -> Value:
        named = {**known, **named}
        try:
            bound = inspect.signature(function).bind_partial(*values, **named)
        except (TypeError, ValueError):
            found = function(*values, **named)
            if isinstance(found, functools.partial):
                return doubt.doubted(found, text)
            return open_up(found) if isinstance(found, doubt.CONTAINERS) else found
        depth, left = len(current().doubts), bound.signature.parameters.items()
        holds = isinstance(function, type) and not is_maker(function, set())
        if any(each.kind == each.VAR_KEYWORD for _, each in left):  # takes any
            doubt.push(text, current().line, forks=True)
        for name, each in left:
            if name in bound.arguments or each.kind not in (1, 3):
                continue
            plain = each.default is each.empty or type(each.default) is int
            if plain or (holds and plain_number(each.default)):
                named[name] = Unknown(f"{text}[{name!r}]")
            else:  # as it stands, but nobody knows
                doubt.push(f"{text}[{name!r}]", current().line, forks=True)
        try:
            return function(*values, **named)
        except (CountError, TypeError):
            current().lack(current().place().code)
            return Unknown(text)  # what it needs may be in there
        finally:
            del current().doubts[depth:]

    return called


def divided(one: Value, two: Value) -> Value:
    """one / two, in Python 2."""
    whole = isinstance(one, int) and isinstance(two, int)
    return one // two if whole else one / two


def granted(value: Value) -> Value:
    """What a program asserts about data is taken for true."""
    return True if doubt.doubtful(value) else value


def unpacked(value: Value, names: Value) -> Value:
    """An unknown value, taken apart into as many as there are names."""
    if isinstance(value, list) and is_open(value) and len(value) != len(names):
        value = value[0] if value else Unknown("…")
        if not isinstance(value, Unknown) or value.shape is not None:
            row = [unpacked(value, n) if isinstance(n, tuple) else value for n in names]
            return [each for each, n in zip(row, names) if str(n)[0] != "*"]
    if not isinstance(value, Unknown) or value.shape is not None:
        if isinstance(value, (tuple, list)) and len(value) == len(names):
            parts = [
                unpacked(each, name) if isinstance(name, tuple) else each
                for each, name in zip(value, names)
            ]
            return parts
        return value
    return [
        unpacked(part(value, name), name)
        if isinstance(name, tuple)
        else part(value, name)
        for name in names
    ]


def part(value: Value, name: Value) -> Value:
    """What one of the names gets; a starred one stands for any number."""
    named = isinstance(name, str) and name != "_"
    several = named and name.startswith("*")
    text = name if named and not several else f"{value.text}[…]"
    return value.derived(text, each=several or value.each, same=not several)


def unpacked_each(values: Value, names: Value) -> Iterator[list[Value]]:
    for value in values:
        yield unpacked(value, names)


# Names that end in __ as well are not changed inside of classes.
HELPERS = (
    doubt.HELPERS
    | deciding.HELPERS
    | loops.HELPERS
    | {
        "__int_of__": int_of,
        "__float_of__": float_of,
        "__str_of__": str_of,
        "__bool_of__": bool_of,
        "__type_of__": type_of,
        "__list_of__": made_of(list),
        "__tuple_of__": made_of(tuple),
        "__set_of__": made_of(set),
        "__frozenset_of__": made_of(frozenset),
        "__dict_of__": made_of(dict),
        "__attribute__": attribute,
        "__attributes__": Attributes,
        "__generated__": generated,
        "__granted__": granted,
        "__divided__": divided,
        "__returned__": returned,
        "__item__": item,
        "__shape__": shape,
        "__skip__": skip,
        "__spread__": spread,
        "__super__": super_of,
        "__slice__": slice,
        "__Stop__": Exception,
        "__Any__": (Exception, SystemExit),
        "__Nameless__": NameError,
        "__written__": written,
        "__unpacked__": unpacked,
        "__unpacked_each__": unpacked_each,
    }
)
