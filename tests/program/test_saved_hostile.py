"""Saved models that were cut, changed or made to do harm: a sentence, and no more."""

import io
import json
import os
import pickle
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from functools import cache

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatecount import CountError
from gatecount.program.saved import count_saved, guarded, of_file
from gatecount.program.saved.reading import Reader
from tests.pages import ROOT

QUICK = 5  # s of work that a file may make at most
SPACE = 1_000_000_000  # bytes of addresses, of which Python itself takes a part


def answer(content, name="model.pt"):
    """The total, or the sentence that says why not."""
    start = time.process_time()
    try:
        with guarded():
            return of_file(Reader(io.BytesIO(content)), name).total
    except CountError as error:
        assert str(error).endswith(".")
        return str(error)
    finally:
        assert time.process_time() - start < QUICK


def refused(content, name="model.pt"):
    said = answer(content, name)
    assert isinstance(said, str), said
    return said


def written(save, *values, **named):
    file = io.BytesIO()
    save(file, *values, **named)
    return file.getvalue()


def zipped(method=zipfile.ZIP_STORED, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def torch_saved(*values, **named):
    import torch

    return written(lambda file: torch.save(*values, file, **named))


def keras_saved(ending, folder):
    import keras

    model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
    model.save(folder / f"model.{ending}")
    return (folder / f"model.{ending}").read_bytes()


@pytest.fixture(scope="module")
def valid(tmp_path_factory):
    """A file of each format, and the total in it."""
    import h5py
    import torch
    from onnx import helper, numpy_helper
    from safetensors.torch import save

    folder = tmp_path_factory.mktemp("valid")
    lstm = torch.nn.LSTM(5, 10)
    shapes = {"W": (1, 40, 5), "R": (1, 40, 10), "B": (1, 80)}
    held = [
        numpy_helper.from_array(numpy.zeros(shape, "f4"), name)
        for name, shape in shapes.items()
    ]
    node = helper.make_node("LSTM", ["X", *shapes], ["Y"], hidden_size=10)
    with h5py.File(folder / "many.h5", "w", libver="latest") as file:
        for place in range(60):
            file.create_dataset(f"layers/层{place}/vars/0", (2, 3), "f4")
            file.attrs[f"a{place}"] = "x" * place
    return {
        "model.keras": keras_saved("keras", folder),
        "model.h5": keras_saved("h5", folder),
        "many.h5": (folder / "many.h5").read_bytes(),
        "model.pt": torch_saved(lstm.state_dict()),
        "whole.pt": torch_saved(lstm),
        "old.pth": torch_saved(lstm.state_dict(), _use_new_zipfile_serialization=False),
        "model.onnx": helper.make_model(
            helper.make_graph([node], "g", [], [], held)
        ).SerializeToString(),
        "model.npz": written(numpy.savez_compressed, a=numpy.zeros((5, 40))),
        "model.npy": written(numpy.save, numpy.zeros((5, 40))),
        "model.safetensors": save(dict(lstm.state_dict())),
    }


NAMES = ("model.keras", "model.h5", "many.h5", "model.pt", "whole.pt", "old.pth",
         "model.onnx", "model.npz", "model.npy", "model.safetensors")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_valid_files_are_counted(valid, name):
    totals = {"model.keras": 640, "model.h5": 640, "many.h5": 360}
    totals |= {"model.npz": 200, "model.npy": 200}
    assert answer(valid[name], name) == totals.get(name, 680)


@pytest.mark.parametrize("name", NAMES)
def test_cut_anywhere(valid, name):
    content = valid[name]
    for length in {*range(0, len(content), max(1, len(content) // 150)), 1, 7, 9, 50}:
        said = answer(content[:length], name)
        assert isinstance(said, str) or said == answer(content, name), length


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("byte"), st.floats(0, 1), st.integers(0, 255)),
        st.tuples(st.just("huge"), st.floats(0, 1), st.sampled_from((2, 4, 8))),
        st.tuples(st.just("copy"), st.floats(0, 1), st.floats(0, 1)),
        st.tuples(st.just("drop"), st.floats(0, 1), st.integers(1, 40)),
    ),
    min_size=1,
    max_size=6,
)


def changed(content, changes):
    content = bytearray(content)
    for kind, where, what in changes:
        place = int(where * max(0, len(content) - 1))
        if kind == "byte" and content:
            content[place] = what
        elif kind == "huge":
            content[place : place + what] = b"\xff" * (what - 1) + b"\x7f"
        elif kind == "copy":
            other = int(what * len(content))
            content[place : place + 40] = content[other : other + 40]
        else:
            del content[place : place + what]
    return bytes(content)


@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(CHANGES)
def test_changed_files_have_an_answer_or_a_sentence(valid, name, changes):
    answer(changed(valid[name], changes), name)


@pytest.mark.parametrize("name", ["model.pt", "model.keras"])
@settings(max_examples=60, deadline=None)
@given(changes=CHANGES)
def test_changed_parts_of_an_archive(valid, name, changes):
    """A zip's checksums find most changes: here what is inside it changes."""
    inner = {"model.pt": "data.pkl", "model.keras": "model.weights.h5"}[name]
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(valid[name])) as before,
        zipfile.ZipFile(file, "w") as after,
    ):
        for each in before.namelist():
            content = before.read(each)
            if each.endswith(inner):
                content = changed(content, changes)
            after.writestr(each, content)
    answer(file.getvalue(), name)


