"""Calls of functions on shapes, made from a table: names, forms and shapes.

Each probe is one expression. PyTorch, Keras and NumPy say what comes out, or refuse it;
the same text, as a program, has to say the same under ours.
"""

import re
from itertools import product
from pathlib import Path

HEADS = {
    "torch": """import torch
import torch.nn.functional as F
def z(*size):
    return torch.zeros(size)
def i(*size):
    return torch.zeros(size, dtype=torch.long)
""",
    "keras": """import keras
from keras import ops
def z(*size):
    return ops.zeros(size)
def i(*size):
    return ops.zeros(size, dtype="int32")
""",
    "symbolic": """import keras
from keras import ops
def z(*size):
    return keras.KerasTensor(size)
def i(*size):
    return keras.KerasTensor(size, dtype="int32")
""",
    "numpy": """import numpy as np
def z(*size):
    return np.zeros(size)
def i(*size):
    return np.zeros(size, dtype=int)
""",
}
ASKING = """
def shapes(value):
    if isinstance(value, (tuple, list)):
        return [shapes(each) for each in value]
    if isinstance(value, (bool, int, float)):
        return ()
    return tuple(value.shape)
def said(call):
    try:
        print(shapes(call()))
    except Exception as error:
        print("refused", type(error).__name__)
"""
KERAS = "keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])"
MODEL = {
    "torch": "torch.nn.Linear(1, 1)",
    "keras": KERAS,
    "symbolic": KERAS,
    "numpy": f"import keras\n{KERAS}",
}
TABLE = Path(__file__).with_name("probes.txt")
PREFIX = {"keras": "ops.", "symbolic": "ops.", "numpy": "np."}


def rows():
    """(libraries, names, forms, what x stands for), with the lists in their places."""
    lists, libraries = {}, []
    for line in re.sub(r"\s*\\\n\s*", " ", TABLE.read_text("utf-8")).splitlines():
        if line.startswith("["):
            libraries = line.strip("[]").split()
        elif "=" in line.split(";")[0] and not libraries:
            name, _, value = line.partition(" = ")
            lists[name] = value
        elif line and not line.startswith("#"):
            names, forms, x = (*line.split(" ; "), "")[:3]
            for name, value in lists.items():
                x = re.sub(rf"\b{name}\b", lambda found, value=value: value, x)
            yield libraries, names.split(), forms.split(" | "), x.split() or [""]
    for library, head in HEADS.items():
        shapes = "z(3) z(2,3) z(2,3,4) z()".split()[: 3 if "ops" in head else 4]
        yield [library], shapes, lists["KEYS"].split(), []


def expressions(library):
    """(name, call), for each name of this library."""
    for libraries, names, forms, options in rows():
        if library not in libraries:
            continue
        for name, form, x in product(names, forms, options or [""]):
            if not options:
                yield "[]", f"{name}[{form}]"
                continue
            name = PREFIX[library] + name if len(libraries) == 3 else name
            arguments = re.sub(r"\bx\b", lambda found, x=x: x, form)
            yield name, f"{name}({arguments.strip()})"


def programs(library):
    """The expressions that one program asks, of each name."""
    found = {}
    for name, expression in dict.fromkeys(expressions(library)):
        found.setdefault(name, []).append(expression)
    return list(found.values())


def program(library, calls):
    each = "".join(f"    lambda: {call},\n" for call in calls)
    head = HEADS[library] + ASKING
    return f"{head}for call in [\n{each}]:\n    said(call)\n{MODEL[library]}\n"
