import jax
from flax import linen as nn

x, h = jax.numpy.zeros((1, 5)), jax.numpy.zeros((1, 10))

for reset_gate in (True, False):
    cell = nn.MGUCell(10, reset_gate=reset_gate)
    parts = cell.init(jax.random.key(0), h, x)["params"]
    print(reset_gate, sum(w.size for w in jax.tree.leaves(parts)))
    for name, part in sorted(parts.items()):
        print(" ", name, *(part[key].shape for key in sorted(part)))
