"""Where HDF5 keeps links and attributes that are many: a heap, with a tree of places.

A fractal heap, as far as its first level of blocks, and a B-tree of version 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...types import TYPE_CHECKING, Value
from .reading import cut, unread

if TYPE_CHECKING:
    from .hdf5 import File

IDENTIFIERS = {5: (4, 7), 8: (0, 8)}  # where a record of links or attributes has it
KEPT = 0x30  # bits of an identifier that say where else it may be than in a block


def messages(file: File, heap: int, tree: int) -> Iterator[bytes]:
    """The content of each message that the heap keeps, in the order of the tree."""
    blocks, width = blocks_of(file, heap)
    for identifier in records(file, tree):
        if identifier[0] & KEPT:
            raise unread("HDF5 fractal heap, huge or tiny")
        offset = int.from_bytes(identifier[1 : 1 + width], "little")
        length = int.from_bytes(identifier[1 + width :], "little")
        for begin, size, address in blocks:
            if begin <= offset and offset + length <= begin + size:
                yield file.at(address + offset - begin, length)
                break
        else:
            raise cut()


def blocks_of(file: Value, heap: int) -> tuple[list[tuple[Value, ...]], int]:
    """(begin, size, address) of the blocks, and how many bytes a place has."""
    if file.at(heap, 4) != b"FRHP":
        raise cut()
    if file.unpack("H", heap + 7)[0]:
        raise unread("HDF5 fractal heap, filtered")
    across, first, largest, bits, _, root, rows = file.unpack("HQQHHQH", heap + 110)
    width = (bits + 7) // 8
    if not rows:
        return [(0, first, root)], width
    if file.at(root, 4) != b"FHIB" or rows * across > 10_000:
        raise cut()
    addresses = file.unpack(f"{rows * across}Q", root + 13 + width)
    found, begin = [], 0
    for place, address in enumerate(addresses):
        size = first << max(0, place // across - 1)
        if size > largest:
            break  # blocks of blocks, which no model needs
        found.append((begin, size, address))
        begin += size
    return found, width


def records(file: Value, tree: int) -> Iterator[bytes]:
    """The identifiers in a tree of two levels at most."""
    if file.at(tree, 4) != b"BTHD":
        raise cut()
    kind, node, size, depth, _, _, root, number = file.unpack("BIHHBBQH", tree + 5)
    if kind not in IDENTIFIERS or depth > 1:
        raise unread(f"HDF5 B-tree, {kind}, {depth}")
    leaves = [(root, number)]
    if depth:
        begin = root + 6
        yield from identifiers(file, kind, size, begin, number)
        most = (node - 10) // size if size else 0
        width = (most.bit_length() + 7) // 8
        content = file.at(begin + size * number, (8 + width) * (number + 1))
        leaves = [
            (
                int.from_bytes(content[k : k + 8], "little"),
                int.from_bytes(content[k + 8 : k + 8 + width], "little"),
            )
            for k in range(0, len(content), 8 + width)
        ]
    for address, number in leaves:
        if number:
            yield from identifiers(file, kind, size, address + 6, number)


def identifiers(
    file: File, kind: int, size: Value, begin: int, number: Value
) -> Iterator[bytes]:
    skip, length = IDENTIFIERS[kind]
    for place in range(number):
        file.reader.charge("steps")
        yield file.at(begin + place * size + skip, length)
