"""Saved models against the packages that wrote them: the same totals and layers."""

import ast
import json
import zipfile

import numpy
import pytest
from safetensors.torch import save_file

from gatecount.program.saved import count_saved
from tests.pages import ROOT


def opened(path):
    return count_saved(str(path))


def layers(answer):
    return {each.name: each.code for each in answer.layers}


def said(answer):
    return " ".join(map(str, answer.notes))


# --- Keras --------------------------------------------------------------------------


def sequential(*layers):
    import keras

    return keras.Sequential([keras.Input((13, 5)), *layers])


def one():
    import keras

    return sequential(keras.layers.LSTM(10))


def stacked():
    from keras import layers as of

    return sequential(
        of.LSTM(10, return_sequences=True), of.LSTM(7), of.Dropout(0.5), of.Dense(1)
    )


def both_ways():
    from keras import layers as of

    return sequential(
        of.Bidirectional(of.LSTM(10, return_sequences=True, dropout=0.1)),
        of.BatchNormalization(),
        of.TimeDistributed(of.Dense(3)),
    )


def gated():
    from keras import layers as of

    return sequential(
        of.GRU(10, return_sequences=True), of.GRU(10, reset_after=False), of.Dense(1)
    )


def functional():
    import keras
    from keras import layers as of

    words = keras.Input((None,), name="词")
    vectors = of.Embedding(100, 8)(words)
    _, h, c = of.LSTM(8, return_state=True)(vectors)
    again = of.LSTM(8)(vectors, initial_state=[h, c])
    twice = of.Dense(3)
    joined = of.Concatenate()([twice(again), twice(h)])
    inner = keras.Sequential([keras.Input((6,)), of.Dense(4), of.LayerNormalization()])
    ends = of.Dense(2, trainable=False)(inner(joined) + 1.0)
    return keras.Model(words, ends)


def convolutional():
    from keras import layers as of

    return sequential(
        of.Conv1D(4, 3, padding="same"), of.MaxPooling1D(2), of.Flatten(), of.Dense(1)
    )


MODELS = [one, stacked, both_ways, gated, functional, convolutional]


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize("ending", ["keras", "h5", "weights.h5"])
def test_keras(make, ending, tmp_path, tally):
    model, path = make(), tmp_path / f"model.{ending}"
    if ending == "weights.h5":
        model.save_weights(path)
    else:
        model.save(path)
    answer = opened(path)
    assert answer.total == model.count_params()
    by_configuration = "just the shapes" in said(answer)
    if ending == "keras":
        assert by_configuration and answer.source.startswith("import keras")
        frozen = sum(numpy.prod(each.shape) for each in model.trainable_weights)
        assert answer.trainable == frozen
        assert [each.kind for each in answer.layers if each.total] == [
            type(each).__name__ for each in model.layers if each.count_params()
        ]
    tally["saved models counted as the package counts them"] += 1


def test_the_optimizer_is_no_part_of_the_model(tmp_path):
    model = one()
    model.compile("adam", "mse")
    model.fit(numpy.zeros((2, 13, 5)), numpy.zeros((2, 10)), verbose=0)
    for ending in ("keras", "h5"):
        model.save(tmp_path / f"model.{ending}")
        answer = opened(tmp_path / f"model.{ending}")
        assert answer.total == 640
        assert "1,282 numbers of the optimizer" in said(answer)


def test_what_does_not_belong_together_is_said(tmp_path):
    """The configuration of one model, the weights of another."""
    import keras

    one().save(tmp_path / "a.keras")
    sequential(keras.layers.LSTM(11)).save(tmp_path / "b.keras")
    with (
        zipfile.ZipFile(tmp_path / "a.keras") as a,
        zipfile.ZipFile(tmp_path / "b.keras") as b,
        zipfile.ZipFile(tmp_path / "c.keras", "w") as c,
    ):
        c.writestr("config.json", a.read("config.json"))
        c.writestr("model.weights.h5", b.read("model.weights.h5"))
    answer = opened(tmp_path / "c.keras")
    assert answer.total is None
    assert "640" in said(answer) and "748" in said(answer)
    assert [each.total for each in answer.models] == [640, 748]


