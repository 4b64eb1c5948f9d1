import equinox as eqx
import jax
from flax import linen, nnx


def total(tree):
    return sum(weight.size for weight in jax.tree.leaves(tree))


key, x = jax.random.key(0), jax.numpy.zeros(5)

cell = linen.GRUCell(10)
parts = cell.init(key, cell.initialize_carry(key, x.shape), x)["params"]
print("linen", total(parts))
for name, part in parts.items():
    if "bias" in part:
        print(" ", name, part["bias"].shape)

cell = eqx.nn.GRUCell(5, 10, key=key)
print("equinox", total(cell))
print("  bias", cell.bias.shape)
print("  bias_n", cell.bias_n.shape)

cell = nnx.GRUCell(5, 10, rngs=nnx.Rngs(key))
print("nnx", total(nnx.state(cell, nnx.Param)))
print("  dense_i", cell.dense_i.bias.shape)
print("  dense_h", cell.dense_h.bias)
