"""A pickle taken apart without running it: what would be called is only noted.

The opcodes are those of https://docs.python.org/3/library/pickletools.html.
"""

from dataclasses import dataclass, field

from ...types import NoReturn, Value
from .reading import Reader, cut, text_of, unread


@dataclass(eq=False)
class Called:
    """What `name`, a dotted name, would give for `values`: it is not called.

    `state` is what would be set on it, `pairs` and `items` what would be put into it.
    """

    name: str
    values: tuple[Value, ...] = ()
    state: object = None
    pairs: list[Value] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Name:
    """A function or class that the pickle names."""

    name: str


@dataclass(frozen=True, eq=False)
class Kept:
    """What is stored outside of the pickle; `key` says where."""

    key: object


@dataclass(eq=False)
class Mapping:
    """A dictionary, whose keys may be anything."""

    pairs: list[Value] = field(default_factory=list)


class Mark:
    pass


MARK = Mark()
MAPPINGS = ("collections.OrderedDict", "builtins.dict", "collections.defaultdict")
NUMBERS = {b"J": "i", b"K": "B", b"M": "H", b"G": ">d"}
CONSTANTS = {b"N": None, b"\x88": True, b"\x89": False}
SKIPPED = {b"\x80": 1, b"\x95": 8, b"\x97": 0, b"\x98": 0}
# The number that says how long, and whether it is text.
LONG = {
    b"U": ("B", True), b"T": ("i", True), b"X": ("I", True), b"\x8c": ("B", True),
    b"\x8d": ("Q", True), b"C": ("B", False), b"B": ("I", False),
    b"\x8e": ("Q", False), b"\x96": ("Q", False), b"\x8a": ("B", None),
    b"\x8b": ("i", None),
}  # fmt: skip
LINES: dict[bytes, Value] = {
    b"I": lambda text: {"00": False, "01": True}.get(text) if len(text) == 2
    and text[0] == "0" else int(text),
    b"L": lambda text: int(text.removesuffix("L")),
    b"F": float,
    b"S": lambda text: text.strip("'\""),
    b"V": str,
    b"P": Kept,
}  # fmt: skip
GET = {b"h": "B", b"j": "I"}
PUT = {b"q": "B", b"r": "I"}
TUPLES = {b"\x85": 1, b"\x86": 2, b"\x87": 3}


