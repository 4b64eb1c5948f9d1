"""The rest of `torch`: switches, devices, files, seeds. None of them does anything
to a shape."""

import math

from ..libraries.other import Placeholder
from ..session import current
from . import creation
from .dtypes import BY_NAME, CPU, TENSOR_TYPES, Default, Size, device, dtype, promote
from .module import Module
from .places import unknown
from .tensor import Grad, Tensor, make


class Switch:
    """no_grad, enable_grad …: `with`, or a decorator with or without brackets."""

    wanted = False

    def __new__(cls, function=None, *more, **named):
        made = super().__new__(cls)
        if callable(function):
            made.__init__()
            return made(function)
        return made

    def __init__(self, mode=None, *more, **named):
        self.on = self.wanted if mode is None else bool(mode)

    def __enter__(self):
        self.before = Grad.enabled
        Grad.enabled = self.on
        return self

    def __exit__(self, *error):
        Grad.enabled = self.before
        return False

    def __call__(self, function):
        def inside(*arguments, **named):
            with type(self)(self.on):
                return function(*arguments, **named)

        inside.__name__ = getattr(function, "__name__", "inside")
        return inside


class no_grad(Switch):  # noqa: N801, as PyTorch writes it
    pass


class enable_grad(Switch):  # noqa: N801
    wanted = True


class inference_mode(Switch):  # noqa: N801
    def __init__(self, mode=True, *more):
        self.on = not mode


class set_grad_enabled(Switch):  # noqa: N801
    def __init__(self, mode):
        super().__init__(mode)
        self.before = Grad.enabled
        Grad.enabled = self.on


class Nothing:
    """A context, a decorator, an object of which nothing matters here."""

    def __init__(self, *arguments, **named):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function=None, *arguments, **named):
        return function

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **named: arguments[0] if arguments else None


def nothing(*arguments, **named):
    return None


def identity(value=None, *arguments, **named):
    """torch.compile(model), @torch.compile, @torch.jit.script."""
    return (lambda given: given) if value is None else value


def trace(func, example_inputs=None, **named):
    inputs = example_inputs if isinstance(example_inputs, tuple) else (example_inputs,)
    func(*inputs)
    return func


def load(f, *arguments, **named):
    """A file that is not here."""
    current().ignore("torch.load")
    return unknown("torch.load(…)")


class Seeded(Nothing):
    """torch.Generator."""

    def __init__(self, device=None):
        self.device = CPU

    def manual_seed(self, seed):
        return self


def set_default_dtype(d):
    Default.dtype = d


def set_default_tensor_type(t):
    name = t if isinstance(t, str) else t.__name__
    Default.dtype = BY_NAME[TENSOR_TYPES[name.rpartition(".")[2]]]


