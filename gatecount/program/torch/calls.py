"""What is kept of a module's calls: hooks, and the shapes that went in and out."""

from ...types import Shape, Value
from .tensor import Tensor


class Handle:
    """What registering a hook returns."""

    def __init__(self, hooks: Value, entry: Value) -> None:
        self.hooks, self.entry = hooks, entry

    def remove(self) -> None:
        if self.entry in self.hooks:
            self.hooks.remove(self.entry)

    def __enter__(self) -> Value:
        return self

    def __exit__(self, *error: Value) -> None:
        self.remove()


def before(module: Value, hook: Value, arguments: Value) -> Value:
    changed = hook(module, arguments)
    if changed is None:
        return arguments
    return changed if isinstance(changed, tuple) else (changed,)


def shapes_in(value: Value) -> list[Shape | None]:
    """The shapes of all tensors in a value, in order."""
    if isinstance(value, Tensor):
        return [value._shape]
    if hasattr(type(value), "packed"):  # a packed sequence: all steps in a row
        return [value.data._shape]
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        return [shape for each in value for shape in shapes_in(each)]
    return []


def doubts(call: tuple[list[Value], list[Value], bool]) -> int:
    """How much of a call is not known."""
    return sum(
        9 if shape is None else shape.count(None) for part in call[:2] for shape in part
    )
