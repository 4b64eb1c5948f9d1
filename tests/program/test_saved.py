"""Saved models from the command line: counted by their headers, nothing is run."""

import json
import struct

import pytest
from safetensors.torch import save_file

from gatecount.program.command import main


def answer(path, capsys):
    status = main(str(path), as_json=True)
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


def test_a_saved_model_is_counted(tmp_path, capsys):
    """As PyTorch itself counts it, layer by layer."""
    import torch

    model = torch.nn.ModuleDict(
        {"lstm": torch.nn.LSTM(5, 10, 2), "head": torch.nn.Linear(10, 1)}
    )
    path = tmp_path / "model.safetensors"
    save_file(model.state_dict(), path)
    status, said, _ = answer(path, capsys)
    assert status == 0
    assert said["total"] == sum(each.numel() for each in model.parameters())
    assert {each["name"]: each["code"] for each in said["layers"]} == {
        "lstm": "nn.LSTM(5, 10, num_layers=2)",
        "head": "nn.Linear(10, 1)",
    }


def written(folder, header, length=None, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path = folder / "x.safetensors"
    size = len(text) if length is None else length
    path.write_bytes(struct.pack("<Q", size) + text + data)
    return path


def tensor(shape):
    return {"w": {"dtype": "F32", "shape": shape, "data_offsets": [0, 0]}}


@pytest.mark.parametrize(
    "header, length",
    [
        (b"", 0),
        (b"{}", 10**15),
        (b"{}", 3),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b"[1, 2]", None),
        ({}, None),
        ({"__metadata__": {"format": "pt"}}, None),
        ({"w": 3}, None),
        ({"w": {"dtype": "F32"}}, None),
        (tensor([-1, 2]), None),
        (tensor([2.5]), None),
        (tensor([True]), None),
        (tensor("12"), None),
        (tensor([1] * 1000), None),
        (tensor([10**30]), None),
    ],
    ids=range(16),
)
def test_a_hostile_file_gets_a_sentence(tmp_path, capsys, header, length):
    status, said, err = answer(written(tmp_path, header, length), capsys)
    assert status == 1 and said["total"] is None
    assert said["error"].endswith(".") and "Traceback" not in err


def test_a_cut_file_gets_a_sentence(tmp_path, capsys):
    path = tmp_path / "x.safetensors"
    path.write_bytes(b"\x08\x00")
    assert answer(path, capsys)[0] == 1


def test_only_the_header_is_read(tmp_path, capsys):
    """A file of 2 GB, of which no more than the first bytes exist on the disk."""
    path = written(tmp_path, {"lstm.weight_ih_l0": tensor([40, 5])["w"]})
    with path.open("r+b") as file:
        file.truncate(2 * 2**30)
    assert answer(path, capsys)[1]["total"] == 200


def test_a_name_is_data(tmp_path, capsys):
    """What a name says is neither run nor taken for another tensor's line."""
    names = ["__import__('os').system('x')", "a\nb (9, 9)", "c" * 10_000]
    path = written(tmp_path, {name: tensor([2, 3])["w"] for name in names})
    status, said, _ = answer(path, capsys)
    assert status in (0, 1) and said["total"] in (None, 18)
