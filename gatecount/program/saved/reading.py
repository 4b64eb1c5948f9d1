"""A file that is read in pieces, and no more of it than a limit, whatever it says."""

import io
import struct
import zipfile
import zlib

from ...counting import CountError
from ...types import Any, Sizes, TypeAlias, TypeGuard

MOST = 64_000_000  # bytes that are read of a file, however large it is
WINDOW = 512  # bytes that are read at once: most of what is asked for is short
STEPS = 600_000  # things that are looked at: fields, opcodes, links
TENSORS = 20_000  # more than any model has
# What Python says of values that are not what they should be.
DAMAGED = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
    OverflowError, EOFError, NotImplementedError, struct.error, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip
DEEPEST = 32  # axes of a tensor, and rooms within rooms

Tensor: TypeAlias = tuple[str, Sizes]  # its name and shape


def cut() -> CountError:
    return CountError(
        "This file is cut short or damaged: what it says of itself does not fit its "
        "length."
    )


def large() -> CountError:
    return CountError(
        "What stands before the weights of this file is larger than that of any "
        "model, so it is read no further."
    )


def unread(what: str) -> CountError:
    return CountError(
        "This file is written in a way that is not read here: {what}.", what=what
    )


class Reader(io.RawIOBase):
    """The bytes of `file` from `begin` on, `size` of them: a file of its own.

    `file` is open in binary and can seek. What is read of it and of its parts is
    charged to one `budget`. Raises CountError where the file ends too early (`take`)
    or more is asked than a header can need.
    """

    def __init__(
        self,
        file: Any,
        begin: int = 0,
        size: int | None = None,
        budget: dict[str, int] | None = None,
    ) -> None:
        super().__init__()
        whole = file.seek(0, 2)
        self.file, self.begin, self.place = file, min(begin, whole), 0
        self.size = whole - self.begin if size is None else size
        self.size = max(0, min(self.size, whole - self.begin))
        self.budget = budget or {"bytes": MOST, "steps": STEPS}
        self.window, self.window_begin = b"", 0

    def part(self, begin: int, size: int) -> "Reader":
        return Reader(self.file, self.begin + begin, size, self.budget)

    def charge(self, what: str, number: int = 1) -> None:
        self.budget[what] -= number
        if self.budget[what] < 0:
            raise large()

    def read(self, length: int = -1) -> bytes:
        left = max(0, self.size - self.place)
        length = left if length is None or length < 0 else min(length, left)
        self.charge("bytes", length)
        self.file.seek(self.begin + self.place)
        content: bytes = self.file.read(length)
        self.place += len(content)
        return content

    def take(self, length: int, at: int | None = None) -> bytes:
        """Just so many bytes, from here or from `at`."""
        place = self.place if at is None else at
        begin = place - self.window_begin
        if length < 0 or begin < 0 or begin + length > len(self.window):
            if not 0 <= length <= self.size - place or place < 0:
                raise cut()
            self.place = place
            self.window, self.window_begin = self.read(max(length, WINDOW)), place
            begin = 0
            if length > len(self.window):
                raise cut()
        self.place = place + length
        return self.window[begin : begin + length]

    def line(self) -> bytes:
        """Up to the end of the line, without it."""
        found = []
        while True:
            self.charge("steps")
            piece = self.take(max(1, min(WINDOW, self.size - self.place)))
            text, end, rest = piece.partition(b"\n")
            found.append(text)
            if end:
                self.place -= len(rest)
                return b"".join(found)

    def unpack(self, form: str, at: int | None = None) -> tuple[Any, ...]:
        """Numbers, lowest byte first unless the `form` of `struct` says otherwise."""
        form = form if form[0] in "<>" else f"<{form}"
        return struct.unpack(form, self.take(struct.calcsize(form), at))

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = max(0, offset + (0, self.place, self.size)[whence])
        return self.place

    def tell(self) -> int:
        return self.place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


def text_of(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def is_shape(shape: object) -> TypeGuard[Sizes]:
    return (
        isinstance(shape, (list, tuple))
        and len(shape) <= DEEPEST
        and all(type(size) is int and 0 <= size < 2**63 for size in shape)
    )


def checked(name: str, shape: object) -> Tensor:
    """A tensor, or CountError where its shape is none."""
    if not is_shape(shape):
        raise CountError("The tensor {name} has no shape.", name=repr(name[:80]))
    return name, tuple(shape)
