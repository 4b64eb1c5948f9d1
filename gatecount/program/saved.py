"""A saved model, counted by the names and shapes of its tensors: no more is read.

A safetensors file begins with the length of its header, 8 bytes, then the header as
JSON; see https://huggingface.co/docs/safetensors (format).
"""

import json
import os

from ..counting import CountError
from .pasted.judging import judged
from .pasted.state import told
from .recovering import recovered
from .result import ModelCount

LONGEST = 100_000_000  # bytes of a header: what the format itself allows
DEEPEST = 32  # axes of a tensor


def is_saved(path: str) -> bool:
    return path.endswith(".safetensors")


def count_saved(path: str) -> ModelCount:
    """The layers behind the tensors of a saved model, and its total.

    Raises CountError where the file is not what its name says; OSError as `open` does.
    """
    return recovered(judged(told(tensors(path))))


def tensors(path: str) -> list[tuple[str, tuple[int, ...]]]:
    """(name, shape) of each tensor, in the order of the header."""
    with open(path, "rb") as file:
        whole = os.fstat(file.fileno()).st_size
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(LONGEST, whole - 8):
            raise CountError(
                "This is no whole safetensors file: its header cannot be {length} "
                "bytes long.",
                length=f"{length:,}",
            )
        header = file.read(length)
    try:
        found = [
            (name, entry["shape"])
            for name, entry in json.loads(header).items()
            if name != "__metadata__"
        ]
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as error:
        raise CountError(
            "The header of this safetensors file is not a list of tensors."
        ) from error
    for name, shape in found:
        if not is_shape(shape):
            raise CountError("The tensor {name} has no shape.", name=repr(name[:80]))
    if not found:
        raise CountError("This safetensors file has no tensor.")
    return [(name, tuple(shape)) for name, shape in found]


def is_shape(shape):
    return (
        isinstance(shape, list)
        and len(shape) <= DEEPEST
        and all(type(size) is int and 0 <= size < 2**63 for size in shape)
    )
