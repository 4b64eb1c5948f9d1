"""HDF5, as far as models need it: groups, shapes of data sets, short attributes.

Superblocks 0, 2 and 3, object headers 1 and 2, symbol tables and links; see
https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html. The numbers of data
sets are never read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...types import Value
from . import dense
from .reading import TENSORS, Reader, cut, large, text_of, unread

SIGNATURE = b"\x89HDF\r\n\x1a\n"
BEGINNINGS = (0, 512, 1024, 2048)
NOWHERE = 2**64 - 1
# The kinds of messages in an object header.
SPACE, LINKS, LINK, LAYOUT, ATTRIBUTE = 0x01, 0x02, 0x06, 0x08, 0x0C
CONTINUED, TABLE, ATTRIBUTES = 0x10, 0x11, 0x15
FIXED_TEXT, VARIABLE = 3, 9  # classes of types
LONGEST = 8_000_000  # bytes of an attribute: a configuration has fewer


@dataclass
class Node:
    """A group, or a data set, which alone has a `shape`."""

    shape: tuple[int, ...] | None = None
    attributes: dict[str, Value] = field(default_factory=dict)
    links: list[Value] = field(default_factory=list)


class File:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.base, self.root = self.superblock()
        self.heaps: dict[Value, Value] = {}

    def superblock(self) -> tuple[int, int]:
        """Where addresses are counted from, and that of the root's header."""
        read, begin = self.reader, beginning(self.reader)
        if begin is None:
            raise cut()
        [version] = read.take(1, begin + 8)
        if version in (0, 1):
            sizes = read.take(2, begin + 13)
            place = begin + 24 + 4 * version
            base, root = read.unpack("Q", place)[0], read.unpack("Q", place + 40)[0]
        elif version in (2, 3):
            sizes = read.take(2, begin + 9)
            [base], [root] = (read.unpack("Q", begin + k) for k in (12, 36))
        else:
            raise unread(f"HDF5 superblock {version}")
        if sizes != b"\x08\x08":
            raise unread("HDF5 offsets")
        return base, root

    def at(self, address: Value, length: Value) -> Value:
        return self.reader.take(length, self.base + address)

    def unpack(self, form: str, address: int) -> Value:
        return self.reader.unpack(form, self.base + address)

    def walk(self) -> Iterator[tuple[str, Node]]:
        """(path, node) of every object once, in the order of its links."""
        stack, seen = [("", self.root)], set()
        while stack:
            path, address = stack.pop()
            if address in seen:
                continue
            seen.add(address)
            if len(seen) > 4 * TENSORS:
                raise large()
            node = self.node(address)
            yield path, node
            inner = [(f"{path}/{name}".strip("/"), to) for name, to in node.links]
            if len(path) < 2_000:
                stack += reversed(inner)

    # Object headers

    def node(self, address: int) -> Node:
        node = Node()
        space = data = shared = None
        for kind, flags, content in self.messages(address):
            if kind == SPACE:
                space, shared = dimensions(content), flags & 2
            elif kind == LAYOUT:
                data = True
            elif kind == ATTRIBUTE and not flags & 2:
                self.attribute(content, node)
            elif kind == TABLE:
                tree, heap = numbers(content, 0, 2)
                node.links += self.table(tree, heap)
            elif kind == LINK:
                node.links += link(content)
            elif kind == LINKS:
                for each in self.many(content, 8):
                    node.links += link(each)
            elif kind == ATTRIBUTES:
                for each in self.many(content, 2):
                    self.attribute(each, node)
        if data and shared:
            raise unread("HDF5, shared dataspace")
        node.shape = space if data else None
        return node

    def many(self, content: bytes, order: int) -> tuple[Value, ...] | Iterator[Value]:
        """Messages that are kept elsewhere; `order` bytes may say the latest."""
        heap, tree = numbers(content, 2 + order * (content[1] & 1), 2)
        return () if heap == NOWHERE else dense.messages(self, heap, tree)

    def messages(self, address: Value) -> Value:
        """(kind, flags, content) of each message of a header."""
        first = self.at(address, 4)
        if first == b"OHDR":
            version, flags = self.at(address + 4, 2)
            place = address + 6 + 16 * bool(flags & 0x20) + 4 * bool(flags & 0x10)
            width = 1 << (flags & 3)
            size = int.from_bytes(self.at(place, width), "little")
            begin, extra = place + width, 2 * bool(flags & 4)
        elif first[0] == 1:
            version = 1
            [size] = self.unpack("I", address + 8)
            begin, extra, flags = address + 16, 0, 0
        else:
            raise cut()
        blocks, seen = [(begin, size)], set()
        while blocks:
            begin, size = blocks.pop(0)
            if begin in seen:
                raise cut()
            seen.add(begin)
            place, end = begin, begin + size
            head = 8 if version == 1 else 4 + extra
            while place + head <= end:
                self.reader.charge("steps")
                if version == 1:
                    kind, length, own = self.unpack("HHB", place)
                else:
                    kind, length, own = self.unpack("BHB", place)
                if place + head + length > end:
                    raise cut()
                content = self.at(place + head, length)
                place += head + length
                if kind != CONTINUED:
                    yield kind, own, content
                    continue
                start, length = numbers(content, 0, 2)
                if version == 1:
                    blocks.append((start, length))
                elif self.at(start, 4) == b"OCHK" and length > 8:
                    blocks.append((start + 4, length - 8))  # its mark, its checksum

    # Groups of old: a tree of tables of symbols, whose names are in a heap

    def table(self, tree: int, heap: int) -> list[tuple[str, int]]:
        if self.at(heap, 4) != b"HEAP":
            raise cut()
        size, _, names = self.unpack("QQQ", heap + 8)
        found, stack, seen = [], [tree], set()
        while stack:
            address = stack.pop()
            if address in seen:
                raise cut()
            seen.add(address)
            self.reader.charge("steps")
            mark = self.at(address, 4)
            if mark == b"TREE":
                _, _, used = self.unpack("BBH", address + 4)
                keys = numbers(self.at(address + 24, 16 * used + 8), 0, 2 * used + 1)
                stack += reversed(keys[1::2])
            elif mark == b"SNOD":
                _, _, used = self.unpack("BBH", address + 4)
                content = self.at(address + 8, 40 * used)
                for place in range(0, len(content), 40):
                    self.reader.charge("steps")
                    name, header = numbers(content, place, 2)
                    if content[place + 16] != 2:  # a soft link leads elsewhere
                        found.append((self.name(names, name, size), header))
            else:
                raise cut()
        return found

    def name(self, heap: Value, offset: Value, size: Value) -> str:
        if not 0 <= offset < size:
            raise cut()
        content = self.at(heap + offset, min(400, size - offset))
        return text_of(content.partition(b"\0")[0])

    # Attributes

    def attribute(self, content: bytes, node: Node) -> None:
        """Texts and lists of texts; others are of no use here."""
        version = content[0]
        lengths = [int.from_bytes(content[k : k + 2], "little") for k in (2, 4, 6)]
        place, parts = 8 + (version == 3), []
        for length in lengths:
            parts.append(content[place : place + length])
            place += length + (-length % 8 if version == 1 else 0)
        name, kind, space = parts
        if len(kind) < 8 or version not in (1, 2, 3) or content[1] & 3:
            return
        shape = dimensions(space)
        count = 1
        for each in shape or ():
            count *= each
        width = int.from_bytes(kind[4:8], "little")
        if count * width > len(content) - place:
            return
        items = [content[place + k * width :][:width] for k in range(count)]
        if kind[0] & 15 == VARIABLE and kind[1] & 15 == 1 and width == 16:
            texts = [self.kept(each) for each in items]
        elif kind[0] & 15 == FIXED_TEXT:
            texts = [text_of(each.rstrip(b"\0 ")) for each in items]
        else:
            return
        node.attributes[text_of(name.rstrip(b"\0"))] = texts if shape else texts[0]

    def kept(self, reference: Value) -> str:
        """A text of any length, which stands in a heap of the whole file."""
        address, index = numbers(reference, 4, 1)[0], reference[12:16]
        if address in (0, NOWHERE):
            return ""
        index = int.from_bytes(index, "little")
        if address not in self.heaps:
            self.heaps[address] = dict(self.collection(address))
        begin, length = self.heaps[address].get(index, (0, 0))
        if length > LONGEST:
            raise large()
        return text_of(self.at(begin, length).rstrip(b"\0"))

    def collection(self, address: Value) -> Iterator[tuple[int, tuple[int, int]]]:
        """(index, place) of what a heap holds."""
        if self.at(address, 4) != b"GCOL":
            raise cut()
        [size] = self.unpack("Q", address + 8)
        place = address + 16
        while place + 16 <= address + size:
            self.reader.charge("steps")
            index, _, _, length = self.unpack("HHIQ", place)
            if not index:
                return
            yield index, (place + 16, length)
            place += 16 + length + -length % 8


