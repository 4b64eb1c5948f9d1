"""PaddlePaddle, MindSpore, MLX and ONNX for pasted programs: what they construct knows
every weight, so that what a program holds is counted before anything runs."""

from ..jax.counted import results
from ..stand_ins import StandIn, put
from . import mindspore, mlx, onnx, paddle

__all__ = ["modules", "results"]


def modules(session):
    """The modules by their dotted names."""
    made = {}
    for library in (paddle, mindspore, mlx, onnx):
        for path, names in library.modules().items():
            put(made, path, StandIn(path, names, library.missing(path)))
    return made
