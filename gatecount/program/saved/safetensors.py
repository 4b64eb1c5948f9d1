"""A safetensors file: the length of its header in 8 bytes, then the header as JSON.

See https://huggingface.co/docs/safetensors (format).
"""

from ...counting import CountError
from .. import deep_json
from .reading import Reader, Tensor, checked

LONGEST = 16_000_000  # bytes of a header


def tensors(reader: Reader) -> list[Tensor]:
    """(name, shape) of each tensor, in the order of the header."""
    reader.seek(0)
    length = int.from_bytes(reader.read(8), "little")
    if not 2 <= length <= min(LONGEST, reader.size - 8):
        raise CountError(
            "This is no whole safetensors file: its header cannot be {length} "
            "bytes long.",
            length=f"{length:,}",
        )
    try:
        found = [
            (name, entry["shape"])
            for name, entry in deep_json.loads(reader.take(length)).items()
            if name != "__metadata__"
        ]
    except CountError:
        raise
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as error:
        raise CountError(
            "The header of this safetensors file is not a list of tensors."
        ) from error
    return [checked(name, shape) for name, shape in found]
