"""A saved model, counted by the names and shapes of its tensors: no more is read.

A file for each format reads them, in pieces and up to a limit; nothing of the file is
run. What they give is explained as pasted output is, or, where Keras' configuration
stands in the file, as the program that it describes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from ...counting import CountError
from ...types import TYPE_CHECKING
from ..recovering import recovered
from ..result import ModelCount
from . import arrays, hdf5, keras, safetensors, zips
from . import onnx as onnx_file
from . import torch as torch_file
from .explaining import listing, of_arrays, of_keras, of_onnx, of_torch
from .reading import DAMAGED, Reader, cut, large

if TYPE_CHECKING:
    from ..pasted.reading import Explanation

PYTORCH = (".pt", ".pth", ".ckpt", ".bin")
ENDINGS = (".safetensors", ".keras", ".h5", ".hdf5", ".onnx", ".npz", ".npy", *PYTORCH)


def is_saved(path: str) -> bool:
    return path.lower().endswith(ENDINGS)


def count_saved(path: str, name: str = "") -> ModelCount:
    """The layers behind the tensors of a saved model, and its total.

    `name` is what the file is called, where that is not its path.
    Its `source` is a program, or a listing of tensors, which says the same. Raises
    CountError where the file is not what its name says; OSError as `open` does.
    """
    with open(path, "rb") as file, guarded():
        return of_file(Reader(file), (name or path).lower())


@contextmanager
def guarded() -> Iterator[None]:
    """What is wrong with a file, as a sentence."""
    try:
        yield
    except CountError:
        raise
    except MemoryError as error:
        raise large() from error
    except DAMAGED as error:
        raise cut() from error


def of_file(reader: Reader, path: str) -> ModelCount:
    """The answer, by what the file is: its first bytes say so, not its name."""
    start = reader.read(8)
    if start.startswith(b"PK"):
        _, parts = zips.parts(reader)
        if keras.CONFIG in parts:
            return of_keras(keras.zipped(reader))
        if any(name.endswith(".npy") for name in parts):
            return shown(of_arrays(arrays.arrays(reader)))
        return shown(of_torch(reader, torch_file.load(reader)))
    if start.startswith(arrays.MAGIC):
        return shown(of_arrays([arrays.array(reader)]))
    if hdf5.beginning(reader) is not None:
        return of_keras(keras.weights(reader))
    if path.endswith(".onnx"):
        return shown(of_onnx(onnx_file.load(reader)))
    if path.endswith(".safetensors"):
        return shown(of_torch(reader, None, safetensors.tensors(reader)))
    if path.endswith(PYTORCH) or start.startswith(b"\x80"):
        return shown(of_torch(reader, torch_file.load(reader)))
    raise CountError("This is no saved model that can be read here.")


def shown(explanation: Explanation) -> ModelCount:
    if not explanation.layers:
        raise CountError("There is no tensor in this file.")
    answer = recovered(explanation)
    return replace(answer, source=listing(explanation), saved=True)
