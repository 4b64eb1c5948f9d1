"""nn.Module: a layer or a model that knows its parameters, buffers and children.

Follows torch/nn/modules/module.py; `__repr__` prints the same text.
"""

from __future__ import annotations

import difflib
from collections import OrderedDict

from ...counting import CountError
from ...types import Routine, Self, Value
from ..libraries.foreign import lacking
from ..looping import Work
from ..making import lose_layer
from ..printing import tentative
from ..session import current
from ..unknown import Unknown
from .calls import Handle, before, doubts, shapes_in
from .checks import (
    SHELVES,
    IncompatibleKeys,
    check_loaded,
    check_ready,
    ready,
    refuse_arguments,
    refuse_assignment,
    refuse_attribute,
    refuse_child,
)
from .conversion import converted, moved
from .describing import bracketed, indented
from .dtypes import BY_NAME
from .dtypes import dtype as dtype_class
from .literals import literal
from .parameter import Parameter
from .program_lines import Spot
from .tensor import Tensor
from .walks import Walks


class Module(Walks):
    training = True
    call_super_init = False
    _version = 1

    def __init_subclass__(cls, **named: Value) -> None:
        super().__init_subclass__(**named)
        if cls.__module__ == "__main__":
            current().state.setdefault("torch classes", []).append(cls)

    def __new__(cls, *values: Value, **named: Value) -> Self:
        made = super().__new__(cls)
        vars(made)["_spot"] = Spot()
        tentative(made)
        return made

    def __init__(self, *values: Value, **named: Value) -> None:
        if values or named:
            refuse_arguments(self)
        keep = vars(self)
        keep["training"] = True
        keep["_parameters"], keep["_buffers"], keep["_modules"] = {}, {}, {}
        keep["_hooks"] = []
        keep["_volatile"] = set()
        keep["_calls"] = []  # (input shapes, output shapes) of the best-known call
        current().state.setdefault("torch", []).append(self)

    # Attributes.

    def __setattr__(self, name: str, value: Value) -> None:
        shelves = vars(self)
        if isinstance(value, Parameter):
            check_ready(self, "parameters")
            forget(self, name, "_buffers", "_modules")
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            check_ready(self, "module")
            forget(self, name, "_parameters", "_buffers")
            if name in shelves["_modules"]:
                self._in_doubt()
            shelves["_modules"][name] = value
        elif name in shelves.get("_parameters", ()):
            if value is not None:
                refuse_assignment(name, "parameter", "nn.Parameter", value)
            shelves["_parameters"][name] = None
        elif name in shelves.get("_modules", ()):
            if value is not None:
                refuse_assignment(name, "child module", "nn.Module", value)
            self._in_doubt()
            shelves["_modules"][name] = None
        elif name in shelves.get("_buffers", ()):
            shelves["_buffers"][name] = buffer(name, value)
        else:
            if isinstance(value, Unknown):
                lose_layer(value)
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Value:
        own = vars(self)
        for shelf in SHELVES:
            if shelf in own and name in own[shelf]:
                return own[shelf][name]
        refuse_attribute(self, name)

    def _in_doubt(self) -> None:
        """What it holds is changed; maybe not, where nobody knows which way to go."""
        if current().doubts:
            tentative(self)
            vars(self).setdefault("_spots", []).append(Spot())

    def __delattr__(self, name: str) -> None:
        self._in_doubt()
        for shelf in SHELVES:
            if name in vars(self).get(shelf, ()):
                del vars(self)[shelf][name]
                return
        object.__delattr__(self, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._parameters, *self._modules})

    def register_parameter(self, name: Value, param: Value) -> None:
        check_ready(self, "parameter")
        if param is not None and not isinstance(param, Parameter):
            refuse_assignment(name, "parameter", "nn.Parameter", param)
        self._parameters[name] = param
        self._in_doubt()

    def register_buffer(
        self, name: Value, tensor: Value, persistent: Value = True
    ) -> None:
        check_ready(self, "buffer")
        if hasattr(self, name) and name not in self._buffers:
            raise KeyError(f"attribute '{name}' already exists")
        self._buffers[name] = buffer(name, tensor)
        (self._volatile.discard if persistent else self._volatile.add)(name)

    def add_module(self, name: Value, module: Value) -> None:
        if isinstance(module, Unknown):  # of a library that is not here
            lacking(module)
            return
        if module is not None and not isinstance(module, Module):
            refuse_child(module)
        check_ready(self, "module")
        self._modules[name] = module

    register_module = add_module

    def get_submodule(self, target: Value) -> Value:
        found = self
        for name in filter(None, target.split(".")):
            found = getattr(found, name)
        return found

    def get_parameter(self, target: Value) -> Value:
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    get_buffer = get_parameter

    # Weights by name.

    def state_dict(
        self,
        *arguments: Value,
        destination: Value = None,
        prefix: Value = "",
        keep_vars: Value = False,
    ) -> dict[str, Value]:
        state = OrderedDict() if destination is None else destination
        for shelf in ("_parameters", "_buffers"):
            for name, value in ready(self)[shelf].items():
                if value is not None and name not in self._volatile:
                    state[prefix + name] = value if keep_vars else value.data
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=state, prefix=f"{prefix}{name}.")
        return state

    def load_state_dict(
        self, state_dict: Value, strict: Value = True, assign: Value = False
    ) -> IncompatibleKeys:
        if not isinstance(state_dict, dict):  # from a file, which is not here
            return IncompatibleKeys([], [])
        own = self.state_dict()
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        for name in own:
            check_loaded(self, name, own[name], state_dict.get(name))
        if strict and (missing or unexpected):
            raise CountError(
                "The weights do not belong to this {model}: {names} are on one "
                "side only.",
                "RuntimeError",
                model=type(self).__name__,
                names=", ".join([*missing, *unexpected]),
            )
        return IncompatibleKeys(missing, unexpected)

    # Switches and moves.

    def train(self, mode: Value = True) -> Module:
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        for module in self.modules():
            object.__setattr__(module, "training", mode)
        return self

    def eval(self) -> Module:
        return self.train(False)

    def requires_grad_(self, requires_grad: Value = True) -> Value:
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: Value = True) -> None:
        for parameter in self.parameters():
            parameter.grad = None

    def apply(self, fn: Value) -> Module:
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self, change: Routine) -> Module:
        for shelf in ("_parameters", "_buffers"):
            for _, value in self._named(shelf, "", True, True):
                changed = change(value)
                value._dtype, value.device = changed._dtype, changed.device
        return self

    def to(
        self,
        *arguments: Value,
        dtype: Value = None,
        device: Value = None,
        **named: Value,
    ) -> Module:
        kinds = [
            each._dtype if isinstance(each, Tensor) else each for each in arguments
        ]
        kept = [each for each in kinds if not isinstance(each, dtype_class)]
        dtype = next((each for each in kinds if each not in kept), dtype)

        def change(value: Tensor) -> Tensor:
            wanted = dtype if value.is_floating_point() else None
            return moved(value, *kept, wanted=wanted, place=device)

        return self._apply(change)

    def cuda(self, device: Value = None) -> Module:
        return self.to("cuda" if device is None else device)

    def cpu(self) -> Value:
        return self.to("cpu")

    def to_empty(self, *, device: Value, recurse: Value = True) -> Value:
        return self.to(device)

    def compile(self, *arguments: Value, **named: Value) -> Value:
        return self

    share_memory = compile

    def type(self, dst_type: Value) -> Value:
        return self._apply(lambda value: value.type(dst_type))

    # Calls.

    def forward(self, *arguments: Value, **named: Value) -> Value:
        names = [each for each in vars(type(self)) if not each.startswith("_")]
        close = difflib.get_close_matches("forward", names, n=1)
        raise CountError(
            "{model} has no forward method. Write def forward(self, x): inside the "
            "class, indented as __init__ is.",
            "NotImplementedError",
            model=type(self).__name__ + (f" ({close[0]}?)" if close else ""),
        )

    def __call__(self, *arguments: Value, **named: Value) -> Value:
        ready(self)
        Work.done += 1
        hooks = self._hooks
        for _, hook in hooks if hooks else ():
            if hook == "before":
                arguments = before(self, _, arguments)
        result = self.forward(*arguments, **named)
        for fn, hook in hooks if hooks else ():
            if hook == "after":
                changed = fn(self, arguments, result)
                result = result if changed is None else changed
        self._note(arguments, named, result)
        return result

    def _note(
        self, arguments: tuple[Value, ...], named: dict[str, Value], result: Value
    ) -> None:
        """Keep the shapes of the first call, or of the one that is known best."""
        shapes = shapes_in(arguments) + shapes_in(tuple(named.values()))
        new = (shapes, shapes_in(result), isinstance(result, Tensor))
        if not self._calls or doubts(new) < doubts(self._calls[0]):
            self._calls[:] = [new]

    def register_forward_hook(self, hook: Value, **named: Value) -> Handle:
        return self._hooked(hook, "after")

    def register_forward_pre_hook(self, hook: Value, **named: Value) -> Value:
        return self._hooked(hook, "before")

    def register_full_backward_hook(self, hook: Value, **named: Value) -> Value:
        return self._hooked(hook, "backward")

    register_backward_hook = register_full_backward_hook
    register_state_dict_pre_hook = register_full_backward_hook

    def _hooked(self, hook: Routine, when: str) -> Handle:
        entry = (hook, when)
        self._hooks.append(entry)
        return Handle(self._hooks, entry)

    # Text.

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        children = [
            f"({name}): {indented(repr(module))}"
            for name, module in ready(self)["_modules"].items()
        ]
        return bracketed(self._get_name(), lines, children)


def _casting(name: Value) -> Routine:
    def cast(self: Value) -> Value:
        return self._apply(
            lambda value: (
                converted(value, BY_NAME[name]) if value.is_floating_point() else value
            )
        )

    return cast


for _name in ("float", "double", "half", "bfloat16"):
    setattr(Module, _name, _casting(_name))


def buffer(name: str, value: Value) -> Tensor | None:
    if value is not None and not isinstance(value, (Tensor, Unknown)):
        refuse_assignment(name, "buffer", "torch.Tensor", value)
    return literal(value) if isinstance(value, Unknown) else value


def forget(module: Value, name: str, *shelves: str) -> None:
    module.__dict__.pop(name, None)
    for shelf in shelves:
        vars(module)[shelf].pop(name, None)
