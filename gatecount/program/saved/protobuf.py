"""Protocol Buffers, field by field: what is long is passed over, not read.

See https://protobuf.dev/programming-guides/encoding/.
"""

from collections.abc import Iterator

from ...types import TypeAlias
from .reading import Reader, cut

Place: TypeAlias = tuple[int, int]  # of bytes: from where, to where

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
WIDE = {FIXED64: 8, FIXED32: 4}


def varint(reader: Reader) -> int:
    value = 0
    for shift in range(0, 70, 7):
        [byte] = reader.take(1)
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value % 2**64
    raise cut()


def fields(reader: Reader, begin: int, end: int) -> Iterator[tuple[int, int | Place]]:
    """(number, value) of the message between two places: a number, or a place of bytes
    as (begin, end)."""
    place = begin
    value: int | Place
    while place < end:
        reader.charge("steps")
        reader.seek(place)
        key = varint(reader)
        kind = key & 7
        if kind == VARINT:
            value = varint(reader)
            place = reader.tell()
        elif kind == BYTES:
            place = varint(reader)
            place += reader.tell()
            value = reader.tell(), place
        elif kind in WIDE:
            place = reader.tell() + WIDE[kind]
            value = reader.tell(), place
        else:
            raise cut()
        if place > end:
            raise cut()
        yield key >> 3, value


def text(reader: Reader, place: Place) -> str:
    begin, end = place
    if end - begin > 10_000:
        raise cut()
    return reader.take(end - begin, begin).decode("utf-8", "replace")


def integers(reader: Reader, value: int | Place) -> list[int]:
    """One number, or several packed into one field."""
    if isinstance(value, int):
        return [signed(value)]
    begin, end = value
    if end - begin > 10_000:
        raise cut()
    found = []
    reader.seek(begin)
    while reader.tell() < end:
        found.append(signed(varint(reader)))
    return found


def signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value