# --- pickles ------------------------------------------------------------------------


class Harm:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("new", [True, False])
def test_nothing_in_a_pickle_is_run(tmp_path, new):
    import torch

    path = tmp_path / "ran"
    options = {"_use_new_zipfile_serialization": new}
    said = refused(torch_saved({"weights": Harm(path)}, **options))
    assert "posix.system" in said and "Nothing of it was run" in said
    kept = {"model": torch.nn.LSTM(5, 10).state_dict(), "more": Harm(path)}
    (tmp_path / "model.pt").write_bytes(torch_saved(kept, **options))
    counted = count_saved(str(tmp_path / "model.pt"))
    assert counted.total == 680
    assert any("posix.system" in str(each) for each in counted.notes)
    assert not path.exists()
    assert "posix.system" in refused(pickle.dumps(Harm(path)))
    assert not path.exists()


def test_tensors_of_unknown_objects_are_missing(tmp_path):
    import torch

    held = {"weight": torch.zeros(3, 4), "other": Kept(torch.zeros(5))}
    (tmp_path / "model.pt").write_bytes(torch_saved(held))
    counted = count_saved(str(tmp_path / "model.pt"))
    assert counted.incomplete
    assert any("other" in str(each) for each in counted.notes)


class Kept:
    def __init__(self, value):
        self.value = value


PICKLES = {
    "deep": b"\x80\x02" + b"]" * 200_000 + b"a" * 199_999 + b".",
    "deep tuples": b"\x80\x02)" + b"\x85" * 300_000 + b".",
    "doubled": b"\x80\x02]" + b"q\0" + b"".join(
        b"(" + b"h\0" * 9 + b"lq\0" for _ in range(60)
    ) + b".",
    "into itself": b"\x80\x02]q\0h\0a.",
    "copied": b"\x80\x02c" + b"collections\nOrderedDict\nq\0"
    + b"(" + b"K\x01K\x02\x86" * 9_000 + b"lq\1" + b"h\0h\1\x85R" * 30_000 + b".",
    "long text": b"\x80\x02X\xff\xff\xff\x7f.",
    "long bytes": b"\x80\x04\x8e" + b"\xff" * 8 + b".",
    "negative": b"\x80\x02T\xff\xff\xff\xff.",
    "long number": b"\x80\x02\x8b\xff\xff\xff\x0f.",
    "digits": b"I" + b"9" * 10_000 + b"\n.",
    "no end": b"\x80\x02" + b"N" * 1_500_000,
    "line": b"V" + b"x" * 1_500_000,
    "empty stack": b"\x80\x02.",
    "only a mark": b"\x80\x02(.",
    "no memory": b"\x80\x02h\7.",
    "unknown opcode": b"\x80\x02\xff.",
    "extension": b"\x80\x02\x82\1.",
    "put into none": b"\x80\x02NK\1K\2s.",
    "odd pairs": b"\x80\x02}(K\1u.",
    "name of no text": b"\x80\x04]]\x93.",
}  # fmt: skip


