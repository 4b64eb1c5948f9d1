"""JAX for pasted programs: Flax linen, Flax nnx, Equinox and Haiku, whose layers are
the engine's. Arrays are NumPy's stand-ins: they know their shape, and no numbers."""

from __future__ import annotations

from ...types import TYPE_CHECKING, Value
from ..libraries.other import Placeholder
from ..stand_ins import StandIn, put
from . import arrays, equinox, haiku, linen, nnx, trees
from .counted import results

if TYPE_CHECKING:
    from ..session import Session

__all__ = ["modules", "results"]

TREES = {
    "leaves": trees.leaves,
    "map": trees.mapped,
    "flatten": lambda tree, **named: (trees.leaves(tree), None),
    "reduce": trees.reduced,
    "structure": lambda tree: Placeholder("jax.tree.structure"),
}
SAME = """jit checkpoint remat named_call block_until_ready device_put device_get
    copy""".split()


def modules(session: Session) -> Value:
    """The modules by their dotted names."""
    made: dict[Value, Value] = {}

    def add(path: str, names: Value) -> StandIn:
        missing = arrays.missing(path)
        return put(made, path, StandIn(path, dict(names), missing))

    same = dict.fromkeys(SAME, arrays.identity)
    add(
        "jax",
        same
        | {"vmap": arrays.vmap, "eval_shape": arrays.called, "Array": arrays.Array},
    )
    add("jax.numpy", arrays.numpy_names())
    add("jax.random", arrays.RANDOM)
    add("jax.nn", arrays.SHAPED)
    add("jax.nn.initializers", arrays.INITIALIZERS)
    add("jax.lax", {"scan": arrays.scan, "stop_gradient": arrays.identity})
    add("jax.tree", TREES)
    add("jax.tree_util", {f"tree_{name}": each for name, each in TREES.items()})
    add("flax", {})
    add("flax.linen", linen.names())
    add("flax.linen.initializers", arrays.INITIALIZERS)
    add("flax.nnx", nnx.names())
    add("flax.core", {"freeze": arrays.identity, "unfreeze": arrays.identity})
    add("flax.traverse_util", {"flatten_dict": trees.flat})
    add("equinox", equinox.names())
    add("equinox.nn", equinox.layers())
    for path, names in haiku.modules().items():
        put(made, path, StandIn(path, names, haiku.missing(path)))
    return made