def test_a_layer_of_ones_own_is_counted_by_its_weights(tmp_path):
    import keras

    @keras.saving.register_keras_serializable("own")
    class LSTM(keras.layers.Dense):
        """By name a layer of Keras, and none."""

    sequential(LSTM(7), keras.layers.GRU(3)).save(tmp_path / "own.keras")
    answer = opened(tmp_path / "own.keras")
    assert answer.total == 5 * 7 + 7 + 3 * 3 * (7 + 3 + 2)
    assert "not understood" in said(answer)


NONE = [
    {},
    {"class_name": 3},
    {"class_name": "Sequential", "config": {"layers": [3]}},
    {"class_name": "Functional", "config": {"layers": [], "input_layers": 3}},
]


@pytest.mark.parametrize("config", NONE)
def test_a_configuration_that_is_none_leaves_the_weights(config, tmp_path):
    one().save(tmp_path / "a.keras")
    with (
        zipfile.ZipFile(tmp_path / "a.keras") as a,
        zipfile.ZipFile(tmp_path / "b.keras", "w") as b,
    ):
        b.writestr("config.json", json.dumps(config))
        b.writestr("model.weights.h5", a.read("model.weights.h5"))
    answer = opened(tmp_path / "b.keras")
    assert answer.total == 640 and "not understood" in said(answer)


def test_keras_2(tmp_path):
    import tf_keras as keras

    keras.backend.clear_session()  # names begin anew

    of = keras.layers
    start = keras.Input((13, 5))
    _, h, c = of.LSTM(10, return_state=True)(start)
    again = of.GRU(10)(start, initial_state=h)
    inner = keras.Sequential([of.Dense(4, input_shape=(20,)), of.BatchNormalization()])
    model = keras.Model(start, of.Dense(1)(inner(of.Concatenate()([again, c]))))
    for ending in ("keras", "h5"):
        model.save(tmp_path / f"model.{ending}")
        answer = opened(tmp_path / f"model.{ending}")
        assert answer.total == model.count_params()
        assert "just the shapes" in said(answer)
    model.save_weights(tmp_path / "weights.h5")
    answer = opened(tmp_path / "weights.h5")
    assert answer.total == model.count_params()
    assert answer.layers[0].name == "lstm"


def test_other_ways_to_write_hdf5(tmp_path):
    """Newer headers and links, which Keras can be asked for; a file in front."""
    import h5py

    path = tmp_path / "new.h5"
    with h5py.File(path, "w", libver="latest", userblock_size=512) as file:
        group = file.create_group("layers/lstm/cell/vars")
        for name, shape in ("0", (5, 40)), ("1", (10, 40)), ("2", (40,)):
            group.create_dataset(name, shape, "f4")
        file["layers/again"] = h5py.SoftLink("/layers/lstm")
        file["layers/empty"] = h5py.Empty("f4")
    answer = opened(path)
    assert answer.total == 640 and answer.layers[0].kind == "LSTM"


@pytest.mark.parametrize("number", [9, 100, 700])
def test_many_names_in_hdf5(number, tmp_path):
    """Chinese names, and more of them than a header of a group holds."""
    import h5py

    with h5py.File(tmp_path / "many.h5", "w") as file:
        file.create_group("layers", track_order=True)
        for place in range(number):
            file.create_dataset(f"layers/层{place}/vars/0", (2, 3), "f4")
            if place < 30:
                file["layers"].attrs[f"名{place}"] = "名" * place
    answer = opened(tmp_path / "many.h5")
    assert answer.total == 6 * number and len(answer.layers) == number


# --- PyTorch ------------------------------------------------------------------------


