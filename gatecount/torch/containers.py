"""PyTorch's containers of modules, and the dictionary that some are made from."""

from collections.abc import Iterable

from ..counting import CountError, Weight
from ..types import Any, NoReturn, Shape
from .module import Module

# What every module already has under this name.
TAKEN = """T_destination add_module apply bfloat16 buffers call_super_init children
    compile cpu cuda double dump_patches eval extra_repr float forward get_buffer
    get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia
    named_buffers named_children named_modules named_parameters parameters pop
    register_backward_hook register_buffer register_forward_hook
    register_forward_pre_hook register_full_backward_hook
    register_full_backward_pre_hook register_load_state_dict_post_hook
    register_load_state_dict_pre_hook register_module register_parameter
    register_state_dict_post_hook register_state_dict_pre_hook requires_grad_
    set_extra_state set_submodule share_memory state_dict to to_empty train training
    type xpu zero_grad""".split()


class OrderedDict(dict[Any, Any]):
    """collections.OrderedDict, with which Sequential names its modules."""

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        try:
            return cls(*values, **named)
        except (TypeError, ValueError) as error:
            raise CountError(
                "{layer} is made of pairs, such as [('name', nn.Linear(5, 10))].",
                type(error).__name__,
                layer=cls.__name__,
            ) from error


class Nothing(Module):
    """None in the place of a module: PyTorch notices only when it is called."""

    def __call__(self, *shapes: Any) -> None:
        self.check_kind("module", None, Module)


class Container(Module):
    """Modules under names."""

    more: tuple[str, ...]  # names that this container has besides

    def _hold(self, named: Any) -> None:
        for name, module in named:
            self._check_name(name, module)
            self.add(name, Nothing() if module is None else module)

    def _check_name(self, name: str, module: Any) -> None:
        if isinstance(module, (Module, type(None))) and not isinstance(name, str):
            raise CountError(
                "{value} cannot be the name of a module: names are texts.",
                "TypeError",
                value=repr(name),
            )
        if isinstance(module, Module) and (
            "." in name or not name or name in (*TAKEN, *self.more)
        ):
            raise CountError(
                "{value} cannot be the name of a module: it is empty, has a dot in it, "
                "or every module has something of this name.",
                "KeyError",
                value=repr(name),
            )

    def forward(self, *shapes: Any, **named: Any) -> NoReturn:
        raise CountError(
            "{layer} only holds modules and cannot be called. Leave out the input "
            "shape, or use nn.Sequential.",
            "NotImplementedError",
            layer=type(self).__name__,
        )

    def weights(self, prefix: str = "", batch: int = 1) -> Iterable[Weight]:
        """Before an input is known, nobody knows how often each module is used."""
        several = len(self.children) > 1
        return [
            each.but(uses=None) if several and None in each.steps else each
            for each in super().weights(prefix, batch)
        ]


class Sequential(Container):
    """One module after the other: 0, 1, 2 ..., or as an OrderedDict names them."""

    more = ("append", "extend", "insert")

    arguments = "*args"

    def make(self) -> None:
        if len(self.args) == 1 and isinstance(self.args[0], OrderedDict):
            self._hold(self.args[0].items())
        else:
            self._hold((str(place), module) for place, module in enumerate(self.args))

    def batch_axis(self, shape: Shape) -> int | None:
        first = next(iter(self.children.values()), None)
        return first.batch_axis(shape) if first else super().batch_axis(shape)

    def __call__(self, shape: Shape) -> Any:
        for module in self.children.values():
            shape = module(shape)
        return shape


class ModuleList(Container):
    more = Sequential.more

    arguments = "modules=None"

    def make(self) -> None:
        if self.modules is not None:
            check_several(type(self), self.modules)
            self._hold(zip(map(str, range(len(self.modules))), self.modules))


class ModuleDict(Container):
    more = ("clear", "items", "keys", "update", "values")

    arguments = "modules=None"

    def make(self) -> None:
        if self.modules is None:
            return
        check_several(type(self), self.modules)
        named = isinstance(self.modules, dict)
        pairs = self.modules.items() if named else self.modules
        for pair in pairs:
            check_several(type(self), pair)
            if len(pair) != 2:
                raise CountError(
                    "{layer} is made of pairs, such as [('name', nn.Linear(5, 10))].",
                    layer=type(self).__name__,
                )
        self._hold(pairs)


def check_several(layer: Any, value: Any) -> None:
    if not isinstance(value, Iterable):
        raise CountError(
            "{layer} is made of several modules, as in {layer}([nn.Linear(5, 10)]), "
            "not of {value}.",
            "TypeError",
            layer=layer.__name__,
            value=getattr(type(value), "__name__", None)
            if isinstance(value, Module)
            else repr(value),
        )


LAYERS = (Sequential, ModuleList, ModuleDict)
