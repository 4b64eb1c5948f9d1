"""What nn.Module goes through: its children, their modules, parameters and buffers."""

from __future__ import annotations

from collections.abc import Iterator

from ...types import TYPE_CHECKING, Value
from .checks import ready

if TYPE_CHECKING:
    from ..libraries.array import Data
    from .module import Module
    from .parameter import Parameter
    from .tensor import Tensor


class Walks:
    """The part of `Module` that walks; `_modules` are its children."""

    def named_children(self) -> Iterator[tuple[str, Module]]:
        seen = set()
        for name, module in ready(self)["_modules"].items():
            if module is not None and id(module) not in seen:
                seen.add(id(module))
                yield name, module

    def children(self) -> Iterator[Module]:
        for _, module in self.named_children():
            yield module

    def named_modules(
        self, memo: Value = None, prefix: Value = "", remove_duplicate: Value = True
    ) -> Iterator[tuple[Data | str, Value]]:
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

    def modules(self) -> Value:
        for _, module in self.named_modules():
            yield module

    def _named(
        self, shelf: str, prefix: str, recurse: bool, remove_duplicate: bool
    ) -> Iterator[tuple[str, Tensor]]:
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

    def named_parameters(
        self, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
    ) -> Iterator[tuple[str, Parameter]]:
        yield from self._named("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: Value = True) -> Iterator[Parameter]:
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(
        self, prefix: Value = "", recurse: Value = True, remove_duplicate: Value = True
    ) -> Iterator[tuple[str, Tensor]]:
        yield from self._named("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: Value = True) -> Iterator[Tensor]:
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer
