"""torch.dtype, torch.device and torch.Size; which dtype a computation gives."""

from __future__ import annotations

import re

from ...counting import CountError
from ...types import Shape, Value
from ..unknown import Unknown
from .program_lines import unknown

DEVICES = re.compile(r"(cpu|cuda|meta|mps|xpu|xla|hip)(:(\d+))?")


class dtype:  # noqa: N801, as PyTorch writes it
    """`rank` orders the kinds: bool 0, whole numbers 1, fractions 2, complex 3."""

    def __init__(self, name: str, rank: int, bits: int) -> None:
        self.name, self.rank, self.bits = name, rank, bits

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> Value:
        return self.name

    def __deepcopy__(self, memo: Value) -> Value:
        return self

    is_floating_point = property(lambda self: self.rank == 2)
    is_complex = property(lambda self: self.rank == 3)
    is_signed = property(lambda self: self.name not in ("bool", "uint8"))
    itemsize = property(lambda self: self.bits // 8)


DTYPES = {
    name: dtype(name, rank, bits)
    for name, rank, bits in (
        ("bool", 0, 8),
        ("uint8", 1, 8),
        ("int8", 1, 8),
        ("int16", 1, 16),
        ("int32", 1, 32),
        ("int64", 1, 64),
        ("float16", 2, 16),
        ("bfloat16", 2, 16),
        ("float32", 2, 32),
        ("float64", 2, 64),
        ("complex64", 3, 64),
        ("complex128", 3, 128),
    )
}
ALIASES = {
    "half": "float16",
    "float": "float32",
    "double": "float64",
    "short": "int16",
    "int": "int32",
    "long": "int64",
    "cfloat": "complex64",
    "cdouble": "complex128",
}
BY_NAME = DTYPES | {alias: DTYPES[name] for alias, name in ALIASES.items()}
BOOL, INT64, FLOAT32 = (DTYPES[name] for name in ("bool", "int64", "float32"))


class Default:
    """torch.set_default_dtype."""

    dtype = FLOAT32


KINDS = {bool: BOOL, int: INT64, float: FLOAT32, complex: DTYPES["complex64"]}
# torch.FloatTensor and the like: the type's name in an error or in `type()`.
TENSOR_TYPES = {
    "FloatTensor": "float32",
    "DoubleTensor": "float64",
    "HalfTensor": "float16",
    "BFloat16Tensor": "bfloat16",
    "LongTensor": "int64",
    "IntTensor": "int32",
    "ShortTensor": "int16",
    "CharTensor": "int8",
    "ByteTensor": "uint8",
    "BoolTensor": "bool",
}


class device:  # noqa: N801, as PyTorch writes it
    type: str
    index: Value

    def __new__(cls, type: Value = "cpu", index: Value = None) -> Value:
        return type if isinstance(type, Unknown) else super().__new__(cls)

    def __init__(self, type: Value = "cpu", index: Value = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        if isinstance(type, int):
            type, index = "cuda", type
        found = DEVICES.fullmatch(type) if isinstance(type, str) else None
        if not found:
            raise CountError(
                "{value} is not a device. Leave it out, or write 'cpu'.",
                "RuntimeError",
                value=repr(type),
            )
        self.type = found[1]
        self.index = int(found[3]) if found[3] else index

    def __repr__(self) -> str:
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: Value) -> bool:
        return isinstance(other, device) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __enter__(self) -> Value:
        return self

    def __exit__(self, *error: Value) -> Value:
        return None


CPU = device()


class Size(tuple[Value, ...]):
    """A shape. Sizes that are not known are Unknown."""

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(repr, self))}])"

    __str__ = __repr__

    def numel(self) -> int:
        total = 1
        for size in self:
            total = total * size
        return total

    def __getitem__(self, key: Value) -> Value:
        found = super().__getitem__(key)
        return Size(found) if isinstance(key, slice) else found

    def __add__(self, other: Value) -> Value:
        return Size(tuple(self) + tuple(other))

    def __radd__(self, other: Value) -> Value:
        return Size(tuple(other) + tuple(self))


def sizes(shape: Shape) -> Size:
    """The shape that a program sees."""
    return Size(
        unknown(f"shape[{axis}]") if size is None else size
        for axis, size in enumerate(shape)
    )


def promote(one: dtype | None, two: dtype | None) -> dtype | None:
    """The dtype of a computation with both; None where one is not known."""
    if one is None or two is None:
        return None
    if one is two:
        return one
    if one.rank != two.rank:
        return max(one, two, key=lambda each: each.rank)
    if {one.name, two.name} == {"float16", "bfloat16"}:
        return FLOAT32
    if {one.name, two.name} == {"uint8", "int8"}:
        return DTYPES["int16"]
    return max(one, two, key=lambda each: each.bits)


def with_number(tensor_dtype: dtype | None, kind: type[Value]) -> dtype | None:
    """The dtype of a tensor's computation with a Python number of this kind."""
    if tensor_dtype is None:
        return None
    number = KINDS.get(kind, FLOAT32)
    return number if number.rank > tensor_dtype.rank else tensor_dtype


def fractions(given: dtype | None) -> dtype | None:
    """The dtype of a mean, a logarithm …: whole numbers become float32."""
    return FLOAT32 if given is not None and given.rank < 2 else given