class Machine:
    """Python's own machine of a stack and a memory, which makes no object."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.stack: list[Value] = []
        self.memory: dict[Value, Value] = {}

    def load(self) -> Value:
        """The value of the next pickle in the file."""
        while True:
            self.reader.charge("steps")
            code = self.reader.take(1)
            if code == b".":
                return self.pop()
            self.step(code)

    def step(self, code: Value) -> None:
        read = self.reader
        if code in NUMBERS:
            self.push(*read.unpack(NUMBERS[code]))
        elif code in CONSTANTS:
            self.push(CONSTANTS[code])
        elif code in LONG:
            self.push(self.long(*LONG[code]))
        elif code in LINES:
            self.push(LINES[code](text_of(read.line())))
        elif code in GET:
            self.push(self.memory[read.unpack(GET[code])[0]])
        elif code == b"g":
            self.push(self.memory[int(read.line())])
        elif code in PUT:
            self.memory[read.unpack(PUT[code])[0]] = self.last
        elif code == b"p":
            self.memory[int(read.line())] = self.last
        elif code == b"\x94":
            self.memory[len(self.memory)] = self.last
        elif code in TUPLES:
            self.push(tuple(self.pops(TUPLES[code])))
        elif code in SKIPPED:
            read.take(SKIPPED[code])
        else:
            OTHERS.get(code, refuse)(self)

    def long(self, form: str, is_text: bool | None) -> Value:
        [length] = self.reader.unpack(form)
        found = self.reader.take(length)
        if is_text is None:
            return int.from_bytes(found, "little", signed=True)
        return text_of(found) if is_text else found

    def push(self, value: Value) -> None:
        self.stack.append(value)

    def pop(self) -> Value:
        value = self.stack.pop()
        if value is MARK:
            raise cut()
        return value

    def pops(self, number: int) -> list[Value]:
        return [self.pop() for _ in range(number)][::-1]

    @property
    def last(self) -> Value:
        return self.stack[-1]

    def marked(self) -> list[Value]:
        """What stands above the last mark."""
        found = []
        while self.stack[-1] is not MARK:
            found.append(self.stack.pop())
        self.stack.pop()
        return found[::-1]

    def name(self) -> None:
        self.push(Name(".".join(text_of(self.reader.line()) for _ in range(2))))

    def name_of_stack(self) -> None:
        names = (each if isinstance(each, str) else "?" for each in self.pops(2))
        self.push(Name(".".join(names)))

    def call(self) -> None:
        self.made(*self.pops(2))

    def call_named(self) -> None:
        self.made(*self.pops(3)[:2])

    def call_marked(self) -> None:
        called, *values = self.marked()
        self.made(called, tuple(values))

    def call_line(self) -> None:
        self.name()
        self.made(self.pop(), tuple(self.marked()))

    def made(self, called: Mapping | Name | int, values: tuple[Value, ...]) -> None:
        """What would be made: a dictionary is none that runs anything."""
        name = name_of(called)
        values = values if isinstance(values, tuple) else (values,)
        if name not in MAPPINGS:
            return self.push(Called(name, values))
        pairs = pairs_of(values[-1] if values else ())
        self.reader.charge("steps", len(pairs))
        return self.push(Mapping(pairs))

    def build(self) -> None:
        state = self.pop()
        if isinstance(self.last, Called):
            self.last.state = state

    def append(self, items: list[Called | str] | None = None) -> None:
        items = [self.pop()] if items is None else items
        into = self.last if isinstance(self.last, list) else None
        into = self.last.items if isinstance(self.last, Called) else into
        if into is None:
            raise cut()
        into.extend(items)

    def put(self, items: list[Value] | None = None) -> None:
        items = self.pops(2) if items is None else items
        if not isinstance(self.last, (Called, Mapping)):
            raise cut()
        self.last.pairs.extend(zip(items[::2], items[1::2], strict=True))

    def mapping(self) -> None:
        items = self.marked()
        self.push(Mapping())
        self.put(items)


def refuse(machine: Machine) -> NoReturn:
    raise unread("pickle")


OTHERS = {
    b"(": lambda machine: machine.push(MARK),
    b"0": lambda machine: machine.stack.pop(),
    b"1": Machine.marked,
    b"2": lambda machine: machine.push(machine.last),
    b"]": lambda machine: machine.push([]),
    b"l": lambda machine: machine.push(machine.marked()),
    b"\x8f": lambda machine: machine.push([]),
    b"\x91": lambda machine: machine.push(machine.marked()),
    b")": lambda machine: machine.push(()),
    b"t": lambda machine: machine.push(tuple(machine.marked())),
    b"}": lambda machine: machine.push(Mapping()),
    b"d": Machine.mapping,
    b"a": Machine.append,
    b"e": lambda machine: machine.append(machine.marked()),
    b"\x90": lambda machine: machine.append(machine.marked()),
    b"s": Machine.put,
    b"u": lambda machine: machine.put(machine.marked()),
    b"c": Machine.name,
    b"\x93": Machine.name_of_stack,
    b"Q": lambda machine: machine.push(Kept(machine.pop())),
    b"R": Machine.call,
    b"\x81": Machine.call,
    b"\x92": Machine.call_named,
    b"o": Machine.call_marked,
    b"i": Machine.call_line,
    b"b": Machine.build,
}


def name_of(called: Mapping | Name | int) -> str:
    """Of what is called: PyTorch's older files keep a class with its source."""
    if isinstance(called, Kept) and isinstance(called.key, tuple):
        called = (*called.key, None)[1]
    return called.name if isinstance(called, Name) else "?"


def pairs_of(value: list[Value] | tuple[Value, ...]) -> list[tuple[int, int]]:
    if isinstance(value, Mapping):
        return list(value.pairs)
    several = value if isinstance(value, (list, tuple)) else ()
    return [tuple(each) for each in several
            if isinstance(each, (list, tuple)) and len(each) == 2]  # fmt: skip
