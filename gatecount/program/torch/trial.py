"""The output shapes of a model that the program builds but never calls.

Where the first layer tells what the input looks like, the model is called with
such a tensor, of unknown batch size and length.
"""

from __future__ import annotations

import inspect

from ...types import TYPE_CHECKING, Shape, Value
from .dtypes import FLOAT32, INT64, dtype
from .tensor import make

if TYPE_CHECKING:
    from ..session import Session
    from .module import Module


def tried(module: Value, session: Session) -> None:
    """Call the module once, if it never was; whatever goes wrong is forgotten."""
    calls = vars(module)["_calls"]
    if (calls and None not in calls[0][1]) or not takes_one(module):
        return
    shape = first_input(module)
    if shape is None:
        return
    printed, ignored = list(session._printed), list(session.ignored)
    parts = list(module.modules())
    before = [list(vars(part)["_calls"]) for part in parts]
    try:
        module(make(*shape))
    except Exception:  # the program's own code, with an input that was guessed
        for part, calls in zip(parts, before):
            vars(part)["_calls"][:] = calls
    session._printed[:], session.ignored[:] = printed, ignored


def takes_one(module: Value) -> bool:
    """Whether forward() can be called with one tensor."""
    try:
        arguments = inspect.signature(module.forward).parameters.values()
    except (TypeError, ValueError):
        return False
    needed = [
        each
        for each in arguments
        if each.default is each.empty and each.kind == each.POSITIONAL_OR_KEYWORD
    ]
    return len(needed) == 1


def first_input(module: Module) -> tuple[Shape, dtype] | None:
    """(shape, dtype) that the first layer with weights takes."""
    for part in module.modules():
        kind = type(part).__name__
        if hasattr(part, "embedding_dim"):
            return (None, None), INT64
        if hasattr(part, "hidden_size") and hasattr(part, "input_size"):
            cell = kind.endswith("Cell")
            front = (None,) if cell else (None, None)
            return (*front, part.input_size), FLOAT32
        if hasattr(part, "in_channels") and hasattr(part, "kernel_size"):
            axes = len(part.kernel_size)
            return (None, part.in_channels, *(None,) * axes), FLOAT32
        if hasattr(part, "in_features"):
            return (None, part.in_features), FLOAT32
    return None
