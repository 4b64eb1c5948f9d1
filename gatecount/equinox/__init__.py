"""The layers of Equinox, knowing only shapes.

Names, arguments, defaults and refusals are those of `equinox.nn`; see
https://docs.kidger.site/equinox/api/nn/linear/. A layer makes its weights when it
is constructed, and is called with one example: no batch axis.
"""

from .. import jax
from ..layer import argument_names
from ..reading import by_name
from . import (
    attention,
    containers,
    convolution,
    linear,
    normalization,
    others,
    pooling,
    recurrent,
)

__all__ = [
    "LAYERS",
    "NAMES",
    "NEEDS_INPUT_SHAPE",
    "OTHERS",
    "PREFIXES",
    "argument_names",
]

NEEDS_INPUT_SHAPE = False

PREFIXES = ("nn", "eqx.nn", "equinox.nn")

NAMES = jax.names()

# What else `equinox.nn` has, and why it is not counted.
OTHERS = {
    "AdaptivePool": "base",
    "Pool": "base",
    "StatefulLayer": "base",
    **dict.fromkeys(("BatchNorm", "SpectralNorm", "State", "StateIndex"), "state"),
    "Shared": "code",
}

LAYERS = by_name(
    recurrent,
    linear,
    normalization,
    convolution,
    attention,
    others,
    containers,
    pooling,
)
