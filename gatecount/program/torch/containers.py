"""nn.Sequential, ModuleList, ModuleDict, ParameterList, ParameterDict.

Follow torch/nn/modules/container.py.
"""

import operator

from ..refusing import refused
from ..session import current
from ..unknown import Unknown
from .module import Module, bracketed, indented, refuse_child
from .tensor import Parameter, Tensor, derived


def place_of(index, length):
    index = operator.index(index)
    if not -length <= index < length:
        raise refused(
            "index {index} is out of range: there are {length} modules, counted "
            "from 0.",
            "IndexError",
            index=index,
            length=length,
        )
    return index % length


class Numbered(Module):
    """Children named 0, 1, 2 …"""

    def _number(self, modules):
        self._modules.clear()
        for number, module in enumerate(modules):
            self.add_module(str(number), module)

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(list(self._modules.values()))

    def __getitem__(self, index):
        modules = list(self._modules.items())
        if isinstance(index, slice):
            return self._part(modules[index])
        return modules[place_of(index, len(modules))][1]

    def __setitem__(self, index, module):
        name = list(self._modules)[place_of(index, len(self))]
        setattr(self, name, module)

    def __delitem__(self, index):
        names = list(self._modules)
        gone = names[index] if isinstance(index, slice) else [names[index]]
        kept = [module for name, module in self._modules.items() if name not in gone]
        self._number(kept)

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        modules = list(self)
        modules.insert(index, module)
        self._number(modules)
        return self

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def __contains__(self, module):
        return any(each is module for each in self)


class Sequential(Numbered):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], dict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for number, module in enumerate(args):
                self.add_module(str(number), checked(module))

    def _part(self, items):
        return type(self)(dict(items))

    def __add__(self, other):
        return Sequential(*self, *other)

    def forward(self, input):
        if not self._modules and current().missing:  # parts of a model not here
            return derived(input, None)
        for module in self:
            input = module(input)
        return input


def checked(module):
    if isinstance(module, (list, tuple)):
        raise refused(
            "nn.Sequential takes layers, not a list of them: write "
            "nn.Sequential(*layers).",
            "TypeError",
        )
    if not isinstance(module, (Module, Unknown)):
        refuse_child(module)
    return module


class ModuleList(Numbered):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def _part(self, items):
        return type(self)(module for _, module in items)

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        return ModuleList([*self, *other])

    def __repr__(self):
        """Equal children that follow each other stand once, with their number."""
        texts = [repr(module) for module in self]
        if not texts:
            return "ModuleList()"
        groups = []
        for number, text in enumerate(texts):
            if groups and groups[-1][2] == text:
                groups[-1][1] = number
            else:
                groups.append([number, number, text])
        lines = []
        for first, last, text in groups:
            many = f"{last - first + 1} x " if last > first else ""
            name = f"({first}-{last})" if last > first else f"({first})"
            lines.append(indented(f"{name}: {many}{text}"))
        return f"{self._get_name()}(\n  " + "\n  ".join(lines) + "\n)"


class Keyed(Module):
    """Modules or parameters under names: a dictionary that is a module."""

    shelf = "_modules"

    def __init__(self, given=None):
        super().__init__()
        self.update(given or {})

    def update(self, given):
        for name, value in dict(given).items():
            self[name] = value

    @property
    def _held(self):
        return vars(self)[self.shelf]

    def __getitem__(self, key):
        return self._held[key]

    def __delitem__(self, key):
        del self._held[key]

    def __len__(self):
        return len(self._held)

    def __iter__(self):
        return iter(self._held)

    def __contains__(self, key):
        return key in self._held

    def keys(self):
        return self._held.keys()

    def values(self):
        return self._held.values()

    def items(self):
        return self._held.items()

    def pop(self, key):
        return self._held.pop(key)

    def clear(self):
        self._held.clear()


class ModuleDict(Keyed):
    def __init__(self, modules=None):
        super().__init__(modules)

    def __setitem__(self, key, module):
        self.add_module(key, module)


class Parameters(Keyed):
    """Parameters, by number or name."""

    shelf = "_parameters"

    def _keep(self, key, value):
        if isinstance(value, Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        self.register_parameter(str(key), value)

    def __repr__(self):
        lines = []
        for name, value in self.items():
            kind = "Parameter" if isinstance(value, Parameter) else "Tensor"
            held, size = self._kind(value), "x".join(map(str, value.shape))
            lines.append(f"({name}): {kind} containing: [{held} of size {size}]")
        return listed(self._get_name(), lines)


class ParameterList(Parameters):
    def __init__(self, values=None):
        super().__init__()
        self.extend(values or [])

    def append(self, value):
        self._keep(len(self), value)
        return self

    def extend(self, values):
        for value in values:
            self.append(value)
        return self

    __iadd__ = extend

    def __iter__(self):
        return iter(list(self._parameters.values()))

    def __getitem__(self, index):
        values = list(self._parameters.values())
        if isinstance(index, slice):
            return ParameterList(values[index])
        return values[place_of(index, len(values))]

    def __setitem__(self, index, value):
        self._parameters[str(place_of(index, len(self)))] = value

    def _kind(self, value):
        return value.dtype


class ParameterDict(Parameters):
    def __init__(self, parameters=None):
        super().__init__(parameters)

    __setitem__ = Parameters._keep

    def _kind(self, value):
        return "torch.FloatTensor"


def listed(name, lines):
    """The children's lines, indented once more than a module's."""
    return bracketed(name, ["  " + line for line in lines], [])
