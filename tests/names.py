"""The names that the pinned frameworks have: `make names` writes them as data.

Most only tell what exists from what is misspelt: see gatecount/program/names.py.
"""

import inspect
import json
import operator
import pkgutil
import textwrap
import types
from pathlib import Path

import keras
import numpy
import tensorflow
import torch
import torch.utils.data

FILE = Path(__file__).resolve().parent.parent / "gatecount/program/names.json"
TORCH = """torch torch.Tensor torch.nn torch.nn.functional torch.nn.init torch.nn.utils
    torch.optim torch.optim.lr_scheduler torch.utils.data""".split()
# The modules of keras and of tf.keras, as far as programs import from them.
KERAS = """activations applications backend callbacks config constraints datasets
    dtype_policies initializers layers legacy losses metrics mixed_precision models ops
    ops.image optimizers optimizers.schedules preprocessing preprocessing.image
    preprocessing.sequence random regularizers saving tree utils""".split()
# What programs derive their own from, though no count depends on it.
CLASSES = "metrics.Metric losses.Loss callbacks.Callback utils.PyDataset".split()


def public(value, kind=object):
    """The names in a module or a class; of PyTorch, but for the modules in it."""
    held = {name: getattr(value, name, None) for name in dir(value)}
    whole = not getattr(value, "__name__", "").startswith("torch")
    return [
        name
        for name, each in held.items()
        if not name.startswith("_")
        and isinstance(each, kind)
        and (whole or not isinstance(each, types.ModuleType))
    ]


def at(root, path):
    """The module at this path; None where there is none."""
    try:
        return operator.attrgetter(path)(root) if path else root
    except AttributeError:
        return None


def arguments(function):
    found = inspect.signature(function).parameters.values()
    return [each.name for each in found if each.kind != each.VAR_KEYWORD]


def made():
    """All names by where they are."""
    found = {path: public(at(torch, path[6:])) for path in TORCH}
    found["torch operations"] = public(torch, types.BuiltinFunctionType)
    found["torch modules"] = [
        each.name
        for each in pkgutil.iter_modules(torch.__path__)
        if not each.name.startswith("_")
    ]
    for root, module in {"keras": keras, "tensorflow.keras": tensorflow.keras}.items():
        for path in ("", *KERAS):
            here = at(module, path)
            names = public(here) if here is not None else []
            if names and found.get(f"keras.{path}".rstrip(".")) != names:
                found[f"{root}.{path}".rstrip(".")] = names
    for path in CLASSES:
        found["keras methods"] = {
            *found.get("keras methods", ()),
            *public(at(keras, path), types.FunctionType),
        }
    for name in public(keras.optimizers, type):
        found[f"keras.optimizers.{name}"] = arguments(getattr(keras.optimizers, name))
    found["keras.Model attributes"] = public(keras.Model)
    for name in ("compile", "fit"):
        found[f"keras.Model.{name}"] = arguments(getattr(keras.Model, name))[1:]
    found["keras.losses by name"] = keras.src.losses.ALL_OBJECTS_DICT
    found["tensorflow"] = public(tensorflow)
    for module in (keras, numpy, tensorflow, torch):
        found[f"{module.__name__}.__version__"] = [module.__version__]
    return {path: ordered(path, names) for path, names in sorted(found.items())}


def ordered(path, names):
    """By the alphabet, but for arguments, whose order matters."""
    order = path.startswith(("keras.optimizers.", "keras.Model."))
    return list(names) if order else sorted(names)


def rows(names):
    return textwrap.wrap(" ".join(names), 84, break_on_hyphens=False)


if __name__ == "__main__":
    written = {path: rows(names) for path, names in made().items()}
    FILE.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
