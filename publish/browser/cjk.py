"""Where Pyodide's program keeps the tables of the Chinese, Japanese and Korean codecs.

Runs inside Pyodide, whose memory it reads. The codecs hand their tables to each other
as capsules of a `struct dbcs_map` (CPython, Modules/cjkcodecs/cjkcodecs.h): name,
encoding map, decoding map. A map has 256 rows of an address, a first and a last index,
for characters of two bytes each.
"""

import ctypes
import importlib
import sys

ROWS, ROW, CHARACTER = 256, 8, 2  # bytes of the last two
opened = ctypes.pythonapi.PyCapsule_GetPointer
opened.restype, opened.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def tables():
    """Begin and end of each row, as addresses in bytes."""
    for name in sys.builtin_module_names:
        if name.startswith("_codecs_"):
            members = vars(importlib.import_module(name))
            for capsule in (members[each] for each in members if "__map_" in each):
                address = opened(capsule, b"multibytecodec.map")
                _, *maps = (ctypes.c_uint32 * 3).from_address(address)
                for begin in filter(None, maps):
                    yield from rows(begin)


def rows(begin):
    for row in range(begin, begin + ROWS * ROW, ROW):
        characters = ctypes.c_uint32.from_address(row).value
        first, last = (ctypes.c_uint8 * 2).from_address(row + 4)
        if characters:
            yield characters, characters + CHARACTER * (last - first + 1)


sorted(tables())  # the value that JavaScript receives