@pytest.mark.parametrize("name", PICKLES)
def test_hostile_pickles(name):
    refused(PICKLES[name])
    refused(zipped(x__data_pkl=PICKLES[name]))


def rebuilt(size):
    """A pickle of a tensor of this size, which is itself a pickle's text."""
    call = b"c" + b"torch._utils\n_rebuild_tensor_v2\n"
    kept = b"(X\7\0\0\0storagec" + b"torch\nFloatStorage\nX\1\0\0\x000X\3\0\0\0cpuK\1tQ"
    return b"\x80\x02}X\1\0\0\0w" + call + b"(" + kept + b"K\0" + size + b")\x89NtRs."


@pytest.mark.parametrize(
    "size, total",
    [
        (b"K\3K\4\x86", 12),
        (b"J\xff\xff\xff\xff\x85", None),
        (b"\x88\x85", None),
        (b"G" + b"\0" * 8 + b"\x85", None),
        (b"\x8a\x20" + b"\x7f" * 32 + b"\x85", None),
        (b"(" + b"K\1" * 100 + b"t", None),
        (b"N", None),
        (b"X\2\0\0\x0012", None),
    ],
)
def test_hostile_sizes(size, total):
    if total is None:
        refused(rebuilt(size))
    else:
        assert answer(rebuilt(size)) == total


# --- archives -----------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["[", '{"a": ', '["[", '])
def test_json_nested_deep_is_not_read(opening, monkeypatch):
    """In a browser, Python does not survive the RecursionError of its own reader."""
    text = opening.encode() * 100_000
    monkeypatch.setattr(json, "loads", None)
    header = struct.pack("<Q", len(text)) + text
    assert "not a list of tensors" in refused(header, "m.safetensors")


def test_zip_bombs():
    """What unpacks to far more than any header has."""
    zeros = b"\0" * 40_000_000
    packed = zipfile.ZIP_DEFLATED
    for name in ("x__data_pkl", "config_json", "w_npy"):
        assert len(zipped(packed, **{name: zeros})) < 100_000
        refused(zipped(packed, **{name: zeros}))
    refused(zipped(packed, config_json=b"{}", model_weights_h5=zeros), "model.keras")
    refused(zipped(packed, config_json=b"[" * 10_000_000))


def test_hostile_archives():
    assert "PyTorch" in refused(zipped(notes_txt=b"nothing"))
    assert "PyTorch" in refused(zipped(a__data_pkl=b"N.", b__data_pkl=b"N."))
    refused(zipped(zipfile.ZIP_BZIP2, config_json=b"{}"))
    refused(zipped(config_json=b"{}"))
    many = {f"w{k}_npy": b"" for k in range(2_000)}
    refused(zipped(**many))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, 2**32 - 2, 0, 0)
    refused(b"PK\3\4" + end)


@pytest.mark.parametrize(
    "header",
    [b"{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
     b"{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
     b"{'descr': '|O', 'fortran_order': False, 'shape': (3,)}",
     b"__import__('os').system('x')", b"(" * 9_000, b"{", b"[]", b"{'shape': (1,)}"],
    ids=range(8),
)  # fmt: skip
def test_hostile_arrays(header):
    refused(b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header)
    refused(b"\x93NUMPY\2\0" + struct.pack("<I", 2**31) + header)


