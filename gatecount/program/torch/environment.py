"""The rest of `torch`: what a program decides by, and what runs a model. Whatever else
there is, switches, seeds, files, is Harmless."""

from __future__ import annotations

import math

from ...types import Routine, Value
from ..harmless import Harmless
from ..libraries.other import Placeholder
from ..session import current
from ..unknown import Answer, Unknown
from . import creation
from .dtypes import BY_NAME, TENSOR_TYPES, Default, Size, device, dtype, promote
from .module import Module
from .program_lines import unknown
from .tensor import Grad, Tensor


class Switch:
    """no_grad, enable_grad …: `with`, or a decorator with or without brackets."""

    on = False

    def __new__(cls, function: Value = None, *more: Value, **named: Value) -> Value:
        made = super().__new__(cls)
        return made(function) if callable(function) else made

    def __enter__(self) -> Switch:
        self.before, Grad.enabled = Grad.enabled, self.on
        return self

    def __exit__(self, *error: Value) -> Value:
        Grad.enabled = self.before
        return False

    def __call__(self, function: Value) -> Routine:
        def inside(*arguments: Value, **named: Value) -> Value:
            with self:
                return function(*arguments, **named)

        inside.__name__ = getattr(function, "__name__", "inside")
        return inside


class no_grad(Switch):  # noqa: N801, as PyTorch writes it
    pass


class enable_grad(Switch):  # noqa: N801
    on = True


class inference_mode(Switch):  # noqa: N801
    def __init__(self, mode: Value = True, *more: Value) -> None:
        self.on = not mode


class set_grad_enabled(Switch):  # noqa: N801
    def __init__(self, mode: Value) -> None:
        self.on, self.kept = bool(mode), Grad.enabled
        Grad.enabled = self.on

    def __enter__(self) -> Value:
        self.before = self.kept
        return self


def save(obj: Value, f: Value, *arguments: Value, **named: Value) -> None:
    """Kept for `load`, under the name of the file."""
    current().ignore("torch.save")
    current().state.setdefault("torch saved", {})[file_name(f)] = obj


def load(f: Value, *arguments: Value, **named: Value) -> Unknown | dict[str, Value]:
    """What the program has saved in this file; no other is here."""
    current().ignore("torch.load")
    saved, name = current().state.get("torch saved", {}), file_name(f)
    return saved[name] if name and name in saved else unknown("torch.load(…)")


def file_name(f: Value) -> str:
    """The name of a file, of which a program has the name or what it has opened."""
    name = vars(f).get("opened", "") if isinstance(f, Unknown) else f
    return name if type(name) is str else ""


def set_default_dtype(d: Value) -> None:
    Default.dtype = d


def set_default_tensor_type(t: Value) -> None:
    name = t if isinstance(t, str) else t.__name__
    Default.dtype = BY_NAME[TENSOR_TYPES[name.rpartition(".")[2]]]


def never(*arguments: Value, **named: Value) -> bool:
    return False


def available(*arguments: Value, **named: Value) -> Answer:
    """torch.cuda.is_available(): nobody knows on which machine; most have none."""
    return Answer("is_available()")


def devices(*arguments: Value, **named: Value) -> Unknown:
    return unknown("device_count()")


NAMES: dict[str, Value] = {
    "Tensor": Tensor,
    "device": device,
    "dtype": dtype,
    "Size": Size,
    "no_grad": no_grad,
    "enable_grad": enable_grad,
    "inference_mode": inference_mode,
    "set_grad_enabled": set_grad_enabled,
    "is_grad_enabled": lambda: Grad.enabled,
    "load": load,
    "save": save,
    "set_default_dtype": set_default_dtype,
    "get_default_dtype": lambda: Default.dtype,
    "set_default_tensor_type": set_default_tensor_type,
    "is_tensor": lambda obj: isinstance(obj, Tensor),
    "is_floating_point": lambda input: input.is_floating_point(),
    "numel": lambda input: input.numel(),
    "result_type": lambda one, two: promote(one._dtype, two._dtype),
    "promote_types": promote,
    **{name: getattr(math, name) for name in ("pi", "e", "inf", "nan")},
    "newaxis": None,
}
SWITCHES: dict[str, Value] = dict.fromkeys("is_initialized is_scripting".split(), never)
SWITCHES |= dict.fromkeys("is_available is_bf16_supported is_built".split(), available)
SWITCHES |= dict.fromkeys("device_count current_device".split(), devices)


def checkpoint(
    function: Value, *arguments: Value, use_reentrant: Value = None, **named: Value
) -> Value:
    return function(*arguments, **named)


def trace(func: Value, example_inputs: Value = None, **named: Value) -> Value:
    inputs = example_inputs if isinstance(example_inputs, tuple) else (example_inputs,)
    func(*inputs)
    return func


class Parallel(Module):
    def __init__(self, module: Value, *arguments: Value, **named: Value) -> None:
        super().__init__()
        self.module = module

    def forward(self, *inputs: Value, **named: Value) -> Value:
        return self.module(*inputs, **named)


Parallel.__name__ = Parallel.__qualname__ = "DataParallel"
Distributed = type("DistributedDataParallel", (Parallel,), {})
PARALLEL: dict[str, Value] = {
    "DataParallel": Parallel,
    "DistributedDataParallel": Distributed,
}


def variable(
    data: Value, requires_grad: Value = False, volatile: Value = False
) -> Value:
    data.requires_grad = requires_grad
    return data


def gradients(
    outputs: Value, inputs: Value, *arguments: Value, **named: Value
) -> Value:
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    return tuple(each.detach() for each in inputs)


MODULES: dict[str, Value] = {
    "cuda": {name: creation.typed(name) for name in TENSOR_TYPES},
    "jit": {"trace": trace, "load": load, "ScriptModule": Module},
    "hub": {"load": Placeholder("torch.hub.load", 0)},
    "version": {"cuda": None},
    "utils.checkpoint": {"checkpoint": checkpoint},
    "autograd": {"Variable": variable, "no_grad": no_grad, "grad": gradients},
    **{path: {} for path in "mps backends.cudnn backends.mps xpu".split()},
}


def harmless(path: str) -> Routine:
    """For a StandIn: of whatever it has, nothing changes a count."""
    return lambda name: Harmless(f"{path}.{name}")
