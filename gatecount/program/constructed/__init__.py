"""PaddlePaddle, MindSpore and MLX for pasted programs: frameworks whose constructors
know every weight, so that what a program holds is counted before anything runs."""

from ..jax.counted import results
from ..stand_ins import StandIn, put
from . import mindspore, mlx, paddle

__all__ = ["modules", "results"]


def modules(session):
    """The modules by their dotted names."""
    made = {}
    for library in (paddle, mindspore, mlx):
        for path, names in library.modules().items():
            put(made, path, StandIn(path, names, library.missing(path)))
    return made