# --- HDF5, ONNX ---------------------------------------------------------------------


def test_loops_in_hdf5(valid):
    """Every address in turn leads back to every place where something begins."""
    content = valid["model.h5"]
    marks = (b"TREE", b"SNOD", b"HEAP", b"GCOL")
    places = [content.find(mark) for mark in marks] + [96, 0]
    addresses = [
        place for place in range(0, len(content) - 8, 8)
        if 0 < int.from_bytes(content[place : place + 8], "little") < len(content)
    ]  # fmt: skip
    for place in addresses[:: max(1, len(addresses) // 40)]:
        for to in places:
            changed = content[:place] + struct.pack("<Q", to) + content[place + 8 :]
            answer(changed, "model.h5")


def field(number, content):
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    found = b""
    while value > 127:
        found += bytes([value & 127 | 128])
        value >>= 7
    return found + bytes([value])


def tensor(dims, **more):
    shape = b"".join(field(1, each % 2**64) for each in dims)
    return field(7, field(5, shape + field(2, 1) + field(8, b"w")))


def nested(depth):
    graph = field(5, field(1, 3) + field(2, 1) + field(8, b"w"))
    for _ in range(depth):
        graph = field(1, field(5, field(6, graph)))
    return field(7, graph)


def test_hostile_protobuf():
    assert answer(tensor([3, 4]), "m.onnx") == 12
    assert answer(nested(5), "m.onnx") == 3
    for content in (
        b"", b"\0", b"\xff" * 40, nested(60), tensor([-1]), tensor([2**63]),
        tensor([1] * 100), b"\x3a" + b"\xff" * 9 + b"\1", b"\x3a\xff\xff\xff\xff\x0f",
        field(7, 5), field(7, field(5, 3)), field(7, b"\x2a\x7f"), b"\x0b\x0c",
        field(7, field(15, b"")), field(7, field(5, field(8, b"x" * 20_000))),
    ):  # fmt: skip
        refused(content, "m.onnx")
    refused(field(7, b"\x08\1" * 2_000_000), "m.onnx")


# --- two gigabytes ------------------------------------------------------------------


def counted_in_little_memory(path):
    """The total, from the command line, where memory is short."""
    done = subprocess.run(
        [sys.executable, "-m", "gatecount", str(path), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE)),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


HOLE = 2 * 2**30


@pytest.mark.parametrize("name", NAMES)
def test_two_gigabytes_are_not_read(valid, name, tmp_path):
    """The numbers are a hole: no byte of them is on the disk, nor is one asked for."""
    content, path = valid[name], tmp_path / name
    with path.open("wb") as file:
        if content.startswith(b"PK"):
            file.write(b"PK\3\4")  # a part that is 2 GB long, before the others
            file.seek(HOLE)
            file.write(content)
        elif name.endswith(".onnx"):
            raw = HOLE - 10_000
            head = field(1, 3) + field(2, 1) + field(8, b"w") + varint(9 << 3 | 2)
            head += varint(raw)
            inner = varint(5 << 3 | 2) + varint(len(head) + raw) + head
            file.write(varint(7 << 3 | 2) + varint(len(inner) + raw) + inner)
            file.truncate(file.tell() + raw)
        else:
            file.write(content)
            file.truncate(HOLE)
    total = 3 if name.endswith(".onnx") else answer(content, name)
    assert f'"total": {total},' in counted_in_little_memory(path)


@cache
def noise():
    return b"".join(struct.pack("<I", zlib.crc32(b"%d" % k)) for k in range(500_000))


@pytest.mark.parametrize("begin", [b"PK\3\4", b"\x93NUMPY\1\0", b"\x89HDF\r\n\x1a\n\0",
                                   b"\x80\2", b"", b"\x08\7\x3a"])  # fmt: skip
@pytest.mark.parametrize("name", ["m.pt", "m.onnx", "m.safetensors", "m.keras"])
def test_noise(begin, name):
    answer(begin + noise(), name)
