"""The layers of Flax linen, knowing only shapes.

Names, arguments, defaults and refusals are those of `flax.linen`; see
https://flax.readthedocs.io/en/latest/api_reference/flax.linen/layers.html.
A linen layer learns its input size from the input, so that the input shape is
needed: (batch, time, features) for RNN, (batch, features) for a cell. For n
features and m units a cell keeps the tensors of every gate apart: `ii/kernel`
(n, m), `hi/kernel` (m, m) and, where the gate has one, `hi/bias` (m,).
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
from .recurrent import RNN, Cell

__all__ = ["LAYERS", "NAMES", "OTHERS", "PREFIXES", "RNN", "Cell", "argument_names"]

PREFIXES = ("nn", "linen", "flax.linen")

NAMES = jax.names(*PREFIXES)

LAYERS = by_name(
    recurrent,
    linear,
    convolution,
    others,
    containers,
    normalization,
    attention,
)

# What else `flax.linen` has, and why it is not counted.
OTHERS = {"Module": "base", "RNNCellBase": "base"} | dict.fromkeys(
    """Fp8DirectDotGeneralOp Fp8DotGeneral Fp8DotGeneralOp Fp8Einsum
    NANOOFp8DotGeneralOp""".split(),
    "code",
)