NAMES = {
    "Tensor": Tensor,
    "device": device,
    "dtype": dtype,
    "Size": Size,
    "Generator": Seeded,
    "no_grad": no_grad,
    "enable_grad": enable_grad,
    "inference_mode": inference_mode,
    "set_grad_enabled": set_grad_enabled,
    "is_grad_enabled": lambda: Grad.enabled,
    "autocast": Nothing,
    "compile": identity,
    "save": nothing,
    "load": load,
    "manual_seed": lambda seed: Seeded(),
    "seed": lambda: 0,
    "initial_seed": lambda: 0,
    "get_rng_state": lambda: make((5056,), BY_NAME["uint8"]),
    "set_rng_state": nothing,
    "set_default_dtype": set_default_dtype,
    "get_default_dtype": lambda: Default.dtype,
    "set_default_tensor_type": set_default_tensor_type,
    "set_default_device": nothing,
    "set_printoptions": nothing,
    "set_num_threads": nothing,
    "get_num_threads": lambda: 1,
    "set_float32_matmul_precision": nothing,
    "use_deterministic_algorithms": nothing,
    "finfo": lambda *kind: unknown("torch.finfo(…)"),
    "iinfo": lambda *kind: unknown("torch.iinfo(…)"),
    "is_tensor": lambda obj: isinstance(obj, Tensor),
    "is_floating_point": lambda input: input.is_floating_point(),
    "numel": lambda input: input.numel(),
    "result_type": lambda one, two: promote(one.dtype, two.dtype),
    "promote_types": promote,
    "pi": math.pi,
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    "newaxis": None,
    "strided": "torch.strided",
    "contiguous_format": "torch.contiguous_format",
    "channels_last": "torch.channels_last",
    "preserve_format": "torch.preserve_format",
}
CUDA = {
    "is_available": lambda: False,
    "device_count": lambda: 0,
    "is_bf16_supported": lambda: False,
    "is_initialized": lambda: False,
    "current_device": lambda: 0,
    "memory_allocated": lambda *arguments: 0,
    "max_memory_allocated": lambda *arguments: 0,
    "memory_reserved": lambda *arguments: 0,
    **dict.fromkeys(
        """manual_seed manual_seed_all empty_cache synchronize set_device
        reset_peak_memory_stats get_device_name get_device_capability seed_all
        init""".split(),
        nothing,
    ),
    "device": Nothing,
    "Stream": Nothing,
    "Event": Nothing,
}


class GradScaler(Nothing):
    def scale(self, outputs):
        return outputs

    def get_scale(self):
        return unknown("get_scale()")

    def state_dict(self):
        return {}


class Writer(Nothing):
    """torch.utils.tensorboard.SummaryWriter."""


def checkpoint(function, *arguments, **named):
    named.pop("use_reentrant", None)
    return function(*arguments, **named)


class Parallel(Module):
    def __init__(self, module, *arguments, **named):
        super().__init__()
        self.module = module

    def forward(self, *inputs, **named):
        return self.module(*inputs, **named)


Parallel.__name__ = Parallel.__qualname__ = "DataParallel"
Distributed = type("DistributedDataParallel", (Parallel,), {})
AMP = {"autocast": Nothing, "GradScaler": GradScaler}


def more_modules(put):
    """The modules beside torch.nn, torch.optim and torch.utils.data."""
    mps = {"is_available": lambda: False, "is_built": lambda: False}
    put("torch.cuda", CUDA | {n: creation.typed(n) for n in TENSOR_TYPES})
    put("torch.cuda.amp", AMP)
    put("torch.amp", AMP)
    put("torch.mps", {"empty_cache": nothing, "manual_seed": nothing})
    put("torch.backends", {})
    put("torch.backends.cudnn", {"is_available": lambda: False, "enabled": True})
    put("torch.backends.cuda", {})
    put("torch.backends.mps", mps)
    put(
        "torch.jit",
        {
            "script": identity,
            "trace": trace,
            "save": nothing,
            "load": load,
            **dict.fromkeys(("script_method", "export", "ignore", "unused"), identity),
            "ScriptModule": Module,
            "is_scripting": lambda: False,
        },
    )
    put("torch.random", {"manual_seed": lambda seed: Seeded()})
    put("torch.hub", {"load": Placeholder("torch.hub.load")})
    put("torch.version", {"cuda": None})
    put("torch.utils", {})
    put("torch.utils.tensorboard", {"SummaryWriter": Writer})
    put("torch.utils.checkpoint", {"checkpoint": checkpoint})
    put("torch.autograd", {"Variable": variable, **autograd()})
    put("torch.multiprocessing", {})
    put("torch.types", {})


def variable(data, requires_grad=False, volatile=False):
    data.requires_grad = requires_grad
    return data


def autograd():
    return {
        "set_detect_anomaly": Nothing,
        "detect_anomaly": Nothing,
        "no_grad": no_grad,
        "grad": gradients,
    }


def gradients(outputs, inputs, *arguments, **named):
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    return tuple(each.detach() for each in inputs)