def beginning(reader: Reader) -> int | None:
    """Where HDF5 begins in the file, or None: something else may stand before it."""
    for begin in BEGINNINGS:
        if reader.size >= begin + 48 and reader.take(8, begin) == SIGNATURE:
            return begin
    return None


def dimensions(content: bytes) -> Value:
    """The shape in a message: () of one number, None where there is nothing."""
    version, rank = content[0], content[1]
    if version == 1:
        return tuple(numbers(content, 8, rank))
    if version == 2 and content[3] != 2:
        return tuple(numbers(content, 4, rank))
    return None


def link(content: bytes) -> list[tuple[str, int]]:
    """(name, address) of a hard link; one that leads elsewhere is none."""
    flags, place = content[1], 2
    kind = content[place] if flags & 8 else 0
    place += bool(flags & 8) + 8 * bool(flags & 4) + bool(flags & 16)
    width = 1 << (flags & 3)
    length = int.from_bytes(content[place : place + width], "little")
    name = content[place + width : place + width + length]
    if kind or len(name) < length:
        return []
    return [(text_of(name), numbers(content, place + width + length, 1)[0])]


def numbers(content: bytes, place: int, count: int) -> Value:
    if place + 8 * count > len(content):
        raise cut()
    return [
        int.from_bytes(content[k : k + 8], "little")
        for k in range(place, place + 8 * count, 8)
    ]
