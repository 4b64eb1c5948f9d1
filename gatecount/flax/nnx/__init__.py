"""The layers of Flax nnx, knowing only shapes.

Names, arguments, defaults and refusals are those of `flax.nnx`; see
https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/index.html.
An nnx layer makes its weights when it is constructed, from `rngs`. For n
features and m units `OptimizedLSTMCell`, `GRUCell` and `SimpleCell` pack their
gates side by side: `dense_i/kernel` (n, g m), `dense_h/kernel` (m, g m) and one
bias (g m,); `LSTMCell` keeps a tensor for every gate, `ii/kernel` (n, m).
"""

from ... import jax
from ...layer import argument_names
from ...reading import by_name
from . import (
    attention,
    containers,
    convolution,
    linear,
    normalization,
    others,
    recurrent,
)
from .base import Rngs

__all__ = [
    "LAYERS",
    "NAMES",
    "NEEDS_INPUT_SHAPE",
    "OTHERS",
    "PREFIXES",
    "Rngs",
    "argument_names",
]

NEEDS_INPUT_SHAPE = False

PREFIXES = ("nnx", "flax.nnx")

# In a program the random numbers often have this name already.
NAMES = jax.names(*PREFIXES) | {
    "nnx.Rngs": Rngs,
    "flax.nnx.Rngs": Rngs,
    "rngs": Rngs.construct(0),
}

LAYERS = by_name(
    recurrent,
    linear,
    others,
    containers,
    convolution,
    normalization,
    attention,
)

# What else `flax.nnx` has, and why it is not counted.
OTHERS = {"Module": "base", "RNNCellBase": "base"} | dict.fromkeys(
    ("SpectralNorm", "WeightNorm"), "state"
)
