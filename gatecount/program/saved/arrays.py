"""NumPy's files: an .npy begins with its shape, an .npz is a zip of them.

See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
"""

import ast
import io

from ...counting import CountError
from . import zips
from .reading import Reader, Tensor, checked, cut, unread

MAGIC = b"\x93NUMPY"
LONGEST = 10_000  # characters of a header: NumPy itself trusts no longer one


def array(reader: Reader, name: str = "array") -> Tensor:
    """(name, shape) of one .npy file."""
    if reader.take(len(MAGIC), 0) != MAGIC:
        raise cut()
    major, _ = reader.take(2)
    [length] = reader.unpack("H" if major == 1 else "I")
    if length > LONGEST:
        raise cut()
    try:
        said = ast.literal_eval(reader.take(length).decode("latin-1").strip())
        shape, kind = said["shape"], said["descr"]
    except (ValueError, SyntaxError, TypeError, KeyError, RecursionError) as error:
        raise error if isinstance(error, CountError) else cut() from error
    if "O" in str(kind):
        # Python's objects, whose number says nothing: reading them would run them.
        raise unread(f"{name[:80]}, dtype=object")
    return checked(name, shape)


def arrays(reader: Reader) -> list[Tensor]:
    """(name, shape) of each array of an .npz, in its order."""
    archive, parts = zips.parts(reader)
    return [
        array(
            Reader(io.BytesIO(zips.head(archive, entry, LONGEST + 12))),
            name.removesuffix(".npy"),
        )
        for name, entry in parts.items()
        if name.endswith(".npy")
    ]