def net():
    import torch

    return torch.nn.ModuleDict(
        {
            "lstm": torch.nn.LSTM(5, 10, 2, bidirectional=True),
            "norm": torch.nn.BatchNorm1d(20),
            "head": torch.nn.Linear(20, 1),
        }
    )


def numel(model):
    return sum(each.numel() for each in model.parameters())


LSTM = "nn.LSTM(5, 10, num_layers=2, bidirectional=True)"


@pytest.mark.parametrize("new", [True, False], ids=["zip", "old"])
@pytest.mark.parametrize("whole", [True, False], ids=["module", "state"])
def test_pytorch(new, whole, tmp_path, tally):
    import torch

    model, path = net(), tmp_path / "model.pt"
    kept = model if whole else model.state_dict()
    torch.save(kept, path, _use_new_zipfile_serialization=new)
    answer = opened(path)
    assert answer.total == numel(model) and answer.framework == "torch"
    assert layers(answer) == {
        "lstm": LSTM,
        "norm": "nn.BatchNorm1d(20)",
        "head": "nn.Linear(20, 1)",
    }
    assert "norm.running_mean" in said(answer)
    tally["saved models counted as the package counts them"] += 1


def test_a_checkpoint(tmp_path):
    """The optimizer's numbers are no parameters, nor is what else is kept along."""
    import argparse

    import torch

    model = net()
    optimizer = torch.optim.Adam(model.parameters())
    model["head"](torch.zeros(1, 20)).sum().backward()
    optimizer.step()
    kept = {
        "epoch": 3,
        "args": argparse.Namespace(lr=0.1),
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    torch.save(kept, tmp_path / "check.pth")
    answer = opened(tmp_path / "check.pth")
    assert answer.total == numel(model) and layers(answer)["lstm"] == LSTM
    assert "44 numbers of the optimizer" in said(answer)


def test_several_sets_of_weights(tmp_path):
    import torch

    one, other = torch.nn.LSTM(5, 10), torch.nn.Linear(5, 10)
    path = tmp_path / "several.pt"
    torch.save({"ema": one.state_dict(), "model": one.state_dict()}, path)
    answer = opened(path)
    assert answer.total == 680 and "ema (680)" in said(answer)
    torch.save({"generator": one.state_dict(), "judge": other.state_dict()}, path)
    answer = opened(path)
    assert answer.total is None
    assert {each.name: each.total for each in answer.models} == {
        "generator": 680,
        "judge": 60,
    }


def test_shared_and_frozen(tmp_path):
    import torch

    first, last = torch.nn.Embedding(50, 8), torch.nn.Linear(8, 50, bias=False)
    last.weight = first.weight
    model = torch.nn.Sequential(first, torch.nn.LSTM(8, 8), last)
    model[1].requires_grad_(requires_grad=False)
    torch.save(model, tmp_path / "tied.pt")
    answer = opened(tmp_path / "tied.pt")
    assert answer.total == numel(model) == 50 * 8 + 4 * 8 * 18
    assert answer.trainable == 50 * 8
    assert "2.weight = 0.weight" in said(answer)


def test_odd_numbers(tmp_path):
    import torch

    kinds = ("bfloat16", "float8_e4m3fn", "int8", "complex64", "bool")
    kept = {
        f"{name}.weight": torch.zeros(3, 4, dtype=getattr(torch, name))
        for name in kinds
    }
    kept["scalar"] = torch.tensor(1.0)
    kept["view"] = torch.zeros(1).expand(7, 2)
    kept["sparse"] = torch.eye(3).to_sparse()
    kept["meta"] = torch.empty(2, 2, device="meta")
    torch.save(kept, tmp_path / "odd.pt")
    total = sum(each.numel() for each in kept.values())
    assert opened(tmp_path / "odd.pt").total == total


@pytest.mark.filterwarnings("ignore")
def test_quantised(tmp_path):
    import torch

    model = torch.nn.Sequential(torch.nn.LSTM(5, 10), torch.nn.Linear(10, 1))
    small = torch.ao.quantization.quantize_dynamic(
        model, {torch.nn.LSTM, torch.nn.Linear}
    )
    torch.save(small.state_dict(), tmp_path / "small.pt")
    answer = opened(tmp_path / "small.pt")
    assert answer.total == numel(model) and "1.scale" in said(answer)


@pytest.mark.filterwarnings("ignore")
def test_torchscript(tmp_path):
    import torch

    model = torch.nn.Sequential(torch.nn.LSTM(5, 10), torch.nn.Linear(10, 1))
    torch.jit.script(model[1]).save(str(tmp_path / "script.pt"))
    assert opened(tmp_path / "script.pt").total == numel(model[1])


# --- ONNX, NumPy, safetensors -------------------------------------------------------


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("directions", [1, 2])
def test_onnx(kind, directions, tmp_path, tally):
    import onnx
    import torch
    from onnx import helper, numpy_helper

    model = getattr(torch.nn, kind)(5, 10, bidirectional=directions == 2)
    gates = {"LSTM": 4, "GRU": 3, "RNN": 1}[kind]
    shapes = {
        "W": (directions, gates * 10, 5),
        "R": (directions, gates * 10, 10),
        "B": (directions, gates * 20),
        "M": (10 * directions, 3),
    }
    held = [
        numpy_helper.from_array(numpy.zeros(shape, "f4"), name)
        for name, shape in shapes.items()
    ]
    held.append(numpy_helper.from_array(numpy.array([-1, 10 * directions]), "to"))
    more = {"direction": "bidirectional"} if directions == 2 else {}
    nodes = [
        helper.make_node(kind, ["X", "W", "R", "B"], ["", "h"], hidden_size=10, **more),
        helper.make_node("Reshape", ["h", "to"], ["flat"]),
        helper.make_node("MatMul", ["flat", "M"], ["Y"]),
    ]
    ends = [
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        for name in "XY"
    ]
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:], held)
    onnx.save(helper.make_model(graph), tmp_path / "model.onnx")
    answer = opened(tmp_path / "model.onnx")
    assert answer.framework == "onnx"
    assert answer.total == numel(model) + 30 * directions
    assert answer.layers[0].kind == kind and "hidden_size=10" in answer.layers[0].code
    tally["saved models counted as the package counts them"] += 1


