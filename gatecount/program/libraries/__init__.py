"""The modules that a program imports beside its framework.

A few of the standard library are real, since they reach nothing; `os`, `numpy` and
some others have stand-ins of their own; any other is a placeholder, and the answer
says that it was ignored.
"""

from __future__ import annotations

import re
import types
from importlib import import_module

from ...types import TYPE_CHECKING, Value
from .. import older
from ..numbers import math_of
from ..stand_ins import StandIn, public
from ..unknown import Unknown
from . import absl, numpy, pandas, pretty, progress, searching, sklearn, system
from .other import Module

if TYPE_CHECKING:
    from ..session import Session


# Real: they compute, and reach no file, no network and no other module.
REAL = """__future__ abc bisect cmath collections contextlib copy dataclasses datetime
    decimal enum fractions functools heapq itertools json numbers operator pprint
    random re statistics string textwrap time typing typing_extensions unicodedata
    uuid warnings hashlib collections.abc""".split()

OWN: dict[str, Value] = {
    "absl": absl,
    "numpy": numpy,
    "pandas": pandas,
    "sklearn": sklearn,
    "tqdm": progress,
}

# Of these, functions are often called with data: what they give is not known then.
OF_DATA = "re random statistics unicodedata json hashlib time datetime".split()


BY_CHANCE = ("random", "time", "uuid")
KEPT = "seed sleep strftime struct_time Random shuffle sample choices tzname".split()


def by_chance(module: str, name: str, value: Value) -> Value:
    """What chance or the clock gives is not known."""
    if not callable(value) or name in KEPT or isinstance(value, type):
        return value
    return lambda *values, **named: Unknown(f"{module}.{name}()")


def of_data(value: Value) -> Value:
    plain = isinstance(value, (types.FunctionType, types.BuiltinFunctionType))
    bound = isinstance(value, types.MethodType)  # random.choice and the like
    return math_of(value) if plain or bound else value


def modules(session: Session, root: str) -> Value:
    """The modules of this root by their dotted names."""
    if root == "math":
        return {"math": system.math_module()}
    if root == "torchcrf":
        return import_module("gatecount.program.torch.other_libraries").modules(session)
    own = re.search(
        r"\battention\.(?!py)|\battention import (?!Attention\b)", session.source
    )
    if root == "keras_self_attention" or (root == "attention" and not own):
        session.ignore(root)
        return import_module("gatecount.program.keras.packages").modules(root)
    if root in ("keras_tuner", "kerastuner"):
        return searching.modules(session, root)
    if root in OWN:
        return OWN[root].modules(session)
    if root in system.MODULES:
        return system.MODULES[root](session)
    if root in REAL:
        return real(session, root)
    session.ignore(root)
    return {root: Module(root)}


def real(session: Session, root: str) -> dict[str, StandIn]:
    try:
        found = {
            path: import_module(path) for path in REAL if path.partition(".")[0] == root
        }
    except ImportError:
        return {root: Module(root)}
    made = {}
    for path, module in found.items():
        names = set(public(module)) | set(getattr(module, "__all__", ()))
        found_names = {name: getattr(module, name) for name in names}
        if path in BY_CHANCE:
            found_names = {
                name: by_chance(path, name, found_names[name]) for name in found_names
            }
        if path in OF_DATA:
            found_names = {name: of_data(value) for name, value in found_names.items()}
        made[path] = StandIn(path, found_names, older.moved(session, path))
    for path, module in made.items():
        if path != root:
            setattr(made[root], path.rpartition(".")[2], module)
    if root == "pprint":
        vars(made[root]).update(pretty.NAMES)
    if root == "time":
        made[root].__dict__["sleep"] = lambda seconds: None
    return made
