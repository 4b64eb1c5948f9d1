"""An array of NumPy that knows its shape, and none of its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from ...counting import CountError
from ...shapes import filling
from ...shapes.indexing import Picks, indexed
from ...shapes.products import multiplied
from ...shapes.sizes import product
from ...types import Routine, Value
from ..lengths import from_loop, length
from ..looping import Work
from ..operations import as_value_error
from ..session import current
from ..unknown import Answer, Unknown, is_open, written
from . import literals


class Data(Unknown):
    """Data of which not even the number of axes is known."""

    kind = property(lambda self: Data)
    values = property(lambda self: self)

    def reshape(self, *shape: Value, order: Value = "C") -> Array:
        sizes = shape_argument(shape[0] if len(shape) == 1 else shape)
        unknown = self.number(f"{self.text}.shape[…]")
        sizes = [size if is_size(size) else unknown for size in sizes]
        return Array(sizes, None, text=self.text)

    def __getitem__(self, key: Value) -> Value:
        """Rows and columns: as many axes as the key has."""
        spans = key if isinstance(key, tuple) else (key,)
        unknown = self.number(f"{self.text}.shape[…]")
        if len(spans) > 1 and all(map(plain_key, spans)):
            sizes: Value = indexed(
                (unknown,) * len(spans), [key_of(each) for each in spans]
            )
            sizes = [unknown if size is None else size for size in sizes]
            made = Array(sizes, None, f"{self.text}[{written(key)}]", self.line)
            made.each = self.each or any(map(loops, spans))
            return made
        return super().__getitem__(key)


def is_size(size: Value) -> bool:
    return not isinstance(size, int) or size >= 0


def plain_key(key: Value) -> bool:
    return isinstance(key, (int, slice)) or (isinstance(key, Unknown) and not key.shape)


class Array(Unknown):
    """`shape` is a tuple whose sizes are numbers, or unknown values.

    `data` are the numbers themselves, where the program writes them out.
    """

    def __init__(
        self,
        shape: Value,
        dtype: Value = "float64",
        text: Value = "array",
        line: Value = None,
        each: Value = False,
        data: Value = None,
    ) -> None:
        super().__init__(text, line, each)
        Work.done += 1
        self.shape = tuple(shape)
        self.dtype = dtype
        self.data = data

    def like(self, shape: Value, dtype: Value = None, text: Value = None) -> Array:
        """An array computed from this one; a number if it has no axes."""
        sizes = [self.missing() if size is None else size for size in shape]
        return Array(sizes, dtype or self.dtype, text or self.text, self.line)

    def by(  # type: ignore[override]  # a rule, not what a number is made of
        self, rule: Value, *given: Value, **named: Value
    ) -> Array:
        """An array whose shape a rule tells; refused as NumPy does."""
        return self.like(told(rule, *given, **named))

    ndim = property(lambda self: len(self.shape))

    @property
    def size(self) -> Value:
        numbers = product(self.shape)
        return self.missing() if numbers is None else numbers

    T = property(lambda self: self.like(self.shape[::-1]))
    values = property(lambda self: self)
    nbytes = property(lambda self: self.number(f"{self.text}.nbytes"))
    kind = property(lambda self: Data)

    def missing(self) -> Value:
        """A size that is not known."""
        return self.number(f"{self.text}.shape[…]")

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if name in ATTRIBUTES:
            return ATTRIBUTES[name](self)
        if name in METHODS:
            return lambda *values, **named: METHODS[name](self, *values, **named)
        return self.derived(f"{self.text}.{name}")

    def __getitem__(self, key: Value) -> Value:
        if isinstance(key, str):
            return self.derived(f"{self.text}[{key!r}]")
        if self.data is not None:
            found = self._picked(key)
            if found is not None:
                return found
        keys = key if isinstance(key, tuple) else (key,)
        if first_of_one(self.shape, keys):
            return self
        if any(isinstance(each, (Answer, Data)) and not each.shape for each in keys):
            return Data(f"{self.text}[{written(key)}]", self.line)  # maybe a mask
        shape = told(indexed, self.shape, [key_of(each) for each in keys])
        made = self.like(shape, text=f"{self.text}[{written(key)}]")
        made.each = self.each or any(map(loops, keys))
        return made

    def __iter__(self) -> Iterator[Array]:
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        size = self.shape[0]
        if type(size) is not int:
            row = self.like(self.shape[1:], text=f"{self.text}[…]")
            row.each = True
            yield row
            return
        for n in range(size):
            if self.data is not None:
                yield self[n]
            else:
                yield self.like(self.shape[1:], text=f"{self.text}[{n}]")

    def _picked(self, key: Value) -> Value:
        """The part that is asked for, with its numbers."""
        keys = list(key) if isinstance(key, tuple) else [key]
        try:
            data = literals.picked(self.data, keys)
        except LookupError:
            return None
        if not isinstance(data, list):
            return literals.scalar(data)
        shape = indexed(self.shape, keys)
        return Array(shape, self.dtype, f"{self.text}[{written(key)}]", data=data)

    def __setitem__(self, key: Value, value: Value) -> None:
        self.data = None

    def __len__(self) -> int:
        size = self.shape[0] if self.shape else 0
        return size if type(size) is int else 1

    def __str__(self) -> Value:
        return "?" if self.data is None else literals.text(self.data)

    def __repr__(self) -> str:
        return "?"

    def __neg__(self) -> Value:
        return self.like(self.shape)

    __pos__ = __neg__
    __abs__ = __neg__

    def __invert__(self) -> Value:
        return self.like(self.shape, "bool")

    def __matmul__(self, other: Value) -> Value:
        return matrix_product(self, other)

    def __rmatmul__(self, other: Value) -> Value:
        return matrix_product(other, self)


def first_of_one(shape: Value, keys: tuple[Value, ...]) -> Value:
    """x.data[0] of one number, which had an axis until PyTorch 0.4."""
    plain = shape == () and len(keys) == 1 and type(keys[0]) is int
    if not plain or not current().lenient:
        return False
    current().change("x.data[0] → x.item()", "PyTorch 0.3")
    return keys[0] == 0


def loops(key: Value) -> bool:
    if isinstance(key, slice):
        return from_loop(key.start) or from_loop(key.stop)
    return from_loop(key)


def told(rule: Routine, *given: Value, **named: Value) -> Value:
    try:
        return rule(*given, **named)
    except CountError as error:
        raise as_value_error(error) from None


def shape_of(value: Value) -> Value:
    """The shape of an array, or of a list of numbers."""
    shape = getattr(value, "shape", None)
    if shape is None and isinstance(value, (list, range)):
        return (length(value),)
    return shape


def key_of(key: Value) -> Value:
    """A key as the algebra takes it: an array or a list picks many places."""
    if key is None or isinstance(key, (int, slice)) or shape_of(key) in (None, ()):
        return key
    mask = getattr(key, "dtype", None) == "bool"
    return Picks(tuple(shape_of(key)), mask)


def matrix_product(one: Value, two: Value) -> Value:
    shapes = [shape_of(each) for each in (one, two)]
    if None in shapes:
        return Data("matmul")
    return Array(told(multiplied, *shapes))


def _operator(symbol: Value, dtype: Value = None, answer: Value = False) -> Routine:
    def computed(self: Value, other: Value) -> Unknown:
        shape = shape_of(other)
        if shape is None and isinstance(other, Data):
            return Data(f"{self.text} {symbol} {other.text}", self.line)
        together = told(filling.broadcast, self.shape, shape or ())
        text = f"{self.text} {symbol} {written(other)}"
        if answer and not together:
            return Answer(text, self.line)
        data = literals.computed(symbol, self.data, literals.literal(other))
        made = Array(together, dtype or self.dtype, text, self.line, data=data)
        made.each = self.each or from_loop(other)
        return made

    return computed


for _name, _symbol in {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "and": "&",
    "or": "|",
    "xor": "^",
}.items():
    for _side in ("", "r", "i"):
        setattr(Array, f"__{_side}{_name}__", _operator(_symbol))
for _name, _symbol in {
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "ne": "!=",
}.items():
    setattr(Array, f"__{_name}__", _operator(_symbol, "bool", answer=True))
for _name, _method in {
    "eq": _operator("==", "bool"),
    "hash": Unknown.__hash__,
}.items():
    setattr(Array, f"__{_name}__", _method)


def shape_argument(shape: Value) -> Value:
    """A size or a row of sizes, as NumPy takes them."""
    if isinstance(shape, (int, Unknown)) and getattr(shape, "shape", None) in (
        None,
        (),
    ):
        return (shape,)
    sizes = tuple(shape)
    for size in sizes:
        if not isinstance(size, (int, Unknown)):
            raise CountError(
                "A shape is a row of whole numbers, not {value}.",
                "TypeError",
                value=repr(shape),
            )
    return sizes


def is_number(value: Unknown) -> bool:
    made = value.text.startswith(("int(", "float(", "len", "round(", "abs("))
    return value.shape is not None or made or bool(value.steps)


def literal_shape(value: Value) -> Value:
    """The shape of nested lists, as far as the program writes them; None if it does
    not tell how many axes there are."""
    if isinstance(value, Unknown):
        return value.shape if value.shape is not None else ()
    if not isinstance(value, (list, tuple, range)):
        return ()
    if len(value) == 0:
        return (0,)
    first = next((each for each in value if from_loop(each)), value[0])
    inner = literal_shape(first)
    if from_loop(first) or is_open(value):
        if inner is None or (isinstance(first, Unknown) and not is_number(first)):
            return None  # a number, or a row of them: nobody knows
        return (length(value), *inner)
    if inner is None:
        return None
    if any(literal_shape(each) != inner for each in value[1:] if inner):
        return (len(value),)
    return (len(value), *inner)


METHODS: dict[str, Value] = {}
ATTRIBUTES: dict[str, Value] = {}  # the same without a call