def test_numpy(tmp_path):
    arrays = {"W": (5, 40), "U": (10, 40), "b": (40,)}
    arrays = {name: numpy.zeros(shape, "f2") for name, shape in arrays.items()}
    numpy.savez(tmp_path / "a.npz", **arrays)
    numpy.savez_compressed(tmp_path / "b.npz", **arrays)
    for name in ("a.npz", "b.npz"):
        answer = opened(tmp_path / name)
        assert answer.total == 640 and layers(answer) == {"LSTM": "LSTM(10)"}
    numpy.save(tmp_path / "c.npy", numpy.zeros((5, 40), order="F"))
    assert opened(tmp_path / "c.npy").total == 200


def test_safetensors(tmp_path):
    import torch

    model = torch.nn.LSTM(5, 10, 2, bidirectional=True)
    save_file(model.state_dict(), tmp_path / "model.safetensors")
    assert opened(tmp_path / "model.safetensors").total == numel(model)


def test_the_name_does_not_matter(tmp_path):
    """What a file is, its first bytes say."""
    model = one()
    model.save(tmp_path / "model.keras")
    (tmp_path / "model.keras").rename(tmp_path / "model.pt")
    assert opened(tmp_path / "model.pt").total == 640


def test_every_sentence_has_its_chinese():
    said = set()
    for path in ROOT.glob("gatecount/program/saved/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = isinstance(node, ast.Call) and getattr(node.func, "id", "")
            if name in ("note", "CountError"):
                said.add(node.args[0].value)
    file = ROOT / "live/program/zh/saved.json"
    assert said == set(json.loads(file.read_text("utf-8")))
