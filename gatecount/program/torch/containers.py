"""nn.Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict.

Follow torch/nn/modules/container.py.
"""

from __future__ import annotations

import operator
from itertools import groupby

from ...counting import CountError
from ...types import TYPE_CHECKING, Routine, Value
from ..asking import item
from ..doubt import members
from ..session import current
from ..unknown import Unknown
from .checks import refuse_child
from .describing import bracketed, indented
from .module import Module
from .parameter import Parameter
from .tensor import Tensor, derived

if TYPE_CHECKING:
    from .layers import Layer
    from .linear import Linear


def place_of(index: int, length: int) -> int:
    index = operator.index(index)
    if not -length <= index < length:
        raise CountError(
            "index {index} is out of range: there are {length} modules, counted "
            "from 0.",
            "IndexError",
            index=index,
            length=length,
        )
    return index % length


class Numbered(Module):
    """Children named 0, 1, 2 …"""

    def _number(self, modules: list[Layer]) -> None:
        self._modules.clear()
        for number, module in enumerate(modules):
            self.add_module(str(number), module)

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Value:
        return iter(list(self._modules.values()))

    def __getitem__(self, index: Value) -> Value:
        modules = list(self._modules.items())
        if isinstance(index, slice):
            members(item([*self], index))
            return self._part(modules[index])
        return modules[place_of(index, len(modules))][1]

    def __setitem__(self, index: Value, module: Value) -> None:
        name = list(self._modules)[place_of(index, len(self))]
        setattr(self, name, module)

    def __delitem__(self, index: Value) -> None:
        self._in_doubt()
        names = list(self._modules)
        gone = names[index] if isinstance(index, slice) else [names[index]]
        kept = [module for name, module in self._modules.items() if name not in gone]
        self._number(kept)

    def append(self, module: Value) -> Numbered:
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Value) -> Numbered:
        for module in modules:
            self.append(module)
        return self

    def insert(self, index: Value, module: Value) -> Value:
        modules = list(self)
        modules.insert(index, module)
        self._number(modules)
        return self

    def pop(self, key: Value) -> Value:
        module = self[key]
        del self[key]
        return module

    def __contains__(self, module: Value) -> bool:
        return any(each is module for each in self)


class Sequential(Numbered):
    def __init__(self, *args: Value) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], dict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for number, module in enumerate(args):
                self.add_module(str(number), checked(module))

    def _part(self, items: list[tuple[str, Layer]]) -> Sequential:
        return type(self)(dict(items))

    def __add__(self, other: Value) -> Value:
        return Sequential(*self, *other)

    def forward(self, input: Value) -> Value:
        if not self._modules and current().missing:  # parts of a model not here
            return derived(input, None)
        for module in self:
            input = module(input)
        return input


def checked(module: Value) -> Value:
    if isinstance(module, (list, tuple)):
        raise CountError(
            "nn.Sequential takes layers, not a list of them: write "
            "nn.Sequential(*layers).",
            "TypeError",
        )
    if not isinstance(module, (Module, Unknown)):
        refuse_child(module)
    return module


class ModuleList(Numbered):
    def __init__(self, modules: Value = ()) -> None:
        super().__init__()
        self.extend(members(modules or ()))

    def _part(self, items: list[tuple[str, Linear]]) -> ModuleList:
        return type(self)(module for _, module in items)

    __iadd__ = Numbered.extend

    def __add__(self, other: Value) -> Value:
        return ModuleList([*self, *other])

    def __repr__(self) -> str:
        """Equal children that follow each other stand once, with their number."""
        lines, first = [], 0
        for text, same in groupby(map(repr, self)):
            many = len(list(same))
            name, times = f"({first})", ""
            if many > 1:
                name, times = f"({first}-{first + many - 1})", f"{many} x "
            lines.append(indented(f"{name}: {times}{text}"))
            first += many
        return bracketed(self._get_name(), [], lines)


class Keyed(Module):
    """Modules or parameters under names: a dictionary that is a module."""

    shelf = "_modules"

    def __init__(self, given: Value = None) -> None:
        super().__init__()
        self.update(given or {})

    def update(self, given: Value) -> None:
        for name, value in dict(given).items():
            self[name] = value

    @property
    def _held(self) -> Value:
        return vars(self)[self.shelf]

    def __delitem__(self, key: Value) -> None:
        self._in_doubt()
        del self._held[key]


def handed(name: Value) -> Routine:
    def method(self: Value, *values: Value) -> Value:
        if name in ("pop", "clear"):
            self._in_doubt()
        return getattr(self._held, name)(*values)

    return method


for _name in """__getitem__ __len__ __iter__ __contains__ keys values items pop
        clear""".split():
    setattr(Keyed, _name, handed(_name))


class ModuleDict(Keyed):
    def __setitem__(self, key: Value, module: Value) -> None:
        self.add_module(key, module)


class Parameters(Keyed):
    """Parameters, by number or name."""

    shelf = "_parameters"

    def _keep(self, key: int | str, value: Value) -> None:
        if isinstance(value, Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        self.register_parameter(str(key), value)

    def __repr__(self) -> str:
        lines = []
        for name, value in self.items():
            kind = "Parameter" if isinstance(value, Parameter) else "Tensor"
            held, size = self._kind(value), "x".join(map(str, value.shape))
            lines.append(f"({name}): {kind} containing: [{held} of size {size}]")
        return bracketed(self._get_name(), ["  " + line for line in lines], [])


class ParameterList(Parameters):
    def __init__(self, values: Value = None) -> None:
        super().__init__()
        self.extend(values or [])

    def append(self, value: Value) -> ParameterList:
        self._keep(len(self), value)
        return self

    def extend(self, values: Value) -> ParameterList:
        for value in values:
            self.append(value)
        return self

    __iadd__ = extend

    def __iter__(self) -> Value:
        return iter(list(self._parameters.values()))

    def __getitem__(self, index: Value) -> Value:
        values = list(self._parameters.values())
        if isinstance(index, slice):
            return ParameterList(values[index])
        return values[place_of(index, len(values))]

    def __setitem__(self, index: Value, value: Value) -> None:
        self._parameters[str(place_of(index, len(self)))] = value

    def _kind(self, value: Parameter) -> Value:
        return value._dtype


class ParameterDict(Parameters):
    __setitem__ = Parameters._keep

    def _kind(self, value: Parameter) -> str:
        return "torch.FloatTensor"
