"""The parts of a zip archive: where they stand, and what they hold, up to a limit."""

import io
import zipfile

from ...types import Any
from .reading import Reader, cut, large, unread

HEAD = 30  # bytes of an entry, before its name
MOST = 16_000_000  # bytes of a part, unpacked
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def parts(reader: Reader) -> tuple[Any, dict[str, Any]]:
    """The archive, and its parts by their names."""
    try:
        archive: Any = zipfile.ZipFile(reader)
    except zipfile.BadZipFile as error:
        raise cut() from error
    for each in archive.infolist():
        reader.charge("steps")
        if each.flag_bits & 1:
            raise unread("zip, encrypted")
    return archive, archive.NameToInfo


def head(archive: Any, entry: Any, length: int) -> bytes:
    """The first bytes of a part, no more than `length` of them."""
    if entry.compress_type not in PACKED:
        raise unread(f"zip, method {entry.compress_type}")
    try:
        with archive.open(entry) as file:
            found: bytes = file.read(length)
            return found
    except zipfile.BadZipFile as error:
        raise cut() from error


def content(archive: Any, entry: Any) -> bytes:
    found = head(archive, entry, MOST + 1)
    if len(found) > MOST:
        raise large()
    return found


def opened(reader: Reader, archive: Any, entry: Any) -> Reader:
    """A part as a file of its own: one that is not packed is read where it stands."""
    if entry.compress_type != zipfile.ZIP_STORED:
        return Reader(io.BytesIO(content(archive, entry)), budget=reader.budget)
    name, more = reader.unpack("HH", entry.header_offset + HEAD - 4)
    return reader.part(entry.header_offset + HEAD + name + more, entry.file_size)
