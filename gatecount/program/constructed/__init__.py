"""PaddlePaddle, MindSpore, MLX and ONNX for pasted programs: what they construct knows
every weight, so that what a program holds is counted before anything runs."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from ..jax.counted import results
from ..stand_ins import StandIn, put
from . import mindspore, mlx, onnx, paddle

if TYPE_CHECKING:
    from ..session import Session

__all__ = ["modules", "results"]


def modules(session: Session) -> Value:
    """The modules by their dotted names."""
    made: dict[Value, Value] = {}
    for library in (paddle, mindspore, mlx, onnx):
        for path, names in library.modules().items():
            put(made, path, StandIn(path, names, library.missing(path)))
    return made
