"""nn.Module: a layer or a model that knows its parameters, buffers and children.

Follows torch/nn/modules/module.py; `__repr__` prints the same text.
"""

import difflib
from collections import OrderedDict

from ...counting import CountError
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


class Module:
    training = True
    call_super_init = False
    _version = 1

    def __init_subclass__(cls, **named):
        super().__init_subclass__(**named)
        if cls.__module__ == "__main__":
            current().state.setdefault("torch classes", []).append(cls)

    def __new__(cls, *values, **named):
        made = super().__new__(cls)
        vars(made)["_spot"] = Spot()
        tentative(made)
        return made

    def __init__(self, *values, **named):
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

    def __setattr__(self, name, value):
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

    def __getattr__(self, name):
        own = vars(self)
        for shelf in SHELVES:
            if shelf in own and name in own[shelf]:
                return own[shelf][name]
        refuse_attribute(self, name)

    def _in_doubt(self):
        """What it holds is changed; maybe not, where nobody knows which way to go."""
        if current().doubts:
            tentative(self)
            vars(self).setdefault("_spots", []).append(Spot())

    def __delattr__(self, name):
        self._in_doubt()
        for shelf in SHELVES:
            if name in vars(self).get(shelf, ()):
                del vars(self)[shelf][name]
                return
        object.__delattr__(self, name)

    def __dir__(self):
        return sorted({*super().__dir__(), *self._parameters, *self._modules})

    def register_parameter(self, name, param):
        check_ready(self, "parameter")
        if param is not None and not isinstance(param, Parameter):
            refuse_assignment(name, "parameter", "nn.Parameter", param)
        self._parameters[name] = param
        self._in_doubt()

    def register_buffer(self, name, tensor, persistent=True):
        check_ready(self, "buffer")
        if hasattr(self, name) and name not in self._buffers:
            raise KeyError(f"attribute '{name}' already exists")
        self._buffers[name] = buffer(name, tensor)
        (self._volatile.discard if persistent else self._volatile.add)(name)

    def add_module(self, name, module):
        if isinstance(module, Unknown):  # of a library that is not here
            lacking(module)
            return
        if module is not None and not isinstance(module, Module):
            refuse_child(module)
        check_ready(self, "module")
        self._modules[name] = module

    register_module = add_module

    def get_submodule(self, target):
        found = self
        for name in filter(None, target.split(".")):
            found = getattr(found, name)
        return found

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    get_buffer = get_parameter

    # Walks.

    def named_children(self):
        seen = set()
        for name, module in ready(self)["_modules"].items():
            if module is not None and id(module) not in seen:
                seen.add(id(module))
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in ready(self)["_modules"].items():
            if module is not None:
                inner = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def _named(self, shelf, prefix, recurse, remove_duplicate):
        seen = set()
        modules = (
            self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
            if recurse
            else [(prefix, self)]
        )
        for path, module in modules:
            for name, value in ready(module)[shelf].items():
                if value is None or (remove_duplicate and id(value) in seen):
                    continue
                seen.add(id(value))
                yield f"{path}.{name}" if path else name, value

    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def state_dict(self, *arguments, destination=None, prefix="", keep_vars=False):
        state = OrderedDict() if destination is None else destination
        for shelf in ("_parameters", "_buffers"):
            for name, value in ready(self)[shelf].items():
                if value is not None and name not in self._volatile:
                    state[prefix + name] = value if keep_vars else value.data
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=state, prefix=f"{prefix}{name}.")
        return state

    def load_state_dict(self, state_dict, strict=True, assign=False):
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

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        for module in self.modules():
            object.__setattr__(module, "training", mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        for parameter in self.parameters():
            parameter.grad = None

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self, change):
        for shelf in ("_parameters", "_buffers"):
            for _, value in self._named(shelf, "", True, True):
                changed = change(value)
                value._dtype, value.device = changed._dtype, changed.device
        return self

    def to(self, *arguments, dtype=None, device=None, **named):
        kinds = [
            each._dtype if isinstance(each, Tensor) else each for each in arguments
        ]
        kept = [each for each in kinds if not isinstance(each, dtype_class)]
        dtype = next((each for each in kinds if each not in kept), dtype)

        def change(value):
            wanted = dtype if value.is_floating_point() else None
            return moved(value, *kept, wanted=wanted, place=device)

        return self._apply(change)

    def cuda(self, device=None):
        return self.to("cuda" if device is None else device)

    def cpu(self):
        return self.to("cpu")

    def to_empty(self, *, device, recurse=True):
        return self.to(device)

    def compile(self, *arguments, **named):
        return self

    share_memory = compile

    def type(self, dst_type):
        return self._apply(lambda value: value.type(dst_type))

    # Calls.

    def forward(self, *arguments, **named):
        names = [each for each in vars(type(self)) if not each.startswith("_")]
        close = difflib.get_close_matches("forward", names, n=1)
        raise CountError(
            "{model} has no forward method. Write def forward(self, x): inside the "
            "class, indented as __init__ is.",
            "NotImplementedError",
            model=type(self).__name__ + (f" ({close[0]}?)" if close else ""),
        )

    def __call__(self, *arguments, **named):
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

    def _note(self, arguments, named, result):
        """Keep the shapes of the first call, or of the one that is known best."""
        shapes = shapes_in(arguments) + shapes_in(tuple(named.values()))
        new = (shapes, shapes_in(result), isinstance(result, Tensor))
        if not self._calls or doubts(new) < doubts(self._calls[0]):
            self._calls[:] = [new]

    def register_forward_hook(self, hook, **named):
        return self._hooked(hook, "after")

    def register_forward_pre_hook(self, hook, **named):
        return self._hooked(hook, "before")

    def register_full_backward_hook(self, hook, **named):
        return self._hooked(hook, "backward")

    register_backward_hook = register_full_backward_hook
    register_state_dict_pre_hook = register_full_backward_hook

    def _hooked(self, hook, when):
        entry = (hook, when)
        self._hooks.append(entry)
        return Handle(self._hooks, entry)

    # Text.

    def _get_name(self):
        return type(self).__name__

    def extra_repr(self):
        return ""

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        children = [
            f"({name}): {indented(repr(module))}"
            for name, module in ready(self)["_modules"].items()
        ]
        return bracketed(self._get_name(), lines, children)


def _casting(name):
    def cast(self):
        return self._apply(
            lambda value: (
                converted(value, BY_NAME[name]) if value.is_floating_point() else value
            )
        )

    return cast


for _name in ("float", "double", "half", "bfloat16"):
    setattr(Module, _name, _casting(_name))


def buffer(name, value):
    if value is not None and not isinstance(value, (Tensor, Unknown)):
        refuse_assignment(name, "buffer", "torch.Tensor", value)
    return literal(value) if isinstance(value, Unknown) else value


def forget(module, name, *shelves):
    vars(module).pop(name, None)
    for shelf in shelves:
        vars(module)[shelf].pop(name, None)
