"""What PyTorch saves: the tensors in a pickle, by the names of a state_dict.

Since 1.6 a file is a zip archive that holds data.pkl, before, a row of pickles; see
https://docs.pytorch.org/docs/stable/notes/serialization.html.
"""

import re
from dataclasses import dataclass, field
from math import prod

from ...counting import CountError
from ...types import Value
from . import zips
from .pickled import Called, Kept, Machine, Mapping, Name
from .reading import TENSORS, Reader, checked, large

MAGIC = 0x1950A86A20F9469CFC6C  # the first pickle of an older file
REBUILD = "torch._utils._rebuild_"
# Where the arguments of such a call say the size.
SIZES = {
    "tensor": 2, "tensor_v2": 2, "tensor_v3": 2, "qtensor": 2,
    "meta_tensor_no_storage": 1,
}  # fmt: skip
INNER = ("parameter", "parameter_with_state", "device_tensor_from_cpu_tensor")
PLAIN = re.compile(
    r"(?:torch|__torch__|collections|numpy|pathlib|datetime|argparse)\..*"
    r"|_codecs\.encode|copy_?reg\._reconstructor"
    r"|(?:builtins|__builtin__)\.(?:set|frozenset|dict|list|tuple|object|slice|complex"
    r"|range|bytearray|bytes|int|float|str|bool)"
)


@dataclass(frozen=True)
class Tensor:
    """`key` is where its numbers stand: two with the same are one."""

    shape: tuple[int, ...]
    key: object = None
    trainable: bool | None = None


@dataclass
class Found:
    """What a walk through the values has met.

    `tensors` by their names, of which the `buffers` are no parameters; `optimizer`,
    the numbers of one; `strange`, those inside of objects whose code is not known.
    """

    tensors: dict[str, Value] = field(default_factory=dict)
    buffers: set[Value] = field(default_factory=set)
    optimizer: int = 0
    strange: list[Value] = field(default_factory=list)


def load(reader: Reader) -> Value:
    """The value that was saved, and whatever it would call."""
    if reader.take(2, 0) == b"PK":
        archive, parts = zips.parts(reader)
        inside = [name for name in parts if name.split("/")[1:] == ["data.pkl"]]
        if len(inside) != 1:
            raise CountError("This archive is none that PyTorch has written.")
        machine = Machine(zips.opened(reader, archive, parts[inside[0]]))
        return machine.load()
    reader.seek(0)
    machine = Machine(reader)
    value = machine.load()
    if value != MAGIC:
        return value  # of pickle itself
    for _ in ("protocol", "system"):
        machine.load()
    return machine.load()


def tensor(value: Value, depth: int = 8) -> Tensor | None:
    """The tensor that a call would make, or None."""
    if not isinstance(value, Called) or not depth:
        return None
    values = value.values
    if value.name == "torch._tensor._rebuild_from_type_v2" and len(values) > 2:
        name = values[0].name if isinstance(values[0], Name) else ""
        inner = values[2] if isinstance(values[2], tuple) else ()
        return tensor(Called(name, inner), depth - 1)
    kind = value.name.removeprefix(REBUILD)
    if kind == value.name:
        return None
    if kind in INNER and values:
        found = tensor(values[0], depth - 1)
        trained = values[1] if len(values) > 1 and kind != INNER[2] else None
        trained = trained if isinstance(trained, bool) else None
        return found and Tensor(found.shape, found.key, trained)
    if kind == "sparse_tensor":
        size = values[1][2]
    elif kind in SIZES:
        size = values[SIZES[kind]]
    else:
        return None
    if isinstance(size, Called) and size.name == "torch.Size":
        size = size.values[0]
    _, shape = checked(kind, size)
    first = values[0]
    if isinstance(first, Kept) and isinstance(first.key, tuple) and len(first.key) > 2:
        stored = first.key[2]
        if isinstance(stored, str) and isinstance(values[1], int):
            return Tensor(shape, (stored, values[1], shape))
    return Tensor(shape)


def inside(value: Value) -> list[tuple[str, Value]]:
    """(name, value) of what a value holds; the names are those of a state_dict."""
    if isinstance(value, Mapping):
        return [(shown(key), each) for key, each in value.pairs]
    if isinstance(value, Called):
        parts = inside(value.state) if value.state is not None else []
        parts = [*inside(value.values), *inside(value.items), *parts]
        return [*parts, *((shown(key), each) for key, each in value.pairs)]
    if isinstance(value, (list, tuple)):
        return [(str(place), each) for place, each in enumerate(value)]
    return []


def shown(key: str) -> str:
    return str(key)[:200] if isinstance(key, (str, int)) else "?"


def named(value: Value, *names: str) -> Value:
    """The parts of a mapping that have these names; {} if one is missing."""
    known = dict(inside(value)) if isinstance(value, Mapping) else {}
    return {name: known[name] for name in names} if known.keys() >= {*names} else {}


def is_optimizer(value: Value) -> bool:
    if isinstance(value, Called):
        return value.name.startswith("torch.optim.")
    return bool(named(value, "state", "param_groups"))


def walk(reader: Reader, root: Value) -> Found:
    """All tensors in a value, each object once."""
    found, seen = Found(), {}
    stack = [("", root, "parameter")]
    while stack:
        prefix, value, kind = stack.pop()
        reader.charge("steps")
        made = tensor(value)
        if made:
            add(found, prefix, made, kind)
            continue
        if not isinstance(value, (Mapping, Called, list, tuple)) or id(value) in seen:
            continue
        seen[id(value)] = value
        if is_optimizer(value):
            kind = "optimizer"
        parts: Value = inside(value)
        if isinstance(value, Called) and kind == "parameter":
            module = named(value.state, "_parameters", "_modules", "_buffers")
            if module:
                parts = [(None, module["_parameters"]), (None, module["_modules"])]
                stack.append((prefix, module["_buffers"], "buffer"))
            elif not value.name.startswith(("torch.ScriptObject", "__torch__.")):
                kind = "strange"
        for name, each in reversed(parts):
            path = prefix if name is None else f"{prefix}.{name}".strip(".")
            stack.append((path[-400:], each, kind))
    return found


def add(found: Found, name: str, made: Tensor, kind: str) -> None:
    if len(found.tensors) >= TENSORS:
        raise large()
    if kind == "optimizer":
        found.optimizer += prod(made.shape)
    elif kind == "strange":
        found.strange.append(name)
    elif name not in found.tensors:
        found.tensors[name] = made
        if kind == "buffer":
            found.buffers.add(name)


def called(reader: Reader, root: Value) -> list[str]:
    """What loading the file would run, but for what PyTorch and Python have."""
    stack = [root]
    names: dict[Value, Value] = {}
    seen: dict[Value, Value] = {}
    while stack:
        value = stack.pop()
        reader.charge("steps")
        if id(value) in seen:
            continue
        if isinstance(value, (Mapping, Called, list, tuple)):
            seen[id(value)] = value
            stack.extend(each for _, each in inside(value))
        if isinstance(value, Called) and not PLAIN.fullmatch(value.name):
            names[value.name[:80]] = None
    return list(names)


def sets(root: Value) -> dict[str, Value]:
    """The values that may each hold weights, by their keys: {"model": …, "ema": …}."""
    parts = inside(root) if isinstance(root, Mapping) else []
    if any(tensor(each) for _, each in parts):
        return {"": root}
    return dict(parts) or {"": root}
