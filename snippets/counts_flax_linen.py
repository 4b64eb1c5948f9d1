import jax
from flax import linen as nn

key, x = jax.random.key(0), jax.numpy.zeros((1, 5))

for cell in (nn.LSTMCell(10), nn.GRUCell(10), nn.SimpleCell(10)):
    carry = cell.initialize_carry(key, x.shape)
    parts = cell.init(key, carry, x)["params"]
    total = sum(weight.size for weight in jax.tree.leaves(parts))
    biased = [name for name in parts if "bias" in parts[name]]
    print(type(cell).__name__, total)
    print("  kernel", *parts)
    print("  bias  ", *biased)
